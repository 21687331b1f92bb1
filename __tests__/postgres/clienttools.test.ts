import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { processRunner } from '../../src/actions/process.js';
import { missingTools } from '../../src/postgres/clientadvice.js';
import { searchClientTools } from '../../src/postgres/clienttools.js';
import { useFakeTree } from './faketree.js';

const tree = useFakeTree();
const processes = processRunner(new AbortController().signal);

const machine = (searchPath = '/usr/bin') => ({ searchPath, processes, root: tree.root() });

test.each([
  '/usr/lib/postgresql/17/bin',
  '/usr/pgsql-17/bin',
  '/usr/lib/postgresql17/bin',
  '/usr/libexec/postgresql17',
  '/opt/homebrew/opt/postgresql@17/bin',
  '/usr/local/opt/postgresql@17/bin',
  '/home/linuxbrew/.linuxbrew/opt/postgresql@17/bin',
  '/opt/homebrew/opt/libpq/bin',
  '/usr/local/opt/libpq/bin',
  '/Applications/Postgres.app/Contents/Versions/17/bin',
  '/Applications/Postgres.app/Contents/Versions/latest/bin',
  '/opt/own tools/bin',
])('in %s', async (directory) => {
  await tree.clients('/usr/lib/postgresql/16/bin', '16.15');
  await tree.clients(directory, '17.11');
  const { tools } = await searchClientTools(17, machine('relative:/nowhere:/opt/own tools/bin'));
  expect(tools).toEqual({
    pgDump: join(tree.root(), directory, 'pg_dump'),
    pgRestore: join(tree.root(), directory, 'pg_restore'),
    version: '17.11',
  });
});

describe('a wrapper is passed over, whatever it says', () => {
  const WRAPPER = '/usr/share/postgresql-common/pg_wrapper';

  test.each([
    {
      told: 'by the file that its links end at',
      make: async () => {
        await tree.script(WRAPPER, 'echo "pg_dump (PostgreSQL) 17.11"');
        for (const name of ['pg_dump', 'pg_restore']) {
          await tree.link(`/usr/bin/${name}`, '../share/postgresql-common/pg_wrapper');
          await tree.link(`/opt/bin/${name}`, `../../usr/bin/${name}`);
        }
      },
    },
    {
      told: 'by the words of a copy',
      make: async () => {
        for (const name of ['pg_dump', 'pg_restore']) {
          await tree.script(`/opt/bin/${name}`, 'echo "pg_dump (PostgreSQL) 17.11" # use PgCommon;'); // prettier-ignore
        }
      },
    },
    {
      told: 'by what stands beside it',
      make: async () => {
        await tree.clients('/opt/bin', '17.11');
        await tree.script('/opt/bin/pg_lsclusters', '');
      },
    },
  ])('told $told', async ({ make }) => {
    await make();
    expect(await searchClientTools(17, machine('/opt/bin:/usr/bin'))).toEqual({ others: [] });
  });

  test('and what it hides is found by its own path', async () => {
    await tree.script(WRAPPER, 'echo "pg_dump (PostgreSQL) 16.15"');
    await tree.link('/usr/bin/pg_dump', '../share/postgresql-common/pg_wrapper');
    await tree.clients('/usr/lib/postgresql/16/bin', '16.15');
    await tree.clients('/usr/lib/postgresql/17/bin', '17.11');
    const { tools } = await searchClientTools(16, machine());
    expect(tools?.pgDump).toBe(join(tree.root(), '/usr/lib/postgresql/16/bin/pg_dump'));
  });
});

describe('what is not of the major is named', () => {
  test.each([
    { title: 'another major', dump: '16.15', restore: '16.15', named: /pg_dump is 16\.15$/ },
    { title: 'pg_restore of another one', dump: '17.11', restore: '16.15', named: /pg_dump is 17\.11; \S+\/pg_restore is 16\.15$/ }, // prettier-ignore
    { title: 'one that tells no version', dump: '', restore: '', named: /is of unknown version/ },
  ])('$title', async ({ dump, restore, named }) => {
    await tree.clients('/usr/bin', dump, restore);
    const search = await searchClientTools(17, machine());
    expect(search.tools).toBeUndefined();
    expect(search.others.join('; ')).toMatch(named);
  });

  test('a program that cannot be started', async () => {
    await tree.clients('/usr/bin', '17.11');
    await writeFile(join(tree.root(), '/usr/bin/pg_dump'), Buffer.from([0x7f, 0x45, 0x4c, 0x46]));
    const { others } = await searchClientTools(17, machine());
    expect(others.join()).toContain('of unknown version');
  });

  test('a cancelled search is no missing program', async () => {
    await tree.clients('/usr/bin', '17.11');
    const cancelled = processRunner(AbortSignal.abort(new Error('cancelled')));
    const search = searchClientTools(17, { ...machine(), processes: cancelled });
    await expect(search).rejects.toThrow('cancelled');
  });
});

test.each([
  ['ID=debian', 'sudo apt-get install -y postgresql-client-17'],
  ['ID="linuxmint"\nID_LIKE="ubuntu debian"', 'sudo apt-get install -y postgresql-client-17'],
  ['ID=alpine', 'apk add postgresql17-client'],
  ['ID="rocky"\nID_LIKE="rhel centos fedora"', 'sudo dnf install -y postgresql17'],
  ['ID="opensuse-leap"\nID_LIKE="suse opensuse"', 'sudo zypper -n install postgresql17'],
])('the one line on %j', async (release, line) => {
  await tree.script('/etc/os-release', '');
  await writeFile(join(tree.root(), '/etc/os-release'), `${release}\n`);
  const error = await missingTools(17, machine(), { others: [] });
  expect(error.message).toMatch(/no pg_dump is installed/);
  expect(error.problems[0]?.nextAction).toContain(line);
  const own = await missingTools(17, { ...machine(), mayInstall: false }, { others: [] });
  expect(own.message).toMatch(/this machine has no[^]*Next: install them: /);
  expect(own.message).toContain(line);
});
