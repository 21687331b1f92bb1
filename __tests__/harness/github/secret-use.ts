import type { JobSpec, Workflow } from './workflow.js';

/**
 * The secrets that a job uses, by the text of its YAML and of the workflow's `env:`. The runner masks only
 * these: a secret of another job passes unmasked.
 */
export function secretsNamedBy(
  workflow: Workflow,
  job: JobSpec,
  known: readonly string[],
): string[] {
  const text = JSON.stringify([workflow.env ?? {}, job]);
  // `toJSON(secrets)`, `secrets[…]` and `secrets.*` may reach any of them.
  if (/\bsecrets\s*(?:[[\])]|\.\*)/.test(text)) return [...known];
  const named = new Set(
    [...text.matchAll(/\bsecrets\.([A-Za-z_][\w-]*)/g)].map((match) =>
      (match[1] ?? '').toUpperCase(),
    ),
  );
  return known.filter((name) => named.has(name.toUpperCase()));
}
