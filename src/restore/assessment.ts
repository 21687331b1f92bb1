import type { Finding } from '../record/finding.js';
import { isNeverRenamed } from '../postgres/obstacles.js';
import { foreseeCarryOver } from './carryover.js';
import { judgeExclusions, judgeFitness, type Meeting } from './fitness.js';
import type { Live } from './live.js';
import { restorable, type OutlookQuestion } from './outlook.js';
import { asWarnings, judgeTarget } from './target.js';

export interface AssessmentQuestion extends Omit<OutlookQuestion, 'major'> {
  readonly choice: Meeting['choice'];
  /** The input. */
  readonly environment: string;
  readonly live: Live;
  readonly confirmed: boolean;
}

export interface Assessment {
  readonly findings: readonly Finding[];
  /** Why a confirmed restore would be refused; the same whether it is confirmed or not. */
  readonly obstacles: readonly string[];
  /** Whether one of them can be removed by nobody. */
  readonly hopeless: boolean;
}

/** All that can be said of a restore before anything is made. */
export async function assess(question: AssessmentQuestion): Promise<Assessment> {
  const { live, backup, confirmed, choice, environment } = question;
  const { manifest } = backup;
  const { major } = live.server;
  const { identity } = live;
  const fits = judgeFitness({ manifest, choice, environment, identity, major });
  const swap = [
    ...judgeTarget(live.facts, manifest.snapshot),
    ...judgeExclusions(manifest, live.schemas),
    await restorable({ ...question, major }),
    // Once confirmed, the carrying over itself tells.
    ...(confirmed ? [] : [foreseeCarryOver(live.unsettable, live.facts.role)]),
  ];
  const refused = [...fits, ...swap].filter(({ verdict }) => verdict === 'fail');
  return {
    findings: [...fits, ...(confirmed ? swap : asWarnings(swap))],
    obstacles: refused.map(({ name, found }) => `${name}: ${found}`),
    hopeless: isNeverRenamed(live.facts.database),
  };
}
