import type { StoredArtifact } from '../record/manifest.js';

/** Decides what of a record's JSON is kept, before the schema copies it: 50,000 samples cost 60 MiB. */
export type Reviver = (key: string, value: unknown) => unknown;

/** Samples of promoted rows of one record that a page of the whole deploy has room for. */
const MOST = 200;

/** Of the newest record whose name begins so, some samples of each table; of all others, none. */
export function samplesOfNewest(
  listed: readonly StoredArtifact[],
  begin: string,
): (artifact: StoredArtifact) => Reviver {
  const newest = listed.findLast(({ name }) => name.startsWith(begin));
  return (artifact) => (artifact === newest ? withFewSamples : withoutSamples);
}

/** A watch has a number of that name. */
function withoutSamples(key: string, value: unknown): unknown {
  return key === 'samples' && Array.isArray(value) ? [] : value;
}

/** Every table has its share: which rows go first is the promotion's own order within a table. */
function withFewSamples(key: string, value: unknown): unknown {
  if (key !== 'tables' || !Array.isArray(value)) return value;
  const tables = value.filter(hasSamples);
  const share = Math.max(1, Math.floor(MOST / tables.length));
  for (const [at, table] of tables.entries()) {
    table.samples = at < MOST ? table.samples.slice(0, share) : [];
  }
  return value;
}

function hasSamples(table: unknown): table is { samples: unknown[] } {
  if (typeof table !== 'object' || table === null || !('samples' in table)) return false;
  return Array.isArray(table.samples) && table.samples.length > 0;
}
