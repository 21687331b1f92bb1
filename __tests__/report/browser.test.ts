import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import type { JobTimes } from '../../src/record/details.js';
import { browserPage } from '../../src/report/browserpage.js';
import { deployOf } from '../../src/report/deploy.js';
import { ganttOf } from '../../src/report/gantt.js';
import { pageOf } from '../../src/report/page.js';
import { timelineOf } from '../../src/report/timeline.js';
import { startBrowser } from '../harness/browser.js';
import { summaryOf } from './deploys.js';
import { failedDeploy } from './failed-deploy.js';
import { FIXED, HOSTILE, hostileText } from './hostile.js';
import { spoilt } from './spoilt.js';
import { ENDED, jobTimes } from './times.js';

const MERMAID = fileURLToPath(
  new URL('../../node_modules/mermaid/dist/mermaid.min.js', import.meta.url),
);

/** Words of Mermaid's own language, and what begins something in it. */
const KEYWORDS =
  `section x|title x|gantt|end|click b1 href "https://evil.example"|%% x|dateFormat X|2026-01-01|vert|
  accDescr { x }|excludes weekends|todayMarker stroke|---|%%{init: {"theme":"x"}}%%|b1, after b1, 1d|x :crit, 1d`.split(
    '|',
  );

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

interface Drawn {
  readonly texts: readonly string[];
  readonly strange: number;
  readonly error?: string;
}

/** As GitHub does it: by Mermaid, at its strictest. */
async function drawnByMermaid(page: Page, diagrams: readonly string[]): Promise<Drawn[]> {
  await page.addScriptTag({ path: MERMAID });
  return page.evaluate(async (sources) => {
    interface Mermaid {
      initialize(options: object): void;
      render(id: string, source: string): Promise<{ svg: string }>;
    }
    const { mermaid } = globalThis as unknown as { mermaid: Mermaid };
    mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' });
    const drawings = [];
    for (const [at, source] of sources.entries()) {
      try {
        const { svg } = await mermaid.render(`g${at}`, source);
        const root = new DOMParser().parseFromString(svg, 'text/html');
        const texts = [...root.querySelectorAll('text[class*="taskText"]')];
        const strange = root.querySelectorAll('script, a, image, iframe, foreignObject, p').length;
        drawings.push({ texts: texts.map(({ textContent }) => textContent.trim()), strange });
      } catch (error) {
        drawings.push({ texts: [], strange: 0, error: String(error) });
      }
    }
    return drawings;
  }, diagrams);
}

function diagramOf(times: readonly JobTimes[]): string {
  return ganttOf(
    timelineOf(deployOf(summaryOf({ times: [...times] }, { finishedAt: ENDED }))),
  ).join('\n');
}

test('Mermaid draws every bar and every cut, whatever the jobs are called', async () => {
  const plain = jobTimes();
  const names = [...HOSTILE, ...KEYWORDS, ...fc.sample(hostileText, { ...FIXED, numRuns: 30 })];
  const named = names.map((name) => plain.map((job) => ({ ...job, name: `${name}${job.name}` })));
  const page = await browser.newPage();
  const [ours, ...hostile] = await drawnByMermaid(page, [plain, ...named].map(diagramOf));
  await page.close();
  expect(ours).toEqual({
    texts: [
      '1 Check before the deploy 30 s',
      '2 Back up production 2 min 0 s',
      '3 waited 2 h 13 min',
      '3 Migrate production failed after 41 s',
      '4 Report running for 5.0 s',
    ],
    strange: 0,
  });
  const poor = hostile.flatMap((drawn, at) =>
    drawn.error === undefined && drawn.strange === 0 && drawn.texts.length === 5
      ? []
      : [{ name: names[at], drawn }],
  );
  expect(poor).toEqual([]);
});

test.each([
  ['light', 390],
  ['light', 1_280],
  ['dark', 390],
  ['dark', 1_280],
] as const)(
  'in the %s and %d pixels wide the report fits and stays silent',
  async (scheme, width) => {
    const page = await browser.newPage({ colorScheme: scheme, viewport: { width, height: 800 } });
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    page.on('request', (request) => said.push(request.url()));
    await page.setContent(browserPage(pageOf(withTimes()), 'Deploy'));
    const look = await page.evaluate(() => ({
      overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      background: getComputedStyle(document.body).backgroundColor,
      // What must be scrolled sideways to be read.
      hidden: [...document.querySelectorAll('pre, table')].filter(
        ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth,
      ).length,
      bars: document.querySelectorAll('.row i').length,
      narrowest: Math.min(
        ...[...document.querySelectorAll('.row i')].map((bar) => bar.clientHeight),
      ),
    }));
    await page.close();
    expect(said).toEqual([]);
    expect(look).toEqual({
      overflow: 0,
      hidden: 0,
      background: scheme === 'dark' ? 'rgb(13, 17, 23)' : 'rgb(255, 255, 255)',
      bars: 5,
      narrowest: 14,
    });
  },
);

test('what is hostile in a record is text in the report, and makes nothing wider', async () => {
  const page = await browser.newPage({ viewport: { width: 390, height: 800 } });
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('dialog', (dialog) => said.push(dialog.message()));
  const elements = (): Promise<Record<string, number>> =>
    page.evaluate(() => {
      const counts: Record<string, number> = {};
      for (const { tagName } of document.querySelectorAll('body *'))
        // Lines of a text are breaks, and those of a diff have the colour of their first sign.
        if (tagName !== 'BR' && tagName !== 'SPAN') counts[tagName] = (counts[tagName] ?? 0) + 1;
      return counts;
    });
  const show = (text: string): Promise<void> =>
    page.setContent(browserPage(pageOf(spoilt(withTimes(), (own) => `${text} ${own}`)), text));
  await show('x');
  const plain = await elements();
  for (const text of [...HOSTILE, 'wide'.repeat(400)]) {
    await show(text);
    expect({ text, elements: await elements() }).toEqual({ text, elements: plain });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect({ text, overflow }).toEqual({ text, overflow: 0 });
  }
  await page.close();
  expect(said).toEqual([]);
});

function withTimes() {
  const record = failedDeploy();
  if (record.details === undefined) throw new Error('a summary has details');
  return { ...record, finishedAt: ENDED, details: { ...record.details, times: jobTimes() } };
}
