import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { libpqEnvironment } from '../postgres/libpq.js';
import { compressionArgument } from './compression.js';
import { exclusionArguments } from './exclusions.js';
import { startDecoder, type Decoded, type Decoder } from '../archive/decode.js';
import { dumpFailure, writeFailure } from './dumpfailure.js';
import { archivePath, type Plan } from './plan.js';
import { LOCK_WAIT_MS } from './snapshot.js';

export interface DumpSettings {
  readonly plan: Plan;
  /** The exported snapshot to dump. */
  readonly snapshot: string;
  /** Private; the archive is written there. */
  readonly directory: string;
  /** Ends pg_dump when the work beside it has failed. */
  readonly stop: AbortSignal;
  readonly onBytes: (bytes: number) => void;
}

export interface Dumped {
  readonly bytes: number;
  /** Of the stream, hex. */
  readonly sha256: string;
  readonly stderr: readonly string[];
  readonly decoded: Decoded;
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

/** Starts pg_dump into a pipe that feeds the hash, the file and the decoder, each at the pace of the slowest. */
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
  const decoder = startDecoder(client.pgRestore, processes);
  const written = { bytes: 0, sha256: '' };
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
        onStdout: async (stdout) => {
          Object.assign(written, await store(stdout, decoder, settings, onFirstBytes));
        },
      })
      .catch((error: unknown) => {
        throw writeFailure(error, plan.file);
      });
    if (exit.code !== 0) throw dumpFailure(exit);
    return { ...written, stderr: exit.stderr, decoded: await decoder.decoded };
  } finally {
    decoder.end();
    // pg_restore must be gone before the caller goes on, whatever happened.
    await decoder.decoded.catch(() => undefined);
  }
}

async function store(
  stdout: Readable,
  decoder: Decoder,
  { plan, directory, stop, onBytes }: DumpSettings,
  onFirstBytes: () => void,
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(
    stdout,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        if (bytes === 0) onFirstBytes();
        hash.update(chunk);
        bytes += chunk.length;
        onBytes(bytes);
        await decoder.write(chunk);
        yield chunk;
      }
      decoder.end();
    },
    createWriteStream(archivePath(plan, directory), { flags: 'wx', mode: 0o600 }),
    { signal: stop },
  );
  return { bytes, sha256: hash.digest('hex') };
}
