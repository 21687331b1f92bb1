import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseConnection, shown, urlWith } from '../../src/postgres/connection.js';
import { connectionTo } from './connections.js';

const SEED = { seed: 20261122, numRuns: 300 };
const RESERVED = `!#$&'()*+,/:;=?@[]%"<>\\^\`{|}~ ` as const;

/** Well-formed text without control characters: what roles, passwords and databases can be called. */
const word = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .filter((text) => !/\p{Cc}/u.test(text));
/** A URL cannot hold these as a path: they are steps in it. */
const database = word.filter((text) => text !== '.' && text !== '..');

describe('an encoded URL', () => {
  test('comes back part by part, and again from the URL with parameters', () => {
    fc.assert(
      fc.property(
        word,
        word,
        database,
        fc.integer({ min: 1, max: 65_535 }),
        word,
        (user, password, name, port, options) => {
          const [u, p, d] = [user, password, name].map(encodeURIComponent);
          const parts = { user, password, database: name, port, host: 'db.example.com' };
          const connection = connectionTo(`postgresql://${u}:${p}@db.example.com:${port}/${d}`);
          expect(connection).toMatchObject({ ...parts, options: '' });
          const again = connectionTo(urlWith(connection, { options, application_name: 'x' }));
          expect(again).toMatchObject({ ...parts, options });
        },
      ),
      SEED,
    );
  });

  test('may have every reserved character in its password', () => {
    for (const character of RESERVED) {
      const password = `a${character}b`;
      const url = `postgres://u:${encodeURIComponent(password)}@h/d`;
      expect(connectionTo(url).password).toBe(password);
    }
  });
});

describe('a raw reserved character in the password', () => {
  test.each(Array.from(RESERVED, (character) => [character]))(
    '%s is taken as meant, or refused',
    (character) => {
      for (const password of [
        `a${character}b`,
        `${character}b`,
        `a${character}`,
        `12${character}x4`,
      ]) {
        const parsed = parseConnection('direct-url', `postgres://u:${password}@h.example/d`);
        if (parsed.ok)
          expect(parsed.connection).toMatchObject({
            user: 'u',
            password,
            host: 'h.example',
            database: 'd',
          });
        else {
          expect(parsed.problem.likelyCause).toContain('not percent-encoded');
          expect(JSON.stringify(parsed.problem)).not.toContain(password);
        }
      }
    },
  );
});

test.each([
  ['postgres://u:p@h/d', { host: 'h', port: 5432, database: 'd' }],
  ['postgresql://u@h:6543/d', { port: 6543, password: '' }],
  ['postgres://u:p@[2001:db8::1]:5433/d', { host: '2001:db8::1', port: 5433 }],
  ['postgres://u:p@[::1]/d', { host: '::1', tls: { mode: 'disable' } }],
  [
    'postgres://u:p@%2Fvar%2Frun%2Fpostgresql/d',
    { host: '/var/run/postgresql', tls: { mode: 'disable' } },
  ],
  [
    'postgres://u:p@/d?host=/var/run/postgresql',
    { host: '/var/run/postgresql', tls: { mode: 'disable' } },
  ],
  ['postgres:///d?host=/tmp&user=u&password=p%40', { host: '/tmp', user: 'u', password: 'p@' }],
  [
    'postgres:///?host=h&port=6000&user=u&dbname=d',
    { host: 'h', port: 6000, user: 'u', database: 'd' },
  ],
  ['postgres://postgres.ref:p@h/d', { user: 'postgres.ref' }],
  ['postgres://u:p@h/d?options=endpoint%3Dep-cool', { options: 'endpoint=ep-cool' }],
  [
    'postgres://u:p@h/d?schema=public&pgbouncer=true',
    { dropped: ['schema', 'pgbouncer'], unknown: [] },
  ],
  ['postgres://u:p@h/d?sslmod=require&sslcert=c', { unknown: ['sslmod', 'sslcert'] }],
  ['postgres://u:p@h/d?channel_binding=require&connect_timeout=5', { dropped: [], unknown: [] }],
])('%s', (url, parts) => {
  expect(connectionTo(url)).toMatchObject(parts);
});

test.each([
  ['', 'does not start with', undefined],
  ['mysql://u:hunter22@h/d', 'does not start with', undefined],
  ['POSTGRES://u:hunter22@h/d', 'does not start with', undefined],
  ['"postgres://u:hunter22@h/d"', 'does not start with', 'in quotes'],
  ['DATABASE_URL=postgres://u:hunter22@h/d', 'does not start with', 'name of the variable'],
  ["psql 'postgres://u:hunter22@h/d'", 'does not start with', 'psql command'],
  ['prisma+postgres://accelerate/?api_key=hunter22', 'does not start with', 'Accelerate'],
  ['jdbc:postgresql://h/d?password=hunter22', 'does not start with', 'JDBC'],
  ['host=h user=u password=hunter22', 'does not start with', undefined],
  ['postgres://', 'it has no host, no database, no user', undefined],
  ['postgres://u:hunter22@h', 'it has no database', undefined],
  ['postgres://h/d', 'it has no user', undefined],
  ['postgres://u:hunter22@a,b/d', 'several hosts', undefined],
  ['postgres://u:hunter22@a:1,b:2/d', 'not a valid URL', undefined],
  ['postgres://u:hunter22@h:99999/d', 'not a valid URL', 'port'],
  ['postgres://u:hunter22@h:0/d', 'port', undefined],
  ['postgres://u:hunter22@h/d?port=x', 'port', undefined],
  ['postgres://u:hunter22@h\n/d', 'line break', 'wrapped'],
  ['postgres://u:hunt\ter22@h/d', 'line break', 'wrapped'],
  ['postgres://u:hunter22%00@h/d', 'NUL', undefined],
  ['postgres://u:hunter22@h/d%0A::error::x', 'control character', undefined],
  ['postgres://u:hunter22@h/d?options=%0A', 'control character', undefined],
  ['postgres://u:hunter22@h/d#e', 'contains a #', undefined],
  ['postgres://u:hunter22%zz@h/d', 'not a valid URL', 'percent-encoded'],
  ['postgres://u:hunter22@h/d?sslmode=sure', 'its sslmode', undefined],
  [`postgres://u:hunter22@${'h'.repeat(100_000)}:x/d`, 'not a valid URL', undefined],
])('%s is refused: %s', (url, found, cause) => {
  const parsed = parseConnection('direct-url', url);
  if (parsed.ok) throw new Error('it was taken');
  expect(parsed.problem.attempted).toBe('read direct-url');
  expect(parsed.problem.found).toContain(found);
  if (cause !== undefined) expect(parsed.problem.likelyCause).toContain(cause);
  expect(JSON.stringify(parsed.problem)).not.toContain('hunter22');
});

test('no text at all makes it throw or repeat itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (noise, asUrl) => {
      const parsed = parseConnection(
        'direct-url',
        asUrl ? `postgres://u:hunter22@h/d${noise}` : noise,
      );
      if (parsed.ok) expect(shown(parsed.connection)).not.toMatch(/\p{Cc}/u);
      else expect(JSON.stringify(parsed.problem)).not.toContain('hunter22');
    }),
    SEED,
  );
});

describe('the URL with parameters', () => {
  test.each([
    ['postgres://u:p@h/d', 'postgres://u:p@h/d?options=-c%20a%3Db'],
    ['postgres://u:p@h/d?', 'postgres://u:p@h/d?options=-c%20a%3Db'],
    ['postgres://u:p@h/d?schema=s', 'postgres://u:p@h/d?schema=s&options=-c%20a%3Db'],
    ['postgres://u:p@h/d?options=x&schema=s', 'postgres://u:p@h/d?schema=s&options=-c%20a%3Db'],
  ])('%s', (url, expected) => {
    expect(urlWith(connectionTo(url), { options: '-c a=b' })).toBe(expected);
  });
});
