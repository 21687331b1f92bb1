import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../errors.js';
import type { StoredArtifact } from '../record/manifest.js';
import type { Record, RecordOf, StepName } from '../record/record.js';
import { NameTaken, type ArtifactStore } from './artifacts.js';
import { samplesOfNewest, type Reviver } from './samples.js';

/** What the names of all records begin with. */
export const EVERY_RECORD = 'db-deploy-record-';
const FILE = 'record.json';
/** Not in the record: whoever gathers records would carry megabytes of it. */
const CATALOG_FILE = 'catalog.txt';
/** The page of the deploy for a browser; nobody but people reads it. */
const PAGE_FILE = 'report.html';
/** A job matrix may publish one step many times; more tries than this is a fault. */
const MOST_NAMES = 100;
/** Attempts whose records a search over all runs finds; the store is asked name by name. */
const SEARCHED_ATTEMPTS = [1, 2, 3] as const;
/** Records that a search fetches before it gives up; each is a download. */
const MOST_LOOKED_AT = 25;

export interface ReadRecords {
  readonly records: readonly Record[];
  /** Listed but not readable, with the reason; never silently dropped. */
  readonly unreadable: readonly string[];
}

export interface FoundRecord<Step extends StepName> {
  /** Undefined when no record was accepted. */
  readonly record: RecordOf<Step> | undefined;
  /** Lines of the catalog that was kept beside it. */
  readonly catalog?: readonly string[];
  /** Newer ones that could not be read, and older ones and those of forks, which were not looked at; in words. */
  readonly unreadable: readonly string[];
  /** What was passed over on purpose, e.g. records of forks, in words. */
  readonly leftOut: readonly string[];
}

/** The records of all jobs of this run, over all attempts. */
export interface RecordStore {
  /** Every record of the environment, oldest first. An empty answer is normal: nothing ran yet. */
  read(): Promise<ReadRecords>;
  /**
   * Those of every environment: a matrix deploys to several in one run. All together are in memory:
   * samples of promoted rows, and few of them, has only the newest promotion to this environment.
   */
  readAll(): Promise<ReadRecords>;
  /**
   * Every record of the environment that another run left, over all its attempts, oldest first.
   * @throws {DeployError} when the run is that of a fork's pull request, or is not told.
   */
  ofRun(runId: string): Promise<ReadRecords>;
  /** The newest record of one step, whatever its attempt; undefined when the step left none. */
  newest<Step extends StepName>(step: Step): Promise<RecordOf<Step> | undefined>;
  /**
   * The newest record of a step over all runs of the repository that `accept` takes. Records are
   * fetched one by one, newest first, until one is taken; those of forks never are.
   * @throws {DeployError} when the store cannot be searched, e.g. for want of a permission.
   */
  newestAnywhere<Step extends StepName>(
    step: Step,
    accept?: (record: RecordOf<Step>) => boolean,
  ): Promise<FoundRecord<Step>>;
  /**
   * @param catalog lines to be kept beside the record.
   * @param page HTML to be kept beside it.
   * @throws {DeployError} when the store refuses; a record that cannot be stored must not undo a deploy.
   */
  publish(record: Record, catalog?: readonly string[], page?: string): Promise<void>;
}

export interface RecordSettings {
  readonly environment: string;
  readonly retentionDays: number;
  /** Parent for the short-lived files of a transfer. */
  readonly directory: string;
}

export function recordStore(artifacts: ArtifactStore, settings: RecordSettings): RecordStore {
  const { environment, directory } = settings;
  const prefix = prefixOf(environment);

  const readThose = async (
    listed: readonly StoredArtifact[],
    begin = prefix,
    reviverOf?: (artifact: StoredArtifact) => Reviver,
  ): Promise<ReadRecords> => {
    const records: Record[] = [];
    const unreadable: string[] = [];
    for (const artifact of listed) {
      if (!artifact.name.startsWith(begin)) continue;
      const read = await readOne(artifacts, artifact, directory, reviverOf?.(artifact));
      // A slug may be the beginning of another environment's: `eu` and `eu-west`.
      if (typeof read === 'string') unreadable.push(read);
      else if (begin === EVERY_RECORD || read.record.environment === environment)
        records.push(read.record);
    }
    return { records, unreadable };
  };
  const read = async (): Promise<ReadRecords> => readThose(await artifacts.list());

  return {
    read,
    readAll: async () => {
      const listed = await artifacts.list();
      return readThose(listed, EVERY_RECORD, samplesOfNewest(listed, `${prefix}promote-a`));
    },
    ofRun: async (runId) => readThose(await artifacts.listOf(runId)),
    async newest<Step extends StepName>(step: Step) {
      const { records } = await read();
      return records.findLast((record): record is RecordOf<Step> => record.step === step);
    },
    async newestAnywhere<Step extends StepName>(
      step: Step,
      accept: (record: RecordOf<Step>) => boolean = () => true,
    ) {
      const wanted = (record: Record): record is RecordOf<Step> =>
        record.step === step && record.environment === environment;
      const { artifacts: listed, leftOut } = await artifacts.search(
        SEARCHED_ATTEMPTS.map((attempt) => nameOf(prefix, step, attempt)),
      );
      const unreadable: string[] = [];
      for (const artifact of listed.slice(0, MOST_LOOKED_AT)) {
        const read = await readOne(artifacts, artifact, directory);
        if (typeof read === 'string') unreadable.push(read);
        else if (wanted(read.record) && accept(read.record)) {
          return { ...read, record: read.record, unreadable, leftOut };
        }
      }
      const left = listed.length - MOST_LOOKED_AT;
      if (left > 0) unreadable.push(`${left} older records were not looked at`);
      return { record: undefined, unreadable, leftOut };
    },
    async publish(record, catalog, page) {
      const transfer = await mkdtemp(join(directory, 'record-'));
      const contents = {
        [FILE]: `${JSON.stringify(record, null, 2)}\n`,
        ...(catalog === undefined ? {} : { [CATALOG_FILE]: catalog.join('\n') }),
        ...(page === undefined ? {} : { [PAGE_FILE]: page }),
      };
      try {
        for (const [file, content] of Object.entries(contents))
          await writeFile(join(transfer, file), content);
        const files = Object.keys(contents);
        const name = nameOf(prefix, record.step, record.run.attempt);
        await uploadUnderFreeName(artifacts, { name, files, directory: transfer }, settings.retentionDays); // prettier-ignore
      } finally {
        await rm(transfer, { recursive: true, force: true });
      }
    },
  };
}

/** What the names of the records of an environment begin with; another's may, too: `eu` and `eu-west`. */
export function prefixOf(environment: string): string {
  return `${EVERY_RECORD}${slug(environment)}-`;
}

/** Lower case letters, digits and dashes: safe in artifact names, whatever the environment is called. */
export function slug(text: string): string {
  const safe = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return safe === '' ? 'environment' : safe;
}

function nameOf(prefix: string, step: StepName, attempt: number): string {
  return `${prefix}${step}-a${attempt}`;
}

interface Kept {
  readonly record: Record;
  readonly catalog?: readonly string[];
}

/** The record with what is kept beside it, or why it could not be read. */
async function readOne(
  artifacts: ArtifactStore,
  artifact: StoredArtifact,
  parent: string,
  reviver?: Reviver,
): Promise<Kept | string> {
  try {
    const kept = await fetchRecord(artifacts, artifact, parent, reviver);
    return { ...kept, record: located(kept.record, artifact.runId) };
  } catch (error) {
    return `${artifact.name}: ${messageOf(error)}`;
  }
}

/** A record calls its own run "this run"; read from another one, its backup must say where it is. */
function located(record: Record, runId: string | undefined): Record {
  if (record.step !== 'backup' || record.details === undefined || runId === undefined)
    return record;
  const { details } = record;
  return { ...record, details: { ...details, artifact: { ...details.artifact, runId } } };
}

async function fetchRecord(
  artifacts: ArtifactStore,
  artifact: StoredArtifact,
  parent: string,
  reviver: Reviver | undefined,
): Promise<Kept> {
  const directory = await mkdtemp(join(parent, 'record-'));
  try {
    await artifacts.download(artifact, directory);
    // Loaded on use: building the schema costs every step's start some milliseconds.
    const { recordSchema } = await import('../record/record.js');
    const parsed = recordSchema.safeParse(
      JSON.parse(await readFile(join(directory, FILE), 'utf8'), reviver),
    );
    if (parsed.success) return { record: parsed.data, ...(await catalogIn(directory)) };
    // zod's own message is a page of JSON; one fault says enough about a truncated or newer record.
    const [fault] = parsed.error.issues;
    throw new Error(
      `not a record of this version (${fault?.path.join('.') ?? ''}: ${fault?.message ?? ''})`,
    );
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Records without a catalog are the rule. */
async function catalogIn(directory: string): Promise<Pick<Kept, 'catalog'>> {
  if (!(await readdir(directory)).includes(CATALOG_FILE)) return {};
  return { catalog: (await readFile(join(directory, CATALOG_FILE), 'utf8')).split('\n') };
}

async function uploadUnderFreeName(
  artifacts: ArtifactStore,
  { name, files, directory }: { name: string; files: readonly string[]; directory: string },
  retentionDays: number,
): Promise<void> {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    try {
      await artifacts.upload(candidate, files, directory, retentionDays);
      return;
    } catch (error) {
      if (!(error instanceof NameTaken) || number === MOST_NAMES) throw error;
    }
  }
}
