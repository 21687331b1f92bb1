import { z } from 'zod';

/** `not run` and `could not verify` are never a pass: a check that could not look says so. */
const verdictSchema = z.enum(['pass', 'fail', 'warn', 'not run', 'could not verify']);

/** One named check. Texts are plain (no Markdown) and free of secrets and row values. */
export const findingSchema = z.object({
  name: z.string(),
  verdict: verdictSchema,
  expected: z.string().optional(),
  found: z.string(),
  fix: z.string().optional(),
});

export type Verdict = z.infer<typeof verdictSchema>;
export type Finding = z.infer<typeof findingSchema>;

interface Shortfall {
  expected: string;
  found: string;
  fix: string;
}

export function pass(name: string, found: string): Finding {
  return { name, verdict: 'pass', found };
}

export function fail(name: string, shortfall: Shortfall): Finding {
  return { name, verdict: 'fail', ...shortfall };
}

export function warn(name: string, shortfall: Partial<Shortfall> & { found: string }): Finding {
  return { name, verdict: 'warn', ...shortfall };
}

/** The check was left out, for a reason that is nobody's fault (nothing configured, an earlier check failed). */
export function notRun(name: string, reason: string): Finding {
  return { name, verdict: 'not run', found: reason };
}

/** The check ran into something that hides the answer, e.g. a missing privilege. */
export function couldNotVerify(name: string, found: string, fix?: string): Finding {
  return { name, verdict: 'could not verify', found, ...(fix === undefined ? {} : { fix }) };
}

export function hasFailed(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.verdict === 'fail');
}
