import { expect, test } from '@jest/globals';
import { releaseFinding, requireSupportedServer } from '../../src/postgres/releases.js';

test.each([
  ['14.24', '14.24', 'pass', /server 14\.24, client 14\.24/],
  ['15.19 (Debian 15.19-0+deb12u1)', '15.19', 'pass', /server 15\.19, client/],
  ['16.15', '16.20', 'pass', /client 16\.20/],
  ['17.11', '17.11', 'pass', /./],
  ['18.6', '18.6', 'pass', /./],
  ['14.23', '14.24', 'warn', /^the database server is 14\.23$/],
  [
    '15.18 (Debian 15.18-0+deb12u1)',
    '15.18',
    'warn',
    /^the database server is 15\.18, the pg_dump of this job is 15\.18$/,
  ],
  ['16.15', '16.14', 'warn', /^the pg_dump of this job is 16\.14$/],
  ['17.11', '17.10-1.pgdg120+1', 'warn', /^the pg_dump of this job is 17\.10/],
  ['18.6', '18.5', 'warn', /./],
  ['19.1', '19.1', 'warn', /19 is newer than this version of the action/],
  ['18beta1', '18beta1', 'could not verify', /the database server calls itself 18beta1/],
  ['16.4-enterprise', '16.15', 'warn', /./],
] as const)('server %s, client %s: %s', (server, client, verdict, found) => {
  const finding = releaseFinding(server, client, true);
  expect(finding.verdict).toBe(verdict);
  expect(finding.found).toMatch(found);
});

test('a warning names the fix of each side', () => {
  expect(releaseFinding('17.2', '17.2', true).fix).toMatch(
    /^for the database server, [^]*17\.11[^]*\nfor the pg_dump of this job, .*apt-get install -y postgresql-client-17$/,
  );
});

test('on a laptop it is told of the machine, and no step of a workflow', () => {
  const { found, fix } = releaseFinding('17.11', '17.2', false);
  expect(found).toBe('the pg_dump of this machine is 17.2');
  expect(fix).toMatch(/this machine, update its PostgreSQL 17 client programs/);
  expect(fix).not.toMatch(/step|run:/);
});

test.each(['13.22', '9.6.24', '10.23 (Debian)'])('a server of %s is refused by name', (version) => {
  expect(() => {
    requireSupportedServer(version);
  }).toThrow(/is not supported: 14 to 18 are/);
});

test.each(['14.0', '18.6', '19devel', '15.18 (Debian)'])('a server of %s is not', (version) => {
  requireSupportedServer(version);
});
