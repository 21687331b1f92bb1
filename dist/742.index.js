export const id = 742;
export const ids = [742];
export const modules = {

/***/ 68742:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   checkReadAccess: () => (/* binding */ checkReadAccess)
/* harmony export */ });
/* harmony import */ var _record_finding_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11836);

const NAME = 'read access';
const MOST_LISTED = 100;
const TABLES = `pg_class c join pg_namespace n on n.oid = c.relnamespace
 where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and c.relpersistence <> 't'
   and (not exists (select from pg_depend d
                     where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
        or exists (select from pg_extension e where c.oid = any (e.extconfig)))`;
/** What pg_dump reads and the role may not, each with the statement that allows it. */
const REFUSALS = `
with relation as (
  select c.oid, c.relkind, c.relowner, n.oid as schema, n.nspname, c.relname,
         format('%I.%I', n.nspname, c.relname) as qualified,
         case c.relkind when 'S' then 'sequence' else 'table' end as kind
    from ${TABLES} and c.relkind in ('r', 'p', 'S')
)
select distinct 1 as place, format('schema %s', nspname) as what,
       format('grant usage on schema %I to %I;', nspname, current_user) as fix
  from relation where not has_schema_privilege(schema, 'usage')
union all
select 2, format('%s %s.%s', kind, nspname, relname),
       format('grant select on %s %s to %I;', kind, qualified, current_user)
  from relation where not has_table_privilege(oid, 'select')
union all
select 3, format('rows of table %s.%s that a row security policy hides', nspname, relname),
       case when pg_has_role(relowner, 'usage')
         then format('alter table %s no force row level security;', qualified)
         else format('alter role %I bypassrls;', current_user) end
  from relation where relkind in ('r', 'p') and row_security_active(oid)
union all
select 4, format('large object %s', m.oid),
       format('grant select on large object %s to %I;', m.oid, current_user)
  from pg_largeobject_metadata m
 where current_setting('lo_compat_privileges') = 'off'
   and not (select rolsuper from pg_roles where rolname = current_user)
   and not pg_has_role(m.lomowner, 'usage')
   and not exists (
     select from aclexplode(coalesce(m.lomacl, acldefault('L', m.lomowner))) a
      where a.privilege_type = 'SELECT' and (a.grantee = 0 or pg_has_role(a.grantee, 'usage')))
order by place, what`;
/**
 * Whether the role sees every row of every table: a role that a policy binds would count and dump
 * half of them without an error. Everything that is refused is listed at once, with its fix.
 */
async function checkReadAccess(session) {
    const refused = await session.query(REFUSALS);
    if (refused.length === 0) {
        return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .pass */ .IX)(NAME, 'every table, sequence and large object, and no row is hidden by a policy');
    }
    return (0,_record_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)(NAME, {
        expected: 'the role of DIRECT_URL may read everything',
        found: `it may not read ${capped(refused.map(({ what }) => what), ', ')}`,
        fix: `run as the owner or an administrator:\n${capped([...new Set(refused.map(({ fix }) => fix))], '\n')}`,
    });
}
/** A million large objects would otherwise push everything else off the page. */
function capped(lines, between) {
    const more = lines.length - MOST_LISTED;
    const shown = lines.slice(0, MOST_LISTED).join(between);
    return more > 0 ? `${shown}${between}… and ${more} more of the kind` : shown;
}


/***/ })

};
