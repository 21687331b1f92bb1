export const id = 679;
export const ids = [679];
export const modules = {

/***/ 33679:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  catalogChanges: () => (/* binding */ catalogChanges),
  catalogFingerprint: () => (/* binding */ catalogFingerprint),
  readCatalog: () => (/* binding */ readCatalog)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./src/postgres/canonical.ts
const CAST_ARRAY = '(ARRAY[';
/** What follows the array: the end of its parentheses and the type that it is cast to. */
const CAST = /^\)::((?:"(?:[^"]|"")*"|[\w.]| (?=[a-z])|\(\d+(?:,\d+)?\))+)\[\]/;
/**
 * An expression as it is written after one dump and restore. Where the server wrote
 * `(ARRAY[a, b])::text[]`, as it does for `x in ('a', 'b')` on a varchar, it reads that back as
 * `ARRAY[(a)::text, (b)::text]` and writes it so from then on (parse_expr.c, transformArrayExpr).
 */
function canonical(expression) {
    let text = expression;
    let from = 0;
    for (;;) {
        const at = text.indexOf(CAST_ARRAY, from);
        if (at === -1)
            return text;
        from = at + 1;
        const open = at + CAST_ARRAY.length;
        const elements = elementsAt(text, open);
        if (elements === undefined)
            continue;
        const end = open + elements.join(',').length + 1;
        const cast = CAST.exec(text.slice(end));
        if (cast === null)
            continue;
        const pushed = elements.map((element) => `(${element.trim()})::${cast[1] ?? ''}`).join(', ');
        text = `${text.slice(0, at)}ARRAY[${pushed}]${text.slice(end + cast[0].length)}`;
    }
}
/** The texts between the commas of a list that starts at `from`; undefined where it does not end in `]`. */
function elementsAt(text, from) {
    const elements = [];
    let depth = 0;
    let start = from;
    for (let at = from; at < text.length; at += 1) {
        const sign = text[at] ?? '';
        if (sign === "'" || sign === '"') {
            at = text.indexOf(sign, at + 1);
            if (at === -1)
                return undefined;
        }
        else if (sign === '(' || sign === '[')
            depth += 1;
        else if (sign === ')' || sign === ']') {
            if (depth === 0)
                return sign === ']' ? [...elements, text.slice(start, at)] : undefined;
            depth -= 1;
        }
        else if (sign === ',' && depth === 0) {
            elements.push(text.slice(start, at));
            start = at + 1;
        }
    }
    return undefined;
}

// EXTERNAL MODULE: ./src/postgres/catalogobject.ts
var catalogobject = __webpack_require__(99867);
;// CONCATENATED MODULE: ./src/postgres/catalogquery.ts
/** Schemas of the server itself, and of sessions. */
const OWN_SCHEMAS = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`;
/** From here on oids are given to objects made after initdb. */
const FIRST_USER_OID = 16384;
/** Members of an extension come and go with it; the extension's own line has its version. */
const notOfExtension = (catalog, oid) => `not exists (select from pg_depend d where d.classid = '${catalog}'::regclass and d.objid = ${oid} and d.deptype = 'e')`;
/** NULL stands for the default privileges of the kind; the order of the items has no meaning. */
const grants = (acl, kind, owner) => sorted(`unnest(coalesce(${acl}, acldefault('${kind}', ${owner})))`);
const sorted = (items) => `(select string_agg(item::text, ' ' order by item::text collate "C") from ${items} item)`;
/** A relation whose parts have objects of their own. */
const OF_RELATION = `join pg_namespace n on n.oid = c.relnamespace
 where ${OWN_SCHEMAS} and ${notOfExtension('pg_class', 'c.oid')}`;
const RELATIONS = `
select format('%s %I.%I', case c.relkind when 'r' then 'table' when 'p' then 'partitioned table'
           when 'v' then 'view' when 'm' then 'materialized view' when 'f' then 'foreign table'
           else 'sequence' end, n.nspname, c.relname) as key,
       concat_ws(' ',
         case c.relpersistence when 'u' then 'unlogged' end,
         case when c.relrowsecurity then 'row level security' end,
         case when c.relforcerowsecurity then 'forced' end,
         'options ' || ${sorted('unnest(c.reloptions)')},
         case when c.relreplident <> 'd' and c.relkind in ('r', 'p') then 'replica identity ' || c.relreplident::text end,
         case when c.reloftype <> 0 then 'of ' || c.reloftype::regtype end,
         case when c.relkind = 'm' and not c.relispopulated then 'not populated' end,
         (select format('server %I', s.srvname) from pg_foreign_table f
            join pg_foreign_server s on s.oid = f.ftserver where f.ftrelid = c.oid),
         case when c.relkind = 'p' then 'partition by ' || pg_get_partkeydef(c.oid) end,
         (select format('as %s start %s increment %s min %s max %s cache %s%s',
                   format_type(s.seqtypid, null), s.seqstart, s.seqincrement, s.seqmin, s.seqmax,
                   s.seqcache, case when s.seqcycle then ' cycle' else '' end)
            from pg_sequence s where s.seqrelid = c.oid),
         (select format('owned by %s.%I', d.refobjid::regclass, a.attname)
            from pg_depend d
            join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
           where c.relkind = 'S' and d.classid = 'pg_class'::regclass and d.objid = c.oid
             and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i'))) as detail,
       case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end as body,
       c.relowner::regrole::text as owner,
       ${sorted(`unnest(coalesce(c.relacl, acldefault(case c.relkind when 'S' then 's'::"char" else 'r'::"char" end, c.relowner)))`)} as grants
  from pg_class c ${OF_RELATION} and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')`;
const PARTS_OF_RELATIONS = `
select format('column %I.%I.%I', n.nspname, c.relname, a.attname),
       concat_ws(' ', format_type(a.atttypid, a.atttypmod),
         case when a.attcollation <> t.typcollation then 'collate ' || a.attcollation::regcollation end,
         case when a.attnotnull then 'not null' end,
         'default ' || pg_get_expr(d.adbin, d.adrelid),
         case when a.attidentity <> '' then 'identity ' || a.attidentity::text end,
         case when a.attgenerated <> '' then 'generated ' || a.attgenerated::text end,
         case when a.attstorage <> t.typstorage and c.relkind in ('r', 'p', 'm')
           then 'storage ' || a.attstorage::text end,
         case when a.attcompression <> '' then 'compression ' || a.attcompression::text end),
       null, null, ${sorted('unnest(a.attacl)')}
  from pg_attribute a
  join pg_type t on t.oid = a.atttypid
  join pg_class c on c.oid = a.attrelid
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  ${OF_RELATION} and a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm', 'f', 'c')
union all
-- Foreign keys of partitions follow from that of the partitioned table, under names that a restore
-- makes anew; what is not null is said by its column.
select format('constraint %I.%I.%I', n.nspname, c.relname, k.conname), pg_get_constraintdef(k.oid),
       null, null, null
  from pg_constraint k join pg_class c on c.oid = k.conrelid
  ${OF_RELATION} and not (k.contype = 'f' and k.conparentid <> 0)
   and not (k.contype = 'n' and k.convalidated)
union all
select format('index %I.%I.%I', n.nspname, c.relname, x.relname),
       concat_ws(' ', pg_get_indexdef(i.indexrelid), 'part of ' || h.inhparent::regclass,
         case when i.indisreplident then 'replica identity' end,
         case when not i.indisvalid then 'INVALID' end),
       null, null, null
  from pg_index i join pg_class x on x.oid = i.indexrelid join pg_class c on c.oid = i.indrelid
  left join pg_inherits h on h.inhrelid = i.indexrelid
  ${OF_RELATION}
union all
select format('trigger %I.%I.%I', n.nspname, c.relname, t.tgname),
       format('%s enabled %s', pg_get_triggerdef(t.oid), t.tgenabled), null, null, null
  from pg_trigger t join pg_class c on c.oid = t.tgrelid ${OF_RELATION} and not t.tgisinternal
union all
select format('policy %I.%I.%I', n.nspname, c.relname, p.polname),
       concat_ws(' ', p.polcmd, case when p.polpermissive then 'permissive' else 'restrictive' end,
         'to ' || ${sorted('unnest(p.polroles::regrole[])')},
         'using ' || pg_get_expr(p.polqual, p.polrelid),
         'check ' || pg_get_expr(p.polwithcheck, p.polrelid)),
       null, null, null
  from pg_policy p join pg_class c on c.oid = p.polrelid ${OF_RELATION}
union all
select format('rule %I.%I.%I', n.nspname, c.relname, r.rulename), 'enabled ' || r.ev_enabled::text,
       pg_get_ruledef(r.oid), null, null
  from pg_rewrite r join pg_class c on c.oid = r.ev_class ${OF_RELATION} and r.rulename <> '_RETURN'
union all
-- Not the number of the parent: a restore counts anew.
select format('inheritance %I.%I of %s', n.nspname, c.relname, i.inhparent::regclass),
       coalesce(pg_get_expr(c.relpartbound, c.oid), ''), null, null, null
  from pg_inherits i join pg_class c on c.oid = i.inhrelid
  ${OF_RELATION} and c.relkind in ('r', 'p', 'f')`;
const IN_SCHEMAS = `
select 'function ' || p.oid::regprocedure, case p.prokind when 'a' then 'aggregate' else '' end,
       case when p.prokind <> 'a' then pg_get_functiondef(p.oid) end,
       p.proowner::regrole::text, ${grants('p.proacl', 'f', 'p.proowner')}
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
 where ${OWN_SCHEMAS} and ${notOfExtension('pg_proc', 'p.oid')}
union all
select format('type %I.%I', n.nspname, t.typname),
       case t.typtype
         when 'e' then 'enum ' || (select string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder)
                                     from pg_enum e where e.enumtypid = t.oid)
         when 'd' then concat_ws(' ', 'domain over', format_type(t.typbasetype, t.typtypmod),
           case when t.typcollation <> b.typcollation then 'collate ' || t.typcollation::regcollation end,
           case when t.typnotnull then 'not null' end, 'default ' || t.typdefault,
           (select string_agg(format('%I %s', k.conname, pg_get_constraintdef(k.oid)), ' ' order by k.conname collate "C")
              from pg_constraint k where k.contypid = t.oid and k.contype = 'c'))
         when 'r' then 'range of ' || (select format_type(r.rngsubtype, null) from pg_range r where r.rngtypid = t.oid)
         else 'composite' end,
       null, t.typowner::regrole::text, ${grants('t.typacl', 'T', 't.typowner')}
  from pg_type t join pg_namespace n on n.oid = t.typnamespace
  left join pg_type b on b.oid = t.typbasetype
  left join pg_class c on c.oid = t.typrelid
 where (t.typtype in ('e', 'd', 'r') or c.relkind = 'c')
   and ${OWN_SCHEMAS} and ${notOfExtension('pg_type', 't.oid')}
union all
select format('statistics %I.%I', n.nspname, s.stxname), pg_get_statisticsobjdef(s.oid), null,
       s.stxowner::regrole::text, null
  from pg_statistic_ext s join pg_namespace n on n.oid = s.stxnamespace
 where ${OWN_SCHEMAS} and ${notOfExtension('pg_statistic_ext', 's.oid')}
union all
select format('collation %I.%I', n.nspname, o.collname),
       (to_jsonb(o) - '{oid,collname,collnamespace,collowner,collversion}'::text[])::text, null,
       o.collowner::regrole::text, null
  from pg_collation o join pg_namespace n on n.oid = o.collnamespace
 where ${OWN_SCHEMAS} and ${notOfExtension('pg_collation', 'o.oid')}
union all
select 'operator ' || o.oid::regoperator,
       format('function %s commutator %s negator %s', o.oprcode, o.oprcom::regoperator, o.oprnegate::regoperator),
       null, o.oprowner::regrole::text, null
  from pg_operator o join pg_namespace n on n.oid = o.oprnamespace
 where ${OWN_SCHEMAS} and ${notOfExtension('pg_operator', 'o.oid')}
union all
select format('operator class %I.%I using %I', n.nspname, o.opcname, a.amname),
       format('for %s%s', format_type(o.opcintype, null), case when o.opcdefault then ' default' else '' end),
       null, o.opcowner::regrole::text, null
  from pg_opclass o join pg_am a on a.oid = o.opcmethod join pg_namespace n on n.oid = o.opcnamespace
 where ${OWN_SCHEMAS} and ${notOfExtension('pg_opclass', 'o.oid')}
union all
select format('text search configuration %I.%I', n.nspname, o.cfgname),
       (select string_agg(format('%s %s', m.maptokentype, m.mapdict::regdictionary), ', '
                 order by m.maptokentype, m.mapseqno)
          from pg_ts_config_map m where m.mapcfg = o.oid), null, o.cfgowner::regrole::text, null
  from pg_ts_config o join pg_namespace n on n.oid = o.cfgnamespace
 where ${OWN_SCHEMAS} and ${notOfExtension('pg_ts_config', 'o.oid')}
union all
select format('text search dictionary %I.%I', n.nspname, o.dictname), o.dictinitoption, null,
       o.dictowner::regrole::text, null
  from pg_ts_dict o join pg_namespace n on n.oid = o.dictnamespace
 where ${OWN_SCHEMAS} and ${notOfExtension('pg_ts_dict', 'o.oid')}`;
const OF_THE_DATABASE = `
select format('schema %I', n.nspname), '', null, n.nspowner::regrole::text, ${grants('n.nspacl', 'n', 'n.nspowner')}
  from pg_namespace n where ${OWN_SCHEMAS} and ${notOfExtension('pg_namespace', 'n.oid')}
union all
select format('extension %I', extname), format('%s in %s', extversion, extnamespace::regnamespace), null, null, null
  from pg_extension
union all
select format('event trigger %I', evtname),
       concat_ws(' ', 'on', evtevent, ${sorted('unnest(evttags)')}, 'enabled', evtenabled, 'calls', evtfoid::regprocedure),
       null, evtowner::regrole::text, null
  from pg_event_trigger where ${notOfExtension('pg_event_trigger', 'pg_event_trigger.oid')}
union all
select format('publication %I', p.pubname),
       concat_ws(' ', case when p.puballtables then 'of all tables' end,
         case when p.pubinsert then 'insert' end, case when p.pubupdate then 'update' end,
         case when p.pubdelete then 'delete' end, case when p.pubtruncate then 'truncate' end,
         case when p.pubviaroot then 'via root' end,
         'of ' || (select string_agg(r.prrelid::regclass::text, ', ' order by r.prrelid::regclass::text collate "C")
                     from pg_publication_rel r where r.prpubid = p.oid)),
       null, p.pubowner::regrole::text, null
  from pg_publication p where ${notOfExtension('pg_publication', 'p.oid')}
union all
select case when d.defaclnamespace = 0 then format('default grants for %s on %s', d.defaclrole::regrole, o.kind)
         else format('default grants %s.%s for %s', d.defaclnamespace::regnamespace, o.kind, d.defaclrole::regrole) end,
       '', null, null, ${sorted('unnest(d.defaclacl)')}
  from pg_default_acl d,
       lateral (select case d.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences'
                  when 'f' then 'functions' when 'T' then 'types' when 'n' then 'schemas'
                  else 'large objects' end) o (kind)
union all
select format('foreign data wrapper %I', w.fdwname), '', w.fdwoptions::text, w.fdwowner::regrole::text,
       ${grants('w.fdwacl', 'F', 'w.fdwowner')}
  from pg_foreign_data_wrapper w where ${notOfExtension('pg_foreign_data_wrapper', 'w.oid')}
union all
-- Its options are hashed: some hold secrets. Those of user mappings are not read at all.
select format('server %I', s.srvname), '', s.srvoptions::text, s.srvowner::regrole::text,
       ${grants('s.srvacl', 'S', 's.srvowner')}
  from pg_foreign_server s where ${notOfExtension('pg_foreign_server', 's.oid')}
union all
select format('user mapping of %I for %s', m.srvname, coalesce(quote_ident(m.usename), 'public')), '', null, null, null
  from pg_user_mappings m
union all
select format('language %I', l.lanname), '', null, l.lanowner::regrole::text, ${grants('l.lanacl', 'l', 'l.lanowner')}
  from pg_language l where l.oid >= ${FIRST_USER_OID} and ${notOfExtension('pg_language', 'l.oid')}
union all
select format('cast (%s AS %s)', format_type(castsource, null), format_type(casttarget, null)),
       format('%s %s', castcontext, case castmethod when 'b' then 'without function' when 'i' then 'with inout'
         else 'with function ' || castfunc::regprocedure end), null, null, null
  from pg_cast where pg_cast.oid >= ${FIRST_USER_OID} and ${notOfExtension('pg_cast', 'pg_cast.oid')}`;
/**
 * Every object of the catalog: what a migration can change, and nothing that moves by itself (no
 * oids, no sequence values, no statistics) or that a dump and restore writes in other words.
 * Definitions come from the server's own functions. Columns: key, detail, body, owner, grants.
 */
const CATALOG = [RELATIONS, PARTS_OF_RELATIONS, IN_SCHEMAS, OF_THE_DATABASE].join('\nunion all');

;// CONCATENATED MODULE: ./src/postgres/catalog.ts




/**
 * Reads the catalog, one line an object (see catalogobject.ts), sorted. Call it inside a transaction
 * with pinned settings: names are qualified only under an empty search_path. A restored copy of a
 * database has the same lines.
 */
async function readCatalog(session) {
    const rows = await session.query(CATALOG);
    return rows.map(asLine).sort();
}
function asLine({ key, detail, body, owner, grants }) {
    const parts = [canonical(detail ?? ''), body === null ? '' : md5(canonical(body))];
    return (0,catalogobject/* lineOf */.cA)({
        key: (0,catalogobject/* escaped */.Mk)(key),
        detail: (0,catalogobject/* escaped */.Mk)(parts.filter((part) => part !== '').join(' ')),
        owner: (0,catalogobject/* escaped */.Mk)(owner ?? ''),
        grants: (0,catalogobject/* escaped */.Mk)(grants ?? ''),
    });
}
function md5(text) {
    return (0,external_node_crypto_.createHash)('md5').update(text).digest('hex');
}
/** sha256 in hex over the lines. */
function catalogFingerprint(lines) {
    return (0,external_node_crypto_.createHash)('sha256').update(lines.join('\n')).digest('hex');
}
/** What came (`+`) and went (`-`) between two catalogs, for people; a changed object gives both lines. */
function catalogChanges(before, after) {
    const then = new Set(before);
    const now = new Set(after);
    return [
        ...before.filter((line) => !now.has(line)).map((line) => `- ${(0,catalogobject/* shownLine */.QN)(line)}`),
        ...after.filter((line) => !then.has(line)).map((line) => `+ ${(0,catalogobject/* shownLine */.QN)(line)}`),
    ];
}


/***/ }),

/***/ 99867:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $t: () => (/* binding */ placeOf),
/* harmony export */   Mk: () => (/* binding */ escaped),
/* harmony export */   QN: () => (/* binding */ shownLine),
/* harmony export */   Vb: () => (/* binding */ nameOf),
/* harmony export */   Xy: () => (/* binding */ objectOf),
/* harmony export */   cA: () => (/* binding */ lineOf),
/* harmony export */   cS: () => (/* binding */ IDENTIFIER),
/* harmony export */   pP: () => (/* binding */ schemaOf)
/* harmony export */ });
const OWNER = 'owner ';
const GRANTS = 'grants ';
const SEPARATOR = '\t';
/** The object as a line of `catalog.txt`: four fields with a tab between. */
function lineOf({ key, detail, owner, grants }) {
    return [
        key,
        detail,
        owner === '' ? '' : OWNER + owner,
        grants === '' ? '' : GRANTS + grants,
    ].join(SEPARATOR);
}
/** The inverse of {@link lineOf}. */
function objectOf(line) {
    const [key = '', detail = '', owner = '', grants = ''] = line.split(SEPARATOR);
    return { key, detail, owner: owner.slice(OWNER.length), grants: grants.slice(GRANTS.length) };
}
/** The line for people. */
function shownLine(line) {
    return line
        .split(SEPARATOR)
        .filter((field) => field !== '')
        .join(' ');
}
const ESCAPES = {
    '\\': '\\\\',
    '\t': '\\t',
    '\n': '\\n',
    '\r': '\\r',
};
const ESCAPED = new Map(Object.entries(ESCAPES).map(([sign, escape]) => [escape, sign]));
/** Names and definitions may hold line ends. */
function escaped(text) {
    return text.replace(/[\\\t\n\r]/g, (sign) => ESCAPES[sign] ?? sign);
}
function unescaped(text) {
    return text.replace(/\\[\\tnr]/g, (escape) => ESCAPED.get(escape) ?? escape);
}
/** A name as keys and definitions write it. */
const IDENTIFIER = String.raw `(?:"(?:[^"]|"")*"|[a-z_\u0080-\uffff][\w$\u0080-\uffff]*)`;
/** Longest first, so that `table` does not take `table …`. */
const KINDS = 'partitioned table|materialized view|foreign table|table|view|sequence|column|constraint|index|trigger|policy|rule|inheritance|function|type|statistics|collation|operator class|operator|text search configuration|text search dictionary|schema|extension|event trigger|publication|default grants|foreign data wrapper|server|user mapping|language|cast';
const KEY = new RegExp(`^(${KINDS}) (${IDENTIFIER}(?:\\.${IDENTIFIER})*)?(.*)$`, 's');
const EACH_PART = new RegExp(IDENTIFIER, 'g');
const PARTS_OF_A_RELATION = new Set([
    'column',
    'constraint',
    'index',
    'inheritance',
    'policy',
    'rule',
    'trigger',
]);
function placeOf({ key }) {
    const [, kind = '', path = '', rest = ''] = KEY.exec(key) ?? [];
    const parts = path.match(EACH_PART) ?? [];
    const relation = PARTS_OF_A_RELATION.has(kind) ? parts.slice(0, 2).join('.') : undefined;
    return { kind, name: path + rest, relation, own: parts.at(-1) ?? '' };
}
/** Kinds that do not live in a schema, though a dot may follow in what describes them. */
const OF_THE_DATABASE = new Set([
    'extension',
    'event trigger',
    'publication',
    'foreign data wrapper',
    'server',
    'user mapping',
    'language',
    'cast',
]);
function nameOf({ key }) {
    const [, kind = '', name = '', rest = ''] = KEY.exec(unescaped(key)) ?? [];
    const parts = name.match(EACH_PART) ?? [];
    return { kind, parts: parts.map(unquoted), rest };
}
/** The schema that an object lives in, or that it is; undefined for objects of the database. */
function schemaOf(object) {
    const { kind, parts } = nameOf(object);
    if (OF_THE_DATABASE.has(kind))
        return undefined;
    return kind === 'default grants' && parts.length < 2 ? undefined : parts[0];
}
function unquoted(identifier) {
    return identifier.startsWith('"') ? identifier.slice(1, -1).replaceAll('""', '"') : identifier;
}


/***/ })

};
