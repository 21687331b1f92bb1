import { describe, expect, test } from '@jest/globals';
import type { Identity } from '../../src/record/facts.js';
import { hasFailed, type Finding } from '../../src/record/finding.js';
import type { Reached } from '../../src/validation/reach.js';
import { groupByDatabase, samenessFindings } from '../../src/validation/sameness.js';
import type { UrlName } from '../../src/validation/urls.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { connectionTo } from '../postgres/connections.js';
import { finding, reached, visitOf } from './runs.js';

const production = useTestDatabase('production');
const development = useTestDatabase('development');

const TOGETHER = 'DATABASE_URL and DIRECT_URL reach one database';
const PROD_TOGETHER = 'PROD_DATABASE_URL and DIRECT_URL reach one database';
const SEPARATE = 'DEV_DATABASE_URL reaches another database';

/** Which database each URL reaches: `p` production, `d` development; `-` is not set. */
const CASES: readonly {
  title: string;
  urls: Record<UrlName, 'p' | 'd' | '-'>;
  failing: Readonly<Record<string, RegExp>>;
}[] = [
  { title: 'as it should be', urls: at('p', 'p', 'd', 'p'), failing: {} },
  { title: 'production alone', urls: at('p', 'p', '-', '-'), failing: {} },
  {
    title: 'DEV is production',
    urls: at('p', 'p', 'p', 'p'),
    failing: {
      [SEPARATE]:
        /live database of DATABASE_URL and DIRECT_URL and PROD_DATABASE_URL: all URLs are the same/,
    },
  },
  {
    title: 'DEV and PROD swapped',
    urls: at('p', 'p', 'p', 'd'),
    failing: {
      [PROD_TOGETHER]: /DEV_DATABASE_URL and PROD_DATABASE_URL look swapped/,
      [SEPARATE]: /DEV_DATABASE_URL and PROD_DATABASE_URL look swapped/,
    },
  },
  {
    title: 'DIRECT_URL on development',
    urls: at('p', 'd', 'd', 'p'),
    failing: {
      [TOGETHER]: /DIRECT_URL looks like development's/,
      [PROD_TOGETHER]: /DIRECT_URL looks like development's/,
      [SEPARATE]: /live database of DIRECT_URL: DIRECT_URL looks like/,
    },
  },
  {
    title: 'DATABASE_URL on development',
    urls: at('d', 'p', 'd', 'p'),
    failing: {
      [TOGETHER]:
        /two databases, "test_production_.*" and .*: DATABASE_URL looks like development's|two databases, "test_development_.*: DATABASE_URL looks like/,
      [SEPARATE]: /DATABASE_URL looks like development's/,
    },
  },
  {
    title: 'DIRECT_URL elsewhere, and nothing to compare with',
    urls: at('p', 'd', '-', '-'),
    failing: { [TOGETHER]: /two databases, "test_production_\w+" and "test_development_\w+"$/ },
  },
];

test.each(CASES)('$title', async ({ urls, failing }) => {
  const findings = await findingsFor(urls);
  const failed = findings.filter(({ verdict }) => verdict === 'fail');
  expect(failed.map(({ name }) => name)).toEqual(Object.keys(failing));
  for (const one of failed) expect(one.found).toMatch(failing[one.name] ?? /never/);
});

test('a role, an address and a parameter more make no other database', async () => {
  const { port } = production.cluster;
  const urls = [
    await reached(production.userUrl, 'DATABASE_URL'),
    await reached(production.ownerUrl.replace('127.0.0.1', 'localhost'), 'DIRECT_URL'),
    await reached(
      `${production.superuserUrl}?host=${production.cluster.socketDirectory}&port=${port}`,
      'PROD_DATABASE_URL',
    ),
  ];
  expect(await groupByDatabase(urls, visitOf())).toEqual([urls]);
});

describe('what the words say of two that do not meet', () => {
  const origin: Identity = {
    systemIdentifier: '7',
    database: 'shop',
    oid: '16385',
    host: 'a',
    port: 5432,
  };
  test.each([
    ['a clone', { host: 'b' }, {}, /physical clone or branch/],
    ['a replica', { host: 'b' }, { inRecovery: true }, /DIRECT_URL reaches a read replica/],
    [
      'another server',
      { host: 'b', systemIdentifier: '8' },
      {},
      /same name on two servers, a:5432 and b:5432/,
    ],
    [
      'no system identifier to be had',
      { host: 'b', systemIdentifier: undefined },
      {},
      /two servers/,
    ],
    [
      'another database there',
      { database: 'shop2', oid: '16390' },
      {},
      /two databases, "shop" and "shop2"/,
    ],
  ])('%s', (_, identity, facts, words) => {
    const groups = [
      [server('DATABASE_URL', origin)],
      [server('DIRECT_URL', { ...origin, ...identity }, facts)],
    ];
    const findings = samenessFindings(groups, new Set(['DATABASE_URL', 'DIRECT_URL']));
    expect(finding({ findings }, TOGETHER).found).toMatch(words);
  });
});

test('what was not reached is not judged', () => {
  const given = new Set<UrlName>([
    'DATABASE_URL',
    'DIRECT_URL',
    'DEV_DATABASE_URL',
    'PROD_DATABASE_URL',
  ]);
  const findings = samenessFindings([], given);
  expect(findings.map(({ verdict }) => verdict)).toEqual(['not run', 'not run', 'not run']);
  expect(hasFailed(findings)).toBe(false);
});

function at(
  ...[database, direct, dev, prod]: ('p' | 'd' | '-')[]
): Record<UrlName, 'p' | 'd' | '-'> {
  return {
    DATABASE_URL: database ?? '-',
    DIRECT_URL: direct ?? '-',
    DEV_DATABASE_URL: dev ?? '-',
    PROD_DATABASE_URL: prod ?? '-',
  };
}

async function findingsFor(urls: Record<UrlName, 'p' | 'd' | '-'>): Promise<Finding[]> {
  const given = (Object.keys(urls) as UrlName[]).filter((name) => urls[name] !== '-');
  const all = await Promise.all(
    given.map((name) =>
      reached(urls[name] === 'p' ? production.ownerUrl : development.ownerUrl, name),
    ),
  );
  return samenessFindings(await groupByDatabase(all, visitOf()), new Set(given));
}

function server(name: UrlName, identity: Identity, facts: Partial<Reached> = {}): Reached {
  return {
    ...{
      name,
      connection: connectionTo('postgres://u:p@h/d'),
      version: '15.0',
      major: 15,
      tls: 'TLSv1.3',
    },
    ...{ role: 'u', identity, inRecovery: false, readOnly: false, ...facts },
  };
}
