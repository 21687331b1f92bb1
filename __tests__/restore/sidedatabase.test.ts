import { beforeEach, describe, expect, test } from '@jest/globals';
import { DeployError } from '../../src/errors.js';
import { withSession } from '../../src/postgres/session.js';
import { databaseNames } from '../../src/restore/databasenames.js';
import { dropLeftovers } from '../../src/restore/leftovers.js';
import { withSideDatabase } from '../../src/restore/sidedatabase.js';
import { createDatabase, withClient } from '../harness/postgres/databases.js';
import { testCluster } from '../harness/postgres/test-cluster.js';
import { makeLive, makeSide, settingsOf, sideSettings, STARTED, useStage } from './stage.js';

const stage = useStage(testCluster);
const names = databaseNames(stage.live, STARTED);

beforeEach(() => makeLive(stage));

interface Facts {
  owner: string;
  comment: string;
  collation: string;
  acl: string;
}

async function factsOf(oid: string): Promise<Facts | undefined> {
  const [facts] = await stage.ask<Facts>(
    `select datdba::regrole::text as owner, shobj_description(oid, 'pg_database') as comment,
            datcollate as collation, datacl::text as acl from pg_database where oid = $1`,
    [oid],
  );
  return facts;
}

test('is empty, marked, of the backup’s locale, of the live database’s owner, closed to others; and kept', async () => {
  const { collation } = await withSideDatabase(await sideSettings(stage), async (side) => {
    expect(side.name).toBe(names.side);
    const facts = await factsOf(side.oid);
    expect(facts?.owner).toBe(stage.quoted(stage.deployer.user));
    expect(facts?.comment).toBe(
      `db-deploy: incomplete restore of ${stage.live}, started 2026-11-22T20:15:30.000Z; safe to drop`,
    );
    await withSession(side.connection, settingsOf(), async (session) => {
      const [row] = await session.query<{ name: string }>('select current_database() as name');
      expect(row?.name).toBe(names.side);
      await session.query('create table restored ()');
    });
    const intruder = stage.session(
      (session) => session.query('select 1'),
      stage.stranger,
      side.name,
    );
    await expect(intruder).rejects.toThrow(/permission denied/);
    return facts ?? { collation: '' };
  });
  expect(collation).toBe('C');
  expect(await stage.databases()).toContain(names.side);
});

test('the owner of the live database owns it, when the role is a member of that owner', async () => {
  const live = stage.quoted(stage.live);
  const deployer = stage.quoted(stage.deployer.user);
  await stage.sql(
    `alter database ${live} owner to ${stage.stranger.user}; grant ${stage.stranger.user} to ${deployer}`,
  );
  await withSideDatabase(await sideSettings(stage), async ({ oid }) => {
    expect((await factsOf(oid))?.owner).toBe(stage.stranger.user);
  });
  await stage.sql(`revoke ${stage.stranger.user} from ${deployer}`);
});

describe('refused, with nothing left behind', () => {
  const deployer = stage.quoted(stage.deployer.user);
  const CASES = [
    {
      title: 'a role without CREATEDB',
      broken: `alter role ${deployer} nocreatedb`,
      healed: `alter role ${deployer} createdb`,
      found: /permission denied to create database/,
      cause: /CREATEDB/,
    },
    {
      title: 'an owner to whom the role may not give anything',
      broken: `alter database ${stage.quoted(stage.live)} owner to ${stage.stranger.user}`,
      found: new RegExp(`must be .*${stage.stranger.user}`),
      cause: /grant <owner> to <role>/,
    },
    {
      title: 'a locale that the server does not know',
      collation: 'xx_XX.UTF-8',
      found: /invalid locale name/,
      cause: /does not know the encoding or locale/,
    },
    {
      title: 'an encoding that does not go with the locale',
      encoding: 'LATIN1',
      collation: 'C.UTF-8',
      found: /encoding "LATIN1" does not match locale/,
      cause: /does not know the encoding or locale/,
    },
  ];
  test.each(CASES)('$title', async ({ broken, healed, found, cause, encoding, collation }) => {
    if (broken !== undefined) await stage.sql(broken);
    const settings = await sideSettings(stage);
    const server = {
      ...settings.server,
      ...(encoding === undefined ? {} : { encoding }),
      ...(collation === undefined ? {} : { collation }),
    };
    const refusal = await withSideDatabase({ ...settings, server }, () => Promise.resolve()).catch(
      (error: unknown) => error,
    );
    if (healed !== undefined) await stage.sql(healed);
    expect(refusal).toBeInstanceOf(DeployError);
    const [problem] = (refusal as DeployError).problems;
    expect(problem?.found).toMatch(found);
    expect(problem?.likelyCause).toMatch(cause);
    expect(await stage.databases()).toEqual([stage.live]);
  });

  test('a name that is taken: whoever has it keeps it', async () => {
    await createDatabase(stage.cluster, names.side);
    await expect(
      withSideDatabase(await sideSettings(stage), () => Promise.resolve()),
    ).rejects.toThrow(/already exists/);
    expect(await stage.databases()).toContain(names.side);
  });
});

test('dropped when the work fails, as a template, too', async () => {
  const settings = await sideSettings(stage);
  const failing = withSideDatabase(settings, async (side) => {
    await stage.sql(`alter database ${stage.quoted(side.name)} is_template true`);
    await withClient(
      stage.cluster,
      side.name,
      async (client) => {
        await client.query('begin; create table half ()');
        throw new Error('the filling failed');
      },
      stage.deployer,
    );
  });
  await expect(failing).rejects.toThrow('the filling failed');
  expect(await stage.databases()).toEqual([stage.live]);
  expect(settings.lines).toEqual([]);
});

test('dropped when the step is cancelled, though nothing of the step may run any more', async () => {
  const controller = new AbortController();
  const settings = await sideSettings(stage, { signal: controller.signal });
  let filling: Promise<unknown> = Promise.resolve();
  const cancelled = withSideDatabase(settings, async (side) => {
    const started = new Promise<void>((resolve) => {
      filling = withSession(side.connection, settingsOf(), async (session) => {
        await session.query('begin; create table half ()');
        resolve();
        await session.query('select pg_sleep(600)');
      });
      filling.catch(() => undefined);
    });
    await started;
    controller.abort(new Error('cancelled by the test'));
    controller.signal.throwIfAborted();
  });
  await expect(cancelled).rejects.toThrow('cancelled by the test');
  await expect(filling).rejects.toThrow(/was lost/);
  expect(await stage.databases()).toEqual([stage.live]);
});

test('a drop that is refused is told, and the first error stays the news', async () => {
  const settings = await sideSettings(stage);
  await withClient(stage.cluster, 'postgres', async (client) => {
    const failing = withSideDatabase(settings, async (side) => {
      await client.query(
        `alter database ${stage.quoted(side.name)} owner to ${stage.stranger.user}`,
      );
      throw new Error('the filling failed');
    });
    await expect(failing).rejects.toThrow('the filling failed');
  });
  expect(settings.lines.join('\n')).toContain('could not be dropped (must be owner of database');
});

describe('leftovers of killed restores', () => {
  test('are dropped by name and comment together; everything else is left alone', async () => {
    const side = await makeSide(stage);
    await stage.sql(`alter database ${stage.quoted(side)} is_template true`);
    const undone = side.replace('201530', '201531');
    const foreign = `${stage.tag}other_restore_20261122_201530`;
    const marked = `${stage.tag}not a side name`;
    for (const name of [undone, foreign, marked]) {
      await createDatabase(stage.cluster, name, { owner: stage.deployer.user });
    }
    await stage.sql(
      `comment on database ${stage.quoted(undone)} is 'the shop';
       comment on database ${stage.quoted(foreign)} is 'db-deploy: incomplete restore of ${stage.tag}other, started 2026-11-22T20:15:30.000Z; safe to drop';
       comment on database ${stage.quoted(marked)} is 'db-deploy: incomplete restore of ${stage.live.replaceAll("'", "''")}, started 2026-11-22T20:15:30.000Z; safe to drop'`,
    );
    const finding = await dropLeftovers(await sideSettings(stage));
    expect(finding).toMatchObject({
      verdict: 'warn',
      found: `dropped ${side}; left alone: ${undone} (left by an undo, or made by somebody: it is no incomplete restore)`,
    });
    expect(await stage.databases()).toEqual([stage.live, undone, foreign, marked].sort());
    expect(await dropLeftovers(await sideSettings(stage))).toMatchObject({
      found: expect.stringContaining('nothing to drop') as unknown,
    });
  });

  test('are dropped with the pg_restore that a killed restore left at work in them', async () => {
    const side = await makeSide(stage);
    await stage.session(
      async (session) => {
        const finding = await dropLeftovers(await sideSettings(stage));
        expect(finding).toMatchObject({ verdict: 'pass', found: `dropped ${side}` });
        await expect(session.query('select 1')).rejects.toThrow(/connection .* was lost/);
      },
      stage.deployer,
      side,
    );
  });

  test('are left alone while somebody is in them', async () => {
    const side = await makeSide(stage);
    await withClient(stage.cluster, side, async () => {
      const finding = await dropLeftovers(await sideSettings(stage));
      expect(finding.found).toBe(`nothing to drop; left alone: ${side} (1 sessions are in it)`);
    });
    expect(await dropLeftovers(await sideSettings(stage))).toMatchObject({
      verdict: 'pass',
      found: `dropped ${side}`,
    });
  });
});
