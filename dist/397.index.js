export const id = 397;
export const ids = [397];
export const modules = {

/***/ 11595:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ checksumOfFile),
/* harmony export */   s: () => (/* binding */ startChecksum)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);


/** Counts and hashes bytes as they pass, in flat memory. */
function startChecksum() {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    let bytes = 0;
    const take = (chunk) => {
        hash.update(chunk);
        bytes += chunk.length;
        return bytes;
    };
    return {
        take,
        async *through(chunks) {
            for await (const chunk of chunks) {
                take(chunk);
                yield chunk;
            }
        },
        result: () => ({ bytes, sha256: hash.digest('hex') }),
    };
}
/** Of a file, read from disk. @throws the signal's reason when it is aborted. */
async function checksumOfFile(path, signal) {
    const counting = startChecksum();
    const chunks = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.createReadStream)(path);
    for await (const chunk of chunks) {
        signal.throwIfAborted();
        counting.take(chunk);
    }
    return counting.result();
}


/***/ }),

/***/ 49847:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Aq: () => (/* binding */ brokenPayload),
/* harmony export */   G5: () => (/* binding */ invalidIdentity),
/* harmony export */   GZ: () => (/* binding */ notWritable),
/* harmony export */   I: () => (/* binding */ notReadable),
/* harmony export */   _L: () => (/* binding */ fitsNobody),
/* harmony export */   kH: () => (/* binding */ noIdentity),
/* harmony export */   lg: () => (/* binding */ notAge),
/* harmony export */   tI: () => (/* binding */ brokenHeader)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);

const FETCH_AGAIN = 'fetch the backup again; if it stays so, choose another backup. Nothing was restored';
function noIdentity(file) {
    return failure(file, {
        found: 'it is encrypted, and there is no private key to open it with',
        likelyCause: 'decrypt-with is empty: the secret is not set, or this job may not read it',
        nextAction: 'set decrypt-with to the private key (AGE-SECRET-KEY-…) of a recipient that manifest.json lists',
    });
}
/** @param number counts from 1. */
function invalidIdentity(file, number) {
    return failure(file, {
        found: `private key ${number} of decrypt-with is none: its checksum does not hold`,
        likelyCause: 'a character was lost or changed when it was copied',
        nextAction: 'copy the key again from the file that age-keygen wrote',
    });
}
function fitsNobody(file, identities) {
    return failure(file, {
        found: identities === 1
            ? 'the private key of decrypt-with does not open it'
            : `none of the ${identities} private keys of decrypt-with opens it`,
        likelyCause: 'it was encrypted to other recipients, or its header is damaged',
        nextAction: 'set decrypt-with to the private key of a recipient that manifest.json lists',
    });
}
function notAge(file) {
    return failure(file, {
        found: 'it is no age file',
        likelyCause: 'another file has its name, it is empty or damaged at its start, or it is armored (age -a)',
        nextAction: FETCH_AGAIN,
    });
}
function brokenHeader(file, cause) {
    return failure(file, {
        found: 'its header is cut off, or not as it was written',
        likelyCause: 'the file was damaged or changed',
        nextAction: FETCH_AGAIN,
    }, cause);
}
function brokenPayload(file, cause) {
    return failure(file, {
        found: 'it is damaged or cut off',
        likelyCause: 'an upload or download that was cut off, a full disk, or a faulty disk or memory',
        nextAction: FETCH_AGAIN,
    }, cause);
}
function notReadable(file, cause) {
    return failure(file, {
        found: `it cannot be read (${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(cause)})`,
        likelyCause: 'only a part of the backup was downloaded',
        nextAction: 'download the whole backup again',
    }, cause);
}
function notWritable(file, cause) {
    return failure(file, {
        found: `its plaintext cannot be written (${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(cause)})`,
        likelyCause: 'the archive is larger than the free disk of the runner, or the disk is faulty',
        nextAction: 'free disk space in a step before this one, or use a runner with a larger disk',
    }, cause);
}
function failure(file, problem, cause) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DeployError */ .sH({ attempted: `decrypt ${file}`, ...problem }, { cause });
}


/***/ }),

/***/ 42922:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $2: () => (/* binding */ readEntries),
/* harmony export */   Gy: () => (/* binding */ asListed),
/* harmony export */   eZ: () => (/* binding */ namesOf)
/* harmony export */ });
/** `3435; 0 16479 TABLE DATA public bookings owner`; what follows the keys are names that may hold anything. */
const ENTRY = /^(\d+); (\d+ \d+) (.*)$/;
const NEEDS = /^;\tdepends on:((?: \d+)+)$/;
/** Entries about the contents of an object or about two; their class is 0, which tells them from a schema of that name. */
const WITHOUT_CLASS = [
    'TABLE DATA',
    'TABLE ATTACH',
    'INDEX ATTACH',
    'SEQUENCE SET',
    'SEQUENCE OWNED BY',
    'MATERIALIZED VIEW DATA',
    'STATISTICS DATA',
    'ROW SECURITY',
];
/** Types of more than one word (pg_dump.c of 14 to 18); all others are the first word. */
const TYPES = [
    'ACCESS METHOD',
    'BLOB COMMENTS',
    'BLOB METADATA',
    'CHECK CONSTRAINT',
    'DATABASE PROPERTIES',
    'DEFAULT ACL',
    'EVENT TRIGGER',
    'FK CONSTRAINT',
    'FOREIGN DATA WRAPPER',
    'FOREIGN SERVER',
    'FOREIGN TABLE',
    'MATERIALIZED VIEW',
    'OPERATOR CLASS',
    'OPERATOR FAMILY',
    'PROCEDURAL LANGUAGE',
    'PUBLICATION TABLES IN SCHEMA',
    'PUBLICATION TABLE',
    'SECURITY LABEL',
    'SHELL TYPE',
    'SUBSCRIPTION TABLE',
    'TEXT SEARCH CONFIGURATION',
    'TEXT SEARCH DICTIONARY',
    'TEXT SEARCH PARSER',
    'TEXT SEARCH TEMPLATE',
    'USER MAPPING',
];
/**
 * The entries of an archive in its order. Proves nothing about its data.
 * @param archive a file, or its bytes as they come: the table stands at their head.
 */
async function readEntries(archive, pgRestore, processes) {
    const entries = [];
    await processes.run({
        command: pgRestore,
        // Verbose for what each entry needs.
        args: ['--list', '--verbose', ...(typeof archive === 'string' ? [archive] : [])],
        env: { LC_ALL: 'C' },
        ...(typeof archive === 'string' ? {} : { stdin: archive }),
        // By line: the runner keeps only the last 200.
        onLine: (line) => {
            const needs = NEEDS.exec(line)?.[1];
            const last = entries.at(-1);
            if (needs !== undefined && last !== undefined) {
                entries[entries.length - 1] = { ...last, needs: needs.trim().split(' ').map(Number) };
            }
            else {
                const entry = entryOf(line);
                if (entry !== undefined)
                    entries.push(entry);
            }
        },
    });
    return entries;
}
/** Heads of the archive that are in every one, and that `pg_restore --list` without `--verbose` leaves out. */
const HEADS = new Set(['ENCODING', 'STDSTRINGS', 'SEARCHPATH', 'DATABASE', 'DATABASE PROPERTIES']);
function entryOf(line) {
    const [, id, key = '', words = ''] = ENTRY.exec(line) ?? [];
    if (id === undefined)
        return undefined;
    const known = [...(key.startsWith('0 ') ? WITHOUT_CLASS : []), ...TYPES];
    const type = known.find((each) => words.startsWith(`${each} `)) ?? words.split(' ', 1)[0] ?? '';
    if (HEADS.has(type))
        return undefined;
    return { id: Number(id), key, type, rest: words.slice(type.length + 1), needs: [] };
}
/**
 * Takes the names of an entry apart: they stand side by side, unquoted.
 * @param roles that the archive may name; the longest that fits the end is the owner.
 * @param schemas likewise, for the beginning.
 */
function namesOf({ rest }, roles, schemas) {
    const owner = longest(roles, (role) => rest.endsWith(` ${role}`));
    const named = owner === undefined ? rest.trimEnd() : rest.slice(0, -owner.length - 1);
    const schema = longest(schemas, (name) => named.startsWith(`${name} `)) ?? named.split(' ', 1)[0] ?? '';
    return {
        schema: schema === '-' ? undefined : schema,
        tag: named.slice(schema.length + 1),
        owner,
    };
}
/** A name as pg_dump writes it into the list. */
function asListed(name) {
    return name.replace(/[\r\n]/g, ' ');
}
function longest(names, fits) {
    let found;
    for (const name of names) {
        const listed = asListed(name);
        if (fits(listed) && listed.length > (found?.length ?? 0))
            found = listed;
    }
    return found;
}


/***/ }),

/***/ 9058:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ scopeOf),
/* harmony export */   Q: () => (/* binding */ fingerprintTables)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _postgres_tolerated_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57787);


/** `fingerprint: auto` reads the content of databases up to this size. */
const LARGEST_FOR_CONTENT = 10 * 1024 ** 3;
/** Small tables share a query: a round trip each would cost a remote database with 1,000 tables a minute. */
const BATCH = { tables: 50, bytes: 8 * 1024 ** 2 };
/**
 * What `fingerprint: auto` comes to.
 * @param exposed whether strangers can read the manifest: a hash of few rows confirms a guess at them.
 */
function scopeOf(asked, databaseBytes, exposed) {
    if (asked !== 'auto')
        return asked;
    if (exposed)
        return 'counts';
    return databaseBytes <= LARGEST_FOR_CONTENT ? 'content' : 'counts';
}
/**
 * Counts the rows of every table and, for `content`, sums a hash of every row's text. A sum needs
 * no order and counts duplicates; text, because a binary row holds oids of types and knows no json
 * or xml. Needs pinned settings, and holds no lock afterwards. Compare only between databases of one encoding and major.
 * @param onDone called after each query with what it finished.
 */
async function fingerprintTables(session, tables, scope, onDone = () => undefined) {
    const results = [];
    for (const batch of batches(tables)) {
        const read = await readBatch(session, batch, scope);
        results.push(...read);
        onDone(read.length, read.reduce((sum, { rows }) => sum + Number(rows ?? 0), 0));
    }
    return results;
}
async function readBatch(session, batch, scope) {
    const text = batch.map((table, at) => queryFor(table, at, scope)).join('\nunion all\n');
    const answer = await (0,_postgres_tolerated_js__WEBPACK_IMPORTED_MODULE_1__/* .toleratedRead */ .$)(session, () => session.query(text));
    if (answer.ok) {
        const byTable = new Map(answer.value.map((row) => [row.at, row]));
        return batch.map((table, at) => ({
            table,
            rows: byTable.get(at)?.rows,
            fingerprint: byTable.get(at)?.fingerprint ?? undefined,
            failure: undefined,
        }));
    }
    if (batch.length > 1)
        return one(session, batch, scope);
    const [table] = batch;
    if (table === undefined)
        return [];
    const failure = (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(answer.error);
    if (scope === 'counts')
        return [{ table, rows: undefined, fingerprint: undefined, failure }];
    // The text of a row may pass 1 GB, the server's limit for one value: it can still be counted.
    const [counted] = await readBatch(session, batch, 'counts');
    return [{ table, rows: counted?.rows, fingerprint: undefined, failure }];
}
/** One table of the batch failed: each by itself finds out which. */
async function one(session, batch, scope) {
    const results = [];
    for (const table of batch)
        results.push(...(await readBatch(session, [table], scope)));
    return results;
}
/**
 * An explicit row in name order, not `t::text`: an inheritance child whose parent got a column later
 * has another column order after a restore. `only`, because children are tables of their own.
 */
function queryFor(table, at, scope) {
    const hash = scope === 'counts'
        ? 'null'
        : `coalesce(sum(hashtextextended(row(${table.columns})::text collate "C", 0)), 0)::text`;
    return `select ${at} as at, count(*)::text as rows, ${hash} as fingerprint from only ${table.qualified}`;
}
function batches(tables) {
    const all = [];
    let bytes = 0;
    for (const table of tables) {
        const batch = all.at(-1);
        bytes += table.estimatedBytes;
        if (batch === undefined || batch.length === BATCH.tables || bytes > BATCH.bytes) {
            all.push([table]);
            bytes = table.estimatedBytes;
        }
        else
            batch.push(table);
    }
    return all;
}


/***/ }),

/***/ 79169:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ fingerprintLargeObjects)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _postgres_tolerated_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57787);


/** Read at once, in bytes: an object may be larger than the 1 GB that one value can hold. */
const PIECE = 1024 ** 2;
/**
 * Hashes the bytes of all large objects with their oids, which a restore keeps: rows point to them.
 * `lo_get` needs the object's SELECT privilege and no more; `pg_largeobject` itself is the
 * superuser's. Holes are read, and dumped, as zeros. Needs pinned settings.
 */
async function fingerprintLargeObjects(session) {
    const answer = await (0,_postgres_tolerated_js__WEBPACK_IMPORTED_MODULE_1__/* .tolerated */ .N)(session, () => session.query(
    // Hashes are carried from piece to piece, not bytes: those would fill the server's temporary files.
    `with recursive piece (oid, at, bytes, hash) as (
         select m.oid, 0::bigint, length(p.bytes), sha256(p.bytes)
           from pg_largeobject_metadata m, lateral (select lo_get(m.oid, 0, $1) as bytes) p
         union all
         select piece.oid, piece.at + $1, length(p.bytes), sha256(p.bytes)
           from piece, lateral (select lo_get(piece.oid, piece.at + $1, $1) as bytes) p
          where piece.bytes = $1)
       select coalesce(sum(hashtextextended(row(oid, at, hash)::text collate "C", 0)), 0)::text
                as fingerprint
         from piece`, [PIECE]));
    return answer.ok
        ? { fingerprint: answer.value[0]?.fingerprint, failure: undefined }
        : { fingerprint: undefined, failure: (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(answer.error) };
}


/***/ }),

/***/ 80715:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $2: () => (/* binding */ manifestText),
/* harmony export */   h1: () => (/* binding */ MANIFEST_FILE),
/* harmony export */   kg: () => (/* binding */ GUIDE_FILE),
/* harmony export */   pV: () => (/* binding */ readManifestText)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83916);
/* harmony import */ var _record_manifest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(42292);



/** Names of the files beside the archive. */
const MANIFEST_FILE = 'manifest.json';
const GUIDE_FILE = 'RESTORE.md';
/**
 * The text of `manifest.json`. Its last key, `seal`, is the sha256 of everything before it, so that a
 * damaged manifest is noticed. It is no signature: whoever can write the file can seal it, too.
 */
function manifestText(manifest) {
    return sealed(manifest);
}
/**
 * Understands the text of a `manifest.json`.
 * @param where the file or artifact, for messages.
 * @throws {DeployError} when one byte is not as it was written, or a newer version wrote it.
 */
function readManifestText(text, where) {
    const { seal, ...rest } = objectOf(text);
    // Compared as text: a changed byte that parses to the same value is still a change.
    if (typeof seal !== 'string' || sealed(rest) !== text) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .DeployError */ .sH(damaged(where));
    }
    if (rest['version'] !== 1) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .DeployError */ .sH({
            attempted: `read ${where}`,
            found: `it has version ${String(rest['version'])}, this action knows version 1`,
            likelyCause: 'a newer release of the action took the backup',
            nextAction: 'use that release, or follow RESTORE.md beside the archive',
        });
    }
    const manifest = _record_manifest_js__WEBPACK_IMPORTED_MODULE_2__/* .manifestSchema */ .r.safeParse(rest);
    if (manifest.success)
        return manifest.data;
    const [issue] = manifest.error.issues;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .DeployError */ .sH({
        attempted: `read ${where}`,
        found: `it does not describe a backup: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
        nextAction: 'choose another backup, or follow RESTORE.md beside the archive',
    });
}
function sealed(content) {
    const seal = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256')
        .update(JSON.stringify(content, null, 2))
        .digest('hex');
    return `${JSON.stringify({ ...content, seal }, null, 2)}\n`;
}
function objectOf(text) {
    try {
        const value = JSON.parse(text);
        return typeof value === 'object' && value !== null ? { ...value } : {};
    }
    catch {
        return {};
    }
}
function damaged(where) {
    return {
        attempted: `read ${where}`,
        found: 'its seal does not fit: it was changed or damaged since the backup was taken',
        nextAction: 'fetch the backup again; if it stays so, choose another backup, or restore the archive by hand with RESTORE.md',
    };
}


/***/ }),

/***/ 19358:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ withPrivateDirectory)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);


/** Rows of production on disk, in clear: gone on every path, also when the step is cancelled or the store refuses. */
async function withPrivateDirectory(parent, work) {
    const directory = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(parent, 'archive-'));
    try {
        return await work(directory);
    }
    finally {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(directory, { recursive: true, force: true });
    }
}


/***/ }),

/***/ 79288:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V3: () => (/* binding */ differingSequences),
/* harmony export */   h_: () => (/* binding */ unmoved),
/* harmony export */   ms: () => (/* binding */ readSequencePositions)
/* harmony export */ });
/* harmony import */ var _postgres_sqlstate_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31406);
/* harmony import */ var _postgres_tolerated_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57787);
/* harmony import */ var _tables_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11061);



/** Sequences asked about in one statement. */
const AT_ONCE = 200;
/** A DDL statement dropped one of them, or is about to: pg_dump says which, if it minds. */
const GONE_OR_HELD = new Set([_postgres_sqlstate_js__WEBPACK_IMPORTED_MODULE_0__/* .SQLSTATE */ .c.undefinedTable, _postgres_sqlstate_js__WEBPACK_IMPORTED_MODULE_0__/* .SQLSTATE */ .c.lockNotAvailable]);
/**
 * Where the sequences stand that pg_dump writes and the role may read; none at all when one of them
 * is being dropped or is locked for long. A sequence knows no snapshot: these are positions of now.
 * No lock is held afterwards: it would stand in the way of a DDL statement that pg_dump in turn
 * would wait for.
 */
async function readSequencePositions(session, leftOut = _tables_js__WEBPACK_IMPORTED_MODULE_2__/* .NOTHING_LEFT_OUT */ .r) {
    const answer = await (0,_postgres_tolerated_js__WEBPACK_IMPORTED_MODULE_1__/* .toleratedRead */ .$)(session, () => readAll(session, leftOut));
    if (answer.ok)
        return answer.value;
    if (GONE_OR_HELD.has((0,_postgres_sqlstate_js__WEBPACK_IMPORTED_MODULE_0__/* .codeOf */ .$)(answer.error) ?? ''))
        return [];
    throw answer.error;
}
async function readAll(session, { schemas, tables }) {
    const sequences = await session.query(`select n.nspname as schema, c.relname as name, format('%I.%I', n.nspname, c.relname) as qualified
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'S' and c.relpersistence <> 't'
        and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        and (exists (select from pg_extension e where c.oid = any (e.extconfig))
             or not exists (
               select from pg_depend d
                where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'))
        and has_table_privilege(c.oid, 'select') and has_schema_privilege(n.oid, 'usage')
        and not (c.relpersistence = 'u' and pg_is_in_recovery())
        and n.nspname <> all ($1) and c.oid::text <> all ($2)
      order by n.nspname collate "C", c.relname collate "C"`, [schemas, tables]);
    const positions = [];
    for (let from = 0; from < sequences.length; from += AT_ONCE) {
        positions.push(...(await readSome(session, sequences.slice(from, from + AT_ONCE))));
    }
    return positions;
}
async function readSome(session, sequences) {
    const rows = await session.query(sequences
        .map(({ qualified }, at) => `select ${at} as at, last_value::text as value, is_called as called from ${qualified}`)
        .join('\nunion all\n'));
    return rows.flatMap(({ at, value, called }) => {
        const sequence = sequences[at];
        return sequence === undefined
            ? []
            : [{ schema: sequence.schema, name: sequence.name, value, called }];
    });
}
/**
 * The sequences that stood still from before pg_dump read them until after: in the archive they
 * stand there, too.
 */
function unmoved(before, after) {
    const earlier = new Set(before.map(keyOf));
    return after.filter((position) => earlier.has(keyOf(position)));
}
/** Of the recorded positions those that another database does not have, with what it has. */
function differingSequences(recorded, found) {
    const byName = new Map(found.map((position) => [nameOf(position), position]));
    return recorded.flatMap((position) => {
        const other = byName.get(nameOf(position));
        return other !== undefined && keyOf(other) === keyOf(position)
            ? []
            : [{ recorded: position, found: other }];
    });
}
function nameOf({ schema, name }) {
    return JSON.stringify([schema, name]);
}
function keyOf({ schema, name, value, called }) {
    return JSON.stringify([schema, name, value, called]);
}


/***/ }),

/***/ 15851:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ readServer)
/* harmony export */ });
async function readServer(session) {
    const [row] = await session.query(`select current_setting('server_version') as version,
            current_setting('server_version_num')::int / 10000 as major,
            pg_encoding_to_char(encoding) as encoding,
            datcollate as collation,
            datctype as "characterType",
            case to_jsonb(d) ->> 'datlocprovider'
              when 'i' then 'icu' when 'b' then 'builtin' else 'libc' end as "localeProvider",
            coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale') as locale,
            current_setting('lc_monetary') as monetary,
            pg_is_in_recovery() as standby,
            pg_database_size(oid)::text as bytes
       from pg_database d where datname = current_database()`);
    if (row === undefined)
        throw new Error('the server does not list its own database');
    return { ...row, bytes: Number(row.bytes) };
}


/***/ }),

/***/ 11061:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ readTables),
/* harmony export */   r: () => (/* binding */ NOTHING_LEFT_OUT)
/* harmony export */ });
const NOTHING_LEFT_OUT = { schemas: [], tables: [], qualified: [] };
/**
 * Sorts the relations as pg_dump does: rows come from plain tables and leaf partitions, and from
 * those tables of an extension that it registered by pg_extension_config_dump.
 */
async function readTables(session, { standby }, { schemas, tables } = NOTHING_LEFT_OUT) {
    const rows = await session.query(`select c.oid::text as oid, n.nspname as schema, c.relname as name,
            format('%I.%I', n.nspname, c.relname) as qualified,
            coalesce((select string_agg(format('%I', a.attname), ', ' order by a.attname collate "C")
                        from pg_attribute a
                       where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                         and a.attgenerated = ''), '') as columns,
            greatest(c.reltuples, 0)::float8 as "estimatedRows",
            c.relpages::float8 * current_setting('block_size')::int as "estimatedBytes",
            case
              when n.nspname = any ($2) then 'its schema is left out by exclude-schemas'
              when c.oid::text = any ($3) then 'left out by exclude-table-data'
              when c.relkind = 'f' then 'a foreign table: its rows live on another server'
              when c.relkind = 'm' then 'a materialized view: the restore fills it again, from the rows that are there'
              when c.relpersistence = 'u' and $1 then 'an unlogged table, which a standby cannot read'
              when x.condition <> '' then
                format('its extension %s decides which of its rows are dumped', x.extname)
            end as reason
       from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
       left join lateral (
            select e.extname, e.extcondition[array_position(e.extconfig, c.oid)] as condition
              from pg_extension e where c.oid = any (e.extconfig)) x on true
      where c.relkind in ('r', 'm', 'f') and c.relpersistence <> 't'
        and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        and (x.extname is not null or not exists (
              select from pg_depend d
               where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'))
      order by n.nspname collate "C", c.relname collate "C"`, [standby, schemas, tables]);
    return {
        withRows: rows.filter(({ reason }) => reason === null),
        withoutRows: rows.flatMap(({ reason, schema, name }) => reason === null ? [] : [{ table: `${schema}.${name}`, reason }]),
    };
}


/***/ }),

/***/ 57168:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ webStream)
/* harmony export */ });
/* harmony import */ var node_stream_web__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37830);
/* harmony import */ var node_stream_web__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_stream_web__WEBPACK_IMPORTED_MODULE_0__);

/**
 * Bytes as the age-encryption package takes them. Nothing is read ahead: a stream made so asks for a
 * chunk when one is wanted (https://streams.spec.whatwg.org/#rs-from).
 */
function webStream(bytes) {
    // Node's type and the DOM's are two, the class is one.
    return node_stream_web__WEBPACK_IMPORTED_MODULE_0__.ReadableStream.from(bytes);
}


/***/ }),

/***/ 62533:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ed: () => (/* binding */ installPackage),
/* harmony export */   RO: () => (/* binding */ rootPrefix),
/* harmony export */   eF: () => (/* binding */ run),
/* harmony export */   md: () => (/* binding */ inRoot)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _actions_neutral_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3924);
/* harmony import */ var _clientadvice_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(93016);




/** Seconds that all attempts have together. */
const PATIENCE_S = 300;
const LINES_SHOWN = 5;
/**
 * No wait without an end: for another apt at work, or for a mirror. Nothing of the job's environment
 * reaches a package's scripts, and nothing asks or restarts services.
 */
const QUIET = ['DEBIAN_FRONTEND=noninteractive', 'NEEDRESTART_SUSPEND=1', 'LC_ALL=C'];
const OPTIONS = [
    ...['-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=3'],
    ...['-o', 'Acquire::http::Timeout=20', '-o', 'Acquire::https::Timeout=20', '-q', '-y'],
];
/**
 * Installs a package from the configured sources, else from apt.postgresql.org where its script is.
 * @param asRoot of {@link rootPrefix}.
 * @param arrived looks for what the package brings; asked after each attempt.
 * @returns what arrived, or each attempt with apt-get's last words.
 */
async function installPackage(wanted, asRoot, provision, arrived) {
    const deadline = Date.now() + PATIENCE_S * 1_000;
    const failures = [];
    for (const { from, commands } of attempts(wanted, provision)) {
        provision.log.info(`Installing ${wanted.name} from ${from}`);
        const failure = await runAll(commands, asRoot, deadline, provision);
        const found = await arrived();
        if (found !== undefined)
            return { ok: true, found };
        failures.push(`from ${from}: ${failure ?? 'its programs are not where they should be'}`);
    }
    const tried = `apt-get could not install ${wanted.name}\n${failures.join('\n')}`;
    return { ok: false, tried };
}
/** What comes before a command that needs root; undefined where nothing may be installed. */
async function rootPrefix(provision) {
    const { mayInstall, root, userId = process.getuid?.() } = provision;
    if (!mayInstall || !(await (0,_clientadvice_js__WEBPACK_IMPORTED_MODULE_2__/* .isDebian */ .qG)(root)) || !(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(inRoot(provision, APT_GET))) {
        return undefined;
    }
    if (userId === 0)
        return [];
    const sudo = inRoot(provision, '/usr/bin/sudo');
    if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(sudo))
        return undefined;
    const allowed = await run([sudo, '-n', 'true'], provision);
    return allowed.code === 0 ? [sudo, '-n'] : undefined;
}
const APT_GET = '/usr/bin/apt-get';
/**
 * Sources are read anew first: what the image's lists know may be gone from the mirror, or lack the
 * latest security fixes. A new source comes last: on a runner of one's own it stays.
 */
function attempts({ name, before }, provision) {
    const aptGet = [inRoot(provision, APT_GET), ...OPTIONS];
    const install = [...aptGet, '--no-install-recommends', 'install', name];
    const script = inRoot(provision, _clientadvice_js__WEBPACK_IMPORTED_MODULE_2__/* .PGDG_SCRIPT */ .lO);
    return [
        { from: 'the configured sources', commands: [...before, [...aptGet, 'update'], install] },
        ...((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(script)
            ? [{ from: 'apt.postgresql.org', commands: [[script, '-y'], install] }]
            : []),
    ];
}
/** Goes on after a failure: one broken source need not be the one that matters. @returns the first. */
async function runAll(commands, asRoot, deadline, provision) {
    let failure;
    for (const command of commands) {
        const seconds = Math.ceil((deadline - Date.now()) / 1_000);
        if (seconds <= 0)
            return failure ?? `there was no time left of ${PATIENCE_S} s`;
        // timeout(1) runs as root too: a process of root's cannot be ended by another user.
        const bounded = ['/usr/bin/timeout', '--kill-after=10', String(seconds)];
        const words = [...asRoot, ...bounded, '/usr/bin/env', ...QUIET, ...command];
        const exit = await run(words, provision);
        if (exit.code !== 0)
            failure ??= lastWords(exit);
    }
    return failure;
}
function run(words, { processes, log }) {
    const [command = '', ...args] = words;
    return processes.run({
        command,
        args,
        env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
        onLine: (line) => {
            log.debug(withoutLogin(line));
        },
    });
}
function lastWords({ code, signal, stdout, stderr }) {
    // 124 is timeout's own.
    const ended = code === 124 ? `it took more than ${PATIENCE_S} s` : `it ended with ${code ?? signal ?? 'a signal'}`; // prettier-ignore
    const said = (stderr.length > 0 ? stderr : stdout).map(_actions_neutral_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj).filter((line) => line !== '');
    return [ended, ...said.slice(-LINES_SHOWN).map(withoutLogin)].join('\n');
}
/** A private mirror's address may carry a login. */
function withoutLogin(line) {
    return line.replace(/:\/\/[^\s/@]+@/g, '://***@');
}
function inRoot({ root = '/' }, path) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, path);
}


/***/ }),

/***/ 93016:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cj: () => (/* binding */ missingTools),
/* harmony export */   c6: () => (/* binding */ installLine),
/* harmony export */   lO: () => (/* binding */ PGDG_SCRIPT),
/* harmony export */   qG: () => (/* binding */ isDebian)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83916);



/** Sets up apt.postgresql.org; part of postgresql-common, which GitHub's Ubuntu images carry. */
const PGDG_SCRIPT = '/usr/share/postgresql-common/pgdg/apt.postgresql.org.sh';
const DEBIAN = {
    names: ['debian', 'ubuntu'],
    install: (major, what) => `sudo apt-get update && sudo apt-get install -y postgresql-common && sudo ${PGDG_SCRIPT} -y && sudo apt-get install -y postgresql-${what === 'client' ? 'client-' : ''}${major}`,
};
const DISTRIBUTIONS = [
    DEBIAN,
    {
        names: ['alpine'],
        install: (major, what) => `apk add postgresql${major}${what === 'client' ? '-client' : ''}`,
    },
    {
        names: ['rhel', 'fedora', 'centos', 'amzn'],
        install: (major, what) => `sudo dnf install -y postgresql${major}${what === 'server' ? '-server' : ''}`, // prettier-ignore
    },
    { names: ['suse', 'opensuse'], install: (major, what) => `sudo zypper -n install postgresql${major}${what === 'server' ? '-server' : ''}` }, // prettier-ignore
];
/** Whether packages come by apt-get. */
async function isDebian(root = '/') {
    return (await distributionOf(root)) === DEBIAN;
}
/**
 * The error for a machine without the client programs of a major.
 * `mayInstall` is true in a job, whose advice is a step of the workflow; a laptop's is a command.
 * @param tried what came of an attempt to install them.
 */
async function missingTools(major, { root = '/', mayInstall = true }, { others }, tried) {
    const where = mayInstall ? 'the machine of this job' : 'this machine';
    const met = others.length === 0 ? 'no pg_dump is installed' : others.join('; ');
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .DeployError */ .sH({
        attempted: `find pg_dump ${major}, the major of the server`,
        found: tried === undefined ? met : `${met}; ${tried}`,
        likelyCause: others.length === 0
            ? `${where} has no Postgres client programs`
            : `${where} carries the client programs of another major`,
        nextAction: `${mayInstall ? 'add a step before this one: run' : 'install them'}: ${await installLine(major, root)}`,
    });
}
/** The one line of shell that installs the client or server programs of a major here. */
async function installLine(major, root = '/', what = 'client') {
    if (process.platform === 'darwin')
        return `brew install postgresql@${major}`;
    return ((await distributionOf(root)) ?? DEBIAN).install(major, what);
}
async function distributionOf(root) {
    const release = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, 'etc/os-release'), 'utf8').catch(() => '');
    const words = [...release.matchAll(/^ID(?:_LIKE)?=["']?([^"'\n]*)/gm)]
        .flatMap(([, value = '']) => value.split(/\s+/))
        .map((word) => word.replace(/^opensuse-.*/, 'opensuse'));
    return DISTRIBUTIONS.find(({ names }) => names.some((name) => words.includes(name)));
}


/***/ }),

/***/ 87297:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ clientToolsFor),
/* harmony export */   i: () => (/* binding */ clientToolsOutlook)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _aptinstall_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(62533);
/* harmony import */ var _clientadvice_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(93016);
/* harmony import */ var _clienttools_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(26317);




/**
 * The client programs of a major: those of this machine, or else installed by apt-get where that is
 * allowed and possible: on Debian and Ubuntu, as root or with a sudo that asks for nothing.
 * @throws {DeployError} with the line that installs them, and with apt-get's last words if it failed.
 */
async function clientToolsFor(major, provision) {
    const search = await (0,_clienttools_js__WEBPACK_IMPORTED_MODULE_3__/* .searchClientTools */ .d)(major, provision);
    if (search.tools !== undefined)
        return search.tools;
    const asRoot = await (0,_aptinstall_js__WEBPACK_IMPORTED_MODULE_1__/* .rootPrefix */ .RO)(provision);
    if (asRoot === undefined)
        throw await (0,_clientadvice_js__WEBPACK_IMPORTED_MODULE_2__/* .missingTools */ .Cj)(major, provision, search);
    provision.log.info(`pg_dump ${major} is not here`);
    const wanted = { name: `postgresql-client-${major}`, before: [] };
    const installed = await (0,_aptinstall_js__WEBPACK_IMPORTED_MODULE_1__/* .installPackage */ .Ed)(wanted, asRoot, provision, async () => {
        return (await (0,_clienttools_js__WEBPACK_IMPORTED_MODULE_3__/* .searchClientTools */ .d)(major, provision)).tools;
    });
    if (!installed.ok)
        throw await (0,_clientadvice_js__WEBPACK_IMPORTED_MODULE_2__/* .missingTools */ .Cj)(major, provision, search, installed.tried);
    const { version, pgDump } = installed.found;
    provision.log.info(`pg_dump ${version} is installed: ${pgDump}`);
    return installed.found;
}
/**
 * What {@link clientToolsFor} would find on this machine, without changing it.
 * @throws {DeployError} where it would fail for certain.
 */
async function clientToolsOutlook(major, provision) {
    const search = await (0,_clienttools_js__WEBPACK_IMPORTED_MODULE_3__/* .searchClientTools */ .d)(major, provision);
    if (search.tools !== undefined)
        return { from: 'this machine', tools: search.tools };
    if ((await (0,_aptinstall_js__WEBPACK_IMPORTED_MODULE_1__/* .rootPrefix */ .RO)(provision)) === undefined) {
        throw await (0,_clientadvice_js__WEBPACK_IMPORTED_MODULE_2__/* .missingTools */ .Cj)(major, provision, search);
    }
    const policy = await (0,_aptinstall_js__WEBPACK_IMPORTED_MODULE_1__/* .run */ .eF)([(0,_aptinstall_js__WEBPACK_IMPORTED_MODULE_1__/* .inRoot */ .md)(provision, '/usr/bin/apt-cache'), 'policy', `postgresql-client-${major}`], provision);
    const version = /^ {2}Candidate: (?!\(none\))(\S+)/m.exec(policy.stdout.join('\n'))?.[1];
    return version === undefined
        ? { from: 'perhaps apt-get', pgdg: (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,_aptinstall_js__WEBPACK_IMPORTED_MODULE_1__/* .inRoot */ .md)(provision, _clientadvice_js__WEBPACK_IMPORTED_MODULE_2__/* .PGDG_SCRIPT */ .lO)) }
        : { from: 'apt-get', version };
}


/***/ }),

/***/ 26317:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ searchClientTools)
/* harmony export */ });
/* harmony import */ var _programs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(84166);

/**
 * Looks for pg_dump and pg_restore of exactly the server's major: archives of 17 and 18 cannot be
 * read by 16 and older, and 17+ writes settings that older servers refuse.
 */
async function searchClientTools(major, machine) {
    const { found, others } = await (0,_programs_js__WEBPACK_IMPORTED_MODULE_0__/* .searchPrograms */ .s)(['pg_dump', 'pg_restore'], major, machine);
    if (found === undefined)
        return { others };
    const [pgDump, pgRestore] = found.programs;
    return { tools: { pgDump, pgRestore, version: found.version }, others };
}


/***/ }),

/***/ 32051:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ libpqEnvironment)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _tls_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(37838);




/** Where services and passwords are looked for; a rehearsal points them to nothing. */
const FILES = new Set(['PGPASSFILE', 'PGSERVICEFILE']);
const CONNECT_TIMEOUT_SECONDS = '15';
/**
 * The `PG*` variables for libpq's tools: never the URL, which any user of the machine could read
 * from the process list, and which makes Debian's pg_wrapper pick the wrong major.
 * @param base what the child needs besides (PATH, HOME, …); its own PG* but names of files are dropped, they would
 *   silently win (PGSERVICE, PGOPTIONS).
 * @param directory private; a PEM root certificate is written there, removed with it.
 */
async function libpqEnvironment(connection, base, directory, applicationName) {
    const { tls, options } = connection;
    const inherited = Object.entries(base).filter(([name]) => !name.startsWith('PG') || FILES.has(name));
    return {
        ...Object.fromEntries(inherited),
        PGHOST: connection.host,
        PGPORT: String(connection.port),
        PGUSER: connection.user,
        PGPASSWORD: connection.password,
        PGDATABASE: connection.database,
        PGSSLMODE: tls.mode,
        // libpq would try Kerberos encryption first where a ticket lies around; pg never does.
        PGGSSENCMODE: 'disable',
        ...(await rootCertificate(connection, directory)),
        ...(options === '' ? {} : { PGOPTIONS: options }),
        PGAPPNAME: applicationName,
        PGCONNECT_TIMEOUT: CONNECT_TIMEOUT_SECONDS,
        PGCLIENTENCODING: 'UTF8',
    };
}
async function rootCertificate({ tls }, directory) {
    if (tls.rootCertFile !== undefined)
        return { PGSSLROOTCERT: tls.rootCertFile };
    if (tls.rootCert !== undefined) {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, 'root.crt');
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)(path, tls.rootCert, { mode: 0o600 });
        return { PGSSLROOTCERT: path };
    }
    const verifies = tls.mode === 'verify-ca' || tls.mode === 'verify-full';
    return verifies && (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(_tls_js__WEBPACK_IMPORTED_MODULE_3__/* .SYSTEM_CA_BUNDLE */ .E) ? { PGSSLROOTCERT: _tls_js__WEBPACK_IMPORTED_MODULE_3__/* .SYSTEM_CA_BUNDLE */ .E } : {};
}


/***/ }),

/***/ 84166:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  s: () => (/* binding */ searchPrograms)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./src/postgres/clientwrapper.ts


/** Bytes of a script in which its interpreter and its first module names stand. */
const HEAD_BYTES = 4_096;
/**
 * Whether a program is postgresql-common's `pg_wrapper`, or leads to it. It guesses the major from
 * the local cluster or takes the newest one, and what `--version` says of it holds for no other
 * call. Told by the file that a link ends at, by the script's own words, and by the programs for
 * clusters that only that package puts beside it.
 */
async function isWrapper(program) {
    const file = await (0,promises_.realpath)(program).catch(() => program);
    if ((0,external_node_path_.basename)(file) === 'pg_wrapper')
        return true;
    if (/\bpg_wrapper\b|\bPgCommon\b/.test(await scriptHead(file)))
        return true;
    const beside = await (0,promises_.readdir)((0,external_node_path_.dirname)(program)).catch(() => []);
    return beside.includes('pg_lsclusters') || beside.includes('pg_createcluster');
}
/** The first words of a script; empty for a binary. */
async function scriptHead(file) {
    const handle = await (0,promises_.open)(file).catch(() => undefined);
    if (handle === undefined)
        return '';
    try {
        const { bytesRead, buffer } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
        const head = buffer.toString('latin1', 0, bytesRead);
        return head.startsWith('#!') ? head : '';
    }
    catch {
        return '';
    }
    finally {
        await handle.close();
    }
}

// EXTERNAL MODULE: ./src/postgres/sqlstate.ts
var sqlstate = __webpack_require__(31406);
;// CONCATENATED MODULE: ./src/postgres/programs.ts





/**
 * Looks for two programs of exactly one major in one directory. Directories whose name tells the
 * major come first, then PATH.
 * @returns in `others` what was met instead, each with its version.
 */
async function searchPrograms([first, second], major, { searchPath, processes, root = '/' }) {
    const onPath = searchPath.split(external_node_path_.delimiter).filter((directory) => directory.startsWith('/'));
    const others = [];
    for (const directory of new Set([...layouts(major), ...onPath])) {
        const programs = [(0,external_node_path_.join)(root, directory, first), (0,external_node_path_.join)(root, directory, second)];
        if (!(await isProgram(programs[0])) || !(await isProgram(programs[1])))
            continue;
        const version = await versionOf(programs[0], processes);
        const beside = await versionOf(programs[1], processes);
        if (majorOf(version) === major && majorOf(beside) === major) {
            return { found: { programs, version }, others };
        }
        others.push(described(programs[0], version), ...(beside === version ? [] : [described(programs[1], beside)])); // prettier-ignore
    }
    return { others };
}
/** Where packages put the programs of a major, or of the newest one. */
function layouts(major) {
    const brews = ['/opt/homebrew', '/usr/local', '/home/linuxbrew/.linuxbrew'];
    return [
        `/usr/lib/postgresql/${major}/bin`, // Debian, Ubuntu, and PGDG there
        `/usr/pgsql-${major}/bin`, // PGDG on Red Hat and its kin
        `/usr/lib/postgresql${major}/bin`, // SUSE
        `/usr/libexec/postgresql${major}`, // Alpine
        ...brews.flatMap((brew) => [
            `${brew}/opt/postgresql@${major}/bin`,
            `${brew}/opt/libpq@${major}/bin`,
            `${brew}/opt/postgresql/bin`,
            `${brew}/opt/libpq/bin`,
        ]),
        `/Applications/Postgres.app/Contents/Versions/${major}/bin`,
        '/Applications/Postgres.app/Contents/Versions/latest/bin',
    ];
}
async function isProgram(path) {
    const executable = await (0,promises_.access)(path, external_node_fs_.constants.X_OK).then(() => true, () => false);
    return executable && !(await isWrapper(path));
}
/** `postgres (PostgreSQL) 15.18 (Debian …)` → `15.18`; empty for what does not run or says something else. */
async function versionOf(program, processes) {
    const exit = await processes
        .run({ command: program, args: ['--version'], env: {} })
        .catch((error) => {
        // It cannot be started; a cancelled step has no code.
        if ((0,sqlstate/* codeOf */.$)(error) === undefined)
            throw error;
        return undefined;
    });
    return /\(PostgreSQL\) (\S+)/.exec(exit?.stdout.join('\n') ?? '')?.[1] ?? '';
}
function majorOf(version) {
    return Number.parseInt(version, 10);
}
function described(program, version) {
    return `${program} is ${version === '' ? 'of unknown version' : version}`;
}


/***/ }),

/***/ 51222:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ siblingName)
/* harmony export */ });
/** Bytes of a name in Postgres (NAMEDATALEN - 1). */
const LONGEST_NAME = 63;
/**
 * The name of another database beside this one. Names end at 63 bytes: Postgres would cut the
 * suffix off and be back at the original. libpq takes a name with `=` or `://` for a whole
 * connection string, and most tools take the name of a database from their arguments.
 */
function siblingName(database, suffix) {
    return stem(database, Buffer.byteLength(suffix)) + suffix;
}
/** As much of the name as leaves room for so many bytes. */
function stem(database, suffixBytes) {
    return (Buffer.from(database.replace(/=|:\/\//g, '-'))
        .subarray(0, LONGEST_NAME - suffixBytes)
        .toString()
        // A cut in the middle of a sign leaves a replacement character.
        .replace(/\uFFFD+$/, ''));
}


/***/ }),

/***/ 30502:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ databaseStateSchema),
/* harmony export */   ep: () => (/* binding */ runFactsSchema)
/* harmony export */ });
/* unused harmony exports identitySchema, ledgerSchema */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(92857);

/** What is known of the run that a step belongs to. On a laptop, made up from the clock and the user. */
const runFactsSchema = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    /** GitHub's run id, or `local-<UTC compact time, to the millisecond>`. */
    runId: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    /** 1 for the first attempt. */
    attempt: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig().int().positive(),
    repository: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    sha: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    ref: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    actor: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    workflow: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    job: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    /** Page of the run, or empty outside Actions. */
    url: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
});
/**
 * What tells one database from another between jobs. `systemIdentifier` is absent where the role
 * may not call pg_control_system(); clones share it, so the endpoint host is part of the identity.
 */
const identitySchema = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    systemIdentifier: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
    database: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    oid: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    /** Endpoint host without its pooler label, lower case; a socket directory for local servers. */
    host: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    port: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig().int(),
    /** Behind a shared pooler host the user alone tells projects apart. */
    user: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
});
/** The migration tool's own table of what it applied, read once. */
const ledgerSchema = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    tool: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    /** Qualified name of the ledger table, quoted where it must be. */
    table: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    /** Names as the tool writes them, in the order it applied them. */
    applied: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()),
    /** Of the applied ones by name, where the tool keeps a checksum of what it ran. */
    checksums: zod__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()).optional(),
    /** Rows that say that a run began and did not end well. */
    unfinished: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ name: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), startedAt: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional() })).optional(),
});
/** The state that must not have moved between two steps of one deploy. */
const databaseStateSchema = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    identity: identitySchema,
    /** sha256 (hex) over the sorted lines of the catalog. */
    catalogFingerprint: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    /** Absent when no known migration tool was detected. */
    ledger: ledgerSchema.optional(),
});


/***/ }),

/***/ 42292:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ storedArtifactSchema),
/* harmony export */   r: () => (/* binding */ manifestSchema)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92857);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64377);
/* harmony import */ var _facts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(30502);


/** Rows of one table at the snapshot. `fingerprint` is absent when only counts were taken. */
const tableFingerprintSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    schema: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    name: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    rows: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    fingerprint: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().optional(),
});
/** Where a sequence stands: the last number given out when `called`, else the next one. */
/** A name in the directory of the backup, and no path: whoever wrote the manifest chose it. */
const fileNameSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().regex(/^[\w-][\w.-]{0,199}$/);
const sequencePositionSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    schema: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    name: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    value: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    called: zod__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zMY(),
});
/** The description of one backup, stored beside the archive as `manifest.json`. */
const manifestSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    version: zod__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .euz(1),
    environment: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    createdAt: zod__WEBPACK_IMPORTED_MODULE_2__/* .datetime */ .w$(),
    run: _facts_js__WEBPACK_IMPORTED_MODULE_0__/* .runFactsSchema */ .ep,
    state: _facts_js__WEBPACK_IMPORTED_MODULE_0__/* .databaseStateSchema */ .A,
    server: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
        version: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
        major: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().int(),
        encoding: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
        collation: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
        /** LC_CTYPE; with encoding and collation, what `createdb` needs for an equal database. */
        characterType: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().optional(),
        localeProvider: zod__WEBPACK_IMPORTED_MODULE_1__/* ["enum"] */ .k5n(['libc', 'icu', 'builtin']).optional(),
        /** Of ICU or of the built-in provider; the C library has only the two above. */
        locale: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().optional(),
        /** LC_MONETARY of the database: `money` is dumped in its words. */
        monetary: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().optional(),
    }),
    client: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ version: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), path: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() }),
    /** Where provider point-in-time recovery should stop to meet this backup. */
    snapshot: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ lsn: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().optional(), time: zod__WEBPACK_IMPORTED_MODULE_2__/* .datetime */ .w$() }),
    archive: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
        file: fileNameSchema,
        bytes: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().int(),
        sha256: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().regex(/^[0-9a-f]{64}$/),
        format: zod__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .euz('custom'),
        compression: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    }),
    /** How the archive is stored; absent when it is stored as it is. */
    encryption: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
        format: zod__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .euz('age'),
        /** Public keys; each of them alone opens it. */
        recipients: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()),
        /** Name of the encrypted file. */
        file: fileNameSchema,
        bytes: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().int(),
        sha256: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().regex(/^[0-9a-f]{64}$/),
    })
        .optional(),
    /** What was left out on request. */
    excluded: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
        schemas: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()),
        /** Qualified, quoted where they must be. */
        tableData: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()),
        /**
         * Objects in the archive that cannot be made, or checked, where the left-out part is missing.
         * `key` is `<oid of the catalog> <oid>`, the first two numbers of its line in
         * `pg_restore --list`; class 0 is the contents of a table.
         */
        reaching: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ key: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), description: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() })).optional(),
    })
        .optional(),
    /** The file with the catalog of the snapshot, one object a line; its sha256 is `state.catalogFingerprint`. */
    catalog: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ file: fileNameSchema }).optional(),
    fingerprints: zod__WEBPACK_IMPORTED_MODULE_1__/* ["enum"] */ .k5n(['content', 'counts', 'none']),
    tables: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(tableFingerprintSchema),
    /** Tables whose rows are not in the archive, with the reason (foreign, unlogged on a standby, …). */
    withoutRows: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ table: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), reason: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() })),
    largeObjects: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().int(),
    /** Of the bytes of all large objects; absent when their content was not read. */
    largeObjectFingerprint: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().optional(),
    /** Sequences that did not move while pg_dump read them, as the archive sets them. */
    sequences: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(sequencePositionSchema).optional(),
    /** Roles that the archive names: owners, grantees. A restore elsewhere needs them first. */
    roles: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()).optional(),
    /** Set when an earlier attempt of this run had already moved the ledger. */
    afterPartialMigration: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ firstBackup: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() }).optional(),
});
/** A file in the artifact store. `digest` is `sha256:<hex>` of what the store holds (the zip, on GitHub). */
const storedArtifactSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    name: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    id: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    digest: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    bytes: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().int(),
    createdAt: zod__WEBPACK_IMPORTED_MODULE_2__/* .datetime */ .w$().optional(),
    expiresAt: zod__WEBPACK_IMPORTED_MODULE_2__/* .datetime */ .w$().optional(),
    /** Run that it belongs to, where it is not the present one. */
    runId: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().optional(),
    /** Absolute path of the directory store that holds it; absent for GitHub's artifacts and records. */
    directory: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().optional(),
});


/***/ }),

/***/ 64377:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w$: () => (/* binding */ datetime)
/* harmony export */ });
/* unused harmony exports date, time, duration */
/* harmony import */ var _core_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43759);
/* harmony import */ var _schemas_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92857);



function datetime(params) {
    return _core_index_js__WEBPACK_IMPORTED_MODULE_0__/* ._isoDateTime */ .G1(_schemas_js__WEBPACK_IMPORTED_MODULE_1__/* .ZodISODateTime */ .You, params);
}
function date(params) {
    return core._isoDate(ZodISODate, params);
}
function time(params) {
    return core._isoTime(ZodISOTime, params);
}
function duration(params) {
    return core._isoDuration(ZodISODuration, params);
}


/***/ })

};
