import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Provision } from '../../src/postgres/aptinstall.js';
import { clientToolsFor, clientToolsOutlook } from '../../src/postgres/clientinstall.js';
import { useTools } from '../harness/tools.js';
import { useFakeTree } from './faketree.js';

const tree = useFakeTree();
const tools = useTools();

function provision(changes: Partial<Provision> = {}): Provision {
  const { log, processes } = tools();
  return { searchPath: '/usr/bin', processes, log, mayInstall: true, userId: 0, root: tree.root(), ...changes }; // prettier-ignore
}

describe('a missing client is installed', () => {
  test.each([
    {
      known: 'after update',
      calls: [/^apt-get .* update$/, /^apt-get .*--no-install-recommends install postgresql-client-17$/], // prettier-ignore
    },
    { known: 'with PGDG', calls: [/ update$/, / install /, /^apt.postgresql.org.sh -y$/, / install /] }, // prettier-ignore
  ] as const)('when apt-get knows it $known', async ({ known, calls }) => {
    await tree.debian(known);
    const found = await clientToolsFor(17, provision());
    expect(found).toMatchObject({
      version: '17.11',
      pgDump: join(tree.root(), '/usr/lib/postgresql/17/bin/pg_dump'),
    });
    const called = await tree.calls();
    expect(called).toEqual(calls.map((call) => expect.stringMatching(call)));
    expect(called[0]).toMatch(/DPkg::Lock::Timeout=\d+ .*Acquire::Retries=3/);
    expect(tools().lines.join('\n')).toMatch(/Installing postgresql-client-17 from the configured/);
  });

  test('by sudo that asks for nothing, where the user is not root', async () => {
    await tree.debian('at once');
    await tree.script('/usr/bin/sudo', '[ "$1" = -n ] && shift && exec "$@"');
    const found = await clientToolsFor(17, provision({ userId: 1001 }));
    expect(found.version).toBe('17.11');
    const [asked, used] = await tree.calls();
    expect(asked).toBe('sudo -n true');
    expect(used).toMatch(/^sudo -n \/usr\/bin\/timeout .* \d+ \/usr\/bin\/env DEBIAN_FRONTEND=/);
  });

  test('without anything of the job in its environment', async () => {
    await tree.debian('at once');
    await clientToolsFor(17, provision());
    const names = (await readFile(join(tree.root(), 'environment'), 'utf8')).match(/^\w+(?==)/gm);
    expect(names).toEqual(['DEBIAN_FRONTEND', 'LC_ALL', 'NEEDRESTART_SUSPEND', 'PATH', 'PWD']);
  });
});

describe('nothing is installed', () => {
  test.each([
    { where: 'outside Actions', changes: { mayInstall: false } },
    { where: 'without root and sudo', changes: { userId: 1001 } },
    { where: 'where sudo asks for a password', changes: { userId: 1001 }, sudo: 'exit 1' },
    { where: 'where packages come otherwise', changes: {}, without: '/etc/os-release' },
    { where: 'without apt-get', changes: {}, without: '/usr/bin/apt-get' },
  ])('$where: the error has the line', async ({ changes, sudo, without }) => {
    await tree.debian('at once');
    if (sudo !== undefined) await tree.script('/usr/bin/sudo', sudo);
    if (without !== undefined) await rm(join(tree.root(), without));
    for (const ask of [clientToolsFor, clientToolsOutlook]) {
      await expect(ask(17, provision(changes))).rejects.toThrow(
        changes.mayInstall === false
          ? /no pg_dump is installed[^]*Next: install them: .*postgresql-client-17/
          : /no pg_dump is installed[^]*add a step before this one: run: .*postgresql-client-17/,
      );
    }
    expect((await tree.calls().catch(() => [])).filter((call) => !call.startsWith('sudo -n true'))).toEqual([]); // prettier-ignore
  });

  test('when it is there', async () => {
    await tree.debian('at once');
    await tree.clients('/usr/pgsql-17/bin', '17.9');
    expect((await clientToolsFor(17, provision())).version).toBe('17.9');
    await expect(tree.calls()).rejects.toThrow('ENOENT');
  });
});

test('an installation that fails shows its last words, without the login of a mirror', async () => {
  await tree.debian('never');
  const failed = clientToolsFor(17, provision());
  await expect(failed).rejects.toThrow(
    /could not install postgresql-client-17\nfrom the configured sources: it ended with 100\nE: Unable to locate https:\/\/\*\*\*@mirror[^]*from apt\.postgresql\.org: [^]*Next: add a step/,
  );
  await expect(failed).rejects.not.toThrow('secret');
  expect(tools().lines.join()).not.toContain('secret');
});

test.each([
  { known: 'at once', outlook: { from: 'apt-get', version: '17.11-1' } },
  { known: 'never', outlook: { from: 'perhaps apt-get', pgdg: true } },
] as const)('what validate foresees: $outlook', async ({ known, outlook }) => {
  await tree.debian(known);
  expect(await clientToolsOutlook(17, provision())).toEqual(outlook);
  expect(await tree.calls()).toEqual(['apt-cache policy postgresql-client-17']);
});
