import type { Session } from '../postgres/session.js';
import { fail, pass, warn, type Finding } from '../record/finding.js';

const OF_USERS = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`;

export const NO_INVALID_INDEX = 'no invalid index';
export const NO_NEW_NOT_VALID = 'no new NOT VALID constraint';
export const NO_DISABLED_TRIGGER = 'no disabled trigger';

/**
 * An index that is INVALID takes every write and serves no read; a unique one may hold duplicates.
 * @param changes of the catalog in this deploy: what they do not name was invalid before, and a
 *   warning. Without a record of migrate, any may be of this deploy.
 */
export async function invalidIndexes(
  session: Session,
  changes: readonly string[] | undefined,
): Promise<Finding> {
  const name = NO_INVALID_INDEX;
  const rows = await session.query<{ index: string; key: string; building: boolean }>(
    // A partitioned index is invalid until every partition has its part: `create index on only`.
    `select format('%I.%I', n.nspname, c.relname) as index,
            format('index %I.%I.%I', n.nspname, t.relname, c.relname) as key,
            exists (select from pg_stat_progress_create_index p
                     where p.index_relid = i.indexrelid) as building
       from pg_index i
       join pg_class t on t.oid = i.indrelid
       join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
      where not (i.indisvalid and i.indisready) and ${OF_USERS}
      order by 1`,
  );
  const building = rows.filter((row) => row.building).map(({ index }) => index);
  const invalid = rows.filter((row) => !row.building);
  const broken = invalid.filter(
    ({ key }) => changes?.some((line) => line.startsWith(`+ ${key} `)) ?? true,
  );
  const shown = (broken.length > 0 ? broken : invalid).map(({ index }) => index);
  const fix = `a concurrent build failed or was cancelled: ${shown.map((index) => `reindex index concurrently ${index};`).join(' ')}`;
  if (broken.length > 0) {
    return fail(name, {
      expected: 'every index valid',
      found: `invalid: ${shown.join(', ')}`,
      fix,
    });
  }
  if (invalid.length > 0) {
    return warn(name, { found: `invalid since before this deploy: ${shown.join(', ')}`, fix });
  }
  if (building.length > 0) {
    return warn(name, { found: `being built at this moment: ${building.join(', ')}` });
  }
  return pass(name, 'every index is valid');
}

/**
 * Constraints that old rows may break.
 * @param changes of the catalog in this deploy, as the migrate record has them: what they do not
 *   name was there before. Undefined when there is no such record.
 */
export async function unvalidatedConstraints(
  session: Session,
  changes: readonly string[] | undefined,
): Promise<Finding> {
  const rows = await session.query<{ shown: string; key: string }>(
    // By definition and not by convalidated, which is also false for NOT ENFORCED (Postgres 18).
    `select format('%I on %I.%I', k.conname, n.nspname, c.relname) as shown,
            format('constraint %I.%I.%I', n.nspname, c.relname, k.conname) as key
       from pg_constraint k
       join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      where not k.convalidated and pg_get_constraintdef(k.oid) like '% NOT VALID' and ${OF_USERS}
      order by 1`,
  );
  return sinceTheDeploy(NO_NEW_NOT_VALID, rows, changes, {
    state: 'NOT VALID',
    none: 'every constraint is validated',
    fix: 'alter table … validate constraint …; it locks no reads and no writes',
  });
}

/** Triggers that do not fire, foreign keys' own included: those stop enforcing the foreign key. */
export async function disabledTriggers(
  session: Session,
  changes: readonly string[] | undefined,
): Promise<Finding> {
  const rows = await session.query<{ shown: string; key: string }>(
    `select case when t.tgisinternal then format('foreign key %I on %I.%I', k.conname, n.nspname, c.relname)
              else format('%I on %I.%I', t.tgname, n.nspname, c.relname) end as shown,
            min(format('trigger %I.%I.%I', n.nspname, c.relname, t.tgname)) as key
       from pg_trigger t
       join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
       left join pg_constraint k on k.oid = t.tgconstraint
      where t.tgenabled = 'D' and ${OF_USERS}
      group by 1 order by 1`,
  );
  return sinceTheDeploy(NO_DISABLED_TRIGGER, rows, changes, {
    state: 'disabled',
    none: 'every trigger is enabled',
    fix: 'alter table … enable trigger …; as superuser, for a foreign key, enable trigger all',
  });
}

interface Words {
  state: string;
  none: string;
  fix: string;
}

/** New ones fail; those that were there before the deploy are nobody's news tonight. */
function sinceTheDeploy(
  name: string,
  rows: readonly { shown: string; key: string }[],
  changes: readonly string[] | undefined,
  { state, none, fix }: Words,
): Finding {
  const list = (of: typeof rows): string => of.map(({ shown }) => shown).join(', ');
  if (rows.length === 0) return pass(name, none);
  if (changes === undefined) {
    return warn(name, {
      found: `${state}: ${list(rows)}; without a record of migrate it is not known since when`,
      fix,
    });
  }
  const fresh = rows.filter(({ key }) => changes.some((line) => line.startsWith(`+ ${key} `)));
  if (fresh.length > 0) {
    return fail(name, {
      expected: 'none left by this deploy',
      found: `${state}: ${list(fresh)}`,
      fix,
    });
  }
  return pass(name, `none from this deploy; ${state} since before it: ${list(rows)}`);
}
