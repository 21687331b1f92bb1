/** `tsx scripts/render.ts page.md page.html`: a page of the action as one file for a browser. */
import { readFile, writeFile } from 'node:fs/promises';
import { browserPage } from '../src/report/browserpage.js';

const [from, to] = process.argv.slice(2);
if (from === undefined || to === undefined)
  throw new Error('give a Markdown file and an HTML file');
await writeFile(to, browserPage(await readFile(from, 'utf8'), 'Database deploy'));
