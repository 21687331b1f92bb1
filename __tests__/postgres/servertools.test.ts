import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Provision } from '../../src/postgres/aptinstall.js';
import { serverToolsFor } from '../../src/postgres/servertools.js';
import { useTools } from '../harness/tools.js';
import { useFakeTree } from './faketree.js';

const tree = useFakeTree();
const tools = useTools();

function provision(changes: Partial<Provision> = {}): Provision {
  const { log, processes } = tools();
  return { searchPath: '/usr/bin', processes, log, mayInstall: true, userId: 0, root: tree.root(), ...changes }; // prettier-ignore
}

const CONFIGURATION = '/etc/postgresql-common/createcluster.conf';

test('a missing server is installed, and no cluster of the system with it', async () => {
  await tree.debian('at once');
  await tree.script(CONFIGURATION, '#create_main_cluster = true');
  const bin = '$root/usr/lib/postgresql/17/bin';
  await tree.script(
    '/usr/bin/apt-get',
    `grep -q '^create_main_cluster = false' "$root${CONFIGURATION}" || exit 0
     case "$*" in *update) exit 0;; esac
     mkdir -p "${bin}"
     for each in postgres initdb; do
       printf '#!/bin/sh\\necho "x (PostgreSQL) 17.11"\\n' > "${bin}/$each"; chmod 755 "${bin}/$each"
     done`,
  );
  expect(await serverToolsFor(17, provision())).toEqual({
    postgres: join(tree.root(), '/usr/lib/postgresql/17/bin/postgres'),
    initdb: join(tree.root(), '/usr/lib/postgresql/17/bin/initdb'),
    version: '17.11',
  });
  expect((await tree.calls()).at(-1)).toMatch(/^apt-get .* install postgresql-17$/);
  const text = await readFile(join(tree.root(), CONFIGURATION), 'utf8');
  await writeFile(join(tree.root(), 'calls'), '');
  await serverToolsFor(17, provision());
  expect(await readFile(join(tree.root(), CONFIGURATION), 'utf8')).toBe(text);
  expect(await tree.calls()).toEqual(['']);
});

test('where nothing may be installed, the error has the line', async () => {
  await tree.debian('at once');
  await expect(serverToolsFor(17, provision({ mayInstall: false }))).rejects.toThrow(
    /no Postgres server is installed[^]*run: .*apt-get install -y postgresql-17; or give .* scratch-url/,
  );
});
