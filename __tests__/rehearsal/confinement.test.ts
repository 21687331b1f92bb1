import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ProcessRunner } from '../../src/actions/process.js';
import { findConfinement, withConfinement, type Confinement } from '../../src/rehearsal/confinement.js'; // prettier-ignore
import { useTools } from '../harness/tools.js';

const tools = useTools();
const host = '127.0.0.1';

async function greeter(word: string): Promise<Server> {
  const server = createServer((socket) => socket.end(word)).listen(0, host);
  await once(server, 'listening');
  return server;
}
const portOf = (server: Server | undefined): number => (server?.address() as AddressInfo).port;
let scratch: Server | undefined;
let production: Server | undefined;
beforeAll(async () => {
  scratch = await greeter('scratch');
  production = await greeter('production');
});
afterAll(() => {
  scratch?.close();
  production?.close();
});

/** Connects and prints what it is greeted with, or the code of the refusal. */
const CALL = `require('node:net').connect(Number(process.argv[1]), '127.0.0.1')
  .on('data', (data) => console.log(String(data))).on('error', ({ code }) => console.log(code))`;

async function inside(
  command: string,
  args: readonly string[] = [],
  processes: ProcessRunner = tools().processes,
) {
  const { workDirectory: directory } = tools();
  const confinement = await findConfinement(processes, host);
  const server = { host, port: portOf(scratch) };
  const env = { PATH: process.env['PATH'] ?? '', ODD_ENTRY: 'a b\n"c"' };
  return withConfinement(confinement, { processes, server, directory }, (confined) =>
    confined.run({ command: 'bash', args: ['-c', command, 'bash', ...args], env }),
  );
}

/** Where a machine refuses it, the rehearsal says so: that is the other test. */
const machine: { confinement?: Confinement } = {};
beforeAll(async () => {
  const { processRunner } = await import('../../src/actions/process.js');
  machine.confinement = await findConfinement(processRunner(new AbortController().signal), host);
});

test('the scratch server is reached at its address, and nothing else is', async () => {
  // Root may everywhere that this is tested; for others a machine may refuse it, and the rehearsal says so.
  if (process.getuid?.() !== 0 && machine.confinement?.ok !== true) return;
  expect(machine.confinement).toMatchObject({ ok: true });
  const call = `node -e "${CALL.replaceAll('\n', ' ')}" "$1"; node -e "${CALL.replaceAll('\n', ' ')}" "$2"`; // prettier-ignore
  const { code, stdout } = await inside(call, [String(portOf(scratch)), String(portOf(production))]); // prettier-ignore
  expect({ code, stdout }).toEqual({ code: 0, stdout: ['scratch', 'ECONNREFUSED'] });
});

test.each([
  ['exit 3', { code: 3, signal: null }],
  ['kill -TERM $$', { code: null, signal: 'SIGTERM' }],
  ['[ "$ODD_ENTRY" = "$(printf \'a b\\n"c"\')" ] && ! read -r _ && [ -z "$SUDO_USER" ]', { code: 0 }], // prettier-ignore
])('the program ends as it ends, with its own environment: %s', async (command, ends) => {
  expect(await inside(command)).toMatchObject(ends);
});

test('a cancel reaches the program', async () => {
  const using = tools();
  const words: string[] = [];
  const processes: ProcessRunner = {
    run: (spec) =>
      using.processes.run({
        ...spec,
        onLine: (line) => {
          words.push(line);
          if (line === 'at work') using.cancel();
        },
      }),
  };
  const command = 'trap "echo told; exit" INT; echo at work; while :; do sleep 0.02; done';
  await expect(inside(command, [], processes)).rejects.toThrow('cancelled');
  expect(words).toEqual(['at work', 'told']);
});

test.each([
  ['no such programs', '127.0.0.1', { PATH: '/nowhere' }, /is not there/],
  ['a server elsewhere', 'db.example.com', {}, /not on this machine/],
])('not where there is no way: %s', async (_, where, env, found) => {
  const processes: ProcessRunner = {
    run: (spec) => tools().processes.run({ ...spec, env: { ...spec.env, ...env } }),
  };
  const confinement = await findConfinement(processes, where);
  expect(confinement).toMatchObject({ ok: false, found: expect.stringMatching(found) as unknown });
  const settings = { processes, server: { host, port: 1 }, directory: tools().workDirectory };
  expect(await withConfinement(confinement, settings, (same) => Promise.resolve(same))).toBe(processes); // prettier-ignore
});

test.each([
  ['1\n', /sudo sysctl -w kernel\.apparmor_restrict_unprivileged_userns=0/],
  ['0\n', undefined],
  [undefined, undefined],
])(
  'where AppArmor keeps users from namespaces (%j) the line that lets them is told',
  async (content, line) => {
    const restriction = join(tools().workDirectory, 'restriction');
    if (content !== undefined) await writeFile(restriction, content);
    const refusing: ProcessRunner = {
      run: (spec) => tools().processes.run({ ...spec, command: 'false', args: [] }),
    };
    const user = { uid: 1_000, gid: 1_000 };
    const confinement = await findConfinement(refusing, host, user, restriction);
    expect(confinement.ok).toBe(false);
    const remedy = confinement.ok ? undefined : confinement.remedy;
    if (line === undefined) expect(remedy).toBeUndefined();
    else expect(remedy).toMatch(line);
  },
);
