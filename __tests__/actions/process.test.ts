import { once } from 'node:events';
import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { processRunner } from '../../src/actions/process.js';

const quiet = new AbortController().signal;
const env = { PATH: process.env['PATH'] ?? '' };
const shell = (script: string) => ({ command: 'bash', args: ['-c', script], env });

test('tells code, output and errors, and inherits nothing', async () => {
  process.env['DB_DEPLOY_LEAK'] = 'x';
  const exit = await processRunner(quiet).run(
    shell('echo out; echo err >&2; echo "[$DB_DEPLOY_LEAK]"; exit 3'),
  );
  expect(exit).toEqual({ code: 3, signal: null, stdout: ['out', '[]'], stderr: ['err'] });
});

test('a signal that ended it is told', async () => {
  expect(await processRunner(quiet).run(shell('kill -TERM $$'))).toMatchObject({
    code: null,
    signal: 'SIGTERM',
  });
});

test('what cannot be started is an error', async () => {
  const missing = processRunner(quiet).run({ command: '/nowhere/pg_dump', args: [], env });
  await expect(missing).rejects.toThrow(/ENOENT/);
  const elsewhere = processRunner(quiet).run({ ...shell('true'), directory: '/nowhere' });
  await expect(elsewhere).rejects.toThrow(/ENOENT/);
});

test('of long output the last lines are kept, and all are told', async () => {
  let told = 0;
  const exit = await processRunner(quiet).run({
    ...shell('seq 1 100000; seq 1 100000 >&2'),
    onLine: () => {
      told += 1;
    },
  });
  expect(told).toBe(200_000);
  expect(exit.stdout).toHaveLength(200);
  expect(exit.stdout.at(-1)).toBe('100000');
  expect(exit.stderr.at(-1)).toBe('100000');
});

test('output without a last line break, with carriage returns, and of broken UTF-8, is told', async () => {
  const exit = await processRunner(quiet).run(shell(String.raw`printf 'a\r\nb\rc\n\xff\nlast'`));
  expect(exit.stdout).toEqual(['a', 'b', 'c', '\ufffd', 'last']);
});

describe('streams', () => {
  test('bytes go in and come out', async () => {
    const chunks: Buffer[] = [];
    const exit = await processRunner(quiet).run({
      command: 'cat',
      args: [],
      env,
      stdin: Readable.from([Buffer.alloc(1_000_000, 7), Buffer.from([0, 255])]),
      onStdout: async (stdout) => {
        for await (const chunk of stdout) chunks.push(chunk as Buffer);
      },
    });
    expect(exit.code).toBe(0);
    expect(Buffer.concat(chunks)).toHaveLength(1_000_002);
  });

  test('a child that does not read its input is no error', async () => {
    const stdin = Readable.from(Array.from({ length: 100 }, () => Buffer.alloc(100_000)));
    expect(await processRunner(quiet).run({ ...shell('exit 4'), stdin })).toMatchObject({
      code: 4,
    });
  });

  test('a reader that fails ends the child and is the error', async () => {
    const failing = processRunner(quiet).run({
      ...shell('while true; do echo x; done'),
      onStdout: () => Promise.reject(new Error('the disk is full')),
    });
    await expect(failing).rejects.toThrow('the disk is full');
  });
});

describe('a cancelled step', () => {
  test('interrupts the child and its children, and tells why', async () => {
    const controller = new AbortController();
    const lines: string[] = [];
    const script = `bash -c 'trap "echo inner; exit" INT; echo ready; while true; do sleep 0.05; done'; echo outer`;
    const running = processRunner(controller.signal).run({
      ...shell(script),
      onLine: (line) => {
        lines.push(line);
        if (line === 'ready') controller.abort(new Error('cancelled'));
      },
    });
    await expect(running).rejects.toThrow('cancelled');
    expect(lines).toContain('inner');
  });

  test('ends a child that ignores the interrupt', async () => {
    const controller = new AbortController();
    let pid = 0;
    const running = processRunner(controller.signal).run({
      ...shell(`trap '' INT; echo $$; while true; do sleep 0.05; done`),
      onLine: (line) => {
        pid = Number(line);
        controller.abort(new Error('cancelled'));
      },
    });
    await expect(running).rejects.toThrow('cancelled');
    expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
  });

  test('by its own signal a child is interrupted alone, and the reason is told', async () => {
    const step = new AbortController();
    const own = new AbortController();
    const runner = processRunner(step.signal);
    const lines: string[] = [];
    const other = runner.run({ ...shell('read -r line; echo "$line"'), stdin: slow(own.signal) });
    const stopped = runner.run({
      ...shell(`trap 'echo interrupted; exit' INT; echo ready; while true; do sleep 0.05; done`),
      signal: own.signal,
      onLine: (line) => {
        lines.push(line);
        if (line === 'ready') own.abort(new Error('the other side failed'));
      },
    });
    await expect(stopped).rejects.toThrow('the other side failed');
    expect(lines).toEqual(['ready', 'interrupted']);
    expect(await other).toMatchObject({ code: 0, stdout: ['still there'] });
  });

  test('starts nothing', async () => {
    const cancelled = AbortSignal.abort(new Error('cancelled'));
    await expect(processRunner(cancelled).run(shell('true'))).rejects.toThrow('cancelled');
  });
});

/** A line that comes only after the abort. */
function slow(after: AbortSignal): Readable {
  return Readable.from(
    (async function* () {
      if (!after.aborted) await once(after, 'abort');
      yield Buffer.from('still there\n');
    })(),
  );
}
