import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorkflowRun } from '../../__tests__/harness/github/index.js';
import { browserPage } from '../../src/report/browserpage.js';

export const OUTPUT = fileURLToPath(new URL('../../demo-output', import.meta.url));

/** Writes the page of one job, for reading and for a browser. */
export async function writePage(page: string, name: string, title: string): Promise<void> {
  await mkdir(OUTPUT, { recursive: true });
  await writeFile(join(OUTPUT, `${name}.md`), page);
  await writeFile(join(OUTPUT, `${name}.html`), browserPage(page, title));
}

/** Writes what a user would look at: the page, each job's own page, the log, the backup. */
export async function collectOutput(run: WorkflowRun, directory = OUTPUT): Promise<void> {
  await mkdir(directory, { recursive: true });
  const page = run.summary('notify');
  await writeFile(join(directory, 'summary.md'), page);
  await writeFile(join(directory, 'summary.html'), browserPage(page, 'Deploy of acme/shop'));
  await writeFile(join(directory, 'run.log'), `${run.log.text({ prefixed: true })}\n`);
  for (const job of Object.keys(run.jobs)) {
    const own = run.summary(job);
    // A job that was skipped has no page.
    if (own !== '') await writeFile(join(directory, `${job}.md`), own);
  }
  const backup = run.artifacts().find(({ name }) => name === `production-backup-${run.id}`);
  for (const [file, bytes] of (await backup?.files()) ?? []) {
    const path = join(directory, 'backup', file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
}
