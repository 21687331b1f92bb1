export const id = 114;
export const ids = [114];
export const modules = {

/***/ 15114:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  directoryArtifacts: () => (/* binding */ directoryArtifacts)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/iso.js
var iso = __webpack_require__(64377);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(92857);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/record/manifest.ts
var manifest = __webpack_require__(42292);
// EXTERNAL MODULE: ./src/actions/artifacts.ts
var artifacts = __webpack_require__(7224);
// EXTERNAL MODULE: ./src/actions/durablefiles.ts
var durablefiles = __webpack_require__(2641);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
;// CONCATENATED MODULE: ./src/actions/partials.ts





/** The writer is in the name, so that there is no moment without it. */
const PARTIAL = /\.(\d+)@([\w.-]+)\.[0-9a-f]{8}\.partial$/;
/** Nobody copies a file for so long without a byte of progress. */
const DEAD_AFTER_MS = 24 * 60 * 60_000;
/** Name of a directory that this process is filling. */
function partialName(id) {
    return `${id}.${process.pid}@${machine()}.${(0,external_node_crypto_.randomBytes)(4).toString('hex')}.partial`;
}
function isPartial(name) {
    return PARTIAL.test(name);
}
/**
 * Removes half-written artifacts whose process is gone: known at once on the same machine, after a
 * day where another machine writes into the same directory or the number lives on. Nothing else is touched.
 */
async function removeLeftPartials(root) {
    for (const name of await (0,promises_.readdir)(root)) {
        const [, pid = '', writer] = PARTIAL.exec(name) ?? [];
        if (writer === undefined)
            continue;
        const path = (0,external_node_path_.join)(root, name);
        const isDead = writer === machine() && !isAlive(Number(pid));
        if (isDead || (await isOld(path)))
            await (0,promises_.rm)(path, { recursive: true, force: true });
    }
}
function machine() {
    return (0,external_node_os_.hostname)().replace(/[^\w.-]/g, '-');
}
function isAlive(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        // A process of another user exists, too.
        return (0,durablefiles/* faultOf */.Kl)(error) === 'EPERM';
    }
}
async function isOld(directory) {
    const names = await (0,promises_.readdir)(directory).catch(() => []);
    const paths = [directory, ...names.map((name) => (0,external_node_path_.join)(directory, name))];
    const times = await Promise.all(paths.map((path) => (0,promises_.stat)(path).then(({ mtimeMs }) => mtimeMs, () => 0)));
    return Date.now() - Math.max(...times) > DEAD_AFTER_MS;
}

;// CONCATENATED MODULE: ./src/actions/directoryartifacts.ts








/** A laptop has no run: what is younger than this belongs to "this run". */
const RUN_LASTS_MS = 60 * 60_000;
const LABEL = '.artifact.json';
const labelSchema = manifest/* storedArtifactSchema */.X.extend({
    createdAt: iso/* datetime */.w$(),
    /** The name that was wanted, where another run had it already. */
    wanted: schemas/* string */.YjP().optional(),
});
/**
 * Artifacts as sub-directories of one directory, mode 0700 and out of git's sight. Nothing here
 * deletes them ever. One that is being written carries another name until every byte of it is on
 * the disk, so a crash leaves nothing that looks whole.
 * @param runId of this run; absent: names are free once in the whole directory, not once per run.
 */
function directoryArtifacts(root, clock, runId) {
    const labels = async (wanted) => {
        const ids = await (0,promises_.readdir)(root).catch(() => []);
        const all = await Promise.all(ids.map((id) => readLabel(root, id)));
        return all
            .filter((label) => label !== undefined)
            .filter(wanted)
            .sort((a, b) => a.createdAt.localeCompare(b.createdAt));
    };
    const isRecent = ({ createdAt }) => Date.parse(createdAt) >= clock.now().getTime() - RUN_LASTS_MS;
    const isOfThisRun = runId === undefined || runId.startsWith('local-')
        ? isRecent
        : (label) => label.runId === runId;
    return {
        kind: 'directory',
        list: async () => (await labels(isOfThisRun)).map(ofThisRun),
        listOf: async (id) => (await labels((label) => label.runId === id)).map(artifactOf),
        search: async (names) => {
            const found = await labels(({ name, wanted = name }) => names.includes(wanted));
            return { artifacts: found.reverse().map(artifactOf), leftOut: [] };
        },
        async inspect({ id }) {
            const label = await readLabel(root, id);
            // The label says what was written; what is told is what is there.
            if (label === undefined)
                return undefined;
            const source = (0,external_node_path_.join)(root, id);
            return { ...artifactOf(label), digest: await (0,durablefiles/* digestOf */.ol)(source, await filesOf(source)) };
        },
        async upload(name, files, directory) {
            try {
                return await store(name, files, directory);
            }
            catch (error) {
                throw error instanceof artifacts/* NameTaken */.R ? error : notStored(name, root, error);
            }
        },
        async download(artifact, directory) {
            const source = (0,external_node_path_.join)(root, artifact.id);
            const label = await readLabel(root, artifact.id);
            if (label === undefined)
                throw notRead(artifact, root, 'it is gone');
            const files = await filesOf(source);
            try {
                for (const file of files)
                    await (0,promises_.copyFile)((0,external_node_path_.join)(source, file), (0,external_node_path_.join)(directory, file));
            }
            catch (error) {
                throw notRead(artifact, root, (0,errors/* messageOf */.bD)(error));
            }
            // Of the copies: what is handed out is what was verified.
            if ((await (0,durablefiles/* digestOf */.ol)(directory, files)) !== artifact.digest) {
                throw notRead(artifact, root, 'its bytes changed since they were written');
            }
        },
    };
    async function store(name, files, directory) {
        await prepareRoot(root);
        const id = await freeId(name);
        const partial = (0,external_node_path_.join)(root, partialName(id));
        await (0,promises_.mkdir)(partial, { mode: 0o700 });
        try {
            for (const file of files)
                await (0,durablefiles/* copyDurably */.bw)((0,external_node_path_.join)(directory, file), (0,external_node_path_.join)(partial, file));
            const label = {
                name: id,
                id,
                ...(id === name ? {} : { wanted: name }),
                digest: await (0,durablefiles/* digestOf */.ol)(partial, files),
                bytes: await (0,durablefiles/* bytesOf */.$$)(partial, files),
                createdAt: clock.now().toISOString(),
                ...(runId === undefined ? {} : { runId }),
            };
            await (0,durablefiles/* writeDurably */.v8)((0,external_node_path_.join)(partial, LABEL), JSON.stringify(label));
            await (0,durablefiles/* syncDirectory */.zR)(partial);
            // Fails when another process was faster: a directory replaces no directory that holds files.
            await (0,promises_.rename)(partial, (0,external_node_path_.join)(root, id));
            await (0,durablefiles/* syncDirectory */.zR)(root);
            return ofThisRun(label);
        }
        catch (error) {
            await (0,promises_.rm)(partial, { recursive: true, force: true });
            throw (await exists((0,external_node_path_.join)(root, id))) ? new artifacts/* NameTaken */.R(name, { cause: error }) : error;
        }
    }
    /** Another run may have used the name, as in GitHub's artifacts; then the run tells them apart. */
    async function freeId(name) {
        if (!(await exists((0,external_node_path_.join)(root, name))))
            return name;
        const holder = (await readLabel(root, name))?.runId;
        const id = `${name}-${runId ?? ''}`;
        const isFree = runId !== undefined && holder !== runId && !(await exists((0,external_node_path_.join)(root, id)));
        if (!isFree)
            throw new artifacts/* NameTaken */.R(name);
        return id;
    }
}
/** Makes the directory, keeps it from git, and removes what killed runs of this action left half-written. */
async function prepareRoot(root) {
    await (0,promises_.mkdir)(root, { recursive: true, mode: 0o700 });
    // Not ours to overwrite: the directory may have been there before.
    await (0,promises_.writeFile)((0,external_node_path_.join)(root, '.gitignore'), '*\n', { flag: 'wx' }).catch(ignoreExisting);
    await removeLeftPartials(root);
}
async function readLabel(root, id) {
    if (isPartial(id) || (0,external_node_path_.basename)(id) !== id || id === '..')
        return undefined;
    const text = await (0,promises_.readFile)((0,external_node_path_.join)(root, id, LABEL), 'utf8').catch(() => undefined);
    if (text === undefined)
        return undefined;
    // A label that nobody can read belongs to no artifact of ours: the others must stay readable.
    const label = labelSchema.safeParse(jsonOf(text)).data;
    return label && { ...label, id };
}
function artifactOf(label) {
    const artifact = { ...label };
    delete artifact.wanted;
    return artifact;
}
/** What belongs to this run does not name it. */
function ofThisRun(label) {
    const artifact = artifactOf(label);
    delete artifact.runId;
    return artifact;
}
function jsonOf(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function ignoreExisting(error) {
    if ((0,durablefiles/* faultOf */.Kl)(error) !== 'EEXIST')
        throw error;
}
async function filesOf(directory) {
    return (await (0,promises_.readdir)(directory)).filter((file) => file !== LABEL);
}
async function exists(path) {
    return (0,promises_.stat)(path).then(() => true, () => false);
}
function notStored(name, root, cause) {
    return new errors/* DeployError */.sH({
        attempted: `store ${name} in ${root}`,
        found: (0,errors/* messageOf */.bD)(cause),
        likelyCause: 'the disk is full, or the user of the runner may not write there',
        nextAction: 'make room or give the user the directory, then run the failed jobs again',
    }, { cause });
}
function notRead({ name }, root, found) {
    return new errors/* DeployError */.sH({
        attempted: `read artifact ${name} from ${root}`,
        found,
        nextAction: 'run the backup step again',
    });
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
