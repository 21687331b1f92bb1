import { parseAddress } from '../notification/address.js';
import { namesOf } from './masks.js';
import { INPUT_NAMES, ruleOf } from './inputs.js';
import type { Sources } from './sources.js';

/** What was noticed about one secret. Never holds the value or a part of it. */
export interface SecretReport {
  readonly name: string;
  readonly required: boolean;
  readonly present: boolean;
  /** Each a fact that ends the sentence "the secret …"; empty when all is well. */
  readonly faults: readonly string[];
  /** Blanks or newlines around it, which this action trims and others may not. */
  readonly padded: boolean;
}

const SHORTEST = 16;
export const NAME = /^[a-z_]\w{0,199}$/i;
const PLACEHOLDER =
  /^(changeme|change[-_ ]me|todo|tbd|xxx+|\*+|secret|password|none|null|undefined|your[-_ ].*|<.*>|example|placeholder|replace[-_ ]?me.*)$/i;
const PLACEHOLDER_URL = /:\/\/(user(name)?:pass(word)?|postgres:password|johndoe:\S+)@/i;

/** Looks at every secret named by `required-secrets` and `optional-secrets`. */
export function reportSecrets(sources: Sources): SecretReport[] {
  const required = new Set(namesOf(sources.values.get('required-secrets')?.value ?? DEFAULT));
  const optional = namesOf(sources.values.get('optional-secrets')?.value);
  // What is no name may be a value that was put in the wrong place: the config refuses it unnamed.
  const names = [...new Set([...required, ...optional])].filter((name) => NAME.test(name));
  return names.map((name) => {
    const { value, wasTrimmed } = valueOf(name, sources);
    const trimmed = value.trim();
    return {
      name,
      required: required.has(name),
      present: trimmed !== '',
      faults:
        trimmed === '' ? [] : [...faultsOf(trimmed, required.has(name)), ...formOf(name, trimmed)],
      padded: trimmed !== '' && (trimmed !== value || wasTrimmed),
    };
  });
}

const DEFAULT = 'DATABASE_URL DIRECT_URL';

/** What the steps will use: an input wins over the variable of its usual name. */
function valueOf(
  name: string,
  { environment, values }: Sources,
): { value: string; wasTrimmed: boolean } {
  const input = INPUT_NAMES.find((candidate) => ruleOf(candidate).environment?.includes(name));
  const given = input === undefined ? undefined : values.get(input);
  if (typeof given?.value === 'string') return { value: given.value, wasTrimmed: given.wasTrimmed };
  return { value: environment[name] ?? '', wasTrimmed: false };
}

/** How long and how random it must be is known of required secrets only: an optional one may be a user name. */
function faultsOf(value: string, required: boolean): string[] {
  if (PLACEHOLDER.test(value) || PLACEHOLDER_URL.test(value)) return ['is a placeholder'];
  if (/^\$\{\{.*\}\}$/s.test(value)) return ['is an expression that was not evaluated'];
  if (!required) return [];
  const short = value.length < SHORTEST ? [`is shorter than ${SHORTEST} characters`] : [];
  const weak = isWeak(value) ? ['is weak: it repeats a few characters or counts up'] : [];
  return [...short, ...weak];
}

/** What summarize would only warn of, told before the deploy. */
function formOf(name: string, value: string): string[] {
  if (name !== 'SLACK_WEBHOOK_URL') return [];
  const lines = value.split(/\s+/).map(parseAddress);
  return lines.every(({ ok }) => ok) ? [] : ['is no https URL'];
}

/** Few different characters, or every character one after the last (`0123456789abcdef` in pieces). */
function isWeak(value: string): boolean {
  if (value.includes('://')) return false;
  const codes = Array.from(value, (character) => character.codePointAt(0) ?? 0);
  const rising = codes.filter((code, at) => at > 0 && code - (codes[at - 1] ?? 0) === 1).length;
  return new Set(codes).size < 5 || rising > codes.length * 0.7;
}
