export const id = 424;
export const ids = [424];
export const modules = {

/***/ 53063:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ completeness)
/* harmony export */ });
/* harmony import */ var _migration_ledger_ledger_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(54635);
/* harmony import */ var _record_finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11836);
/* harmony import */ var _verification_ledger_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64702);



/** Whether the ledger of a database holds every migration of the repository, and no other. */
async function completeness(session, { migrations, found }) {
    if (migrations === undefined)
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .notRun */ .nE)(_verification_ledger_js__WEBPACK_IMPORTED_MODULE_1__/* .LEDGER_COMPLETE */ .C, found);
    const files = await migrations.adapter.readFiles(migrations);
    const ledger = await migrations.adapter.readLedger(session, migrations.table);
    const { pending, edited, outOfOrder, ...others } = (0,_migration_ledger_ledger_js__WEBPACK_IMPORTED_MODULE_2__/* .compareLedger */ .Xj)(ledger, files);
    return (0,_verification_ledger_js__WEBPACK_IMPORTED_MODULE_1__/* .ledgerFinding */ .n)(ledger.table, {
        ...others,
        pending: (0,_migration_ledger_ledger_js__WEBPACK_IMPORTED_MODULE_2__/* .titlesOf */ .B7)(pending),
        edited: (0,_migration_ledger_ledger_js__WEBPACK_IMPORTED_MODULE_2__/* .titlesOf */ .B7)(edited),
        outOfOrder: (0,_migration_ledger_ledger_js__WEBPACK_IMPORTED_MODULE_2__/* .titlesOf */ .B7)(outOfOrder),
    });
}


/***/ }),

/***/ 63508:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  I3: () => (/* binding */ checkName),
  Yi: () => (/* binding */ errorWords),
  JT: () => (/* binding */ runChecks)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/postgres/sqlstate.ts
var sqlstate = __webpack_require__(31406);
// EXTERNAL MODULE: ./src/record/finding.ts
var finding = __webpack_require__(11836);
// EXTERNAL MODULE: ./node_modules/pg/esm/index.mjs
var esm = __webpack_require__(83849);
;// CONCATENATED MODULE: ./src/verification/answer.ts


/** Object ids of pg_type. */
const BOOLEAN = 16;
const NUMBERS = new Set([20, 21, 23, 26, 700, 701, 1700]);
/**
 * The one value of a query, or what it gave instead, in words. A cursor takes one statement and only
 * one that reads, and two rows are enough to know that there is more than one.
 * @throws the server's error, or a DeployError when the connection was lost.
 */
async function askForOne(session, sql) {
    await raw(session, `declare one_value no scroll cursor for ${sql}`);
    const { fields, rows } = await raw(session, 'fetch 2 from one_value');
    const [row, second] = rows;
    const [field, secondField] = fields;
    if (field === undefined || secondField !== undefined) {
        return `${fields.length} columns instead of one`;
    }
    if (row === undefined)
        return 'no row';
    if (second !== undefined)
        return 'several rows instead of one';
    const text = row[0] ?? undefined;
    const { dataTypeID: type } = field;
    if (type === BOOLEAN && text !== undefined) {
        return { text: text === 't' ? 'true' : 'false', numeric: false };
    }
    return { text, numeric: NUMBERS.has(type) };
}
/**
 * How many rows a query gives, counted no further than `most`; as {@link askForOne}, it may only read.
 * @throws as {@link askForOne} does.
 */
async function countRows(session, sql, most) {
    await raw(session, `declare all_rows no scroll cursor for ${sql}`);
    const { rowCount } = await raw(session, `move forward ${most} from all_rows`);
    return { text: String(rowCount ?? 0), numeric: true };
}
/** Values as the server's text; the extended protocol refuses a second statement behind a semicolon. */
async function raw(session, text) {
    const query = {
        text,
        rowMode: 'array',
        queryMode: 'extended',
        types: { getTypeParser: () => (value) => value },
    };
    try {
        return await session.client.query(query);
    }
    catch (error) {
        const fromServer = error instanceof esm/* default.DatabaseError */.Ay.DatabaseError && error.severity !== 'FATAL';
        if (fromServer)
            throw error;
        throw new errors/* DeployError */.sH({
            attempted: 'run a check',
            found: `the connection was lost (${(0,errors/* messageOf */.bD)(error)})`,
            likelyCause: 'the server restarted or an administrator ended the session',
            nextAction: 'check the server, then run the failed jobs again',
        }, { cause: error });
    }
}

// EXTERNAL MODULE: ./src/verification/expectation.ts
var expectation = __webpack_require__(71825);
;// CONCATENATED MODULE: ./src/verification/checks.ts





/** Characters of a value that are told. */
const LONGEST = 300;
const ADVICE = 'run the query by hand; if the check is wrong, correct it under checks';
/**
 * Runs the team's own checks with the settings of role and database, as their SQL expects. Each has
 * a read-only transaction that is always rolled back, which takes with it whatever it SET.
 */
async function runChecks(session, checks, settings) {
    const findings = [];
    let lost;
    for (const check of checks) {
        const name = checkName(check);
        if (lost !== undefined) {
            findings.push((0,finding/* notRun */.nE)(name, lost));
            continue;
        }
        try {
            findings.push(await runCheck(session, check, settings));
        }
        catch (error) {
            const [problem] = (0,errors/* problemsOf */.GW)(error, 'run a check');
            lost = 'the connection was lost in an earlier check';
            findings.push((0,finding/* fail */.fJ)(name, {
                expected: (0,expectation/* expectationWords */._3)(check.expect),
                found: problem?.found ?? 'the connection was lost',
                fix: 'check the server, then run the failed jobs again',
            }));
        }
    }
    return findings;
}
/** How a check is called in findings, where it stands beside those of this action. */
function checkName({ name }) {
    return `check: ${name}`;
}
async function runCheck(session, check, { statementMs, showValues }) {
    const name = checkName(check);
    const expected = (0,expectation/* expectationWords */._3)(check.expect);
    const failed = (found) => (0,finding/* fail */.fJ)(name, { expected, found, fix: ADVICE });
    await session.query('begin transaction read only');
    try {
        await session.query(`select set_config('statement_timeout', $1, true)`, [String(statementMs)]);
        const answer = await answerOf(session, check);
        if (typeof answer === 'string')
            return failed(answer);
        const { value, shown: text } = answer;
        if ((0,expectation/* meets */.D)(value, check.expect))
            return (0,finding/* pass */.IX)(name, showValues ? text : 'as expected');
        return failed(showValues ? text : 'another value (values are not shown in a public repository)');
    }
    catch (error) {
        if (error instanceof errors/* DeployError */.sH)
            throw error;
        return failed(errorWords(error, statementMs, showValues));
    }
    finally {
        await session.query('rollback').catch(() => undefined);
    }
}
/** Rows are counted one further than asked about, and no further. */
async function answerOf(session, { sql, expect }) {
    if (expect.kind !== 'rows') {
        const value = await askForOne(session, sql);
        return typeof value === 'string' ? value : { value, shown: inShort(value.text ?? 'NULL') };
    }
    const most = Number(expect.number) + 1;
    const value = await countRows(session, sql, most);
    const count = Number(value.text);
    if (count === most)
        return { value, shown: `more than ${expect.number} rows` };
    return { value, shown: `${count} ${count === 1 ? 'row' : 'rows'}` };
}
/** The server's message quotes values of rows (`invalid input syntax for type integer: "…"`); its code does not. */
function errorWords(error, statementMs, showValues) {
    const code = (0,sqlstate/* codeOf */.$)(error);
    if (code === sqlstate/* SQLSTATE */.c.queryCanceled)
        return `no answer within ${statementMs / 1_000} s`;
    if (showValues)
        return inShort((0,errors/* messageOf */.bD)(error));
    return `the server refused the query (SQLSTATE ${code ?? 'unknown'})`;
}
/** A value may be as long as a table. */
function inShort(value) {
    return value.length <= LONGEST ? value : `${value.slice(0, LONGEST).toWellFormed()} …`;
}


/***/ }),

/***/ 56182:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  N: () => (/* binding */ inspect),
  Y: () => (/* binding */ inspectNothing)
});

// EXTERNAL MODULE: ./src/record/finding.ts
var finding = __webpack_require__(11836);
// EXTERNAL MODULE: ./src/postgres/catalogobject.ts
var catalogobject = __webpack_require__(99867);
// EXTERNAL MODULE: ./src/record/listed.ts
var listed = __webpack_require__(39528);
;// CONCATENATED MODULE: ./src/verification/access.ts



const NAME = 'row level security and grants unchanged';
/** Object, and what else a line of the catalog says, e.g. `table public.users row level security owner a grants b=r/a`. */
const LINE = new RegExp(`^([+-]) ([a-z ]+ ${catalogobject/* IDENTIFIER */.cS}(?:\\.${catalogobject/* IDENTIFIER */.cS})*(?:\\([^)]*\\))?)(.*)$`, 's');
const GRANTS = / grants (.*)$/s;
const SECURED = /^ (?:unlogged )?row level security\b/;
/**
 * Who may read and write what, as far as this deploy changed it on objects that were there before and
 * still are. A migration may mean that, so it is a warning.
 * @param changes lines of the catalog as the migrate record has them; undefined without one.
 */
function accessUnchanged(changes) {
    if (changes === undefined)
        return (0,finding/* notRun */.nE)(NAME, 'no record of migrate');
    const before = new Map();
    const after = new Map();
    for (const change of changes) {
        const [, sign, object, rest] = LINE.exec(change) ?? [];
        if (object !== undefined)
            (sign === '-' ? before : after).set(object, rest ?? '');
    }
    const found = [...before].flatMap(([object, then]) => {
        const now = after.get(object);
        if (object.startsWith('policy '))
            return `${object} ${now === undefined ? 'dropped' : 'changed'}`;
        return now === undefined ? [] : differences(object, then, now);
    });
    if (found.length === 0)
        return (0,finding/* pass */.IX)(NAME, 'this deploy changed neither on any object that stays');
    return (0,finding/* warn */.R8)(NAME, {
        expected: 'the same rights after the deploy as before',
        found: (0,listed/* listed */.K)(found),
        fix: 'if the migration meant that, nothing is to be done; else grant the rights again, or enable row level security again',
    });
}
function differences(object, then, now) {
    const [secured, secures] = [SECURED.test(then), SECURED.test(now)];
    const [had, has] = [grantsOf(then), grantsOf(now)];
    const lost = had.filter((grant) => !has.includes(grant));
    const gained = has.filter((grant) => !had.includes(grant));
    return [
        ...(secured === secures
            ? []
            : [`row level security of ${object} turned ${secures ? 'on' : 'off'}`]),
        ...(lost.length + gained.length === 0
            ? []
            : [
                `grants of ${object}: ${[...lost.map((one) => `- ${one}`), ...gained.map((one) => `+ ${one}`)].join(' ')}`,
            ]),
    ];
}
function grantsOf(rest) {
    return GRANTS.exec(rest)?.[1]?.split(' ') ?? [];
}

// EXTERNAL MODULE: ./src/verification/checks.ts + 1 modules
var verification_checks = __webpack_require__(63508);
// EXTERNAL MODULE: ./src/verification/ledger.ts
var verification_ledger = __webpack_require__(64702);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/postgres/sqlstate.ts
var sqlstate = __webpack_require__(31406);
// EXTERNAL MODULE: ./src/postgres/transaction.ts
var transaction = __webpack_require__(81979);
;// CONCATENATED MODULE: ./src/verification/look.ts




/**
 * Takes every look in a read-only transaction of its own with pinned settings, so that what fails in
 * one says `could not verify` and leaves the next alone. A lost connection is a failure, and what
 * it kept from running says so.
 * @param statementMs longest time for one statement, set for these transactions only.
 */
async function takeLooks(session, looks, statementMs) {
    const findings = [];
    let lost;
    for (const { name, work } of looks) {
        if (lost !== undefined) {
            findings.push((0,finding/* notRun */.nE)(name, lost));
            continue;
        }
        try {
            findings.push(...(await withinTransaction(session, statementMs, work)));
        }
        catch (error) {
            const [found, alive] = [wordsOf(error), await isAlive(session)];
            if (alive) {
                findings.push((0,finding/* couldNotVerify */.ke)(name, found, adviceOn(error)));
                continue;
            }
            lost = 'the connection was lost';
            findings.push((0,finding/* fail */.fJ)(name, {
                expected: 'an answer',
                found,
                fix: 'check the server, then run the failed jobs again',
            }));
        }
    }
    return findings;
}
function withinTransaction(session, statementMs, work) {
    return (0,transaction.withTransaction)(session, 'snapshot', async () => {
        await (0,transaction.pinSettings)(session);
        await session.query(`select set_config('statement_timeout', $1, true)`, [String(statementMs)]);
        return work(session);
    });
}
async function isAlive(session) {
    return session.query('select 1').then(() => true, () => false);
}
/** Our own queries return counts and names, so the server's message holds no value of a row. */
function wordsOf(error) {
    if ((0,sqlstate/* codeOf */.$)(error) === sqlstate/* SQLSTATE */.c.queryCanceled)
        return 'the server took too long to answer';
    return (0,errors/* problemsOf */.GW)(error, 'look')[0]?.found ?? 'no answer';
}
function adviceOn(error) {
    if ((0,sqlstate/* codeOf */.$)(error) !== sqlstate/* SQLSTATE */.c.insufficientPrivilege)
        return undefined;
    return 'let direct-url be the owner of the tables';
}

;// CONCATENATED MODULE: ./src/verification/objects.ts

const OF_USERS = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`;
const NO_INVALID_INDEX = 'no invalid index';
const NO_NEW_NOT_VALID = 'no new NOT VALID constraint';
const NO_DISABLED_TRIGGER = 'no disabled trigger';
/**
 * An index that is INVALID takes every write and serves no read; a unique one may hold duplicates.
 * @param changes of the catalog in this deploy: what they do not name was invalid before, and a
 *   warning. Without a record of migrate, any may be of this deploy.
 */
async function invalidIndexes(session, changes) {
    const name = NO_INVALID_INDEX;
    const rows = await session.query(
    // A partitioned index is invalid until every partition has its part: `create index on only`.
    `select format('%I.%I', n.nspname, c.relname) as index,
            format('index %I.%I.%I', n.nspname, t.relname, c.relname) as key,
            exists (select from pg_stat_progress_create_index p
                     where p.index_relid = i.indexrelid) as building
       from pg_index i
       join pg_class t on t.oid = i.indrelid
       join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
      where not (i.indisvalid and i.indisready) and ${OF_USERS}
      order by 1`);
    const building = rows.filter((row) => row.building).map(({ index }) => index);
    const invalid = rows.filter((row) => !row.building);
    const broken = invalid.filter(({ key }) => changes?.some((line) => line.startsWith(`+ ${key} `)) ?? true);
    const shown = (broken.length > 0 ? broken : invalid).map(({ index }) => index);
    const fix = `a concurrent build failed or was cancelled: ${shown.map((index) => `reindex index concurrently ${index};`).join(' ')}`;
    if (broken.length > 0) {
        return (0,finding/* fail */.fJ)(name, {
            expected: 'every index valid',
            found: `invalid: ${shown.join(', ')}`,
            fix,
        });
    }
    if (invalid.length > 0) {
        return (0,finding/* warn */.R8)(name, { found: `invalid since before this deploy: ${shown.join(', ')}`, fix });
    }
    if (building.length > 0) {
        return (0,finding/* warn */.R8)(name, { found: `being built at this moment: ${building.join(', ')}` });
    }
    return (0,finding/* pass */.IX)(name, 'every index is valid');
}
/**
 * Constraints that old rows may break.
 * @param changes of the catalog in this deploy, as the migrate record has them: what they do not
 *   name was there before. Undefined when there is no such record.
 */
async function unvalidatedConstraints(session, changes) {
    const rows = await session.query(
    // By definition and not by convalidated, which is also false for NOT ENFORCED (Postgres 18).
    `select format('%I on %I.%I', k.conname, n.nspname, c.relname) as shown,
            format('constraint %I.%I.%I', n.nspname, c.relname, k.conname) as key
       from pg_constraint k
       join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      where not k.convalidated and pg_get_constraintdef(k.oid) like '% NOT VALID' and ${OF_USERS}
      order by 1`);
    return sinceTheDeploy(NO_NEW_NOT_VALID, rows, changes, {
        state: 'NOT VALID',
        none: 'every constraint is validated',
        fix: 'alter table … validate constraint …; it locks no reads and no writes',
    });
}
/** Triggers that do not fire, foreign keys' own included: those stop enforcing the foreign key. */
async function disabledTriggers(session, changes) {
    const rows = await session.query(`select case when t.tgisinternal then format('foreign key %I on %I.%I', k.conname, n.nspname, c.relname)
              else format('%I on %I.%I', t.tgname, n.nspname, c.relname) end as shown,
            min(format('trigger %I.%I.%I', n.nspname, c.relname, t.tgname)) as key
       from pg_trigger t
       join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
       left join pg_constraint k on k.oid = t.tgconstraint
      where t.tgenabled = 'D' and ${OF_USERS}
      group by 1 order by 1`);
    return sinceTheDeploy(NO_DISABLED_TRIGGER, rows, changes, {
        state: 'disabled',
        none: 'every trigger is enabled',
        fix: 'alter table … enable trigger …; as superuser, for a foreign key, enable trigger all',
    });
}
/** New ones fail; those that were there before the deploy are nobody's news tonight. */
function sinceTheDeploy(name, rows, changes, { state, none, fix }) {
    const list = (of) => of.map(({ shown }) => shown).join(', ');
    if (rows.length === 0)
        return (0,finding/* pass */.IX)(name, none);
    if (changes === undefined) {
        return (0,finding/* warn */.R8)(name, {
            found: `${state}: ${list(rows)}; without a record of migrate it is not known since when`,
            fix,
        });
    }
    const fresh = rows.filter(({ key }) => changes.some((line) => line.startsWith(`+ ${key} `)));
    if (fresh.length > 0) {
        return (0,finding/* fail */.fJ)(name, {
            expected: 'none left by this deploy',
            found: `${state}: ${list(fresh)}`,
            fix,
        });
    }
    return (0,finding/* pass */.IX)(name, `none from this deploy; ${state} since before it: ${list(rows)}`);
}

// EXTERNAL MODULE: ./node_modules/pg/esm/index.mjs
var esm = __webpack_require__(83849);
;// CONCATENATED MODULE: ./src/verification/rows.ts




const NO_LOST_ROWS = 'no table lost most of its rows';
/** Smaller tables lose half of their rows for good reasons. */
const LEAST_ROWS = 1000n;
/** For all tables together: the answer is a warning, and the site is waiting. */
const BUDGET_MS = 120_000;
/** The schema does not exist. */
const INVALID_SCHEMA = '3F000';
/**
 * Tables of at least 1,000 rows that now have less than half of them. Counts no further than half,
 * and statistics are not asked: after a mass delete they are the old ones. Call it inside a
 * transaction; every table has its own savepoint.
 */
async function lostRows(session, then, clock) {
    if (then === undefined)
        return [(0,finding/* notRun */.nE)(NO_LOST_ROWS, 'no record of a backup to compare with')];
    const large = then.filter(({ rows }) => /^\d+$/.test(rows) && BigInt(rows) >= LEAST_ROWS);
    const started = clock.now().getTime();
    const lost = [];
    const unknown = [];
    for (const table of large) {
        const shown = `${table.schema}.${table.name}`;
        const spent = clock.now().getTime() - started;
        const answer = spent > BUDGET_MS ? 'no time was left' : await compare(session, table);
        if (answer === 'gone')
            lost.push(`${shown} is gone (it had ${table.rows} rows)`);
        else if (answer === 'lost')
            lost.push(`${shown} had ${table.rows} rows and has less than half of them`);
        else if (answer !== 'kept')
            unknown.push(`${shown}: ${answer}`);
    }
    return [
        ...(lost.length > 0 ? [lostFinding(lost)] : []),
        ...(unknown.length > 0 ? [(0,finding/* couldNotVerify */.ke)(NO_LOST_ROWS, unknown.join('; '))] : []),
        ...(lost.length + unknown.length === 0
            ? [
                (0,finding/* pass */.IX)(NO_LOST_ROWS, `compared with the backup: ${large.length} tables of at least 1,000 rows`),
            ]
            : []),
    ];
}
/** `kept`, `lost`, `gone`, or why it cannot be told. */
async function compare(session, { schema, name, rows }) {
    const table = `${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(schema)}.${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(name)}`;
    await session.query('savepoint one_table');
    try {
        const [row] = await session.query(`select exists (select from ${table} offset $1::int8 - 1 limit 1) as kept`, [String((BigInt(rows) + 1n) / 2n)]);
        return row?.kept === true ? 'kept' : 'lost';
    }
    catch (error) {
        await session.query('rollback to one_table');
        const code = (0,sqlstate/* codeOf */.$)(error);
        if (code === sqlstate/* SQLSTATE */.c.undefinedTable || code === INVALID_SCHEMA)
            return 'gone';
        return code === sqlstate/* SQLSTATE */.c.queryCanceled ? 'it took too long to count' : (0,errors/* messageOf */.bD)(error);
    }
}
function lostFinding(lost) {
    return (0,finding/* warn */.R8)(NO_LOST_ROWS, {
        expected: 'at least half of the rows that the backup holds',
        found: lost.join('; '),
        fix: 'if a migration meant that, nothing is to be done; else restore the rows from the backup',
    });
}

;// CONCATENATED MODULE: ./src/verification/sequences.ts


const SEQUENCES_AHEAD = 'sequences ahead of their columns';
/** Sequences asked about in one statement: few round trips, and a timeout hides few answers. */
const AT_ONCE = 20;
/**
 * Every sequence that fills a column (serial, identity, or a plain default) must give a value beyond
 * those in it, or the next insert fails with a duplicate key.
 */
async function sequencesAhead(session) {
    const sequences = await readSequences(session);
    const readable = sequences.filter((sequence) => sequence.readable);
    const hidden = sequences.filter((sequence) => !sequence.readable);
    const behind = [];
    for (let from = 0; from < readable.length; from += AT_ONCE) {
        const some = readable.slice(from, from + AT_ONCE);
        for (const position of await readPositions(session, some)) {
            const sequence = some[position.at];
            if (sequence !== undefined && isBehind(sequence, position))
                behind.push({ sequence, position });
        }
    }
    return [
        ...(behind.length > 0 ? [behindFinding(behind)] : []),
        ...(hidden.length > 0 ? [hiddenFinding(hidden)] : []),
        ...(behind.length + hidden.length === 0
            ? [(0,finding/* pass */.IX)(SEQUENCES_AHEAD, `${sequences.length} checked, the next value of each is free`)]
            : []),
    ];
}
/** Sequences that cycle are left out: they are meant to meet old values. */
function readSequences(session) {
    return session.query(`with filled as (
       select d.objid as sequence, d.refobjid as table, d.refobjsubid as column
         from pg_depend d
        where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass
          and d.deptype in ('a', 'i') and d.refobjsubid > 0
       union
       select d.refobjid, f.adrelid, f.adnum
         from pg_depend d join pg_attrdef f on f.oid = d.objid
        where d.classid = 'pg_attrdef'::regclass and d.refclassid = 'pg_class'::regclass)
     select n.nspname as schema, c.relname as table, a.attname as column,
            s.relname as sequence, format('%I.%I', sn.nspname, s.relname) as quoted,
            q.seqincrement::text as increment,
            has_column_privilege(c.oid, a.attnum, 'select')
              and has_sequence_privilege(s.oid, 'select')
              and has_schema_privilege(n.oid, 'usage') and has_schema_privilege(sn.oid, 'usage')
              and not row_security_active(c.oid) as readable
       from filled
       join pg_sequence q on q.seqrelid = filled.sequence
       join pg_class s on s.oid = filled.sequence join pg_namespace sn on sn.oid = s.relnamespace
       join pg_class c on c.oid = filled.table join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum = filled.column
      where not a.attisdropped and not q.seqcycle and not c.relispartition
        and c.relkind in ('r', 'p')
        and a.atttypid in ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'numeric'::regtype)
        and n.nspname !~ '^pg_' and sn.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      order by 1, 2, 3`);
}
async function readPositions(session, sequences) {
    if (sequences.length === 0)
        return [];
    const selects = sequences.map(({ schema, table, column, quoted, increment }, at) => {
        const extreme = increment.startsWith('-') ? 'min' : 'max';
        const of = `${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(schema)}.${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(table)}`;
        return `select ${at} as at,
       (select ${extreme}(${esm/* default.escapeIdentifier */.Ay.escapeIdentifier(column)})::text from ${of}) as extreme,
       (last_value::numeric + case when is_called then ${increment} else 0 end)::text as next
       from ${quoted}`;
    });
    return session.query(selects.join('\nunion all\n'));
}
function isBehind({ increment }, { extreme, next }) {
    if (extreme === null)
        return false;
    // A numeric column may hold fractions: what counts is the whole number below or above.
    const [whole = '0'] = extreme.split('.');
    if (!/^-?\d+$/.test(whole))
        return false;
    return increment.startsWith('-') ? BigInt(next) >= BigInt(whole) : BigInt(next) <= BigInt(whole);
}
function behindFinding(behind) {
    const column = ({ schema, table, column: name }) => [schema, table, name].map(quotedIfNeeded).join('.');
    return (0,finding/* fail */.fJ)(SEQUENCES_AHEAD, {
        expected: 'the next value beyond every value in the column',
        found: behind
            .map(({ sequence, position }) => `${sequence.quoted} gives ${position.next} next, and ${column(sequence)} is already past it`)
            .join('; '),
        fix: behind.map(({ sequence }) => raise(sequence)).join(' '),
    });
}
function raise({ schema, table, column, quoted, increment }) {
    const extreme = increment.startsWith('-') ? 'min' : 'max';
    const of = [schema, table].map(quotedIfNeeded).join('.');
    const name = esm/* default.escapeLiteral */.Ay.escapeLiteral(quoted);
    return `select setval(${name}, (select ${extreme}(${quotedIfNeeded(column)})::bigint from ${of}));`;
}
function hiddenFinding(hidden) {
    return (0,finding/* couldNotVerify */.ke)(SEQUENCES_AHEAD, `direct-url may not read ${hidden.map(({ quoted }) => quoted).join(', ')} and every row of their tables`, hidden.map(({ quoted }) => `grant select on sequence ${quoted} to <role>;`).join(' '));
}
/** For text that people read and paste; SQL that runs is always quoted. */
function quotedIfNeeded(name) {
    return /^[a-z_][a-z0-9_]*$/.test(name) ? name : esm/* default.escapeIdentifier */.Ay.escapeIdentifier(name);
}

;// CONCATENATED MODULE: ./src/verification/inspection.ts








/** Longest time for one statement; what needs more would hold up the deploy too. */
const STATEMENT_MS = 60_000;
/** Everything there is to see, in one list; nothing in it stops the rest. */
async function inspect(session, inspection) {
    const { checks, showValues } = inspection;
    return [
        ...(await takeLooks(session, looksOf(inspection), STATEMENT_MS)),
        accessUnchanged(inspection.changes),
        ...noChecks(inspection),
        ...(await (0,verification_checks/* runChecks */.JT)(session, checks, { statementMs: STATEMENT_MS, showValues })),
    ];
}
/** The same list when the database cannot be reached. */
function inspectNothing(inspection, reason) {
    return [
        ...looksOf(inspection).map(({ name }) => (0,finding/* notRun */.nE)(name, reason)),
        accessUnchanged(inspection.changes),
        ...noChecks(inspection),
        ...inspection.checks.map((check) => (0,finding/* notRun */.nE)((0,verification_checks/* checkName */.I3)(check), reason)),
    ];
}
function looksOf({ ledger, changes, rowsThen, clock }) {
    return [
        { name: verification_ledger/* LEDGER_COMPLETE */.C, work: async (session) => [await ledger(session)] },
        { name: NO_INVALID_INDEX, work: async (session) => [await invalidIndexes(session, changes)] },
        {
            name: NO_NEW_NOT_VALID,
            work: async (session) => [await unvalidatedConstraints(session, changes)],
        },
        {
            name: NO_DISABLED_TRIGGER,
            work: async (session) => [await disabledTriggers(session, changes)],
        },
        { name: SEQUENCES_AHEAD, work: sequencesAhead },
        { name: NO_LOST_ROWS, work: (session) => lostRows(session, rowsThen, clock) },
    ];
}
function noChecks({ checks }) {
    return checks.length === 0 ? [(0,finding/* notRun */.nE)('checks', 'no checks are given')] : [];
}


/***/ }),

/***/ 64702:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ LEDGER_COMPLETE),
/* harmony export */   n: () => (/* binding */ ledgerFinding)
/* harmony export */ });
/* harmony import */ var _record_finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11836);

const LEDGER_COMPLETE = 'ledger complete';
/** After a deploy the ledger holds every file, and nothing but files. */
function ledgerFinding(table, gap) {
    const { pending, missing, edited, outOfOrder, unfinished } = gap;
    const late = outOfOrder.length === 0 ? '' : ` (out of order: ${outOfOrder.join(', ')})`;
    const rows = unfinished.map(({ name }) => name);
    const found = [
        ...(rows.length === 0 ? [] : [`not finished: ${rows.join(', ')}`]),
        ...(pending.length === 0 ? [] : [`not applied: ${pending.join(', ')}${late}`]),
        ...(missing.length === 0 ? [] : [`applied without a file: ${missing.join(', ')}`]),
        ...(edited.length === 0 ? [] : [`applied with another content: ${edited.join(', ')}`]),
    ];
    if (found.length === 0)
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .pass */ .IX)(LEDGER_COMPLETE, `${table} holds every migration file`);
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)(LEDGER_COMPLETE, {
        expected: `${table} holds every migration file and no other`,
        found: found.join('; '),
        fix: pending.length > 0
            ? 'run the failed jobs again, so that migrate applies the rest; files out of order need a later name'
            : 'deploy the commit that has these files as they were applied, or bring them back',
    });
}


/***/ })

};
