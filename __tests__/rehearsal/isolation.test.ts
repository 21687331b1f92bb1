import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { requireCleanCheckout } from '../../src/rehearsal/checkout.js';
import { isolate, URL_NAMES } from '../../src/rehearsal/isolation.js';
import { tracesOf } from '../../src/rehearsal/traces.js';
import { connectionTo } from '../postgres/connections.js';

const PRODUCTION = 'postgresql://app:s%40cret-of-production@db.shop.example:5432/shop';
const NEON = 'postgresql://app:short@ep-name.eu.neon.example/shop';
const SUPABASE = 'postgresql://postgres.abcdefghijklmnopqrst:pw@aws.pooler.supabase.com:5432/postgres'; // prettier-ignore
const CONTAINER = 'postgresql://postgres:postgres@db:5432/shop';
const HERE = 'postgresql://postgres:postgres@localhost:5432/shop';
const scratch = connectionTo('postgresql://app:scratch@127.0.0.1:40000/shop');

test.each([
  [PRODUCTION, 'db.shop.example', true],
  [PRODUCTION, 'tcp://DB.shop.example:5432', true],
  [PRODUCTION, 'password=s@cret-of-production', true],
  [PRODUCTION, Buffer.from('s@cret-of-production').toString('base64'), true],
  [PRODUCTION, 'my-db.shop.example', false],
  [PRODUCTION, 'db.shop.example.org', false],
  [NEON, 'postgres://x@ep-name-pooler.eu.neon.example/shop', true],
  [NEON, 'short', true],
  [NEON, 'a short walk', false],
  [SUPABASE, 'https://abcdefghijklmnopqrst.supabase.co', true],
  [CONTAINER, 'db', true],
  [CONTAINER, 'db:5432', true],
  [CONTAINER, 'postgres://x@db/shop', true],
  [CONTAINER, '{"host": "db", "port": 5432}', true],
  [CONTAINER, '/usr/lib/postgresql/db/bin:/opt/postgres/bin', false],
  [HERE, '127.0.0.1:5432', true],
  [HERE, '127.0.0.1', false],
  [HERE, 'localhost:54321', false],
])('%s is led to by %s: %s', (url, text, led) => {
  expect(tracesOf([connectionTo(url)])(text)).toBe(led);
});

test('what children see', () => {
  const confinement = { ok: false, found: 'not permitted' } as const;
  const settings = { scratch, directory: '/private', shadowed: ['LATER_URL'], confinement };
  const { environment, finding } = isolate({
    ...settings,
    leads: tracesOf([connectionTo(PRODUCTION)]),
    environment: {
      PATH: '/usr/bin',
      DATABASE_URL: PRODUCTION,
      MY_DB: `${PRODUCTION}?schema=x`,
      ANALYTICS: 'postgres://reader@elsewhere.example/a',
      DB_HOST: 'db.shop.example',
      DB_PASSWORD: 's@cret-of-production',
      SPRING: 'jdbc:postgresql://elsewhere.example/a',
      DOPPLER_TOKEN: 'dp.st.1',
      VAULT_SECRET_ID: 's',
      BWS_ACCESS_TOKEN: 'b',
      SOPS_AGE_KEY: 'k',
      RAILWAY_TOKEN: 'r',
      AWS_PROFILE: 'production',
      PGSERVICE: 'production',
      PGHOST: 'db.shop.example',
      NODE_ENV: 'production',
    },
  });
  const { DATABASE_URL, DIRECT_URL, MY_DB, ANALYTICS, LATER_URL, ...others } = environment;
  expect([DATABASE_URL, DIRECT_URL, MY_DB, LATER_URL]).toEqual(Array(4).fill(scratch.url));
  expect(ANALYTICS).toBe(scratch.url.replace('postgresql:', 'postgres:'));
  const rest = Object.entries(others).filter(([name]) => !URL_NAMES.includes(name));
  expect(Object.fromEntries(rest)).toEqual({
    PATH: '/usr/bin',
    NODE_ENV: 'production',
    PGPASSFILE: '/private/no-pgpass',
    PGSERVICEFILE: '/private/no-pg_service.conf',
    AWS_SHARED_CREDENTIALS_FILE: '/private/no-aws-credentials',
    AWS_CONFIG_FILE: '/private/no-aws-config',
    AWS_EC2_METADATA_DISABLED: 'true',
    CLOUDSDK_CONFIG: '/private/no-gcloud',
    KUBECONFIG: '/private/no-kubeconfig',
  });
  expect(finding.found).toContain('DB_HOST, DB_PASSWORD, SPRING, DOPPLER_TOKEN, VAULT_SECRET_ID');
  // What was kept from it is no proof that nothing else leads there.
  expect(finding).toMatchObject({ verdict: 'could not verify' });
  expect(JSON.stringify(finding)).not.toContain('shop.example');
});

describe('files of a checkout', () => {
  let workspace = '';
  beforeEach(async () => {
    workspace = await mkdtemp(join(tmpdir(), 'db-deploy-checkout-'));
  });
  afterEach(() => rm(workspace, { recursive: true, force: true }));

  async function clean(files: Record<string, string>, command = 'npx tool up'): Promise<string[]> {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(workspace, name)), { recursive: true });
      await writeFile(join(workspace, name), text);
    }
    const directory = join(workspace, 'app');
    await mkdir(directory, { recursive: true });
    const environment = { HOME: join(workspace, 'home') };
    const leads = tracesOf([connectionTo(PRODUCTION)]);
    const { shadowed } = await requireCleanCheckout({ workspace, directory, command, environment, leads, everywhere: true }); // prettier-ignore
    return [...shadowed];
  }

  test.each([
    ['app/.env', `A=1\nexport MY_DB="${PRODUCTION}"\n`, 'MY_DB in app/.env'],
    ['.env.production', `DB_HOST = 'db.shop.example'`, 'DB_HOST in .env.production'],
    ['app/prisma/.env', `PASS=s@cret-of-production # prod`, 'PASS in app/prisma/.env'],
    ['app/.env.local', `JSON="{\n host: db.shop.example\n}"`, 'JSON in app/.env.local'],
    ['app/config/config.json', `{"production": {"host": "db.shop.example"}}`, 'app/config/config.json'], // prettier-ignore
    ['app/knexfile.js', `host: 'db.shop.example'`, 'app/knexfile.js'],
    ['app/src/database/config.js', `host: 'db.shop.example'`, 'app/src/database/config.js'],
    ['packages/db/.env', `SHOP_DB=${PRODUCTION}`, 'SHOP_DB in packages/db/.env'],
    ['packages/db/sql/1.sql', `select dblink_exec('host=db.shop.example', '')`, 'packages/db/sql/1.sql'], // prettier-ignore
    ['home/.pgpass', 'db.shop.example:5432:*:app:x', 'home/.pgpass'],
    ['home/.pg_service.conf', '[production]\nhost=db.shop.example', 'home/.pg_service.conf'],
  ])('%s that leads to production is refused', async (file, text, named) => {
    const refused = clean({ [file]: text });
    await expect(refused).rejects.toThrow(`${named} holds the host or a password`);
    await expect(refused).rejects.not.toThrow(/db\.shop\.example|s@cret/);
  });

  test('a name that is set anyway may stay, unless a shell reads the file over it', async () => {
    const files = { 'app/.env': `DATABASE_URL=${PRODUCTION}` };
    expect(await clean(files)).toEqual(['DATABASE_URL']);
    await expect(clean(files, 'set -a; . ./.env; npx tool up')).rejects.toThrow('DATABASE_URL in');
    const loader = { ...files, 'app/knexfile.js': `require('dotenv').config({ override: true })` };
    await expect(clean(loader)).rejects.toThrow('DATABASE_URL in');
    await rm(join(workspace, 'app/knexfile.js'));
    const scripts = `{"scripts": {"migrate": "dotenv -e .env --override -- tool up"}}`;
    await expect(clean({ ...files, 'app/package.json': scripts })).rejects.toThrow(
      'DATABASE_URL in',
    );
  });

  test('URLs of other databases are shadowed, examples and large files are not read', async () => {
    const files = {
      '.env': 'ANALYTICS=postgres://reader@elsewhere.example/a\nPORT=1',
      'app/.env.example': `DB=${PRODUCTION}`,
      'app/package-lock.json': PRODUCTION,
    };
    expect(await clean(files)).toEqual(['ANALYTICS']);
  });
});
