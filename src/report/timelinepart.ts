import type { Deploy } from './deploy.js';
import { ganttOf } from './gantt.js';
import { block, bullets, firstOf, paragraphs, section, text } from './markdown.js';
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
    waitsWords(timeline),
    timeline.of === 'jobs' ? '' : stepsWords(deploy),
  );
}

function waitsWords({ waits }: Timeline): string {
  const lines = waits.map(
    ({ before, seconds, cutAt }) =>
      `⏸️ ${span(seconds)} passed before ${text(before)} began${cutAt === undefined ? '' : '; the picture leaves them out'}`,
  );
  if (lines.length === 0) return '';
  return paragraphs(
    firstOf(lines, MOST_WAITS, bullets),
    'Such a wait is for an approval, for a free runner, or for somebody who ran it again.',
  );
}

/** A laptop has no jobs. */
function stepsWords({ timesUnread, summary }: Deploy): string {
  if (summary.run.url === '') return '';
  const why = timesUnread === undefined ? '' : ` (${text(timesUnread)})`;
  return `The times are those of the steps. Those of the jobs could not be read${why}: the job needs \`actions: read\` for them.`;
}
