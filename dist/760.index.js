export const id = 760;
export const ids = [760,176];
export const modules = {

/***/ 75096:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Y: () => (/* binding */ applyPending)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/postgres/session.ts + 2 modules
var postgres_session = __webpack_require__(58622);
// EXTERNAL MODULE: ./src/record/finding.ts
var finding = __webpack_require__(11836);
// EXTERNAL MODULE: ./src/record/listed.ts
var listed = __webpack_require__(39528);
// EXTERNAL MODULE: ./src/record/watch.ts
var record_watch = __webpack_require__(81770);
;// CONCATENATED MODULE: ./src/migration/application/arrival.ts


/** What a wait may be seen too long: a backend notices its timeout late on a busy machine. */
const SLACK_MS = 2_000;
/**
 * Whether the tool's own sessions have the timeouts that its URL carries. No session sees another's
 * settings. But the name by which the tool is watched stands in the same URL: where it arrives, the
 * tool hands on what stands there; where none does, nothing shows it. One that waits for a lock
 * beyond its timeout does not have it.
 * @returns none where the watcher keeps the limits, or where no session lasted long enough to tell.
 */
function arrivalFindings(watch, { lockMs }, enforce) {
    const name = 'timeouts in the tool’s own sessions';
    if (enforce !== undefined || watch.samples === 0 || (0,record_watch/* longestUnseen */.B)(watch) !== undefined)
        return [];
    const late = watch.locks.find(({ waitedMs }) => lockMs > 0 && waitedMs > lockMs + SLACK_MS);
    if (late !== undefined) {
        return [
            (0,finding/* warn */.R8)(name, {
                expected: `no wait for a lock longer than lock_timeout ${lockMs} ms`,
                found: `it waited for ${late.mode} on ${late.table} for ${late.waitedMs} ms: it has set another lock_timeout, or its driver drops the options of its URL`,
                fix: 'take SET lock_timeout out of the migration, or set the timeouts on the role: ALTER ROLE … SET lock_timeout',
            }),
        ];
    }
    if (watch.knownBy !== 'application name') {
        const found = 'none bore the name that stands beside the timeouts in its URL, so nothing shows that it handed them on';
        return [(0,finding/* couldNotVerify */.ke)(name, found, 'let the tool connect by its URL as it is')];
    }
    const found = 'they bear the name that stands beside the timeouts in the URL: what it carries is handed on, and no wait for a lock was longer';
    return [(0,finding/* pass */.IX)(name, found)];
}

;// CONCATENATED MODULE: ./src/migration/application/order.ts

/** @param signal that ends the session: the step's own, or one with a deadline after a cancel. */
function sessionFor({ applicationName, purpose }, signal) {
    return { purpose, applicationName, signal, settings: (0,postgres_session/* directSettings */.n)() };
}
/** How the tool's sessions are called; by it they are watched, and ended when they stay. */
function toolName({ applicationName }) {
    return `${applicationName}/tool`;
}

// EXTERNAL MODULE: ./src/migration/application/run.ts + 2 modules
var application_run = __webpack_require__(94048);
// EXTERNAL MODULE: ./src/actions/neutral.ts
var neutral = __webpack_require__(3924);
// EXTERNAL MODULE: ./src/postgres/sqlstate.ts
var sqlstate = __webpack_require__(31406);
// EXTERNAL MODULE: external "node:perf_hooks"
var external_node_perf_hooks_ = __webpack_require__(643);
// EXTERNAL MODULE: ./src/actions/redaction.ts
var redaction = __webpack_require__(71434);
;// CONCATENATED MODULE: ./src/migration/watch/lockmodes.ts
/** From the weakest to the strongest, as pg_locks writes them. */
const MODES = [
    'AccessShareLock',
    'RowShareLock',
    'RowExclusiveLock',
    'ShareUpdateExclusiveLock',
    'ShareLock',
    'ShareRowExclusiveLock',
    'ExclusiveLock',
    'AccessExclusiveLock',
];
/** 0 for the weakest mode; -1 for what is no lock on a table. */
function strengthOf(mode) {
    return MODES.indexOf(mode);
}
/** `AccessExclusiveLock` as SQL spells it: `ACCESS EXCLUSIVE`. */
function spelled(mode) {
    return mode
        .replace(/Lock$/, '')
        .replace(/([a-z])([A-Z])/g, '$1 $2')
        .toUpperCase();
}
/** What a session waits for, in words. */
function awaited({ locktype, mode, oid }, names) {
    const table = (oid === null ? undefined : names.get(oid)) ?? 'a table without a name here';
    switch (locktype) {
        case 'relation':
            return `${spelled(mode)} on ${table}`;
        case 'tuple':
            return `a row of ${table}`;
        case 'transactionid':
            return 'the end of another transaction';
        case 'virtualxid':
            return 'the end of an older transaction that may still see the old state';
        case 'advisory':
            return 'an advisory lock';
        default:
            return `a lock of kind ${locktype}`;
    }
}

;// CONCATENATED MODULE: ./src/migration/watch/blockerdescription.ts




const HEAD_LENGTH = 120;
/**
 * Who stands in the way of a wait. All prepared transactions on the table are one, with pid 0.
 * An empty list where the role may not even ask.
 */
async function describeBlockers(session, pids, wait, disclosure) {
    const rows = await session
        .query(`with locks as materialized (
         select pid, mode, relation, transactionid, virtualtransaction from pg_locks
          where granted and (relation = $2::text::oid or pid is null)
       ), prepared as (
         -- Their locks have no pid; that on their own number tells whose the others are.
         select p.gid, p.owner, p.prepared, l.mode
           from pg_prepared_xacts p
           left join locks own on own.pid is null and own.transactionid = p.transaction
           left join locks l on l.pid is null and l.relation = $2::text::oid
                            and l.virtualtransaction = own.virtualtransaction
          where 0 = any ($1::int4[]) and p.database = current_database()
       )
       select a.pid, a.application_name as name, a.usename as role, a.backend_type as kind, a.state,
              extract(epoch from clock_timestamp() - a.xact_start)::float8 * 1e3 as age, a.query,
              array(select mode from locks l where l.pid = a.pid) as modes
         from pg_stat_activity a
        where a.pid = any ($1::int4[])
       union all
       select 0, string_agg(distinct gid, ', '), string_agg(distinct owner, ', '),
              'prepared transaction', 'prepared',
              extract(epoch from clock_timestamp() - min(prepared))::float8 * 1e3, null,
              array_remove(array_agg(distinct mode), null)
         from prepared
        where $2 is null or mode is not null
       having count(*) > 0`, [pids, wait.oid])
        .catch((error) => {
        if ((0,sqlstate/* codeOf */.$)(error) === sqlstate/* SQLSTATE */.c.insufficientPrivilege)
            return [];
        throw error;
    });
    return rows.map((row) => descriptionOf(row, disclosure));
}
function descriptionOf(row, { queries, masks }) {
    const { pid, state, age, query, modes } = row;
    const [strongest] = [...modes].sort((a, b) => strengthOf(b) - strengthOf(a));
    const isClient = row.kind === 'client backend';
    return {
        pid,
        who: whoIs(row),
        isHidden: row.kind === null,
        ...(state === null ? {} : { state }),
        ...(age === null ? {} : { transactionMs: Math.round(age) }),
        ...(strongest === undefined ? {} : { holds: spelled(strongest) }),
        ...(queries && isClient && query !== null ? { query: headOf((0,redaction/* redact */.E)(query, masks)) } : {}),
    };
}
function whoIs({ pid, name, role, kind, query }) {
    if (kind === 'prepared transaction') {
        return `prepared transaction ${(0,neutral/* plain */.p)(name)} of ${(0,neutral/* plain */.p)(role ?? '')}`;
    }
    if (kind === 'autovacuum worker') {
        const urgent = query?.includes('(to prevent wraparound)') === true;
        return `autovacuum${urgent ? ' (to prevent wraparound)' : ''}, backend ${pid}`;
    }
    if (role === null)
        return `a process of the server (autovacuum, as a rule), backend ${pid}`;
    const application = name === '' ? 'without a name' : (0,neutral/* plain */.p)(name);
    return `backend ${pid} of ${(0,neutral/* plain */.p)(role)}, ${application}`;
}
function headOf(query) {
    const line = (0,neutral/* plain */.p)(query.replace(/\s+/g, ' ')).trim();
    return line.length > HEAD_LENGTH ? `${line.slice(0, HEAD_LENGTH)}…` : line;
}

;// CONCATENATED MODULE: ./src/migration/watch/blockers.ts


const KEPT = 20;
/** A blocker that stays is looked at again: what it does and how old it is changes. */
const LOOK_AGAIN_MS = 5_000;
/** Everybody before the tool's waiting sessions, up to those who wait for nobody. */
function keepBlockers(names, disclosure) {
    const known = new Map();
    const hidden = new Set();
    let present = [];
    let lastAt = 0;
    const noteWait = async (session, wait, pids, at) => {
        const waitedFor = awaited(wait, names);
        const keyOf = (pid) => `${pid} ${waitedFor}`;
        const stale = pids.filter((pid) => {
            const one = known.get(keyOf(pid));
            return one === undefined || at - one.lookedAt >= LOOK_AGAIN_MS;
        });
        const described = stale.length === 0 ? [] : await describeBlockers(session, stale, wait, disclosure);
        for (const { isHidden, ...blocker } of described) {
            if (isHidden)
                hidden.add(blocker.pid);
            const before = known.get(keyOf(blocker.pid));
            const ms = before?.blocker.ms ?? 0;
            known.set(keyOf(blocker.pid), {
                ...(before ?? { wait: '', from: at }),
                blocker: { ...blocker, waitedFor, ms },
                lookedAt: at,
                age: blocker.transactionMs,
            });
        }
        const name = `${wait.pid}/${wait.since}`;
        for (const pid of pids) {
            const one = known.get(keyOf(pid));
            if (one === undefined)
                continue;
            // In the way since the wait began, unless an earlier sample of the same wait knew nothing of it.
            if (one.wait !== name)
                one.from = Math.max(wait.since, lastAt);
            one.wait = name;
            one.blocker.ms = Math.max(one.blocker.ms, Math.round(at - one.from));
            if (one.age !== undefined)
                one.blocker.transactionMs = Math.round(one.age + at - one.lookedAt);
            present.push(one.blocker);
        }
    };
    return {
        async note(session, { at }, queue, tool) {
            present = [];
            for (const wait of queue.waits.filter(({ pid }) => tool.has(pid))) {
                const pids = [...queue.before(wait.pid)].filter((pid) => !tool.has(pid));
                await noteWait(session, wait, pids, at);
            }
            present.sort((a, b) => Number(b.holds !== undefined) - Number(a.holds !== undefined));
            lastAt = at;
        },
        get present() {
            return present;
        },
        longest: () => [...known.values()]
            .map(({ blocker }) => blocker)
            .sort((a, b) => b.ms - a.ms)
            .slice(0, KEPT),
        get hidden() {
            return hidden.size;
        },
    };
}

;// CONCATENATED MODULE: ./src/migration/watch/roster.ts
/**
 * Knows a backend by pid and start from when it bore the tool's name, also when the tool renames its
 * session later; another that gets the same pid is another. That is for measuring: a session pooler
 * hands the same backend to the next client, so it may be stopped only while it bears the name. Where no name arrives (a pooler, a tool
 * that sets its own), sessions of the same role and address that began under the watch are taken
 * for the tool's: measured, never stopped.
 */
function keepRoster() {
    const proven = new Set();
    const likely = new Set();
    const hidden = new Set();
    const isProven = (backend) => proven.has(identity(backend));
    return {
        muster({ backends }) {
            for (const backend of backends) {
                (backend.named ? proven : likely).add(identity(backend));
                if (backend.started === null)
                    hidden.add(backend.pid);
            }
            const counted = proven.size > 0 ? backends.filter(isProven) : backends;
            return new Map(counted.map((backend) => [backend.pid, backend]));
        },
        get knownBy() {
            if (proven.size > 0)
                return 'application name';
            return likely.size > 0 ? 'role, address and start' : 'nothing';
        },
        get backends() {
            return proven.size > 0 ? proven.size : likely.size;
        },
        get hidden() {
            return hidden.size;
        },
    };
}
/** Names a backend for ever: the server uses pids again. */
function identity({ pid, started }) {
    return `${pid}/${started}`;
}

;// CONCATENATED MODULE: ./src/migration/watch/enforcement.ts


/** How long a cancelled backend may take before it is asked again; the third time it is ended. */
const PATIENCE_MS = 2_000;
const CANCELS = 2;
/**
 * @param toolName what a backend must be called to be stopped, when it was looked at and when it is.
 * @param tell says what was done to whom, and why.
 */
function keepLimits(toolName, tell) {
    let tried = new Map();
    const stops = [];
    const refused = new Set();
    const spared = new Map();
    return {
        async stop(session, at, excesses) {
            const still = new Map();
            for (const excess of excesses) {
                const key = identity(excess.backend);
                if (!excess.backend.named || excess.backend.started === null) {
                    spared.set(key, excess);
                    continue;
                }
                const last = tried.get(key) ?? { times: 0, at: Number.NEGATIVE_INFINITY };
                still.set(key, last);
                if (at - last.at < PATIENCE_MS || refused.has(key))
                    continue;
                const how = last.times < CANCELS ? 'cancelled' : 'ended';
                still.set(key, { times: last.times + 1, at });
                const { pid } = excess.backend;
                const reached = await signal(session, excess.backend, toolName, how);
                if (reached === 'refused') {
                    refused.add(key);
                    spared.set(key, excess);
                }
                if (reached !== 'reached')
                    continue;
                stops.push({ pid, how, limit: excess.limit, because: excess.because });
                tell(`Backend ${pid} of the migration was ${how}: ${excess.because}`);
            }
            tried = still;
        },
        stops,
        get spared() {
            return [...spared.values()];
        },
    };
}
/**
 * By pid, start and name in one statement: between two a pid may be used again, and a pooler may hand
 * the backend to the application.
 */
async function signal(session, backend, toolName, how) {
    const call = how === 'cancelled' ? 'pg_cancel_backend' : 'pg_terminate_backend';
    try {
        const rows = await session.query(`select ${call}(pid) from pg_stat_activity
        where pid = $1 and (extract(epoch from backend_start) * 1e6)::int8 = $2::int8
          and application_name = $3`, [backend.pid, backend.started, toolName]);
        return rows.length > 0 ? 'reached' : 'gone';
    }
    catch (error) {
        if ((0,sqlstate/* codeOf */.$)(error) === sqlstate/* SQLSTATE */.c.insufficientPrivilege)
            return 'refused';
        throw error;
    }
}

;// CONCATENATED MODULE: ./src/migration/watch/excess.ts


/** Who of the tool is over a limit in this sample, each once. */
function excessesIn(sample, queue, tool, stalls, limits) {
    const late = [...tool.values()].flatMap((backend) => lateness(backend, sample.at, queue, limits));
    const all = [...late, ...keepingOthers(stalls, limits)];
    return [...new Map(all.map((one) => [identity(one.backend), one])).values()];
}
function keepingOthers(stalls, { maxStallMs }) {
    if (maxStallMs === undefined)
        return [];
    return stalls
        .filter(({ stall }) => stall.ms > maxStallMs)
        .flatMap(({ stall, causes }) => causes.map((backend) => ({
        backend,
        limit: 'max-stall',
        because: `it kept backend ${stall.pid} waiting for over ${maxStallMs} ms`,
    })));
}
function lateness(backend, at, queue, { enforce, names }) {
    const { lockMs = 0, statementMs = 0 } = enforce ?? {};
    // It waits for old snapshots and keeps nobody waiting: what the server was told is enough.
    if (backend.concurrent)
        return [];
    const wait = queue.waitOf(backend.pid);
    if (lockMs > 0 && wait !== undefined && at - wait.since > lockMs) {
        const what = awaited(wait, names);
        return [
            { backend, limit: 'lock-timeout', because: `it waited for ${what} for over ${lockMs} ms` },
        ];
    }
    const { statementSince } = backend;
    if (statementMs > 0 && statementSince !== null && at - statementSince > statementMs) {
        const because = `its statement ran for over ${statementMs} ms`;
        return [{ backend, limit: 'statement-timeout', because }];
    }
    return [];
}

;// CONCATENATED MODULE: ./src/migration/watch/locksheld.ts


const locksheld_KEPT = 50;
/** The tool's locks on tables that others know, and how long each was held and waited for. */
function keepLocks(names) {
    let open = new Map();
    let lastAt;
    const measured = new Map();
    const of = (table, mode) => {
        const modes = measured.get(table) ?? new Map();
        measured.set(table, modes);
        const one = modes.get(mode) ?? { heldMs: 0, waitedMs: 0 };
        modes.set(mode, one);
        return one;
    };
    const settle = ({ table, mode, before, first, last }, endedBy) => {
        const one = of(table, mode);
        const heldMs = Math.round(last - first);
        if (heldMs < one.heldMs)
            return;
        one.heldMs = heldMs;
        if (endedBy === undefined || before === undefined)
            delete one.heldAtMostMs;
        else
            one.heldAtMostMs = Math.round(endedBy - before);
    };
    return {
        note(sample, queue, tool) {
            const going = new Map();
            for (const { pid, oid, mode } of sample.held) {
                const backend = tool.get(pid);
                const table = names.get(oid);
                if (backend === undefined || table === undefined)
                    continue;
                const key = `${identity(backend)} ${table} ${mode}`;
                const known = open.get(key) ?? { table, mode, before: lastAt, first: sample.at };
                going.set(key, { ...known, last: sample.at });
            }
            for (const [key, hold] of open)
                if (!going.has(key))
                    settle(hold, sample.at);
            for (const wait of queue.waits) {
                const table = wait.oid === null ? undefined : names.get(wait.oid);
                if (table === undefined || wait.locktype !== 'relation' || !tool.has(wait.pid))
                    continue;
                const one = of(table, wait.mode);
                one.waitedMs = Math.max(one.waitedMs, Math.round(sample.at - wait.since));
            }
            open = going;
            lastAt = sample.at;
        },
        strongest() {
            for (const hold of open.values())
                settle(hold, undefined);
            return [...measured]
                .map(([table, modes]) => {
                const [mode, one] = [...modes].reduce((a, b) => strengthOf(b[0]) > strengthOf(a[0]) ? b : a);
                return { table, mode, ...one };
            })
                .sort((a, b) => strengthOf(b.mode) - strengthOf(a.mode) || b.heldMs - a.heldMs)
                .slice(0, locksheld_KEPT)
                .map((lock) => ({ ...lock, mode: spelled(lock.mode) }));
        },
    };
}

;// CONCATENATED MODULE: ./src/migration/watch/pace.ts
/** Between two samples while a session of the tool is there or still to come; and else. */
const CLOSE_MS = 50;
const CALM_MS = 250;
/** A guard that looks more rarely is none: only a sample of over 10 ms makes sampling dearer than 1 %. */
const RAREST_MS = 1_000;
/** 1 % of one core, as rest for each millisecond of sampling. */
const REST = 100;
/** Sending, parsing and reading, on both sides, which the clocks of a sample do not see; measured 0.4 to 0.6. */
const UNSEEN_MS = 0.5;
/** One sample that the scheduler put aside says nothing about the next. */
const REMEMBERED = 5;
/** What dear samples cost beyond that is paid back over so many rests, so that none of them is long. */
const PAYMENTS = 4;
/** Keeps sampling below 1 % of one core: each rest is at least 100 times the usual sample, and dear ones are paid back. */
function keepPace() {
    const last = [];
    let totalMs = 0;
    let restedMs = 0;
    return {
        after(seenMs, close) {
            const costMs = seenMs + UNSEEN_MS;
            totalMs += costMs;
            last.push(costMs);
            if (last.length > REMEMBERED)
                last.shift();
            const usual = [...last].sort((a, b) => a - b)[Math.floor(last.length / 2)] ?? 0;
            const debt = REST * totalMs - restedMs;
            const due = Math.max(close ? CLOSE_MS : CALM_MS, REST * usual, debt / PAYMENTS);
            const rest = Math.min(RAREST_MS, due);
            restedMs += rest;
            return rest;
        },
        get totalMs() {
            return totalMs;
        },
    };
}

;// CONCATENATED MODULE: ./src/migration/watch/waitprogress.ts

/** A shorter wait is not worth a line. */
const SHORTEST_MS = 1_000;
const EVERY_MS = 5_000;
const NAMED = 3;
/** Says in the log what the migration waits for and behind whom; a line every few seconds. */
function waitProgress(names, log) {
    let toldAt = Number.NEGATIVE_INFINITY;
    return {
        tell({ at }, queue, tool, blockers) {
            const [wait] = queue.waits
                .filter(({ pid, since }) => tool.has(pid) && at - since >= SHORTEST_MS)
                .sort((a, b) => a.since - b.since);
            if (wait === undefined || at - toldAt < EVERY_MS)
                return;
            toldAt = at;
            const what = awaited(wait, names);
            const behind = blockers.slice(0, NAMED).map(blockerInWords).join('; ');
            log.info(`The migration waits for ${what} since ${inSeconds(at - wait.since)}${behind === '' ? '' : ` behind ${behind}`}`);
        },
    };
}
/** `backend 7 of app_user, web (idle in transaction for 61 s, holds ACCESS SHARE)`. */
function blockerInWords({ who, state, transactionMs, holds }) {
    const age = transactionMs === undefined ? '' : ` for ${inSeconds(transactionMs)}`;
    const parts = [
        `${state ?? 'state hidden'}${age}`,
        ...(holds === undefined ? [] : [`holds ${holds}`]),
    ];
    return `${who} (${parts.join(', ')})`;
}
function inSeconds(ms) {
    return `${Math.round(ms / 1_000)} s`;
}

;// CONCATENATED MODULE: ./src/migration/watch/queue.ts
/** Reads the chains out of a sample: a reader behind a waiting ALTER waits for the ALTER's blocker too. */
function queueOf({ waits }) {
    const byPid = new Map(waits.map((wait) => [wait.pid, wait]));
    return {
        waits,
        waitOf: (pid) => byPid.get(pid),
        before(pid) {
            const found = new Set();
            const open = [pid];
            for (let next = open.pop(); next !== undefined; next = open.pop()) {
                for (const blocker of byPid.get(next)?.behind ?? []) {
                    if (!found.has(blocker))
                        open.push(blocker);
                    found.add(blocker);
                }
            }
            return found;
        },
    };
}

;// CONCATENATED MODULE: ./src/migration/watch/sample.ts
/** pg_blocking_pids locks the whole lock table for a moment, once for each that waits. */
const WAITS_ASKED = 25;
/** Oids below are the server's own catalog (FirstNormalObjectId). */
const FIRST_OF_USERS = 16_384;
/**
 * One statement, so that its parts agree, and outside of a transaction, so that no snapshot is
 * held. Of sessions of other roles anybody sees pid, role, application name and every lock.
 */
const SAMPLE = `
  with activity as materialized (
    select pid, datid, usesysid, usename, application_name, backend_start, client_addr,
           case when state = 'active' then query_start end as statement_start,
           state = 'active' and query ~* '\\m(index|reindex|detach)\\M.*\\mconcurrently\\M' as concurrent
      from pg_stat_activity
  ), tool as materialized (
    select pid, (extract(epoch from backend_start) * 1e6)::int8 as started,
           application_name = $1 as named,
           extract(epoch from statement_start)::float8 * 1e3 as "statementSince",
           coalesce(concurrent, false) as concurrent
      from activity
     where datid = (select oid from pg_database where datname = current_database())
       and (application_name = $1
            or (usesysid = (select usesysid from activity where pid = pg_backend_pid())
                and (extract(epoch from backend_start) * 1e6)::int8 >= $3::int8
                and client_addr is not distinct from inet_client_addr()
                and not starts_with(application_name, $2)))
  ), locks as materialized (
    select pid, locktype, mode, granted, relation, waitstart
      from pg_locks
     where not granted
        or (locktype = 'relation' and relation >= ${FIRST_OF_USERS}
            and pid in (select pid from tool))
  ), waits as materialized (
    select pid, locktype, mode, relation, coalesce(waitstart, statement_timestamp()) as since,
           application_name, usename
      from locks left join activity using (pid)
     where not granted
     order by pid in (select pid from tool) desc, since
     limit ${WAITS_ASKED}
  )
  select extract(epoch from statement_timestamp())::float8 * 1e3 as at,
         coalesce((select json_agg(json_build_object(
           'pid', pid, 'started', started::text, 'named', named,
           'statementSince', "statementSince", 'concurrent', concurrent)) from tool), '[]') as backends,
         coalesce((select json_agg(json_build_object(
           'pid', pid, 'oid', relation::text, 'mode', mode))
           from locks where granted), '[]') as held,
         coalesce((select json_agg(json_build_object(
           'pid', pid, 'locktype', locktype, 'mode', mode, 'oid', relation::text,
           'since', extract(epoch from since)::float8 * 1e3,
           'application', coalesce(application_name, ''), 'role', coalesce(usename, ''),
           'behind', pg_blocking_pids(pid)) order by since) from waits), '[]') as waits,
         extract(epoch from clock_timestamp() - statement_timestamp())::float8 * 1e3 as "costMs"`;
/** Takes one sample. */
async function takeSample(session, whom) {
    const values = [whom.applicationName, whom.ownPrefix, whom.since];
    const [sample] = await session.query(SAMPLE, values, 'sample');
    if (sample === undefined)
        throw new Error('the server answered a sample without a row');
    return sample;
}

;// CONCATENATED MODULE: ./src/migration/watch/stalls.ts


const stalls_KEPT = 10;
/**
 * Waits of other sessions with the tool somewhere before them, timed by the server's own start of
 * the wait, so that only their end depends on when we look.
 * @param ownPrefix sessions of ours are nobody's users.
 */
function keepStalls(names, ownPrefix) {
    let open = new Map();
    let ended = [];
    let count = 0;
    return {
        note(sample, queue, tool) {
            const going = new Map();
            const found = [];
            for (const wait of queue.waits) {
                if (tool.has(wait.pid) || wait.role === '' || wait.application.startsWith(ownPrefix)) {
                    continue;
                }
                const key = `${wait.pid}/${wait.since}`;
                const before = queue.before(wait.pid);
                const causes = [...tool.values()].filter(({ pid }) => before.has(pid));
                // Nobody before it any more: it got its lock within the sample, after it was seen waiting.
                if (causes.length === 0 && !(wait.behind.length === 0 && open.has(key)))
                    continue;
                const known = open.get(key);
                if (known === undefined)
                    count += 1;
                const queued = known?.stall.queued ?? isQueued(wait, causes, queue, sample);
                const stall = stallOf(wait, sample.at, queued, names);
                going.set(key, { stall, since: wait.since });
                found.push({ stall, causes });
            }
            for (const [key, { stall, since }] of open) {
                if (!going.has(key))
                    ended.push({ ...stall, atMostMs: Math.round(sample.at - since) });
            }
            ended = worst(ended);
            open = going;
            return found;
        },
        get count() {
            return count;
        },
        longest: () => worst([...ended, ...[...open.values()].map(({ stall }) => stall)]),
    };
}
function stallOf(wait, at, queued, names) {
    return {
        pid: wait.pid,
        application: (0,neutral/* plain */.p)(wait.application),
        role: (0,neutral/* plain */.p)(wait.role),
        waitedFor: awaited(wait, names),
        ms: Math.max(0, Math.round(at - wait.since)),
        queued,
    };
}
/** Behind a migration that waits itself, rather than behind a lock that it holds. */
function isQueued(wait, causes, queue, { held }) {
    const holds = (pid) => held.some((lock) => lock.pid === pid && lock.oid === wait.oid);
    return causes.every(({ pid }) => queue.waitOf(pid) !== undefined && !holds(pid));
}
function worst(stalls) {
    return [...stalls].sort((a, b) => b.ms - a.ms).slice(0, stalls_KEPT);
}

;// CONCATENATED MODULE: ./src/migration/watch/observer.ts











const STOPS_KEPT = 20;
/** Puts the parts of the watch together: one sample goes through all of them. */
function observe(settings) {
    const { names, whom, log } = settings;
    const roster = keepRoster();
    const stalls = keepStalls(names, whom.ownPrefix);
    const locks = keepLocks(names);
    const blockers = keepBlockers(names, {
        queries: settings.showQueries,
        masks: log.masks,
    });
    const enforcement = keepLimits(whom.applicationName, (line) => {
        log.warning(line, 'watcher of the migration');
    });
    const progress = waitProgress(names, log);
    const pace = keepPace();
    let samples = 0;
    let firstAt;
    let present = [];
    let lastAt = 0;
    let longestGapMs = 0;
    return {
        async look(session) {
            const sample = await takeSample(session, whom);
            const began = external_node_perf_hooks_.performance.now();
            samples += 1;
            if (firstAt !== undefined)
                longestGapMs = Math.max(longestGapMs, sample.at - lastAt);
            firstAt ??= sample.at;
            lastAt = sample.at;
            const tool = roster.muster(sample);
            const renamed = [...tool.values()].filter(({ named }) => !named);
            present = roster.knownBy === 'application name' ? renamed.map(({ pid }) => pid) : [];
            const queue = queueOf(sample);
            const going = stalls.note(sample, queue, tool);
            locks.note(sample, queue, tool);
            const excesses = excessesIn(sample, queue, tool, going, settings);
            const worked = external_node_perf_hooks_.performance.now() - began;
            await enforcement.stop(session, sample.at, excesses);
            await blockers.note(session, sample, queue, tool);
            progress.tell(sample, queue, tool, blockers.present);
            // Locks come and go while a session of the tool is there, and it may come at any moment.
            const close = tool.size > 0 || roster.knownBy === 'nothing';
            return pace.after(sample.costMs + worked, close);
        },
        sight: () => {
            const watchedMs = Math.round(lastAt - (firstAt ?? lastAt));
            return {
                watch: {
                    samples,
                    watchedMs,
                    longestGapMs: Math.round(longestGapMs),
                    costShare: watchedMs === 0 ? 0 : Number((pace.totalMs / watchedMs).toFixed(4)),
                    knownBy: roster.knownBy,
                    backends: roster.backends,
                    late: false,
                    stalled: stalls.count,
                    stalls: stalls.longest(),
                    locks: locks.strongest(),
                    blockers: blockers.longest(),
                    stops: enforcement.stops.slice(0, STOPS_KEPT),
                },
                hidden: blockers.hidden,
                unreadable: roster.hidden,
                role: settings.role,
                spared: enforcement.spared,
                remaining: present,
            };
        },
    };
}

;// CONCATENATED MODULE: ./src/migration/watch/sightings.ts



const LISTED = 5;
const WATCHER = 'watcher of the migration';
/** The reason is told once, with the watcher. */
const UNCERTAIN = `which is not certain, see “${WATCHER}”`;
/** What a watch says about a migration: nothing that it did not see is a pass. */
function findingsOf(sight, limits) {
    const blind = blindness(sight.watch);
    return [
        watchFinding(sight.watch, blind),
        stallFinding(sight, limits, blind),
        tableLockFinding(sight.watch, blind),
        blockerFinding(sight, blind),
        ...(limits.enforce === undefined ? [] : [timeoutFinding(sight, blind)]),
        ...remainingFinding(sight),
    ];
}
/** Why what was seen may not be all; undefined when it is. */
function blindness(watch) {
    const { lost, late, knownBy } = watch;
    if (lost !== undefined)
        return `the watch ended early: ${lost}`;
    if (late)
        return 'the migration began before the watch did';
    switch (knownBy) {
        case 'application name':
            return undefined;
        case 'role, address and start':
            return 'no session bore the name that the tool was given, so sessions of its role and address that began meanwhile were taken for its own';
        case 'nothing':
            return (0,record_watch/* longestUnseen */.B)(watch) !== undefined
                ? undefined
                : 'no session of the tool was seen: a pooler or the tool dropped its application name, or its sessions were too short';
    }
}
/**
 * A quick migration is over between two looks. With looks so close together that says something
 * itself: no session of that name, or of that role and address, lasted longer.
 */
function bound(watch) {
    const longest = (0,record_watch/* longestUnseen */.B)(watch);
    return longest === undefined
        ? ''
        : ` (no session of its name, or of its role and address, lasted longer than ${longest} ms)`;
}
function watchFinding(watch, blind) {
    const name = WATCHER;
    const extent = `${watch.samples} samples, at most ${watch.longestGapMs} ms apart, ${(100 * watch.costShare).toFixed(1)} % of one core`;
    if (blind === undefined)
        return (0,finding/* pass */.IX)(name, `${extent}${bound(watch)}`);
    const fix = watch.lost === undefined && !watch.late
        ? `let the tool keep application_name as its URL has it, over a direct connection`
        : 'look into the server’s log for what refused, delayed or ended the watcher’s session';
    return (0,finding/* couldNotVerify */.ke)(name, `${blind} (${extent})`, fix);
}
function stallFinding({ watch, spared, unreadable, role }, { maxStallMs }, blind) {
    const name = 'longest stall';
    const [longest] = watch.stalls;
    const others = watch.stalled > 1 ? `; ${watch.stalled} waits in all` : '';
    const found = longest === undefined
        ? `no other session was seen waiting because of the migration${bound(watch)}`
        : `${stallInWords(longest)}${others}`;
    if (maxStallMs !== undefined && longest !== undefined && longest.ms > maxStallMs) {
        const shortfall = {
            expected: `at most ${maxStallMs} ms (max-stall)`,
            fix: 'let the migration take its locks for less long: a shorter lock-timeout, one statement a transaction, or CONCURRENTLY and NOT VALID where they exist',
        };
        const stopped = watch.stops.some(({ limit }) => limit === 'max-stall');
        if (stopped)
            return (0,finding/* fail */.fJ)(name, { ...shortfall, found: `${found}; the migration was cancelled` });
        const why = spared.some(({ limit }) => limit === 'max-stall')
            ? 'nobody was cancelled, for want of proof or right'
            : 'it ended before it was cancelled';
        const rights = unreadable > 0 ? { fix: rightsFor(role) } : {};
        return (0,finding/* warn */.R8)(name, { ...shortfall, ...rights, found: `${found}; ${why}` });
    }
    return blind === undefined ? (0,finding/* pass */.IX)(name, found) : (0,finding/* couldNotVerify */.ke)(name, `${found}, ${UNCERTAIN}`);
}
function stallInWords({ pid, role, application, ms, atMostMs, waitedFor, queued }) {
    const who = `backend ${pid} of ${role}, ${application === '' ? 'without a name' : application}`;
    const truth = atMostMs === undefined ? 'at least' : `to ${atMostMs}`;
    const span = atMostMs === undefined ? `${truth} ${ms} ms` : `${ms} ${truth} ms`;
    const behind = queued ? 'behind the waiting migration' : 'behind a lock of the migration';
    return `${span}: ${who}, waited for ${waitedFor} ${behind}`;
}
function tableLockFinding(watch, blind) {
    const { locks } = watch;
    const name = 'locks of the migration';
    const rest = locks.length > LISTED ? `; and ${locks.length - LISTED} more tables` : '';
    const found = locks.length === 0
        ? `none was seen on a table that was there before${bound(watch)}`
        : `${locks.slice(0, LISTED).map(lockInWords).join('; ')}${rest}`;
    return blind === undefined ? (0,finding/* pass */.IX)(name, found) : (0,finding/* couldNotVerify */.ke)(name, `${found}, ${UNCERTAIN}`);
}
function lockInWords({ table, mode, heldMs, heldAtMostMs, waitedMs }) {
    const waited = waitedMs === 0 ? '' : `, waited for ${waitedMs} ms`;
    if (heldMs === 0 && heldAtMostMs === undefined)
        return `${mode} on ${table}, not seen held${waited}`;
    const held = heldAtMostMs === undefined ? `at least ${heldMs} ms` : `${heldMs} to ${heldAtMostMs} ms`;
    return `${mode} on ${table}, held for ${held}${waited}`;
}
function blockerFinding({ watch, hidden, role }, blind) {
    const name = 'blockers of the migration';
    const found = watch.blockers
        .slice(0, LISTED)
        .map((one) => `${blockerInWords(one)}, for ${one.ms} ms`)
        .join('; ');
    if (hidden > 0) {
        const what = `${found}; ${hidden} of them hide their state and age from this role`;
        return (0,finding/* couldNotVerify */.ke)(name, what, `grant pg_read_all_stats to ${role};`);
    }
    if (found !== '') {
        return (0,finding/* warn */.R8)(name, { found, fix: 'deploy when they are not there, or let them end first' });
    }
    const nobody = 'nobody was seen in its way';
    return blind === undefined ? (0,finding/* pass */.IX)(name, nobody) : (0,finding/* couldNotVerify */.ke)(name, `${nobody}, ${UNCERTAIN}`);
}
/**
 * Those that bear the tool's name were ended. Another name may be the tool's own, or that of an
 * application to which a pooler handed the session: nobody ends it, and nobody calls it gone.
 */
function remainingFinding({ remaining }) {
    if (remaining.length === 0)
        return [];
    return [
        (0,finding/* couldNotVerify */.ke)('sessions that outlived the migration tool', `backend ${remaining.slice(0, LISTED).join(', ')}: it was the tool’s, and is still there under another name`, 'see in pg_stat_activity what it does: work that it commits later is in no verdict of this step'),
    ];
}
/** What a role needs to see when others' statements began, and to cancel them. */
function rightsFor(role) {
    return `migrate as the role of direct-url, or: grant pg_read_all_stats, pg_signal_backend to ${role};`;
}
function timeoutFinding(sight, blind) {
    const { watch, spared, unreadable, role } = sight;
    const name = 'timeouts kept by the watcher';
    const rights = unreadable > 0 ? rightsFor(role) : undefined;
    const stops = watch.stops.filter(({ limit }) => limit !== 'max-stall');
    if (stops.length > 0) {
        return (0,finding/* warn */.R8)(name, {
            found: stops
                .slice(0, LISTED)
                .map(({ pid, how, because }) => `backend ${pid} was ${how}: ${because}`)
                .join('; '),
            fix: 'use a direct URL that carries the timeouts to the server',
        });
    }
    const first = spared.find(({ limit }) => limit !== 'max-stall');
    if (first !== undefined)
        return (0,finding/* couldNotVerify */.ke)(name, `backend ${first.backend.pid} was left alone, for want of proof or right: ${first.because}`, rights);
    if (rights !== undefined) {
        const what = `${unreadable} sessions of the tool hide their start and their statements from ${role}`;
        return (0,finding/* couldNotVerify */.ke)(name, what, rights);
    }
    return blind === undefined
        ? (0,finding/* pass */.IX)(name, 'none was exceeded')
        : (0,finding/* couldNotVerify */.ke)(name, `none was seen exceeded, ${UNCERTAIN}`);
}

;// CONCATENATED MODULE: ./src/migration/watch/tablenames.ts

/**
 * What is there before the migration. Read once: what is missing in it was made by the migration,
 * where its locks are in nobody's way, and names do not change under the watch. The notes of a
 * rehearsal are no table of the application.
 */
async function readTableNames(session) {
    const rows = await session.query(`select c.oid::text as oid, format('%I.%I', n.nspname, t.relname) as name
       from pg_class c
       left join pg_index i on i.indexrelid = c.oid
       join pg_class t on t.oid = coalesce(i.indrelid, c.oid)
       join pg_namespace n on n.oid = t.relnamespace
      where c.oid >= 16384 and t.relkind in ('r', 'p', 'm', 'v', 'f', 'S')
        and t.relpersistence <> 't' and n.nspname not in ('information_schema', 'db_deploy_rehearsal')`);
    return new Map(rows.map(({ oid, name }) => [oid, (0,neutral/* plain */.p)(name)]));
}

;// CONCATENATED MODULE: ./src/migration/watch/watcher.ts







/** How long the work waits for its watcher before it begins without. */
const START_PATIENCE_MS = 2_000;
/** What the last sample may take when the work is done. */
const END_PATIENCE_MS = 1_000;
/** A sample that takes this long is given up, and another one taken a while later. */
const SAMPLE_TIMEOUT_MS = 5_000;
const AFTER_TIMEOUT_MS = 1_000;
/** A server that says nothing for this long is gone, or the network to it is. */
const SILENCE_MS = 10_000;
/** How often a lost session is opened again, and after which pause in milliseconds. */
const RETURNS = 5;
const RETURN_PAUSE_MS = 400;
/** Our own sessions are nobody's users. */
const OWN_PREFIX = 'db-deploy/';
/**
 * Runs the work while a second session watches what it does to others, and stops the tool's
 * backends that go over a limit. Never rejects: neither for the work, whose end is data, nor for
 * the watcher, whose loss costs the work nothing but the watch.
 */
async function withWatcher(settings, work) {
    const { clock, signal } = settings;
    const done = new AbortController();
    const hangUp = new AbortController();
    let observer;
    let lost;
    let begun = () => undefined;
    const isReady = new Promise((resolve) => {
        begun = resolve;
    });
    const watching = keepWatching(settings, AbortSignal.any([signal, hangUp.signal]), done.signal, (one) => {
        observer = one;
        begun();
    }).catch((error) => {
        lost = (0,neutral/* plain */.p)((0,errors/* problemsOf */.GW)(error, 'watch')
            .map(({ found }) => found)
            .join('; '));
        // While the migration runs on: whoever reads along learns now that its guard is gone.
        if (!done.signal.aborted && !signal.aborted) {
            settings.log.warning(`It is not watched any more: ${lost}`, 'watcher of the migration');
            if (settings.enforce !== undefined)
                settings.giveUp(unkept(lost));
        }
    });
    await within(clock, START_PATIENCE_MS, Promise.race([isReady, watching]));
    const late = observer === undefined;
    const result = await settled(work);
    done.abort();
    await within(clock, END_PATIENCE_MS, watching);
    hangUp.abort(new Error('the server did not answer'));
    await watching;
    const sight = (observer ?? unseen(settings)).sight();
    const ending = lost === undefined ? {} : { lost };
    const seen = { ...sight, watch: { ...sight.watch, late, ...ending } };
    return { result, watch: seen.watch, findings: findingsOf(seen, settings) };
}
/** Watches on in another session when one is lost: what was seen before it is kept. */
async function keepWatching(settings, signal, done, begin) {
    let observer;
    for (let left = RETURNS;; left -= 1) {
        try {
            await watch(settings, signal, done, observer, (one) => {
                observer = one;
                begin(one);
            });
            return;
        }
        catch (error) {
            if (done.aborted || signal.aborted || observer === undefined || left === 0)
                throw error;
            settings.log.info('The session that watches the migration was lost, and is opened again.');
            const wake = AbortSignal.any([done, signal]);
            await settings.clock.sleep(RETURN_PAUSE_MS, wake).catch(() => undefined);
        }
    }
}
/** Nobody keeps the limits that the server was not told: then the tool must not go on. */
function unkept(lost) {
    return new errors/* DeployError */.sH({
        attempted: 'keep the timeouts of the migration',
        found: `its watcher was lost (${lost}), and the server does not keep them itself`,
        likelyCause: 'the server ended the session, or takes no more connections',
        nextAction: 'the migration tool was ended; look at the verdict, and run the failed jobs again when the server takes connections',
    });
}
/** One session, one sample after the other until the work is done, and one more. */
async function watch(settings, signal, done, before, begin) {
    const own = {
        purpose: 'watch the migration',
        applicationName: settings.applicationName,
        signal,
        settings: {
            ...(0,postgres_session/* directSettings */.n)({ statementMs: SAMPLE_TIMEOUT_MS }),
            jit: 'off',
            plan_cache_mode: 'force_generic_plan',
            max_parallel_workers_per_gather: '0',
        },
    };
    await (0,postgres_session/* withSession */.f)(settings.connection, own, async (session) => {
        const [row] = await session.query(`select (extract(epoch from clock_timestamp()) * 1e6)::int8::text as now,
              quote_ident(session_user) as role`);
        const observer = before ??
            observe({
                ...settings,
                names: await readTableNames(session),
                role: row?.role ?? '',
                whom: whomOf(settings, row?.now ?? '0'),
            });
        let rest = await look(observer, session, settings.clock);
        begin(observer);
        const wake = AbortSignal.any([done, signal]);
        for (let last = false; !last;) {
            // A sample that began before the work was done may have missed its end.
            last = done.aborted;
            if (!last)
                await settings.clock.sleep(rest, wake).catch(() => undefined);
            rest = await look(observer, session, settings.clock);
        }
    });
}
/** One sample, or the news that there will be none. */
async function look(observer, session, clock) {
    const enough = new AbortController();
    const silence = clock.sleep(SILENCE_MS, enough.signal).then(() => {
        throw new Error(`the server did not answer for ${SILENCE_MS / 1_000} s`);
    });
    try {
        return await Promise.race([observer.look(session), silence]);
    }
    catch (error) {
        // It shows as a gap between samples; the guard must outlive a moment of overload.
        if ((0,sqlstate/* codeOf */.$)(error) === sqlstate/* SQLSTATE */.c.queryCanceled)
            return AFTER_TIMEOUT_MS;
        throw error;
    }
    finally {
        enough.abort();
    }
}
function whomOf({ toolName }, since) {
    return { applicationName: toolName, ownPrefix: OWN_PREFIX, since };
}
/** A watch that never began: it saw nothing, and says so. */
function unseen(settings) {
    return observe({ ...settings, names: new Map(), role: '', whom: whomOf(settings, '0') });
}
async function settled(work) {
    try {
        return { ok: true, value: await work() };
    }
    catch (error) {
        return { ok: false, error };
    }
}
/** Waits for something that never rejects, but no longer than that. */
async function within(clock, ms, awaitedFor) {
    const enough = new AbortController();
    await Promise.race([awaitedFor, clock.sleep(ms, enough.signal).catch(() => undefined)]);
    enough.abort();
}

;// CONCATENATED MODULE: ./src/migration/application/attempt.ts





/**
 * Starts the tool once, watched. Never rejects: how it ended is data.
 * @param options that carry the timeouts, see `timeoutOptions`.
 * @param enforce limits that the server does not hold the tool to.
 */
async function attempt(order, { options, enforce }, tools) {
    const { repository, connection, environment, showOutput } = order;
    const began = tools.clock.now().getTime();
    const { signal } = tools;
    const { applicationName } = sessionFor(order, signal);
    const ending = new AbortController();
    const watched = await withWatcher({
        connection,
        signal,
        enforce,
        applicationName: `${applicationName}/watcher`,
        toolName: toolName(order),
        clock: tools.clock,
        log: tools.log,
        showQueries: showOutput,
        maxStallMs: order.maxStallMs,
        giveUp: (reason) => {
            ending.abort(reason);
        },
    }, () => (0,application_run/* runMigration */.G)({
        ...repository,
        options,
        connection,
        environment,
        showOutput,
        applicationName: toolName(order),
        signal: ending.signal,
        failures: repository.migrations?.adapter.failures ?? [],
    }, tools));
    const { result, watch } = watched;
    const findings = [...watched.findings, ...arrivalFindings(watch, order.timeouts, enforce)];
    const run = result.ok
        ? result.value
        : {
            exit: undefined,
            problems: (0,errors/* problemsOf */.GW)(result.error, `run ${repository.command}`),
            leftBehind: 0,
            output: [],
            failures: [],
            lostConnection: false,
        };
    const seconds = (tools.clock.now().getTime() - began) / 1_000;
    return { run, watch, findings, began, seconds };
}

// EXTERNAL MODULE: ./src/migration/builds/comments.ts
var comments = __webpack_require__(59800);
;// CONCATENATED MODULE: ./src/migration/builds/indexdefinition.ts
const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|[a-z_\u0080-\uffff][\w$\u0080-\uffff]*|\d[\w.]*|::|[-+*/<>=~!@#%^&|?]+|\S/gi;
const QUOTE = /^['"`]$/;
/**
 * @param rest what follows the table's name; in a program, with what follows the string around it.
 * @returns undefined where the end is not clear, e.g. in a string that is put together.
 */
function definitionOf(unique, rest) {
    const all = rest.match(TOKEN) ?? [];
    // A quote without its other end closes the string of a program.
    const end = all.findIndex((token) => QUOTE.test(token));
    if (end >= 0 && !/^[)\],]?$/.test(all[end + 1] ?? ''))
        return undefined;
    const tokens = (end < 0 ? all : all.slice(0, end)).filter((_, at, own) => !isOfLiteral(own, at));
    if (!isWord(tokens[0], 'using'))
        tokens.unshift('using', 'btree');
    const close = closing(tokens, 2);
    if (tokens[2] !== '(' || close === undefined)
        return undefined;
    const keys = split(tokens.slice(3, close), (token) => token === ',').map(normalKey);
    const after = tokens.slice(close + 1);
    const where = after.findIndex((token) => isWord(token, 'where'));
    const condition = where < 0 ? [] : conjuncts(after.slice(where + 1));
    return {
        unique,
        tokens: [
            ...tokens.slice(0, 3),
            ...keys.flatMap((key) => [...key, ',']),
            ')',
            ...(where < 0 ? after : after.slice(0, where)),
            ...condition.flatMap((part) => ['where', '(', ...part, ')']),
        ],
    };
}
/**
 * Whether the server's definition is provably the one that was written. It adds defaults,
 * parentheses around conditions and expressions, and `::text` to strings; it omits needless quotes.
 * What it words otherwise beyond that does not count as the same.
 */
function isDefinedAs(written, own) {
    return (written !== undefined &&
        written.unique === own?.unique &&
        written.tokens.length === own.tokens.length &&
        written.tokens.every((token, at) => isSame(token, own.tokens[at] ?? '')));
}
/** The server writes its keywords in capitals, and names without quotes where they are plain. */
function isSame(written, own) {
    if (written === own)
        return true;
    if (written.startsWith("'"))
        return false;
    if (!written.startsWith('"'))
        return folded(written) === folded(own);
    return written === `"${own}"` && /^[a-z_][a-z\d_$]*$/.test(own) && !/^(true|false)$/.test(own);
}
/** As the server folds a name without quotes: letters of ASCII alone. */
function folded(name) {
    return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
function isWord(token, word) {
    return token !== undefined && folded(token) === word;
}
/** `::text` after a string, which such a string has without it. */
function isOfLiteral(tokens, at) {
    const start = tokens[at] === '::' ? at : at - 1;
    return (tokens[start] === '::' &&
        isWord(tokens[start + 1], 'text') &&
        tokens[start + 2] !== '[' &&
        tokens[start - 1]?.startsWith("'") === true);
}
/** Without what is the default: `asc`, and the place of nulls that goes with the order. */
function normalKey(key) {
    const nulls = isWord(key.at(-2), 'nulls') ? folded(key.at(-1) ?? '') : undefined;
    const ordered = nulls === undefined ? key : key.slice(0, -2);
    const descending = isWord(ordered.at(-1), 'desc');
    const named = descending || isWord(ordered.at(-1), 'asc') ? ordered.slice(0, -1) : ordered;
    const usual = descending ? 'first' : 'last';
    return [
        ...onceWrapped(named),
        ...(descending ? ['desc'] : []),
        ...(nulls === undefined || nulls === usual ? [] : ['nulls', nulls]),
    ];
}
/** An expression stands in parentheses; the server puts its own around them. */
function onceWrapped(key) {
    const end = closing(key, 0);
    if (end === undefined)
        return key;
    return ['(', ...unwrapped(key.slice(1, end)), ')', ...key.slice(end + 1)];
}
/** The parts of a condition that is all `and`; it binds closer than `or`, which leaves one part. */
function conjuncts(condition) {
    const bare = unwrapped(condition);
    if (split(bare, (token) => isWord(token, 'or')).length > 1)
        return [bare];
    return split(bare, (token) => isWord(token, 'and')).map(unwrapped);
}
/** Without parentheses around the whole; those of a row stay. */
function unwrapped(tokens) {
    const inner = tokens.slice(1, -1);
    const isWhole = closing(tokens, 0) === tokens.length - 1;
    return isWhole && split(inner, (token) => token === ',').length === 1 ? unwrapped(inner) : tokens;
}
/** Splits outside of parentheses. */
function split(tokens, isBetween) {
    const parts = [[]];
    let depth = 0;
    for (const token of tokens) {
        if (token === '(' || token === '[')
            depth += 1;
        if (token === ')' || token === ']')
            depth -= 1;
        if (depth === 0 && isBetween(token))
            parts.push([]);
        else
            parts.at(-1)?.push(token);
    }
    return parts;
}
/** Where the parenthesis that opens there closes. */
function closing(tokens, open) {
    if (tokens[open] !== '(')
        return undefined;
    let depth = 0;
    for (let at = open; at < tokens.length; at += 1) {
        if (tokens[at] === '(')
            depth += 1;
        if (tokens[at] === ')' && --depth === 0)
            return at;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./src/migration/builds/builds.ts


const IDENTIFIER = String.raw `(?:"(?:[^"]|"")+"|[a-z_\u0080-\uffff][\w$\u0080-\uffff]*)`;
const NAME_AND_TABLE = String.raw `(${IDENTIFIER})\s+on\s+(?:only\s+)?(${IDENTIFIER}(?:\s*\.\s*${IDENTIFIER})?)`;
const CREATE = new RegExp(String.raw `\bcreate\s+(unique\s+)?index\s+concurrently\s+(?:if\s+not\s+exists\s+)?${NAME_AND_TABLE}([^;]*)`, 'gi');
/** As pg_get_indexdef writes it. */
const OWN = new RegExp(String.raw `^create (unique )?index ${NAME_AND_TABLE}(.*)$`, 'is');
/** The concurrent builds in SQL text, or in SQL inside a program. Those without a name are not found. */
function buildsIn({ name: file, text }) {
    return [...(0,comments/* withoutComments */.f)(text).matchAll(CREATE)].map(([statement, unique, index = '', table = '', rest = '']) => ({
        file,
        index: unquoted(index),
        table,
        qualified: new RegExp(String.raw `^${IDENTIFIER}\s*\.`, 'i').test(table),
        // What looks like a comment may be a part of a string.
        definition: text.includes(statement) ? definitionOf(unique !== undefined, rest) : undefined,
    }));
}
/** Of the server's own words for an index. */
function ownDefinition(words) {
    const [, unique, , , rest] = OWN.exec(words) ?? [];
    return rest === undefined ? undefined : definitionOf(unique !== undefined, rest);
}
function unquoted(identifier) {
    return identifier.startsWith('"')
        ? identifier.slice(1, -1).replaceAll('""', '"')
        : folded(identifier);
}

;// CONCATENATED MODULE: ./src/migration/builds/leftovers.ts





const BEFORE = 'invalid indexes before the migration';
/**
 * Parts of a partitioned index are invalid until all are attached: those are no leftovers. Autovacuum
 * holds the lock of a build, too, and builds nothing: it has no role, which anybody may see.
 */
const INVALID = `
  select i.indexrelid::text as oid, i.indrelid::text as table, x.relnamespace::text as schema,
         format('%I.%I', n.nspname, x.relname) as qualified, x.relname::text as name,
         pg_get_indexdef(i.indexrelid) as definition, pg_has_role(x.relowner, 'usage') as owned,
         exists (select from pg_locks l
                  where l.locktype = 'relation' and l.relation = i.indrelid and l.granted
                    and l.database = (select oid from pg_database where datname = current_database())
                    and l.mode = 'ShareUpdateExclusiveLock' and l.pid <> pg_backend_pid()
                    and not exists (select from pg_stat_activity a
                                     where a.pid = l.pid and a.usesysid is null)) as building
    from pg_index i
    join pg_class x on x.oid = i.indexrelid
    join pg_namespace n on n.oid = x.relnamespace
   where not i.indisvalid and x.relkind = 'i' and n.nspname !~ '^pg_'`;
/** Only an owner builds: tables of others are never meant. */
const TABLE = `
  select c.oid::text as oid, c.relnamespace::text as schema,
         exists (select from pg_class o
                  where o.relname = c.relname and o.oid <> c.oid and o.relkind in ('r', 'p', 'm')
                    and pg_has_role(o.relowner, 'usage')) as ambiguous
    from pg_class c where c.oid = to_regclass($1)`;
/** @param builds of the pending files. */
async function readLeftovers(session, builds) {
    const all = await session.query(`${INVALID} order by qualified`);
    const ours = [];
    const inTheWay = [];
    const others = [];
    for (const index of all) {
        const named = [];
        for (const build of builds.filter((one) => one.index === index.name)) {
            named.push(await meaningOf(session, build, index));
        }
        if (isFree(index) && named.includes('this one'))
            ours.push(index);
        else
            (named.every((meaning) => meaning === 'another') ? others : inTheWay).push(index);
    }
    return { ours, inTheWay, others };
}
/** Whether a build of the same name would make this very index, or one in another schema. */
async function meaningOf(session, build, index) {
    const [table] = await session.query(TABLE, [
        build.table,
    ]);
    // The tool may work under a search path of its own.
    if (table === undefined || (!build.qualified && table.ambiguous))
        return 'unclear';
    if (table.schema !== index.schema)
        return 'another';
    const isSame = isDefinedAs(build.definition, ownDefinition(index.definition));
    return table.oid === index.table && isSame ? 'this one' : 'unclear';
}
function isFree({ owned, building }) {
    return owned && !building;
}
/** What stands there before anything runs. Only what is in the way of a pending build stops it. */
function leftoverFindings({ ours, inTheWay, others }) {
    const drop = (indexes) => indexes.map(({ qualified }) => `drop index concurrently ${(0,neutral/* plain */.p)(qualified)};`).join(' ');
    if (inTheWay.length > 0) {
        const found = inTheWay.map(inWords).join('; ');
        return [
            (0,finding/* fail */.fJ)(BEFORE, {
                expected: 'none with the name of an index that a pending migration builds',
                found,
                fix: `when nobody is building it: ${drop(inTheWay)} IF NOT EXISTS would keep it invalid`,
            }),
        ];
    }
    if (others.length > 0) {
        return [
            (0,finding/* warn */.R8)(BEFORE, {
                expected: 'none',
                found: `no pending migration builds ${(0,listed/* listed */.K)(others.map(({ qualified }) => (0,neutral/* plain */.p)(qualified)))}`,
                fix: drop(others.slice(0, 5)),
            }),
        ];
    }
    const found = ours.map(({ qualified }) => (0,neutral/* plain */.p)(qualified));
    return [
        (0,finding/* pass */.IX)(BEFORE, found.length === 0
            ? 'none'
            : `${(0,listed/* listed */.K)(found)}, left by an interrupted run of a pending migration, which builds it anew`),
    ];
}
/**
 * Drops what is ours, so that the migration that left it can build it, and only while it is as it
 * was read. Waits for older transactions, as such a drop must.
 * @returns the names of what was dropped.
 */
async function dropInterruptedBuilds(session, { ours }) {
    const dropped = [];
    for (const { oid, qualified, definition } of ours) {
        const [now] = await session.query(`${INVALID} and i.indexrelid = $1`, [oid]);
        if (now === undefined || !isFree(now))
            continue;
        if (now.qualified !== qualified || now.definition !== definition)
            continue;
        await session.query(`drop index concurrently if exists ${qualified}`);
        dropped.push(qualified);
    }
    return dropped;
}
function inWords({ qualified, owned, building }) {
    const name = (0,neutral/* plain */.p)(qualified);
    if (!owned)
        return `${name} belongs to another role`;
    if (building)
        return `${name}: a session works on its table, which may be its build`;
    return `${name} is not provably what the pending migration builds`;
}

// EXTERNAL MODULE: ./src/migration/ledger/standing.ts
var standing = __webpack_require__(53290);
;// CONCATENATED MODULE: ./src/migration/application/lookafter.ts



/** What a cancelled step may spend on its last look at the database. */
const LAST_LOOK_MS = 1_500;
/** How long a server that restarts is waited for: a verdict is worth it. */
const lookafter_PATIENCE_MS = 30_000;
const PAUSE_MS = 500;
/**
 * Reads what the tool left, whatever happened to it or to the server meanwhile.
 * @returns undefined when nobody could look: then nobody knows what was applied.
 */
async function lookAfter(order, tools) {
    const { clock, log } = tools;
    const until = clock.now().getTime() + lookafter_PATIENCE_MS;
    for (;;) {
        // After a cancel the step's own signal refuses every session; this look has a deadline of its own.
        const cancelled = tools.signal.aborted;
        const signal = cancelled ? AbortSignal.timeout(LAST_LOOK_MS) : tools.signal;
        try {
            const { connection, repository } = order;
            return await (0,standing/* readStanding */.Z)(connection, sessionFor(order, signal), repository.migrations);
        }
        catch (error) {
            log.warning(`The database could not be read: ${(0,errors/* messageOf */.bD)(error)}`, 'migrate');
            if (cancelled || clock.now().getTime() > until)
                return undefined;
            // A cancel cuts the pause short, and there is one more look, with its own deadline.
            await clock.sleep(PAUSE_MS, tools.signal).catch(() => undefined);
        }
    }
}

// EXTERNAL MODULE: ./src/migration/ledger/ledgertable.ts
var ledgertable = __webpack_require__(7791);
// EXTERNAL MODULE: ./src/postgres/catalog.ts + 2 modules
var catalog = __webpack_require__(33679);
;// CONCATENATED MODULE: ./src/migration/application/passing.ts


/** What an attempt failed on that may be over in a moment; undefined for everything else. */
function passingCause({ run, watch, }) {
    if (run.problems.length > 0 || run.exit?.code === 0)
        return undefined;
    // What it had sent may be committed.
    if (run.lostConnection)
        return undefined;
    if (watch.stops.some(({ limit }) => limit === 'max-stall' || limit === 'statement-timeout')) {
        return undefined;
    }
    if (watch.stops.some(({ limit }) => limit === 'lock-timeout'))
        return 'lock timeout';
    return run.failures.find(({ passes }) => passes !== undefined)?.passes;
}
/**
 * Whether nothing is applied: ledger and catalog are as before. Only for tools whose ledger we can
 * read; what a tool makes for itself on its first run does not count.
 */
function isUntouched(before, after) {
    const [then, now] = [before.state.ledger, after.state.ledger];
    if (then === undefined || now === undefined)
        return false;
    if (JSON.stringify(then.applied) !== JSON.stringify(now.applied))
        return false;
    return (0,ledgertable/* withoutLedger */.OT)((0,catalog.catalogChanges)(before.catalog, after.catalog), now.table).length === 0;
}

;// CONCATENATED MODULE: ./src/migration/application/repeat.ts
/** Tries in all. */
const MOST_ATTEMPTS = 5;
/** Longest random part of a pause, in milliseconds: it grows until then. */
const repeat_SHORTEST_MS = 5_000;
const LONGEST_MS = 30_000;
/**
 * Decides whether to try again: only after what passes by itself, and only when it is proven that
 * nothing was applied. The pause is longer than the stall that an attempt may cause, so that whoever
 * queued up behind it is served first; its random part keeps two deploys from meeting again.
 * @param random from 0 to 1.
 */
function repeat(attempt, random) {
    const { number, passing, untouched, outside, lockMs } = attempt;
    const never = (because) => ({ again: false, because });
    if (passing === undefined)
        return never('it did not fail on a lock or on the way to the server');
    if (!untouched)
        return never('ledger or catalog are not as before');
    if (outside !== undefined)
        return never(`${outside}, so part of its work may be done`);
    if (number >= MOST_ATTEMPTS)
        return never(`it was tried ${MOST_ATTEMPTS} times`);
    const longest = Math.min(LONGEST_MS, repeat_SHORTEST_MS * 2 ** (number - 1));
    return { again: true, pauseMs: Math.round(lockMs + random * longest) };
}

;// CONCATENATED MODULE: ./src/migration/application/settle.ts








/** How long the row of the ledger is waited for. */
const ROW_MS = 5_000;
/**
 * Takes away what an attempt that applied nothing left in the way of the next: invalid indexes of
 * its own builds, and the row of a tool that writes one before it begins. Touches nothing unless
 * all else is proven to be as before.
 * @throws the server's error, e.g. when an older transaction does not let the indexes go in time.
 */
async function settle(order, failed, tools) {
    const { before, after, scripts } = failed;
    const { statementMs } = order.timeouts;
    const limits = (0,postgres_session/* directSettings */.n)({ statementMs, lockMs: statementMs });
    const session = { ...sessionFor(order, tools.signal), settings: limits };
    const read = () => (0,standing/* readStanding */.Z)(order.connection, sessionFor(order, tools.signal), order.repository.migrations);
    return (0,postgres_session/* withSession */.f)(order.connection, session, async (open) => {
        const leftovers = await readLeftovers(open, scripts.flatMap(buildsIn));
        const names = leftovers.ours.map(({ qualified }) => qualified);
        if (names.length > 0 && leftNothingElse(before, after)) {
            tools.log.info(`Dropping what the attempt left invalid: ${names.join(', ')}`);
            await dropInterruptedBuilds(open, leftovers);
            return { after: await cleared(order, open, before, await read(), read), dropped: names };
        }
        return { after: await cleared(order, open, before, after, read), dropped: [] };
    });
}
/** Invalid indexes aside. */
function leftNothingElse(before, after) {
    const { ledger } = after.state;
    const changes = (0,catalog.catalogChanges)(before.catalog, after.catalog);
    const others = changes.filter((line) => !/^\+ index .* INVALID$/.test(line));
    return (JSON.stringify(before.state.ledger?.applied) === JSON.stringify(ledger?.applied) &&
        (0,ledgertable/* withoutLedger */.OT)(others, ledger?.table).length === 0);
}
/** Rows of this attempt only: an older one stopped the step before it began. */
async function cleared({ repository }, session, before, after, read) {
    const { adapter } = repository.migrations ?? {};
    const { ledger } = after.state;
    const rows = ledger?.unfinished ?? [];
    const [row] = rows;
    const older = before.state.ledger?.unfinished ?? [];
    if (adapter?.clearFailed === undefined || ledger === undefined || row === undefined)
        return after;
    if (rows.length > 1 || older.length > 0 || !isUntouched(before, after))
        return after;
    await session.query(`set lock_timeout = ${ROW_MS}`);
    return (await adapter.clearFailed(session, ledger.table, row.name)) ? read() : after;
}

// EXTERNAL MODULE: ./src/migration/application/timeouts.ts
var timeouts = __webpack_require__(29873);
;// CONCATENATED MODULE: ./src/migration/builds/transactions.ts


/** Words that stand for work outside the transaction around a file, wherever they stand: comments and strings too. */
const OUTSIDE = [
    // dbmate's header, and knex' and others' `config`.
    [/\btransaction\s*:\s*false\b/i, 'asks for no transaction'],
    [/\bdisableTransactions?\b|\bnoTransaction\b|--no-transaction\b/i, 'asks for no transaction'],
    [/\b(commit|rollback)\b(?!\s+(to|prepared)\b)/i, 'ends a transaction itself'],
    [/\bprepare\s+transaction\b/i, 'prepares a transaction'],
    [/\bconcurrently\b/i, 'builds or drops concurrently'],
    [/\b(vacuum|alter\s+system|reindex\s+(database|system))\b/i, 'cannot run in a transaction'],
    // A procedure may commit in its middle.
    [/\bcall\s+[\w."]/i, 'calls a procedure'],
    [/\b(dblink\w*|pg_background\w*)\s*\(/i, 'reaches another session'],
];
/** As a statement: in a CASE and at the end of a function's body it is another word. */
const ENDS = /(^|;)\s*(end|abort)\b/i;
const BODIES = /\b(as|do)\s+(\$\w*\$)[\s\S]*?\2/gi;
/** A program may open connections of its own, or reach what no transaction undoes. */
const REACHES = /\brequire\s*\(|\bimport\s*\(|\bimport\b(?!\s+type\b)[^;\n]*\bfrom\s*['"](?!(node-pg-migrate|knex)['"])|\bfetch\s*\(|https?:\/\//;
/**
 * Why a failed run of these files may leave something behind that neither ledger nor catalog shows,
 * in words; undefined when each runs in one transaction and leaves nothing. A doubt costs a retry,
 * and no more; so the text is read in each way in which it could be meant.
 * @param atomic whether the tool runs a file in one transaction, see `Setup.atomicFiles`.
 */
function outsideTransaction(scripts, atomic) {
    for (const script of scripts) {
        // It leaves an invalid index at the most, which is found.
        if (isOneBuild(script))
            continue;
        const { name, text, program } = script;
        const sign = OUTSIDE.find(([pattern]) => pattern.test(text));
        if (sign !== undefined)
            return `${name} ${sign[1]}`;
        if (!program && endsTransaction(text))
            return `${name} ends a transaction itself`;
        if (program && REACHES.test(text))
            return `${name} uses more than what its tool hands it`;
        if (!atomic && (program || !isOneStatement(text)))
            return `${name} is run statement by statement`;
    }
    return undefined;
}
/** Whether a file builds, rebuilds, drops or detaches CONCURRENTLY: such statements wait for every older snapshot. */
function worksConcurrently({ text }) {
    return /\bconcurrently\b/i.test((0,comments/* withoutComments */.f)(text));
}
function endsTransaction(text) {
    return [text, (0,comments/* withoutComments */.f)(text)].some((reading) => ENDS.test(reading.replace(BODIES, '$1')));
}
function isOneBuild(script) {
    return !script.program && isOneStatement(script.text) && buildsIn(script).length === 1;
}
/** As the text stands, and without what may be comments. */
function isOneStatement(text) {
    return ((0,comments/* withoutComments */.f)(text)
        .split(';')
        .filter((statement) => statement.trim() !== '').length === 1);
}

;// CONCATENATED MODULE: ./src/migration/application/apply.ts
















/**
 * Runs the tool until its work is done or fails for good. It is started again only after what
 * passes by itself, and only when ledger and catalog prove that nothing was applied.
 * @param found the database as it was read before.
 */
async function applyPending(order, found, tools) {
    const scripts = await readScripts(order, found);
    const concurrent = scripts.some(worksConcurrently);
    const session = sessionFor(order, tools.signal);
    const kept = await (0,timeouts/* keepTimeouts */.K)(order.connection, order.timeouts, concurrent, session);
    const leftovers = await (0,postgres_session/* withSession */.f)(order.connection, session, (open) => readLeftovers(open, scripts.flatMap(buildsIn)));
    const findings = [kept.finding, ...leftoverFindings(leftovers)];
    if ((0,finding/* hasFailed */.WN)(findings))
        return { findings, attempts: [], before: found, after: found, problems: [] };
    await order.beforeTool();
    try {
        const before = await withoutLeftovers(order, found, leftovers, tools);
        return await carryOut({ order, kept, scripts, before, findings }, tools);
    }
    catch (error) {
        // Only what comes before the first start of the tool throws.
        const problems = (0,errors/* problemsOf */.GW)(error, order.purpose);
        return { findings, attempts: [], before: found, after: found, problems };
    }
}
async function carryOut(plan, tools) {
    const { order, before, scripts } = plan;
    const attempts = [];
    const dropped = [];
    const outside = outsideTransaction(scripts, order.repository.migrations?.atomicFiles === true);
    for (;;) {
        const last = await attempt(order, plan.kept, tools);
        attempts.push(last);
        const judged = await judge(plan, attempts, outside, tools);
        const { after, pauseMs } = judged;
        dropped.push(...judged.dropped);
        const findings = [...plan.findings, ...last.findings, ...repeated(attempts, dropped)];
        const application = { findings, attempts, before, after, outside, problems: judged.problems };
        if (pauseMs === undefined)
            return application;
        try {
            await tools.clock.sleep(pauseMs, tools.signal);
            await order.beforeTool();
        }
        catch (error) {
            return { ...application, problems: (0,errors/* problemsOf */.GW)(error, order.purpose) };
        }
    }
}
/** What the last attempt left, and after which pause there is another. */
async function judge({ order, scripts, before }, attempts, outside, tools) {
    const last = attempts.at(-1);
    const seen = await lookAfter(order, tools);
    const passing = last === undefined || !order.mayRepeat ? undefined : passingCause(last);
    const asSeen = { after: seen, dropped: [], problems: [] };
    if (seen === undefined || tools.signal.aborted)
        return asSeen;
    if (passing === undefined || outside !== undefined)
        return asSeen;
    try {
        const { after, dropped } = await settle(order, { before, after: seen, scripts }, tools);
        const untouched = isUntouched(before, after) && after.ledger?.unfinished.length === 0;
        const number = attempts.length;
        const { lockMs } = order.timeouts;
        const next = repeat({ number, passing, untouched, outside, lockMs }, order.random());
        if (!next.again)
            return { after, dropped, problems: [] };
        const who = last?.watch.blockers.map(({ who: words }) => words).join('; ') ?? '';
        tools.log.warning(`Attempt ${number}: ${passing}; nothing was applied. ${who === '' ? '' : `In the way: ${who}. `}Trying again in ${Math.ceil(next.pauseMs / 1_000)} s.`, 'migrate');
        return { after, dropped, problems: [], pauseMs: next.pauseMs };
    }
    catch (error) {
        // What was seen of the attempt stands, whatever kept it from being made again.
        return { ...asSeen, problems: (0,errors/* problemsOf */.GW)(error, 'prepare another attempt') };
    }
}
/** Says that it took more than one attempt; one alone is not worth a line. */
function repeated(attempts, dropped) {
    if (attempts.length < 2)
        return [];
    const each = attempts.map((one, at) => `${at + 1}: ${one.seconds.toFixed(1)} s`).join(', ');
    return [
        (0,finding/* pass */.IX)('attempts', `${attempts.length} (${each}); after each that failed, ledger and catalog were as before${dropped.length === 0 ? '' : `, once its invalid indexes were dropped: ${(0,listed/* listed */.K)(dropped)}`}`),
    ];
}
async function readScripts({ repository: { migrations } }, { ledger }) {
    return Promise.all((ledger?.pending ?? []).map(async (file) => {
        const text = await (0,promises_.readFile)(file.path, 'utf8');
        return {
            name: file.title ?? file.name,
            text: migrations?.adapter.upPart?.(file, text) ?? text,
            program: !file.path.endsWith('.sql'),
        };
    }));
}
async function withoutLeftovers(order, found, leftovers, tools) {
    if (leftovers.ours.length === 0)
        return found;
    const session = sessionFor(order, tools.signal);
    const { statementMs } = order.timeouts;
    const settings = (0,postgres_session/* directSettings */.n)({ statementMs, lockMs: statementMs });
    const names = leftovers.ours.map(({ qualified }) => qualified);
    tools.log.info(`Dropping what an interrupted run left invalid: ${names.join(', ')}`);
    await (0,postgres_session/* withSession */.f)(order.connection, { ...session, settings }, (open) => dropInterruptedBuilds(open, leftovers));
    return (0,standing/* readStanding */.Z)(order.connection, session, order.repository.migrations);
}


/***/ }),

/***/ 21430:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ findRepository)
/* harmony export */ });
/* harmony import */ var _detect_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(80589);
/* harmony import */ var _tool_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(60316);


/**
 * The application's migrations, with a command that may be run.
 * @throws {DeployError} when there is none, when two tools could be meant, or when it holds a secret.
 */
async function findRepository(application, { masks }) {
    const detected = await (0,_detect_js__WEBPACK_IMPORTED_MODULE_0__.detectTool)(application);
    const { command } = detected;
    if (command === undefined)
        throw (0,_detect_js__WEBPACK_IMPORTED_MODULE_0__.nothingToRun)(detected.directory, detected.found);
    (0,_tool_js__WEBPACK_IMPORTED_MODULE_1__/* .requireNoSecret */ .N)(command, masks);
    return { ...detected, command };
}


/***/ }),

/***/ 80176:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ledgerFindings: () => (/* binding */ ledgerFindings)
/* harmony export */ });
/* harmony import */ var _record_finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11836);
/* harmony import */ var _ledger_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(54635);
/* harmony import */ var _record_listed_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(39528);



/** Before anything runs: what the ledger holds must be what the repository holds. */
function ledgerFindings(name, tool, comparison) {
    const { pending } = comparison;
    const faults = [
        ...unfinished(name, tool, comparison),
        ...missing(name, tool, comparison),
        ...edited(name, comparison),
        ...outOfOrder(name, tool, comparison),
    ];
    if (faults.some(({ verdict }) => verdict === 'fail'))
        return faults;
    const words = pending.length === 0
        ? 'nothing is pending'
        : `${pending.length} pending: ${(0,_record_listed_js__WEBPACK_IMPORTED_MODULE_1__/* .listed */ .K)((0,_ledger_js__WEBPACK_IMPORTED_MODULE_2__/* .titlesOf */ .B7)(pending))}`;
    return [...faults, (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .pass */ .IX)(name, words)];
}
function unfinished(name, { adapter }, comparison) {
    if (comparison.unfinished.length === 0)
        return [];
    const rows = comparison.unfinished.map(({ name: row, startedAt }) => startedAt === undefined ? row : `${row} (started ${startedAt})`);
    return [
        (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)(name, {
            expected: 'a ledger whose last run ended',
            found: `not finished: ${(0,_record_listed_js__WEBPACK_IMPORTED_MODULE_1__/* .listed */ .K)(rows)}`,
            fix: adapter.unfinished ?? 'look at the schema, then correct the ledger',
        }),
    ];
}
function missing(name, { table }, comparison) {
    if (comparison.missing.length === 0)
        return [];
    return [
        (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)(name, {
            expected: `a file for every migration in ${table}`,
            found: `applied, but without a file: ${(0,_record_listed_js__WEBPACK_IMPORTED_MODULE_1__/* .listed */ .K)(comparison.missing)}`,
            fix: 'deploy the commit that has these files, or check that this is the right database',
        }),
    ];
}
function edited(name, comparison) {
    if (comparison.edited.length === 0)
        return [];
    return [
        (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)(name, {
            expected: 'files as they were applied',
            found: `changed since they were applied: ${(0,_record_listed_js__WEBPACK_IMPORTED_MODULE_1__/* .listed */ .K)((0,_ledger_js__WEBPACK_IMPORTED_MODULE_2__/* .titlesOf */ .B7)(comparison.edited))}`,
            fix: 'bring the applied content back (git log shows it), and put the change into a new migration',
        }),
    ];
}
function outOfOrder(name, { adapter, late }, comparison) {
    if (comparison.outOfOrder.length === 0)
        return [];
    const files = (0,_record_listed_js__WEBPACK_IMPORTED_MODULE_1__/* .listed */ .K)((0,_ledger_js__WEBPACK_IMPORTED_MODULE_2__/* .titlesOf */ .B7)(comparison.outOfOrder));
    if (late === 'applies it') {
        return [
            (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .warn */ .R8)(name, {
                expected: 'pending migrations after the applied ones',
                found: `older than the last applied one, and applied after it all the same: ${files}`,
                fix: 'check that they do not depend on the order; a later number or timestamp keeps every database alike',
            }),
        ];
    }
    return [
        (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)(name, {
            expected: 'pending migrations after the applied ones',
            found: `older than the last applied one, so that ${adapter.name} ${late.replace('it', 'them')}: ${files}`,
            fix: late === 'skips it'
                ? 'generate these migrations again, so that they come last: the tool would leave them out and end with 0'
                : 'give these files a later number or timestamp',
        }),
    ];
}


/***/ }),

/***/ 54635:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B7: () => (/* binding */ titlesOf),
/* harmony export */   Xj: () => (/* binding */ compareLedger),
/* harmony export */   dJ: () => (/* binding */ titled)
/* harmony export */ });
/**
 * Compares by the names that the tool writes.
 * @param files of the repository, in the tool's order.
 */
function compareLedger(ledger, files) {
    const done = new Set(ledger.applied);
    const known = new Set(files.map(({ name }) => name));
    const ranked = files.map((file, at) => ({ file, rank: file.rank ?? at }));
    const mark = Math.max(...ranked.filter(({ file }) => done.has(file.name)).map(({ rank }) => rank), -Infinity);
    const pending = ranked.filter(({ file }) => !done.has(file.name));
    return {
        pending: pending.map(({ file }) => file),
        missing: ledger.applied.filter((name) => !known.has(name)),
        edited: files.filter((file) => isEdited(file, ledger.checksums)),
        outOfOrder: pending.filter(({ rank }) => rank < mark).map(({ file }) => file),
        unfinished: ledger.unfinished ?? [],
    };
}
function isEdited({ name, checksums }, then) {
    const recorded = then?.[name];
    return recorded !== undefined && checksums !== undefined && !checksums.includes(recorded);
}
/** What people call the files. */
function titlesOf(files) {
    return files.map(({ name, title }) => title ?? name);
}
/** What people call the migrations of these names. */
function titled(names, files) {
    const titles = new Map(files.map(({ name, title }) => [name, title]));
    return names.map((name) => titles.get(name) ?? name);
}


/***/ }),

/***/ 53290:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ readStanding)
/* harmony export */ });
/* harmony import */ var _ledger_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(54635);
/* harmony import */ var _state_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(18629);


/** Reads both sides. The files are read first: they do not move while the database may. */
async function readStanding(connection, session, migrations) {
    const files = (await migrations?.adapter.readFiles(migrations)) ?? [];
    const read = await (0,_state_js__WEBPACK_IMPORTED_MODULE_0__/* .readStateOf */ .j)(connection, session, migrations);
    const { ledger } = read.state;
    return { ...read, files, ledger: ledger && (0,_ledger_js__WEBPACK_IMPORTED_MODULE_1__/* .compareLedger */ .Xj)(ledger, files) };
}


/***/ }),

/***/ 61699:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ untouched)
/* harmony export */ });
/* harmony import */ var _postgres_watched_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(25485);
/* harmony import */ var _record_untouched_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(89386);
/* harmony import */ var _ledger_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(54635);



/** The details of a step that changed nothing; what changed is laid over them. */
function untouched(repository, before, verdict) {
    return {
        ..._record_untouched_js__WEBPACK_IMPORTED_MODULE_1__/* .MIGRATION_NOT_STARTED */ .V,
        tool: repository.found,
        command: repository.command,
        pending: (0,_ledger_js__WEBPACK_IMPORTED_MODULE_2__/* .titlesOf */ .B7)(before.ledger?.pending ?? []),
        verdict,
        before: before.state,
        after: before.state,
        watchedFingerprint: (0,_postgres_watched_js__WEBPACK_IMPORTED_MODULE_0__/* .watchedFingerprint */ .p)(before.catalog),
    };
}


/***/ }),

/***/ 93571:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  X: () => (/* binding */ accountOf)
});

// EXTERNAL MODULE: ./src/postgres/catalog.ts + 2 modules
var catalog = __webpack_require__(33679);
// EXTERNAL MODULE: ./src/postgres/watched.ts
var watched = __webpack_require__(25485);
// EXTERNAL MODULE: ./src/postgres/catalogdiff.ts + 12 modules
var catalogdiff = __webpack_require__(72749);
// EXTERNAL MODULE: ./src/record/finding.ts
var finding = __webpack_require__(11836);
// EXTERNAL MODULE: ./src/migration/verdict/evidence.ts
var verdict_evidence = __webpack_require__(65037);
// EXTERNAL MODULE: ./src/migration/verdict/verdict.ts
var verdict_verdict = __webpack_require__(95991);
;// CONCATENATED MODULE: ./src/migration/verdict/inproduction.ts


const MOST = 10;
/**
 * What of a failed migration is in production: which files the ledger has, which not, and what the
 * schema shows beside them. Which file a change belongs to nobody can tell once some are applied.
 */
function inProduction(evidence, changes) {
    const applied = (0,verdict_verdict/* newlyApplied */.BT)(evidence);
    const left = (evidence.pending ?? []).filter((name) => !applied.includes(name));
    const effects = changes.filter((change) => !isOfLedger(change, evidence)).map(catalogdiff/* changeWords */.m);
    const owned = applied.length === 0 ? 'effects outside the ledger' : whose(left);
    return [
        `applied: ${listed(applied)}`,
        `not applied: ${listed(left)}`,
        `${owned}: ${listed(effects)}`,
    ].join('; ');
}
function whose(left) {
    const perhaps = left.length === 0 ? '' : ', some perhaps of those that are not applied';
    return `changes of the schema${perhaps}`;
}
/** Tools make their ledger before they run the first file. */
function isOfLedger({ object }, { after }) {
    const table = after.ledger?.table;
    return table !== undefined && (object === `table ${table}` || object.includes(` ${table}.`));
}
function listed(items) {
    if (items.length === 0)
        return 'none';
    const rest = items.length - MOST;
    return items.slice(0, MOST).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

// EXTERNAL MODULE: ./src/migration/ledger/ledger.ts
var ledger = __webpack_require__(54635);
// EXTERNAL MODULE: ./src/migration/ledger/ledgertable.ts
var ledgertable = __webpack_require__(7791);
// EXTERNAL MODULE: ./src/record/amounts.ts
var amounts = __webpack_require__(60300);
;// CONCATENATED MODULE: ./src/migration/verdict/schemadiff.ts


/** Entries of one record; what breaks comes first, so it is the rest that is only counted. */
const schemadiff_MOST = 500;
const LONGEST = 1_000;
/** The diff as the record keeps it. */
function schemaDiffOf(changes) {
    const rest = changes.slice(schemadiff_MOST);
    const breaking = rest.filter(({ breaks }) => breaks !== undefined).length;
    const entries = changes.slice(0, schemadiff_MOST).map((change) => {
        const text = shortened((0,catalogdiff/* changeWords */.m)(change));
        return change.breaks === undefined ? { text } : { text, breaks: shortened(change.breaks) };
    });
    if (rest.length === 0)
        return entries;
    const counted = `… and ${(0,amounts/* inNumbers */.A)(rest.length)} more changes`;
    return [
        ...entries,
        breaking === 0
            ? { text: counted }
            : { text: counted, breaks: `${(0,amounts/* inNumbers */.A)(breaking)} of them may break the running release` },
    ];
}
function shortened(words) {
    return words.length <= LONGEST ? words : `${words.slice(0, LONGEST).toWellFormed()} …`;
}

// EXTERNAL MODULE: ./src/migration/ledger/untouched.ts
var untouched = __webpack_require__(61699);
;// CONCATENATED MODULE: ./src/migration/verdict/account.ts











/** Tells what became of a migration, from ledger and catalog: the tool's exit code is no proof either way. */
function accountOf(telling, application) {
    const { findings, attempts, before, after, problems } = application;
    const { repository, environment } = telling;
    const last = attempts.at(-1);
    if (last === undefined) {
        return { failed: true, findings, problems, details: (0,untouched/* untouched */.s)(repository, before, 'nothing applied') }; // prettier-ignore
    }
    const started = {
        started: true,
        attempts: attempts.map(summaryOf),
        ...(last.run.exit?.code == null ? {} : { exitCode: last.run.exit.code }),
        output: last.run.output,
    };
    if (after === undefined) {
        // What was read before is all that is known.
        const details = { ...(0,untouched/* untouched */.s)(repository, before, 'unknown'), ...started, after: undefined };
        return { failed: true, findings, problems: [...last.run.problems, ...problems, unseen(environment)], details }; // prettier-ignore
    }
    return readAccount(telling, application, { last, after, started });
}
function readAccount({ repository, environment, wayBack, nextAction }, application, seen) {
    const { findings, before, problems } = application;
    const { last, after, started } = seen;
    const changes = (0,catalog.catalogChanges)(before.catalog, after.catalog);
    const evidence = {
        pending: before.ledger?.pending.map(({ name }) => name),
        before: before.state,
        after: after.state,
        changes: (0,ledgertable/* withoutLedger */.OT)(changes, after.state.ledger?.table),
        outside: application.outside,
    };
    const verdict = (0,verdict_verdict/* verdictOf */.Vj)(evidence);
    const all = [...findings, ...(0,verdict_evidence/* afterwards */.Q)(last.run, repository.migrations, before, after)];
    const failed = last.run.problems.length > 0 || (0,finding/* hasFailed */.WN)(all);
    const diff = (0,catalogdiff/* catalogDiff */.L)(before.catalog, after.catalog);
    const detail = inProduction(evidence, diff);
    const state = {
        ...(0,verdict_verdict/* afterFailure */.HP)(verdict, evidence, environment, wayBack, detail),
        ...(nextAction === undefined ? {} : { nextAction }),
    };
    return {
        failed,
        findings: all,
        problems: failed ? [...last.run.problems, ...problems, state] : [],
        details: {
            ...(0,untouched/* untouched */.s)(repository, before, verdict),
            ...started,
            applied: (0,ledger/* titled */.dJ)((0,verdict_verdict/* newlyApplied */.BT)(evidence), after.files),
            after: after.state,
            watchedFingerprint: (0,watched/* watchedFingerprint */.p)(after.catalog),
            catalogChanges: changes,
            schemaDiff: schemaDiffOf(diff),
            ...(verdict === 'unknown' ? { doubt: (0,verdict_verdict/* doubtOf */.kv)(evidence) } : {}),
        },
    };
}
function summaryOf({ seconds, watch, run }) {
    return { seconds, watch, ...(run.exit?.code == null ? {} : { exitCode: run.exit.code }) };
}
function unseen(environment) {
    return {
        attempted: `read what the migration of ${environment} left`,
        found: 'the database could not be read after the tool had run: what is applied is not known',
        likelyCause: 'the server went away, or the step was cancelled and had no time left',
        nextAction: 'when the server answers, run the failed jobs again: the next run reads ledger and catalog, and says what it finds',
    };
}


/***/ }),

/***/ 65037:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ deployLockFinding),
/* harmony export */   Q: () => (/* binding */ afterwards)
/* harmony export */ });
/* harmony import */ var _postgres_catalog_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(33679);
/* harmony import */ var _record_finding_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11836);
/* harmony import */ var _record_listed_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(39528);
/* harmony import */ var _ledger_ledger_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(54635);




/** After the run: the exit code, the ledger against the files, and what a failed build leaves behind. */
function afterwards({ exit, output, leftBehind, failures }, migrations, before, after) {
    return [
        exitFinding(exit, output, failures),
        ledgerAfter(migrations, after.ledger, exit),
        invalidIndexes(before, after),
        toolSessions(leftBehind, exit),
    ];
}
/** The lock must have been ours all the time: else another deploy may have run beside the tool. */
function deployLockFinding(held) {
    const name = 'deploy lock during the migration';
    if (held)
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .pass */ .IX)(name, 'held to the end');
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .fail */ .fJ)(name, {
        expected: 'held to the end',
        found: 'its session was lost while the tool ran: another deploy may have run beside it',
        fix: 'look for another deploy of this database at that time, and compare ledger and schema with the repository',
    });
}
/** A tool that leaves work in the background has not finished, whatever it says. */
function toolSessions(leftBehind, exit) {
    const name = 'sessions of the migration tool';
    if (leftBehind === 0)
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .pass */ .IX)(name, 'none was left behind');
    const found = `${leftBehind} were still open when the tool was gone; they were ended`;
    const shortfall = {
        expected: 'none',
        found,
        fix: 'let the command wait for everything it starts',
    };
    return exit?.code === 0 ? (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .fail */ .fJ)(name, shortfall) : (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .warn */ .R8)(name, shortfall);
}
/** How tools begin the line that says what went wrong. */
const ERROR_LINE = /^\s*(error|fatal|err!)\b/i;
function exitFinding(exit, output, [known]) {
    const name = 'exit of the migration tool';
    if (exit === undefined)
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .couldNotVerify */ .ke)(name, 'it was not seen to end: it could not be started, or the step was cancelled');
    if (exit.code === 0)
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .pass */ .IX)(name, 'exit code 0');
    const ended = exit.signal === null ? `exit code ${exit.code ?? '?'}` : `ended by ${exit.signal}`;
    const words = output.findLast((line) => ERROR_LINE.test(line));
    const found = words === undefined ? ended : `${ended}: ${words.trim()}`;
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .fail */ .fJ)(name, {
        expected: 'exit code 0',
        found: known === undefined ? found : `${found} (${known.cause})`,
        fix: known?.remedy ?? 'read the tool’s own words in the output below',
    });
}
function ledgerAfter(migrations, comparison, exit) {
    const name = 'ledger after the migration';
    if (comparison === undefined) {
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .notRun */ .nE)(name, 'no ledger that this action can read: only the catalog was compared');
    }
    const { pending, missing, edited, unfinished } = comparison;
    const gaps = [
        ...gap('not finished', unfinished.map((row) => row.name)),
        ...gap('not applied', (0,_ledger_ledger_js__WEBPACK_IMPORTED_MODULE_2__/* .titlesOf */ .B7)(pending)),
        ...gap('applied without a file', missing),
        ...gap('applied with another content', (0,_ledger_ledger_js__WEBPACK_IMPORTED_MODULE_2__/* .titlesOf */ .B7)(edited)),
    ];
    if (gaps.length === 0)
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .pass */ .IX)(name, 'every file is applied');
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .fail */ .fJ)(name, {
        expected: 'every file applied',
        found: gaps.join('; '),
        fix: wayOut(migrations, comparison, exit),
    });
}
function wayOut(migrations, { unfinished }, exit) {
    const correct = exit?.code === 0
        ? 'the tool says that all went well: look why it skipped or rolled back these files'
        : 'correct what made the tool fail';
    const toClear = unfinished.length > 0 ? migrations?.adapter.unfinished : undefined;
    return toClear === undefined ? correct : `${correct}; before the next run: ${toClear}`;
}
function gap(what, names) {
    return names.length === 0 ? [] : [`${what}: ${(0,_record_listed_js__WEBPACK_IMPORTED_MODULE_3__/* .listed */ .K)(names)}`];
}
/** CREATE INDEX CONCURRENTLY that fails leaves one, and IF NOT EXISTS then keeps it. */
function invalidIndexes(before, after) {
    const name = 'invalid indexes left behind';
    const left = (0,_postgres_catalog_js__WEBPACK_IMPORTED_MODULE_0__.catalogChanges)(before.catalog, after.catalog)
        .filter((line) => line.startsWith('+ index ') && line.endsWith(' INVALID'))
        .map((line) => line.slice('+ index '.length, -' INVALID'.length));
    if (left.length === 0)
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .pass */ .IX)(name, 'none');
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .fail */ .fJ)(name, {
        expected: 'none',
        found: left.join('; '),
        fix: 'drop them with DROP INDEX CONCURRENTLY, then run the migration again',
    });
}


/***/ }),

/***/ 95991:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BT: () => (/* binding */ newlyApplied),
/* harmony export */   HP: () => (/* binding */ afterFailure),
/* harmony export */   Vj: () => (/* binding */ verdictOf),
/* harmony export */   kv: () => (/* binding */ doubtOf)
/* harmony export */ });
/** The names that the ledger gained. */
function newlyApplied({ before, after }) {
    const then = new Set(before.ledger?.applied);
    return (after.ledger?.applied ?? []).filter((name) => !then.has(name));
}
/**
 * What happened, from ledger and catalog alone: the tool's exit code is no proof either way.
 * Without a ledger nobody can say more than whether the catalog moved; and of files that work
 * outside a transaction nobody knows how far they came.
 */
function verdictOf(evidence) {
    const { pending } = evidence;
    const moved = evidence.changes.length > 0;
    if (pending === undefined)
        return 'unknown';
    const applied = newlyApplied(evidence);
    if (pending.every((name) => applied.includes(name))) {
        return pending.length === 0 && !moved ? 'nothing to apply' : 'all applied';
    }
    if (applied.length > 0 || moved)
        return 'part applied';
    return evidence.outside === undefined ? 'nothing applied' : 'unknown';
}
const STATE = {
    'nothing to apply': 'production is as it was before',
    'nothing applied': 'no migration is applied: ledger and schema are as before',
    'part applied': 'part of the migration is in production',
    'all applied': 'all migrations are in production, but a check after them failed',
    unknown: 'the tool has no ledger that this action can read, so which of its files are applied is not known',
};
/** Why nobody knows what was applied. */
function doubtOf({ outside }) {
    return outside === undefined
        ? 'the tool has no ledger that this action can read'
        : `${outside}, so a part of its work may be committed`;
}
/**
 * What stands in production after a failure, and the two ways on.
 * @param backup name of the backup of this run; undefined when the gate was waived.
 * @param detail of what is in production (inproduction.ts), where a part is.
 */
function afterFailure(verdict, evidence, environment, backup, detail = '') {
    if (verdict === 'unknown' && evidence.changes.length === 0) {
        return {
            attempted: `migrate ${environment}`,
            found: `the schema did not change; whether rows changed is not known, because ${doubtOf(evidence)}`,
            nextAction: 'look at the tool’s output and at the rows it would have changed before you restore anything',
        };
    }
    // Prisma's row of a failure stays, even where all that the migration did is rolled back.
    const blocked = (evidence.after.ledger?.unfinished ?? []).length > 0;
    const clear = blocked ? ', clear the unfinished row of the ledger as the findings say,' : '';
    const harmless = verdict === 'nothing applied' || verdict === 'nothing to apply';
    const restore = backup === undefined ? '' : `, or restore ${backup} as its RESTORE.md says`;
    return {
        attempted: `migrate ${environment}`,
        found: verdict === 'part applied' && detail !== '' ? `${STATE[verdict]}: ${detail}` : STATE[verdict], // prettier-ignore
        nextAction: harmless
            ? `correct the migration${clear} and push`
            : `fix forward with a new migration${clear} and push${restore}`,
    };
}


/***/ }),

/***/ 39528:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ listed)
/* harmony export */ });
const MOST_LISTED = 10;
/** Names for a sentence; the rest is counted. */
function listed(names) {
    const rest = names.length - MOST_LISTED;
    const shown = names.slice(0, MOST_LISTED).join(', ');
    return rest > 0 ? `${shown} and ${rest} more` : shown;
}


/***/ })

};
