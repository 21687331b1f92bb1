import type { Record } from '../record/record.js';
import { code, link, text } from './markdown.js';
import { moment, secondsBetween, span } from './quantities.js';

/**
 * The line under the verdict: which environment, commit, person and run, and when.
 * @param records from whose first start to whose last end the time is counted.
 */
export function factsLine(record: Record, records: readonly Record[] = [record]): string {
  const { environment, run, finishedAt } = record;
  const started = records.map(({ startedAt }) => startedAt).sort()[0] ?? record.startedAt;
  const repository = repositoryUrl(run.url);
  const commit = link(code(run.sha.slice(0, 7)), `${repository}/commit/${run.sha}`);
  return [
    `environment ${code(environment)}`,
    ...(run.sha === ''
      ? []
      : [`commit ${commit}${run.ref === '' ? '' : ` on ${code(branch(run.ref))}`}`]),
    ...(run.actor === '' ? [] : [`by ${text(run.actor)}`]),
    run.url === '' ? `run ${code(run.runId)}` : runLink(run),
    `${moment(finishedAt)}, took ${span(secondsBetween(started, finishedAt))}`,
  ].join(' · ');
}

/** `https://github.com/owner/name` of a run's page; empty outside Actions. */
export function repositoryUrl(runUrl: string): string {
  return runUrl.split('/actions/')[0] ?? '';
}

function runLink({ runId, attempt, url }: Record['run']): string {
  return `${link(`run ${text(runId)}`, url)}${attempt === 1 ? '' : `, attempt ${attempt}`}`;
}

/** `main` of `refs/heads/main`. */
export function branch(ref: string): string {
  return ref.replace(/^refs\/(heads|tags)\//, '');
}
