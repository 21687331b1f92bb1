export const id = 684;
export const ids = [684];
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

/***/ 25684:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  survey: () => (/* binding */ survey)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
;// CONCATENATED MODULE: ./src/promotion/foreignkeys.ts
const column = (relation, numbers) => `array(select a.attname::text from unnest(${numbers}) with ordinality u (number, at)
           join pg_attribute a on a.attrelid = ${relation} and a.attnum = u.number order by at)`;
const mayRead = (relation, schema) => `has_schema_privilege(${schema}, 'usage') and has_table_privilege(${relation}, 'select')`;
/** Keys that are not enforced (18) bind nobody; those with PERIOD (18) are left to the server. */
const FOREIGN_KEYS = `
select k.conname::text as name, c.oid::text as child, p.oid::text as parent,
       format('%I.%I', cs.nspname, c.relname) as "childName",
       format('%I.%I', ps.nspname, p.relname) as "parentName",
       ${column('k.conrelid', 'k.conkey')} as "childColumns",
       ${column('k.confrelid', 'k.confkey')} as "parentColumns",
       array(select format('operator(%I.%s)', s.nspname, o.oprname)
               from unnest(k.conpfeqop) with ordinality e (oid, at)
               join pg_operator o on o.oid = e.oid join pg_namespace s on s.oid = o.oprnamespace
              order by at) as operators,
       k.confupdtype::text as "onUpdate",
       ${mayRead('p.oid', 'ps.oid')} as "mayReadParent",
       ${mayRead('c.oid', 'cs.oid')} as "mayReadChild"
  from pg_constraint k
  join pg_class c on c.oid = k.conrelid join pg_namespace cs on cs.oid = c.relnamespace
  join pg_class p on p.oid = k.confrelid join pg_namespace ps on ps.oid = p.relnamespace
 where k.contype = 'f' and k.conparentid = 0
   and (k.conrelid = any ($1::oid[]) or k.confrelid = any ($1::oid[]))
   and coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
   and not coalesce((to_jsonb(k) ->> 'conperiod')::boolean, false)
 order by k.conname collate "C", c.oid`;
/** Every foreign key from or to one of the tables, given by oid. */
async function readForeignKeys(session, tables) {
    return session.query(FOREIGN_KEYS, [tables]);
}

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
            ...wrongKey(sides),
            ...wrongExclude(request, sides),
            ...wrongColumns(request, sides),
            ...missingPrivileges(shown, sides),
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
function wrongExclude({ exclude }, { dev, prod }) {
    const known = new Set([...dev.columns, ...prod.columns].map(({ name }) => name));
    return exclude.flatMap((name) => {
        if (prod.key.includes(name)) {
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
function missingPrivileges(shown, { dev, prod, sequences }) {
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
        ...lacking(prod, ['SELECT', 'INSERT', 'UPDATE'], 'production'),
        ...sequences
            .filter(({ mayRaise }) => !mayRaise)
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
       exists (select from pg_rewrite r where r.ev_class = c.oid and r.ev_type in ('2', '3')) as rules,
       row_security_active(c.oid) as "rowSecurity",
       has_schema_privilege(n.oid, 'usage') as "mayUseSchema",
       array(select p from unnest(array['SELECT', 'INSERT', 'UPDATE']) with ordinality o (p, at)
              where not has_table_privilege(c.oid, p) order by at) as lacking,
       (select coalesce(json_agg(json_build_object(
                 'name', a.attname,
                 'type', format_type(a.atttypid, a.atttypmod),
                 'notNull', a.attnotnull or t.typnotnull,
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
              where i.indrelid = c.oid and i.indisprimary order by 1) as key
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
/** `pg_trigger.tgtype` is a set of bits: 1 row, 4 insert, 16 update. */
async function readTriggers(session, tables) {
    return session.query(`select tgrelid::text as table, tgname::text as name,
            tgtype & 4 <> 0 as "onInsert", tgtype & 16 <> 0 as "onUpdate"
       from pg_trigger
      where not tgisinternal and tgenabled in ('O', 'A') and tgtype & 20 <> 0
        and tgrelid = any ($1::oid[])
      order by tgname collate "C"`, [tables]);
}
/** From pg_depend, never from names: a renamed or shared sequence has the wrong name. */
async function readSequences(session, tables) {
    return session.query(`select a.attrelid::text as table, a.attname::text as column,
            format('%I.%I', n.nspname, s.relname) as name, q.seqincrement < 0 as descending,
            has_schema_privilege(n.oid, 'usage') and has_sequence_privilege(s.oid, 'select')
              and has_sequence_privilege(s.oid, 'update') as "mayRaise"
       from pg_attribute a
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

;// CONCATENATED MODULE: ./src/promotion/uniqueindexes.ts
/**
 * `indnullsnotdistinct` does not exist before Postgres 15, hence the way through jsonb. The operator
 * comes from the index: with an empty search_path `=` on citext would be text's, case-sensitive.
 */
const UNIQUE_INDEXES = `
select i.indrelid::text as table, c.relname::text as name, i.indisprimary as primary,
       i.indimmediate as immediate,
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







/**
 * Reads both catalogs and makes targets of the requested tables, sorted by name. Both sessions must
 * be inside transactions with pinned settings.
 * @throws {DeployError} with everything that stands in the way, on either side.
 */
async function survey(dev, prod, request) {
    const problems = [];
    const pairs = await pairUp(dev, prod, request, problems);
    const sequences = await readSequences(prod, oidsOf(pairs));
    for (const { request: table, relation, prod: there, dev: here } of pairs) {
        const own = sequences.filter((sequence) => sequence.table === relation.oid);
        problems.push(...incompatibilities(table, relation.shown, { dev: here, prod: there, sequences: own }));
    }
    const temporary = await lacksTemporary(prod);
    if (temporary !== undefined)
        problems.push(temporary);
    if (problems.length > 0)
        throw new errors/* DeployError */.sH(problems);
    const uniques = await readUniqueIndexes(prod, oidsOf(pairs));
    const checks = await readChecks(prod, oidsOf(pairs));
    const foreignKeys = await readForeignKeys(prod, oidsOf(pairs));
    const triggers = await readTriggers(prod, oidsOf(pairs));
    return pairs.map(({ request: table, relation: { oid, shown }, prod: facts, dev: here }, at) => {
        const of = (rules) => rules.filter((rule) => rule.table === oid);
        const owned = ownedColumns(table, here, facts);
        const columns = owned.map(({ name }) => name);
        const primary = of(uniques).find((index) => index.primary);
        const key = facts.key.map((name) => {
            const place = primary?.columns.indexOf(name) ?? -1;
            return { name, operator: primary?.operators[place] ?? 'operator(pg_catalog.=)' };
        });
        return {
            at,
            oid,
            name: shown,
            mode: table.mode,
            key,
            columns,
            payload: columns.filter((name) => !facts.key.includes(name)),
            types: Object.fromEntries(owned.map(({ name, type }) => [name, type])),
            required: owned.filter(({ notNull }) => notNull).map(({ name }) => name),
            computed: facts.columns.filter(({ generated }) => generated).map(({ name }) => name),
            uniques: of(uniques),
            checks: of(checks),
            parents: foreignKeys.filter(({ child }) => child === oid),
            children: foreignKeys.filter(({ parent }) => parent === oid),
            triggers: of(triggers),
            sequences: of(sequences).filter(({ column }) => columns.includes(column)),
        };
    });
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


/***/ })

};
