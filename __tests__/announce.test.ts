import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { announce } from '../src/announce.js';
import type { Finding } from '../src/record/finding.js';
import { configFor } from './harness/config.js';
import { HttpSink } from './harness/github/index.js';
import { useTools } from './harness/tools.js';
import { deployWith } from './notification/deploywith.js';

const tools = useTools();
const NO_LOGIN = { username: '', password: '' };

let sink: HttpSink;
beforeEach(async () => {
  sink = await HttpSink.start();
});
afterEach(() => sink.close());

async function announced(text: string, inActions = true): Promise<readonly Finding[]> {
  const inputs = { 'notify-urls': `${sink.url}/hook` };
  const config = await configFor('summarize', inputs, {}, { inActions });
  const summary = deployWith(text);
  const { findings, ...rest } = await announce(summary, config, NO_LOGIN, tools());
  expect(rest).toEqual({ ...summary, findings: undefined });
  return findings;
}

test('a secret in any place of a record reaches nobody', async () => {
  const secret = 'hunter2&<"hunter2">';
  tools().log.mask([secret]);
  expect(await announced(`said ${secret} to all`)).toMatchObject([{ verdict: 'pass' }]);
  expect(sink.received[0]?.body).toContain('said *** to all');
  expect(sink.received[0]?.body).not.toContain('hunter2');
});

test('what did not arrive is a finding of the summary', async () => {
  sink.answer({ status: 410 });
  expect(await announced('x')).toMatchObject([{ name: 'notification: webhook', verdict: 'warn' }]);
});

test('a laptop tells nobody, nor does a step that is cancelled', async () => {
  expect(await announced('x', false)).toEqual([]);
  tools().cancel();
  expect(await announced('x')).toEqual([]);
  expect(sink.received).toEqual([]);
});
