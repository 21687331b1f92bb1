import { plain } from '../actions/neutral.js';
import { DeployError, messageOf, problemsOf, type Problem } from '../errors.js';
import { readStrangers } from '../postgres/endsessions.js';
import type { Session } from '../postgres/session.js';
import { codeOf, SQLSTATE } from '../postgres/sqlstate.js';
import type { SwapSettings } from './swapplan.js';

/** Who has the name after a transaction whose outcome was not told. */
export type Standing = 'swapped' | 'as before' | 'unknown';

const ATTEMPTED = 'swap the databases';

/** After the last attempt: somebody is in the way, and who it is. */
export async function busy(
  session: Session,
  { live, side, applicationName }: SwapSettings,
  cause: unknown,
): Promise<DeployError> {
  const strangers = [
    ...(await readStrangers(session, live.oid)),
    ...(await readStrangers(session, side.oid)),
  ];
  const who = strangers.map(
    ({ role, sessions, applications }) =>
      `${sessions} of ${role}${applications.length === 0 ? '' : ` (${applications.map(plain).join(', ')})`}`,
  );
  const locked = codeOf(cause) === SQLSTATE.lockNotAvailable;
  const found = locked
    ? 'another session holds a lock on one of the two databases (ALTER, COMMENT or CREATE DATABASE … TEMPLATE)'
    : `sessions stayed in ${live.database}${who.length === 0 ? '' : `, which this role may not end: ${who.join('; ')}`}`;
  return new DeployError(
    {
      attempted: ATTEMPTED,
      found: `${found}; nothing was renamed, ${live.database} is as it was`,
      likelyCause: `${messageOf(cause)} (${applicationName} tried three times)`,
      nextAction: locked
        ? 'let it end, then run restore again'
        : 'stop those programs, or grant pg_signal_backend to the role of DIRECT_URL, then run restore again',
    },
    { cause },
  );
}

/** The server said no, for a reason that another attempt would meet again. */
export function refused({ live }: SwapSettings, cause: unknown): DeployError {
  return new DeployError(
    {
      attempted: ATTEMPTED,
      found: `${messageOf(cause)}; nothing was renamed, ${live.database} is as it was`,
      likelyCause: CAUSES[codeOf(cause) ?? ''],
      nextAction: 'remove the cause, then run restore again',
    },
    { cause },
  );
}

const CAUSES: Readonly<Record<string, string>> = {
  [SQLSTATE.insufficientPrivilege]: 'RENAME needs CREATEDB and the rights of the owner',
  [SQLSTATE.queryCanceled]: 'an administrator cancelled it, or it took longer than it may',
};

/** Both databases were renamed or none, and nobody could be asked which. */
export class SwapUnknown extends DeployError {}

/** What fails because of a cancel tells nobody anything, unless the swap had begun: then the cancel is the error. */
export function cancelOr(error: unknown, signal: AbortSignal): unknown {
  return signal.aborted && !(error instanceof SwapUnknown) ? signal.reason : error;
}

const LOST = 'the server restarted, an administrator ended the session, or the network dropped it';

export function lostAtCommit(
  settings: SwapSettings,
  standing: Exclude<Standing, 'swapped'>,
  cause: unknown,
): DeployError {
  if (standing === 'unknown') {
    const found = 'the connection was lost, and the server could not be asked since';
    return new SwapUnknown(eitherWay(settings, found), { cause });
  }
  return new DeployError(
    {
      attempted: ATTEMPTED,
      found: `the connection was lost, and the server says that nothing was renamed: ${settings.live.database} is as it was`,
      likelyCause: LOST,
      nextAction: 'check the server, then run restore again',
    },
    { cause },
  );
}

/** The step was cancelled, and can wait for the server no longer. */
export function unanswered(settings: SwapSettings, cancelled: unknown): SwapUnknown {
  const problem = eitherWay(settings, 'the server has not answered since');
  return new SwapUnknown([...problemsOf(cancelled, ATTEMPTED), problem], { cause: cancelled });
}

function eitherWay({ side, keptAs }: SwapSettings, found: string): Problem {
  return {
    attempted: ATTEMPTED,
    found: `${found}: both databases were renamed, or none`,
    likelyCause: LOST,
    nextAction: `look at the names with psql --list: where ${keptAs} exists the swap is done, where ${side.name} exists it is not`,
  };
}
