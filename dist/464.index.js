export const id = 464;
export const ids = [464];
export const modules = {

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

/***/ 17464:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  recordSchema: () => (/* binding */ recordSchema)
});

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(92857);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/iso.js
var iso = __webpack_require__(64377);
// EXTERNAL MODULE: ./src/record/facts.ts
var facts = __webpack_require__(30502);
// EXTERNAL MODULE: ./src/record/manifest.ts
var manifest = __webpack_require__(42292);
// EXTERNAL MODULE: ./src/record/watch.ts
var watch = __webpack_require__(81770);
;// CONCATENATED MODULE: ./src/record/details.ts




const validateDetailsSchema = schemas/* object */.Ikc({
    databases: schemas/* array */.YOg(schemas/* object */.Ikc({ role: schemas/* string */.YjP(), shown: schemas/* string */.YjP(), serverVersion: schemas/* string */.YjP(), tls: schemas/* string */.YjP() })),
    migrationTool: schemas/* string */.YjP().optional(),
    /** What the absence of an optional secret turns off. */
    turnedOff: schemas/* array */.YOg(schemas/* string */.YjP()),
});
const backupDetailsSchema = schemas/* object */.Ikc({
    manifest: manifest/* manifestSchema */.r,
    artifact: manifest/* storedArtifactSchema */.X,
    seconds: schemas/* number */.aig(),
});
/** What the catalog and ledger say happened, whatever the tool's exit code was. */
const migrationVerdictSchema = schemas/* enum */.k5n([
    'nothing to apply',
    'all applied',
    'nothing applied',
    'part applied',
    'unknown',
]);
const schemaChangeSchema = schemas/* object */.Ikc({
    /** A line for people: `~ column public.services.price numeric → integer`. */
    text: schemas/* string */.YjP(),
    /** Why the running release may fail over it; absent when it should not. */
    breaks: schemas/* string */.YjP().optional(),
});
const migrateDetailsSchema = schemas/* object */.Ikc({
    tool: schemas/* string */.YjP(),
    command: schemas/* string */.YjP(),
    pending: schemas/* array */.YOg(schemas/* string */.YjP()),
    applied: schemas/* array */.YOg(schemas/* string */.YjP()),
    verdict: migrationVerdictSchema,
    /** Why what was applied is not known; absent where the tool has no ledger, in older records. */
    doubt: schemas/* string */.YjP().optional(),
    /** Whether the tool's command was run at all; absent means no. */
    started: schemas/* boolean */.zMY().optional(),
    /** Absent when the step stopped before it read the database. */
    before: facts/* databaseStateSchema */.A.optional(),
    after: facts/* databaseStateSchema */.A.optional(),
    /** Lines that came and went in the catalog: `+` or `-` and the object. */
    catalogChanges: schemas/* array */.YOg(schemas/* string */.YjP()),
    /**
     * The same, one entry an object, what the running release may trip over first; a last entry counts
     * those that are too many. Absent in records of older versions.
     */
    schemaDiff: schemas/* array */.YOg(schemaChangeSchema).optional(),
    /** Each start of the tool, in order; more than one when it was tried again after a lock timeout. */
    attempts: schemas/* array */.YOg(schemas/* object */.Ikc({
        seconds: schemas/* number */.aig(),
        exitCode: schemas/* number */.aig().int().optional(),
        /** What a second session saw meanwhile. */
        watch: watch/* watchSchema */.R,
    }))
        .optional(),
    /** sha256 (hex) over what drift watches of the catalog that the step left (postgres/watched.ts). */
    watchedFingerprint: schemas/* string */.YjP().optional(),
    exitCode: schemas/* number */.aig().int().optional(),
    seconds: schemas/* number */.aig(),
    /** Last lines of the tool's output, neutralised and redacted; empty in public repositories. */
    output: schemas/* array */.YOg(schemas/* string */.YjP()),
});
const verifyDetailsSchema = schemas/* object */.Ikc({
    databases: schemas/* array */.YOg(schemas/* object */.Ikc({ role: schemas/* string */.YjP(), shown: schemas/* string */.YjP() })),
});
/** One job of the run. `unknown` when `needs` does not list it: a record alone does not tell how its job ended. */
const jobSchema = schemas/* object */.Ikc({
    name: schemas/* string */.YjP(),
    result: schemas/* enum */.k5n(['success', 'failure', 'cancelled', 'skipped', 'unknown']),
    /** The name that its page shows, the page, and how long it ran; absent where GitHub did not tell. */
    title: schemas/* string */.YjP().optional(),
    url: schemas/* string */.YjP().optional(),
    seconds: schemas/* number */.aig().optional(),
});
/** One job as GitHub lists it, by the name that its page shows; one of a matrix is a job of its own. */
const jobTimesSchema = schemas/* object */.Ikc({
    name: schemas/* string */.YjP(),
    result: schemas/* enum */.k5n([
        'success',
        'failure',
        'cancelled',
        'timed out',
        'skipped',
        'running',
        'waiting',
        'unknown',
    ]),
    /** When it could have begun: from here to `startedAt` it waited for an approval or a runner. */
    createdAt: schemas/* string */.YjP().optional(),
    startedAt: schemas/* string */.YjP().optional(),
    finishedAt: schemas/* string */.YjP().optional(),
    /** Page of the job. */
    url: schemas/* string */.YjP().optional(),
});
/** What a reviewer decided about the jobs of the run that wait for an environment. */
const reviewSchema = schemas/* object */.Ikc({
    environment: schemas/* string */.YjP(),
    approved: schemas/* boolean */.zMY(),
    /** Login; empty for one who is gone. */
    by: schemas/* string */.YjP(),
});
/** Rows of one table now and in the backup; numbers are decimal texts. */
const lossSchema = schemas/* object */.Ikc({
    /** Qualified, quoted where it must be. */
    table: schemas/* string */.YjP(),
    /** Absent: the table is not there now, or (content `unknown`) its rows could not be counted. */
    rowsNow: schemas/* string */.YjP().optional(),
    /** Absent: the backup does not have the table. */
    rowsThen: schemas/* string */.YjP().optional(),
    /** Whether the rows are the same; `unknown` when only numbers could be compared. */
    content: schemas/* enum */.k5n(['same', 'different', 'unknown']),
});
const restoreDetailsSchema = schemas/* object */.Ikc({
    /** Name of the database that is restored. */
    database: schemas/* string */.YjP(),
    /** The backup that was chosen, and how: by its file, by its run, or as the newest proven one. */
    backup: schemas/* object */.Ikc({
        name: schemas/* string */.YjP(),
        /** Directory of the store that it was fetched from, where `backup-to` named one. */
        directory: schemas/* string */.YjP().optional(),
        chosenBy: schemas/* enum */.k5n(['file', 'run', 'newest']),
        runId: schemas/* string */.YjP(),
        runUrl: schemas/* string */.YjP(),
        snapshotTime: iso/* datetime */.w$(),
        bytes: schemas/* number */.aig().int(),
        sha256: schemas/* string */.YjP(),
    }),
    /** Whether it was only looked at: `confirm-database` was empty. */
    lookOnly: schemas/* boolean */.zMY(),
    /** Seconds between the backup's snapshot and now. */
    ageSeconds: schemas/* number */.aig(),
    losses: schemas/* array */.YOg(lossSchema),
    /**
     * What came (`+`) to the catalog since the backup and would be gone, and what went (`-`) and would
     * be back. Absent when the two could not be compared.
     */
    catalogChanges: schemas/* array */.YOg(schemas/* string */.YjP()).optional(),
    /** Sequences that would stand elsewhere, with the positions as decimal texts. */
    sequencesMoved: schemas/* array */.YOg(schemas/* object */.Ikc({ sequence: schemas/* string */.YjP(), now: schemas/* string */.YjP(), then: schemas/* string */.YjP() }))
        .optional(),
    /** What stands in the way of replacing the database; it is in the findings, too. */
    obstacles: schemas/* array */.YOg(schemas/* string */.YjP()).optional(),
    /** Whether one of them can be removed by nobody. */
    hopeless: schemas/* boolean */.zMY().optional(),
    /** Migrations in the ledger now that the backup does not know. */
    migrationsUndone: schemas/* array */.YOg(schemas/* string */.YjP()),
    /** Whether the restored database carries the name now. */
    swapped: schemas/* boolean */.zMY(),
    /** Of the restored database: sha256 (hex) over its catalog, and over what drift watches of it. */
    catalogFingerprint: schemas/* string */.YjP().optional(),
    watchedFingerprint: schemas/* string */.YjP().optional(),
    /** Name under which the database that was replaced is kept. */
    oldDatabase: schemas/* string */.YjP().optional(),
    /** Entries of the archive that were not restored, each with the reason. */
    leftOut: schemas/* array */.YOg(schemas/* string */.YjP()),
    /** A shell command that puts the old database back; empty when nothing was swapped. */
    undo: schemas/* string */.YjP(),
    /** A shell command that drops the old database once nobody needs it; empty when nothing was swapped. */
    cleanUp: schemas/* string */.YjP(),
    /** Recipients (public keys) whose identities have just opened this backup. */
    openedWith: schemas/* array */.YOg(schemas/* string */.YjP()),
    /** From nothing to a proven side database, in seconds; absent when none was made. */
    restoreSeconds: schemas/* number */.aig().optional(),
    /** How long the application could not connect, in milliseconds; absent when nothing was swapped. */
    swapMilliseconds: schemas/* number */.aig().optional(),
});

;// CONCATENATED MODULE: ./src/record/promotion.ts

const promotedTableSchema = schemas/* object */.Ikc({
    /** Qualified, and quoted where it must be. */
    table: schemas/* string */.YjP(),
    mode: schemas/* string */.YjP(),
    devRows: schemas/* number */.aig().int(),
    prodRows: schemas/* number */.aig().int(),
    inserts: schemas/* number */.aig().int(),
    updates: schemas/* number */.aig().int(),
    deletes: schemas/* number */.aig().int(),
    /** Rows that exist only in production and were left alone. */
    kept: schemas/* number */.aig().int(),
    /** Rows that differ and were left alone, because of the mode, of insert-only columns or of where. */
    left: schemas/* number */.aig().int(),
    /** Rows that production would refuse, as counted by the failed findings. */
    conflicts: schemas/* number */.aig().int(),
    /** In how many updated rows each column changes. */
    columnChanges: schemas/* array */.YOg(schemas/* object */.Ikc({ column: schemas/* string */.YjP(), rows: schemas/* number */.aig().int() })),
    /** Capped samples for people; keys hashed and values left out in public repositories. */
    samples: schemas/* array */.YOg(schemas/* object */.Ikc({
        kind: schemas/* enum */.k5n(['insert', 'update', 'delete']),
        key: schemas/* string */.YjP(),
        changes: schemas/* array */.YOg(schemas/* object */.Ikc({ column: schemas/* string */.YjP(), from: schemas/* string */.YjP().nullable(), to: schemas/* string */.YjP().nullable() })),
    })),
});
/** One row that a promotion would write, with the beginnings of the hashes of its content. */
const recordedChangeSchema = schemas/* object */.Ikc({
    table: schemas/* string */.YjP(),
    /** A hash in public repositories. */
    key: schemas/* string */.YjP(),
    /** Null for a new row. */
    pre: schemas/* string */.YjP().nullable(),
    post: schemas/* string */.YjP(),
});
const commandRunSchema = schemas/* object */.Ikc({
    flag: schemas/* enum */.k5n(['--dry-run', '--apply']),
    /** Absent when it could not be started or did not end by itself. */
    exitCode: schemas/* number */.aig().int().optional(),
    seconds: schemas/* number */.aig(),
    /** Last lines, neutralised and redacted; empty in public repositories. */
    output: schemas/* array */.YOg(schemas/* string */.YjP()),
});
const promoteDetailsSchema = schemas/* object */.Ikc({
    mode: schemas/* string */.YjP(),
    /** Why nothing was compared; present only when the step was skipped. */
    skippedBecause: schemas/* string */.YjP().optional(),
    /** sha256 (hex) of the preview; empty when there is none. */
    digest: schemas/* string */.YjP(),
    /** Whether production holds what the preview shows, also when there was nothing to change. */
    applied: schemas/* boolean */.zMY(),
    tables: schemas/* array */.YOg(promotedTableSchema),
    sequences: schemas/* array */.YOg(schemas/* object */.Ikc({ sequence: schemas/* string */.YjP(), from: schemas/* string */.YjP(), to: schemas/* string */.YjP() })),
    /** Every row of a preview, for the job that applies it; absent when there are too many. */
    changes: schemas/* array */.YOg(recordedChangeSchema).optional(),
    /** Runs of the team's own script, in order; then there are no tables and no digest. */
    command: schemas/* object */.Ikc({ command: schemas/* string */.YjP(), runs: schemas/* array */.YOg(commandRunSchema) }).optional(),
    /** Why what was written is not known. */
    doubt: schemas/* string */.YjP().optional(),
});

// EXTERNAL MODULE: ./src/record/finding.ts
var finding = __webpack_require__(11836);
;// CONCATENATED MODULE: ./src/record/rehearsal.ts



/** How far a measured duration can be trusted: `with the tool` has the tool's own work in it. */
const fileDurationSchema = schemas/* object */.Ikc({
    file: schemas/* string */.YjP(),
    milliseconds: schemas/* number */.aig(),
    precision: schemas/* enum */.k5n(['exact', 'with the tool']),
});
/** What a migration wrote anew of what was there before it. */
const rewriteSchema = schemas/* object */.Ikc({
    kind: schemas/* enum */.k5n(['table', 'index']),
    name: schemas/* string */.YjP(),
    table: schemas/* string */.YjP(),
    how: schemas/* enum */.k5n(['rewritten', 'built', 'emptied']),
    /** Of the table, before. */
    rows: schemas/* number */.aig(),
    /** Of the new file. */
    bytes: schemas/* number */.aig(),
});
const rehearseDetailsSchema = schemas/* object */.Ikc({
    /** The backup that was restored, and how it was chosen. */
    backup: schemas/* object */.Ikc({
        name: schemas/* string */.YjP(),
        chosenBy: schemas/* enum */.k5n(['file', 'run', 'newest']),
        runId: schemas/* string */.YjP(),
        snapshotTime: iso/* datetime */.w$(),
        bytes: schemas/* number */.aig().int(),
        sha256: schemas/* string */.YjP(),
    }),
    /** Recipients (public keys) whose identities have just opened it. */
    openedWith: schemas/* array */.YOg(schemas/* string */.YjP()),
    /** Where it was restored, in words; empty when it was not. */
    server: schemas/* string */.YjP(),
    /** From the first entry to the end of the proof, in seconds: what a recovery takes. Absent when it was not restored. */
    restoreSeconds: schemas/* number */.aig().optional(),
    /** Entries of the archive that were not restored, each with the reason. */
    leftOut: schemas/* array */.YOg(schemas/* string */.YjP()),
    /** Absent when nothing was migrated on the copy. */
    migration: migrateDetailsSchema.optional(),
    /** Of each migration, in the order they were applied. */
    durations: schemas/* array */.YOg(fileDurationSchema),
    /** The largest first. */
    rewrites: schemas/* array */.YOg(rewriteSchema),
    /** What the users of production would wait for, in words; the longest first. */
    stallEstimates: schemas/* array */.YOg(schemas/* string */.YjP()),
    /** Absent when nothing was promoted on the copy. */
    promotion: promoteDetailsSchema.optional(),
});

;// CONCATENATED MODULE: ./src/record/record.ts






const problemSchema = schemas/* object */.Ikc({
    attempted: schemas/* string */.YjP(),
    found: schemas/* string */.YjP(),
    likelyCause: schemas/* string */.YjP().optional(),
    nextAction: schemas/* string */.YjP(),
});
const envelope = {
    version: schemas/* literal */.euz(1),
    environment: schemas/* string */.YjP(),
    status: schemas/* enum */.k5n(['passed', 'failed', 'skipped']),
    run: facts/* runFactsSchema */.ep,
    startedAt: iso/* datetime */.w$(),
    finishedAt: iso/* datetime */.w$(),
    findings: schemas/* array */.YOg(finding/* findingSchema */.$f),
    problems: schemas/* array */.YOg(problemSchema),
};
const deployStepSchemas = [
    schemas/* object */.Ikc({
        ...envelope,
        step: schemas/* literal */.euz('validate'),
        details: validateDetailsSchema.optional(),
    }),
    schemas/* object */.Ikc({ ...envelope, step: schemas/* literal */.euz('backup'), details: backupDetailsSchema.optional() }),
    schemas/* object */.Ikc({ ...envelope, step: schemas/* literal */.euz('rehearse'), details: rehearseDetailsSchema.optional() }),
    schemas/* object */.Ikc({ ...envelope, step: schemas/* literal */.euz('migrate'), details: migrateDetailsSchema.optional() }),
    schemas/* object */.Ikc({ ...envelope, step: schemas/* literal */.euz('promote'), details: promoteDetailsSchema.optional() }),
    schemas/* object */.Ikc({ ...envelope, step: schemas/* literal */.euz('verify'), details: verifyDetailsSchema.optional() }),
    schemas/* object */.Ikc({ ...envelope, step: schemas/* literal */.euz('restore'), details: restoreDetailsSchema.optional() }),
];
/** The steps that work on a database; `summarize` gathers their records. */
const deployRecordSchema = schemas/* discriminatedUnion */.gMt('step', deployStepSchemas);
const summarizeDetailsSchema = schemas/* object */.Ikc({
    jobs: schemas/* array */.YOg(jobSchema),
    /** The records that count: of every step in every job, those of its newest attempt; oldest first. */
    records: schemas/* array */.YOg(deployRecordSchema),
    /** What earlier attempts of the same jobs left; what they changed is still changed. */
    earlier: schemas/* array */.YOg(deployRecordSchema),
    /** Records that are listed but could not be read, each with the reason. */
    unreadable: schemas/* array */.YOg(schemas/* string */.YjP()),
    /** The same of other environments that this run deployed to. */
    others: schemas/* array */.YOg(schemas/* object */.Ikc({
        environment: schemas/* string */.YjP(),
        jobs: schemas/* array */.YOg(jobSchema),
        records: schemas/* array */.YOg(deployRecordSchema),
        earlier: schemas/* array */.YOg(deployRecordSchema),
        unreadable: schemas/* array */.YOg(schemas/* string */.YjP()).optional(),
    }))
        .optional(),
    /** The jobs of this attempt with their times; absent where GitHub did not tell. */
    times: schemas/* array */.YOg(jobTimesSchema).optional(),
    /** Why there are none. */
    timesUnread: schemas/* string */.YjP().optional(),
    /** What was approved and rejected in this run; absent where GitHub did not tell. */
    reviews: schemas/* array */.YOg(reviewSchema).optional(),
});
/**
 * The JSON that a step leaves for later steps and for people. `details` is absent when the step
 * stopped before it had any: a reader must cope with that, and with a missing record.
 */
const recordSchema = schemas/* discriminatedUnion */.gMt('step', [
    ...deployStepSchemas,
    schemas/* object */.Ikc({
        ...envelope,
        step: schemas/* literal */.euz('summarize'),
        details: summarizeDetailsSchema.optional(),
    }),
]);


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
