import type { Session } from '../postgres/session.js';
import type { Ledger } from '../record/facts.js';
import type { KnownFailure } from './failure.js';

/** One migration in the repository, as the tool sees it. */
export interface MigrationFile {
  /** As the ledger writes it. */
  readonly name: string;
  /** For people, where the ledger writes only a number. */
  readonly title?: string;
  /** Absolute. */
  readonly path: string;
  /** What the ledger may hold for this content: the tool's own hash for each form of line endings. */
  readonly checksums?: readonly string[];
  /** What the tool's high-water mark is compared with, where that is not the place in the list. */
  readonly rank?: number;
}

/** What the tool does with a pending file that stands before an applied one. */
export type Late = 'applies it' | 'refuses it' | 'skips it';

/** Where the application has told the tool to look, read from its configuration without running it. */
export interface Setup {
  /** The ledger as SQL writes it; without a schema it is looked for along the role's search path. */
  readonly table: string;
  /** Absolute paths of the directories with the files. */
  readonly directories: readonly string[];
  /** Names of files that count, where the configuration limits them further. */
  readonly counts?: RegExp;
  readonly late: Late;
  /** Whether a file that fails leaves nothing, unless it ends or avoids transactions itself. */
  readonly atomicFiles: boolean;
}

/** What the configuration of a tool is read from. */
export interface Project {
  /** `working-directory`, absolute. */
  readonly directory: string;
  /** What runs, with npm scripts spelled out; empty when the tool's default command runs. */
  readonly command: string;
  /** Of the job: some tools take their settings from it. */
  readonly environment: Readonly<Record<string, string>>;
  /** The direct URL, for what only the tool reads in it. Secret. Undefined where none is given. */
  readonly url: string | undefined;
}

/** One migration tool as data: what differs between tools stands here, and nowhere else. */
export interface Adapter {
  /** As its command is called. */
  readonly name: string;
  /** What a team runs by hand; shown, and used when `migrate-command` is not given. */
  readonly command: string;
  /** Whether the application in this directory migrates with the tool. */
  detect(directory: string): Promise<boolean>;
  /** @throws {DeployError} where a setting is no plain value: a guess would read another ledger. */
  locate(project: Project): Promise<Setup>;
  /** The migrations in the repository, in the tool's order. */
  readFiles(setup: Pick<Setup, 'directories' | 'counts'>): Promise<readonly MigrationFile[]>;
  /** What of a file runs when it is applied; absent: all of it. */
  upPart?(file: Pick<MigrationFile, 'path'>, text: string): string;
  /**
   * The tool's own table; an empty list where the tool never ran.
   * @param table as `Setup.table` or `Ledger.table` have it: a restore has no checkout.
   */
  readLedger(session: Session, table: string): Promise<Ledger>;
  /**
   * Takes back the row that stops the next run, where the tool leaves one although the migration was
   * rolled back. For the proven case alone: catalog and the rest of the ledger are as before.
   * @returns false when the row itself leaves a doubt; it stays then.
   */
  clearFailed?(session: Session, table: string, name: string): Promise<boolean>;
  /**
   * How one migration is marked as applied without being run: commands or SQL, one a line.
   * @param file the oldest one that is not marked yet.
   */
  adopt(file: MigrationFile, table: string): string;
  /** The way out when the ledger says that the last run did not end. */
  readonly unfinished?: string;
  /** What its output says when it fails, the most telling first; the server's own words go before. */
  readonly failures: readonly KnownFailure[];
}

/** The tool of one application: its adapter, and how it is set up. */
export interface Migrations extends Setup {
  readonly adapter: Adapter;
}
