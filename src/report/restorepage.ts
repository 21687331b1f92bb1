import type { RecordOf } from '../record/record.js';
import { code, paragraphs, section } from './markdown.js';

type Details = NonNullable<RecordOf<'restore'>['details']>;

/** What a restore leaves behind, for the headline. */
export function restoreConsequence({ status, details }: RecordOf<'restore'>): string {
  if (details?.swapped === true) return '';
  if (details?.lookOnly === true && status === 'passed') return ': nothing was changed';
  return status === 'failed' ? ': production is unchanged' : '';
}

/** The page of a restore. */
export function restoreParts(details: Details): string[] {
  return [section('Backup', paragraphs(code(details.backup.name)))];
}
