import { codeOf } from '../postgres/sqlstate.js';
import { messageOf } from '../errors.js';
import { pass, warn, type Finding } from '../record/finding.js';
import { isMarker, isSideName } from './databasenames.js';
import { dropDatabase } from '../postgres/dropdatabase.js';
import { administer, type SideSettings } from './sidedatabase.js';

const NAME = 'leftovers of earlier restores';
const SQLSTATE_LENGTH = 5;

interface Candidate {
  readonly name: string;
  readonly oid: string;
  readonly comment: string | null;
  /** Of others than killed restores, whose pg_restore may go on for a while. */
  readonly sessions: number;
}

/**
 * Drops side databases of this database that killed restores left behind. Call it under the deploy
 * lock: then no other restore is at work. What has not both the name and the comment is only
 * listed: an undone restore keeps its data under such a name.
 */
export async function dropLeftovers(settings: SideSettings): Promise<Finding> {
  const { database } = settings.live;
  return administer(settings, 'look for leftovers of earlier restores', async (session) => {
    const all = await session.query<Candidate>(
      `select d.datname as name, d.oid::text as oid, shobj_description(d.oid, 'pg_database') as comment,
              (select count(*)::int from pg_stat_activity a
                where a.datid = d.oid and a.usesysid is not null
                  and not starts_with(a.application_name, 'db-deploy/restore/')) as sessions
         from pg_database d order by d.datname`,
    );
    const candidates = all.filter(({ name }) => isSideName(database, name));
    const dropped: string[] = [];
    const kept: string[] = [];
    for (const candidate of candidates) {
      const { name, comment, sessions } = candidate;
      if (!isMarker(database, comment)) {
        kept.push(`${name} (left by an undo, or made by somebody: it is no incomplete restore)`);
      } else if (sessions > 0) {
        kept.push(`${name} (${sessions} sessions are in it)`);
      } else {
        try {
          await dropDatabase(session, candidate, { withSessions: true });
          dropped.push(name);
        } catch (error) {
          if (codeOf(error)?.length !== SQLSTATE_LENGTH) throw error;
          kept.push(`${name} (${messageOf(error)})`);
        }
      }
    }
    return inWords(dropped, kept);
  });
}

function inWords(dropped: readonly string[], kept: readonly string[]): Finding {
  const done = dropped.length === 0 ? 'nothing to drop' : `dropped ${dropped.join(', ')}`;
  if (kept.length === 0) return pass(NAME, done);
  return warn(NAME, {
    expected: 'none: each takes the disk of a whole database',
    found: `${done}; left alone: ${kept.join('; ')}`,
    fix: 'drop by hand what nobody needs',
  });
}
