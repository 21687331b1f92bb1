export const id = 94;
export const ids = [94];
export const modules = {

/***/ 22598:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  B: () => (/* binding */ apply)
});

// EXTERNAL MODULE: ./src/postgres/transaction.ts
var postgres_transaction = __webpack_require__(81979);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/promotion/ambient.ts
var ambient = __webpack_require__(66717);
// EXTERNAL MODULE: ./src/promotion/buckets.ts
var buckets = __webpack_require__(55986);
// EXTERNAL MODULE: ./src/promotion/commit.ts
var commit = __webpack_require__(65496);
// EXTERNAL MODULE: ./src/promotion/comparison.ts + 2 modules
var comparison = __webpack_require__(55741);
// EXTERNAL MODULE: ./src/promotion/deletion/consequences.ts + 1 modules
var deletion_consequences = __webpack_require__(4026);
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
/** Rows that refer to what goes, and are others than the preview saw: in words, by foreign key. */
function movedVictims(then, now) {
    const told = ({ key, childName }) => `in ${childName} rows that refer to deleted ones changed in production (${key})`;
    const seen = new Map(then.map((one) => [told(one), one]));
    return now
        .filter((one) => {
        const before = seen.get(told(one));
        return before?.rows !== one.rows || before.contents !== one.contents;
    })
        .map(told);
}
/** Says what moved between the preview and the locks; called when the digests differ. */
async function nameDrift(prod, targets, victims, disclosure) {
    const moved = await prod.query(MOVED);
    const lines = moved.map(({ target, what, rows, keys }) => {
        const name = targets.find(({ at }) => at === target)?.name ?? '';
        return `in ${name} ${what} ${(0,promotion_disclosure/* listed */.KE)(rows, keys, disclosure)}`;
    });
    const all = [...lines, ...victims];
    return new errors/* DeployError */.sH({
        attempted: 'apply the preview',
        found: `the databases moved since it was made, so nothing was applied: ${all.length === 0 ? 'the schema of a table changed' : all.join('; ')}`,
        likelyCause: 'someone edited the rows, or the schema, while the step ran',
        nextAction: 'run the failed jobs again: they make a new preview',
    });
}

// EXTERNAL MODULE: ./src/promotion/guards.ts + 1 modules
var guards = __webpack_require__(8718);
// EXTERNAL MODULE: ./src/postgres/sqlstate.ts
var sqlstate = __webpack_require__(31406);
;// CONCATENATED MODULE: ./src/promotion/locking.ts


const TRIES = 5;
const FIRST_PAUSE_MS = 1_000;
/**
 * Locks all tables at once, sorted by name, so that two promotions cannot deadlock. SHARE ROW
 * EXCLUSIVE stops writers alone: readers and foreign key checks of other tables go on.
 * @param names qualified and quoted.
 */
async function lockTables(prod, names) {
    const sorted = [...new Set(names)].sort();
    await prod.query(`lock table ${sorted.join(', ')} in share row exclusive mode`);
}
/** A writer that takes the tables in another order than ours makes a deadlock; the server ended us. */
const WORTH_A_TRY = [sqlstate/* SQLSTATE */.c.lockNotAvailable, sqlstate/* SQLSTATE */.c.deadlockDetected];
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
            if (!WORTH_A_TRY.includes((0,sqlstate/* codeOf */.$)(error)))
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
/**
 * Rows just inserted must be whole, ids included: references to them were written by those. Of the
 * others only what an update may change; in mode insert those may differ as they like.
 */
async function stillDifferent(prod, target) {
    const inserted = `s.ctid in (
    select c.stage_row from ${staging/* CHANGES */.Y6} c where c.target = ${target.at} and c.op = 'insert')`;
    const broken = `(${(0,difference/* differsIn */.$N)(target.columns)} and ${inserted})`;
    const wrong = target.mode === 'insert' ? broken : `(${broken} or ${(0,difference/* differs */.Ag)(target)})`;
    const [found] = await prod.query(`with wrong as (select case when ${inserted} then ${(0,difference/* changedColumns */.k8)(target.columns)}
                                else ${(0,difference/* changedColumns */.k8)(target.payload)} end as columns
                      from ${(0,difference/* pairing */.L8)(target)} where ${(0,difference/* isNew */.BS)(target)} or ${wrong}),
     undead as (select from ${(0,staging/* stored */.su)(target)} p where ${(0,difference/* vanished */.Jv)(target)})
     select ((select count(*) from wrong) + (select count(*) from undead))::integer as rows,
            array(select distinct u.name from wrong, unnest(wrong.columns) u (name) order by u.name) as columns`);
    return found ?? { rows: 0, columns: [] };
}
function rewritten(target, rows, columns) {
    const triggers = target.triggers.map(({ name }) => name);
    const whole = columns.length === 0 || columns.length === target.payload.length;
    // Keys and ids cannot be left to production, so no line to paste would help.
    const excludable = !columns.some((name) => isFixed(target, name));
    const names = columns.map((name) => /^[a-z_][a-z0-9_]*$/.test(name) ? name : JSON.stringify(name));
    return {
        attempted: `promote ${target.name}`,
        found: whole
            ? `${rows} rows are not as they were written; nothing was applied`
            : `${rows} rows hold other values in ${columns.map(promotion_target/* quoted */.TL).join(', ')} than were written; nothing was applied`,
        likelyCause: triggers.length === 0
            ? 'a trigger of another table writes into this one'
            : `a trigger rewrites them (${triggers.join(', ')})`,
        nextAction: whole || !excludable
            ? 'look at the triggers, then run the failed jobs again'
            : `leave the columns to production: {table: ${target.name}, exclude: [${names.join(', ')}]}`,
    };
}
function isFixed({ key, primary }, column) {
    return primary.includes(column) || key.some(({ name }) => name === column);
}

// EXTERNAL MODULE: ./src/promotion/sequences.ts
var promotion_sequences = __webpack_require__(14727);
;// CONCATENATED MODULE: ./src/promotion/deletion/witness.ts

/**
 * A delete may reach further than its foreign keys say: by a trigger of the child. The tables are
 * locked, so whatever their count loses is our doing.
 */
async function countHurt(prod, consequences, tables) {
    const reached = consequences.filter(({ effect }) => effect === 'deletes' || effect === 'rewrites');
    const names = [...new Set(reached.map(({ childName }) => childName))];
    const before = await rowsOf(prod, names);
    return {
        prove: async () => {
            const after = await rowsOf(prod, names);
            for (const name of names) {
                const victims = reached
                    .filter(({ childName, effect }) => childName === name && effect === 'deletes')
                    .reduce((sum, { rows }) => sum + rows, 0);
                const own = tables.find(({ target }) => target.name === name)?.difference;
                const planned = victims + (own?.deletes ?? 0) - (own?.inserts ?? 0);
                const gone = (before.get(name) ?? 0) - (after.get(name) ?? 0);
                if (gone !== planned)
                    throw lost(name, gone, planned);
            }
        },
    };
}
async function rowsOf(prod, names) {
    const counts = new Map();
    for (const name of names) {
        const [row] = await prod.query(`select count(*) as rows from ${name}`);
        counts.set(name, Number(row?.rows));
    }
    return counts;
}
function lost(name, gone, planned) {
    return new errors/* DeployError */.sH({
        attempted: `delete rows that ${name} refers to`,
        found: `${gone} rows of ${name} went with them instead of ${planned}; nothing was applied`,
        likelyCause: 'a trigger deletes more than the foreign keys say',
        nextAction: 'look at the triggers of the table, or use mode: upsert',
    });
}

// EXTERNAL MODULE: ./src/promotion/images.ts
var promotion_images = __webpack_require__(82879);
// EXTERNAL MODULE: ./src/promotion/order.ts
var order = __webpack_require__(64717);
// EXTERNAL MODULE: ./src/promotion/parking.ts
var promotion_parking = __webpack_require__(24701);
// EXTERNAL MODULE: ./src/promotion/prediction/uniques.ts
var uniques = __webpack_require__(64315);
;// CONCATENATED MODULE: ./src/promotion/write.ts









/**
 * Writes the changes into the locked tables: parents before children, only rows that differ, and of
 * those only the columns that differ. Every statement must touch exactly the rows that were planned.
 */
async function write(prod, tables, consequences) {
    // Helps where a constraint is deferrable, does nothing elsewhere, and needs no privilege.
    await prod.query('set constraints all deferred');
    const targets = tables.map(({ target }) => target);
    const groups = (0,order/* inInsertOrder */.n)(targets);
    const witness = await countHurt(prod, consequences, tables);
    for (const group of groups) {
        const changed = group.filter((target) => has(tables, target, 'updates'));
        const doomed = group.filter((target) => has(tables, target, 'deletes'));
        await remove(prod, doomed.filter((target) => (0,promotion_images/* deletesFirst */.T)(target, targets)), tables); // prettier-ignore
        for (const target of new Set([...changed, ...doomed]))
            await park(prod, target, targets);
        const added = group.filter((target) => has(tables, target, 'inserts'));
        if (added.length > 0)
            await insert(prod, added, tables);
        for (const target of changed)
            await update(prod, target);
    }
    for (const group of [...groups].reverse()) {
        const doomed = group.filter((target) => has(tables, target, 'deletes'));
        await remove(prod, doomed.filter((target) => !(0,promotion_images/* deletesFirst */.T)(target, targets)), tables); // prettier-ignore
    }
    await prod.query('set constraints all immediate');
    await witness.prove();
}
/** Frees the unique values that another changed row is about to take. */
async function park(prod, target, targets) {
    for (const index of target.uniques) {
        if (index.primary || !index.immediate || !(0,uniques/* isJudgeable */.Y)(index, target))
            continue;
        const parking = (0,promotion_parking/* parkingOf */.i)(target, index);
        if (parking === undefined)
            continue;
        const { column, value } = parking;
        const parked = await prod.query(`update ${target.name} p set ${(0,promotion_target/* quoted */.TL)(column)} = ${value}
         from ${(0,promotion_parking/* colliders */.K)(target, index, targets)} held where ${(0,promotion_target/* sameKey */.el)(target, 'held', 'p')}
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
async function remove(prod, group, tables) {
    if (group.length === 0)
        return;
    const [row] = await prod.query((0,deletion_consequences/* deleteStatement */.nk)(group, part));
    for (const target of group) {
        const planned = tables.find((table) => table.target === target)?.difference.deletes ?? 0;
        expect(target, 'deleted', Number(row?.[`rows ${target.at}`]), planned);
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
 * the locks are short; compares under the locks, where nothing can move any more. Where the preview
 * has hashed a large table, only whether it holds is asked: of development before the locks, of
 * production under them. Where it does not, everything is hashed anew, to name what moved.
 * @throws {DeployError} naming what moved, blocked, or was rewritten; nothing is applied then,
 *   unless it says that the outcome is unknown.
 */
async function apply(databases, request, preview, settings) {
    const { prod, disclosure } = databases;
    let transaction;
    let sequences = [];
    let seen = preview.selections;
    const attempt = async () => {
        const { tables, digest, consequences, raised } = await (0,comparison/* compare */.U)(databases, request, {
            ids: 'drawn',
            ...(seen && { seen }),
            copied: (targets) => lockTables(prod, [...targets.map(({ name }) => name), ...(0,deletion_consequences/* tablesHurt */.Xv)(preview.consequences)]),
        });
        const targets = tables.map(({ target }) => target);
        if (digest !== preview.digest) {
            const victims = movedVictims(preview.consequences, consequences);
            throw await nameDrift(prod, targets, victims, disclosure);
        }
        requireShare(tables, request);
        await settings.mutex.check();
        // Triggers and checks of the team run here: they get the settings that they are used to.
        await (0,ambient/* useRolesSettings */.AX)(prod, true);
        await write(prod, tables, consequences);
        await (0,postgres_transaction.pinSettings)(prod);
        await proveApplied(prod, tables);
        sequences = [...raised, ...(await (0,promotion_sequences/* raiseSequences */.L)(prod, targets))].map((one) => ({
            ...one,
            from: disclosure.key(one.from),
            to: disclosure.key(one.to),
        }));
        transaction = await (0,commit/* currentTransaction */.c)(prod);
    };
    const inTransaction = () => (0,postgres_transaction.withTransaction)(prod, 'read committed', attempt);
    const withFreshEyes = (error) => {
        if (!(error instanceof buckets/* Moved */.aG) || seen === undefined)
            throw error;
        seen = undefined;
        return inTransaction();
    };
    try {
        await retryingLocks(prod, preview.oids, settings, () => inTransaction().catch(withFreshEyes));
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
function requireShare(tables, { maxChangePercent }) {
    const broken = tables.flatMap((table) => (0,guards/* guardShare */.v)(table, maxChangePercent));
    if (broken.length === 0)
        return;
    throw new errors/* DeployError */.sH(broken.map(({ name, found }) => ({
        attempted: 'apply the preview',
        found: `${name}: ${found}; nothing was applied`,
        likelyCause: 'rows of production were deleted since the preview was made',
        nextAction: 'run the failed jobs again: they make a new preview',
    })));
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

/***/ 55741:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  U: () => (/* binding */ compare)
});

// EXTERNAL MODULE: ./src/postgres/transaction.ts
var transaction = __webpack_require__(81979);
// EXTERNAL MODULE: ./src/promotion/buckets.ts
var promotion_buckets = __webpack_require__(55986);
// EXTERNAL MODULE: ./src/promotion/deletion/consequences.ts + 1 modules
var deletion_consequences = __webpack_require__(4026);
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
const FORMAT = 'db-deploy promotion 4';
/**
 * sha256 (hex) over the request, what the schema says of each table, what the deletes do to others, and
 * every change with its key
 * and the hashes of the row before and after, sorted. Equal digests mean: the same writes.
 * Streamed, so that memory does not grow with the changes.
 */
async function digestOf(prod, request, targets, consequences) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    const { maxChangePercent, maxDeletes } = request;
    const hurt = consequences.map(({ key, parentName, childName, effect, rows, contents }) => [
        key,
        parentName,
        childName,
        effect,
        rows,
        contents,
    ]);
    hash.update(JSON.stringify([FORMAT, maxChangePercent, maxDeletes, targets.map(described), hurt]));
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
        target.ids,
        target.where ?? null,
        target.insertOnly,
        target.primary,
        target.translations,
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
            key.onUpdate,
            key.onDelete,
        ]),
        target.triggers.map(({ name, definition }) => [name, definition]),
    ];
}

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/promotion/disclosure.ts
var promotion_disclosure = __webpack_require__(92372);
// EXTERNAL MODULE: ./src/promotion/offence.ts
var offence = __webpack_require__(14431);
// EXTERNAL MODULE: ./src/promotion/sequences.ts
var sequences = __webpack_require__(14727);
// EXTERNAL MODULE: ./src/promotion/target.ts
var promotion_target = __webpack_require__(83892);
// EXTERNAL MODULE: ./src/promotion/remap/translations.ts
var translations = __webpack_require__(42315);
;// CONCATENATED MODULE: ./src/promotion/remap/resolve.ts







/**
 * Rewrites the staged ids of remapped targets, and every reference to them, into production's. Rows
 * are matched by their business key. A new row gets its id from the sequence when the ids are
 * `drawn`; a preview burns no numbers and gives it one that nobody has, which is called new
 * wherever it would be shown or hashed.
 * @returns sequences that lagged behind their column and were raised before numbers were drawn.
 * @throws {DeployError} with the rows whose key matches twice, and references that lead nowhere.
 */
async function resolveIds(prod, targets, ids, disclosure) {
    if (!targets.some(staging/* isTranslated */.Zj))
        return [];
    const ordered = (0,translations/* inMatchingOrder */.BD)(targets);
    if (ordered === undefined)
        throw new errors/* DeployError */.sH((0,translations/* circular */.kj)(targets));
    const problems = [];
    const raised = [];
    for (const target of ordered) {
        for (const translation of (0,translations/* inKey */.nt)(target)) {
            problems.push(...(await translate(prod, target, translation, targets, disclosure)));
        }
        if (target.surrogate === undefined)
            continue;
        problems.push(...(await ambiguousKeys(prod, target, disclosure)));
        if (ids === 'drawn')
            raised.push(...(await (0,sequences/* raiseSequences */.L)(prod, [target])));
        problems.push(...(await matchUp(prod, target, target.surrogate, ids, disclosure)));
    }
    for (const target of ordered) {
        const early = (0,translations/* inKey */.nt)(target);
        for (const translation of target.translations.filter((one) => !early.includes(one))) {
            problems.push(...(await translate(prod, target, translation, targets, disclosure)));
        }
    }
    if (problems.length > 0)
        throw new errors/* DeployError */.sH(problems);
    const changed = targets.filter(staging/* isTranslated */.Zj).map(staging/* stageOf */.gV);
    await prod.query(`analyze ${changed.join(', ')}`);
    return raised;
}
/** Puts production's ids in the place of development's; those of new rows remember whose they are. */
async function translate(prod, target, { column, root }, targets, disclosure) {
    const parent = targets.find(({ at }) => at === root);
    if (parent === undefined)
        return [];
    const stage = (0,staging/* stageOf */.gV)(target);
    const value = `s.${(0,promotion_target/* quoted */.TL)(column)}`;
    const lost = `${value} is not null
    and not exists (select from ${(0,staging/* mapOf */.A7)(parent)} m where m.source = ${value})`;
    // A row outside `where` is staged only to be recognised. With such a key production cannot have it;
    // any other column does not matter, and without the row mode mirror would take its twin for gone.
    if (target.key.some(({ name }) => name === column)) {
        await prod.query(`delete from ${stage} s where not ${(0,staging/* inScope */.SB)(target, 's')} and ${lost}`);
    }
    const [found] = await keysOf(prod, target, `${stage} s where ${(0,staging/* inScope */.SB)(target, 's')} and ${lost}`);
    await prod.query(`update ${stage} s set ${(0,promotion_target/* quoted */.TL)(column)} = m.here, ${staging/* FRESH */.Nz} = ${remembering(column)}
       from ${(0,staging/* mapOf */.A7)(parent)} m where m.source = ${value}`);
    if (found === undefined)
        return [];
    return [
        {
            attempted: `translate ${column} of ${target.name}`,
            found: `what it refers to in ${parent.name} is neither promoted nor in production; ${(0,promotion_disclosure/* listed */.KE)(found.rows, found.keys, disclosure)}`,
            nextAction: parent.where === undefined
                ? 'correct the references in development'
                : `let where of ${parent.name} cover those rows, or create them in production`,
        },
    ];
}
/** Fills the map from development's ids to production's, and gives the staged rows the latter. */
async function matchUp(prod, target, surrogate, ids, disclosure) {
    const [stage, map, id] = [(0,staging/* stageOf */.gV)(target), (0,staging/* mapOf */.A7)(target), (0,promotion_target/* quoted */.TL)(surrogate)];
    const fresh = target.drawn === undefined ? `s.${id}` : nextId(target, id, ids);
    await prod.query(`insert into ${map} (source, here, fresh)
     select s.${id}, case when p.${id} is null then ${fresh} else p.${id} end,
            p.${id} is null and ${String(target.drawn !== undefined)}
       from ${stage} s left join ${target.name} p on ${(0,promotion_target/* sameKey */.el)(target, 's', 'p')}
      where ${(0,staging/* inScope */.SB)(target, 's')} or p.${id} is not null`);
    await prod.query(`analyze ${map}`);
    const problems = await ambiguousIds(prod, target, surrogate, disclosure);
    await prod.query(`delete from ${stage} s where not exists (select from ${map} m where m.source = s.${id})`);
    await prod.query(`update ${stage} s set ${id} = m.here, ${staging/* FRESH */.Nz} = ${remembering(surrogate)}
       from ${map} m where m.source = s.${id}`);
    return problems;
}
function nextId({ name, drawn, types, surrogate = '' }, id, ids) {
    const sequence = drawn?.name ?? '';
    const type = types[surrogate] ?? 'bigint';
    if (ids === 'drawn')
        return `nextval(${(0,promotion_target/* literal */.eu)(sequence)}::regclass)::${type}`;
    const [furthest, bound, sign] = drawn?.descending === true ? ['min', 'least', '-'] : ['max', 'greatest', '+'];
    return `((select ${bound}(${furthest}(t.${id}), (select last_value from ${sequence}), 0) from ${name} t)
            ${sign} row_number() over ())::${type}`;
}
function remembering(column) {
    const own = `jsonb_build_object(${(0,promotion_target/* literal */.eu)(column)}, s.${(0,promotion_target/* quoted */.TL)(column)}::text)`;
    return `case when m.fresh then s.${staging/* FRESH */.Nz} || ${own} else s.${staging/* FRESH */.Nz} end`;
}
/** Unique indexes keep a key from standing twice on its own side; production's may see less of a difference. */
async function ambiguousKeys(prod, target, disclosure) {
    const stage = (0,staging/* stageOf */.gV)(target);
    const [found] = await keysOf(prod, target, `${stage} s where exists (select from ${stage} o where o.ctid <> s.ctid and ${(0,promotion_target/* sameKey */.el)(target, 's', 'o')})`);
    if (found === undefined)
        return [];
    return [
        {
            attempted: `match the rows of ${target.name}`,
            found: `more than one row of development has a key that is one to production; ${(0,promotion_disclosure/* listed */.KE)(found.rows, found.keys, disclosure)}`,
            nextAction: 'rename one of them in development, or delete it',
        },
    ];
}
/** An id that is unique only beside other columns of the primary key tells no row from another. */
async function ambiguousIds(prod, target, surrogate, disclosure) {
    const [found] = await keysOf(prod, target, `${(0,staging/* stageOf */.gV)(target)} s where s.${(0,promotion_target/* quoted */.TL)(surrogate)} in (
       select m.source from ${(0,staging/* mapOf */.A7)(target)} m group by m.source having count(*) > 1)`);
    if (found === undefined)
        return [];
    return [
        {
            attempted: `match the rows of ${target.name}`,
            found: `more than one row of development has the same ${surrogate}; ${(0,promotion_disclosure/* listed */.KE)(found.rows, found.keys, disclosure)}`,
            likelyCause: `${surrogate} is unique only together with other columns of the primary key`,
            nextAction: 'leave out ids: remap and the key, or make the ids unique',
        },
    ];
}
async function keysOf(prod, target, from) {
    const found = await prod.query(`with found (key) as (select ${(0,staging/* stagedKey */["in"])(target, 's')} from ${from})
     select count(*)::integer as rows,
            (array_agg(key order by length(key), key collate "C"))[1:${offence/* MOST_NAMED */.SE}] as keys
       from found having count(*) > 0`);
    return found;
}

// EXTERNAL MODULE: ./src/promotion/survey.ts + 6 modules
var survey = __webpack_require__(84301);
;// CONCATENATED MODULE: ./src/promotion/comparison.ts








/** Large tables by their hashes first; ids that change on the way make every hash differ. */
async function stage(dev, prod, target, seen) {
    const hashable = target.where === undefined && !(0,staging/* isTranslated */.Zj)(target);
    const selection = hashable ? await (0,promotion_buckets/* selectBuckets */.Cy)(dev, prod, target, seen) : undefined;
    if (selection === undefined) {
        const rows = await (0,staging/* copyRows */.D9)(dev, prod, target);
        return { target, rows, copied: rows };
    }
    const { there, buckets } = selection;
    const part = { ...target, part: buckets };
    const copied = buckets.numbers.length === 0 ? 0 : await (0,staging/* copyRows */.D9)(dev, prod, part);
    return { target: part, rows: there.rows, copied, selection };
}
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
            const table = await stage(dev, prod, target, moments.seen?.get(target.oid)).catch((error) => {
                throw disclosure.explain(error, `copy ${target.name} from development into a temporary table`);
            });
            log.info(`${target.name}: ${table.copied} of ${table.rows} rows read from development`);
            tables.push(table);
        }
        return tables;
    }));
    if (staged.length > 0) {
        await prod.query(`analyze ${staged.map(({ target }) => (0,staging/* stageOf */.gV)(target)).join(', ')}`);
    }
    const targets = staged.map(({ target }) => target);
    if (moments.copied !== undefined) {
        await moments.copied(targets);
        for (const { target, selection } of staged) {
            if (selection !== undefined)
                await (0,promotion_buckets/* requireUnmoved */.sK)(prod, target, selection.here);
        }
    }
    const raised = await resolveIds(prod, targets, moments.ids, disclosure);
    const tables = [];
    for (const { target, rows, selection } of staged) {
        const counted = { dev: rows, prod: selection?.here.rows };
        tables.push({ target, difference: await (0,difference/* findDifference */.Hl)(prod, target, counted) });
    }
    await prod.query(`analyze ${staging/* CHANGES */.Y6}`);
    const consequences = await (0,deletion_consequences/* findConsequences */.k$)(prod, targets);
    return {
        tables,
        selections: new Map(staged.flatMap(({ target, selection }) => (selection ? [[target.oid, selection]] : []))),
        consequences,
        raised,
        digest: disclosure.seal(await digestOf(prod, request, targets, consequences)),
    };
}


/***/ }),

/***/ 4026:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  nk: () => (/* binding */ deleteStatement),
  k$: () => (/* binding */ findConsequences),
  f5: () => (/* binding */ rowsHurt),
  Xv: () => (/* binding */ tablesHurt)
});

// EXTERNAL MODULE: ./src/promotion/foreignkeys.ts
var foreignkeys = __webpack_require__(47177);
// EXTERNAL MODULE: ./src/promotion/images.ts
var promotion_images = __webpack_require__(82879);
// EXTERNAL MODULE: ./src/promotion/offence.ts
var offence = __webpack_require__(14431);
// EXTERNAL MODULE: ./src/promotion/staging.ts
var staging = __webpack_require__(36940);
// EXTERNAL MODULE: ./src/promotion/buckets.ts
var buckets = __webpack_require__(55986);
// EXTERNAL MODULE: ./src/promotion/target.ts
var promotion_target = __webpack_require__(83892);
;// CONCATENATED MODULE: ./src/promotion/deletion/regret.ts



/**
 * How many of the rows that go, or lose a reference, development has as they are: with a reference
 * that the promotion leaves to production they would be missing, or differ, when it is done.
 * @param hurt condition on the rows of the child (x).
 */
async function countRegretted(prod, { childName, childColumns }, child, effect, hurt) {
    if (child === undefined)
        return 0;
    const compared = child.mode !== 'insert' && childColumns.some((name) => child.payload.includes(name)); // prettier-ignore
    if (effect === 'rewrites' && !compared)
        return 0;
    const twin = `exists (select from ${(0,staging/* stageOf */.gV)(child)} s where ${(0,staging/* inScope */.SB)(child, 's')} and ${(0,promotion_target/* sameKey */.el)(child, 's', 'x')})`;
    // What the hashes have shown to be the same was not copied.
    const same = child.part === undefined ? 'false' : `not ${(0,buckets/* isIn */.S1)(child.part, child, 'x')}`;
    const covered = child.where === undefined || effect === 'deletes' ? 'true' : (0,staging/* condition */.uH)(child.where);
    const [counted] = await prod.query(`select count(*)::integer as rows from ${childName} x where ${hurt} and ${covered} and (${twin} or ${same})`);
    return counted?.rows ?? 0;
}

;// CONCATENATED MODULE: ./src/promotion/deletion/consequences.ts






/** `pg_constraint.confdeltype`: no action, restrict, cascade, set null, set default. */
const EFFECTS = {
    a: 'blocks',
    r: 'blocks',
    c: 'deletes',
    n: 'rewrites',
    d: 'rewrites',
};
/**
 * Follows the deletes through every foreign key of every schema, as the server would. Fills
 * {@link DOOMED} with all rows that go: also of tables that are not promoted, also by several steps.
 */
async function findConsequences(prod, targets) {
    const tables = new Set();
    for (const target of targets.filter(({ mode }) => mode === 'mirror')) {
        const doomed = await prod.query(`insert into ${staging/* DOOMED */.DJ} select ${target.oid}::oid, p.tableoid, p.ctid
         from ${(0,promotion_images/* deletedRows */.Z$)(target)} returning 1`);
        if (doomed.length > 0)
            tables.add(target.oid);
    }
    if (tables.size === 0)
        return [];
    const victims = new Map();
    let keys = await inbound(prod, tables);
    for (let grown = true; grown;) {
        grown = false;
        for (const key of keys.filter((one) => one.onDelete === 'c' && one.mayReadChild)) {
            const child = targets.find(({ oid }) => oid === key.child);
            const doomed = await doomChildren(prod, key, child);
            if (doomed.rows === 0)
                continue;
            grown = true;
            victims.set(idOf(key), [...(victims.get(idOf(key)) ?? []), doomed]);
            tables.add(key.child);
        }
        if (grown)
            keys = await inbound(prod, tables);
    }
    const found = [];
    for (const key of keys)
        found.push(...(await consequenceOf(prod, key, targets, victims)));
    return found;
}
async function inbound(prod, tables) {
    const keys = await (0,foreignkeys/* readForeignKeys */.r)(prod, [...tables]);
    return keys.filter(({ parent }) => tables.has(parent));
}
const NOBODY = { rows: 0, contents: '' };
/** Of a row (x). Two seeds: what one hash takes for the same, the other hardly does. */
const HASHES = `hashtextextended(x::text collate "C", 0) as one, hashtextextended(x::text collate "C", 1) as other`;
const HURT = `count(*)::integer as rows, concat_ws(' ', sum(one), sum(other)) as contents`;
/** Dooms the rows that refer to doomed ones and are not doomed yet. */
async function doomChildren(prod, key, child) {
    const [hurt] = await prod.query(`with going as materialized (
       select x.tableoid as part, x.ctid as place, ${HASHES} from ${key.childName} x
        where ${refersToDoomed(key)} and not ${isDoomed('x')} ${stays(key, child)}),
     doomed as (insert into ${staging/* DOOMED */.DJ} select ${key.child}::oid, part, place from going)
     select ${HURT} from going`);
    return hurt ?? NOBODY;
}
async function consequenceOf(prod, key, targets, victims) {
    const { name, parentName, childName, mayLockChild } = key;
    const effect = EFFECTS[key.onDelete] ?? 'blocks';
    const about = {
        key: name,
        parentName,
        childName,
        effect,
        mayLockChild,
        regretted: 0,
        parentKeys: [],
        parents: 0,
    };
    if (!key.mayReadChild)
        return [{ ...about, ...NOBODY, effect: 'unseen' }];
    const child = targets.find(({ oid }) => oid === key.child);
    if (effect === 'deletes') {
        const doomed = victims.get(idOf(key)) ?? [];
        const rows = doomed.reduce((sum, one) => sum + one.rows, 0);
        const contents = doomed.map((one) => one.contents).join(', ');
        const going = `${refersToDoomed(key)} and ${isDoomed('x')}`;
        const regretted = rows === 0 ? 0 : await countRegretted(prod, key, child, effect, going);
        return [{ ...about, rows, contents, regretted }];
    }
    const remaining = `${refersToDoomed(key)} and not ${isDoomed('x')} ${stays(key, child)}`;
    const [hurt = NOBODY] = await prod.query(`select ${HURT} from (select ${HASHES} from ${childName} x where ${remaining}) hurt`);
    if (hurt.rows === 0)
        return effect === 'blocks' ? [] : [{ ...about, ...hurt }];
    const regretted = effect === 'rewrites' ? await countRegretted(prod, key, child, effect, remaining) : 0;
    const target = targets.find(({ oid }) => oid === key.parent);
    if (target === undefined)
        return [{ ...about, ...hurt, regretted }];
    const [named] = await prod.query(`with held as (select c.key from ${(0,promotion_images/* deletedRows */.Z$)(target)}
       where exists (select from ${childName} x where ${pairs(key)} and not ${isDoomed('x')} ${stays(key, child)}))
     select count(*)::integer as parents,
            (array_agg(key order by length(key), key collate "C"))[1:${offence/* MOST_NAMED */.SE}] as keys from held`);
    return [
        { ...about, ...hurt, regretted, parents: named?.parents ?? 0, parentKeys: named?.keys ?? [] },
    ];
}
/** A promoted row that is pointed elsewhere before the deletes holds on to nothing. */
function stays({ childColumns }, child) {
    if (child === undefined)
        return '';
    const columns = childColumns.map(promotion_target/* literal */.eu).join(', ');
    return `and not exists (select from ${(0,promotion_images/* changedRows */.CH)(child)}
            where c.op = 'update' and c.changed && array[${columns}]::text[] and ${(0,promotion_target/* sameKey */.el)(child, 's', 'x')})`;
}
function refersToDoomed(key) {
    return `exists (select from ${key.parentName} p
    join ${staging/* DOOMED */.DJ} d on d.part = p.tableoid and d.place = p.ctid where ${pairs(key)})`;
}
function isDoomed(alias) {
    return `exists (select from ${staging/* DOOMED */.DJ} g where g.part = ${alias}.tableoid and g.place = ${alias}.ctid)`;
}
function pairs({ parentColumns, childColumns, operators }) {
    return parentColumns
        .map((column, at) => `p.${(0,promotion_target/* quoted */.TL)(column)} ${operators[at] ?? '='} x.${(0,promotion_target/* quoted */.TL)(childColumns[at] ?? '')}`)
        .join(' and ');
}
function idOf({ childName, name }) {
    return `${childName} ${name}`;
}
/** Rows that go or lose a reference because of the deletes, beyond the planned ones. */
function rowsHurt(consequences) {
    return consequences
        .filter(({ effect }) => effect === 'deletes' || effect === 'rewrites')
        .reduce((sum, { rows }) => sum + rows, 0);
}
/** Tables whose rows the deletes may take along or rewrite. */
function tablesHurt(consequences) {
    return consequences
        .filter(({ effect }) => effect === 'deletes' || effect === 'rewrites')
        .map(({ childName }) => childName);
}
/** Deletes as one statement: foreign keys are checked at its end. */
function deleteStatement(targets, named) {
    const parts = targets.map((target) => `${named(target)} as (delete from ${target.name} p using ${(0,staging/* goneOf */.Bl)(target)} k
         where ${(0,promotion_target/* sameKey */.el)(target, 'k', 'p')} returning 1)`);
    const counts = targets.map((target) => `(select count(*) from ${named(target)}) as ${named(target)}`);
    return `with ${parts.join(', ')} select ${counts.join(', ')}`;
}


/***/ }),

/***/ 84902:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $N: () => (/* binding */ differsIn),
/* harmony export */   Ag: () => (/* binding */ differs),
/* harmony export */   BS: () => (/* binding */ isNew),
/* harmony export */   Hl: () => (/* binding */ findDifference),
/* harmony export */   Jv: () => (/* binding */ vanished),
/* harmony export */   L8: () => (/* binding */ pairing),
/* harmony export */   k8: () => (/* binding */ changedColumns)
/* harmony export */ });
/* harmony import */ var _buckets_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(55986);
/* harmony import */ var _staging_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(36940);
/* harmony import */ var _target_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83892);

 // prettier-ignore

/**
 * Pairs the stage with the table by the key and writes every row that promotion would touch into
 * the table of changes, with the hash of its content before and after. Rows are compared by
 * `record_image_ne`: `=` does not exist for json and point, calls boxes of equal area equal, and
 * takes '1 month' for '30 days'.
 */
async function findDifference(prod, target, { dev: devRows, prod: prodRows }) {
    const { mode, payload, columns } = target;
    const updates = mode === 'insert' ? 'false' : differs(target);
    const [counted] = await prod.query(`with found as (
       insert into ${_staging_js__WEBPACK_IMPORTED_MODULE_1__/* .CHANGES */ .Y6} (target, op, key, pre, post, changed, stage_row)
       select ${target.at}, case when ${isNew(target)} then 'insert' else 'update' end,
              ${(0,_staging_js__WEBPACK_IMPORTED_MODULE_1__/* .stagedKey */ ["in"])(target, 's')},
              case when not ${isNew(target)} then ${hash((0,_target_js__WEBPACK_IMPORTED_MODULE_2__/* .image */ .Sl)('p', columns))} end,
              ${hash(postImage(target))},
              case when not ${isNew(target)} then ${changedColumns(payload)} end,
              s.ctid
         from ${pairing(target)}
        where ${isNew(target)} or ${updates}
       returning op),
     ${deletes(target, devRows)}
     select ${prodRows ?? `(select count(*) from ${target.name})`} as "prodRows",
            ${scopeCounts(target)},
            count(*) filter (where op = 'insert') as inserts,
            count(*) filter (where op = 'update') as updates,
            (select count(*) from gone) as deletes,
            ${leftAlone(target, updates)} as left
       from found`);
    return {
        devRows,
        prodRows: Number(counted?.prodRows),
        scopeRows: Number(counted?.scopeRows ?? counted?.prodRows),
        inserts: Number(counted?.inserts),
        updates: Number(counted?.updates),
        deletes: Number(counted?.deletes),
        left: Number(counted?.left),
        outside: Number(counted?.outside),
        leaving: Number(counted?.leaving),
    };
}
/** Writes down the rows that go, as `gone`; without any row in development none does. */
function deletes(target, devRows) {
    if (target.mode !== 'mirror' || devRows === 0)
        return `gone as (select where false)`;
    const key = target.key.map(({ name }) => name);
    return `going as materialized (
       select ${(0,_target_js__WEBPACK_IMPORTED_MODULE_2__/* .list */ .p_)('p', key)}, ${(0,_target_js__WEBPACK_IMPORTED_MODULE_2__/* .keyText */ .Pu)(target, 'p')} as ${_staging_js__WEBPACK_IMPORTED_MODULE_1__/* .GONE_KEY */ .SR},
              ${hash((0,_target_js__WEBPACK_IMPORTED_MODULE_2__/* .image */ .Sl)('p', target.columns))} as "db_deploy pre"
         from ${(0,_staging_js__WEBPACK_IMPORTED_MODULE_1__/* .stored */ .su)(target)} p where ${vanished(target)}),
     keys as (
       insert into ${(0,_staging_js__WEBPACK_IMPORTED_MODULE_1__/* .goneOf */ .Bl)(target)} select ${(0,_target_js__WEBPACK_IMPORTED_MODULE_2__/* .list */ .p_)('g', key)}, g.${_staging_js__WEBPACK_IMPORTED_MODULE_1__/* .GONE_KEY */ .SR} from going g),
     gone as (
       insert into ${_staging_js__WEBPACK_IMPORTED_MODULE_1__/* .CHANGES */ .Y6} (target, op, key, pre, post)
       select ${target.at}, 'delete', g.${_staging_js__WEBPACK_IMPORTED_MODULE_1__/* .GONE_KEY */ .SR}, g."db_deploy pre", 'deleted' from going g
       returning op)`;
}
/** Development's rows (s) beside production's of the same key (p), where there is one. */
function pairing(target) {
    return `${(0,_staging_js__WEBPACK_IMPORTED_MODULE_1__/* .staged */ .f6)(target)} s left join ${(0,_staging_js__WEBPACK_IMPORTED_MODULE_1__/* .stored */ .su)(target)} p on ${(0,_target_js__WEBPACK_IMPORTED_MODULE_2__/* .sameKey */ .el)(target, 's', 'p')}`;
}
/** The key is NOT NULL, so a NULL means that the join found no row. */
function isNew({ key: [first] }) {
    return `(p.${(0,_target_js__WEBPACK_IMPORTED_MODULE_2__/* .quoted */ .TL)(first?.name ?? '')} is null)`;
}
/** Whether an update would change the row. What `where` does not cover in production stays. */
function differs(target) {
    if (target.payload.length === 0)
        return 'false';
    const differ = differsIn(target.payload);
    return target.where === undefined ? differ : `(${(0,_staging_js__WEBPACK_IMPORTED_MODULE_1__/* .inScope */ .SB)(target, 'p')} and ${differ})`;
}
function differsIn(columns) {
    return `record_image_ne(${(0,_target_js__WEBPACK_IMPORTED_MODULE_2__/* .image */ .Sl)('s', columns)}, ${(0,_target_js__WEBPACK_IMPORTED_MODULE_2__/* .image */ .Sl)('p', columns)})`;
}
/** Names of the columns in which s and p differ, as text[]. */
function changedColumns(payload) {
    const each = payload.map((name) => `case when ${differsIn([name])} then ${(0,_target_js__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .eu)(name)} end`);
    return `array_remove(array[${each.join(', ')}]::text[], null)`;
}
/**
 * Whether mode mirror deletes a row of production (p): development has no such row. One that it
 * has outside `where` is no less there.
 */
function vanished(target) {
    if (target.mode !== 'mirror')
        return 'false';
    const compared = target.part === undefined ? 'true' : (0,_buckets_js__WEBPACK_IMPORTED_MODULE_0__/* .isIn */ .S1)(target.part, target, 'p');
    return `(${(0,_staging_js__WEBPACK_IMPORTED_MODULE_1__/* .inScope */ .SB)(target, 'p')} and ${compared} and not exists (
    select from ${(0,_staging_js__WEBPACK_IMPORTED_MODULE_1__/* .stageOf */ .gV)(target)} s where ${(0,_target_js__WEBPACK_IMPORTED_MODULE_2__/* .sameKey */ .el)(target, 's', 'p')}))`;
}
/** Without `where` all of production is in scope, and is counted once. */
function scopeCounts(target) {
    if (target.where === undefined) {
        return `null as "scopeRows", 0 as outside, 0 as leaving`;
    }
    const [here, there] = [(0,_staging_js__WEBPACK_IMPORTED_MODULE_1__/* .inScope */ .SB)(target, 's'), (0,_staging_js__WEBPACK_IMPORTED_MODULE_1__/* .inScope */ .SB)(target, 'p')];
    const matched = `select count(*) from ${(0,_staging_js__WEBPACK_IMPORTED_MODULE_1__/* .stageOf */ .gV)(target)} s join ${(0,_staging_js__WEBPACK_IMPORTED_MODULE_1__/* .stored */ .su)(target)} p on ${(0,_target_js__WEBPACK_IMPORTED_MODULE_2__/* .sameKey */ .el)(target, 's', 'p')}`;
    return `(select count(*) from ${(0,_staging_js__WEBPACK_IMPORTED_MODULE_1__/* .stored */ .su)(target)} p where ${there}) as "scopeRows",
          (${matched} where ${here} and not ${there}) as outside,
          (${matched} where not ${here} and ${there}) as leaving`;
}
/** How many matched rows differ, and are not updated. */
function leftAlone(target, updates) {
    const { mode, payload, insertOnly, where } = target;
    const compared = [...payload, ...insertOnly];
    const isPlain = mode !== 'insert' && insertOnly.length === 0 && where === undefined;
    if (isPlain || compared.length === 0)
        return '0';
    return `(select count(*) from ${pairing(target)}
            where not ${isNew(target)} and ${differsIn(compared)} and not ${updates})`;
}
/** What a row will hold, without the ids that are handed out only when it is written. */
function postImage(target) {
    if (!(0,_staging_js__WEBPACK_IMPORTED_MODULE_1__/* .isTranslated */ .Zj)(target))
        return (0,_target_js__WEBPACK_IMPORTED_MODULE_2__/* .image */ .Sl)('s', target.columns);
    const values = target.columns.map((name) => (0,_staging_js__WEBPACK_IMPORTED_MODULE_1__/* .settled */ .gu)(target, 's', name));
    return `row(${values.join(', ')}, s.${_staging_js__WEBPACK_IMPORTED_MODULE_1__/* .FRESH */ .Nz})`;
}
function hash(value) {
    return `encode(sha256(convert_to(${value}::text, 'UTF8')), 'hex')`;
}


/***/ }),

/***/ 92372:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bh: () => (/* binding */ disclosureFor),
/* harmony export */   KE: () => (/* binding */ listed),
/* harmony export */   uo: () => (/* binding */ capped)
/* harmony export */ });
/* unused harmony exports OPEN, closed */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var pg__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83849);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83916);



const LONGEST_SHOWN = 200;
const OPEN = {
    values: true,
    key: capped,
    seal: (digest) => digest,
    explain: (error, attempted) => explained(error, attempted, messageAndDetail),
};
/**
 * A plain hash of a small id, or of a price, is found by trying: hence a key that only holders of the
 * secrets have.
 * It is the same in every job that has them, so that an approval can name what moved since. scrypt,
 * because the hashes are public and the secrets could be tried, too.
 * @param secrets what all jobs of the promotion share, e.g. the URLs of both databases.
 */
function closed(secrets) {
    const secret = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.scryptSync)(JSON.stringify(secrets), 'db-deploy keys of rows', 32);
    return {
        values: false,
        key: (text) => `sha256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHmac)('sha256', secret).update(text).digest('hex').slice(0, 16)}`,
        seal: (digest) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHmac)('sha256', secret).update(digest).digest('hex'),
        explain: (error, attempted) => explained(error, attempted, codeAndNames),
    };
}
/** Of both databases the URLs: who knows one has not got the other. */
function disclosureFor(visibility, databases) {
    return visibility === 'private' ? OPEN : closed(databases.map(({ url }) => url));
}
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

/***/ 8718:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  a: () => (/* binding */ guard),
  v: () => (/* binding */ guardShare)
});

// EXTERNAL MODULE: ./src/record/finding.ts
var finding = __webpack_require__(11836);
// EXTERNAL MODULE: ./src/promotion/deletion/consequences.ts + 1 modules
var deletion_consequences = __webpack_require__(4026);
// EXTERNAL MODULE: ./src/promotion/difference.ts
var promotion_difference = __webpack_require__(84902);
// EXTERNAL MODULE: ./src/promotion/offence.ts
var offence = __webpack_require__(14431);
// EXTERNAL MODULE: ./src/promotion/staging.ts
var staging = __webpack_require__(36940);
// EXTERNAL MODULE: ./src/promotion/target.ts
var promotion_target = __webpack_require__(83892);
;// CONCATENATED MODULE: ./src/promotion/sameids.ts





/** Whether the ids that are written mean in production what they mean in development. */
async function guardIds(prod, tables, disclosure) {
    const findings = [];
    for (const table of tables) {
        if (table.target.ids === 'remap')
            continue;
        findings.push(...(await otherIds(prod, table.target, disclosure)));
        findings.push(...(await otherThings(prod, table, disclosure)));
        findings.push(...strangeReferences(table));
    }
    return findings;
}
/** By a business key the same thing is found on both sides; with ids: same it must have one id, too. */
async function otherIds(prod, target, disclosure) {
    const key = target.key.map(({ name }) => name);
    const ids = target.primary.filter((name) => !key.includes(name) && target.columns.includes(name));
    if (ids.length === 0)
        return [];
    const other = ids.map((name) => `s.${(0,promotion_target/* quoted */.TL)(name)} is distinct from p.${(0,promotion_target/* quoted */.TL)(name)}`);
    const query = `select ${(0,staging/* stagedKey */["in"])(target, 's')} from ${(0,promotion_difference/* pairing */.L8)(target)}
    where not ${(0,promotion_difference/* isNew */.BS)(target)} and (${other.join(' or ')})`;
    const prediction = await (0,offence/* offenders */.nN)(prod, query, {
        name: `${target.name}: ids differ`,
        expected: `the same ${ids.join(', ')} for the same ${key.join(', ')} on both sides`,
        fix: 'each side handed out its own ids: write ids: remap',
    });
    return (0,offence/* asFindings */.XE)(prediction, disclosure);
}
/**
 * Ids from a sequence are handed out on each side by itself: one that has another unique value there
 * is most likely another thing. Also where the row itself stays, in mode insert: what refers to it
 * comes with development's meaning.
 */
async function otherThings(prod, { target, difference }, disclosure) {
    if (!(0,promotion_target/* isSequenceBacked */.Qs)(target))
        return [];
    const compared = target.uniques.filter(({ operators }) => !operators.includes(null));
    const unique = new Set(compared.flatMap(({ uses }) => uses));
    const telling = target.payload.filter((name) => unique.has(name));
    const differing = target.mode === 'insert' ? difference.left : difference.updates;
    if (differing === 0)
        return [];
    const name = `${target.name}: ids differ`;
    if (telling.length === 0) {
        const found = `ids come from a sequence on each side, ${differing} ${differing === 1 ? 'row differs' : 'rows differ'} under the same id, and no unique column tells whether it is the same thing`;
        if (target.ids === 'same')
            return [(0,finding/* couldNotVerify */.ke)(name, `${found}; ids: same says that it is`)];
        return [
            (0,finding/* fail */.fJ)(name, {
                expected: 'the same things under the same ids',
                found,
                fix: 'write ids: remap with the key: [column] by which the rows are the same; or ids: same, if one database was copied from the other and rows are added in one alone',
            }),
        ];
    }
    const query = `select ${(0,staging/* stagedKey */["in"])(target, 's')} from ${(0,promotion_difference/* pairing */.L8)(target)}
    where not ${(0,promotion_difference/* isNew */.BS)(target)} and ${(0,staging/* inScope */.SB)(target, 's')} and ${(0,staging/* inScope */.SB)(target, 'p')} and ${(0,promotion_difference/* differsIn */.$N)(telling)}`;
    const prediction = await (0,offence/* offenders */.nN)(prod, query, {
        name,
        expected: `the same ${telling.join(', ')} under the same id on both sides`,
        fix: 'ids come from a sequence on each side, so these rows are probably different things: write ids: remap with the key by which the rows are the same, or give them the same ids',
    });
    return (0,offence/* asFindings */.XE)(prediction, disclosure);
}
function strangeReferences({ target, difference }) {
    if (difference.inserts + difference.updates === 0)
        return [];
    return target.strange.map(({ column, parentName }) => (0,finding/* couldNotVerify */.ke)(`${target.name}: what ${column} refers to`, `${parentName} hands out its ids by a sequence on each side and is not promoted: whether development's id is the same thing in production was not looked at`, `add ${parentName} to reference-tables with a key and ids: remap, or write exclude: [${column}]`));
}

;// CONCATENATED MODULE: ./src/promotion/guards.ts



/**
 * In a table of ten rows two changes are 20 percent already. So many updated rows pass whatever
 * their share, unless the limit is 0: then no existing row may change.
 */
const ALWAYS_ALLOWED_UPDATES = 5;
/** Guards that stop a promotion that would do what nobody meant. */
async function guard(prod, tables, consequences, { maxChangePercent, maxDeletes }, disclosure) {
    return [
        ...passOr('empty source', 'no table is empty in development alone', tables.flatMap(guardSource)),
        ...passOr('share of changed rows', `at most ${maxChangePercent} % of the existing rows change`, tables.flatMap((table) => guardShare(table, maxChangePercent))),
        ...passOr('deletes', `at most ${maxDeletes}`, guardDeletes(tables, consequences, maxDeletes)),
        ...tables.flatMap(tellOutside),
        ...passOr('ids mean the same', 'no id has other unique values on the other side, as far as promoted columns tell', await guardIds(prod, tables, disclosure)),
    ];
}
function passOr(name, found, failures) {
    return failures.length === 0 ? [(0,finding/* pass */.IX)(name, found)] : failures;
}
function guardSource({ target, difference: { devRows, scopeRows } }) {
    if (devRows > 0 || scopeRows === 0)
        return [];
    return [
        (0,finding/* fail */.fJ)(`${target.name}: empty source`, {
            expected: 'rows in development',
            found: `none in development, ${scopeRows} in production`,
            fix: 'check that DEV_DATABASE_URL is the database where the rows are maintained, or take the table off the list',
        }),
    ];
}
/** Asked again under the locks: rows that only production has may go meanwhile, and are part of the whole. */
function guardShare({ target, difference }, maxChangePercent) {
    const { updates, deletes, scopeRows } = difference;
    const touched = updates + deletes;
    const floor = maxChangePercent === 0 ? 0 : ALWAYS_ALLOWED_UPDATES;
    if (touched <= floor || touched * 100 <= maxChangePercent * scopeRows)
        return [];
    const percent = Math.round((touched * 1_000) / scopeRows) / 10;
    const words = deletes === 0 ? 'updated' : 'updated or deleted';
    return [
        (0,finding/* fail */.fJ)(`${target.name}: share of changed rows`, {
            expected: `at most ${maxChangePercent} % of the existing rows, or ${floor} rows`,
            found: `${touched} of ${scopeRows} rows would be ${words} (${percent} %)`,
            fix: 'look at the preview; if it is right, raise max-change-percent for this run',
        }),
    ];
}
/** Rows that go by ON DELETE CASCADE, or lose a reference, count as if they stood on the list. */
function guardDeletes(tables, consequences, maxDeletes) {
    const planned = tables.reduce((sum, { difference }) => sum + difference.deletes, 0);
    const hurt = (0,deletion_consequences/* rowsHurt */.f5)(consequences);
    if (planned + hurt <= maxDeletes)
        return [];
    const others = hurt === 0
        ? ''
        : `, and ${hurt} ${hurt === 1 ? 'row that refers' : 'rows that refer'} to them would go or be rewritten`;
    return [
        (0,finding/* fail */.fJ)('deletes', {
            expected: `at most ${maxDeletes} (max-deletes)`,
            found: `${planned} ${planned === 1 ? 'row' : 'rows'} would be deleted${others}`,
            fix: 'look at the rows; if all of them shall go, set max-deletes to that number for this run, or use mode: upsert',
        }),
    ];
}
/** A row that is outside of `where` on one side is not promoted: what would be right for it is not known. */
function tellOutside({ target, difference: { outside, leaving } }) {
    const tell = (rows, inside, beyond) => rows === 0
        ? []
        : [
            (0,finding/* warn */.R8)(`${target.name}: outside of where in ${beyond}`, {
                found: `${rows} ${rows === 1 ? 'row' : 'rows'} inside of where in ${inside} and outside of it in ${beyond}: left alone in production`,
                fix: 'to promote what is left out, change in production what where reads, or where itself',
            }),
        ];
    return [
        ...tell(outside, 'development', 'production'),
        ...tell(leaving, 'production', 'development'),
    ];
}


/***/ }),

/***/ 82879:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CH: () => (/* binding */ changedRows),
/* harmony export */   T: () => (/* binding */ deletesFirst),
/* harmony export */   X6: () => (/* binding */ newImages),
/* harmony export */   Z$: () => (/* binding */ deletedRows),
/* harmony export */   a0: () => (/* binding */ oldImages),
/* harmony export */   d2: () => (/* binding */ finalImages),
/* harmony export */   dI: () => (/* binding */ sameEntry),
/* harmony export */   "do": () => (/* binding */ CHANGE_KEY),
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
/** Whether the index takes two rows of {@link entries} for the same. */
function sameEntry({ operators, nullsEqual }, left, right) {
    const equal = operators.map((operator, at) => {
        const [one, other] = [`${left}.${entry(at)}`, `${right}.${entry(at)}`];
        const same = `${one} ${operator ?? '='} ${other}`;
        return nullsEqual ? `(${same} or (${one} is null and ${other} is null))` : same;
    });
    return equal.join(' and ');
}
function entry(at) {
    return `"db_deploy entry ${at}"`;
}
/** Every row to be inserted or updated, as it will be. */
function newImages(target) {
    return `(select c.key as ${CHANGE_KEY}, c.op as ${CHANGE_OP}, c.changed as ${CHANGE_COLUMNS},
                  ${written(target)})`;
}
/** The columns of changed rows as they will be, with where they come from: an update keeps what is insert-only. */
function written(target) {
    const { columns, insertOnly, name } = target;
    if (insertOnly.length === 0)
        return `${(0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .list */ .p_)('s', columns)} from ${changedRows(target)}`;
    const values = columns.map((column) => {
        const [value, kept] = [`s.${(0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(column)}`, `p.${(0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(column)}`];
        if (!insertOnly.includes(column))
            return value;
        return `case when c.op = 'update' then ${kept} else ${value} end as ${(0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(column)}`;
    });
    return `${values.join(', ')} from ${changedRows(target)}
          left join ${name} p on c.op = 'update' and ${(0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .sameKey */ .el)(target, 's', 'p')}`;
}
/** The deletes of a target (c) with the rows of production that they mean (p). */
function deletedRows(target) {
    if (target.mode !== 'mirror')
        return `${_staging_js__WEBPACK_IMPORTED_MODULE_0__/* .CHANGES */ .Y6} c join ${target.name} p on false`;
    return `${_staging_js__WEBPACK_IMPORTED_MODULE_0__/* .CHANGES */ .Y6} c
      join ${(0,_staging_js__WEBPACK_IMPORTED_MODULE_0__/* .goneOf */ .Bl)(target)} k on c.target = ${target.at} and c.op = 'delete' and c.key = k.${_staging_js__WEBPACK_IMPORTED_MODULE_0__/* .GONE_KEY */ .SR}
      join ${target.name} p on ${(0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .sameKey */ .el)(target, 'k', 'p')}`;
}
/** Whether the deletes of a target go before its inserts: no other promoted row may hold on to them. */
function deletesFirst({ oid, children, ...target }, targets) {
    return (target.mode === 'mirror' &&
        !children.some(({ child }) => child === oid || targets.some((other) => other.oid === child)));
}
/** Every row that gives up values while others are written, as it is now. */
function oldImages(target, targets) {
    const updated = `select c.key as ${CHANGE_KEY}, c.changed as ${CHANGE_COLUMNS}, ${(0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .list */ .p_)('p', target.columns)}
             from ${changedRows(target)} join ${target.name} p on ${(0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .sameKey */ .el)(target, 's', 'p')}
            where c.op = 'update'`;
    if (target.mode !== 'mirror' || deletesFirst(target, targets))
        return `(${updated})`;
    return `(${updated} union all
           select c.key, null, ${(0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .list */ .p_)('p', target.columns)} from ${deletedRows(target)})`;
}
/** The whole table as it will be. */
function finalImages(target) {
    const deleted = target.mode === 'mirror'
        ? `and not exists (select from ${(0,_staging_js__WEBPACK_IMPORTED_MODULE_0__/* .goneOf */ .Bl)(target)} k where ${(0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .sameKey */ .el)(target, 'k', 'p')})`
        : '';
    return `(select ${written(target)}
           union all
           select ${(0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .list */ .p_)('p', target.columns)} from ${target.name} p
            where not exists (select from ${changedRows(target)}
                               where c.op = 'update' and ${(0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .sameKey */ .el)(target, 's', 'p')}) ${deleted})`;
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

/***/ 64717:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ inInsertOrder)
/* harmony export */ });
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


/***/ }),

/***/ 24701:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ colliders),
/* harmony export */   i: () => (/* binding */ parkingOf)
/* harmony export */ });
/* harmony import */ var _images_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(82879);
/* harmony import */ var _staging_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(36940);
/* harmony import */ var _target_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83892);



const NUMBERED = '"db_deploy number"';
/** Undefined when the index has no plain column of ours that can hold something else for a moment. */
function parkingOf(target, index) {
    const plain = index.columns.filter((name) => name !== null && target.payload.includes(name));
    const nullable = plain.find((name) => !index.nullsEqual && !target.required.includes(name));
    if (nullable !== undefined)
        return { column: nullable, value: 'null', isNull: true };
    for (const column of plain.filter((name) => !isReference(target, name))) {
        const value = placeholder(target, column);
        if (value !== undefined)
            return { column, value, isNull: false };
    }
    return undefined;
}
/** There a value that nobody else has would refer to nothing, or leave others without their reference. */
function isReference({ parents, children }, column) {
    return (parents.some(({ childColumns }) => childColumns.includes(column)) ||
        children.some(({ parentColumns }) => parentColumns.includes(column)));
}
const NUMBER = /^(?:smallint|integer|bigint|numeric(?:\(\d+,0\))?)$/;
const TEXT = /^(?:text|character varying(?:\((\d+)\))?)$/;
/** Characters of a uuid. */
const UUID_LENGTH = 36;
/** Where there is one, the largest number of an exact type. */
function largest(type) {
    const digits = /^numeric\((\d+),0\)$/.exec(type)?.[1];
    return digits === undefined ? LARGEST[type] : '9'.repeat(Number(digits));
}
const LARGEST = {
    smallint: '32767',
    integer: '2147483647',
    bigint: '9223372036854775807',
};
/** Numbers go on behind the largest, as CHECK constraints of positions let them; without room there, before the smallest. */
function placeholder(target, column) {
    const type = target.types[column] ?? '';
    const name = (0,_target_js__WEBPACK_IMPORTED_MODULE_2__/* .quoted */ .TL)(column);
    if (NUMBER.test(type)) {
        const next = `max(x.${name})::numeric + held.${NUMBERED}`;
        const most = largest(type);
        const room = most === undefined ? 'true' : `${next} <= ${most}`;
        return `(select case when ${room} then ${next} else min(x.${name})::numeric - held.${NUMBERED} end
        from (select ${name} from ${target.name} union all select ${name} from ${(0,_staging_js__WEBPACK_IMPORTED_MODULE_1__/* .stageOf */ .gV)(target)}) x)::${type}`;
    }
    if (type === 'uuid')
        return 'gen_random_uuid()';
    const [isText, most] = TEXT.exec(type) ?? [];
    const fits = isText !== undefined && (most === undefined || Number(most) >= UUID_LENGTH);
    return fits ? 'gen_random_uuid()::text' : undefined;
}
/**
 * The rows that hold now what another changed row is to get: their key columns, {@link CHANGE_KEY},
 * and a number from 1.
 * A unique index is checked row by row, so even a plain swap in one UPDATE fails.
 */
function colliders(target, index, targets) {
    const key = (0,_target_js__WEBPACK_IMPORTED_MODULE_2__/* .list */ .p_)('x', target.key.map(({ name }) => name));
    const where = index.predicate === null ? '' : `where (${index.predicate})`;
    return `(select found.*, row_number() over () as ${NUMBERED} from (select distinct ${(0,_target_js__WEBPACK_IMPORTED_MODULE_2__/* .list */ .p_)('o', target.key.map(({ name }) => name))}, o.${_images_js__WEBPACK_IMPORTED_MODULE_0__/* .CHANGE_KEY */ ["do"]}
             from (select x.${_images_js__WEBPACK_IMPORTED_MODULE_0__/* .CHANGE_KEY */ ["do"]}, ${key}, ${(0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .entries */ .jO)(index)} from ${(0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .oldImages */ .a0)(target, targets)} x ${where}) o
             join (select ${key}, ${(0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .entries */ .jO)(index)} from ${(0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .newImages */ .X6)(target)} x ${where}) n
               on ${(0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .sameEntry */ .dI)(index, 'o', 'n')}
            where not (${(0,_target_js__WEBPACK_IMPORTED_MODULE_2__/* .sameKey */ .el)(target, 'o', 'n')})) found)`;
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
/* harmony import */ var _businesskey_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(96004);
/* harmony import */ var _parking_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(24701);






/** Rows that would share a unique value once everything is applied, or that cannot get past each other. */
async function predictUniques(prod, target, targets, inserts) {
    const predictions = [await predictDuplicateKeys(prod, target)];
    const key = target.key.map(({ name }) => name);
    for (const index of target.uniques) {
        if (index === (0,_businesskey_js__WEBPACK_IMPORTED_MODULE_4__/* .indexOf */ .qh)(key, target.uniques))
            continue;
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
            fix: toldApart(target, index),
        }), await predictSwaps(prod, target, index, name, targets));
    }
    return (0,_offence_js__WEBPACK_IMPORTED_MODULE_1__/* .together */ .bs)(predictions);
}
function toldApart(target, { columns, predicate }) {
    const plain = predicate === null && columns.every((name) => name !== null);
    if (!plain || target.ids === 'remap' || !(0,_target_js__WEBPACK_IMPORTED_MODULE_3__/* .isSequenceBacked */ .Qs)(target)) {
        return 'the same thing stands under another key, or twice: give it one key on both sides';
    }
    return `each side gave the same ${columns.join(', ')} an id of its own: write {table: ${target.name}, key: [${columns.join(', ')}], ids: remap}, for tables that refer to it too`;
}
function isJudgeable({ uses, operators }, { columns }) {
    return uses.every((name) => columns.includes(name)) && !operators.includes(null);
}
/** Two staged rows that production's equality takes for one: citext, nondeterministic collations. */
async function predictDuplicateKeys(prod, target) {
    const query = `select ${(0,_staging_js__WEBPACK_IMPORTED_MODULE_2__/* .stagedKey */ ["in"])(target, 's')} from ${(0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .changedRows */ .CH)(target)}
                   join ${(0,_staging_js__WEBPACK_IMPORTED_MODULE_2__/* .staged */ .f6)(target)} o on ${(0,_target_js__WEBPACK_IMPORTED_MODULE_3__/* .sameKey */ .el)(target, 's', 'o')} and o.ctid <> s.ctid`;
    return (0,_offence_js__WEBPACK_IMPORTED_MODULE_1__/* .offenders */ .nN)(prod, query, {
        name: `${target.name}: ${target.key.every(({ name }) => target.primary.includes(name)) ? 'primary key' : 'key'}`,
        expected: 'keys that production tells apart',
        fix: 'production’s collation takes these keys for equal: rename one of them in development',
    });
}
function collisions(target, index) {
    const key = (0,_target_js__WEBPACK_IMPORTED_MODULE_3__/* .list */ .p_)('x', target.key.map(({ name }) => name));
    const where = index.predicate === null ? '' : `where (${index.predicate})`;
    const touched = `${where === '' ? 'where' : `${where} and`} ${(0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .touches */ .yI)(index.uses)}`;
    return `select n.${_images_js__WEBPACK_IMPORTED_MODULE_0__/* .CHANGE_KEY */ ["do"]}
            from (select x.${_images_js__WEBPACK_IMPORTED_MODULE_0__/* .CHANGE_KEY */ ["do"]}, ${key}, ${(0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .entries */ .jO)(index)}
                    from ${(0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .newImages */ .X6)(target)} x ${touched}) n
            join (select ${key}, ${(0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .entries */ .jO)(index)} from ${(0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .finalImages */ .d2)(target)} x ${where}) f
              on ${(0,_images_js__WEBPACK_IMPORTED_MODULE_0__/* .sameEntry */ .dI)(index, 'n', 'f')}
           where not (${(0,_target_js__WEBPACK_IMPORTED_MODULE_3__/* .sameKey */ .el)(target, 'n', 'f')})`;
}
/** The final state is fine, but on the way there two rows would hold one value, and none can be parked. */
async function predictSwaps(prod, target, index, name, targets) {
    if (!index.immediate)
        return _offence_js__WEBPACK_IMPORTED_MODULE_1__/* .NOTHING */ .K$;
    const parking = (0,_parking_js__WEBPACK_IMPORTED_MODULE_5__/* .parkingOf */ .i)(target, index);
    const checks = target.checks.filter(({ uses }) => parking?.isNull === false && uses.includes(parking.column));
    if (parking !== undefined && checks.length === 0)
        return _offence_js__WEBPACK_IMPORTED_MODULE_1__/* .NOTHING */ .K$;
    const onTheWay = `${name}, on the way`;
    const swaps = await (0,_offence_js__WEBPACK_IMPORTED_MODULE_1__/* .offenders */ .nN)(prod, `select held.${_images_js__WEBPACK_IMPORTED_MODULE_0__/* .CHANGE_KEY */ ["do"]} from ${(0,_parking_js__WEBPACK_IMPORTED_MODULE_5__/* .colliders */ .K)(target, index, targets)} held`, {
        name: onTheWay,
        expected: 'values that no other changed row holds until then',
        fix: 'these rows hand their values to one another, and the server checks every row at once: make the constraint DEFERRABLE, allow NULL in one of its columns, or promote in two steps',
    });
    if (parking === undefined || swaps.offences.length === 0)
        return swaps;
    const names = checks.map((check) => check.name).join(', ');
    const reason = `rows hand their values to one another, and ${parking.column} holds others for a moment: whether ${names} allows them shows when the rows are written, and if not, nothing is applied`;
    return { offences: [], unjudged: [{ name: onTheWay, reason }] };
}


/***/ }),

/***/ 43715:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  V: () => (/* binding */ preview)
});

// EXTERNAL MODULE: ./src/record/finding.ts
var finding = __webpack_require__(11836);
// EXTERNAL MODULE: ./src/postgres/transaction.ts
var transaction = __webpack_require__(81979);
// EXTERNAL MODULE: ./src/promotion/comparison.ts + 2 modules
var comparison = __webpack_require__(55741);
// EXTERNAL MODULE: ./src/promotion/guards.ts + 1 modules
var guards = __webpack_require__(8718);
// EXTERNAL MODULE: ./src/promotion/disclosure.ts
var promotion_disclosure = __webpack_require__(92372);
;// CONCATENATED MODULE: ./src/promotion/deletion/findings.ts


/** What the deletes would do to others: refused by the server, or said before it happens. */
function consequenceFindings(consequences, disclosure) {
    return consequences.flatMap((one) => [
        ...(one.rows > 0 || one.effect === 'unseen' ? [asFinding(one, disclosure)] : []),
        ...(one.effect === 'blocks' || one.effect === 'unseen' || one.mayLockChild
            ? []
            : [unlockable(one)]),
    ]);
}
function asFinding(consequence, disclosure) {
    const { key, parentName, childName, effect, rows, regretted, parents, parentKeys } = consequence;
    const name = `${parentName}: deletes, referenced by ${childName}, ${key}`;
    const count = `${rows} ${rows === 1 ? 'row' : 'rows'} of ${childName}`;
    const which = parents === 0 ? '' : `; they refer to ${(0,promotion_disclosure/* listed */.KE)(parents, parentKeys, disclosure)}`;
    if (regretted > 0) {
        const words = effect === 'deletes' ? 'be deleted with them' : 'lose the reference';
        return (0,finding/* fail */.fJ)(name, {
            expected: `rows of ${childName} to be as development has them`,
            found: `${count} would ${words}, ${regretted} of which development has otherwise${which}`,
            fix: 'the promotion leaves this reference to production (by exclude, insert-only, where or mode insert): point those rows elsewhere there first, or use mode: upsert',
        });
    }
    switch (effect) {
        case 'blocks':
            return (0,finding/* fail */.fJ)(name, {
                expected: 'no row that refers to a row to be deleted',
                found: `${count} would refer to nothing${which}`,
                fix: 'point those rows elsewhere first, keep the rows in development, or use mode: upsert',
            });
        case 'deletes':
            return (0,finding/* warn */.R8)(name, {
                found: `${count} would be deleted with them (ON DELETE CASCADE), and count against max-deletes`,
            });
        case 'rewrites':
            return (0,finding/* warn */.R8)(name, {
                found: `${count} would lose the reference (ON DELETE SET NULL or DEFAULT), and count against max-deletes${which}`,
            });
        case 'unseen':
            return (0,finding/* fail */.fJ)(name, {
                expected: 'to see the rows that refer to what would be deleted',
                found: `the role may not read ${childName}`,
                fix: `run on production: grant select on ${childName} to the role, or use mode: upsert`,
            });
    }
}
function unlockable({ parentName, childName, key }) {
    return (0,finding/* fail */.fJ)(`${parentName}: deletes, lock on ${childName}, ${key}`, {
        expected: 'a lock that keeps others from adding rows which would be deleted or rewritten unseen',
        found: 'the role may not lock the table',
        fix: `run on production: grant update on ${childName} to the role, or use mode: upsert`,
    });
}

// EXTERNAL MODULE: ./src/promotion/offence.ts
var offence = __webpack_require__(14431);
// EXTERNAL MODULE: ./src/promotion/images.ts
var promotion_images = __webpack_require__(82879);
// EXTERNAL MODULE: ./src/promotion/target.ts
var promotion_target = __webpack_require__(83892);
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

// EXTERNAL MODULE: ./src/promotion/order.ts
var order = __webpack_require__(64717);
// EXTERNAL MODULE: ./src/promotion/staging.ts
var staging = __webpack_require__(36940);
;// CONCATENATED MODULE: ./src/promotion/prediction/references.ts





/** Foreign keys in both directions: parents that are missing, children that lose theirs. */
async function predictReferences(prod, target, targets) {
    const predictions = [];
    for (const key of target.parents)
        predictions.push(await missingParents(prod, target, key, targets), await lateParents(prod, target, key, targets));
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
    if (key.childName !== target.name) {
        return unjudged(name, `it binds ${key.childName} alone; the server checks it when rows are written`);
    }
    if (!key.mayReadParent) {
        return unjudged(name, `the role may not read ${key.parentName}; the server checks it when rows are written`);
    }
    const parent = targets.find(({ oid }) => oid === key.parent);
    const comes = parent !== undefined && key.parentColumns.every((column) => parent.columns.includes(column));
    const filled = key.childColumns.map((column) => `x.${(0,promotion_target/* quoted */.TL)(column)} is not null`);
    const pointing = `select x.${promotion_images/* CHANGE_KEY */["do"]} from ${(0,promotion_images/* newImages */.X6)(target)} x
    where ${(0,promotion_images/* touches */.yI)(key.childColumns)} and ${filled.join(' and ')}`;
    const missing = `${pointing} and not exists (
    select from ${comes ? (0,promotion_images/* finalImages */.d2)(parent) : key.parentName} p where ${pairs(key, 'p', 'x')})`;
    const going = targets.some(({ mode }) => mode === 'mirror')
        ? `union ${pointing} and exists (${takenAlong(key, parent)} and ${pairs(key, 'p', 'x')})`
        : '';
    const query = `${missing} ${going}`;
    return (0,offence/* offenders */.nN)(prod, query, {
        name,
        expected: `rows of ${key.parentName} that they refer to`,
        fix: parent === undefined
            ? `add ${key.parentName} to reference-tables, or create the rows in production`
            : 'create the rows they refer to in development',
    });
}
/**
 * Parents that get the value referred to by an update, after the row that refers to it is written:
 * where tables refer to themselves or to one another, inserts come before updates.
 */
async function lateParents(prod, target, key, targets) {
    const group = (0,order/* inInsertOrder */.n)(targets).find((one) => one.includes(target));
    const parent = group?.find(({ oid }) => oid === key.parent);
    const owned = key.childColumns.every((name) => target.columns.includes(name));
    if (parent === undefined || key.deferrable || !owned)
        return offence/* NOTHING */.K$;
    const given = key.parentColumns.filter((name) => parent.payload.includes(name));
    if (given.length === 0)
        return offence/* NOTHING */.K$;
    const query = `select x.${promotion_images/* CHANGE_KEY */["do"]} from ${(0,promotion_images/* newImages */.X6)(target)} x
    where ${(0,promotion_images/* touches */.yI)(key.childColumns)} and exists (
      select from ${(0,promotion_images/* changedRows */.CH)(parent)} where c.op = 'update'
         and c.changed && array[${given.map(promotion_target/* literal */.eu).join(', ')}]::text[] and ${pairs(key, 's', 'x')})`;
    return (0,offence/* offenders */.nN)(prod, query, {
        name: `${target.name}: foreign key ${key.name}, on the way`,
        expected: `rows of ${key.parentName} that hold the value already`,
        fix: 'the rows they refer to get that value by the same promotion: make the foreign key DEFERRABLE, or promote in two steps',
    });
}
/** Rows that are there now, and go by ON DELETE CASCADE; what mode mirror itself deletes, a new row may replace. */
function takenAlong({ parentName }, parent) {
    const planned = parent?.mode === 'mirror'
        ? `and not exists (select from ${(0,staging/* goneOf */.Bl)(parent)} k where ${(0,promotion_target/* sameKey */.el)(parent, 'k', 'p')})`
        : '';
    return `select from ${parentName} p join ${staging/* DOOMED */.DJ} d on d.part = p.tableoid and d.place = p.ctid
    where true ${planned}`;
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
    const changed = `from ${(0,promotion_images/* changedRows */.CH)(target)} join ${key.parentName} p on ${(0,promotion_target/* sameKey */.el)(target, 's', 'p')}
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
        await (0,uniques/* predictUniques */.y)(prod, target, targets, difference.inserts > 0),
        await predictReferences(prod, target, targets),
    ]);
}

;// CONCATENATED MODULE: ./src/promotion/samples.ts




/** Rows shown per table; the counts are of all. */
const MOST_SHOWN = 20;
const NONE = `'{}'::text[]`;
/** The first changes of a table, deletes first, inserts last, with what changes in them if that may be said. */
async function readSamples(prod, target, disclosure) {
    const { columns } = target;
    const { values } = disclosure;
    const now = texts(columns.map((name) => `p.${(0,promotion_target/* quoted */.TL)(name)}`));
    const then = texts(columns.map((name) => (0,staging/* settled */.gu)(target, 's', name)));
    const rows = await prod.query(`with shown as (
       select c.op, c.key, c.changed, ${values ? now : NONE} as before, ${values ? then : NONE} as after
         from ${(0,promotion_images/* changedRows */.CH)(target)} left join ${target.name} p on ${(0,promotion_target/* sameKey */.el)(target, 's', 'p')}
       union all
       select c.op, c.key, null, ${values ? now : NONE}, ${NONE} from ${(0,promotion_images/* deletedRows */.Z$)(target)})
     select * from shown
      order by array_position('{delete,update,insert}'::text[], op), length(key), key collate "C"
      limit ${MOST_SHOWN}`);
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
function texts(values) {
    return `array[${values.map((value) => `left((${value})::text, 250)`).join(', ')}]::text[]`;
}
function shorten(value) {
    return value == null ? null : (0,promotion_disclosure/* capped */.uo)(value);
}

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
        const { tables, selections, digest, consequences } = await (0,comparison/* compare */.U)(databases, request, {
            ids: 'imagined',
            // Not earlier: temporary tables cannot be created in a read-only transaction, only filled.
            staged: async () => {
                await (0,staging/* createPreviewed */.ME)(prod);
                await prod.query('set transaction read only');
            },
        });
        await prod.query(`delete from ${staging/* PREVIEWED */.Wt}`);
        await prod.query(`insert into ${staging/* PREVIEWED */.Wt} select target, op, key, pre, post from ${staging/* CHANGES */.Y6}`);
        const targets = tables.map(({ target }) => target);
        const conflicts = [...consequenceFindings(consequences, disclosure)];
        const shown = [];
        for (const table of tables) {
            const prediction = isChanged(table) ? await predict(prod, table, targets) : offence/* NOTHING */.K$;
            conflicts.push(...(0,offence/* asFindings */.XE)(prediction, disclosure), ...triggersAhead(table), ...sequencesBehind(table)); // prettier-ignore
            shown.push(await describe(databases, table, prediction));
        }
        return {
            tables: shown,
            digest,
            oids: targets.map(({ oid }) => oid),
            consequences,
            selections,
            findings: [
                (0,finding/* pass */.IX)('tables', `${targets.length} comparable: ${targets.map(({ name }) => name).join(', ')}`),
                (0,finding/* pass */.IX)('preview', 'made in a transaction that the server held read-only'),
                ...(await (0,guards/* guard */.a)(prod, tables, consequences, request, disclosure)),
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
function isChanged({ difference: { inserts, updates, deletes } }) {
    return inserts + updates + deletes > 0;
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
/** Rows that come with such values may be met again by production's own. */
function sequencesBehind({ target, difference }) {
    if (difference.inserts === 0)
        return [];
    return target.sequences
        .filter(({ plain }) => !plain)
        .map(({ name, column }) => (0,finding/* couldNotVerify */.ke)(`${target.name}: sequence ${name}`, `${column} is made of its numbers by an expression; it stays where it is, and may hand out a number whose value has come with these rows`));
}
function firingTriggers({ triggers }, { inserts, updates, deletes }) {
    return triggers
        .filter(({ onInsert, onUpdate, onDelete }) => (onInsert && inserts > 0) || (onUpdate && updates > 0) || (onDelete && deletes > 0))
        .map(({ name }) => name);
}
async function describe({ prod, disclosure }, { target, difference }, { offences }) {
    const { devRows, prodRows, inserts, updates, deletes, left } = difference;
    const changed = inserts + updates + deletes > 0;
    return {
        table: target.name,
        mode: target.mode,
        devRows,
        prodRows,
        inserts,
        updates,
        deletes,
        // Keys are unique on both sides, so each row of development is either new or has its twin.
        kept: prodRows - (devRows - inserts) - deletes,
        left,
        conflicts: offences.reduce((sum, { rows }) => sum + rows, 0),
        columnChanges: updates > 0 ? await countColumnChanges(prod, target) : [],
        samples: changed ? await readSamples(prod, target, disclosure) : [],
    };
}


/***/ }),

/***/ 14727:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ raiseSequences)
/* harmony export */ });
/* harmony import */ var _target_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83892);


/**
 * Moves the sequences behind the written columns past their largest value, never back. setval is
 * not undone by a rollback, which is harmless in this direction: some numbers are skipped. Hence the
 * last thing before COMMIT. A descending sequence moves the other way; which number of a sequence an
 * expression made a value of is not known.
 */
async function raiseSequences(prod, targets) {
    const raised = [];
    for (const target of targets) {
        for (const sequence of target.sequences.filter(({ plain }) => plain)) {
            raised.push(...(await raise(prod, target, sequence)));
        }
    }
    return raised;
}
/** `is_called` false means that `last_value` itself is the next number to be handed out. */
async function raise(prod, { name: table }, { name, column, descending }) {
    const [furthest, beyond] = descending ? ['min', '<'] : ['max', '>'];
    return prod.query(`select ${(0,_target_js__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .eu)(name)}::text as sequence, s.last_value::text as from,
            setval(${(0,_target_js__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .eu)(name)}::regclass, t.furthest, true)::text as to
       from ${name} s, (select ${furthest}(${(0,_target_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .TL)(column)})::bigint as furthest from ${table}) t
      where t.furthest ${beyond} s.last_value or (t.furthest = s.last_value and not s.is_called)`);
}


/***/ })

};
