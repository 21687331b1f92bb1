export const id = 459;
export const ids = [459];
export const modules = {

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

/***/ 44207:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  B: () => (/* binding */ apply)
});

// EXTERNAL MODULE: ./src/postgres/transaction.ts
var postgres_transaction = __webpack_require__(81979);
// EXTERNAL MODULE: ./src/promotion/ambient.ts
var ambient = __webpack_require__(66717);
// EXTERNAL MODULE: ./src/promotion/commit.ts
var commit = __webpack_require__(65496);
// EXTERNAL MODULE: ./src/promotion/comparison.ts + 1 modules
var comparison = __webpack_require__(52356);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/promotion/disclosure.ts
var promotion_disclosure = __webpack_require__(92372);
// EXTERNAL MODULE: ./src/promotion/offence.ts
var offence = __webpack_require__(14431);
// EXTERNAL MODULE: ./src/promotion/staging.ts
var staging = __webpack_require__(36940);
;// CONCATENATED MODULE: ./src/promotion/drift.ts




/** A change is the same when row, before and after are; what tells which side moved. */
const MOVED = `
with moved as (
  select coalesce(o.target, n.target) as target, coalesce(o.key, n.key) as key,
         case when n.key is null then 'differ no more'
              when o.key is null then 'differ now'
              when o.pre is distinct from n.pre and o.post is distinct from n.post
                then 'changed in development and in production'
              when o.post is distinct from n.post then 'changed in development'
              else 'changed in production' end as what
    from ${staging/* PREVIEWED */.Wt} o full join ${staging/* CHANGES */.Y6} n on o.target = n.target and o.key = n.key
   where (o.op, o.pre, o.post) is distinct from (n.op, n.pre, n.post))
select target, what, count(*)::integer as rows,
       (array_agg(key order by length(key), key collate "C"))[1:${offence/* MOST_NAMED */.SE}] as keys
  from moved group by target, what order by target, what`;
/** Says what moved between the preview and the locks; called when the digests differ. */
async function nameDrift(prod, targets, disclosure) {
    const moved = await prod.query(MOVED);
    const lines = moved.map(({ target, what, rows, keys }) => {
        const name = targets.find(({ at }) => at === target)?.name ?? '';
        return `in ${name} ${what} ${(0,promotion_disclosure/* listed */.KE)(rows, keys, disclosure)}`;
    });
    return new errors/* DeployError */.sH({
        attempted: 'apply the preview',
        found: `the databases moved since it was made, so nothing was applied: ${lines.length === 0 ? 'the schema of a table changed' : lines.join('; ')}`,
        likelyCause: 'someone edited the rows, or the schema, while the step ran',
        nextAction: 'run the failed jobs again: they make a new preview',
    });
}

// EXTERNAL MODULE: ./src/postgres/sqlstate.ts
var sqlstate = __webpack_require__(31406);
;// CONCATENATED MODULE: ./src/promotion/locking.ts


const TRIES = 5;
const FIRST_PAUSE_MS = 1_000;
/**
 * Locks all tables at once, sorted by name, so that two promotions cannot deadlock. SHARE ROW
 * EXCLUSIVE stops writers alone: readers and foreign key checks of other tables go on.
 */
async function lockTables(prod, targets) {
    const names = targets.map(({ name }) => name).join(', ');
    await prod.query(`lock table ${names} in share row exclusive mode`);
}
/**
 * Runs a whole transaction again when a lock was not got within lock_timeout, after a growing pause
 * in which whoever queued up behind us gets through.
 * @param oids tables whose holders are named when patience ends.
 */
async function retryingLocks(prod, oids, { clock, log, signal }, transaction) {
    for (let attempt = 1;; attempt += 1) {
        try {
            return await transaction();
        }
        catch (error) {
            if ((0,sqlstate/* codeOf */.$)(error) !== sqlstate/* SQLSTATE */.c.lockNotAvailable)
                throw error;
            const blockers = await readBlockers(prod, oids);
            if (attempt === TRIES)
                throw blocked(blockers, error);
            log.info(`The tables are locked by ${blockers}. Waiting (${attempt} of ${TRIES - 1}) …`);
            // Jitter: two deploys that met once should not meet again.
            await clock.sleep(FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + Math.random()), signal);
        }
    }
}
/** Sessions with a lock that conflicts with ours, and what they are; queries and users stay unnamed. */
async function readBlockers(prod, oids) {
    const rows = await prod.query(`select distinct format('backend %s (%s, %s)', a.pid,
              coalesce(nullif(a.application_name, ''), 'without a name'),
              coalesce(a.state, 'state not visible')) as words
       from pg_locks l join pg_stat_activity a using (pid)
      where l.locktype in ('relation', 'tuple') and l.granted and l.pid <> pg_backend_pid()
        and l.relation = any ($1::oid[]) and l.mode not in ('AccessShareLock', 'RowShareLock')
      order by 1 limit 5`, [oids]);
    return rows.length === 0
        ? 'a session that has just ended'
        : rows.map(({ words }) => words).join(', ');
}
function blocked(blockers, cause) {
    return new errors/* DeployError */.sH({
        attempted: 'lock the tables of the promotion',
        found: `they were locked by ${blockers} at each of ${TRIES} tries; nothing was applied`,
        likelyCause: 'a long transaction, an import or a session left idle in a transaction',
        nextAction: 'end or await that session, then run the failed jobs again; lock-timeout sets how long one try waits',
    }, { cause });
}

// EXTERNAL MODULE: ./src/promotion/difference.ts
var difference = __webpack_require__(84902);
// EXTERNAL MODULE: ./src/promotion/target.ts
var promotion_target = __webpack_require__(83892);
;// CONCATENATED MODULE: ./src/promotion/proof.ts




/**
 * Compares once more, after the writes and before COMMIT. What still differs was changed by the
 * server's side: triggers.
 * @throws {DeployError} naming the columns and the line to paste.
 */
async function proveApplied(prod, tables) {
    const problems = [];
    for (const { target } of tables) {
        const { rows, columns } = await stillDifferent(prod, target);
        if (rows > 0)
            problems.push(rewritten(target, rows, columns));
    }
    if (problems.length > 0)
        throw new errors/* DeployError */.sH(problems);
}
/** In mode insert, existing rows may differ as they like; those just inserted may not. */
async function stillDifferent(prod, target) {
    const wrong = target.mode === 'upsert'
        ? (0,difference/* differs */.Ag)(target)
        : `(${(0,difference/* differs */.Ag)(target)} and s.ctid in (select c.stage_row from ${staging/* CHANGES */.Y6} c where c.target = ${target.at}))`;
    const [found] = await prod.query(`with wrong as (select ${(0,difference/* changedColumns */.k8)(target.payload)} as columns
                      from ${(0,difference/* pairing */.L8)(target)} where ${(0,difference/* isNew */.BS)(target)} or ${wrong})
     select (select count(*)::integer from wrong) as rows,
            array(select distinct u.name from wrong, unnest(wrong.columns) u (name) order by u.name) as columns`);
    return found ?? { rows: 0, columns: [] };
}
function rewritten(target, rows, columns) {
    const triggers = target.triggers.map(({ name }) => name);
    const whole = columns.length === 0 || columns.length === target.payload.length;
    const names = columns.map((name) => /^[a-z_][a-z0-9_]*$/.test(name) ? name : JSON.stringify(name));
    return {
        attempted: `promote ${target.name}`,
        found: whole
            ? `${rows} rows are not as they were written; nothing was applied`
            : `${rows} rows hold other values in ${columns.map(promotion_target/* quoted */.TL).join(', ')} than were written; nothing was applied`,
        likelyCause: triggers.length === 0
            ? 'a trigger of another table writes into this one'
            : `a trigger rewrites them (${triggers.join(', ')})`,
        nextAction: whole
            ? 'look at the triggers, then run the failed jobs again'
            : `leave the columns to production: {table: ${target.name}, exclude: [${names.join(', ')}]}`,
    };
}

;// CONCATENATED MODULE: ./src/promotion/sequences.ts


/**
 * Moves the sequences behind the written columns past their largest value, never back. setval is
 * not undone by a rollback, which is harmless in this direction: some numbers are skipped. Hence the
 * last thing before COMMIT. A descending sequence moves the other way.
 */
async function raiseSequences(prod, targets) {
    const raised = [];
    for (const target of targets) {
        for (const sequence of target.sequences) {
            raised.push(...(await raise(prod, target, sequence)));
        }
    }
    return raised;
}
/** `is_called` false means that `last_value` itself is the next number to be handed out. */
async function raise(prod, { name: table }, { name, column, descending }) {
    const [furthest, beyond] = descending ? ['min', '<'] : ['max', '>'];
    return prod.query(`select ${(0,promotion_target/* literal */.eu)(name)}::text as sequence, s.last_value::text as from,
            setval(${(0,promotion_target/* literal */.eu)(name)}::regclass, t.furthest, true)::text as to
       from ${name} s, (select ${furthest}(${(0,promotion_target/* quoted */.TL)(column)})::bigint as furthest from ${table}) t
      where t.furthest ${beyond} s.last_value or (t.furthest = s.last_value and not s.is_called)`);
}

// EXTERNAL MODULE: ./src/promotion/images.ts
var promotion_images = __webpack_require__(82879);
;// CONCATENATED MODULE: ./src/promotion/order.ts
/**
 * Targets in the order in which their rows may be inserted: parents before children. Tables that
 * refer to each other in a circle share a group, and are inserted by one statement: foreign keys are
 * checked at its end. (Tarjan's strongly connected components, which come out parents first.)
 */
function inInsertOrder(targets) {
    const numbers = new Map();
    const open = [];
    const groups = [];
    const visit = (target) => {
        const number = numbers.size;
        numbers.set(target, number);
        open.push(target);
        let low = number;
        for (const { parent } of target.parents) {
            const next = targets.find(({ oid }) => oid === parent);
            if (next === undefined)
                continue;
            if (!numbers.has(next))
                low = Math.min(low, visit(next));
            else if (open.includes(next))
                low = Math.min(low, numbers.get(next) ?? low);
        }
        if (low === number)
            groups.push(open.splice(open.indexOf(target)));
        return low;
    };
    for (const target of targets)
        if (!numbers.has(target))
            visit(target);
    return groups;
}

// EXTERNAL MODULE: ./src/promotion/parking.ts
var parking = __webpack_require__(24701);
// EXTERNAL MODULE: ./src/promotion/prediction/uniques.ts
var uniques = __webpack_require__(64315);
;// CONCATENATED MODULE: ./src/promotion/write.ts







/**
 * Writes the changes into the locked tables: parents before children, only rows that differ, and of
 * those only the columns that differ. Every statement must touch exactly the rows that were planned.
 */
async function write(prod, tables) {
    // Helps where a constraint is deferrable, does nothing elsewhere, and needs no privilege.
    await prod.query('set constraints all deferred');
    const groups = inInsertOrder(tables.map(({ target }) => target));
    for (const group of groups) {
        const changed = group.filter((target) => has(tables, target, 'updates'));
        for (const target of changed)
            await park(prod, target);
        const added = group.filter((target) => has(tables, target, 'inserts'));
        if (added.length > 0)
            await insert(prod, added, tables);
        for (const target of changed)
            await update(prod, target);
    }
    await prod.query('set constraints all immediate');
}
/** Empties a unique column of rows whose value another changed row is about to take. */
async function park(prod, target) {
    for (const index of target.uniques) {
        if (index.primary || !index.immediate || !(0,uniques/* isJudgeable */.Y)(index, target))
            continue;
        const column = (0,parking/* parkingColumn */.n)(target, index);
        if (column === undefined)
            continue;
        const parked = await prod.query(`update ${target.name} p set ${(0,promotion_target/* quoted */.TL)(column)} = null
         from ${(0,parking/* colliders */.K)(target, index)} held where ${(0,promotion_target/* sameKey */.el)(target, 'held', 'p')}
       returning 1`);
        if (parked.length === 0)
            continue;
        // The final update must fill the column again, also in rows where it does not change.
        await prod.query(`update ${staging/* CHANGES */.Y6} set changed = changed || ${(0,promotion_target/* literal */.eu)(column)}::text
        where target = ${target.at} and op = 'update' and not changed && array[${(0,promotion_target/* literal */.eu)(column)}]`);
    }
}
/** Tables in one group go in one statement: foreign keys are checked at its end. */
async function insert(prod, group, tables) {
    const parts = group.map((target) => `${part(target)} as (
         insert into ${target.name} (${target.columns.map(promotion_target/* quoted */.TL).join(', ')}) overriding system value
         select ${(0,promotion_target/* list */.p_)('s', target.columns)} from ${(0,promotion_images/* changedRows */.CH)(target)} where c.op = 'insert'
         returning 1)`);
    const counts = group.map((target) => `(select count(*) from ${part(target)}) as ${part(target)}`);
    const [row] = await prod.query(`with ${parts.join(', ')} select ${counts.join(', ')}`);
    for (const target of group) {
        const planned = tables.find((table) => table.target === target)?.difference.inserts ?? 0;
        expect(target, 'inserted', Number(row?.[`rows ${target.at}`]), planned);
    }
}
/** One statement for each set of columns that changes together. */
async function update(prod, target) {
    const sets = await prod.query(`select changed, count(*)::integer as rows from ${staging/* CHANGES */.Y6}
      where target = ${target.at} and op = 'update' group by changed order by changed`);
    for (const { changed, rows } of sets) {
        const assignments = changed.map((name) => `${(0,promotion_target/* quoted */.TL)(name)} = s.${(0,promotion_target/* quoted */.TL)(name)}`);
        const [row] = await prod.query(`with written as (
         update ${target.name} p set ${assignments.join(', ')}
           from ${(0,promotion_images/* changedRows */.CH)(target)}
          where c.op = 'update' and c.changed = array[${changed.map(promotion_target/* literal */.eu).join(', ')}]
            and ${(0,promotion_target/* sameKey */.el)(target, 's', 'p')}
         returning 1)
       select count(*)::integer as rows from written`);
        expect(target, 'updated', row?.rows ?? 0, rows);
    }
}
function expect(target, done, rows, planned) {
    if (rows === planned)
        return;
    throw new errors/* DeployError */.sH({
        attempted: `promote ${target.name}`,
        found: `${rows} rows were ${done} instead of ${planned}; nothing was applied`,
        likelyCause: 'a BEFORE trigger of the table leaves rows out',
        nextAction: 'change the trigger so that it lets these rows pass, then run the failed jobs again',
    });
}
function has(tables, target, kind) {
    return tables.some((table) => table.target === target && table.difference[kind] > 0);
}
function part({ at }) {
    return (0,promotion_target/* quoted */.TL)(`rows ${at}`);
}

;// CONCATENATED MODULE: ./src/promotion/apply.ts









/**
 * Applies exactly the preview, in one transaction, or nothing. Stages again before it locks, so that
 * the locks are short; compares under the locks, where nothing can move any more.
 * @throws {DeployError} naming what moved, blocked, or was rewritten; nothing is applied then,
 *   unless it says that the outcome is unknown.
 */
async function apply(databases, request, preview, settings) {
    const { prod, disclosure } = databases;
    let transaction;
    let sequences = [];
    const attempt = async () => {
        const { tables, digest } = await (0,comparison/* compare */.U)(databases, request, {
            copied: (targets) => lockTables(prod, targets),
        });
        const targets = tables.map(({ target }) => target);
        if (digest !== preview.digest)
            throw await nameDrift(prod, targets, disclosure);
        await settings.mutex.check();
        // Triggers and checks of the team run here: they get the settings that they are used to.
        await (0,ambient/* useRolesSettings */.AX)(prod, true);
        await write(prod, tables);
        await (0,postgres_transaction.pinSettings)(prod);
        await proveApplied(prod, tables);
        sequences = [...(await raiseSequences(prod, targets))];
        transaction = await (0,commit/* currentTransaction */.c)(prod);
    };
    try {
        await retryingLocks(prod, preview.oids, settings, () => (0,postgres_transaction.withTransaction)(prod, 'read committed', attempt));
        return { sequences, answeredLate: false };
    }
    catch (error) {
        if (transaction === undefined || (0,ambient/* isRefusal */.vu)(error))
            throw disclosure.explain(error, 'apply the preview');
        // Everything was written, and only the answer to COMMIT is missing.
        const { clock, signal, reconnect } = settings;
        const outcome = await (0,commit/* outcomeOf */.sG)(transaction, reconnect, clock, signal);
        if (outcome !== 'committed')
            throw (0,commit/* notCommitted */.Kc)(outcome, error);
        return { sequences, answeredLate: true };
    }
}


/***/ }),

/***/ 65496:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jr: () => (/* binding */ OutcomeUnknown),
/* harmony export */   Kc: () => (/* binding */ notCommitted),
/* harmony export */   c: () => (/* binding */ currentTransaction),
/* harmony export */   sG: () => (/* binding */ outcomeOf)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);

const LOOKS = 10;
const PAUSE_MS = 1_000;
/** The transaction's own id, by which its outcome can be asked for later. */
async function currentTransaction(prod) {
    const [row] = await prod.query('select pg_current_xact_id()::text as id');
    return row?.id ?? '';
}
/**
 * What became of a transaction whose COMMIT got no answer. The server remembers: no guess from the
 * rows, which someone else may have written since. A cancelled step looks once.
 * @param reconnect opens a new session in the same database.
 */
async function outcomeOf(transaction, reconnect, clock, signal) {
    for (let look = 1; look <= LOOKS; look += 1) {
        const status = await reconnect((prod) => statusOf(transaction, prod)).catch(() => undefined);
        if (status === 'committed' || status === 'aborted')
            return status;
        if (look < LOOKS && !signal.aborted) {
            await clock.sleep(PAUSE_MS, signal).catch(() => undefined);
        }
        if (signal.aborted)
            break;
    }
    return 'unknown';
}
async function statusOf(transaction, prod) {
    const [row] = await prod.query('select pg_xact_status($1::xid8) as status', [transaction]);
    return row?.status ?? undefined;
}
/** Production holds all of the promotion or nothing of it, and nobody could be asked which. */
class OutcomeUnknown extends _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DeployError */ .sH {
}
function notCommitted(outcome, cause) {
    const aborted = outcome === 'aborted';
    const Kind = aborted ? _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DeployError */ .sH : OutcomeUnknown;
    return new Kind({
        attempted: 'commit the promotion',
        found: aborted
            ? 'the connection was lost at COMMIT, and the server says that it rolled back: nothing was applied'
            : 'the connection was lost at COMMIT, and the server could not be asked since: all of it was applied, or nothing',
        likelyCause: 'the server restarted, an administrator ended the session, or the network dropped it',
        nextAction: aborted
            ? 'check the server, then run the failed jobs again'
            : 'run promote with promote-mode: preview; no differences mean that it was applied',
    }, { cause });
}


/***/ }),

/***/ 52356:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  U: () => (/* binding */ compare)
});

// EXTERNAL MODULE: ./src/postgres/transaction.ts
var transaction = __webpack_require__(81979);
// EXTERNAL MODULE: ./src/promotion/difference.ts
var difference = __webpack_require__(84902);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./node_modules/pg-copy-streams/index.js
var pg_copy_streams = __webpack_require__(26901);
// EXTERNAL MODULE: ./src/promotion/staging.ts
var staging = __webpack_require__(36940);
;// CONCATENATED MODULE: ./src/promotion/digest.ts



/** Part of every digest: raise it when what a digest covers, or its form, changes. */
const FORMAT = 'db-deploy promotion 1';
/**
 * sha256 (hex) over the request, what the schema says of each table, and every change with its key
 * and the hashes of the row before and after, sorted. Equal digests mean: the same writes.
 * Streamed, so that memory does not grow with the changes.
 */
async function digestOf(prod, request, targets) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    hash.update(JSON.stringify([FORMAT, request.maxChangePercent, targets.map(described)]));
    const changes = prod.client.query((0,pg_copy_streams.to)(`copy (select target, op, key, pre, post from ${staging/* CHANGES */.Y6}
              order by target, key collate "C", op collate "C") to stdout`));
    for await (const chunk of changes)
        hash.update(chunk);
    return hash.digest('hex');
}
/** Without oids: a restored database has others. */
function described(target) {
    return [
        target.name,
        target.mode,
        target.key.map(({ name }) => name),
        target.columns.map((name) => [name, target.types[name], target.required.includes(name)]),
        target.uniques.map(({ name, expressions, predicate }) => [name, expressions, predicate]),
        target.checks.map(({ name, expression }) => [name, expression]),
        [...target.parents, ...target.children].map((key) => [
            key.name,
            key.childName,
            key.childColumns,
            key.parentName,
            key.parentColumns,
        ]),
        target.triggers.map(({ name, onInsert, onUpdate }) => [name, onInsert, onUpdate]),
    ];
}

// EXTERNAL MODULE: ./src/promotion/survey.ts + 6 modules
var survey = __webpack_require__(25684);
;// CONCATENATED MODULE: ./src/promotion/comparison.ts





/**
 * Compares development with production inside production's open transaction; the changes stand in
 * {@link CHANGES} afterwards. Development is read in one snapshot.
 */
async function compare({ prod, withDev, statementMs, disclosure, log }, request, moments) {
    await (0,transaction.pinSettings)(prod);
    // The joins of this transaction are few and large; the default of 4 MB would sort them on disk.
    await prod.query(`set local work_mem = '64MB'`);
    const staged = await withDev((dev) => (0,transaction.withTransaction)(dev, 'snapshot', async () => {
        await (0,transaction.pinSettings)(dev);
        await dev.query(`select set_config('statement_timeout', $1, true)`, [String(statementMs)]);
        const targets = await (0,survey.survey)(dev, prod, request);
        await (0,staging/* createStages */.kk)(prod, targets);
        await moments.staged?.();
        const tables = [];
        for (const target of targets) {
            const rows = await (0,staging/* copyRows */.D9)(dev, prod, target).catch((error) => {
                throw disclosure.explain(error, `copy ${target.name} from development into a temporary table`);
            });
            log.info(`${target.name}: ${rows} rows read from development`);
            tables.push({ target, rows });
        }
        return tables;
    }));
    if (staged.length > 0) {
        await prod.query(`analyze ${staged.map(({ target }) => (0,staging/* stageOf */.gV)(target)).join(', ')}`);
    }
    await moments.copied?.(staged.map(({ target }) => target));
    const tables = [];
    for (const { target, rows } of staged) {
        tables.push({ target, difference: await (0,difference/* findDifference */.Hl)(prod, target, rows) });
    }
    await prod.query(`analyze ${staging/* CHANGES */.Y6}`);
    const targets = staged.map(({ target }) => target);
    return { tables, digest: await digestOf(prod, request, targets) };
}


/***/ }),

/***/ 84902:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ag: () => (/* binding */ differs),
/* harmony export */   BS: () => (/* binding */ isNew),
/* harmony export */   Hl: () => (/* binding */ findDifference),
/* harmony export */   L8: () => (/* binding */ pairing),
/* harmony export */   k8: () => (/* binding */ changedColumns)
/* harmony export */ });
/* harmony import */ var _staging_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(36940);
/* harmony import */ var _target_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83892);


/**
 * Pairs the stage with the table by the key and writes every row that promotion would touch into
 * the table of changes, with the hash of its content before and after. Rows are compared by
 * `record_image_ne`: `=` does not exist for json and point, calls boxes of equal area equal, and
 * takes '1 month' for '30 days'.
 */
async function findDifference(prod, target, devRows) {
    const { payload, columns } = target;
    const [counted] = await prod.query(`with found as (
       insert into ${_staging_js__WEBPACK_IMPORTED_MODULE_0__/* .CHANGES */ .Y6} (target, op, key, pre, post, changed, stage_row)
       select ${target.at}, case when ${isNew(target)} then 'insert' else 'update' end,
              ${(0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .keyText */ .Pu)(target, 's')},
              case when not ${isNew(target)} then ${hash((0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .image */ .Sl)('p', columns))} end,
              ${hash((0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .image */ .Sl)('s', columns))},
              case when not ${isNew(target)} then ${changedColumns(payload)} end,
              s.ctid
         from ${pairing(target)}
        where ${isNew(target)} ${target.mode === 'upsert' ? `or ${differs(target)}` : ''}
       returning op)
     select (select count(*) from ${target.name}) as "prodRows",
            count(*) filter (where op = 'insert') as inserts,
            count(*) filter (where op = 'update') as updates,
            ${target.mode === 'upsert' ? '0' : `(select count(*) from ${pairing(target)} where not ${isNew(target)} and ${differs(target)})`} as left
       from found`);
    return {
        devRows,
        prodRows: Number(counted?.prodRows),
        inserts: Number(counted?.inserts),
        updates: Number(counted?.updates),
        left: Number(counted?.left),
    };
}
/** Development's rows (s) beside production's of the same key (p), where there is one. */
function pairing(target) {
    return `${(0,_staging_js__WEBPACK_IMPORTED_MODULE_0__/* .stageOf */ .gV)(target)} s left join ${target.name} p on ${(0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .sameKey */ .el)(target, 's', 'p')}`;
}
/** The key is NOT NULL, so a NULL means that the join found no row. */
function isNew({ key: [first] }) {
    return `(p.${(0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(first?.name ?? '')} is null)`;
}
function differs({ payload }) {
    if (payload.length === 0)
        return 'false';
    return `record_image_ne(${(0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .image */ .Sl)('s', payload)}, ${(0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .image */ .Sl)('p', payload)})`;
}
/** Names of the columns in which s and p differ, as text[]. */
function changedColumns(payload) {
    const each = payload.map((name) => `case when record_image_ne(${(0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .image */ .Sl)('s', [name])}, ${(0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .image */ .Sl)('p', [name])}) then ${(0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .eu)(name)} end`);
    return `array_remove(array[${each.join(', ')}]::text[], null)`;
}
function hash(value) {
    return `encode(sha256(convert_to(${value}::text, 'UTF8')), 'hex')`;
}


/***/ }),

/***/ 92372:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KE: () => (/* binding */ listed),
/* harmony export */   V: () => (/* binding */ CLOSED),
/* harmony export */   uo: () => (/* binding */ capped),
/* harmony export */   vP: () => (/* binding */ OPEN)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var pg__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83849);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83916);



const LONGEST_SHOWN = 200;
const OPEN = {
    values: true,
    key: capped,
    explain: (error, attempted) => explained(error, attempted, messageAndDetail),
};
const CLOSED = {
    values: false,
    key: (text) => `sha256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(text).digest('hex').slice(0, 16)}`,
    explain: (error, attempted) => explained(error, attempted, codeAndNames),
};
/** Text of a row, short enough for a page. */
function capped(text) {
    return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)} …` : text;
}
/** `3 rows: 4, 7, 9`; says how many more there are. */
function listed(rows, keys, disclosure) {
    const more = rows > keys.length ? ` and ${rows - keys.length} more` : '';
    return `${rows} ${rows === 1 ? 'row' : 'rows'}: ${keys.map((key) => disclosure.key(key)).join(', ')}${more}`;
}
function explained(error, attempted, words) {
    if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .DeployError */ .sH)
        return error;
    const refused = error instanceof pg__WEBPACK_IMPORTED_MODULE_1__/* ["default"].DatabaseError */ .Ay.DatabaseError;
    const problem = {
        attempted,
        found: words(error),
        nextAction: `${refused ? 'correct what the server names' : 'check both servers and the network'}, then run the failed jobs again; nothing was applied`,
    };
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .DeployError */ .sH(problem, { cause: error });
}
function messageAndDetail(error) {
    const detail = error instanceof pg__WEBPACK_IMPORTED_MODULE_1__/* ["default"].DatabaseError */ .Ay.DatabaseError ? error.detail : undefined;
    return detail === undefined ? (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error) : `${(0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)} (${detail})`;
}
/** A message can quote a value (`invalid input value for enum mood: "…"`); names of objects cannot. */
function codeAndNames(error) {
    if (!(error instanceof pg__WEBPACK_IMPORTED_MODULE_1__/* ["default"].DatabaseError */ .Ay.DatabaseError))
        return (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error);
    const { code, schema, table, column, constraint, dataType } = error;
    const names = Object.entries({ schema, table, column, constraint, type: dataType }).flatMap(([kind, name]) => (name === undefined ? [] : [`${kind} ${name}`]));
    return [`the server's error ${code ?? 'without a code'}`, ...names].join(', ');
}


/***/ }),

/***/ 82879:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CH: () => (/* binding */ changedRows),
/* harmony export */   X6: () => (/* binding */ newImages),
/* harmony export */   a0: () => (/* binding */ oldImages),
/* harmony export */   d2: () => (/* binding */ finalImages),
/* harmony export */   "do": () => (/* binding */ CHANGE_KEY),
/* harmony export */   f_: () => (/* binding */ entry),
/* harmony export */   jO: () => (/* binding */ entries),
/* harmony export */   yI: () => (/* binding */ touches)
/* harmony export */ });
/* harmony import */ var _staging_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(36940);
/* harmony import */ var _target_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83892);


/** Columns that describe the change, beside the row's own; the blank keeps them apart from any sane name. */
const CHANGE_KEY = '"db_deploy key"';
const CHANGE_OP = '"db_deploy op"';
const CHANGE_COLUMNS = '"db_deploy changed"';
/** The changes of a target (c) with the staged rows behind them (s). */
function changedRows(target) {
    return `${_staging_js__WEBPACK_IMPORTED_MODULE_0__/* .CHANGES */ .Y6} c join ${(0,_staging_js__WEBPACK_IMPORTED_MODULE_0__/* .stageOf */ .gV)(target)} s on s.ctid = c.stage_row and c.target = ${target.at}`;
}
/** What an index holds of a row, one column a part, under names that no table has. */
function entries({ expressions }) {
    return expressions.map((expression, at) => `${expression} as ${entry(at)}`).join(', ');
}
function entry(at) {
    return `"db_deploy entry ${at}"`;
}
/** Every row to be inserted or updated, as it will be. */
function newImages(target) {
    return `(select c.key as ${CHANGE_KEY}, c.op as ${CHANGE_OP}, c.changed as ${CHANGE_COLUMNS},
                  ${(0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .list */ .p_)('s', target.columns)} from ${changedRows(target)})`;
}
/** Every row to be updated, as it is now. */
function oldImages(target) {
    return `(select c.key as ${CHANGE_KEY}, c.changed as ${CHANGE_COLUMNS}, ${(0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .list */ .p_)('p', target.columns)}
             from ${changedRows(target)} join ${target.name} p on ${(0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .sameKey */ .el)(target, 's', 'p')}
            where c.op = 'update')`;
}
/** The whole table as it will be. */
function finalImages(target) {
    return `(select ${(0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .list */ .p_)('s', target.columns)} from ${changedRows(target)}
           union all
           select ${(0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .list */ .p_)('p', target.columns)} from ${target.name} p
            where not exists (select from ${changedRows(target)}
                               where c.op = 'update' and ${(0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .sameKey */ .el)(target, 's', 'p')}))`;
}
/** Whether a row of {@link newImages} is new, or changes one of the columns. */
function touches(columns) {
    const names = columns.map(_target_js__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .eu).join(', ');
    return `(${CHANGE_OP} = 'insert' or ${CHANGE_COLUMNS} && array[${names}]::text[])`;
}


/***/ }),

/***/ 14431:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K$: () => (/* binding */ NOTHING),
/* harmony export */   SE: () => (/* binding */ MOST_NAMED),
/* harmony export */   XE: () => (/* binding */ asFindings),
/* harmony export */   bs: () => (/* binding */ together),
/* harmony export */   nN: () => (/* binding */ offenders)
/* harmony export */ });
/* harmony import */ var _record_finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11836);
/* harmony import */ var _ambient_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(66717);
/* harmony import */ var _disclosure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(92372);



/** How many offenders are named; all are counted. */
const MOST_NAMED = 10;
const NOTHING = { offences: [], unjudged: [] };
function together(predictions) {
    return {
        offences: predictions.flatMap(({ offences }) => offences),
        unjudged: predictions.flatMap(({ unjudged }) => unjudged),
    };
}
/**
 * Counts and names the rows that a query finds.
 * @param query gives the keys of the offenders, as text, in one column; duplicates do not count twice.
 */
async function offenders(prod, query, rule) {
    const answer = await (0,_ambient_js__WEBPACK_IMPORTED_MODULE_1__/* .askAside */ .WP)(prod, `with offenders (key) as (select distinct found.key collate "C" from (${query}) found (key))
     select (select count(*)::integer from offenders) as rows,
            array(select key from offenders order by length(key), key collate "C"
                   limit ${MOST_NAMED}) as keys`);
    if (!answer.ok) {
        return {
            offences: [],
            unjudged: [
                { name: rule.name, reason: `the server could not evaluate it beforehand (${answer.code})` },
            ],
        };
    }
    const [row] = answer.rows;
    if (row === undefined || row.rows === 0)
        return NOTHING;
    return { offences: [{ ...rule, ...row }], unjudged: [] };
}
function asFindings({ offences, unjudged }, disclosure) {
    return [
        ...offences.map(({ name, expected, rows, keys, fix }) => (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)(name, { expected, found: (0,_disclosure_js__WEBPACK_IMPORTED_MODULE_2__/* .listed */ .KE)(rows, keys, disclosure), fix })),
        ...unjudged.map(({ name, reason, fix }) => (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .couldNotVerify */ .ke)(name, reason, fix)),
    ];
}


/***/ }),

/***/ 24701:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ colliders),
/* harmony export */   n: () => (/* binding */ parkingColumn)
/* harmony export */ });
/* harmony import */ var _images_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(82879);
/* harmony import */ var _target_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83892);


/**
 * The column that rows may leave empty for a moment so that others can take their unique value;
 * undefined when the index has none that is nullable, plain and ours.
 */
function parkingColumn(target, index) {
    if (index.nullsEqual)
        return undefined;
    return index.columns.find((name) => name !== null && target.payload.includes(name) && !target.required.includes(name));
}
/**
 * The rows that hold now what another changed row is to get: their key columns, and {@link CHANGE_KEY}.
 * A unique index is checked row by row, so even a plain swap in one UPDATE fails.
 */
function colliders(target, index) {
    const key = (0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .list */ .p_)('x', target.key.map(({ name }) => name));
    const where = index.predicate === null ? '' : `where (${index.predicate})`;
    const equal = index.operators.map((by, at) => `o.${(0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f_)(at)} ${by ?? '='} n.${(0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f_)(at)}`);
    return `(select distinct ${(0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .list */ .p_)('o', target.key.map(({ name }) => name))}, o.${_images_js__WEBPACK_IMPORTED_MODULE_0__/* .CHANGE_KEY */ ["do"]}
             from (select x.${_images_js__WEBPACK_IMPORTED_MODULE_0__/* .CHANGE_KEY */ ["do"]}, ${key}, ${(0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .entries */ .jO)(index)} from ${(0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .oldImages */ .a0)(target)} x ${where}) o
             join (select ${key}, ${(0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .entries */ .jO)(index)} from ${(0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .newImages */ .X6)(target)} x ${where}) n
               on ${equal.join(' and ')}
            where not (${(0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .sameKey */ .el)(target, 'o', 'n')}))`;
}


/***/ }),

/***/ 64315:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ isJudgeable),
/* harmony export */   y: () => (/* binding */ predictUniques)
/* harmony export */ });
/* harmony import */ var _images_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(82879);
/* harmony import */ var _offence_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(14431);
/* harmony import */ var _staging_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(36940);
/* harmony import */ var _target_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(83892);
/* harmony import */ var _parking_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(24701);





/** Rows that would share a unique value once everything is applied, or that cannot get past each other. */
async function predictUniques(prod, target, inserts) {
    const predictions = [await predictDuplicateKeys(prod, target)];
    for (const index of target.uniques.filter(({ primary }) => !primary)) {
        if (!inserts && !(0,_target_js__WEBPACK_IMPORTED_MODULE_3__/* .mayChange */ .yv)(target, index.uses))
            continue;
        const name = `${target.name}: unique index ${index.name}`;
        if (!isJudgeable(index, target)) {
            const reason = 'it reads columns that production owns, or compares in a way of its own; the server checks it when rows are written';
            predictions.push({ offences: [], unjudged: [{ name, reason }] });
            continue;
        }
        predictions.push(await (0,_offence_js__WEBPACK_IMPORTED_MODULE_1__/* .offenders */ .nN)(prod, collisions(target, index), {
            name,
            expected: 'every value once',
            fix: 'the same thing stands under another key, or twice: give it one key on both sides',
        }), await predictSwaps(prod, target, index, name));
    }
    return (0,_offence_js__WEBPACK_IMPORTED_MODULE_1__/* .together */ .bs)(predictions);
}
function isJudgeable({ uses, operators }, { columns }) {
    return uses.every((name) => columns.includes(name)) && !operators.includes(null);
}
/** Two staged rows that production's equality takes for one: citext, nondeterministic collations. */
async function predictDuplicateKeys(prod, target) {
    const query = `select ${(0,_target_js__WEBPACK_IMPORTED_MODULE_3__/* .keyText */ .Pu)(target, 's')} from ${(0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .changedRows */ .CH)(target)}
                   join ${(0,_staging_js__WEBPACK_IMPORTED_MODULE_2__/* .stageOf */ .gV)(target)} o on ${(0,_target_js__WEBPACK_IMPORTED_MODULE_3__/* .sameKey */ .el)(target, 's', 'o')} and o.ctid <> s.ctid`;
    return (0,_offence_js__WEBPACK_IMPORTED_MODULE_1__/* .offenders */ .nN)(prod, query, {
        name: `${target.name}: primary key`,
        expected: 'keys that production tells apart',
        fix: 'production’s collation takes these keys for equal: rename one of them in development',
    });
}
function collisions(target, index) {
    const key = (0,_target_js__WEBPACK_IMPORTED_MODULE_3__/* .list */ .p_)('x', target.key.map(({ name }) => name));
    const where = index.predicate === null ? '' : `where (${index.predicate})`;
    const touched = `${where === '' ? 'where' : `${where} and`} ${(0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .touches */ .yI)(index.uses)}`;
    const equal = index.operators.map((operator, at) => {
        const same = `n.${(0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f_)(at)} ${operator ?? '='} f.${(0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f_)(at)}`;
        const empty = `n.${(0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f_)(at)} is null and f.${(0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f_)(at)} is null`;
        return index.nullsEqual ? `(${same} or (${empty}))` : same;
    });
    return `select n.${_images_js__WEBPACK_IMPORTED_MODULE_0__/* .CHANGE_KEY */ ["do"]}
            from (select x.${_images_js__WEBPACK_IMPORTED_MODULE_0__/* .CHANGE_KEY */ ["do"]}, ${key}, ${(0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .entries */ .jO)(index)}
                    from ${(0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .newImages */ .X6)(target)} x ${touched}) n
            join (select ${key}, ${(0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .entries */ .jO)(index)} from ${(0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .finalImages */ .d2)(target)} x ${where}) f
              on ${equal.join(' and ')}
           where not (${(0,_target_js__WEBPACK_IMPORTED_MODULE_3__/* .sameKey */ .el)(target, 'n', 'f')})`;
}
/** The final state is fine, but on the way there two rows would hold one value, and none can be parked. */
async function predictSwaps(prod, target, index, name) {
    if (!index.immediate || (0,_parking_js__WEBPACK_IMPORTED_MODULE_4__/* .parkingColumn */ .n)(target, index) !== undefined) {
        return { offences: [], unjudged: [] };
    }
    return (0,_offence_js__WEBPACK_IMPORTED_MODULE_1__/* .offenders */ .nN)(prod, `select held.${_images_js__WEBPACK_IMPORTED_MODULE_0__/* .CHANGE_KEY */ ["do"]} from ${(0,_parking_js__WEBPACK_IMPORTED_MODULE_4__/* .colliders */ .K)(target, index)} held`, {
        name: `${name}, on the way`,
        expected: 'values that no other changed row holds until then',
        fix: 'these rows hand their values to one another, and the server checks every row at once: make the constraint DEFERRABLE, allow NULL in one of its columns, or promote in two steps',
    });
}


/***/ }),

/***/ 26177:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  V: () => (/* binding */ preview)
});

// EXTERNAL MODULE: ./src/record/finding.ts
var finding = __webpack_require__(11836);
// EXTERNAL MODULE: ./src/postgres/transaction.ts
var transaction = __webpack_require__(81979);
// EXTERNAL MODULE: ./src/promotion/comparison.ts + 1 modules
var comparison = __webpack_require__(52356);
// EXTERNAL MODULE: ./src/promotion/images.ts
var promotion_images = __webpack_require__(82879);
// EXTERNAL MODULE: ./src/promotion/offence.ts
var offence = __webpack_require__(14431);
// EXTERNAL MODULE: ./src/promotion/target.ts
var promotion_target = __webpack_require__(83892);
;// CONCATENATED MODULE: ./src/promotion/guards.ts




/**
 * In a table of ten rows two changes are 20 percent already. So many updated rows pass whatever
 * their share, unless the limit is 0: then no existing row may change.
 */
const ALWAYS_ALLOWED_UPDATES = 5;
/** Guards that stop a promotion that would do what nobody meant. */
async function guard(prod, tables, maxChangePercent, disclosure) {
    const ids = [];
    for (const { target, difference } of tables) {
        if (difference.updates > 0)
            ids.push(...(await guardIds(prod, target, disclosure)));
    }
    return [
        ...passOr('empty source', 'no table is empty in development alone', tables.flatMap(guardSource)),
        ...passOr('share of changed rows', `at most ${maxChangePercent} % of the existing rows change`, tables.flatMap((table) => guardShare(table, maxChangePercent))),
        ...passOr('ids mean the same', 'no update gives an id another unique value', ids),
    ];
}
function passOr(name, found, failures) {
    return failures.length === 0 ? [(0,finding/* pass */.IX)(name, found)] : failures;
}
function guardSource({ target, difference: { devRows, prodRows } }) {
    if (devRows > 0 || prodRows === 0)
        return [];
    return [
        (0,finding/* fail */.fJ)(`${target.name}: empty source`, {
            expected: 'rows in development',
            found: `none in development, ${prodRows} in production`,
            fix: 'check that DEV_DATABASE_URL is the database where the rows are maintained, or take the table off the list',
        }),
    ];
}
function guardShare({ target, difference }, maxChangePercent) {
    const { updates, prodRows } = difference;
    const floor = maxChangePercent === 0 ? 0 : ALWAYS_ALLOWED_UPDATES;
    if (updates <= floor || updates * 100 <= maxChangePercent * prodRows)
        return [];
    const percent = Math.round((updates * 1_000) / prodRows) / 10;
    return [
        (0,finding/* fail */.fJ)(`${target.name}: share of changed rows`, {
            expected: `at most ${maxChangePercent} % of the existing rows, or ${floor} rows`,
            found: `${updates} of ${prodRows} rows would be updated (${percent} %)`,
            fix: 'look at the preview; if it is right, raise max-change-percent for this run',
        }),
    ];
}
/**
 * Ids from a sequence are handed out on each side by itself: an update that changes a unique column
 * is most likely another thing under the same id.
 */
async function guardIds(prod, target, disclosure) {
    if (!(0,promotion_target/* isSequenceBacked */.Qs)(target))
        return [];
    const compared = target.uniques.filter(({ operators }) => !operators.includes(null));
    const unique = new Set(compared.flatMap(({ uses }) => uses));
    const telling = target.payload.filter((name) => unique.has(name));
    if (telling.length === 0)
        return [];
    const query = `select c.key from ${(0,promotion_images/* changedRows */.CH)(target)}
    where c.op = 'update' and c.changed && array[${telling.map(promotion_target/* literal */.eu).join(', ')}]::text[]`;
    const prediction = await (0,offence/* offenders */.nN)(prod, query, {
        name: `${target.name}: ids differ`,
        expected: `the same ${telling.join(', ')} under the same id on both sides`,
        fix: 'ids come from a sequence on each side, so these rows are probably different things: give them the same ids, or take the table off the list (`ids: remap` comes with a later version)',
    });
    return (0,offence/* asFindings */.XE)(prediction, disclosure);
}

;// CONCATENATED MODULE: ./src/promotion/prediction/checks.ts



/** Rows that a CHECK of production refuses. NULL passes, as it does on the server. */
async function predictChecks(prod, target, inserts) {
    const predictions = [];
    for (const { name, expression, uses } of target.checks) {
        if (!inserts && !(0,promotion_target/* mayChange */.yv)(target, uses))
            continue;
        const rule = {
            name: `${target.name}: check ${name}`,
            expected: expression,
            fix: 'correct the rows in development, or the constraint by a migration',
        };
        if (!uses.every((column) => target.columns.includes(column))) {
            const reason = 'it reads columns that production owns; the server checks it when rows are written';
            predictions.push({ offences: [], unjudged: [{ name: rule.name, reason }] });
            continue;
        }
        const query = `select ${promotion_images/* CHANGE_KEY */["do"]} from ${(0,promotion_images/* newImages */.X6)(target)} x where (${expression}) is false`;
        predictions.push(await (0,offence/* offenders */.nN)(prod, query, rule));
    }
    return (0,offence/* together */.bs)(predictions);
}

;// CONCATENATED MODULE: ./src/promotion/prediction/references.ts



/** Foreign keys in both directions: parents that are missing, children that lose theirs. */
async function predictReferences(prod, target, targets) {
    const predictions = [];
    for (const key of target.parents)
        predictions.push(await missingParents(prod, target, key, targets));
    for (const key of target.children)
        predictions.push(await strandedChildren(prod, target, key));
    return (0,offence/* together */.bs)(predictions);
}
/** Parents may come with this promotion, or stand in a table that is not promoted. */
async function missingParents(prod, target, key, targets) {
    const name = `${target.name}: foreign key ${key.name}`;
    const owned = key.childColumns.filter((column) => target.columns.includes(column));
    if (owned.length === 0)
        return offence/* NOTHING */.K$;
    if (owned.length < key.childColumns.length) {
        return unjudged(name, 'it reads columns that production owns; the server checks it when rows are written');
    }
    if (!key.mayReadParent) {
        return unjudged(name, `the role may not read ${key.parentName}; the server checks it when rows are written`);
    }
    const parent = targets.find(({ oid }) => oid === key.parent);
    const comes = parent !== undefined && key.parentColumns.every((column) => parent.columns.includes(column));
    const filled = key.childColumns.map((column) => `x.${(0,promotion_target/* quoted */.TL)(column)} is not null`);
    const query = `select x.${promotion_images/* CHANGE_KEY */["do"]} from ${(0,promotion_images/* newImages */.X6)(target)} x
    where ${(0,promotion_images/* touches */.yI)(key.childColumns)} and ${filled.join(' and ')}
      and not exists (select from ${comes ? (0,promotion_images/* finalImages */.d2)(parent) : key.parentName} p
                       where ${pairs(key, 'p', 'x')})`;
    return (0,offence/* offenders */.nN)(prod, query, {
        name,
        expected: `rows of ${key.parentName} that they refer to`,
        fix: parent === undefined
            ? `add ${key.parentName} to reference-tables, or create the rows in production`
            : 'create the rows they refer to in development',
    });
}
/**
 * Rows that others refer to by a column which is to change. The server refuses that, or (ON UPDATE
 * CASCADE, SET NULL) rewrites rows that nobody previewed.
 */
async function strandedChildren(prod, target, key) {
    const name = `${target.name}: referenced by ${key.childName}, ${key.name}`;
    const changing = key.parentColumns.filter((column) => target.payload.includes(column));
    if (changing.length === 0)
        return offence/* NOTHING */.K$;
    const names = changing.map(promotion_target/* literal */.eu).join(', ');
    const changed = `from ${(0,promotion_images/* changedRows */.CH)(target)} join ${target.name} p on ${(0,promotion_target/* sameKey */.el)(target, 's', 'p')}
    where c.op = 'update' and c.changed && array[${names}]::text[]`;
    if (!key.mayReadChild) {
        const any = await (0,offence/* offenders */.nN)(prod, `select c.key ${changed}`, { name, expected: '', fix: '' });
        if (any.offences.length === 0)
            return any;
        return unjudged(name, `the role may not read ${key.childName}, which may refer to changed values`);
    }
    const query = `select c.key ${changed} and exists (
    select from ${key.childName} x where ${pairs(key, 'p', 'x')})`;
    return (0,offence/* offenders */.nN)(prod, query, {
        name,
        expected: `columns that ${key.childName} refers to stay as they are`,
        fix: `leave ${changing.join(', ')} alone by exclude: [${changing.join(', ')}], or change the value by a migration`,
    });
}
function pairs({ parentColumns, childColumns, operators }, parent, child) {
    return parentColumns
        .map((column, at) => `${parent}.${(0,promotion_target/* quoted */.TL)(column)} ${operators[at] ?? '='} ${child}.${(0,promotion_target/* quoted */.TL)(childColumns[at] ?? '')}`)
        .join(' and ');
}
function unjudged(name, reason) {
    return { offences: [], unjudged: [{ name, reason }] };
}

;// CONCATENATED MODULE: ./src/promotion/prediction/required.ts



/** NULLs on their way into columns that are NOT NULL in production. */
async function predictNotNull(prod, target) {
    const predictions = [];
    for (const name of target.required) {
        const query = `select ${promotion_images/* CHANGE_KEY */["do"]} from ${(0,promotion_images/* newImages */.X6)(target)} x where x.${(0,promotion_target/* quoted */.TL)(name)} is null`;
        predictions.push(await (0,offence/* offenders */.nN)(prod, query, {
            name: `${target.name}: NOT NULL ${name}`,
            expected: 'a value in every row',
            fix: 'fill the column in development, or allow NULL in production by a migration',
        }));
    }
    return (0,offence/* together */.bs)(predictions);
}

// EXTERNAL MODULE: ./src/promotion/prediction/uniques.ts
var uniques = __webpack_require__(64315);
;// CONCATENATED MODULE: ./src/promotion/prediction/predict.ts





/**
 * What the server would refuse if a target's changes were written, found without writing. Call it
 * only for targets with changes, and when the changes of all targets are known.
 */
async function predict(prod, { target, difference }, targets) {
    return (0,offence/* together */.bs)([
        await predictNotNull(prod, target),
        await predictChecks(prod, target, difference.inserts > 0),
        await (0,uniques/* predictUniques */.y)(prod, target, difference.inserts > 0),
        await predictReferences(prod, target, targets),
    ]);
}

// EXTERNAL MODULE: ./src/promotion/disclosure.ts
var disclosure = __webpack_require__(92372);
;// CONCATENATED MODULE: ./src/promotion/samples.ts



/** Rows shown per table; the counts are of all. */
const MOST_SHOWN = 20;
/** The first changes of a table, updates before inserts, with what changes in them if that may be said. */
async function readSamples(prod, target, disclosure) {
    const { columns } = target;
    const { values } = disclosure;
    const rows = await prod.query(`select c.op, c.key, c.changed,
            ${values ? texts('p', columns) : `'{}'::text[]`} as before,
            ${values ? texts('s', columns) : `'{}'::text[]`} as after
       from ${(0,promotion_images/* changedRows */.CH)(target)} left join ${target.name} p on ${(0,promotion_target/* sameKey */.el)(target, 's', 'p')}
      order by c.op desc, length(c.key), c.key collate "C" limit ${MOST_SHOWN}`);
    return rows.map(({ op, key, changed, before, after }) => {
        const shown = columns.filter((name) => changed === null || changed.includes(name));
        const changes = shown.map((column) => {
            const at = columns.indexOf(column);
            return { column, from: shorten(before[at]), to: shorten(after[at]) };
        });
        return { kind: op, key: disclosure.key(key), changes: values ? changes : [] };
    });
}
/** In how many updated rows each column changes, in the table's order. */
async function countColumnChanges(prod, target) {
    const rows = await prod.query(`select u.name as column, count(*)::integer as rows
       from ${(0,promotion_images/* changedRows */.CH)(target)} cross join lateral unnest(c.changed) u (name)
      where c.op = 'update' group by u.name`);
    const place = ({ column }) => target.columns.indexOf(column);
    return rows.sort((a, b) => place(a) - place(b));
}
/** A little more than is shown, so that a cut can be told from a short value. */
function texts(alias, columns) {
    return `array[${columns.map((name) => `left(${alias}.${(0,promotion_target/* quoted */.TL)(name)}::text, 250)`).join(', ')}]::text[]`;
}
function shorten(value) {
    return value == null ? null : (0,disclosure/* capped */.uo)(value);
}

// EXTERNAL MODULE: ./src/promotion/staging.ts
var staging = __webpack_require__(36940);
;// CONCATENATED MODULE: ./src/promotion/preview.ts








/**
 * What applying would do, found in a transaction that the server holds read-only: it would refuse
 * a write to any real table. Leaves the changes on the session, see {@link PREVIEWED}.
 * @throws {DeployError} when the tables cannot be compared.
 */
async function preview(databases, request) {
    return previewed(databases, request).catch((error) => {
        throw databases.disclosure.explain(error, 'preview the promotion');
    });
}
async function previewed(databases, request) {
    const { prod, disclosure } = databases;
    return (0,transaction.withTransaction)(prod, 'read committed', async () => {
        await prod.query('set transaction isolation level repeatable read');
        const { tables, digest } = await (0,comparison/* compare */.U)(databases, request, {
            // Not earlier: temporary tables cannot be created in a read-only transaction, only filled.
            staged: async () => {
                await (0,staging/* createPreviewed */.ME)(prod);
                await prod.query('set transaction read only');
            },
        });
        await prod.query(`delete from ${staging/* PREVIEWED */.Wt}`);
        await prod.query(`insert into ${staging/* PREVIEWED */.Wt} select target, op, key, pre, post from ${staging/* CHANGES */.Y6}`);
        const targets = tables.map(({ target }) => target);
        const conflicts = [];
        const shown = [];
        for (const table of tables) {
            const prediction = isChanged(table) ? await predict(prod, table, targets) : offence/* NOTHING */.K$;
            conflicts.push(...(0,offence/* asFindings */.XE)(prediction, disclosure), ...triggersAhead(table));
            shown.push(await describe(databases, table, prediction));
        }
        return {
            tables: shown,
            digest,
            oids: targets.map(({ oid }) => oid),
            findings: [
                (0,finding/* pass */.IX)('tables', `${targets.length} comparable: ${targets.map(({ name }) => name).join(', ')}`),
                (0,finding/* pass */.IX)('preview', 'made in a transaction that the server held read-only'),
                ...(await guard(prod, tables, request.maxChangePercent, disclosure)),
                ...conflicts,
                ...(conflicts.some(({ verdict }) => verdict === 'fail')
                    ? []
                    : [
                        (0,finding/* pass */.IX)('conflicts', 'production’s constraints allow every change, as far as can be told beforehand'),
                    ]),
            ],
        };
    });
}
function isChanged({ difference: { inserts, updates } }) {
    return inserts + updates > 0;
}
/** A read-only transaction cannot fire triggers: what they make of the rows shows when they are written. */
function triggersAhead({ target, difference }) {
    const firing = firingTriggers(target, difference);
    if (firing.length === 0)
        return [];
    return [
        (0,finding/* couldNotVerify */.ke)(`${target.name}: triggers`, `${firing.join(', ')} will fire; whether a promoted column is rewritten shows when the rows are written, and then nothing is applied`),
    ];
}
function firingTriggers({ triggers }, { inserts, updates }) {
    return triggers
        .filter(({ onInsert, onUpdate }) => (onInsert && inserts > 0) || (onUpdate && updates > 0))
        .map(({ name }) => name);
}
async function describe({ prod, disclosure }, { target, difference }, { offences }) {
    const { devRows, prodRows, inserts, updates, left } = difference;
    const changed = inserts + updates > 0;
    return {
        table: target.name,
        mode: target.mode,
        devRows,
        prodRows,
        inserts,
        updates,
        deletes: 0,
        // Keys are unique on both sides, so each row of development is either new or has its twin.
        kept: prodRows - (devRows - inserts),
        left,
        conflicts: offences.reduce((sum, { rows }) => sum + rows, 0),
        columnChanges: updates > 0 ? await countColumnChanges(prod, target) : [],
        samples: changed ? await readSamples(prod, target, disclosure) : [],
    };
}


/***/ }),

/***/ 36940:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D9: () => (/* binding */ copyRows),
/* harmony export */   ME: () => (/* binding */ createPreviewed),
/* harmony export */   Wt: () => (/* binding */ PREVIEWED),
/* harmony export */   Y6: () => (/* binding */ CHANGES),
/* harmony export */   gV: () => (/* binding */ stageOf),
/* harmony export */   kk: () => (/* binding */ createStages)
/* harmony export */ });
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(46466);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_stream_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var pg_copy_streams__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26901);
/* harmony import */ var _target_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83892);



/** Every row that differs, one line each, of all targets. Lives as long as the transaction. */
const CHANGES = 'pg_temp."db_deploy changes"';
/** The changes of the preview, kept on the session to name what moved until the apply. */
const PREVIEWED = 'pg_temp."db_deploy previewed"';
/** Temporary table in production that holds development's rows of one target. */
function stageOf({ at }) {
    return `pg_temp.${(0,_target_js__WEBPACK_IMPORTED_MODULE_2__/* .quoted */ .TL)(`db_deploy stage ${at}`)}`;
}
/**
 * Creates the stages with production's types and without its constraints, and the table of changes.
 * Selecting from the tables takes ACCESS SHARE on them, so no ALTER can come between until the end.
 */
async function createStages(prod, targets) {
    const stages = targets.map((target) => `create temporary table ${stageOf(target)} on commit drop as
         select ${(0,_target_js__WEBPACK_IMPORTED_MODULE_2__/* .list */ .p_)('p', target.columns)} from ${target.name} p with no data`);
    const changes = `create temporary table ${CHANGES} (
      target integer, op text, key text, pre text, post text, changed text[], stage_row tid
    ) on commit drop`;
    await prod.query([...stages, changes].join(';\n'));
}
/** Without ON COMMIT DROP: it outlives the preview's transaction, and ends with the session. */
async function createPreviewed(prod) {
    await prod.query(`create temporary table if not exists ${PREVIEWED}
       (target integer, op text, key text, pre text, post text)`);
}
/**
 * Streams development's rows of one table into its stage, as text: binary COPY corrupts in silence
 * where types differ. Returns how many there are.
 */
async function copyRows(dev, prod, target) {
    const source = dev.client.query((0,pg_copy_streams__WEBPACK_IMPORTED_MODULE_1__.to)(`copy (select ${(0,_target_js__WEBPACK_IMPORTED_MODULE_2__/* .list */ .p_)('d', target.columns)} from ${target.name} d) to stdout`));
    const sink = prod.client.query((0,pg_copy_streams__WEBPACK_IMPORTED_MODULE_1__/* .from */ .H)(`copy ${stageOf(target)} from stdin`));
    try {
        await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_0__.pipeline)(source, sink);
    }
    catch (error) {
        // A COPY TO that nobody reads any more never ends, and the ROLLBACK behind it would wait for it.
        void dev.client.end().catch(() => undefined);
        throw error;
    }
    return sink.rowCount;
}


/***/ }),

/***/ 83892:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Pu: () => (/* binding */ keyText),
/* harmony export */   Qs: () => (/* binding */ isSequenceBacked),
/* harmony export */   Sl: () => (/* binding */ image),
/* harmony export */   TL: () => (/* binding */ quoted),
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
/** Whether two rows have the same key, by the equality of the primary key's index. */
function sameKey({ key }, left, right) {
    return key
        .map(({ name, operator }) => `${left}.${quoted(name)} ${operator} ${right}.${quoted(name)}`)
        .join(' and ');
}
/** The key as text: of one column its value, of several the row. */
function keyText({ key }, alias) {
    const [first, ...rest] = key.map(({ name }) => name);
    if (first !== undefined && rest.length === 0)
        return `${alias}.${quoted(first)}::text`;
    return `${image(alias, key.map(({ name }) => name))}::text`;
}
/** Whether the key's values come from a sequence, so that the same id may mean two things. */
function isSequenceBacked({ key, sequences }) {
    const [first, second] = key;
    return second === undefined && sequences.some(({ column }) => column === first?.name);
}
/** Whether an update can change one of the columns: those we own, and those computed from them. */
function mayChange({ payload, computed }, columns) {
    return columns.some((name) => payload.includes(name) || computed.includes(name));
}


/***/ })

};
