import { nameOf, objectOf, type CatalogObject } from '../postgres/catalogobject.js';
import { couldNotVerify, fail, pass, warn, type Finding } from '../record/finding.js';
import { isInvalid } from './excuses.js';
import { inShort } from './leftout.js';

/**
 * Kinds whose definition the server writes anew from what it understood, so that other words need
 * not mean another thing; and two whose definition depends on the server.
 */
const IN_WORDS_OF_THE_SERVER = new Set([
  'column',
  'constraint',
  'function',
  'index',
  'materialized view',
  'partitioned table',
  'policy',
  'publication',
  'rule',
  'statistics',
  'trigger',
  'type',
  'view',
  'collation',
  'extension',
]);

const RESTORE_AGAIN = 'restore again; if it stays so, restore by hand as RESTORE.md says';

interface Pair {
  readonly then: CatalogObject;
  readonly now: CatalogObject;
}

export interface Catalogs {
  /** Of the backup; undefined where it has none. */
  readonly then: readonly string[] | undefined;
  /** Of the restored database. */
  readonly now: readonly string[];
  readonly isExcused: (object: CatalogObject) => boolean;
  /** Whether the restored database is on a newer major than the backup was. */
  readonly newerServer: boolean;
}

/** Compares every object of the backup's catalog with the restored one: that it is there, whose, granted to whom, and how it is defined. */
export function catalogFindings({ then, now, isExcused, newerServer }: Catalogs): Finding[] {
  const found = now.map(objectOf);
  const names = ['objects', 'owners', 'grants', 'definitions'] as const;
  if (then === undefined) {
    const reason = 'the backup was taken without its catalog';
    return [...names.map((name) => couldNotVerify(name, reason)), validity(found, [])];
  }
  const expected = then.map(objectOf);
  const judged = expected.filter((object) => !isExcused(object));
  const here = new Map(found.map((object) => [object.key, object]));
  const pairs = judged.flatMap((object): Pair[] => {
    const other = here.get(object.key);
    return other === undefined ? [] : [{ then: object, now: other }];
  });
  return [
    presence(expected, judged, found, isExcused),
    sameIn('owners', pairs, 'owner', newerServer),
    sameIn('grants', pairs, 'grants', newerServer),
    ...definitions(pairs),
    validity(found, expected),
  ];
}

function presence(
  expected: readonly CatalogObject[],
  judged: readonly CatalogObject[],
  found: readonly CatalogObject[],
  isExcused: Catalogs['isExcused'],
): Finding {
  const here = new Set(found.map(({ key }) => key));
  const known = new Set(expected.map(({ key }) => key));
  const missing = judged.filter(({ key }) => !here.has(key));
  const added = found.filter((object) => !known.has(object.key) && !isExcused(object));
  if (missing.length + added.length === 0) return pass('objects', `all ${judged.length} are there`);
  return fail('objects', {
    expected: `the ${judged.length} objects of the backup`,
    found: [...named('missing', missing), ...named('not in the backup', added)].join('; '),
    fix: RESTORE_AGAIN,
  });
}

function named(what: string, objects: readonly CatalogObject[]): string[] {
  return objects.length === 0 ? [] : [`${what}: ${inShort(objects.map(({ key }) => key))}`];
}

/**
 * A newer major writes rights that the older did not know (MAINTAIN from 17), and owns and grants
 * the schema public in another way (from 15), where the archive says nothing of it.
 */
function sameIn(
  name: string,
  pairs: readonly Pair[],
  field: 'owner' | 'grants',
  newerServer: boolean,
): Finding {
  const differing = pairs.filter(({ then, now }) => then[field] !== now[field]);
  if (differing.length === 0) return pass(name, `of ${pairs.length} objects, as in the backup`);
  const shown = differing.map(({ then, now }) => `${then.key}: ${now[field] || 'none'} instead of ${then[field] || 'none'}`); // prettier-ignore
  const differences = { expected: 'those of the backup', found: inShort(shown, '; ') };
  if (!newerServer) return fail(name, { ...differences, fix: RESTORE_AGAIN });
  const fix = 'compare them: the server is of a newer major, which writes some of them in another way'; // prettier-ignore
  return warn(name, { ...differences, fix });
}

function definitions(pairs: readonly Pair[]): Finding[] {
  const name = 'definitions';
  const differing = pairs.filter(({ then, now }) => then.detail !== now.detail);
  const reworded = differing.filter(({ then }) => IN_WORDS_OF_THE_SERVER.has(nameOf(then).kind));
  const other = differing.filter(({ then }) => !IN_WORDS_OF_THE_SERVER.has(nameOf(then).kind));
  const shown = (list: readonly Pair[]): string =>
    inShort(list.map(({ then, now }) => `${then.key}: ${now.detail || 'nothing'} instead of ${then.detail || 'nothing'}`), '; '); // prettier-ignore
  const findings: Finding[] = [];
  if (other.length > 0) {
    findings.push(fail(name, { expected: 'those of the backup', found: shown(other), fix: RESTORE_AGAIN })); // prettier-ignore
  }
  if (reworded.length > 0) {
    findings.push(
      warn(other.length > 0 ? `${name} in other words` : name, {
        expected: 'the words of the backup',
        found: shown(reworded),
        fix: 'compare them: the server may have written the same definition in other words',
      }),
    );
  }
  return findings.length > 0 ? findings : [pass(name, `of ${pairs.length} objects, as in the backup`)]; // prettier-ignore
}

/** What was valid when it was backed up must be so again. */
function validity(found: readonly CatalogObject[], expected: readonly CatalogObject[]): Finding {
  const name = 'valid indexes and constraints';
  const before = new Set(expected.filter(isInvalid).map(({ key }) => key));
  const invalid = found.filter(
    (object) => /^(index|constraint) /.test(object.key) && isInvalid(object),
  );
  const fresh = invalid.filter(({ key }) => !before.has(key));
  if (fresh.length === 0) {
    return pass(name, invalid.length === 0 ? 'all are valid' : `all but ${invalid.length}, which the backup had so`); // prettier-ignore
  }
  return fail(name, {
    expected: 'valid, as in the backup',
    found: `invalid: ${inShort(fresh.map(({ key }) => key))}`,
    fix: RESTORE_AGAIN,
  });
}
