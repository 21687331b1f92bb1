import { obstaclesTo, type Obstacle } from '../postgres/obstacles.js';
import { readReplaceability } from '../postgres/replaceability.js';
import { couldNotVerify, pass, warn, type Finding } from '../record/finding.js';
import type { Reached } from './reach.js';
import { bounded, look, type Visit } from './visit.js';

const NAME = 'rollback';

/** Whether `restore` could put a restored database in the place of this one, so that nobody learns it during an incident. */
export async function rollbackFindings(direct: Reached, visit: Visit): Promise<Finding[]> {
  const purpose = 'look whether the database could be replaced';
  const facts = await look(direct.connection, visit, purpose, (session) =>
    bounded(visit, purpose, (settings) => readReplaceability(session, direct.connection, settings)),
  );
  return [judged(facts.database, obstaclesTo(facts))];
}

function judged(database: string, obstacles: readonly Obstacle[]): Finding {
  const blocks = obstacles.some(({ effect }) => effect === 'blocks');
  const seen = obstacles.filter(({ effect }) => effect !== 'hidden');
  const found = obstacles.map(({ about, found: what }) => `${about}: ${what}`).join('; ');
  const cures = obstacles.flatMap(({ cure }) => cure ?? []);
  if (seen.length === 0) {
    if (obstacles.length > 0) return couldNotVerify(NAME, found, cures.join('\n'));
    return pass(NAME, `restore could replace ${database} by a restored database`);
  }
  const expected = `that restore could replace ${database} by a restored database`;
  if (!blocks)
    return warn(NAME, { expected, found: `it could, but ${found}`, fix: cures.join('\n') });
  return warn(NAME, {
    expected,
    found: `it could not now: ${found}`,
    fix: [...cures, OTHER_WAY].join('\n'),
  });
}

const OTHER_WAY =
  'Where that cannot be done, plan with the provider’s own point-in-time recovery: the manifest of every backup keeps the time and the write-ahead log position to go back to.';
