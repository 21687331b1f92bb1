import type { Job } from '../record/details.js';
import type { DeployRecord } from '../record/record.js';
import { hasTimedOut, type Deploy } from './deploy.js';
import { code, firstOf, link, table, text } from './markdown.js';
import { secondsBetween, span } from './quantities.js';

const MOST = 100;

const RESULT: Readonly<Record<Job['result'], string>> = {
  success: '✅ success',
  failure: '❌ failure',
  cancelled: '🚫 cancelled or timed out',
  skipped: '➖ skipped',
  unknown: '❔ unknown',
};

const STATUS: Readonly<Record<DeployRecord['status'], string>> = {
  passed: '✅',
  failed: '❌',
  skipped: '➖',
};

/** Every job with its result, what its steps said, and how long they took. */
export function jobsTable(deploy: Deploy): string {
  const { jobs, history } = deploy;
  const timed = jobs.some(({ seconds }) => seconds !== undefined);
  return firstOf(jobs, MOST, (some) =>
    table(
      ['job', 'result', 'steps', timed ? 'took' : 'time of the steps'],
      some.map((job) => {
        const { name, result, seconds } = job;
        const records = history.filter(({ run }) => run.job === name);
        const took = seconds === undefined ? timeOf(records) : span(seconds);
        const ended = hasTimedOut(deploy, job) ? '⏱️ timed out' : RESULT[result];
        return [nameOf(job), ended, stepsOf(records, result), took];
      }),
    ),
  );
}

function nameOf({ name, title, url }: Job): string {
  const shown = title === undefined || title === name ? code(name) : text(title);
  return url === undefined ? shown : link(shown, url);
}

function stepsOf(records: readonly DeployRecord[], result: Job['result']): string {
  if (records.length === 0) return result === 'skipped' ? '' : 'no record';
  const reruns = new Set(records.map(({ run }) => run.attempt)).size > 1;
  return records
    .map(
      ({ step, status, run }) =>
        `${STATUS[status]} ${step}${reruns ? ` (attempt ${run.attempt})` : ''}`,
    )
    .join('<br>');
}

function timeOf(records: readonly DeployRecord[]): string {
  if (records.length === 0) return '';
  const times = records.map(({ startedAt, finishedAt }) => secondsBetween(startedAt, finishedAt));
  return span(times.reduce((sum, seconds) => sum + seconds, 0));
}
