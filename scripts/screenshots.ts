/**
 * `npm run screenshots`: the pages of a deploy that went well and of one that did not, as a browser
 * shows them, into docs/images/. Needs Chromium, and a font with emoji (Debian: fonts-noto-color-emoji).
 */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { startBrowser } from '../__tests__/harness/browser.js';
import { ALL_SUCCEEDED, summaryOf, wholeDeploy } from '../__tests__/report/deploys.js';
import { failedDeploy } from '../__tests__/report/failed-deploy.js';
import { ENDED, goodTimes, jobTimes } from '../__tests__/report/times.js';
import { browserPage } from '../src/report/browserpage.js';
import { pageOf } from '../src/report/page.js';
import type { JobTimes } from '../src/record/details.js';
import type { RecordOf } from '../src/record/record.js';

const directory = fileURLToPath(new URL('../docs/images/', import.meta.url));

function timed(
  record: RecordOf<'summarize'>,
  times: JobTimes[],
  finishedAt = record.finishedAt,
): string {
  const details = record.details && { ...record.details, times };
  return pageOf({ ...record, finishedAt, ...(details && { details }) });
}

const good = timed(summaryOf({ jobs: ALL_SUCCEEDED, records: wholeDeploy() }), goodTimes());
const failed = timed(failedDeploy(), jobTimes(), ENDED);
const PICTURES = {
  'deploy.png': { markdown: good, colorScheme: 'light', width: 900 },
  'failed-deploy-phone.png': { markdown: failed, colorScheme: 'dark', width: 390 },
} as const;

await mkdir(directory, { recursive: true });
const browser = await startBrowser();
try {
  for (const [file, { markdown, colorScheme, width }] of Object.entries(PICTURES)) {
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 1_060 } });
    await page.setContent(browserPage(markdown, file));
    await page.screenshot({ path: `${directory}${file}` });
    await page.close();
  }
} finally {
  await browser.close();
}
