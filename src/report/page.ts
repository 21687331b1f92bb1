import { slug } from '../actions/records.js';
import type { Record } from '../record/record.js';
import { deployParts } from './deploypage.js';
import { code } from './markdown.js';
import { fitted } from './size.js';
import { stepParts } from './steppage.js';

/** The runner refuses a page above 1 MiB as a whole; the rest is for what its masks may add. */
const MOST_BYTES = 900_000;

/** The page of one step as Markdown; that of `summarize` is the page of the whole deploy. */
export function pageOf(record: Record): string {
  return pageWithin(record, MOST_BYTES);
}

/** The same page for a place with less room. */
export function pageWithin(record: Record, mostBytes: number): string {
  const parts = record.step === 'summarize' ? deployParts(record) : stepParts(record);
  const artifact = `db-deploy-record-${slug(record.environment)}-${record.step}-a${record.run.attempt}`;
  return fitted(
    parts,
    mostBytes,
    `✂️ This page was cut because it is too long. Everything is in the artifact ${code(artifact)}.`,
  );
}
