import { directAdvice, directness } from '../postgres/directness.js';
import { fail, pass, type Finding } from '../record/finding.js';
import type { Reached } from './reach.js';
import { bounded, type Visit } from './visit.js';

/** Whether DIRECT_URL keeps one server session for each client. */
export async function directFindings(direct: Reached, visit: Visit): Promise<Finding[]> {
  const name = `${direct.name} is direct`;
  const proof = await bounded(visit, 'prove that the URL is direct', (settings) =>
    directness(direct.connection, settings),
  );
  if (proof.direct) return [pass(name, 'every client has a server session of its own')];
  return [
    fail(name, {
      expected: 'no transaction pooler in between: dumps and migrations break behind one',
      found: proof.found,
      fix: directAdvice(direct.connection),
    }),
  ];
}
