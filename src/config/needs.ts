import { z } from 'zod';

const resultSchema = z.enum(['success', 'failure', 'cancelled', 'skipped']);
const needsSchema = z.record(z.string(), z.object({ result: resultSchema }));

export type JobResult = z.infer<typeof resultSchema>;

/** Results of the jobs that a job needs, from `${{ toJSON(needs) }}`. */
export type Needs =
  | { readonly ok: true; readonly results: ReadonlyMap<string, JobResult> }
  | { readonly ok: false; readonly found: string };

/** Never throws: a summary must be written even when its own input is broken. */
export function parseNeeds(text: string): Needs {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, found: 'the input needs is not JSON' };
  }
  const parsed = needsSchema.safeParse(json);
  if (!parsed.success) {
    return { ok: false, found: 'the input needs does not look like ${{ toJSON(needs) }}' };
  }
  const results = Object.entries(parsed.data).map(([job, { result }]) => [job, result] as const);
  return { ok: true, results: new Map(results) };
}
