import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { assertNoSecret } from '../harness/github/index.js';
import { Play } from './play.js';

let play: Play;
let fixture: string;
beforeAll(async () => {
  play = await Play.open();
  fixture = await mkdtemp(path.join(os.tmpdir(), 'fixture-'));
  await mkdir(path.join(fixture, 'app'));
  await writeFile(path.join(fixture, 'app', 'schema.sql'), 'create table t();');
});
afterAll(async () => {
  await play.close();
  await rm(fixture, { recursive: true, force: true });
});

const shop = (): { owner: string; name: string; fixture: string } => ({
  owner: 'acme',
  name: 'shop',
  fixture,
});

test('every job starts with an empty workspace; checkout brings the fixture', async () => {
  const run = await play.run(
    `with:
  runs-on: ubuntu-latest
  steps:
    - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8
    - run: 'cat schema.sql && touch left-over'
      working-directory: app
without:
  runs-on: ubuntu-latest
  needs: with
  steps:
    - run: test -z "$(ls -A)"
`,
    { repository: shop() },
  );
  expect(run.results).toEqual({ with: 'success', without: 'success' });
  expect(run.log.text()).toContain('create table t();');
});

test('the event says what the repository is; a dispatch has its inputs and their defaults', async () => {
  const run = await play.run(
    `look:
  runs-on: ubuntu-latest
  steps:
    - run: |
        test "\${{ github.event.repository.private }} \${{ github.event_name }}" = "false workflow_dispatch"
        test "\${{ inputs.target }}" = blue
        test "$(node -p 'require(process.env.GITHUB_EVENT_PATH).repository.full_name')" = acme/open
`,
    {
      repository: { owner: 'acme', name: 'open', private: false },
      event: { name: 'workflow_dispatch', inputs: { target: 'blue' } },
    },
  );
  expect(run.results).toEqual({ look: 'success' });
});

test('files are searched once a step has written them, not as they were checked out', async () => {
  await writeFile(path.join(fixture, '.env'), 'PASSWORD=hunter2-pass\n');
  const checkout = 'a:\n  runs-on: x\n  steps:\n    - uses: actions/checkout@v5\n';
  const untouched = await play.run(checkout, { repository: shop() });
  await assertNoSecret(untouched, ['hunter2-pass']);

  const changed = await play.run(`${checkout}    - run: echo more >> .env\n`, {
    repository: shop(),
  });
  await expect(assertNoSecret(changed, ['hunter2-pass'])).rejects.toThrow(
    'Secrets lie open:\n- secret 1 in file .env of job a',
  );
});
