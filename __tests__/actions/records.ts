import type { Record } from '../../src/record/record.js';

/** A record as `validate` leaves it, with changes. */
export function record(changes: Partial<Record> = {}): Record {
  const nothing = { repository: '', sha: '', ref: '', workflow: '', url: '', actor: '', job: '' };
  return {
    ...{ version: 1, step: 'validate', environment: 'production', status: 'passed' },
    ...{ run: { runId: '42', attempt: 1, ...nothing }, findings: [], problems: [] },
    ...{ startedAt: '2026-11-22T12:00:00Z', finishedAt: '2026-11-22T12:00:01Z' },
    ...changes,
  } as Record;
}
