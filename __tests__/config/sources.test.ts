import { describe, expect, test } from '@jest/globals';
import { gatherSources, type Sources } from '../../src/config/sources.js';
import { readRunFacts } from '../../src/config/surroundings.js';
import { SETTINGS_FILE, useCheckout, wordsOf } from './gathered.js';

const checkout = useCheckout();

describe('inputs', () => {
  test.each([
    ['databse-url', 'database-url'],
    ['direct_url', 'direct-url'],
    ['stpe', 'step'],
    ['check', 'checks'],
    ['reference-table', 'reference-tables'],
    ['fingerprints', 'fingerprint'],
  ])('%s is refused: did you mean %s?', async (name, meant) => {
    const { problems } = await checkout.gather({ [name]: 'x' });
    expect(problems).toMatchObject([{ likelyCause: `did you mean ${meant}?` }]);
  });

  test.each(['who-to-call', 'x'.repeat(10_000), 'constructor', '__proto__'])(
    'any other unknown one is a warning',
    async (name) => {
      const { problems, warnings } = await checkout.gather({ [name]: 'x' });
      expect(problems).toEqual([]);
      expect(warnings).toHaveLength(1);
      expect(warnings[0]?.length).toBeLessThan(150);
    },
  );

  test('blanks around a secret are removed, and told', async () => {
    const inputs = {
      step: 'backup',
      'direct-url': ' postgres://u:p@host/db\n',
      'retention-days': ' 7 ',
    };
    expect(await checkout.read(inputs)).toMatchObject({
      ok: true,
      value: { config: { retentionDays: 7, directUrl: { database: 'db' } } },
      warnings: [expect.stringMatching(/^direct-url had blanks or newlines around it/)],
    });
  });
});

describe('precedence', () => {
  test('an input wins over the settings file, and that over the environment', async () => {
    await checkout.write(
      SETTINGS_FILE,
      'environment: staging\nretention-days: 7\nrequire-backup: false',
    );
    const { values } = await checkout.gather({ environment: 'production' });
    expect(values.get('environment')).toMatchObject({ value: 'production', source: 'input' });
    expect(values.get('retention-days')).toMatchObject({ value: '7', source: SETTINGS_FILE });
    expect(values.get('require-backup')).toMatchObject({ value: 'false' });
  });

  test.each([
    [{ 'direct-url': 'a', DIRECT_URL: 'b' }, 'a'],
    [{ DIRECT_URL: 'b', DATABASE_URL_UNPOOLED: 'c' }, 'b'],
    [{ DIRECT_URL: '', DIRECT_DATABASE_URL: ' \n', DATABASE_URL_UNPOOLED: 'c' }, 'c'],
    [{ POSTGRES_URL_NON_POOLING: 'd' }, 'd'],
    [{ DATABASE_URL: 'e' }, undefined],
  ])('the direct URL of %j is %s', async (given, url) => {
    const { 'direct-url': input, ...environment } = given as Record<string, string>;
    const sources = await checkout.gather(
      input === undefined ? {} : { 'direct-url': input },
      environment,
    );
    expect(sources.values.get('direct-url')?.value).toBe(url);
  });
});

describe('the settings file', () => {
  test.each([
    ['', []],
    ['# only a comment', []],
    ['environment: staging', []],
    ['- environment', ['it is not a list of `input: value`']],
    ['environment', ['it is not a list of `input: value`']],
    ['environment: [', ['it is not YAML: Flow sequence in block collection']],
    ['a: 1\n---\nb: 2', ['it is not YAML: Source contains multiple documents']],
    ['direct-url: postgres://u:hunter22@host/db', ['it holds direct-url']],
    [
      'direct-url: "broken\n  postgres://u:hunter22@host/db',
      ['it is not YAML: Missing closing "quote'],
    ],
    ['confirm-database: shop\nstep: restore', ['it holds confirm-database, step']],
    ['approved-digest: x', ['it holds approved-digest']],
    ['enviroment: staging', ['there is no such input']],
    ['a: &a [x]\nb: [*a, *a]', []],
  ])('%j', async (text, found) => {
    await checkout.write(SETTINGS_FILE, text);
    const { problems } = await checkout.gather({});
    expect(problems).toHaveLength(found.length);
    found.forEach((words, at) => {
      expect(problems[at]?.found).toContain(words);
      expect(JSON.stringify(problems[at])).not.toContain('hunter22');
    });
  });

  test('with a secret in it still tells what else is wrong', async () => {
    await checkout.write(SETTINGS_FILE, 'direct-url: x\nenviroment: staging\nlock-timeout: 3s');
    const { problems, values } = await checkout.gather({});
    expect(problems).toHaveLength(2);
    expect([...values.keys()]).toEqual(['lock-timeout']);
  });

  test('that is a directory is told', async () => {
    await checkout.write(`${SETTINGS_FILE}/file`, '');
    expect((await checkout.gather({})).problems).toMatchObject([
      { found: 'it cannot be read (EISDIR)' },
    ]);
  });

  test('lists need no second quoting there', async () => {
    await checkout.write(
      SETTINGS_FILE,
      'reference-tables: [categories]\nrequired-secrets: [A_KEY, B_KEY]',
    );
    const read = await checkout.read({ step: 'validate' });
    expect(wordsOf(read)).toEqual([]);
    expect(read).toMatchObject({
      value: { config: { secrets: [{ name: 'A_KEY', present: false }, { name: 'B_KEY' }] } },
    });
  });
});

describe('on a laptop', () => {
  const local = (args: string[], environment: Record<string, string> = {}): Promise<Sources> =>
    gatherSources(environment, args, checkout.directory());

  test('words become inputs, and .env stands beneath the environment', async () => {
    await checkout.write('.env', 'DIRECT_URL="postgres://file"\nDATABASE_URL=postgres://file');
    const sources = await local(['backup', '--environment', 'a b', '--retention-days=7'], {
      DATABASE_URL: 'postgres://shell',
    });
    expect(sources.problems).toEqual([]);
    expect(
      Object.fromEntries([...sources.values].map(([name, { value }]) => [name, value])),
    ).toEqual({
      step: 'backup',
      environment: 'a b',
      'retention-days': '7',
      'direct-url': 'postgres://file',
      'database-url': 'postgres://shell',
    });
  });

  test.each([
    [['backup', 'now'], 'the word "now" belongs to no input'],
    [['backup', '--enviroment', 'x'], 'there is no such input'],
    [['backup', '-e', 'x'], 'the word "-e" belongs to no input'],
  ])('%j', async (args, found) => {
    expect((await local(args)).problems[0]?.found).toBe(found);
  });

  test('two steps of one second are two runs', async () => {
    const sources = await local(['backup']);
    const runOf = (ms: number) => readRunFacts(sources, new Date(1_800_000_000_000 + ms)).runId;
    expect(runOf(1)).toMatch(/^local-\d{8}T\d{9}Z$/);
    expect(runOf(1)).not.toBe(runOf(2));
  });

  test('a .env of a job on GitHub is not read', async () => {
    await checkout.write('.env', 'DIRECT_URL=postgres://file');
    expect((await checkout.gather({})).values.has('direct-url')).toBe(false);
  });
});
