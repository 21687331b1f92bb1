import type { DeployRecord } from '../record/record.js';
import { firstOf, paragraphs, text } from './markdown.js';

const MOST = 30;

/** What stopped a step, each with its likely cause and the next thing to do. */
export function problemsPart(problems: DeployRecord['problems']): string {
  return firstOf(problems, MOST, (some) => paragraphs(...some.map(quoted)));
}

function quoted({
  attempted,
  found,
  likelyCause,
  nextAction,
}: DeployRecord['problems'][number]): string {
  return [
    `**Could not ${text(attempted)}**: ${text(found)}`,
    ...(likelyCause === undefined ? [] : [`Likely cause: ${text(likelyCause)}`]),
    `**Next:** ${text(nextAction)}`,
  ]
    .map((line) => `> ${line}`)
    .join('<br>\n');
}
