import { sameDatabase } from '../postgres/rendezvous.js';
import { fail, notRun, pass, type Finding } from '../record/finding.js';
import type { Reached } from './reach.js';
import type { UrlName } from './urls.js';
import { bounded, type Visit } from './visit.js';

/** URLs that reach one live database stand in one group. */
export type Groups = readonly (readonly Reached[])[];

/** Groups by rendezvous: names, addresses and system identifiers prove nothing. */
export async function groupByDatabase(all: readonly Reached[], visit: Visit): Promise<Groups> {
  const groups: Reached[][] = [];
  for (const reached of all) {
    const group = await groupOf(reached, groups, visit);
    if (group === undefined) groups.push([reached]);
    else group.push(reached);
  }
  return groups;
}

async function groupOf(
  reached: Reached,
  groups: readonly Reached[][],
  visit: Visit,
): Promise<Reached[] | undefined> {
  for (const group of groups) {
    const [first] = group;
    if (first === undefined) continue;
    const same = await bounded(visit, 'compare the databases', (settings) =>
      sameDatabase(first.connection, reached.connection, settings),
    );
    if (same) return group;
  }
  return undefined;
}

const DEVELOPMENT = 'DEV_DATABASE_URL';
const PRODUCTION = ['DATABASE_URL', 'DIRECT_URL', 'PROD_DATABASE_URL'] as const;

/**
 * Judges which URLs meet: production's three must, development's must not meet any of them.
 * @param given names that are set, reached or not.
 */
export function samenessFindings(groups: Groups, given: ReadonlySet<UrlName>): Finding[] {
  const together = (['DATABASE_URL', 'PROD_DATABASE_URL'] as const)
    .filter((name) => given.has(name) && given.has('DIRECT_URL'))
    .map((name) => togetherFinding(name, groups));
  const others = PRODUCTION.filter((name) => given.has(name));
  if (!given.has(DEVELOPMENT) || others.length === 0) return together;
  return [...together, separateFinding(others, groups)];
}

function togetherFinding(name: (typeof PRODUCTION)[number], groups: Groups): Finding {
  const title = `${name} and DIRECT_URL reach one database`;
  const [one, direct] = [find(name, groups), find('DIRECT_URL', groups)];
  if (one === undefined || direct === undefined) {
    return unreached(title, [one === undefined ? name : 'DIRECT_URL']);
  }
  if (meet(groups, name, 'DIRECT_URL')) return pass(title, 'proven by a lock that both see');
  return fail(title, {
    expected: 'the same live database, production',
    found: `${apart(one, direct)}${swapWords(groups)}`,
    fix: `correct ${name} or DIRECT_URL, whichever is not production`,
  });
}

function separateFinding(others: readonly UrlName[], groups: Groups): Finding {
  const title = `${DEVELOPMENT} reaches another database`;
  const reached = others.filter((name) => find(name, groups) !== undefined);
  if (find(DEVELOPMENT, groups) === undefined) return unreached(title, [DEVELOPMENT]);
  if (reached.length === 0) return unreached(title, others);
  const shared = reached.filter((name) => meet(groups, DEVELOPMENT, name));
  if (shared.length === 0) return pass(title, `no lock is shared with ${reached.join(', ')}`);
  return fail(title, {
    expected: 'a database other than production',
    found: `it reaches the live database of ${shared.join(' and ')}${swapWords(groups)}`,
    fix: `set ${DEVELOPMENT} to the development database, and ${shared.join(' and ')} to production`,
  });
}

function unreached(title: string, names: readonly UrlName[]): Finding {
  return notRun(title, `${names.join(' and ')} could not be reached`);
}

function find(name: UrlName, groups: Groups): Reached | undefined {
  return groups.flat().find((one) => one.name === name);
}

function meet(groups: Groups, ...names: UrlName[]): boolean {
  return groups.some((group) => names.every((name) => group.some((one) => one.name === name)));
}

function apart(one: Reached, other: Reached): string {
  const [a, b] = [one.identity, other.identity];
  const clones =
    a.systemIdentifier !== undefined &&
    a.systemIdentifier === b.systemIdentifier &&
    a.oid === b.oid;
  if (clones && one.inRecovery !== other.inRecovery) {
    const replica = one.inRecovery ? one.name : other.name;
    return `${replica} reaches a read replica of the other one`;
  }
  if (clones) {
    return 'two servers with the same system identifier: one is a physical clone or branch of the other';
  }
  if (a.database !== b.database) {
    return `two databases, ${JSON.stringify(a.database)} and ${JSON.stringify(b.database)}`;
  }
  return `two databases of the same name on two servers, ${a.host}:${a.port} and ${b.host}:${b.port}`;
}

/** Which secret looks wrong, told from who meets whom; empty when nothing can be told. */
function swapWords(groups: Groups): string {
  const production = PRODUCTION.filter((name) => find(name, groups) !== undefined);
  if (meet(groups, DEVELOPMENT, ...production)) return ': all URLs are the same';
  const strayed = production.filter((name) => meet(groups, DEVELOPMENT, name));
  const stayed = production.filter((name) => !strayed.includes(name));
  if (find(DEVELOPMENT, groups) === undefined || strayed.length === 0) return '';
  if (stayed.length === 1 && stayed[0] === 'PROD_DATABASE_URL' && strayed.length === 2) {
    return `: ${DEVELOPMENT} and PROD_DATABASE_URL look swapped`;
  }
  return `: ${strayed.join(' and ')} ${strayed.length === 1 ? 'looks' : 'look'} like development's`;
}
