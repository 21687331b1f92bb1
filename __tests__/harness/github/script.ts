import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { StepExecution } from './step.js';

/** How the runner calls each shell; `undefined` is "no shell given". Source: actions/runner `ScriptHandlerHelpers`. */
function shellCommand(shell: string | undefined, script: string): string[] {
  if (shell === undefined) return ['bash', '-e', script];
  if (shell === 'bash') return ['bash', '--noprofile', '--norc', '-e', '-o', 'pipefail', script];
  if (shell === 'sh') return ['sh', '-e', script];
  if (shell.includes('{0}'))
    return shell.split(/\s+/).map((part) => part.replaceAll('{0}', script));
  throw new Error(`The harness plays no shell '${shell}', only bash, sh and '<command> {0}'.`);
}

export interface Script {
  readonly text: string;
  readonly shell: string | undefined;
  readonly workingDirectory: string;
}

/** Runs a `run:` step. @throws Error when the shell is unknown or cannot start. */
export async function runScript(
  step: StepExecution,
  script: Script,
  temporary: string,
  variables: Readonly<Record<string, string>>,
): Promise<void> {
  const file = path.join(temporary, `${randomUUID()}.sh`);
  const [command = 'bash', ...args] = shellCommand(script.shell, file);
  step.print(`##[group]Run ${firstLine(script.text)}`);
  for (const line of script.text.trimEnd().split('\n')) step.print(line);
  step.print(`shell: ${shellCommand(script.shell, '{0}').join(' ')}`);
  step.print('##[endgroup]');
  await writeFile(file, script.text);
  try {
    await step.run(command, args, script.workingDirectory, variables);
  } finally {
    await rm(file, { force: true });
  }
  if (step.exitCode !== 0)
    step.annotate('error', `Process completed with exit code ${step.exitCode}.`);
}

export function firstLine(script: string): string {
  return script.trim().split('\n')[0] ?? '';
}
