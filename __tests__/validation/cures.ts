import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect } from '@jest/globals';
import pg from 'pg';
import type { Finding } from '../../src/record/finding.js';
import type { Reached } from '../../src/validation/reach.js';
import type { Visit } from '../../src/validation/visit.js';
import { useFreshDatabase } from '../harness/freshdatabase.js';
import { databaseUrl, type Credentials } from '../harness/postgres/cluster.js';
import { createRole, runSql } from '../harness/postgres/databases.js';
import type { TestDatabase } from '../harness/postgres/test-database.js';
import { finding, reached, visitOf } from './runs.js';

export interface Case {
  readonly title: string;
  /** Run as the superuser. */
  readonly broken: string;
  /** Whose privileges the role of the test inherits; the user's unless told otherwise. */
  readonly as?: 'app_user' | 'app_owner';
  readonly name: string;
  readonly verdict: 'fail' | 'warn';
  readonly found: RegExp;
}

export interface Cures {
  readonly database: () => TestDatabase;
  /** The URL of the role of this test. */
  readonly roleUrl: () => string;
  readonly superuser: (sql: string) => Promise<void>;
  /** Broken: told. After the SQL that the finding prints: a pass. */
  readonly prove: (
    broken: Case,
    check: (direct: Reached, visit: Visit) => Promise<readonly Finding[]>,
    inReality?: (works: boolean) => Promise<void>,
  ) => Promise<void>;
}

/** A database and a role for each test: what the printed SQL does to a role must not reach other tests. */
export function useCures(): Cures {
  const database = useFreshDatabase('production');
  let role: Credentials & { quoted: string };
  beforeEach(async () => {
    const user = `Deploy "${randomBytes(4).toString('hex')}"`;
    role = { user, password: 'x', quoted: pg.escapeIdentifier(user) };
    await createRole(database().cluster, role);
  });
  afterEach(() => runSql(database().cluster, 'postgres', `drop role ${role.quoted}`));
  const superuser = (sql: string) => runSql(database().cluster, database().name, sql);
  const roleUrl = () => databaseUrl(database().cluster, database().name, role);

  return {
    database,
    roleUrl,
    superuser,
    async prove({ broken, as = 'app_user', name, verdict, found }, check, inReality) {
      await superuser(`${broken}; grant ${as} to ${role.quoted}`);
      const direct = await reached(roleUrl());
      const told = finding({ findings: await check(direct, visitOf()) }, name);
      expect(told).toMatchObject({ verdict });
      expect(told.found).toMatch(found);
      await inReality?.(false);
      // As an administrator would paste it.
      await superuser((told.fix ?? '').replace(/^[^]*\brun as .*:\n/, ''));
      await inReality?.(true);
      const cured = finding({ findings: await check(direct, visitOf()) }, name);
      expect(cured.verdict).toBe('pass');
    },
  };
}
