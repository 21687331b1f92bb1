import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { payloadSchema } from '../../src/notification/webhook.js';
import { signatureHeaders } from '../../src/notification/signature.js';
import { assertNoSecret, HttpSink, startGitHub, type GitHub } from '../harness/github/index.js';
import { makeTlsFiles } from '../harness/postgres/tls.js';
import { LOGIN, startMailServer, type MailServer } from '../notification/mailserver.js';
import { firstLine, messages } from './reading.js';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const SLACK = 'https://hooks.slack.com/services/T0001/B0001/Xk29sLq0PzYwVtRuAbCd';
const SIGNED_WITH = 'a secret that both sides know';

let directory = '';
let sink: HttpSink;
let mail: MailServer;
let github: GitHub;
let environment: Record<string, string>;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'notified-'));
  const tls = makeTlsFiles(directory);
  [sink, mail] = await Promise.all([HttpSink.start(), startMailServer(tls)]);
  github = await startGitHub({ actions: { 'org/db-deploy-action': repository } });
  // Slack is elsewhere in this world; the mail server's authority is that of a company.
  const elsewhere = `const real = fetch; globalThis.fetch = (url, init) =>
    real(String(url).replace('https://hooks.slack.com', '${sink.url}'), init);`;
  environment = {
    NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(elsewhere)}`,
    NODE_EXTRA_CA_CERTS: tls.caFile,
  };
});
afterEach(async () => {
  await Promise.all([github.close(), sink.close(), mail.close()]);
  await rm(directory, { recursive: true });
});

/** A deploy that ends in the middle of its work, and the job that tells of it. */
const WORKFLOW = (port: number): string => `on: push
jobs:
  deploy-database:
    runs-on: ubuntu-latest
    steps: [{run: "echo migrating; exec sleep 600"}]
  notify:
    runs-on: ubuntu-latest
    needs: deploy-database
    if: \${{ always() }}
    env:
      EMAIL_USERNAME: \${{ secrets.EMAIL_USERNAME }}
      EMAIL_PASSWORD: \${{ secrets.EMAIL_PASSWORD }}
      WEBHOOK_SECRET: \${{ secrets.WEBHOOK_SECRET }}
    steps:
      - uses: org/db-deploy-action@v1
        with:
          step: summarize
          needs: \${{ toJSON(needs) }}
          notify-urls: \${{ secrets.NOTIFY_URLS }}
          email-to: team@example.com
          smtp-host: 127.0.0.1
          smtp-port: ${port}
`;

test('a run that is cancelled is told everywhere; who cannot be told is a warning without an address', async () => {
  const workflow = join(directory, 'deploy.yml');
  await writeFile(workflow, WORKFLOW(mail.port));
  const own = `${sink.url}/hooks/9f8e7d6c5b4a3928`;
  const gone = `${sink.url}/hooks/gone-1f2e3d4c5b6a`;
  sink.answer(({ path }) => (path.includes('gone') ? { status: 404, body: path } : { body: 'ok' }));
  const secrets = {
    // As Google shows it, and as nobody may: not an address at all.
    EMAIL_PASSWORD: LOGIN.password.replace(/(.{4})(?=.)/g, '$1 '),
    NOTIFY_URLS: [SLACK, own, gone, 'hooks.example.com/not-a-url'].join('\n'),
    WEBHOOK_SECRET: SIGNED_WITH,
  };
  let started: () => void = () => undefined;
  const run = await github.run({
    workflow,
    repository: { owner: 'acme', name: 'shop', private: true, fixture: directory },
    extraEnv: environment,
    secrets: { ...secrets, EMAIL_USERNAME: LOGIN.username },
    cancelWhen: new Promise<void>((resolve) => (started = resolve)),
    onLine: ({ text }) => {
      if (text === 'migrating') started();
    },
  });
  expect(run.results).toEqual({ 'deploy-database': 'cancelled', notify: 'success' });
  expect(firstLine(run)).toContain('cancelled at job deploy-database');
  const told = 'Deploy to production was cancelled at job deploy-database';

  const [slack] = sink.received.filter(({ path }) => path.startsWith('/services/'));
  expect(slack?.body).toContain(told);
  const [webhook] = sink.received.filter(({ path }) => own.endsWith(path));
  const payload = payloadSchema.parse(JSON.parse(webhook?.body ?? ''));
  expect(payload).toMatchObject({ ending: 'cancelled', repository: 'acme/shop' });
  const { headers = {}, body = '' } = webhook ?? {};
  const at = new Date(Number(headers['webhook-timestamp']) * 1_000);
  const expected = signatureHeaders(headers['webhook-id'] ?? '', body, at, SIGNED_WITH);
  expect(headers).toMatchObject(expected);
  expect(mail.mails).toMatchObject([{ to: ['team@example.com'], encrypted: true }]);
  expect(mail.mails[0]?.source.replace(/=\r\n/g, '')).toContain(told);

  const warned = messages(run, 'notify');
  expect(warned).toContain('status 404: the address is not valid');
  expect(warned).toContain('it is no URL');
  const tokens = ['9f8e7d6c5b4a3928', 'gone-1f2e3d4c5b6a', 'Xk29sLq0PzYwVtRuAbCd', LOGIN.password];
  await assertNoSecret(run, [...Object.values(secrets), SLACK, own, gone, ...tokens]);
  const bodies = sink.received.map((request) => request.body).concat(mail.mails[0]?.source ?? '');
  for (const secret of [...Object.values(secrets), ...tokens]) {
    for (const text of bodies) expect(text).not.toContain(secret);
  }
});
