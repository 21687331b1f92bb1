import * as core from '@actions/core';

const STATE = 'work-directory';

const remembered: string[] = [];

/** Writes the outputs of a step. Call it before anything that can fail: the runner keeps what is written. */
export function writeOutputs(outputs: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
}

/** Appends Markdown to the page of this step. */
export async function writeSummary(markdown: string): Promise<void> {
  await core.summary.addRaw(markdown, true).write();
}

/** Hands the directory to the post step, in case this process dies before it removes it. */
export function rememberForCleanup(directory: string): void {
  remembered.push(directory);
  core.saveState(STATE, remembered.join('\n'));
}

/** The directories that the main step may have left behind; none in the main step itself. */
export function directoriesToCleanUp(): string[] {
  return core
    .getState(STATE)
    .split('\n')
    .filter((directory) => directory !== '');
}
