import { redactDeep } from '../actions/redaction.js';
import { writeOutputs, writeSummary } from '../actions/runner.js';
import type { Tools } from '../actions/tools.js';
import { messageOf } from '../errors.js';
import type { Record as StepRecord } from '../record/record.js';
import { annotate } from './annotations.js';
import { atCommandLine } from './laptop.js';
import { outputsOf } from './outputs.js';
import { pageOf } from './page.js';
import { terminalText } from './terminal.js';

/** A cancelled step has about 7 s in all; the upload of its record may take this much of them. */
const CANCELLED_UPLOAD_MS = 1_500;
/** Characters of a finding in the log. */
const LONGEST_LINE = 2_000;
const VERDICT_WIDTH = 'could not verify'.length;

/**
 * Publishes a record: outputs, page, annotations, record artifact, in this order, because what can
 * fail comes last. A record that cannot be stored is a warning: the deploy is not undone by it.
 */
export async function publish(
  record: StepRecord,
  tools: Tools,
  inActions: boolean,
  catalog?: readonly string[],
): Promise<void> {
  const clean = redactDeep(record, tools.log.masks);
  if (inActions) {
    await guarded(clean, tools, 'outputs', () => {
      writeOutputs(keptOutputs(clean, tools));
      return Promise.resolve();
    });
    await guarded(clean, tools, 'page', () => writeSummary(pageOf(clean)));
    logFindings(clean, tools);
    annotate(clean, tools.log);
  } else {
    tools.log.info(`\n${terminalText(pageOf(atCommandLine(clean)))}\n`);
  }
  let page: string | undefined;
  if (clean.step === 'summarize') {
    await guarded(clean, tools, 'page for a browser', async () => {
      page = await forBrowsers(clean);
    });
  }
  await store(clean, tools, catalog && redactDeep([...catalog], tools.log.masks), page);
}

/** Loaded on use: the library that turns Markdown into HTML is of use to one step alone. */
async function forBrowsers(record: StepRecord): Promise<string> {
  const { browserPage } = await import('./browserpage.js');
  const { repository } = record.run;
  const of = repository === '' ? '' : ` of ${repository}`;
  return browserPage(pageOf(record), `Deploy${of} to ${record.environment}`);
}

/** For whoever opens the log of the step instead of the page of the run. */
function logFindings({ findings, step, status }: StepRecord, { log }: Tools): void {
  for (const { verdict, name, found } of findings) {
    const line = `${verdict.padEnd(VERDICT_WIDTH)}  ${name}: ${found}`;
    // The whole of it is in the record.
    log.info(line.slice(0, LONGEST_LINE).toWellFormed().replaceAll('\n', ' '));
  }
  log.info(`${step}: ${status}`);
}

/** What cannot be written must not keep the rest from being written. */
async function guarded(
  { step }: StepRecord,
  { log }: Tools,
  what: string,
  write: () => Promise<void>,
): Promise<void> {
  try {
    await write();
  } catch (error) {
    log.warning(`The ${what} of this step could not be written (${messageOf(error)}).`, step);
  }
}

/** The runner drops an output that contains a masked word, without failing: say so where we know it. */
function keptOutputs(record: StepRecord, tools: Tools): Record<string, string> {
  const outputs = outputsOf(record);
  for (const [name, value] of Object.entries(outputs)) {
    if (tools.log.masks.some((mask) => value.includes(mask))) {
      tools.log.warning(
        `The output ${name} contains the value of a secret, so the runner will not hand it to other jobs. A short or common password does that; choose a longer one.`,
        record.step,
      );
    }
  }
  return outputs;
}

async function store(
  record: StepRecord,
  tools: Tools,
  catalog: readonly string[] | undefined,
  page: string | undefined,
): Promise<void> {
  const deadline = new Promise<never>((_, reject) => {
    const giveUp = (): void => {
      setTimeout(() => {
        reject(new Error('the step was cancelled'));
      }, CANCELLED_UPLOAD_MS).unref();
    };
    if (tools.signal.aborted) giveUp();
    else tools.signal.addEventListener('abort', giveUp);
  });
  try {
    await Promise.race([tools.records.publish(record, catalog, page), deadline]);
  } catch (error) {
    tools.log.warning(
      `The record of this step could not be stored (${messageOf(error)}). Later steps and the summary will miss it.`,
      record.step,
    );
  }
}
