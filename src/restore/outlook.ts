import type { ProcessRunner } from '../actions/process.js';
import { readEntries } from '../archive/entries.js';
import { messageOf } from '../errors.js';
import { searchClientTools } from '../postgres/clienttools.js';
import type { Connection } from '../postgres/connection.js';
import { withSession, type SessionSettings } from '../postgres/session.js';
import { couldNotVerify, fail, pass, warn, type Finding } from '../record/finding.js';
import { inShort, listLeftOut } from '../filling/leftout.js';
import type { Obtained } from '../filling/obtain.js';
import { foreseeSelection } from '../filling/selection.js';

export interface OutlookQuestion {
  readonly backup: Pick<Obtained, 'manifest' | 'archive' | 'catalog'>;
  /** Of the live database. */
  readonly connection: Connection;
  readonly session: SessionSettings;
  /** Major of the server. */
  readonly major: number;
  /** PATH of the job. */
  readonly searchPath: string;
  readonly processes: ProcessRunner;
}

const NAME = 'what this role can restore';

/**
 * Whether a restore by this role would leave out anything of the team's own, asked before anything
 * is made. Extensions are not tried here, nor client programs installed: the restore itself does both.
 */
export async function restorable(question: OutlookQuestion): Promise<Finding> {
  const { backup, connection, session, major, searchPath, processes } = question;
  const { tools } = await searchClientTools(major, { searchPath, processes });
  if (tools === undefined) {
    return couldNotVerify(NAME, `pg_restore ${major}, which lists the archive, is not on this machine`); // prettier-ignore
  }
  try {
    const entries = await readEntries(backup.archive, tools.pgRestore, processes);
    const { selection, loss } = await withSession(connection, session, (asked) =>
      foreseeSelection(asked, { ...backup, entries }),
    );
    if (loss !== undefined) {
      const { found, nextAction: fix } = loss;
      return fail(NAME, { expected: 'everything that is not a provider’s', found, fix });
    }
    const { leftOut } = selection;
    if (leftOut.length === 0) return pass(NAME, 'every entry of the archive');
    return warn(NAME, {
      expected: 'every entry of the archive',
      found: `these stay out: ${inShort(listLeftOut(leftOut), '; ')}`,
      fix: 'see that the new database gets them from its provider, or restore as a superuser',
    });
  } catch (error) {
    session.signal.throwIfAborted();
    return couldNotVerify(NAME, messageOf(error));
  }
}
