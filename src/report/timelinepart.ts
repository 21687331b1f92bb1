import type { Deploy } from './deploy.js';
import { ganttOf } from './gantt.js';
import { block, bullets, code, firstOf, paragraphs, section, text } from './markdown.js';
import { span } from './quantities.js';
import { timelineOf, type Timeline } from './timeline.js';

const MOST_WAITS = 10;

/** When which job ran, as a picture; what was waited for stands apart. */
export function timelinePart(deploy: Deploy): string {
  const timeline = timelineOf(deploy);
  const gantt = ganttOf(timeline);
  if (gantt.length === 0) return '';
  return section(
    'Timeline',
    block(gantt, 'mermaid'),
    waitsWords(timeline, deploy),
    timeline.of === 'jobs' ? '' : stepsWords(deploy),
  );
}

/** GitHub does not tell which wait an approval ended; without one, none of them was for it. */
function waitsWords({ waits }: Timeline, { reviews }: Deploy): string {
  const decided = (reviews ?? []).map(
    ({ approved, environment, by }) =>
      `${approved ? '👍' : '✋'} ${by === '' ? 'somebody' : text(by)} ${approved ? 'approved' : 'rejected'} ${code(environment)}`,
  );
  const lines = waits.map(
    ({ before, seconds, cutAt }) =>
      `⏸️ ${span(seconds)} passed before ${text(before)} began${cutAt === undefined ? '' : '; the picture leaves them out'}`,
  );
  const approvals = reviews?.length === 0 ? '' : 'an approval, ';
  return paragraphs(
    firstOf([...decided, ...lines], MOST_WAITS, bullets),
    lines.length === 0
      ? ''
      : `Such a wait is for ${approvals}a wait timer, a concurrency group, a free runner, or somebody who ran it again.${approvals === '' ? ' GitHub lists no approval in this run.' : ''}`,
  );
}

/** A laptop has no jobs. */
function stepsWords({ timesUnread, summary }: Deploy): string {
  if (summary.run.url === '') return '';
  const why = timesUnread === undefined ? '' : ` (${text(timesUnread)})`;
  return `The times are those of the steps. Those of the jobs could not be read${why}: the job needs \`actions: read\` for them.`;
}
