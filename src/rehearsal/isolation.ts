import { join } from 'node:path';
import type { Connection } from '../postgres/connection.js';
import { URL_VARIABLES } from '../postgres/urlvariables.js';
import { pass, type Finding } from '../record/finding.js';
import type { Leads } from './traces.js';

export interface IsolationSettings {
  /** The job's, for children. */
  readonly environment: Readonly<Record<string, string>>;
  /** What children get instead of every other database. */
  readonly scratch: Connection;
  readonly leads: Leads;
  /** Variables of files that hold the URL of some database: set here, they are not read there. */
  readonly shadowed: readonly string[];
  /** PEM of the scratch server's certificate; undefined where it has none. */
  readonly certificateFile?: string | undefined;
  /** Private; no file of these names is in it. */
  readonly directory: string;
}

export interface Isolation {
  /** The whole environment of a rehearsal's children. */
  readonly environment: Readonly<Record<string, string>>;
  readonly finding: Finding;
}

/** Names from which tools read a URL; all are set, so that no file can set them. */
export const URL_NAMES: readonly string[] = [
  ...URL_VARIABLES,
  'DEV_DATABASE_URL',
  'PROD_DATABASE_URL',
];

const POSTGRES_URL = /^(postgres(?:ql)?):\/\//;
/** Of other clients, which the scratch URL would not suit. */
const OTHER_URL = /^(jdbc:postgresql|prisma(\+postgres)?|postgis|pgsql|ecto):/;
/** Keys to stores of secrets: `doppler run` and its kin set the URLs of production themselves. */
const OPENS_A_STORE =
  /^(DOTENV_KEY|DOTENV_PRIVATE_KEY\w*|DOPPLER_\w+|INFISICAL_\w+|OP_SERVICE_ACCOUNT_TOKEN|OP_CONNECT_TOKEN|VAULT_TOKEN|AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|WEB_IDENTITY_TOKEN_FILE)|GOOGLE_APPLICATION_CREDENTIALS|AZURE_CLIENT_SECRET|SUPABASE_ACCESS_TOKEN|NEON_API_KEY)$/;

/**
 * The environment in which a rehearsal's tools run: every URL of a Postgres is the scratch one, and
 * nothing is left by which production could be reached. libpq's own files are looked for where
 * there are none.
 */
export function isolate(settings: IsolationSettings): Isolation {
  const { environment, scratch, leads, shadowed, certificateFile, directory } = settings;
  const kept: Record<string, string> = {};
  const replaced: string[] = [];
  const dropped: string[] = [];
  for (const [name, value] of Object.entries(environment)) {
    if (name.startsWith('PG')) continue;
    const scheme = POSTGRES_URL.exec(value.trim())?.[1];
    if (scheme !== undefined) {
      kept[name] = scratch.url.replace(POSTGRES_URL, `${scheme}://`);
      replaced.push(name);
    } else if (OTHER_URL.test(value.trim()) || OPENS_A_STORE.test(name) || leads(value)) {
      dropped.push(name);
    } else kept[name] = value;
  }
  for (const name of [...URL_NAMES, ...shadowed]) kept[name] ??= scratch.url;
  return {
    environment: {
      ...kept,
      ...(certificateFile === undefined ? {} : { NODE_EXTRA_CA_CERTS: certificateFile }),
      PGPASSFILE: join(directory, 'no-pgpass'),
      PGSERVICEFILE: join(directory, 'no-pg_service.conf'),
    },
    finding: pass('isolation', inWords(replaced, shadowed, dropped)),
  };
}

function inWords(
  replaced: readonly string[],
  shadowed: readonly string[],
  dropped: readonly string[],
): string {
  const set = [...new Set([...replaced, ...shadowed])];
  return [
    'every URL that tools see is that of the scratch database',
    ...(set.length === 0 ? [] : [`also in ${set.join(', ')}`]),
    ...(dropped.length === 0 ? [] : [`not handed to them, for they lead to other databases or to stores of secrets: ${dropped.join(', ')}`]), // prettier-ignore
  ].join('; ');
}
