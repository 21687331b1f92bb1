export const id = 653;
export const ids = [653];
export const modules = {

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

/***/ 61040:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ resolveExclusions)
/* harmony export */ });
/* harmony import */ var _archive_tables_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11061);
/* harmony import */ var _postgres_nearnames_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(43329);
/* harmony import */ var _record_finding_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11836);
/* harmony import */ var _exclusions_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(73949);




const NAME = 'exclusions';
/**
 * Everything that has rows or a state of its own. pg_dump knows no rows of a partitioned table, so
 * leaving them out means those of its partitions, the ones that were added since included.
 */
const TABLES = `
  select c.oid::text as oid, n.nspname as schema, c.relname as table, c.relkind as kind,
         format('%I.%I', n.nspname, c.relname) as qualified,
         exists (
           select from (select c.oid as relid union select relid from pg_partition_ancestors(c.oid)) a
             join pg_class above on above.oid = a.relid
             join pg_namespace m on m.oid = above.relnamespace
             join unnest($1::text[], $2::text[]) wanted (schema, name)
               on wanted.schema = m.nspname and wanted.name = above.relname) as asked
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'p', 'm', 'S', 'v', 'f') and c.relpersistence <> 't'
     and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
   order by 2, 3`;
/**
 * What the names stand for. pg_dump itself passes over a name that fits nothing, and the rows that
 * were to stay out would be in the archive.
 */
async function resolveExclusions(session, exclusions) {
    const { schemas, tableData } = exclusions;
    if (schemas.length + tableData.length === 0)
        return { exclusions, leftOut: _archive_tables_js__WEBPACK_IMPORTED_MODULE_0__/* .NOTHING_LEFT_OUT */ .r };
    const known = await session.query(TABLES, [
        tableData.map(({ schema }) => schema),
        tableData.map(({ table }) => table),
    ]);
    const present = await session.query(`select nspname as name from pg_namespace where nspname !~ '^pg_(toast|temp)' order by 1`);
    const problems = [
        ...unknownSchemas(schemas, present.map(({ name }) => name)),
        ...tableData.flatMap((wanted) => unknownTable(wanted, known)),
        ...(await unspeakable(session, exclusions)),
    ];
    const rowless = known.filter(({ asked }) => asked);
    const leftOut = {
        schemas,
        tables: rowless.map(({ oid }) => oid),
        qualified: rowless.filter((table) => tableData.some(same(table))).map(({ qualified }) => qualified), // prettier-ignore
    };
    return {
        finding: findingOf(problems, leftOut),
        exclusions: { schemas, tableData: rowless.map(({ schema, table }) => ({ schema, table })) },
        leftOut,
    };
}
function unknownSchemas(schemas, present) {
    return schemas.flatMap((name) => {
        if (name.startsWith('pg_') || name === 'information_schema') {
            return [[`schema ${name} is the server's own`, `take ${(0,_exclusions_js__WEBPACK_IMPORTED_MODULE_3__/* .asInput */ .l)(name)} out: it is in no backup`]]; // prettier-ignore
        }
        if (present.includes(name))
            return [];
        return [[`there is no schema ${name}`, hint(name, present, 'exclude-schemas')]];
    });
}
function unknownTable(wanted, known) {
    const name = `${wanted.schema}.${wanted.table}`;
    const found = known.find(same(wanted));
    if (found?.kind === 'v')
        return [[`${name} is a view, which has no rows`, `take ${inputOf(wanted)} out of exclude-table-data`]]; // prettier-ignore
    if (found !== undefined)
        return [];
    const elsewhere = known.filter(({ table }) => table === wanted.table);
    const meant = elsewhere.map(({ schema, table }) => `${schema}.${table}`);
    const names = known.map(({ schema, table }) => `${schema}.${table}`);
    const near = meant[0] ?? (0,_postgres_nearnames_js__WEBPACK_IMPORTED_MODULE_1__/* .nearNames */ .$)(name, names)[0];
    return [
        [`there is no table ${name}`, near === undefined ? 'correct the name in exclude-table-data' : `did you mean ${near}? Upper and lower case count`], // prettier-ignore
    ];
}
/**
 * pg_dump reads its arguments in the encoding of the archive, which is the database's; ours are
 * UTF-8. A name that is spelt alike in both is safe.
 */
async function unspeakable(session, exclusions) {
    const names = [
        ...exclusions.schemas,
        ...exclusions.tableData.flatMap(({ schema, table }) => [schema, table]),
    ].filter((name) => /[^\x20-\x7e]/.test(name));
    if (names.length === 0)
        return [];
    const [database] = await session.query(`select current_setting('server_encoding') as encoding`);
    if (database?.encoding === 'UTF8')
        return [];
    return names.map((name) => [
        `${name} cannot be told to pg_dump in the encoding ${database?.encoding ?? 'of the database'}`,
        'rename it in ASCII, or leave it in the backup',
    ]);
}
function findingOf(problems, leftOut) {
    if (problems.length > 0) {
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_2__/* .fail */ .fJ)(NAME, {
            expected: 'exclude-schemas and exclude-table-data name what is there',
            found: problems.map(([found]) => found).join('; '),
            fix: [...new Set(problems.map(([, fix]) => fix))].join('; '),
        });
    }
    const parts = [
        ...(leftOut.schemas.length === 0 ? [] : [`the schemas ${leftOut.schemas.join(', ')}`]),
        ...(leftOut.qualified.length === 0 ? [] : [`the rows of ${leftOut.qualified.join(', ')}`]),
    ];
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_2__/* .pass */ .IX)(NAME, `left out on request: ${parts.join(', and ')}`);
}
function hint(name, present, input) {
    const [near] = (0,_postgres_nearnames_js__WEBPACK_IMPORTED_MODULE_1__/* .nearNames */ .$)(name, present);
    return near === undefined
        ? `correct the name in ${input}`
        : `did you mean ${near}? Upper and lower case count`;
}
function inputOf({ schema, table }) {
    return `${(0,_exclusions_js__WEBPACK_IMPORTED_MODULE_3__/* .asInput */ .l)(schema)}.${(0,_exclusions_js__WEBPACK_IMPORTED_MODULE_3__/* .asInput */ .l)(table)}`;
}
function same(wanted) {
    return ({ schema, table }) => schema === wanted.schema && table === wanted.table;
}


/***/ }),

/***/ 73949:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ exclusionArguments),
/* harmony export */   l: () => (/* binding */ asInput)
/* harmony export */ });
/** What pg_dump is told to leave out; in double quotes its patterns have no wildcards. */
function exclusionArguments({ schemas, tableData }) {
    return [
        ...schemas.map((schema) => `--exclude-schema=${quoted(schema)}`),
        ...tableData.map(({ schema, table }) => `--exclude-table-data=${quoted(schema)}.${quoted(table)}`),
    ];
}
/** A name as the inputs take it. */
function asInput(name) {
    return /^[\p{L}_][\p{L}\p{M}\p{N}_$-]*$/u.test(name) ? name : quoted(name);
}
function quoted(name) {
    return `"${name.replaceAll('"', '""')}"`;
}


/***/ }),

/***/ 97653:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  preflight: () => (/* binding */ preflight)
});

// EXTERNAL MODULE: ./src/backup/exclusioncheck.ts
var exclusioncheck = __webpack_require__(61040);
// EXTERNAL MODULE: ./src/archive/tables.ts
var tables = __webpack_require__(11061);
// EXTERNAL MODULE: ./src/record/finding.ts
var finding = __webpack_require__(11836);
// EXTERNAL MODULE: ./src/backup/exclusions.ts
var exclusions = __webpack_require__(73949);
;// CONCATENATED MODULE: ./src/backup/readaccess.ts



const NAME = 'read access';
const MOST_LISTED = 100;
const TABLES = `pg_class c join pg_namespace n on n.oid = c.relnamespace
 where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and n.nspname <> all ($1)
   and c.relpersistence <> 't'
   and (not exists (select from pg_depend d
                     where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
        or exists (select from pg_extension e where c.oid = any (e.extconfig)))`;
/**
 * What pg_dump reads and the role may not, each with the statement that allows it. It locks tables
 * without their rows too, and a lock needs SELECT. Schemas of the role, of the database's owner and
 * `public` are the team's own.
 */
const REFUSALS = `
with relation as (
  select c.oid, c.relkind, c.relowner, n.oid as schema, n.nspname, c.relname,
         format('%I.%I', n.nspname, c.relname) as qualified,
         case c.relkind when 'S' then 'sequence' else 'table' end as kind,
         c.oid::text <> all ($2) as with_contents,
         case when n.nspname <> 'public' and not pg_has_role(n.nspowner, 'member')
               and n.nspowner <> (select datdba from pg_database where datname = current_database())
              then n.nspname end as theirs
    from ${TABLES} and c.relkind in ('r', 'p', 'S')
)
select distinct 1 as place, format('schema %s', nspname) as what,
       format('grant usage on schema %I to %I;', nspname, current_user) as fix, theirs
  from relation where not has_schema_privilege(schema, 'usage')
union all
select 2, format('%s %s.%s', kind, nspname, relname),
       format('grant select on %s %s to %I;', kind, qualified, current_user), theirs
  from relation where not has_table_privilege(oid, 'select') and (relkind <> 'S' or with_contents)
union all
select 3, format('rows of table %s.%s that a row security policy hides', nspname, relname),
       case when pg_has_role(relowner, 'usage')
         then format('alter table %s no force row level security;', qualified)
         else format('alter role %I bypassrls;', current_user) end, theirs
  from relation where relkind in ('r', 'p') and with_contents and row_security_active(oid)
union all
select 4, format('large object %s', m.oid),
       format('grant select on large object %s to %I;', m.oid, current_user), null
  from pg_largeobject_metadata m
 where current_setting('lo_compat_privileges') = 'off'
   and not (select rolsuper from pg_roles where rolname = current_user)
   and not pg_has_role(m.lomowner, 'usage')
   and not exists (
     select from aclexplode(coalesce(m.lomacl, acldefault('L', m.lomowner))) a
      where a.privilege_type = 'SELECT' and (a.grantee = 0 or pg_has_role(a.grantee, 'usage')))
order by place, what`;
/**
 * Whether the role sees every row of every table that is dumped: a role that a policy binds would
 * count and dump half of them without an error. Everything that is refused is listed at once, with
 * its fix; for what lies in schemas of others also the input that leaves those out.
 */
async function checkReadAccess(session, leftOut = tables/* NOTHING_LEFT_OUT */.r) {
    const refused = await session.query(REFUSALS, [leftOut.schemas, leftOut.tables]);
    if (refused.length === 0) {
        return (0,finding/* pass */.IX)(NAME, 'every table, sequence and large object, and no row is hidden by a policy');
    }
    return (0,finding/* fail */.fJ)(NAME, {
        expected: 'the role of DIRECT_URL may read everything',
        found: `it may not read ${capped(refused.map(({ what }) => what), ', ')}`,
        fix: [
            ...excludingLine(refused, leftOut),
            'run as the owner or an administrator:',
            capped([...new Set(refused.map(({ fix }) => fix))], '\n'),
        ].join('\n'),
    });
}
/** The whole input, with what is left out already: it replaces the one that is there. */
function excludingLine(refused, { schemas }) {
    const theirs = [...new Set(refused.flatMap(({ theirs: schema }) => schema ?? []))].sort();
    if (theirs.length === 0)
        return [];
    const [subject, object] = theirs.length === 1 ? ['this schema is', 'it'] : ['these schemas are', 'them'];
    return [
        `where ${subject} your provider's own, leave ${object} out of the backup:`,
        `exclude-schemas: ${[...schemas, ...theirs].map(exclusions/* asInput */.l).join(' ')}`,
        'else:',
    ];
}
/** A million large objects would otherwise push everything else off the page. */
function capped(lines, between) {
    const more = lines.length - MOST_LISTED;
    const shown = lines.slice(0, MOST_LISTED).join(between);
    return more > 0 ? `${shown}${between}… and ${more} more of the kind` : shown;
}

;// CONCATENATED MODULE: ./src/backup/preflight.ts


/** Whether all that the backup is to hold can be read, and all that it is to leave out is there. */
async function preflight(session, excluded) {
    const { finding, exclusions, leftOut } = await (0,exclusioncheck/* resolveExclusions */.Y)(session, excluded);
    const readAccess = await checkReadAccess(session, leftOut);
    return { findings: [readAccess, ...(finding === undefined ? [] : [finding])], exclusions };
}


/***/ }),

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


/***/ })

};
