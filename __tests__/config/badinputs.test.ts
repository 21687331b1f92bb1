import { describe, expect, test } from '@jest/globals';
import { fieldsWith } from '../../src/config/fields.js';
import { INPUT_NAMES, ruleOf, type InputName } from '../../src/config/inputs.js';
import { SCHEMAS, STEP_NAMES, type StepOf } from '../../src/config/schemas.js';
import { redact } from '../../src/actions/redaction.js';
import { secretForms } from '../../src/config/masks.js';
import { SETTINGS_FILE, useCheckout, wordsOf } from './gathered.js';
import { expectClear, GOOD_URL, healthy, namesIn } from './healthy.js';

const checkout = useCheckout();

const HOSTILE = {
  newlines: 'first\nsecond',
  'a command': '::add-mask::nothing',
  'a command behind a line break': 'a\r\n::error::forged',
  quotes: `"it's"`,
  '100 KB': 'x'.repeat(100_000),
  unicode: 'Ünïcödé 🐘',
  'an unevaluated expression': '${{ secrets.IT }}',
  'a number': '-1',
} as const;
type Hostile = keyof typeof HOSTILE;

const everything = Object.keys(HOSTILE) as Hostile[];
const lines = ['newlines', 'a command behind a line break'] as const;

/** What each input takes of that, because it is words, names or a script; it refuses the rest. */
const TAKES: Readonly<Record<Exclude<InputName, 'step'>, readonly Hostile[]>> = {
  environment: without('100 KB', ...lines),
  'github-token': without('100 KB', ...lines),
  'working-directory': without('100 KB', ...lines),
  'database-url': [],
  'direct-url': [],
  'dev-database-url': [],
  'prod-database-url': [],
  'ssl-root-cert': [],
  'required-secrets': ['newlines'],
  'optional-secrets': ['newlines'],
  'backup-name': ['unicode', 'an unevaluated expression', 'a number'],
  'retention-days': [],
  fingerprint: [],
  'require-backup': [],
  'max-backup-age': [],
  'migrate-command': without('100 KB'),
  'lock-timeout': [],
  'statement-timeout': [],
  'max-stall': [],
  'wait-for-other-deploy': [],
  drift: [],
  'scratch-url': [],
  'reference-tables': [],
  'promote-mode': [],
  'approved-digest': [],
  'max-change-percent': [],
  'max-deletes': [],
  'promote-command': without('100 KB'),
  checks: [],
  'health-urls': [],
  // A summary is written even when its own input is broken.
  needs: everything,
  'backup-to': without('newlines', 'a command behind a line break', '100 KB'),
  'encrypt-to': [],
  'decrypt-with': [],
  'exclude-schemas': ['newlines', 'quotes'],
  'exclude-table-data': ['newlines', 'quotes'],
  'backup-run-id': [],
  'backup-file': without('100 KB', ...lines),
  'confirm-database': without('100 KB', ...lines),
  // A page about a failed deploy must not fail because of these: what is wrong is a finding.
  'notify-urls': everything,
  'webhook-secret': everything,
  'email-to': everything,
  'email-from': everything,
  'smtp-host': [],
  'smtp-port': [],
  'notify-on': [],
};

const CASES = (Object.keys(TAKES) as (keyof typeof TAKES)[]).flatMap((name) =>
  everything.map((kind) => ({ name, kind, taken: TAKES[name].includes(kind) })),
);

test('the table knows every input', () => {
  expect(['step', ...Object.keys(TAKES)].sort()).toEqual([...INPUT_NAMES].sort());
});

test.each(CASES)('$name with $kind: taken $taken', async ({ name, kind, taken }) => {
  const value = HOSTILE[kind];
  const read = await checkout.read({ ...healthy(stepReading(name)), [name]: value });
  if (taken) {
    expect(wordsOf(read)).toEqual([]);
    return;
  }
  expect(read.ok).toBe(false);
  expectClear(wordsOf(read), name);
  if (ruleOf(name).secret) expect(wordsOf(read).join()).not.toContain(value);
});

test.each(STEP_NAMES)('%s takes what is healthy', async (step) => {
  expect(wordsOf(await checkout.read(healthy(step)))).toEqual([]);
});

describe('missing and empty', () => {
  const required = STEP_NAMES.flatMap((step) => {
    const parsed = SCHEMAS[step](fieldsWith('')).safeParse({});
    const issues = parsed.success ? [] : parsed.error.issues;
    return issues.map(({ path }) => ({ step, name: String(path[0]) }));
  });

  test('the connections of the steps that change something are required', () => {
    expect(required.map(({ step, name }) => `${step} ${name}`)).toEqual([
      'backup direct-url',
      'rehearse direct-url',
      'migrate direct-url',
      'promote direct-url',
      'verify database-url',
      'verify direct-url',
      'restore direct-url',
    ]);
  });

  test.each(required)('$step without $name', async ({ step, name }) => {
    for (const value of ['', ' \n ']) {
      const read = await checkout.read({ ...healthy(step), [name]: value });
      expectClear(wordsOf(read), name);
      expect(wordsOf(read).join()).toMatch(/not set[^]*add the secret/);
    }
  });

  test.each(INPUT_NAMES.filter((name) => name !== 'step'))(
    'an empty %s is its default',
    async (name) => {
      const step = stepReading(name);
      if (needs(step, name)) return;
      expect(await checkout.read({ ...healthy(step), [name]: '' })).toMatchObject({ ok: true });
    },
  );

  test.each([
    ['', 'not set'],
    ['valdate', 'did you mean validate?'],
    ['Backup', 'did you mean backup?'],
    ['deploy', 'is no step'],
    ['x'.repeat(100_000), 'is no step'],
    ['::error::x\n', 'is no step'],
  ])('step %#', async (step, words) => {
    const read = await checkout.read({ step });
    expectClear(wordsOf(read), 'step');
    expect(wordsOf(read).join()).toContain(words);
  });
});

describe('values of the settings file', () => {
  test.each([
    ['environment: "pro\\0duction"', 'environment'],
    ['environment: {name: production}', 'environment'],
    ['backup-name: "a\\0b"', 'backup-name'],
    ['working-directory: "app\\0"', 'working-directory'],
    ['lock-timeout: 5', 'lock-timeout'],
    ['retention-days: [30]', 'retention-days'],
    ['required-secrets: [JWT_SECRET, 7]', 'required-secrets'],
    ['checks: {name: a, sql: select 1, expect: 1}', 'checks'],
    ['reference-tables: 5', 'reference-tables'],
    ['exclude-schemas: [auth, 7]', 'exclude-schemas'],
    ['exclude-table-data: {public: logs}', 'exclude-table-data'],
  ])('%s', async (text, name) => {
    await checkout.write(SETTINGS_FILE, text);
    const read = await checkout.read(healthy(stepReading(name as keyof typeof TAKES), [name]));
    expect(read.ok).toBe(false);
    expectClear(wordsOf(read), name);
  });
});

test('every problem is told in one go', async () => {
  const read = await checkout.read({
    step: 'promote',
    'lock-timeout': 'soon',
    'max-change-percent': '101',
    'require-backup': 'maybe',
    'refrence-tables': 'x',
    'dev-database-url': 'mysql://user:pass@host/db',
  });
  expect(wordsOf(read).map((words) => words.split(':')[0])).toEqual([
    'Could not read input "refrence-tables"',
    'Could not read input direct-url',
    'Could not read dev-database-url',
    'Could not read input require-backup',
    'Could not read input lock-timeout',
    'Could not read input max-change-percent',
  ]);
});

test('validate tells of its secrets even when another input stops it', async () => {
  const inputs = { step: 'validate', 'retention-days': 'x', 'required-secrets': 'A_KEY B_KEY' };
  const words = wordsOf(await checkout.read(inputs, { B_KEY: 'changeme' }));
  expect(words).toHaveLength(3);
  expect(words[1]).toContain('A_KEY: it is not set');
  expect(words[2]).toContain('B_KEY: it is a placeholder');
});

test('and of its URLs, which it would have reported beside everything else', async () => {
  const inputs = { step: 'validate', 'retention-days': 'x', 'database-url': 'mysql://u:p@h/db' };
  const words = wordsOf(await checkout.read(inputs, { DIRECT_URL: 'postgres://' })).join('\n');
  expect(words).toMatch(/retention-days[^]*database-url[^]*direct-url/);
});

test('a step that is none hides nothing of the rest', async () => {
  const words = wordsOf(await checkout.read({ step: 'migration', 'lock-timeout': 'soon' }));
  expect(words).toHaveLength(2);
  expect(words[0]).toContain('did you mean migrate?');
  expect(words[1]).toContain('lock-timeout');
});

test('a URL with a login in an input that is not for it is not repeated', async () => {
  const inputs = { step: 'backup', 'direct-url': GOOD_URL, environment: `${GOOD_URL}\n`.repeat(3) };
  const sources = await checkout.gather(inputs);
  const words = wordsOf(await checkout.read(inputs)).map((text) =>
    redact(text, secretForms(sources)),
  );
  expect(words.join()).toContain('read input environment');
  expect(words.join()).not.toContain('Zk3v9Qm2Lr8Tp5Wx');
});

function without(...kinds: Hostile[]): Hostile[] {
  return everything.filter((kind) => !kinds.includes(kind));
}

/** The step where a broken value of the input is refused: validate reports broken URLs as findings. */
function stepReading(name: Exclude<InputName, 'step'>): StepOf {
  const steps = STEP_NAMES.filter((step) => namesIn(step).includes(name));
  const [strict] = [...steps].filter((step) => step !== 'validate' && step !== 'migrate');
  const step = (ruleOf(name).environment === undefined ? steps[0] : undefined) ?? strict;
  if (step === undefined) throw new Error(`no step reads ${name}`);
  return step;
}

function needs(step: StepOf, name: InputName): boolean {
  const urls: Readonly<Partial<Record<StepOf, readonly InputName[]>>> = {
    backup: ['direct-url'],
    migrate: ['direct-url'],
    promote: ['direct-url'],
    verify: ['database-url', 'direct-url'],
    restore: ['direct-url'],
  };
  return urls[step]?.includes(name) === true;
}
