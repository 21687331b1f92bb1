import { obstaclesTo, type Obstacle } from '../postgres/obstacles.js';
import type { Replaceability } from '../postgres/replaceability.js';
import { couldNotVerify, fail, pass, warn, type Finding } from '../record/finding.js';
import type { Manifest } from '../record/manifest.js';

/**
 * Whether the restored database could take the place of this one; asked before anything is
 * created.
 * @param snapshot of the manifest: where the provider's own recovery should stop, as the other way.
 */
export function judgeTarget(facts: Replaceability, snapshot: Manifest['snapshot']): Finding[] {
  const obstacles = obstaclesTo(facts);
  const findings = obstacles.map((obstacle) => inWords(obstacle, snapshot));
  if (obstacles.some(({ effect }) => effect === 'blocks')) return findings;
  const { role, database, elsewhere } = facts;
  const from = elsewhere.ok ? elsewhere.database : '';
  return [
    pass(
      'the database can be replaced',
      `${role} owns ${database}, may create databases, may end every session that is there now, and connects to ${from} meanwhile`,
    ),
    ...findings,
  ];
}

/** For a step that only looks: it needs no right to replace the database; restoring will, and this tells in time. */
export function asWarnings(findings: readonly Finding[]): Finding[] {
  return findings.map((finding) =>
    finding.verdict === 'fail' ? { ...finding, verdict: 'warn' } : finding,
  );
}

function inWords(
  { about, effect, expected, found, cure }: Obstacle,
  snapshot: Manifest['snapshot'],
): Finding {
  const fix = cure ?? '';
  if (effect === 'hidden') return couldNotVerify(about, found, cure);
  if (effect === 'costs') return warn(about, { expected, found, fix });
  return fail(about, {
    expected,
    found,
    fix: [cure, otherWay(snapshot)].filter(Boolean).join('\n'),
  });
}

function otherWay({ lsn, time }: Manifest['snapshot']): string {
  const place = lsn === undefined ? '' : `, write-ahead log position ${lsn}`;
  return `Where that cannot be done: the provider’s own point-in-time recovery, to ${time}${place}.`;
}
