/**
 * `npm run test:majors`: what depends on the server, on each supported major; `-- 14 18` runs the named ones.
 * A major that is installed with its client is tested whole. Of the others the server alone is taken from npm
 * (`.cache/majors/`); what needs their client is `not run`, and listed.
 */
import { NEWEST_MAJOR, OLDEST_MAJOR } from '../src/postgres/releases.js';
import { provideMajor } from './majors/server.js';
import { testMajor, type Outcome } from './majors/tests.js';

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
for (const major of named.length > 0 ? named : supported) {
  const server = await provideMajor(major);
  console.log(`\nPostgres ${server.version}: ${server.directory}`);
  outcomes.push(await testMajor(server));
}

console.log('\n| major | server | passed | failed | not run |\n| --- | --- | --- | --- | --- |');
for (const { server, passed, failed, notRun } of outcomes) {
  const left = notRun.length === 0 ? '' : `${notRun.length}, see below`;
  console.log(`| ${server.major} | ${server.version} | ${passed} | ${failed} | ${left} |`);
}
for (const { server, notRun } of outcomes) {
  for (const what of notRun) console.log(`major ${server.major}: not run: ${what}`);
}
if (outcomes.some(({ succeeded }) => !succeeded)) process.exitCode = 1;
