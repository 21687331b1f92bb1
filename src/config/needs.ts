import { z } from 'zod';

const needsSchema = z.record(
  z.string(),
  z.object({ result: z.enum(['success', 'failure', 'cancelled', 'skipped']) }),
);

/** Results of the jobs that a job needs, from `${{ toJSON(needs) }}`. */
export type Needs =
  | { readonly ok: true; readonly results: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly found: string };

/** Never throws: a summary must be written even when its own input is broken. */
export function parseNeeds(text: string): Needs {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, found: 'the input needs is not JSON; write needs: ${{ toJSON(needs) }}' };
  }
  const parsed = needsSchema.safeParse(json);
  if (!parsed.success) {
    return { ok: false, found: 'the input needs does not look like ${{ toJSON(needs) }}' };
  }
  const results = Object.entries(parsed.data).map(([job, { result }]) => [job, result] as const);
  return { ok: true, results: new Map(results) };
}
