import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { libpqEnvironment } from '../../src/postgres/libpq.js';
import { checkReadAccess } from '../../src/backup/readaccess.js';
import type { Finding } from '../../src/record/finding.js';
import { migratePrivilegeFindings } from '../../src/validation/migrateprivileges.js';
import { hasClient } from '../harness/postgres/server-binaries.js';
import { testCluster } from '../harness/postgres/test-cluster.js';
import { connectionTo } from '../postgres/connections.js';
import type { Reached } from '../../src/validation/reach.js';
import { look, type Visit } from '../../src/validation/visit.js';
import { useCures, type Case } from './cures.js';
import { reached, visitOf } from './runs.js';

const { database, roleUrl, superuser, prove } = useCures();
const client = hasClient(testCluster().binaries);

const BACKUP: readonly Case[] = [
  {
    title: 'a table without SELECT',
    broken: 'revoke select on users from app_user',
    name: 'read access',
    verdict: 'fail',
    found: /may not read table public\.users$/,
  },
  {
    title: 'a mixed-case table in a schema without USAGE',
    broken: `create schema "Back Office"; create table "Back Office"."Pay ""Roll""" (id serial, pay int)`,
    name: 'read access',
    verdict: 'fail',
    found: /schema Back Office, sequence .*, table Back Office\.Pay "Roll"$/,
  },
  {
    title: 'a sequence without SELECT',
    broken: 'create sequence invoice_numbers; revoke all on sequence invoice_numbers from app_user',
    name: 'read access',
    verdict: 'fail',
    found: /may not read sequence public\.invoice_numbers$/,
  },
  {
    title: 'a policy that hides rows',
    broken: `alter table bookings enable row level security; create policy p on bookings using (false)`,
    name: 'read access',
    verdict: 'fail',
    found: /public\.bookings/,
  },
  {
    title: 'a forced policy, for the owner too',
    broken:
      'alter table bookings enable row level security; alter table bookings force row level security',
    as: 'app_owner',
    name: 'read access',
    verdict: 'fail',
    found: /public\.bookings/,
  },
  {
    title: 'a large object of another role',
    broken: 'select lo_create(0)',
    name: 'read access',
    verdict: 'fail',
    found: /large object \d+$/,
  },
];

const MIGRATE: readonly Case[] = [
  {
    title: 'a role that may create nothing',
    // Before 15, everybody may create in public.
    broken: 'revoke create on schema public from public',
    name: 'privileges for migrations',
    verdict: 'fail',
    found: /Deploy .* may create neither/,
  },
  {
    title: 'tables of another owner',
    broken: 'alter table users owner to postgres',
    as: 'app_owner',
    name: 'ownership of tables',
    verdict: 'warn',
    found: /could not alter public\.users/,
  },
];

describe('backup', () => {
  (client ? test : test.skip).each(BACKUP)(
    '$title: told, and cured by the printed SQL, as pg_dump finds',
    async (broken) => {
      await prove(broken, readAccess, async (dumps) => {
        expect(await pgDumpWorks(roleUrl())).toBe(dumps);
      });
    },
  );
  if (!client) {
    test.each(BACKUP)('$title: told, and cured by the printed SQL', async (broken) => {
      await prove(broken, readAccess);
    });
  }

  test('all is well for the owner', async () => {
    expect(verdicts(await readAccess(await reached(database().ownerUrl), visitOf()))).toEqual([
      'pass',
    ]);
  });

  test('a policy that does not concern the role, and tables of extensions, are no finding', async () => {
    await superuser(
      `alter table bookings enable row level security;
       create schema kept; create extension pg_trgm schema kept`,
    );
    expect(verdicts(await readAccess(await reached(database().ownerUrl), visitOf()))).toEqual([
      'pass',
    ]);
  });
});

describe('migrations', () => {
  test.each(MIGRATE)('$title: told, and cured by the printed SQL', async (broken) => {
    await prove(broken, migratePrivilegeFindings);
  });

  test('CREATE on the database alone is enough', async () => {
    await superuser(
      `revoke create on schema public from public, pg_database_owner;
       grant create on database ${database().name} to app_user`,
    );
    const [create] = await migratePrivilegeFindings(await reached(database().userUrl), visitOf());
    expect(create).toMatchObject({
      verdict: 'pass',
      found: expect.stringContaining('may create schemas') as unknown,
    });
  });

  test("a provider's own schemas are nobody's migration", async () => {
    await superuser(
      'create schema auth; create table auth.users (); grant usage on schema auth to app_owner',
    );
    expect(
      verdicts(await migratePrivilegeFindings(await reached(database().ownerUrl), visitOf())),
    ).toEqual(['pass', 'pass']);
  });
});

/** As validate asks what backup will. */
async function readAccess(direct: Reached, visit: Visit): Promise<Finding[]> {
  return [await look(direct.connection, visit, 'look', checkReadAccess)];
}

/** What the findings predict. */
async function pgDumpWorks(url: string): Promise<boolean> {
  const pgDump = join(database().cluster.binaries.directory, 'pg_dump');
  const env = await libpqEnvironment(connectionTo(url), {}, '/nonexistent', 'test-dump');
  return promisify(execFile)(pgDump, ['-f', '/dev/null'], { env }).then(
    () => true,
    () => false,
  );
}

function verdicts(findings: readonly Finding[]): string[] {
  return findings.map(({ verdict }) => verdict);
}
