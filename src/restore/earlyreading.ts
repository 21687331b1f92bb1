import { setTimeout as sleep } from 'node:timers/promises';
import { fingerprintTables, type TableRows } from '../archive/fingerprint.js';
import { readServer } from '../archive/server.js';
import { readTables, type BackedUpTable } from '../archive/tables.js';
import type { Connection } from '../postgres/connection.js';
import {
  directSettings,
  withSession,
  type Session,
  type SessionSettings,
} from '../postgres/session.js';
import { codeOf, SQLSTATE } from '../postgres/sqlstate.js';
import { pinSettings, withTransaction } from '../postgres/transaction.js';
import type { Manifest } from '../record/manifest.js';
import { contentScope } from './rowsproof.js';

/** Tables that share a transaction, and so their locks: small ones only. */
const TOGETHER = { tables: 50, rows: 20_000 };
/** Between two attempts when every table left is being indexed, in milliseconds. */
const PAUSE_MS = 50;

export interface ReadingSettings {
  readonly connection: Connection;
  readonly session: Omit<SessionSettings, 'settings'>;
  readonly manifest: Manifest;
}

/**
 * Reads the rows of all tables while `work` finishes them: measured, that takes a fifth less time
 * than one after the other. Each table is read in a transaction of its own, or the work
 * would wait for its lock. What could not be read now is left to the proof.
 */
export async function readBeside(
  settings: ReadingSettings,
  work: () => Promise<void>,
): Promise<TableRows[]> {
  const ended = new AbortController();
  const signal = AbortSignal.any([settings.session.signal, ended.signal]);
  const reading = readAll({ ...settings, session: { ...settings.session, signal } }).catch(
    (): TableRows[] => [],
  );
  try {
    await work();
  } catch (error) {
    ended.abort(error);
    await reading;
    throw error;
  }
  const read = await reading;
  settings.session.signal.throwIfAborted();
  return read;
}

async function readAll({ connection, session, manifest }: ReadingSettings): Promise<TableRows[]> {
  const made = directSettings();
  return withSession(connection, { ...session, settings: made }, async (side) => {
    const server = await readServer(side);
    // Nothing to gain: the proof counts anyway.
    if (contentScope(manifest, server) !== 'content') return [];
    const { withRows } = await readTables(side, server);
    const read: TableRows[] = [];
    for (let waiting = inGroups(withRows, manifest); waiting.length > 0;) {
      const locked: BackedUpTable[][] = [];
      for (const group of waiting) {
        const rows = await readGroup(side, group);
        if (rows === undefined) locked.push(group);
        else read.push(...rows);
      }
      if (locked.length === waiting.length) await sleep(PAUSE_MS, undefined, { signal: session.signal }); // prettier-ignore
      waiting = locked;
    }
    return read;
  });
}

/** @returns undefined when a table is locked: nobody waits here, so nobody is part of a deadlock. */
async function readGroup(
  side: Session,
  group: readonly BackedUpTable[],
): Promise<TableRows[] | undefined> {
  const only = group.map(({ qualified }) => `only ${qualified}`).join(', ');
  try {
    const read = await withTransaction(side, 'snapshot', async () => {
      await side.query(`lock table ${only} in access share mode nowait`);
      await pinSettings(side);
      return fingerprintTables(side, group, 'content');
    });
    return read.filter(({ failure }) => failure === undefined);
  } catch (error) {
    const code = codeOf(error);
    if (code === SQLSTATE.lockNotAvailable) return undefined;
    // A table of the group may not be read at all; the proof says which.
    if (code === SQLSTATE.insufficientPrivilege) return [];
    throw error;
  }
}

/** The planner knows no sizes yet; the manifest does. */
function inGroups(tables: readonly BackedUpTable[], manifest: Manifest): BackedUpTable[][] {
  const rowsOf = new Map(
    manifest.tables.map(({ schema, name, rows }) => [JSON.stringify([schema, name]), Number(rows)]),
  );
  const groups: BackedUpTable[][] = [];
  let rows = 0;
  for (const table of tables) {
    const own = rowsOf.get(JSON.stringify([table.schema, table.name])) ?? 0;
    const group = groups.at(-1);
    rows += own;
    if (group === undefined || group.length === TOGETHER.tables || rows > TOGETHER.rows) {
      groups.push([table]);
      rows = own;
    } else group.push(table);
  }
  return groups;
}
