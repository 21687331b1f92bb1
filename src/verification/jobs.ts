import { couldNotVerify, fail, notRun, pass, type Finding } from '../record/finding.js';

const NAME = 'jobs before this one';

/** What `needs` told, or why it could not be read; undefined when it was not given. */
export type JobResults =
  | { readonly ok: true; readonly results: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly found: string }
  | undefined;

/** One finding per job: a job that did not run is named, and is no success. */
export function jobFindings(needs: JobResults): Finding[] {
  if (needs === undefined) return [notRun(NAME, 'the input needs is not given')];
  if (!needs.ok) return [couldNotVerify(NAME, needs.found, 'write needs: ${{ toJSON(needs) }}')];
  if (needs.results.size === 0) return [notRun(NAME, 'this job needs no other')];
  return [...needs.results].map(([job, result]) => jobFinding(job, result));
}

function jobFinding(job: string, result: string): Finding {
  const name = `job ${job}`;
  switch (result) {
    case 'success':
      return pass(name, 'success');
    case 'skipped':
      return notRun(name, 'the job was skipped');
    case 'failure':
    case 'cancelled':
      return fail(name, {
        expected: 'success',
        found: result,
        fix: `read the log of ${job}, then run the failed jobs again`,
      });
    default:
      return couldNotVerify(name, `the result ${result} is not known`);
  }
}
