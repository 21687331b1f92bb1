import { DeployError, type Problem } from '../errors.js';
import type { Session } from '../postgres/session.js';
import { readForeignKeys, readLooseReferences, type ForeignKey } from './foreignkeys.js';
import { indexOf, matchingKey } from './businesskey.js';
import { incompatibilities, ownedColumns } from './preflight.js';
import { readRelations, resolve, type Relation } from './relations.js';
import type { Request, TableRequest } from './request.js';
import { readTableFacts, type TableFacts } from './tablefacts.js';
import { readChecks, readSequences, readTriggers, type Check, type Sequence, type Trigger } from './tablerules.js'; // prettier-ignore
import {
  looseReferences,
  strangeParents,
  unknownReferences,
  withStrangers,
  withTranslations,
} from './remap/translations.js';
import { wrongWhere } from './scope.js';
import type { Target } from './target.js';
import { readUniqueIndexes, type UniqueIndex } from './uniqueindexes.js';

/** A table of the request, found on both sides. */
interface Pair {
  readonly request: TableRequest;
  readonly relation: Relation;
  readonly prod: TableFacts;
  readonly dev: TableFacts;
}

/**
 * Reads both catalogs and makes targets of the requested tables, sorted by name. Both sessions must
 * be inside transactions with pinned settings.
 * @throws {DeployError} with everything that stands in the way, on either side.
 */
export async function survey(
  dev: Session,
  prod: Session,
  request: Request,
): Promise<readonly Target[]> {
  const problems: Problem[] = [];
  const pairs = await pairUp(dev, prod, request, problems);
  const sequences = await readSequences(prod, oidsOf(pairs));
  const uniques = await readUniqueIndexes(prod, oidsOf(pairs));
  const devUniques = await readUniqueIndexes(
    dev,
    pairs.map((pair) => pair.dev.oid),
  );
  for (const { request: table, relation, prod: there, dev: here } of pairs) {
    const own = sequences.filter((sequence) => sequence.table === relation.oid);
    const keys = {
      prod: uniques.filter((index) => index.table === relation.oid),
      dev: devUniques.filter((index) => index.table === here.oid),
    };
    const sides = { dev: here, prod: there, sequences: own, uniques: keys };
    const found = incompatibilities(table, relation.shown, sides);
    problems.push(...found);
    // What the role may not read, or what has other columns, says nothing about the condition.
    if (table.where === undefined || found.length > 0) continue;
    problems.push(...(await wrongWhere(prod, 'production', relation.shown, table.where)));
    problems.push(...(await wrongWhere(dev, 'development', relation.shown, table.where)));
  }
  const temporary = await lacksTemporary(prod);
  if (temporary !== undefined) problems.push(temporary);
  if (problems.length > 0) throw new DeployError(problems);

  const checks = await readChecks(prod, oidsOf(pairs));
  const foreignKeys = await readForeignKeys(prod, oidsOf(pairs));
  const triggers = await readTriggers(prod, oidsOf(pairs));
  const bare = pairs.map((pair, at) =>
    targetOf(pair, at, { uniques, checks, foreignKeys, triggers, sequences }),
  );
  const parents = foreignKeys.map(({ parent }) => parent);
  const targets = withStrangers(
    withTranslations(bare, problems),
    await readSequences(prod, parents),
  );
  problems.push(...strangeParents(targets));
  const remapped = targets.filter(({ surrogate }) => surrogate !== undefined);
  const oids = remapped.map(({ oid }) => oid);
  const inDev = await readForeignKeys(dev, pairs.map((pair) => pair.dev.oid)); // prettier-ignore
  problems.push(...unknownReferences(targets, inDev));
  problems.push(...looseReferences(await readLooseReferences(prod, oidsOf(pairs), oids)));
  if (problems.length > 0) throw new DeployError(problems);
  return targets;
}

interface Rules {
  readonly uniques: readonly UniqueIndex[];
  readonly checks: readonly Check[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly triggers: readonly Trigger[];
  readonly sequences: readonly Sequence[];
}

function targetOf(pair: Pair, at: number, rules: Rules): Target {
  const { request, prod: facts } = pair;
  const { oid, shown } = pair.relation;
  const of = <Rule extends { table: string }>(all: readonly Rule[]): Rule[] =>
    all.filter((rule) => rule.table === oid);
  const owned = ownedColumns(request, pair.dev, facts);
  const columns = owned.map(({ name }) => name);
  const matching = matchingKey(request, facts);
  const uniques = of(rules.uniques);
  const index = indexOf(matching, uniques);
  const surrogate =
    request.ids === 'remap' ? facts.key.find((name) => !matching.includes(name)) : undefined;
  const sequences = of(rules.sequences).filter(({ column }) => columns.includes(column));
  const fixed = [...matching, ...facts.key, ...request.insertOnly];
  return {
    at,
    oid,
    name: shown,
    mode: request.mode,
    key: matching.map((name) => {
      const place = index?.columns.indexOf(name) ?? -1;
      return { name, operator: index?.operators[place] ?? 'operator(pg_catalog.=)' };
    }),
    columns,
    payload: columns.filter((name) => !fixed.includes(name)),
    insertOnly: columns.filter((name) => request.insertOnly.includes(name)),
    primary: facts.key,
    ids: request.ids,
    surrogate,
    drawn: sequences.find(({ column }) => column === surrogate),
    translations: [],
    strange: [],
    where: request.where,
    types: Object.fromEntries(owned.map(({ name, type }) => [name, type])),
    required: owned.filter(({ notNull }) => notNull).map(({ name }) => name),
    computed: facts.columns.filter(({ generated }) => generated).map(({ name }) => name),
    uniques,
    checks: of(rules.checks),
    parents: rules.foreignKeys.filter(({ child }) => child === oid),
    children: rules.foreignKeys.filter(({ parent }) => parent === oid),
    triggers: of(rules.triggers),
    sequences,
  };
}

async function pairUp(
  dev: Session,
  prod: Session,
  request: Request,
  problems: Problem[],
): Promise<readonly Pair[]> {
  const there = await readRelations(prod);
  const here = await readRelations(dev);
  const found: { request: TableRequest; relation: Relation; twin: Relation }[] = [];
  for (const table of request.tables) {
    const attempted = `promote ${table.table}`;
    const resolved = resolve(table.table, there);
    if (!resolved.ok) {
      problems.push({ attempted, found: resolved.found, nextAction: resolved.nextAction });
      continue;
    }
    const { relation } = resolved;
    const twin = here.find(
      ({ schema, name }) => schema === relation.schema && name === relation.name,
    );
    if (found.some((other) => other.relation.oid === relation.oid)) {
      problems.push({
        attempted,
        found: `${relation.shown} is listed twice`,
        nextAction: 'list it once',
      });
    } else if (twin === undefined) {
      problems.push({
        attempted,
        found: `development has no ${relation.shown}, or the role cannot see it`,
        nextAction: 'run the migrations on the development database',
      });
    } else {
      found.push({ request: table, relation, twin });
    }
  }
  const prodFacts = await readTableFacts(
    prod,
    found.map(({ relation }) => relation.oid),
  );
  const devFacts = await readTableFacts(
    dev,
    found.map(({ twin }) => twin.oid),
  );
  return found
    .flatMap(({ request: table, relation, twin }) => {
      const onProd = prodFacts.get(relation.oid);
      const onDev = devFacts.get(twin.oid);
      // A table dropped between the two queries; the next run will say that it does not exist.
      if (onProd === undefined || onDev === undefined) return [];
      return [{ request: table, relation, prod: onProd, dev: onDev }];
    })
    .sort((a, b) => (a.relation.shown < b.relation.shown ? -1 : 1));
}

/** The comparison needs temporary tables in production; nothing of it stays there. */
async function lacksTemporary(prod: Session): Promise<Problem | undefined> {
  const [row] = await prod.query<{ may: boolean; grant: string }>(
    `select has_database_privilege(current_database(), 'temp') as may,
            format('grant temporary on database %I to %I', current_database(), current_user) as grant`,
  );
  if (row === undefined || row.may) return undefined;
  return {
    attempted: 'compare the tables in production',
    found: 'the role may not create temporary tables there',
    nextAction: `run: ${row.grant}`,
  };
}

function oidsOf(pairs: readonly Pair[]): string[] {
  return pairs.map(({ relation }) => relation.oid);
}
