import { execFile } from 'node:child_process';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { promisify } from 'node:util';
import { readUnsettable } from '../../src/postgres/unsettable.js';
import { carryOver, foreseeCarryOver, type CarryOver } from '../../src/restore/carryover.js';
import { databaseNames } from '../../src/restore/databasenames.js';
import type { Finding } from '../../src/record/finding.js';
import { libpqOf } from '../backup/play.js';
import { testCluster } from '../harness/postgres/test-cluster.js';
import { makeLive, makeSide, STARTED, useStage } from './stage.js';

const stage = useStage(testCluster);
const { side, kept } = databaseNames(stage.live, STARTED);
const live = stage.quoted(stage.live);
const deployer = stage.quoted(stage.deployer.user);
const stranger = stage.stranger.user;
const SECRET = 'hunter2';

beforeEach(async () => {
  await makeLive(stage);
  await makeSide(stage);
});

/** What the owner may set, odd values among it. */
const OWNERS = [
  `set search_path to "$user", public, "odd, ""name"""`,
  `set local_preload_libraries to ''`,
  `set "TimeZone" to 'Europe/Vienna'`,
  `set work_mem to '12MB'`,
  `set app.jwt_secret to E'${SECRET}=; ''x'' \\\\ "y"'`,
  `set app.empty to ''`,
  'connection limit 17',
  'is_template true',
];

async function work(): Promise<CarryOver> {
  return {
    from: await stage.oidOf(stage.live),
    to: { name: side, oid: await stage.oidOf(side) },
    liveName: stage.live,
    keptAs: kept,
  };
}

/** What a look says, before anything is done. */
async function foresee(as = stage.deployer): Promise<Finding> {
  const { from } = await work();
  const left = await stage.session((session) => readUnsettable(session, from), as, 'postgres');
  return foreseeCarryOver(left, 'deployer');
}

async function carry(as = stage.deployer): Promise<Finding> {
  const request = await work();
  return stage.session((session) => carryOver(session, request), as, 'postgres');
}

/** Everything that belongs to a database itself, but who granted what. */
async function propertiesOf(oid: string): Promise<unknown> {
  const [row] = await stage.ask(
    `select datdba::regrole::text, datconnlimit, datistemplate, dattablespace,
            (select jsonb_agg(jsonb_build_array(grantee, privilege_type, is_grantable)
                              order by grantee, privilege_type)
               from aclexplode(coalesce(datacl, acldefault('d', datdba)))) as acl,
            (select jsonb_agg(jsonb_build_array(setrole, entry) order by setrole, entry)
               from pg_db_role_setting, unnest(setconfig) entry where setdatabase = d.oid) as settings
       from pg_database d where oid = $1`,
    [oid],
  );
  return row;
}

async function expectEqual(oids: { from: string; to: { oid: string } }): Promise<void> {
  expect(await propertiesOf(oids.to.oid)).toEqual(await propertiesOf(oids.from));
}

test('nothing of its own: the defaults', async () => {
  // As it is made: closed to others.
  await stage.sql(`revoke all on database ${stage.quoted(side)} from public`);
  expect(await carry()).toMatchObject({ verdict: 'pass' });
  await expectEqual(await work());
});

test('the owner carries over what is his to set; the mark of an incomplete restore stays', async () => {
  for (const clause of OWNERS) await stage.sql(`alter database ${live} ${clause}`);
  await stage.sql(
    `alter role ${deployer} in database ${live} set statement_timeout to '7s';
     revoke all on database ${live} from public;
     revoke temporary on database ${live} from ${deployer};
     grant connect on database ${live} to ${stranger} with grant option;
     grant create on database ${live} to pg_monitor;
     grant set on parameter app.jwt_secret, app.empty to ${deployer};
     comment on database ${live} is 'the shop'`,
  );
  expect(await foresee()).toMatchObject({ verdict: 'pass' });
  expect(await carry()).toMatchObject({
    verdict: 'pass',
    found: expect.stringContaining('the catalog shows the same for both') as unknown,
  });
  await stage.sql(`revoke set on parameter app.jwt_secret, app.empty from ${deployer}`);
  await expectEqual(await work());
  const [row] = await stage.ask<{ comment: string }>(
    `select shobj_description(oid, 'pg_database') as comment from pg_database where datname = $1`,
    [side],
  );
  expect(row?.comment).toContain('incomplete restore');
});

test('a privilege that a grantee handed on is there, granted by the owner', async () => {
  await stage.sql(
    `grant connect on database ${live} to ${stranger} with grant option;
     set role ${stranger}; grant connect on database ${live} to pg_monitor`,
  );
  expect(await carry()).toMatchObject({ verdict: 'pass' });
  await expectEqual(await work());
});

describe('what only an administrator may set', () => {
  beforeEach(() =>
    stage.sql(
      `alter database ${live} set session_preload_libraries to 'auto_explain', "pg lib";
       alter role ${stranger} in database ${live} set statement_timeout to '3s';
       alter role ${stranger} in database ${live} set app.jwt_secret to '${SECRET}';
       alter database ${live} set app.jwt_secret to '${SECRET} too';
       alter database ${live} set work_mem to '12MB'`,
    ),
  );

  test('is listed without values that may be secrets, by a look, too; the rest is carried over', async () => {
    const foreseen = await foresee();
    const finding = await carry();
    expect(foreseen.found.split(': ')[1]).toBe(finding.found.split('may not set: ')[1]);
    expect(finding).toMatchObject({
      verdict: 'warn',
      found: expect.stringContaining(
        `this role may not set: setting app.jwt_secret, setting session_preload_libraries, setting app.jwt_secret of role ${stranger}, setting statement_timeout of role ${stranger}`,
      ) as unknown,
    });
    expect(JSON.stringify(finding)).not.toContain(SECRET);
    const [row] = await stage.ask<{ settings: string[] }>(
      `select setconfig as settings from pg_db_role_setting where setdatabase = $1`,
      [(await work()).to.oid],
    );
    expect(row?.settings).toEqual(['work_mem=12MB']);
  });

  test('is set by the printed statements, pasted into psql after the swap', async () => {
    const request = await work();
    const { fix = '' } = await carry();
    await stage.sql(
      `alter database ${live} rename to ${stage.quoted(kept)};
       alter database ${stage.quoted(side)} rename to ${live}`,
    );
    const [intro, ...statements] = fix.split('\n');
    expect(intro).toContain('after the swap');
    const psql = promisify(execFile)('psql', ['-X', '-d', 'postgres', '-v', 'ON_ERROR_STOP=1'], {
      env: libpqOf(stage.cluster),
    });
    psql.child.stdin?.end(statements.join('\n'));
    await psql;
    await expectEqual(request);
  });

  test('is no matter for a superuser', async () => {
    expect(await foresee(stage.cluster.superuser)).toMatchObject({ verdict: 'pass' });
    expect(await carry(stage.cluster.superuser)).toMatchObject({ verdict: 'pass' });
    await expectEqual(await work());
  });
});

test('what cannot be set for another reason stops the restore, says which, and sets nothing', async () => {
  await stage.sql(`alter database ${live} set app.jwt_secret to '${SECRET}'`);
  await stage.sql(
    `update pg_db_role_setting set setconfig = array['work_mem=${SECRET}'] || setconfig
      where setdatabase = (select oid from pg_database where datname = $name$${stage.live}$name$)`,
  );
  await expect(carry()).rejects.toThrow(/carry over .*: setting work_mem: invalid value/);
  expect(await propertiesOf((await work()).to.oid)).toMatchObject({ settings: null });
});
