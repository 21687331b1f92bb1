import { join } from 'node:path';
import type { Connection } from '../postgres/connection.js';
import { URL_VARIABLES } from '../postgres/urlvariables.js';
import { couldNotVerify, pass, type Finding } from '../record/finding.js';
import type { Confinement } from './confinement.js';
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
  readonly confinement: Confinement;
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
const OPENS_A_STORE = new RegExp(
  `^(${[
    'DOTENV_KEY|DOTENV_PRIVATE_KEY\\w*|DOPPLER_\\w+|INFISICAL_\\w+|OP_SERVICE_ACCOUNT_TOKEN|OP_CONNECT_\\w+|OP_SESSION_\\w+',
    'VAULT_(TOKEN|ROLE_ID|SECRET_ID)|BWS_ACCESS_TOKEN|BW_(SESSION|CLIENTSECRET|PASSWORD)|SOPS_AGE_\\w+|AKEYLESS_\\w+|CONJUR_AUTHN_\\w+',
    'AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|PROFILE|DEFAULT_PROFILE|ROLE_ARN|WEB_IDENTITY_TOKEN_FILE|CONTAINER_\\w+)',
    'GOOGLE_APPLICATION_CREDENTIALS|GOOGLE_GHA_CREDS_PATH|CLOUDSDK_\\w+|AZURE_(CLIENT_SECRET|CLIENT_CERTIFICATE_\\w+|FEDERATED_TOKEN_FILE|PASSWORD)|ARM_CLIENT_SECRET',
    'ACTIONS_ID_TOKEN_REQUEST_(TOKEN|URL)|KUBECONFIG|SUPABASE_ACCESS_TOKEN|NEON_API_KEY|PLANETSCALE_\\w+|VERCEL_TOKEN|FLY_(API|ACCESS)_TOKEN',
    'RAILWAY_(API_)?TOKEN|RENDER_API_KEY|CLOUDFLARE_API_(TOKEN|KEY)|HEROKU_API_KEY|NETLIFY_AUTH_TOKEN|DIGITALOCEAN_ACCESS_TOKEN|TURSO_API_TOKEN|XATA_API_KEY|AIVEN_\\w*TOKEN',
  ].join('|')})$`,
);

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
      // Tools need the home for their caches, so what else lies there is hidden by name.
      AWS_SHARED_CREDENTIALS_FILE: join(directory, 'no-aws-credentials'),
      AWS_CONFIG_FILE: join(directory, 'no-aws-config'),
      AWS_EC2_METADATA_DISABLED: 'true',
      CLOUDSDK_CONFIG: join(directory, 'no-gcloud'),
      KUBECONFIG: join(directory, 'no-kubeconfig'),
    },
    finding: findingOf(settings.confinement, inWords(replaced, shadowed, dropped)),
  };
}

/** A list of what leads to production is never complete: only a network without a way out is proof. */
function findingOf(confinement: Confinement, words: string): Finding {
  const name = 'isolation';
  if (confinement.ok) {
    return pass(name, `the migration tool runs in a network without a way out, but for the one to the scratch server; ${words}`); // prettier-ignore
  }
  return couldNotVerify(
    name,
    `${words}. But the migration tool has the network of this job (one of its own was refused: ${confinement.found}): an address and password of production that it has from elsewhere would work`,
    confinement.remedy ??
      'rehearse on Linux with a cluster of the runner, as root, with sudo that asks for no password, or where users may make namespaces',
  );
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
