import { bookingShop } from '../harness/postgres/booking-shop.js';
import type { Tools } from '../../src/actions/tools.js';
import type { Finding, Verdict } from '../../src/record/finding.js';
import type { Outcome } from '../../src/record/record.js';
import { validate } from '../../src/steps/validate.js';
import { reach, type Reached } from '../../src/validation/reach.js';
import type { UrlName } from '../../src/validation/urls.js';
import type { Visit } from '../../src/validation/visit.js';
import { configFor } from '../harness/config.js';
import { connectionTo } from '../postgres/connections.js';

/** A value that no rule on secrets has anything against. */
export const GOOD_SECRET = 'Zk3v9Qm2Lr8Tp5Wx';

/** The step on a hosted runner, through the real reader of the config. */
export async function run(
  tools: Tools,
  inputs: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>> = {},
  surroundings: Parameters<typeof configFor<'validate'>>[3] = {},
): Promise<Outcome<'validate'>> {
  const given = { 'working-directory': bookingShop.directory, ...inputs };
  return validate(await configFor('validate', given, environment, surroundings), tools);
}

/** The findings whose name contains the words; at least one. */
export function named({ findings }: { findings: readonly Finding[] }, words: string): Finding[] {
  const found = findings.filter(({ name }) => name.includes(words));
  if (found.length === 0) {
    throw new Error(`no finding on ${words} among ${findings.map(({ name }) => name).join(', ')}`);
  }
  return found;
}

/** The one finding of that name. */
export function finding(outcome: { findings: readonly Finding[] }, name: string): Finding {
  const found = outcome.findings.filter((one) => one.name === name);
  if (found.length !== 1 || found[0] === undefined) {
    const names = outcome.findings.map((one) => one.name).join(', ');
    throw new Error(`${found.length} findings called ${name} among ${names}`);
  }
  return found[0];
}

export function ofVerdict(
  { findings }: { findings: readonly Finding[] },
  ...verdicts: Verdict[]
): Finding[] {
  return findings.filter(({ verdict }) => verdicts.includes(verdict));
}

export function visitOf(signal: AbortSignal = new AbortController().signal): Visit {
  return { applicationName: 'db-deploy/validate/test', signal, patienceMs: 20_000 };
}

/** A server that answers, as the checks on it are given one. */
export async function reached(url: string, name: UrlName = 'DIRECT_URL'): Promise<Reached> {
  const arrival = await reach({ name, connection: connectionTo(url) }, visitOf());
  if (arrival.reached === undefined) throw new Error(JSON.stringify(arrival.findings));
  return arrival.reached;
}
