import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { WorkflowRun } from '../../__tests__/harness/github/index.js';
import { renderPage } from '../render.js';

/** Writes what a user would look at: the page, each job's own page, the log, the backup. */
export async function collectOutput(run: WorkflowRun, directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const page = run.summary('notify');
  await writeFile(join(directory, 'summary.md'), page);
  await writeFile(join(directory, 'summary.html'), renderPage(page, 'Deploy of acme/shop'));
  await writeFile(join(directory, 'run.log'), `${run.log.text({ prefixed: true })}\n`);
  for (const job of Object.keys(run.jobs)) {
    await writeFile(join(directory, `${job}.md`), run.summary(job));
  }
  const backup = run.artifacts().find(({ name }) => name === `production-backup-${run.id}`);
  for (const [file, bytes] of (await backup?.files()) ?? []) {
    const path = join(directory, 'backup', file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
}
