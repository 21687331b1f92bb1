import pg from 'pg';
import { DeployError, messageOf } from '../errors.js';
import type { Session } from '../postgres/session.js';
import { codeOf, SQLSTATE } from '../postgres/sqlstate.js';
import { tolerated } from '../postgres/tolerated.js';
import { withTransaction } from '../postgres/transaction.js';
import { pass, warn, type Finding } from '../record/finding.js';
import { grantStatements, readGrants } from '../postgres/databasegrants.js';
import {
  mayBeSecret,
  readSettings,
  settingForPeople,
  settingStatement,
  valueOf,
  type DatabaseSetting,
} from '../postgres/databasesettings.js';

const NAME = 'settings and grants of the database';

export interface CarryOver {
  /** Oid of the live database. */
  readonly from: string;
  readonly to: { readonly name: string; readonly oid: string };
  /** Name of the live database, which the side database will carry. */
  readonly liveName: string;
  /** Name under which the live database will be kept. */
  readonly keptAs: string;
}

interface Statement {
  readonly sql: string;
  /** What it carries over, without its value. */
  readonly about: string;
  /** For an administrator, once the swap is done; free of secrets. */
  readonly forPeople: string;
  /** Whether the server's words about it could repeat a secret. */
  readonly quiet?: boolean;
}

/**
 * Gives the side database what belongs to a database itself and is in no archive: settings, those
 * of single roles, grants, connection limit, whether it is a template. A rename would leave it with
 * the old database. All of it in one transaction; what the role may not do (settings of other
 * roles, of superusers) is listed with the statement for an administrator.
 * The comment moves with the swap: until then it says that the restore is incomplete.
 * @throws {DeployError} when a statement fails for another reason, or did not have its effect.
 */
export async function carryOver(session: Session, work: CarryOver): Promise<Finding> {
  return withTransaction(session, 'read committed', async () => {
    const statements = await statementsFor(session, work);
    const refused: Statement[] = [];
    for (const statement of statements) {
      const answer = await tolerated(session, () => session.query(statement.sql));
      if (answer.ok) continue;
      if (codeOf(answer.error) !== SQLSTATE.insufficientPrivilege) {
        throw refusedOtherwise(statement, answer.error);
      }
      refused.push(statement);
    }
    await proveEqual(session, work, new Set(refused.map(({ about }) => about)));
    return inWords(statements.length - refused.length, refused);
  });
}

/**
 * What will stay behind, for a step that only looks. Grants, connection limit and template go with
 * whoever owns the database.
 */
export function foreseeCarryOver(left: readonly DatabaseSetting[], role: string): Finding {
  if (left.length === 0) return pass(NAME, `${role} may give all of them to the restored database`);
  return warn(NAME, {
    expected: 'all of them on the restored database, too',
    found: `${role} may not set there: ${left.map(aboutSetting).join(', ')}`,
    fix: 'have an administrator at hand: the page of the restore has the statements to run after the swap',
  });
}

async function statementsFor(session: Session, work: CarryOver): Promise<Statement[]> {
  const { from, to, liveName, keptAs } = work;
  const { owner, limit, template } = await readAttributes(session, from);
  const grants = await readGrants(session, from);
  const named = (about: string, write: (database: string) => string): Statement => ({
    about,
    sql: write(to.name),
    forPeople: `${write(liveName)};`,
  });
  const onLive = grantStatements(liveName, owner, grants);
  return [
    ...grantStatements(to.name, owner, grants).map((sql, at) => ({
      about: 'grants',
      sql,
      forPeople: `${onLive[at] ?? ''};`,
    })),
    ...(await readSettings(session, from)).map((setting) => ({
      about: aboutSetting(setting),
      sql: settingStatement(to.name, setting),
      forPeople: settingForPeople(liveName, keptAs, setting),
      quiet: mayBeSecret(setting),
    })),
    named('connection limit', (name) => `${alter(name)} connection limit ${limit}`),
    named('whether it is a template', (name) => `${alter(name)} is_template ${template}`),
  ];
}

function alter(database: string): string {
  return `alter database ${pg.escapeIdentifier(database)}`;
}

function aboutSetting({ role, name }: { role?: string; name: string }): string {
  return role === undefined ? `setting ${name}` : `setting ${name} of role ${role}`;
}

interface Attributes {
  readonly owner: string;
  readonly limit: number;
  readonly template: boolean;
}

async function readAttributes(session: Session, oid: string): Promise<Attributes> {
  const [row] = await session.query<Attributes>(
    `select r.rolname as owner, d.datconnlimit as "limit", d.datistemplate as template
       from pg_database d join pg_roles r on r.oid = d.datdba where d.oid = $1::oid`,
    [oid],
  );
  if (row === undefined)
    throw failed('all of it', 'one of the two databases is not there any more');
  return row;
}

/** GRANT only warns when it grants nothing: the catalog tells what became of it. */
async function proveEqual(
  session: Session,
  { from, to }: CarryOver,
  refused: ReadonlySet<string>,
): Promise<void> {
  const [wanted, got] = [await propertiesOf(session, from), await propertiesOf(session, to.oid)];
  const about = new Set([...wanted.keys(), ...got.keys()]);
  const different = [...about].filter(
    (name) => !refused.has(name) && wanted.get(name) !== got.get(name),
  );
  if (different.length > 0) {
    throw failed(
      different.join(', '),
      'the catalog shows another value than the live database has',
    );
  }
}

/** What was to be carried over, each with its present value. */
async function propertiesOf(session: Session, oid: string): Promise<Map<string, string>> {
  const { owner, limit, template } = await readAttributes(session, oid);
  const settings = await readSettings(session, oid);
  return new Map([
    ['owner', owner],
    ['connection limit', String(limit)],
    ['whether it is a template', String(template)],
    ['grants', JSON.stringify(await readGrants(session, oid))],
    ...settings.map((setting) => [aboutSetting(setting), valueOf(setting)] as const),
  ]);
}

function inWords(done: number, refused: readonly Statement[]): Finding {
  const carried = `${done} statements carried them over`;
  if (refused.length === 0) return pass(NAME, `${carried}; the catalog shows the same for both`);
  return warn(NAME, {
    expected: 'all of them on the restored database, too',
    found: `${carried}; this role may not set: ${[...new Set(refused.map(({ about }) => about))].join(', ')}`,
    fix: `as an administrator, in psql, after the swap:\n${refused.map(({ forPeople }) => forPeople).join('\n')}`,
  });
}

function refusedOtherwise({ about, quiet = false }: Statement, error: unknown): DeployError {
  return failed(
    about,
    quiet ? `the server refused it (SQLSTATE ${codeOf(error) ?? 'none'})` : messageOf(error),
  );
}

function failed(about: string, found: string): DeployError {
  return new DeployError({
    attempted: `carry over to the restored database: ${about}`,
    found,
    nextAction:
      'the live database was not touched; correct that setting or grant on it, or report this, then run restore again',
  });
}
