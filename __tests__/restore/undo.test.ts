import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { swap } from '../../src/restore/swap.js';
import { cleanUpCommand, undoCommand } from '../../src/restore/undo.js';
import { libpqOf } from '../backup/play.js';
import { testCluster } from '../harness/postgres/test-cluster.js';
import { useTools } from '../harness/tools.js';
import { rowOf, swapSettings } from './stage.js';
import { useSwapStage } from './swapstage.js';
import { hammer } from './swapwatch.js';

// Its live database has a name that a shell, psql and SQL each would take for something else.
const { stage, side, kept, expectAsBefore } = useSwapStage(testCluster);
const tools = useTools();

beforeEach(async () => {
  await swap(await swapSettings(stage));
});

/** As a person pastes it, with libpq's variables for the role of DIRECT_URL. */
function paste(command: string, shell = 'bash'): Promise<{ stdout: string; stderr: string }> {
  const { user, password } = stage.deployer;
  // Without a terminal bash would read ~/.bashrc.
  const quiet = shell === 'bash' ? ['--norc'] : [];
  return promisify(execFile)(shell, [...quiet, '-c', command], {
    cwd: tools().workDirectory,
    env: { ...libpqOf(stage.cluster), PGUSER: user, PGPASSWORD: password, PGDATABASE: stage.live },
  });
}

const undo = undoCommand({
  database: stage.live,
  old: kept,
  restored: side,
  elsewhere: 'postgres',
});

describe('the printed undo', () => {
  test.each(['bash', 'dash'])(
    'in %s puts the old rows back and keeps the restored ones',
    async (shell) => {
      expect(await rowOf(stage, stage.live)).toBe('restored');
      const { stderr } = await paste(undo, shell);
      expect(stderr).toBe('');
      await expectAsBefore();
      expect(existsSync(`${tools().workDirectory}/hacked`)).toBe(false);
    },
  );

  test('does so under clients that connect again at once', async () => {
    const clients = hammer(stage, 4, 'old');
    await paste(undo);
    await clients.arrived;
    await expectAsBefore();
  });

  test('changes nothing, and says so, when the old database is gone', async () => {
    await stage.sql(`drop database ${stage.quoted(kept)}`);
    await expect(paste(undo)).rejects.toMatchObject({
      code: 3,
      stderr: expect.stringContaining('does not exist') as unknown,
    });
    expect(await rowOf(stage, stage.live)).toBe('restored');
    expect(await stage.databases()).toEqual([stage.live]);
  });

  test('ends by itself when the server is not there', async () => {
    await expect(paste(`export PGPORT=1; ${undo}`)).rejects.toMatchObject({ code: 2 });
  });
});

describe('the printed clean-up', () => {
  const cleanUp = cleanUpCommand(kept, 'postgres');

  test('drops the old database, a template too, and nothing else', async () => {
    await stage.sql(`alter database ${stage.quoted(kept)} is_template true`);
    await paste(cleanUp);
    expect(await stage.databases()).toEqual([stage.live]);
    expect(await rowOf(stage, stage.live)).toBe('restored');
  });
});

test('a name that could end the here-document is refused', () => {
  const old = 'a\nSQL\ntouch hacked\n';
  expect(() => cleanUpCommand(old, 'postgres')).toThrow(/line break/);
});
