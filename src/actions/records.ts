import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../errors.js';
import type { StoredArtifact } from '../record/manifest.js';
import type { Record, RecordOf, StepName } from '../record/record.js';
import { NameTaken, type ArtifactStore } from './artifacts.js';

const FILE = 'record.json';
/** A job matrix may publish one step many times; more tries than this is a fault. */
const MOST_NAMES = 100;

export interface ReadRecords {
  readonly records: readonly Record[];
  /** Listed but not readable, with the reason; never silently dropped. */
  readonly unreadable: readonly string[];
}

/** The records of all jobs of this run, over all attempts. */
export interface RecordStore {
  /** Every record of the environment, oldest first. An empty answer is normal: nothing ran yet. */
  read(): Promise<ReadRecords>;
  /** The newest record of one step, whatever its attempt; undefined when the step left none. */
  newest<Step extends StepName>(step: Step): Promise<RecordOf<Step> | undefined>;
  /** @throws {DeployError} when the store refuses; a record that cannot be stored must not undo a deploy. */
  publish(record: Record): Promise<void>;
}

export interface RecordSettings {
  readonly environment: string;
  readonly retentionDays: number;
  /** Parent for the short-lived files of a transfer. */
  readonly directory: string;
}

export function recordStore(artifacts: ArtifactStore, settings: RecordSettings): RecordStore {
  const prefix = `db-deploy-record-${slug(settings.environment)}-`;

  const read = async (): Promise<ReadRecords> => {
    const records: Record[] = [];
    const unreadable: string[] = [];
    for (const artifact of await artifacts.list()) {
      if (!artifact.name.startsWith(prefix)) continue;
      try {
        const record = await fetchRecord(artifacts, artifact, settings.directory);
        // A slug may be the beginning of another environment's: `eu` and `eu-west`.
        if (record.environment === settings.environment) records.push(record);
      } catch (error) {
        unreadable.push(`${artifact.name}: ${messageOf(error)}`);
      }
    }
    return { records, unreadable };
  };

  return {
    read,
    async newest<Step extends StepName>(step: Step) {
      const { records } = await read();
      return records.findLast((record): record is RecordOf<Step> => record.step === step);
    },
    async publish(record) {
      const directory = await mkdtemp(join(settings.directory, 'record-'));
      try {
        await writeFile(join(directory, FILE), `${JSON.stringify(record, null, 2)}\n`);
        const name = `${prefix}${record.step}-a${record.run.attempt}`;
        await uploadUnderFreeName(artifacts, name, directory, settings.retentionDays);
      } finally {
        await rm(directory, { recursive: true, force: true });
      }
    },
  };
}

/** Lower case letters, digits and dashes: safe in artifact names, whatever the environment is called. */
export function slug(text: string): string {
  const safe = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return safe === '' ? 'environment' : safe;
}

async function fetchRecord(
  artifacts: ArtifactStore,
  artifact: StoredArtifact,
  parent: string,
): Promise<Record> {
  const directory = await mkdtemp(join(parent, 'record-'));
  try {
    await artifacts.download(artifact, directory);
    // Loaded on use: building the schema costs every step's start some milliseconds.
    const { recordSchema } = await import('../record/record.js');
    const parsed = recordSchema.safeParse(
      JSON.parse(await readFile(join(directory, FILE), 'utf8')),
    );
    if (parsed.success) return parsed.data;
    // zod's own message is a page of JSON; one fault says enough about a truncated or newer record.
    const [fault] = parsed.error.issues;
    throw new Error(
      `not a record of this version (${fault?.path.join('.') ?? ''}: ${fault?.message ?? ''})`,
    );
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function uploadUnderFreeName(
  artifacts: ArtifactStore,
  name: string,
  directory: string,
  retentionDays: number,
): Promise<void> {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    try {
      await artifacts.upload(candidate, [FILE], directory, retentionDays);
      return;
    } catch (error) {
      if (!(error instanceof NameTaken) || number === MOST_NAMES) throw error;
    }
  }
}
