/**
 * `npm run test:majors`: what depends on the server, on each supported major; `-- 14 18` runs the named ones.
 * A major that is installed with its client is tested whole. Of the others the server alone is taken from npm
 * (`.cache/majors/`); what needs their client is `not run`, and listed. Of the first and the last of several
 * majors, promotions are tested from the one into the other, both ways.
 */
import { NEWEST_MAJOR, OLDEST_MAJOR } from '../src/postgres/releases.js';
import type { ServerBinaries } from '../__tests__/harness/postgres/server-binaries.js';
import { provideMajor } from './majors/server.js';
import { testBetween, testMajor, type Outcome } from './majors/tests.js';

const named = process.argv.slice(2).map(Number);
const supported = Array.from(
  { length: NEWEST_MAJOR - OLDEST_MAJOR + 1 },
  (_, index) => OLDEST_MAJOR + index,
);
const unknown = named.filter((major) => !supported.includes(major));
if (unknown.length > 0) {
  console.error(`Usage: npm run test:majors [-- ${supported.join(' ')}]`);
  process.exit(2);
}

const outcomes: Outcome[] = [];
const servers: ServerBinaries[] = [];
for (const major of named.length > 0 ? named : supported) {
  const server = await provideMajor(major);
  servers.push(server);
  console.log(`\nPostgres ${server.version}: ${server.directory}`);
  outcomes.push(await testMajor(server));
}
const [first, last] = [servers[0], servers.at(-1)];
if (first !== undefined && last !== undefined && first !== last) {
  for (const [dev, prod] of [
    [last, first],
    [first, last],
  ] as const) {
    // prettier-ignore
    console.log(`\nPromotions from Postgres ${dev.version} to ${prod.version}`);
    outcomes.push(await testBetween(dev, prod));
  }
}

console.log('\n| major | server | passed | failed | not run |\n| --- | --- | --- | --- | --- |');
const majorOf = ({ server, dev }: Outcome): string =>
  dev === undefined ? `${server.major}` : `${dev.major} to ${server.major}`;
for (const outcome of outcomes) {
  const { server, passed, failed, notRun } = outcome;
  const left = notRun.length === 0 ? '' : `${notRun.length}, see below`;
  console.log(`| ${majorOf(outcome)} | ${server.version} | ${passed} | ${failed} | ${left} |`);
}
for (const outcome of outcomes) {
  for (const what of outcome.notRun) console.log(`major ${majorOf(outcome)}: not run: ${what}`);
}
if (outcomes.some(({ succeeded }) => !succeeded)) process.exitCode = 1;
