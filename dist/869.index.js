export const id = 869;
export const ids = [869];
export const modules = {

/***/ 75869:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   directoryArtifacts: () => (/* binding */ directoryArtifacts)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_3__);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(46466);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_4___default = /*#__PURE__*/__webpack_require__.n(node_stream_promises__WEBPACK_IMPORTED_MODULE_4__);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(64377);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(83916);
/* harmony import */ var _record_manifest_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(42292);
/* harmony import */ var _artifacts_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(7224);









/** A laptop has no run: what is younger than this belongs to "this run". */
const RUN_LASTS_MS = 60 * 60_000;
const DAY_MS = 86_400_000;
const LABEL = '.artifact.json';
const labelSchema = _record_manifest_js__WEBPACK_IMPORTED_MODULE_6__/* .storedArtifactSchema */ .X.extend({ createdAt: zod__WEBPACK_IMPORTED_MODULE_7__/* .datetime */ .w$() });
/**
 * Artifacts as sub-directories of one directory, mode 0700 and out of git's sight.
 * A half-written one carries another name until it is whole, so a crash leaves no false artifact.
 */
function directoryArtifacts(root, clock) {
    const list = async () => {
        const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readdir)(root).catch(() => []);
        const labels = await Promise.all(names.map((name) => readLabel((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(root, name))));
        const oldest = clock.now().getTime() - RUN_LASTS_MS;
        const recent = labels
            .filter((label) => label !== undefined)
            .filter((label) => Date.parse(label.createdAt) >= oldest)
            .sort((a, b) => a.createdAt.localeCompare(b.createdAt));
        // The label says what was written; what is listed is what is there.
        return Promise.all(recent.map(async (label) => ({ ...label, digest: await digestNow((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(root, label.id)) })));
    };
    return {
        kind: 'directory',
        list,
        async upload(name, files, directory, retentionDays) {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)(root, { recursive: true, mode: 0o700 });
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(root, '.gitignore'), '*\n');
            const target = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(root, name);
            if (await exists(target))
                throw new _artifacts_js__WEBPACK_IMPORTED_MODULE_8__/* .NameTaken */ .R(name);
            const partial = `${target}.partial`;
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(partial, { recursive: true, force: true });
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)(partial, { mode: 0o700 });
            for (const file of files)
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.cp)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(directory, file), (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(partial, file));
            const now = clock.now();
            const label = {
                name,
                id: name,
                digest: await digestOf(partial, files),
                bytes: await bytesOf(partial, files),
                createdAt: now.toISOString(),
                expiresAt: new Date(now.getTime() + retentionDays * DAY_MS).toISOString(),
            };
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(partial, LABEL), JSON.stringify(label));
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rename)(partial, target);
            return label;
        },
        async download(artifact, directory) {
            const source = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(root, artifact.id);
            const label = await readLabel(source);
            const files = (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readdir)(source).catch(() => [])).filter((file) => file !== LABEL);
            if (label === undefined || (await digestOf(source, files)) !== artifact.digest) {
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .DeployError */ .sH({
                    attempted: `read artifact ${artifact.name} from ${root}`,
                    found: label === undefined ? 'it is gone' : 'its bytes changed since they were written',
                    nextAction: 'run the backup step again',
                });
            }
            for (const file of files)
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.cp)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(source, file), (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(directory, file));
        },
    };
}
async function readLabel(directory) {
    const text = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(directory, LABEL), 'utf8').catch(() => undefined);
    if (text === undefined || directory.endsWith('.partial'))
        return undefined;
    // A label that nobody can read belongs to no artifact of ours: the others must stay readable.
    return labelSchema.safeParse(jsonOf(text)).data;
}
function jsonOf(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
async function filesIn(directory) {
    return (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readdir)(directory).catch(() => [])).filter((file) => file !== LABEL);
}
async function digestNow(directory) {
    return digestOf(directory, await filesIn(directory));
}
/** sha256 over the names and bytes of all files, in name order. */
async function digestOf(directory, files) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    for (const file of [...files].sort()) {
        hash.update(`${file}\0`);
        await addBytes(hash, (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(directory, file));
    }
    return `sha256:${hash.digest('hex')}`;
}
function addBytes(hash, path) {
    return (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_4__.pipeline)((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.createReadStream)(path), async (chunks) => {
        for await (const chunk of chunks)
            hash.update(chunk);
    });
}
async function bytesOf(directory, files) {
    const sizes = await Promise.all(files.map(async (file) => (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.stat)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(directory, file))).size));
    return sizes.reduce((sum, size) => sum + size, 0);
}
async function exists(path) {
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.stat)(path).then(() => true, () => false);
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
    /** GitHub's run id, or `local-<UTC compact time>`. */
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
    /** Qualified name of the ledger table, for people. */
    table: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    /** Names as the tool writes them, in the order it applied them. */
    applied: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()),
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
    }),
    client: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ version: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), path: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() }),
    /** Where provider point-in-time recovery should stop to meet this backup. */
    snapshot: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ lsn: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().optional(), time: zod__WEBPACK_IMPORTED_MODULE_2__/* .datetime */ .w$() }),
    archive: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
        file: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
        bytes: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().int(),
        sha256: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().regex(/^[0-9a-f]{64}$/),
        format: zod__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .euz('custom'),
        compression: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    }),
    fingerprints: zod__WEBPACK_IMPORTED_MODULE_1__/* ["enum"] */ .k5n(['content', 'counts', 'none']),
    tables: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(tableFingerprintSchema),
    /** Tables whose rows are not in the archive, with the reason (foreign, unlogged on a standby, …). */
    withoutRows: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ table: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), reason: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() })),
    largeObjects: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().int(),
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
