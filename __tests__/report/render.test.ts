import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { browserPage } from '../../src/report/browserpage.js';
import { pageOf } from '../../src/report/page.js';
import { failedDeploy } from './failed-deploy.js';

test('the page is one file that needs nothing and runs nothing', () => {
  const html = browserPage(pageOf(failedDeploy()), 'A <title>');
  expect(html).toContain('<title>A &lt;title&gt;</title>');
  expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  expect(html).not.toMatch(/<(script|link|img|iframe)\b/);
  expect(html.match(/<h2>/g)).toHaveLength(1);
  expect(html.match(/<details>/g)).toHaveLength(1);
  expect(html).toMatch(
    /<div class="row crit"><span>\d deploy-database . migrate failed after 42 s/,
  );
  expect(html).toContain('<span class="plus">+ column public.services');
});

test('as a program it turns one file into the other', () => {
  const directory = mkdtempSync(join(tmpdir(), 'render-'));
  try {
    writeFileSync(join(directory, 'page.md'), '## ✅ fine');
    execFileSync(process.execPath, [
      '--import',
      'tsx',
      'scripts/render.ts',
      join(directory, 'page.md'),
      join(directory, 'page.html'),
    ]);
    expect(readFileSync(join(directory, 'page.html'), 'utf8')).toContain('<h2>✅ fine</h2>');
  } finally {
    rmSync(directory, { recursive: true });
  }
});
