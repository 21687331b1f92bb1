import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { libpqEnvironment } from '../postgres/libpq.js';
import { compressionArgument } from './compression.js';
import { exclusionArguments } from './exclusions.js';
import { startChecksum, type Checksum } from '../archive/checksum.js';
import { startDecryptionCheck } from '../archive/decryptioncheck.js';
import { startEncryption, type Encryption } from '../archive/encryption.js';
import { dumpFailure, writeFailure } from './dumpfailure.js';
import { archivePath, type Plan } from './plan.js';
import { startReaders, type Readers, type Reading } from './readers.js';
import { LOCK_WAIT_MS } from './snapshot.js';

export interface DumpSettings {
  readonly plan: Plan;
  /** The exported snapshot to dump. */
  readonly snapshot: string;
  /** Private; the archive is written there. */
  readonly directory: string;
  /** Interrupts pg_dump, which then cancels its statement on the server, when the work beside it has failed. */
  readonly stop: AbortSignal;
  /** Bytes written and rows in them, until now. */
  readonly onProgress: (bytes: number, rows: number) => void;
}

/** What was written in the place of the archive. */
export interface Encrypted extends Checksum {
  /** What it was decrypted to while it was written. Rejects when it could not be. */
  readonly opened: Promise<Checksum>;
}

/** The archive as pg_dump wrote it; with recipients only its encrypted form is on disk. */
export interface Dumped extends Checksum, Reading {
  readonly stderr: readonly string[];
  readonly encrypted?: Encrypted;
}

export interface Dump {
  /**
   * Resolves with the first bytes of the archive: pg_dump then holds its locks on all tables. Reads
   * that lock tables themselves wait for it, else a DDL statement in between would make each wait
   * for the other. Rejects when pg_dump fails before.
   */
  readonly locked: Promise<void>;
  /** @throws {DeployError} with the cause and what to do, when the dump is not whole. */
  readonly finished: Promise<Dumped>;
}

/**
 * Starts pg_dump into a pipe that feeds the hash, the readers and, encrypted where there are
 * recipients, the file; each at the pace of the slowest.
 */
export function startDump(settings: DumpSettings): Dump {
  let holdsLocks: () => void = () => undefined;
  const firstBytes = new Promise<void>((resolve) => {
    holdsLocks = resolve;
  });
  const finished = dump(settings, holdsLocks);
  const locked = Promise.race([firstBytes, finished.then(() => undefined)]);
  // Both are awaited together later; until then a rejection must not end the process.
  locked.catch(() => undefined);
  finished.catch(() => undefined);
  return { locked, finished };
}

async function dump(settings: DumpSettings, onFirstBytes: () => void): Promise<Dumped> {
  const { plan, snapshot, directory } = settings;
  const { client, processes } = plan;
  const environment = await libpqEnvironment(
    plan.connection,
    plan.childEnvironment,
    directory,
    plan.session.applicationName,
  );
  // Before the first child: a recipient that is none must not start a dump.
  const encryption =
    plan.recipients.length === 0 ? undefined : await startEncryption(plan.recipients);
  const readers = startReaders(client.pgRestore, processes);
  let written: Written = { bytes: 0, sha256: '' };
  try {
    const exit = await processes
      .run({
        command: client.pgDump,
        args: [
          '--format=custom',
          `--snapshot=${snapshot}`,
          compressionArgument(plan.compression, client),
          // Else PGCLIENTENCODING decides, and bytes that are not UTF-8 would fail or change.
          `--encoding=${plan.server.encoding}`,
          `--lock-wait-timeout=${LOCK_WAIT_MS}`,
          '--no-password',
          ...exclusionArguments(plan.excluded),
        ],
        env: {
          // Without a name libpq looks into ~/.postgresql, and `require` then verifies like `verify-ca`.
          PGSSLROOTCERT: join(directory, 'no-root.crt'),
          ...environment,
          LC_ALL: 'C',
        },
        signal: settings.stop,
        onStdout: async (stdout) => {
          written = await write(stdout, { ...settings, encryption, readers, onFirstBytes });
        },
      })
      .catch((error: unknown) => {
        throw writeFailure(error, plan.file);
      });
    if (exit.code !== 0) throw dumpFailure(exit);
    return { ...written, ...(await readers.finished), stderr: exit.stderr };
  } finally {
    readers.end();
    // They must be gone before the caller goes on, whatever happened.
    await readers.finished.catch(() => undefined);
  }
}

type Written = Pick<Dumped, 'bytes' | 'sha256' | 'encrypted'>;

interface WriteSettings extends DumpSettings {
  readonly encryption: Encryption | undefined;
  readonly readers: Readers;
  readonly onFirstBytes: () => void;
}

async function write(stdout: Readable, settings: WriteSettings): Promise<Written> {
  const { plan, directory, encryption } = settings;
  const [archive, ciphertext] = [startChecksum(), startChecksum()];
  const check = encryption && startDecryptionCheck(encryption.identity);
  await pipeline(
    stdout,
    (chunks: AsyncIterable<Buffer>) => {
      const clear = tee(chunks, archive.take, settings);
      if (encryption === undefined || check === undefined) return clear;
      return check.through(ciphertext.through(encryption.encrypt(clear)));
    },
    createWriteStream(archivePath(plan, directory), { flags: 'wx', mode: 0o600 }),
  );
  if (check === undefined) return archive.result();
  return { ...archive.result(), encrypted: { ...ciphertext.result(), opened: check.opened } };
}

async function* tee(
  chunks: AsyncIterable<Buffer>,
  take: (chunk: Buffer) => number,
  { readers, onProgress, onFirstBytes }: WriteSettings,
): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    onFirstBytes();
    onProgress(take(chunk), readers.rowsSoFar());
    await readers.write(chunk);
    yield chunk;
  }
  readers.end();
}
