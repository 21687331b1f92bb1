export const id = 301;
export const ids = [301];
export const modules = {

/***/ 43329:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ nearNames)
/* harmony export */ });
/* harmony import */ var fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(21916);

/** A letter wrong, missing or too many, or two swapped. */
const MOST_SLIPS = 2;
/** Names that were probably meant: other upper and lower case, or a slip of the finger; nearest first. */
function nearNames(name, known) {
    const slips = (candidate) => (0,fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__/* .distance */ .Io)(candidate.toLowerCase(), name.toLowerCase());
    return known
        .filter((candidate) => slips(candidate) <= Math.min(MOST_SLIPS, name.length - 1))
        .sort((a, b) => slips(a) - slips(b));
}


/***/ }),

/***/ 66717:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AX: () => (/* binding */ useRolesSettings),
/* harmony export */   WP: () => (/* binding */ askAside),
/* harmony export */   vu: () => (/* binding */ isRefusal)
/* harmony export */ });
/* harmony import */ var pg__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83849);

/** What `pinSettings` changes and code of the team may depend on: functions of triggers and checks. */
const AMBIENT = [
    'search_path',
    'DateStyle',
    'IntervalStyle',
    'TimeZone',
    'extra_float_digits',
    'bytea_output',
    'lc_monetary',
    'quote_all_identifiers',
    'jit',
];
/** Classes of SQLSTATE that end the work whatever it was: connection, resources, operator, system. */
const FATAL = /^(08|53|57|58|XX)/;
/** Gives the transaction back the settings that the role would have; undone by `pinSettings`. */
async function useRolesSettings(session, rowSecurity) {
    const names = rowSecurity ? [...AMBIENT, 'row_security'] : AMBIENT;
    await session.query(names.map((name) => `set local ${name} to default`).join('; '));
}
/** The server answered, and the answer is no: the session goes on, the statement did not happen. */
function isRefusal(error) {
    return error instanceof pg__WEBPACK_IMPORTED_MODULE_0__/* ["default"].DatabaseError */ .Ay.DatabaseError && !FATAL.test(error.code ?? '');
}
/**
 * Asks one question under the role's own settings, inside a savepoint that is always rolled back:
 * an expression that fails to evaluate costs the answer, not the transaction.
 */
async function askAside(session, sql) {
    await session.query('savepoint aside');
    try {
        await useRolesSettings(session, false);
        return { ok: true, rows: await session.query(sql) };
    }
    catch (error) {
        if (!isRefusal(error))
            throw error;
        return { ok: false, code: error.code ?? '' };
    }
    finally {
        await session
            .query('rollback to savepoint aside; release savepoint aside')
            .catch(() => undefined);
    }
}


/***/ }),

/***/ 55986:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cy: () => (/* binding */ selectBuckets),
/* harmony export */   S1: () => (/* binding */ isIn),
/* harmony export */   aG: () => (/* binding */ Moved),
/* harmony export */   sK: () => (/* binding */ requireUnmoved)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _target_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83892);


/** Below, to copy every row is as fast as to hash it first. */
const MANY_ROWS = 100_000;
/** Bits of the first look: 8,192 buckets, of 122 rows each where there are a million. */
const FIRST_BITS = 13;
const MORE_BITS = 4;
/** Rows in a bucket that are cheaper to copy than to look at again. */
const FEW_ROWS = 2;
/** More buckets than these make statements that are longer than the rows they spare. */
const MOST_BUCKETS = 20_000;
/** Bytes of one bucket in an answer: its number (int4), and the hash of its rows (int8). */
const ENTRY = 12;
/**
 * Finds the part of a large table in which the sides differ, by hashes alone. One sum of each side
 * comes first: nothing else is needed where nothing differs. Buckets are of the
 * key's hash and not of its range: ranges break on gaps, collations and text keys. A hash that is
 * equal proves sameness; one that differs (other majors may hash otherwise) proves nothing, and only
 * has its rows compared. Undefined where the table is small, or differs nearly everywhere.
 * @param seen what an earlier call has found. It is found again without another look at production
 *   where development is the same; whether production is, {@link requireUnmoved} tells.
 */
async function selectBuckets(dev, prod, target, seen) {
    if (seen !== undefined && isSame(await sum(dev, target), seen.there))
        return seen;
    if (!(await isLarge(dev, target)) || !(await isLarge(prod, target)))
        return undefined;
    // Hashes are of bytes, and equal bytes are other characters in another encoding.
    if ((await encodingOf(dev)) !== (await encodingOf(prod)))
        return undefined;
    const [there, here] = await Promise.all([sum(dev, target), sum(prod, target)]);
    if (isSame(there, here))
        return { there, here, buckets: { bits: 0, numbers: [] } };
    const look = async (bits, among) => {
        const sides = [hash(dev, target, bits, among), hash(prod, target, bits, among)];
        return { bits, numbers: differing(...(await Promise.all(sides))) };
    };
    let buckets = await look(FIRST_BITS);
    while (isWorthALook(buckets, there.rows))
        buckets = await look(buckets.bits + MORE_BITS, buckets);
    const { length } = buckets.numbers;
    // None: production has moved between two looks, so the buckets tell nothing.
    return length === 0 || length > MOST_BUCKETS ? undefined : { there, here, buckets };
}
function isWorthALook({ bits, numbers }, rows) {
    return (numbers.length > 0 && numbers.length <= MOST_BUCKETS && rows / 2 ** bits > FEW_ROWS && bits < 29);
}
/** Rows of production came, went or changed since they were hashed. */
class Moved extends _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DeployError */ .sH {
}
/**
 * Asks production once more, when nothing can move any more.
 * @throws {Moved} when it is not as it was hashed: in buckets that were the same on both sides
 *   nobody would see it.
 */
async function requireUnmoved(prod, target, then) {
    if (isSame(await sum(prod, target), then))
        return;
    throw new Moved({
        attempted: `promote ${target.name}`,
        found: 'rows of production changed while they were compared; nothing was applied',
        likelyCause: 'the application, or a person, writes into this table',
        nextAction: 'run the failed jobs again; promote it while nobody writes into it if this repeats',
    });
}
/** Whether a row (of the alias) is in one of the buckets. */
function isIn({ bits, numbers }, target, alias) {
    if (numbers.length === 0)
        return 'false';
    return `${bucketOf(keyHash(target, alias), bits)} = any ('{${numbers.join(',')}}'::integer[])`;
}
/** By the estimate of the last ANALYZE; a table without one counts as small. */
async function isLarge(session, { name }) {
    const [row] = await session.query('select reltuples::float8 as rows from pg_class where oid = $1::regclass', [name]);
    return (row?.rows ?? 0) >= MANY_ROWS;
}
async function encodingOf(session) {
    const [row] = await session.query(`select current_setting('server_encoding') as name`);
    return row?.name;
}
/** Sums of all rows know neither order nor bucket, so the server may divide the work as it likes. */
async function sum(session, target) {
    const [row] = await session.query(`select count(*) as rows, sum(${contentHash(target, 'p')}) as hashes from ${target.name} p`);
    return { rows: Number(row?.rows), hashes: row?.hashes ?? '' };
}
function isSame(one, other) {
    return one.rows === other.rows && one.hashes === other.hashes;
}
/** Keys are unique and part of each row, so no two rows cancel each other out in `bit_xor`. */
async function hash(session, target, bits, among) {
    const [row] = await session.query(`select encode(string_agg(int4send(bucket) || int8send(content), '' order by bucket), 'base64') as entries
       from (select ${bucketOf('key', bits)} as bucket, bit_xor(content) as content
               from (select ${keyHash(target, 'p')} as key, ${contentHash(target, 'p')} as content
                       from ${target.name} p) hashed
              where ${among === undefined ? 'true' : `${bucketOf('key', among.bits)} = any ($1::integer[])`}
              group by 1) buckets`, among === undefined ? [] : [among.numbers]);
    return Buffer.from(row?.entries ?? '', 'base64');
}
function contentHash({ columns }, alias) {
    return `hashtextextended(${(0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .image */ .Sl)(alias, columns)}::text collate "C", 1)`;
}
function keyHash(target, alias) {
    return `hashtextextended(${(0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .keyText */ .Pu)(target, alias)} collate "C", 0)`;
}
function bucketOf(hash, bits) {
    return `(${hash} & ${2 ** bits - 1})::integer`;
}
/** Numbers of the buckets that only one side has, or that hold other rows there. */
function differing(there, here) {
    const numbers = [];
    let [left, right] = [0, 0];
    while (left < there.length || right < here.length) {
        const a = left < there.length ? there.readInt32BE(left) : Infinity;
        const b = right < here.length ? here.readInt32BE(right) : Infinity;
        const same = a === b &&
            there.subarray(left + 4, left + ENTRY).equals(here.subarray(right + 4, right + ENTRY));
        if (!same)
            numbers.push(Math.min(a, b));
        if (a <= b)
            left += ENTRY;
        if (b <= a)
            right += ENTRY;
    }
    return numbers;
}


/***/ }),

/***/ 96004:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N7: () => (/* binding */ wrongBusinessKey),
/* harmony export */   Tz: () => (/* binding */ matchingKey),
/* harmony export */   qh: () => (/* binding */ indexOf),
/* harmony export */   xg: () => (/* binding */ wrongInsertOnly)
/* harmony export */ });
/* harmony import */ var _postgres_nearnames_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43329);

/** Columns by which rows of the two sides are the same, sorted by name. */
function matchingKey({ key }, prod) {
    return key.length === 0 ? prod.key : [...key].sort();
}
/** The whole, plain, finished unique index over exactly the columns: it alone makes a key of them. */
function indexOf(columns, uniques) {
    return uniques.find((index) => index.valid &&
        index.predicate === null &&
        !index.operators.includes(null) &&
        index.columns.length === columns.length &&
        columns.every((name) => index.columns.includes(name)));
}
/** What keeps the named columns from being a key on both sides, and `ids: remap` from having ids. */
function wrongBusinessKey(request, sides) {
    const unknown = request.key.flatMap((name) => missing('key', name, sides));
    if (unknown.length > 0)
        return unknown;
    return [
        ...onSide(request.key, sides.prod, sides.uniques.prod, 'production'),
        ...onSide(request.key, sides.dev, sides.uniques.dev, 'development'),
        ...(request.ids === 'remap' ? wrongIds(request, sides) : []),
    ];
}
function wrongInsertOnly({ insertOnly }, sides) {
    return insertOnly.flatMap((name) => {
        const unknown = missing('insert-only', name, sides);
        if (unknown.length > 0 || !sides.prod.key.includes(name))
            return unknown;
        const found = `insert-only names ${name}, which belongs to the primary key`;
        return [[found, 'take it out of insert-only: ids are never overwritten']];
    });
}
function missing(where, name, { dev, prod }) {
    return [
        ['production', prod],
        ['development', dev],
    ].flatMap(([side, { columns }]) => {
        const known = columns.map((column) => column.name);
        if (known.includes(name))
            return [];
        const [near] = (0,_postgres_nearnames_js__WEBPACK_IMPORTED_MODULE_0__/* .nearNames */ .$)(name, known);
        return [
            [
                `${where} names ${name}, which is no column of it in ${side}`,
                near === undefined ? 'correct the name' : `did you mean ${near}?`,
            ],
        ];
    });
}
function onSide(key, facts, uniques, side) {
    const columns = facts.columns.filter(({ name }) => key.includes(name));
    const shown = `(${key.join(', ')})`;
    return [
        ...columns
            .filter(({ neverNull }) => !neverNull)
            .map(({ name }) => [
            `the key column ${name} may be NULL in ${side}, and NULL matches nothing`,
            `run a migration: alter column ${name} set not null`,
        ]),
        ...columns
            .filter(({ generated }) => generated)
            .map(({ name }) => [
            `the key column ${name} is generated in ${side}, so it cannot be written`,
            'use the columns from which it is computed',
        ]),
        ...(indexOf(key, uniques) === undefined
            ? [
                [
                    `the key ${shown} is not unique in ${side}: one row could match several`,
                    `run a migration: add unique ${shown}, over the whole table`,
                ],
            ]
            : []),
    ];
}
function wrongIds(request, { dev, prod, sequences }) {
    if (prod.key.length === 0) {
        return [['production has no primary key on it, so there are no ids', 'leave out ids: remap']];
    }
    const ids = prod.key.filter((name) => !request.key.includes(name));
    if (ids.length > 1) {
        return [
            [
                `outside of its key the primary key has ${ids.length} columns: ${ids.join(', ')}`,
                'ids: remap can give new values to one column: add the others to key, or leave it out',
            ],
        ];
    }
    const made = sequences.find(({ plain, column }) => !plain && ids.includes(column));
    if (made !== undefined) {
        return [
            [
                `the default of its id ${made.column} makes something else of the numbers of ${made.name}`,
                'ids: remap can only hand out the numbers themselves: leave it out, or take the table off the list',
            ],
        ];
    }
    return ids
        .filter((name) => !dev.columns.some((column) => column.name === name))
        .map((name) => [`development has no column ${name}`, 'run the migrations there']);
}


/***/ }),

/***/ 47177:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ readLooseReferences),
/* harmony export */   r: () => (/* binding */ readForeignKeys)
/* harmony export */ });
const column = (relation, numbers) => `array(select a.attname::text from unnest(${numbers}) with ordinality u (number, at)
           join pg_attribute a on a.attrelid = ${relation} and a.attnum = u.number order by at)`;
const mayRead = (relation, schema) => `has_schema_privilege(${schema}, 'usage') and has_table_privilege(${relation}, 'select')`;
const whole = (relation) => `coalesce(pg_partition_root(${relation})::oid, ${relation})`;
/** Keys that are not enforced (18) bind nobody; those with PERIOD (18) are left to the server. */
const FOREIGN_KEYS = `
select k.conname::text as name, ${whole('c.oid')}::text as child, ${whole('p.oid')}::text as parent,
       format('%I.%I', cs.nspname, c.relname) as "childName",
       format('%I.%I', ps.nspname, p.relname) as "parentName",
       ${column('k.conrelid', 'k.conkey')} as "childColumns",
       ${column('k.confrelid', 'k.confkey')} as "parentColumns",
       array(select format('operator(%I.%s)', s.nspname, o.oprname)
               from unnest(k.conpfeqop) with ordinality e (oid, at)
               join pg_operator o on o.oid = e.oid join pg_namespace s on s.oid = o.oprnamespace
              order by at) as operators,
       k.confupdtype::text as "onUpdate", k.confdeltype::text as "onDelete",
       k.condeferrable as deferrable,
       has_table_privilege(c.oid, 'update, delete, truncate') as "mayLockChild",
       ${mayRead('p.oid', 'ps.oid')} as "mayReadParent",
       ${mayRead('c.oid', 'cs.oid')} as "mayReadChild"
  from pg_constraint k
  join pg_class c on c.oid = k.conrelid join pg_namespace cs on cs.oid = c.relnamespace
  join pg_class p on p.oid = k.confrelid join pg_namespace ps on ps.oid = p.relnamespace
 where k.contype = 'f' and k.conparentid = 0
   and (${whole('k.conrelid')} = any ($1::oid[]) or ${whole('k.confrelid')} = any ($1::oid[]))
   and coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
   and not coalesce((to_jsonb(k) ->> 'conperiod')::boolean, false)
 order by k.conname collate "C", c.oid`;
/** Every foreign key from or to one of the tables, given by oid, or one of their partitions. */
async function readForeignKeys(session, tables) {
    return session.query(FOREIGN_KEYS, [tables]);
}
/**
 * References that {@link readForeignKeys} leaves out, from one of the tables to one of the parents:
 * not enforced, or with PERIOD. Their ids could not be translated.
 */
async function readLooseReferences(session, tables, parents) {
    return session.query(`select k.conname::text as name, format('%I.%I', n.nspname, c.relname) as child
       from pg_constraint k
       join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      where k.contype = 'f' and k.conrelid = any ($1::oid[]) and k.confrelid = any ($2::oid[])
        and (not coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
             or coalesce((to_jsonb(k) ->> 'conperiod')::boolean, false))
      order by 2, 1`, [tables, parents]);
}


/***/ }),

/***/ 42315:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BD: () => (/* binding */ inMatchingOrder),
/* harmony export */   Gk: () => (/* binding */ strangeParents),
/* harmony export */   JG: () => (/* binding */ withTranslations),
/* harmony export */   L: () => (/* binding */ looseReferences),
/* harmony export */   Lu: () => (/* binding */ unknownReferences),
/* harmony export */   WK: () => (/* binding */ withStrangers),
/* harmony export */   kj: () => (/* binding */ circular),
/* harmony export */   nt: () => (/* binding */ inKey)
/* harmony export */ });
/**
 * Gives every target the columns that hold ids of remapped targets: those of foreign keys to a
 * surrogate, and of foreign keys to such a column.
 */
function withTranslations(targets, problems) {
    return targets.map((target) => {
        const found = new Map();
        for (const key of target.parents) {
            for (const [at, column] of key.childColumns.entries()) {
                if (!target.columns.includes(column))
                    continue;
                const root = rootOf(targets, key, key.parentColumns[at] ?? '', []);
                if (root === undefined)
                    continue;
                if (key.childName !== target.name)
                    problems.push(ofOnePartition(target, column, key));
                const other = found.get(column);
                if (other !== undefined && other !== root)
                    problems.push(ambiguous(target, column));
                found.set(column, root);
            }
        }
        if (target.surrogate !== undefined && found.has(target.surrogate)) {
            problems.push(idIsReference(target, target.surrogate));
        }
        return { ...target, translations: [...found].map(([column, root]) => ({ column, root })) };
    });
}
/** The remapped target whose ids a referenced column holds, directly or by way of another reference. */
function rootOf(targets, { parent }, column, seen) {
    const referenced = targets.find(({ oid }) => oid === parent);
    const place = `${parent}.${column}`;
    if (referenced === undefined || seen.includes(place))
        return undefined;
    if (referenced.surrogate === column)
        return referenced.at;
    for (const key of referenced.parents) {
        const at = key.childColumns.indexOf(column);
        if (at < 0)
            continue;
        const root = rootOf(targets, key, key.parentColumns[at] ?? '', [...seen, place]);
        if (root !== undefined)
            return root;
    }
    return undefined;
}
/**
 * Targets in the order in which their rows can be matched: a key that refers to a remapped target
 * can be read only when that target's ids are known. Undefined when they wait for each other.
 */
function inMatchingOrder(targets) {
    const open = new Set(targets);
    const ordered = [];
    while (open.size > 0) {
        const ready = [...open].filter((target) => inKey(target).every(({ root }) => ![...open].some(({ at }) => at === root)));
        if (ready.length === 0)
            return undefined;
        for (const target of ready) {
            open.delete(target);
            ordered.push(target);
        }
    }
    return ordered;
}
/** Translations without which the key of a row cannot be compared. */
function inKey({ key, translations }) {
    return translations.filter(({ column }) => key.some(({ name }) => name === column));
}
/**
 * Development's ids in a table that is not promoted say nothing when each side hands them out for
 * itself.
 * @param sequenced tables, by oid, with the columns that a sequence fills.
 */
function withStrangers(targets, sequenced) {
    const isPromoted = (parent) => targets.some(({ oid }) => oid === parent);
    return targets.map((target) => ({
        ...target,
        strange: target.parents
            .filter(({ parent }) => !isPromoted(parent))
            .flatMap(({ parent, parentName, parentColumns, childColumns }) => childColumns
            .filter((column, at) => target.columns.includes(column) &&
            sequenced.some((one) => one.table === parent && one.column === parentColumns[at]))
            .map((column) => ({ column, parentName }))),
    }));
}
/** Whose own ids differ, as `ids: remap` says, cannot be believed to share those of others. */
function strangeParents(targets) {
    return targets
        .filter(({ ids }) => ids === 'remap')
        .flatMap(({ name, strange }) => strange.map(({ column, parentName }) => ({
        attempted: `promote ${name}`,
        found: `column ${column} refers to ${parentName}, which hands out its ids by a sequence on each side and is not promoted: what development's ids mean in production is not known`,
        nextAction: `add ${parentName} to reference-tables with a key and ids: remap, or write exclude: [${column}]`,
    })));
}
/** Postgres 18 knows foreign keys that it does not enforce: nothing proves where their ids lead. */
function looseReferences(found) {
    return found.map(({ name, child }) => ({
        attempted: `promote ${child}`,
        found: `the foreign key ${name} refers to remapped ids and is not enforced, or has a PERIOD: they cannot be translated`,
        nextAction: 'enforce the key by a migration, or take the table off the list',
    }));
}
/** A reference that production does not know as one would keep development's ids, unnoticed. */
function unknownReferences(targets, inDev) {
    return inDev.flatMap(({ name, childName, childColumns, parentName, parentColumns }) => {
        const child = targets.find((target) => target.name === childName);
        const parent = targets.find((target) => target.name === parentName);
        if (child === undefined || parent?.surrogate === undefined)
            return [];
        const lost = childColumns.filter((column, at) => parentColumns[at] === parent.surrogate &&
            child.columns.includes(column) &&
            !child.translations.some((one) => one.column === column && one.root === parent.at));
        return lost.map((column) => ({
            attempted: `promote ${childName}`,
            found: `column ${column} refers to remapped ids of ${parentName} by the foreign key ${name}, which production does not have`,
            nextAction: `run the migrations on production first, or write exclude: [${column}]`,
        }));
    });
}
function circular(targets) {
    const names = targets.filter((target) => inKey(target).length > 0).map(({ name }) => name);
    return {
        attempted: `match the rows of ${names.join(', ')}`,
        found: 'their keys refer to one another in a circle, so none can be matched first',
        nextAction: 'choose a key without the reference for one of them',
    };
}
function ambiguous({ name }, column) {
    return {
        attempted: `promote ${name}`,
        found: `column ${column} refers to ids of two tables that are remapped`,
        nextAction: `write exclude: [${column}], or leave out ids: remap of one of them`,
    };
}
/** What the column means in the other partitions is not known. */
function ofOnePartition({ name }, column, { name: key, childName }) {
    return {
        attempted: `promote ${name}`,
        found: `column ${column} refers to remapped ids by the foreign key ${key}, which only ${childName} has`,
        nextAction: `add the foreign key to ${name} by a migration, or write exclude: [${column}]`,
    };
}
function idIsReference({ name }, column) {
    return {
        attempted: `promote ${name}`,
        found: `its id ${column} is itself a reference to a table that is remapped`,
        nextAction: `add ${column} to its key: it is translated with the reference`,
    };
}


/***/ }),

/***/ 36940:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A7: () => (/* binding */ mapOf),
/* harmony export */   Bl: () => (/* binding */ goneOf),
/* harmony export */   D9: () => (/* binding */ copyRows),
/* harmony export */   DJ: () => (/* binding */ DOOMED),
/* harmony export */   ME: () => (/* binding */ createPreviewed),
/* harmony export */   Nz: () => (/* binding */ FRESH),
/* harmony export */   SB: () => (/* binding */ inScope),
/* harmony export */   SR: () => (/* binding */ GONE_KEY),
/* harmony export */   Wt: () => (/* binding */ PREVIEWED),
/* harmony export */   Y6: () => (/* binding */ CHANGES),
/* harmony export */   Zj: () => (/* binding */ isTranslated),
/* harmony export */   f6: () => (/* binding */ staged),
/* harmony export */   gV: () => (/* binding */ stageOf),
/* harmony export */   gu: () => (/* binding */ settled),
/* harmony export */   "in": () => (/* binding */ stagedKey),
/* harmony export */   kk: () => (/* binding */ createStages),
/* harmony export */   su: () => (/* binding */ stored),
/* harmony export */   uH: () => (/* binding */ condition)
/* harmony export */ });
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(46466);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_stream_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var pg_copy_streams__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26901);
/* harmony import */ var _buckets_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55986);
/* harmony import */ var _target_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(83892);




/** Every row that differs, one line each, of all targets. Lives as long as the transaction. */
const CHANGES = 'pg_temp."db_deploy changes"';
/** The changes of the preview, kept on the session to name what moved until the apply. */
const PREVIEWED = 'pg_temp."db_deploy previewed"';
/** Rows of production that go with the deletes: those planned, and what cascades from them. */
const DOOMED = 'pg_temp."db_deploy doomed"';
/** Of a row that goes: its key as text, as it stands in {@link CHANGES}. */
const GONE_KEY = '"db_deploy key"';
/** Of a staged row: whether development has it inside `where`. */
const SCOPE = '"db_deploy scope"';
/** Of a staged row: its columns with ids that are yet to be, each with development's value (jsonb). */
const FRESH = '"db_deploy fresh"';
/** Temporary table in production that holds development's rows of one target. */
function stageOf({ at }) {
    return `pg_temp.${(0,_target_js__WEBPACK_IMPORTED_MODULE_3__/* .quoted */ .TL)(`db_deploy stage ${at}`)}`;
}
/**
 * Temporary table with the keys of production's rows that mode mirror deletes. In their own types:
 * the text of some depends on settings, and triggers and checks run under those of the role.
 */
function goneOf({ at }) {
    return `pg_temp.${(0,_target_js__WEBPACK_IMPORTED_MODULE_3__/* .quoted */ .TL)(`db_deploy gone ${at}`)}`;
}
/**
 * Creates the stages with production's types and without its constraints, and the table of changes.
 * Selecting from the tables takes ACCESS SHARE on them, so no ALTER can come between until the end.
 */
async function createStages(prod, targets) {
    const stages = targets.map((target) => {
        const scope = target.where === undefined ? '' : `, true as ${SCOPE}`;
        const fresh = isTranslated(target) ? `, '{}'::jsonb as ${FRESH}` : '';
        const plain = `create temporary table ${stageOf(target)} on commit drop as
         select ${(0,_target_js__WEBPACK_IMPORTED_MODULE_3__/* .list */ .p_)('p', target.columns)}${scope}${fresh} from ${target.name} p with no data`;
        return fresh === ''
            ? plain
            : `${plain}; alter table ${stageOf(target)} alter ${FRESH} set default '{}'`;
    });
    const maps = targets.flatMap((target) => {
        if (target.surrogate === undefined)
            return [];
        const id = `p.${(0,_target_js__WEBPACK_IMPORTED_MODULE_3__/* .quoted */ .TL)(target.surrogate)}`;
        return `create temporary table ${mapOf(target)} on commit drop as
         select ${id} as source, ${id} as here, false as fresh from ${target.name} p with no data`;
    });
    const gone = targets
        .filter(({ mode }) => mode === 'mirror')
        .map((target) => {
        const names = target.key.map(({ name }) => name);
        return `create temporary table ${goneOf(target)} on commit drop as
         select ${(0,_target_js__WEBPACK_IMPORTED_MODULE_3__/* .list */ .p_)('p', names)}, '' as ${GONE_KEY} from ${target.name} p with no data`;
    });
    const changes = `create temporary table ${CHANGES} (
      target integer, op text, key text, pre text, post text, changed text[], stage_row tid
    ) on commit drop`;
    const doomed = `create temporary table ${DOOMED} (relation oid, part oid, place tid) on commit drop`;
    await prod.query([...stages, ...maps, ...gone, changes, doomed].join(';\n'));
}
/** Whether some of its values are ids that production has others for. */
function isTranslated({ surrogate, translations }) {
    return surrogate !== undefined || translations.length > 0;
}
/** What production calls the ids of a remapped target: development's (source), its own (here). */
function mapOf({ at }) {
    return `pg_temp.${(0,_target_js__WEBPACK_IMPORTED_MODULE_3__/* .quoted */ .TL)(`db_deploy map ${at}`)}`;
}
/** Development's rows inside `where`, with their place in the stage. */
function staged(target) {
    if (target.where === undefined)
        return stageOf(target);
    return `(select o.ctid, o.* from ${stageOf(target)} o where o.${SCOPE})`;
}
/** Whether a row of {@link stageOf} stands inside `where`. */
function inScope({ where }, alias) {
    return where === undefined ? 'true' : `${alias}.${SCOPE}`;
}
/** Production's rows, of which {@link inScope} tells which `where` covers. */
function stored({ name, columns, where }) {
    if (where === undefined)
        return name;
    return `(select ${columns.map(_target_js__WEBPACK_IMPORTED_MODULE_3__/* .quoted */ .TL).join(', ')}, ${condition(where)} is true as ${SCOPE} from ${name})`;
}
/** The team's expression so that a comment at its end, or a parenthesis, stays its own. */
function condition(where) {
    return `((${where}\n))`;
}
/** A staged value as it may enter keys and hashes: an id that is yet to be says whose it is. */
function settled(target, alias, name) {
    const value = `${alias}.${(0,_target_js__WEBPACK_IMPORTED_MODULE_3__/* .quoted */ .TL)(name)}`;
    const mayBeFresh = target.surrogate === name || target.translations.some(({ column }) => column === name);
    if (!mayBeFresh)
        return value;
    const source = `${alias}.${FRESH} ->> ${(0,_target_js__WEBPACK_IMPORTED_MODULE_3__/* .literal */ .eu)(name)}`;
    return `coalesce('new, in development ' || (${source}), ${value}::text)`;
}
/** The key of a staged row as text; equal to production's where the row is not new. */
function stagedKey(target, alias) {
    return (0,_target_js__WEBPACK_IMPORTED_MODULE_3__/* .asText */ .e1)(target.key.map(({ name }) => settled(target, alias, name)));
}
/** Without ON COMMIT DROP: it outlives the preview's transaction, and ends with the session. */
async function createPreviewed(prod) {
    await prod.query(`create temporary table if not exists ${PREVIEWED}
       (target integer, op text, key text, pre text, post text)`);
}
/**
 * Streams development's rows of one table into its stage, as text: binary COPY corrupts in silence
 * where types differ. Returns how many came and are inside `where`.
 */
async function copyRows(dev, prod, target) {
    const columns = target.columns.map(_target_js__WEBPACK_IMPORTED_MODULE_3__/* .quoted */ .TL).join(', ');
    const { where, part } = target;
    const some = part === undefined ? '' : ` d where ${(0,_buckets_js__WEBPACK_IMPORTED_MODULE_2__/* .isIn */ .S1)(part, target, 'd')}`;
    const [scope, name] = where === undefined ? ['', ''] : [`, ${condition(where)} is true`, `, ${SCOPE}`];
    const source = dev.client.query((0,pg_copy_streams__WEBPACK_IMPORTED_MODULE_1__.to)(`copy (select ${columns}${scope} from ${target.name}${some}) to stdout`));
    const sink = prod.client.query((0,pg_copy_streams__WEBPACK_IMPORTED_MODULE_1__/* .from */ .H)(`copy ${stageOf(target)} (${columns}${name}) from stdin`));
    try {
        await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_0__.pipeline)(source, sink);
    }
    catch (error) {
        // A COPY TO that nobody reads any more never ends, and the ROLLBACK behind it would wait for it.
        void dev.client.end().catch(() => undefined);
        throw error;
    }
    if (where === undefined)
        return sink.rowCount;
    const [row] = await prod.query(`select count(*) as rows from ${stageOf(target)} where ${SCOPE}`);
    return Number(row?.rows);
}


/***/ }),

/***/ 84301:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  survey: () => (/* binding */ survey)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/promotion/foreignkeys.ts
var foreignkeys = __webpack_require__(47177);
// EXTERNAL MODULE: ./src/promotion/businesskey.ts
var businesskey = __webpack_require__(96004);
// EXTERNAL MODULE: ./src/postgres/nearnames.ts
var nearnames = __webpack_require__(43329);
;// CONCATENATED MODULE: ./src/promotion/preflight.ts


const KINDS = {
    v: 'a view',
    m: 'a materialized view',
    f: 'a foreign table',
};
const RUN_MIGRATIONS = 'run the migrations on both databases, so that both have one schema';
/**
 * Columns that promotion compares and writes: those that both sides have, but not the excluded, nor
 * those that production computes itself.
 */
function ownedColumns({ exclude }, dev, prod) {
    const inDev = new Set(dev.columns.map(({ name }) => name));
    return prod.columns.filter(({ name, generated }) => !generated && !exclude.includes(name) && inDev.has(name));
}
/** Everything that keeps a table from being promoted. An empty list means: comparable and writable. */
function incompatibilities(request, shown, sides) {
    const kind = [...wrongKind(sides.prod, 'production'), ...wrongKind(sides.dev, 'development')];
    const shortfalls = kind.length > 0
        ? kind
        : [
            ...(request.key.length === 0 ? wrongKey(sides) : (0,businesskey/* wrongBusinessKey */.N7)(request, sides)),
            ...(0,businesskey/* wrongInsertOnly */.xg)(request, sides),
            ...wrongExclude(request, sides),
            ...wrongColumns(request, sides),
            ...missingPrivileges(request, shown, sides),
            ...hiddenRows(sides),
        ];
    return shortfalls.map(([found, nextAction]) => ({
        attempted: `promote ${shown}`,
        found,
        nextAction,
    }));
}
function wrongKind(facts, side) {
    const kind = KINDS[facts.kind];
    if (kind !== undefined)
        return [[`in ${side} it is ${kind}`, 'list the table behind it']];
    if (facts.partition)
        return [[`in ${side} it is a partition`, 'list the partitioned table']];
    if (facts.inherits) {
        return [
            [
                `in ${side} it inherits or is inherited from`,
                'take it off the list: rows of the other tables would be mixed in',
            ],
        ];
    }
    if (facts.rules) {
        return [
            [`in ${side} it has rewrite rules (CREATE RULE) for writes`, 'replace the rules by triggers'],
        ];
    }
    return [];
}
function wrongKey({ dev, prod }) {
    if (prod.key.length === 0)
        return [['production has no primary key on it', 'add a primary key']];
    const computed = prod.columns.find(({ name, generated }) => generated && prod.key.includes(name));
    if (computed !== undefined) {
        return [
            [
                `its key column ${computed.name} is generated, so it cannot be written`,
                'take the table off the list',
            ],
        ];
    }
    if (dev.key.join('\n') === prod.key.join('\n'))
        return [];
    const words = dev.key.length === 0 ? 'none' : `(${dev.key.join(', ')})`;
    return [
        [
            `the primary key is (${prod.key.join(', ')}) in production and ${words} in development`,
            RUN_MIGRATIONS,
        ],
    ];
}
function wrongExclude({ exclude, key }, { dev, prod }) {
    const known = new Set([...dev.columns, ...prod.columns].map(({ name }) => name));
    return exclude.flatMap((name) => {
        if (prod.key.includes(name) || key.includes(name)) {
            return [[`exclude names ${name}, which belongs to the key`, 'take it out of exclude']];
        }
        if (known.has(name))
            return [];
        const [near] = (0,nearnames/* nearNames */.$)(name, [...known]);
        return [
            [
                `exclude names ${name}, which is no column of it`,
                near === undefined ? 'correct the name' : `did you mean ${near}?`,
            ],
        ];
    });
}
function wrongColumns(request, { dev, prod }) {
    const owned = ownedColumns(request, dev, prod);
    const inProd = new Set(prod.columns.map(({ name }) => name));
    const devOnly = dev.columns
        .filter(({ name }) => !inProd.has(name) && !request.exclude.includes(name))
        .map(({ name }) => [
        `column ${name} exists only in development`,
        `run the migrations on production first, or write exclude: [${name}]`,
    ]);
    return [
        ...devOnly,
        ...owned.flatMap((column) => wrongColumn(column, dev, prod)),
        ...unfillable(request, dev, prod),
    ];
}
function wrongColumn(column, dev, prod) {
    const { name, type, identity } = column;
    const twin = dev.columns.find((candidate) => candidate.name === name);
    if (twin?.type !== type) {
        return [
            [
                `column ${name} is ${type} in production and ${twin?.type ?? 'absent'} in development`,
                RUN_MIGRATIONS,
            ],
        ];
    }
    if (identity === 'a' && !prod.key.includes(name)) {
        return [
            [
                `column ${name} is GENERATED ALWAYS AS IDENTITY and not the key, so it cannot be updated`,
                `write exclude: [${name}]`,
            ],
        ];
    }
    const missing = (twin.labels ?? []).filter((label) => column.labels?.includes(label) === false);
    if (missing.length === 0)
        return [];
    return [
        [
            `production’s enum ${type} of column ${name} lacks ${missing.map((label) => `'${label}'`).join(', ')}`,
            'run the migrations on production first',
        ],
    ];
}
/** Columns that an insert leaves out, and that have nothing to put there. */
function unfillable(request, dev, prod) {
    const inDev = new Set(dev.columns.map(({ name }) => name));
    return prod.columns
        .filter(({ name }) => request.exclude.includes(name) || !inDev.has(name))
        .filter(({ notNull, hasDefault, generated, identity }) => notNull && !hasDefault && !generated && identity === '')
        .map(({ name }) => {
        const why = inDev.has(name) ? 'is excluded' : 'exists only in production';
        const way = inDev.has(name) ? 'take it out of exclude' : 'run the migrations on development';
        return [
            `column ${name} ${why}, is NOT NULL and has no default, so no row could be inserted`,
            `${way}, or give it a default`,
        ];
    });
}
function missingPrivileges({ mode }, shown, { dev, prod, sequences }) {
    const lacking = (facts, needed, side) => {
        const missing = facts.lacking.filter((privilege) => needed.includes(privilege));
        const usage = facts.mayUseSchema
            ? []
            : [
                [
                    `the role of ${side} lacks USAGE on the schema`,
                    `run on ${side}: grant usage on schema ${facts.schema} to ${facts.role}`,
                ],
            ];
        if (missing.length === 0)
            return usage;
        const words = missing.join(', ');
        return [
            ...usage,
            [
                `the role of ${side} lacks ${words}`,
                `run on ${side}: grant ${words.toLowerCase()} on ${shown} to ${facts.role}`,
            ],
        ];
    };
    return [
        ...lacking(dev, ['SELECT'], 'development'),
        // LOCK TABLE … IN SHARE ROW EXCLUSIVE MODE needs UPDATE too.
        ...lacking(prod, ['SELECT', 'INSERT', 'UPDATE', ...(mode === 'mirror' ? ['DELETE'] : [])], 'production'),
        ...sequences
            .filter(({ plain, mayRaise }) => plain && !mayRaise)
            .map(({ name }) => [
            `the role of production may not read and raise the sequence ${name}`,
            `run on production: grant select, update on sequence ${name} to ${prod.role}`,
        ]),
    ];
}
function hiddenRows({ dev, prod }) {
    const hidden = (facts, side) => facts.rowSecurity
        ? [
            [
                `row security in ${side} may hide rows from the role`,
                'use the owner of the table (without FORCE ROW LEVEL SECURITY) or a role with BYPASSRLS',
            ],
        ]
        : [];
    return [...hidden(dev, 'development'), ...hidden(prod, 'production')];
}

;// CONCATENATED MODULE: ./src/promotion/relations.ts

/** Every relation of the database that is not the server's own, sorted by name. */
async function readRelations(session) {
    return session.query(`select c.oid::text as oid, n.nspname::text as schema, c.relname::text as name,
            format('%I.%I', n.nspname, c.relname) as shown
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_'
        and n.nspname <> 'information_schema'
      order by n.nspname collate "C", c.relname collate "C"`);
}
/**
 * Finds a table by the name that the team wrote, case included. Without a schema it is the one in
 * `public`, or the only one of that name.
 */
function resolve(requested, relations) {
    const qualified = relations.find(({ schema, name }) => `${schema}.${name}` === requested);
    const named = relations.filter(({ name }) => name === requested);
    const inPublic = named.find(({ schema }) => schema === 'public');
    const relation = qualified ?? inPublic ?? (named.length === 1 ? named[0] : undefined);
    if (relation !== undefined)
        return { ok: true, relation };
    if (named.length > 1) {
        const found = `it stands in several schemas: ${named.map(({ shown }) => shown).join(', ')}`;
        return { ok: false, found, nextAction: 'write schema.table' };
    }
    const near = nearMisses(requested, relations);
    return {
        ok: false,
        found: 'production has no such table, or the role cannot see it',
        nextAction: near.length === 0
            ? 'correct the name in reference-tables, or run the migrations first'
            : `did you mean ${near.join(' or ')}? Upper and lower case count`,
    };
}
/** What may have been meant, as one would write it in the list; with or without its schema. */
function nearMisses(requested, relations) {
    const written = relations.map(({ schema, name }) => `${schema}.${name}`);
    const near = [
        ...(0,nearnames/* nearNames */.$)(requested, written),
        ...(0,nearnames/* nearNames */.$)(requested, relations.map(({ name }) => name)).flatMap((meant) => written.filter((name) => name.endsWith(`.${meant}`))),
    ];
    return [...new Set(near)].slice(0, 3);
}

;// CONCATENATED MODULE: ./src/promotion/tablefacts.ts
const FACTS = `
select c.oid::text as oid, format('%I', current_user) as role, format('%I', n.nspname) as schema,
       c.relkind::text as kind, c.relispartition as partition,
       c.relkind = 'r' and not c.relispartition and exists (
         select from pg_inherits i where c.oid in (i.inhrelid, i.inhparent)) as inherits,
       exists (select from pg_rewrite r where r.ev_class = c.oid and r.ev_type in ('2', '3', '4')) as rules,
       row_security_active(c.oid) as "rowSecurity",
       has_schema_privilege(n.oid, 'usage') as "mayUseSchema",
       array(select p from unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE']) with ordinality o (p, at)
              where not has_table_privilege(c.oid, p) order by at) as lacking,
       (select coalesce(json_agg(json_build_object(
                 'name', a.attname,
                 'type', format_type(a.atttypid, a.atttypmod),
                 'notNull', a.attnotnull or t.typnotnull,
                 'neverNull', t.typnotnull or a.attnotnull and not exists (
                   select from pg_constraint k where k.conrelid = c.oid and k.contype = 'n'
                      and k.conkey = array[a.attnum] and not k.convalidated),
                 'hasDefault', (a.atthasdef and a.attgenerated = '') or t.typdefault is not null,
                 'generated', a.attgenerated <> '',
                 'identity', a.attidentity,
                 'labels', (select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e
                             where e.enumtypid in (t.oid, t.typbasetype, t.typelem))
               ) order by a.attnum), '[]')
          from pg_attribute a join pg_type t on t.oid = a.atttypid
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
       array(select a.attname::text from pg_index i
               join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any ((i.indkey::int2[])[0:i.indnkeyatts - 1])
              where i.indrelid = c.oid and i.indisprimary and i.indisvalid order by 1) as key
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where c.oid = any ($1::oid[])`;
/** Reads the facts of some tables, by oid. Needs pinned settings: type names are qualified only then. */
async function readTableFacts(session, oids) {
    const rows = await session.query(FACTS, [oids]);
    return new Map(rows.map((facts) => [facts.oid, facts]));
}

;// CONCATENATED MODULE: ./src/promotion/tablerules.ts
async function readChecks(session, tables) {
    return session.query(`select k.conrelid::text as table, k.conname::text as name,
            pg_get_expr(k.conbin, k.conrelid) as expression,
            array(select a.attname::text from pg_attribute a
                   where a.attrelid = k.conrelid and a.attnum = any (k.conkey)) as uses
       from pg_constraint k
      where k.contype = 'c' and k.conrelid = any ($1::oid[])
        and coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
      order by k.conname collate "C"`, [tables]);
}
/** `pg_trigger.tgtype` is a set of bits: 1 row, 4 insert, 8 delete, 16 update. */
async function readTriggers(session, tables) {
    return session.query(`select tgrelid::text as table, tgname::text as name,
            tgtype & 4 <> 0 as "onInsert", tgtype & 16 <> 0 as "onUpdate", tgtype & 8 <> 0 as "onDelete",
            concat_ws(' ', pg_get_triggerdef(t.oid), p.prosrc, p.proconfig::text) as definition
       from pg_trigger t join pg_proc p on p.oid = t.tgfoid
      where not tgisinternal and tgenabled in ('O', 'A') and tgtype & 28 <> 0
        and tgrelid = any ($1::oid[])
      order by tgname collate "C"`, [tables]);
}
/** From pg_depend, never from names: a renamed or shared sequence has the wrong name. */
async function readSequences(session, tables) {
    return session.query(`select a.attrelid::text as table, a.attname::text as column,
            format('%I.%I', n.nspname, s.relname) as name, q.seqincrement < 0 as descending,
            t.typcategory = 'N' and not exists (
              select from pg_attrdef f where f.adrelid = a.attrelid and f.adnum = a.attnum
                 and pg_get_expr(f.adbin, f.adrelid) !~ '^nextval\\(''([^'']|'''')*''::regclass\\)$') as plain,
            has_schema_privilege(n.oid, 'usage') and has_sequence_privilege(s.oid, 'select')
              and has_sequence_privilege(s.oid, 'update') as "mayRaise"
       from pg_attribute a
       join pg_type t on t.oid = a.atttypid
       cross join lateral (
         select d.objid as oid from pg_depend d
          where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass
            and d.refobjid = a.attrelid and d.refobjsubid = a.attnum and d.deptype in ('a', 'i')
         union
         select d.refobjid from pg_attrdef f
           join pg_depend d on d.classid = 'pg_attrdef'::regclass and d.objid = f.oid
                and d.refclassid = 'pg_class'::regclass
          where f.adrelid = a.attrelid and f.adnum = a.attnum) used
       join pg_class s on s.oid = used.oid and s.relkind = 'S'
       join pg_namespace n on n.oid = s.relnamespace
       join pg_sequence q on q.seqrelid = s.oid
      where a.attrelid = any ($1::oid[]) and a.attnum > 0 and not a.attisdropped
      order by 1, 2, 3`, [tables]);
}

// EXTERNAL MODULE: ./src/promotion/remap/translations.ts
var translations = __webpack_require__(42315);
// EXTERNAL MODULE: ./src/promotion/ambient.ts
var ambient = __webpack_require__(66717);
// EXTERNAL MODULE: ./src/promotion/staging.ts
var staging = __webpack_require__(36940);
;// CONCATENATED MODULE: ./src/promotion/scope.ts



/** Text, quoted names and comments, in which anything may stand. */
const QUOTED = /\be'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([a-z_]\w*)?\$[\s\S]*?\$\1\$|--.*/gi;
const PARAMETER = /\$\d/;
/**
 * What keeps `where` from being a condition over the table's columns on one side. The server reads
 * it without running it, in two places that have no continuation in common: an expression that ends
 * early to go on as something else fits at most one of them.
 */
async function wrongWhere(session, side, table, where) {
    const attempted = `read where of ${table} in ${side}`;
    const refused = (found, nextAction) => [
        { attempted, found, nextAction },
    ];
    if (PARAMETER.test(where.replace(QUOTED, ''))) {
        return refused('it has a parameter, and nothing to put there', 'write the value itself');
    }
    await session.query('savepoint "db_deploy where"');
    try {
        for (const place of [
            `select case when ${(0,staging/* condition */.uH)(where)} then 1 end from ${table} where $1::integer is null`,
            `select array[${(0,staging/* condition */.uH)(where)}] from ${table} where ${(0,staging/* condition */.uH)(where)} and $1::integer is null`,
        ]) {
            // A bound parameter: the server then takes one statement and no more.
            const [row] = await session.query(`explain (format json) ${place}`, [1]);
            if (row?.['QUERY PLAN'].some(({ Plan }) => asksAside(Plan)) === true) {
                return refused('it reads other rows than the one it judges', 'use columns of the table and functions alone');
            }
        }
        return [];
    }
    catch (error) {
        if (!(0,ambient/* isRefusal */.vu)(error))
            throw error;
        return refused((0,errors/* messageOf */.bD)(error), 'write a condition over columns of the table that both sides have, as in where: archived_at is null');
    }
    finally {
        await session
            .query('rollback to savepoint "db_deploy where"; release savepoint "db_deploy where"')
            .catch(() => undefined);
    }
}
/** A subquery in the list of a SELECT is never pulled up into a join: it stays a plan beside it. */
function asksAside({ 'Parent Relationship': relationship, Plans = [] }) {
    return relationship === 'SubPlan' || relationship === 'InitPlan' || Plans.some(asksAside);
}

;// CONCATENATED MODULE: ./src/promotion/uniqueindexes.ts
/**
 * `indnullsnotdistinct` does not exist before Postgres 15, hence the way through jsonb. The operator
 * comes from the index: with an empty search_path `=` on citext would be text's, case-sensitive.
 */
const UNIQUE_INDEXES = `
select i.indrelid::text as table, c.relname::text as name, i.indisprimary as primary,
       i.indisvalid as valid, i.indimmediate as immediate,
       coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false) as "nullsEqual",
       pg_get_expr(i.indpred, i.indrelid) as predicate,
       array(select pg_get_indexdef(i.indexrelid, at, false)
               from generate_series(1, i.indnkeyatts) at order by at) as expressions,
       array(select case when o.oid is not null then format('operator(%I.%s)', s.nspname, o.oprname) end
               from generate_series(1, i.indnkeyatts) at
               join pg_opclass f on f.oid = i.indclass[at - 1]
               left join pg_amop m on m.amopfamily = f.opcfamily and m.amoplefttype = f.opcintype
                     and m.amoprighttype = f.opcintype and m.amopstrategy = 3 and c.relam = 403
               left join pg_operator o on o.oid = m.amopopr
               left join pg_namespace s on s.oid = o.oprnamespace
              order by at) as operators,
       array(select a.attname::text from generate_series(1, i.indnkeyatts) at
               left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[at - 1]
                     and a.attnum > 0
              order by at) as columns,
       array(select a.attname::text from pg_attribute a
              where a.attrelid = i.indrelid and a.attnum > 0
                and (a.attnum = any ((i.indkey::int2[])[0:i.indnkeyatts - 1])
                     or exists (select from pg_depend d
                                 where d.classid = 'pg_class'::regclass and d.objid = i.indexrelid
                                   and d.refclassid = 'pg_class'::regclass
                                   and d.refobjid = i.indrelid and d.refobjsubid = a.attnum
                                   and (i.indexprs is not null or i.indpred is not null)))) as uses
  from pg_index i join pg_class c on c.oid = i.indexrelid
 where i.indrelid = any ($1::oid[]) and (i.indisunique or i.indisexclusion) and i.indisready
 order by c.relname collate "C"`;
async function readUniqueIndexes(session, tables) {
    return session.query(UNIQUE_INDEXES, [tables]);
}

;// CONCATENATED MODULE: ./src/promotion/survey.ts






 // prettier-ignore



/**
 * Reads both catalogs and makes targets of the requested tables, sorted by name. Both sessions must
 * be inside transactions with pinned settings.
 * @throws {DeployError} with everything that stands in the way, on either side.
 */
async function survey(dev, prod, request) {
    const problems = [];
    const pairs = await pairUp(dev, prod, request, problems);
    const sequences = await readSequences(prod, oidsOf(pairs));
    const uniques = await readUniqueIndexes(prod, oidsOf(pairs));
    const devUniques = await readUniqueIndexes(dev, pairs.map((pair) => pair.dev.oid));
    for (const { request: table, relation, prod: there, dev: here } of pairs) {
        const own = sequences.filter((sequence) => sequence.table === relation.oid);
        const keys = {
            prod: uniques.filter((index) => index.table === relation.oid),
            dev: devUniques.filter((index) => index.table === here.oid),
        };
        const sides = { dev: here, prod: there, sequences: own, uniques: keys };
        const found = incompatibilities(table, relation.shown, sides);
        problems.push(...found);
        // What the role may not read, or what has other columns, says nothing about the condition.
        if (table.where === undefined || found.length > 0)
            continue;
        problems.push(...(await wrongWhere(prod, 'production', relation.shown, table.where)));
        problems.push(...(await wrongWhere(dev, 'development', relation.shown, table.where)));
    }
    const temporary = await lacksTemporary(prod);
    if (temporary !== undefined)
        problems.push(temporary);
    if (problems.length > 0)
        throw new errors/* DeployError */.sH(problems);
    const checks = await readChecks(prod, oidsOf(pairs));
    const foreignKeys = await (0,foreignkeys/* readForeignKeys */.r)(prod, oidsOf(pairs));
    const triggers = await readTriggers(prod, oidsOf(pairs));
    const bare = pairs.map((pair, at) => targetOf(pair, at, { uniques, checks, foreignKeys, triggers, sequences }));
    const parents = foreignKeys.map(({ parent }) => parent);
    const targets = (0,translations/* withStrangers */.WK)((0,translations/* withTranslations */.JG)(bare, problems), await readSequences(prod, parents));
    problems.push(...(0,translations/* strangeParents */.Gk)(targets));
    const remapped = targets.filter(({ surrogate }) => surrogate !== undefined);
    const oids = remapped.map(({ oid }) => oid);
    const inDev = await (0,foreignkeys/* readForeignKeys */.r)(dev, pairs.map((pair) => pair.dev.oid)); // prettier-ignore
    problems.push(...(0,translations/* unknownReferences */.Lu)(targets, inDev));
    problems.push(...(0,translations/* looseReferences */.L)(await (0,foreignkeys/* readLooseReferences */.V)(prod, oidsOf(pairs), oids)));
    if (problems.length > 0)
        throw new errors/* DeployError */.sH(problems);
    return targets;
}
function targetOf(pair, at, rules) {
    const { request, prod: facts } = pair;
    const { oid, shown } = pair.relation;
    const of = (all) => all.filter((rule) => rule.table === oid);
    const owned = ownedColumns(request, pair.dev, facts);
    const columns = owned.map(({ name }) => name);
    const matching = (0,businesskey/* matchingKey */.Tz)(request, facts);
    const uniques = of(rules.uniques);
    const index = (0,businesskey/* indexOf */.qh)(matching, uniques);
    const surrogate = request.ids === 'remap' ? facts.key.find((name) => !matching.includes(name)) : undefined;
    const sequences = of(rules.sequences).filter(({ column }) => columns.includes(column));
    const fixed = [...matching, ...facts.key, ...request.insertOnly];
    return {
        at,
        oid,
        name: shown,
        mode: request.mode,
        key: matching.map((name) => {
            const place = index?.columns.indexOf(name) ?? -1;
            return { name, operator: index?.operators[place] ?? 'operator(pg_catalog.=)' };
        }),
        columns,
        payload: columns.filter((name) => !fixed.includes(name)),
        insertOnly: columns.filter((name) => request.insertOnly.includes(name)),
        primary: facts.key,
        ids: request.ids,
        surrogate,
        drawn: sequences.find(({ column }) => column === surrogate),
        translations: [],
        strange: [],
        where: request.where,
        types: Object.fromEntries(owned.map(({ name, type }) => [name, type])),
        required: owned.filter(({ notNull }) => notNull).map(({ name }) => name),
        computed: facts.columns.filter(({ generated }) => generated).map(({ name }) => name),
        uniques,
        checks: of(rules.checks),
        parents: rules.foreignKeys.filter(({ child }) => child === oid),
        children: rules.foreignKeys.filter(({ parent }) => parent === oid),
        triggers: of(rules.triggers),
        sequences,
    };
}
async function pairUp(dev, prod, request, problems) {
    const there = await readRelations(prod);
    const here = await readRelations(dev);
    const found = [];
    for (const table of request.tables) {
        const attempted = `promote ${table.table}`;
        const resolved = resolve(table.table, there);
        if (!resolved.ok) {
            problems.push({ attempted, found: resolved.found, nextAction: resolved.nextAction });
            continue;
        }
        const { relation } = resolved;
        const twin = here.find(({ schema, name }) => schema === relation.schema && name === relation.name);
        if (found.some((other) => other.relation.oid === relation.oid)) {
            problems.push({
                attempted,
                found: `${relation.shown} is listed twice`,
                nextAction: 'list it once',
            });
        }
        else if (twin === undefined) {
            problems.push({
                attempted,
                found: `development has no ${relation.shown}, or the role cannot see it`,
                nextAction: 'run the migrations on the development database',
            });
        }
        else {
            found.push({ request: table, relation, twin });
        }
    }
    const prodFacts = await readTableFacts(prod, found.map(({ relation }) => relation.oid));
    const devFacts = await readTableFacts(dev, found.map(({ twin }) => twin.oid));
    return found
        .flatMap(({ request: table, relation, twin }) => {
        const onProd = prodFacts.get(relation.oid);
        const onDev = devFacts.get(twin.oid);
        // A table dropped between the two queries; the next run will say that it does not exist.
        if (onProd === undefined || onDev === undefined)
            return [];
        return [{ request: table, relation, prod: onProd, dev: onDev }];
    })
        .sort((a, b) => (a.relation.shown < b.relation.shown ? -1 : 1));
}
/** The comparison needs temporary tables in production; nothing of it stays there. */
async function lacksTemporary(prod) {
    const [row] = await prod.query(`select has_database_privilege(current_database(), 'temp') as may,
            format('grant temporary on database %I to %I', current_database(), current_user) as grant`);
    if (row === undefined || row.may)
        return undefined;
    return {
        attempted: 'compare the tables in production',
        found: 'the role may not create temporary tables there',
        nextAction: `run: ${row.grant}`,
    };
}
function oidsOf(pairs) {
    return pairs.map(({ relation }) => relation.oid);
}


/***/ }),

/***/ 83892:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Pu: () => (/* binding */ keyText),
/* harmony export */   Qs: () => (/* binding */ isSequenceBacked),
/* harmony export */   Sl: () => (/* binding */ image),
/* harmony export */   TL: () => (/* binding */ quoted),
/* harmony export */   e1: () => (/* binding */ asText),
/* harmony export */   el: () => (/* binding */ sameKey),
/* harmony export */   eu: () => (/* binding */ literal),
/* harmony export */   p_: () => (/* binding */ list),
/* harmony export */   yv: () => (/* binding */ mayChange)
/* harmony export */ });
/* harmony import */ var pg__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83849);

const quoted = (name) => pg__WEBPACK_IMPORTED_MODULE_0__/* ["default"].escapeIdentifier */ .Ay.escapeIdentifier(name);
const literal = (text) => pg__WEBPACK_IMPORTED_MODULE_0__/* ["default"].escapeLiteral */ .Ay.escapeLiteral(text);
/** `s."a", s."b"`. */
function list(alias, columns) {
    return columns.map((name) => `${alias}.${quoted(name)}`).join(', ');
}
/** A row of some columns as one value: what `record_image_ne` compares, byte by byte. */
function image(alias, columns) {
    return `row(${list(alias, columns)})`;
}
/** Whether two rows have the same key, by the equality of the key's own index. */
function sameKey({ key }, left, right) {
    return key
        .map(({ name, operator }) => `${left}.${quoted(name)} ${operator} ${right}.${quoted(name)}`)
        .join(' and ');
}
/** The key of production's row as text: of one column its value, of several the row. */
function keyText({ key }, alias) {
    return asText(key.map(({ name }) => `${alias}.${quoted(name)}`));
}
/** One value, or several as one row. */
function asText(values) {
    const [first, ...rest] = values;
    return rest.length === 0 ? `${first ?? 'null'}::text` : `row(${values.join(', ')})::text`;
}
/** Whether values of the key come from a sequence, so that the same id may mean two things. */
function isSequenceBacked({ key, sequences }) {
    return key.some(({ name }) => sequences.some(({ column }) => column === name));
}
/** Whether an update can change one of the columns: those we own, and those computed from them. */
function mayChange({ payload, computed }, columns) {
    return columns.some((name) => payload.includes(name) || computed.includes(name));
}


/***/ })

};
