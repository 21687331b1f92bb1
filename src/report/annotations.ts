import type { Log } from '../actions/log.js';
import type { Record } from '../record/record.js';

/** The runner keeps the first 10 of each kind and step, and cuts a message at 4,096 characters. */
const MOST = 10;
const LONGEST = 4_000;
const LONGEST_TITLE = 200;

interface Annotation {
  readonly title: string;
  readonly message: string;
}

/** Says on the run's page what failed and what deserves a look; the most important first. */
export function annotate(record: Record, log: Log): void {
  const { step, findings } = record;
  const of = (verdict: (typeof findings)[number]['verdict']): Annotation[] =>
    findings
      .filter((finding) => finding.verdict === verdict)
      .map(({ name, found, fix }) => ({
        title: `${step}: ${name}`,
        message: sentences(found, fix === undefined ? '' : `Fix: ${fix}`),
      }));
  const problems = record.problems.map(({ attempted, found, likelyCause, nextAction }) => ({
    title: `${step}: could not ${attempted}`,
    message: sentences(
      found,
      likelyCause === undefined ? '' : `Likely cause: ${likelyCause}`,
      `Next: ${nextAction}`,
    ),
  }));
  for (const { message, title } of capped([...problems, ...of('fail')], step)) {
    log.error(message, shortened(title, LONGEST_TITLE));
  }
  for (const { message, title } of capped([...of('warn'), ...of('could not verify')], step)) {
    log.warning(message, shortened(title, LONGEST_TITLE));
  }
}

function capped(annotations: readonly Annotation[], step: string): readonly Annotation[] {
  const rest = annotations.length - MOST;
  if (rest <= 0) return annotations;
  const message = `${rest + 1} more are on the page of this step.`;
  return [...annotations.slice(0, MOST - 1), { title: `${step}: and more`, message }];
}

function sentences(...parts: readonly string[]): string {
  const whole = parts
    .filter((part) => part !== '')
    .map((part) => (/[.!?]$/.test(part) ? part : `${part}.`))
    .join(' ');
  return shortened(whole, LONGEST);
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most).toWellFormed()} …`;
}
