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
const PLACEHOLDER =
  /^(changeme|change[-_ ]me|todo|tbd|xxx+|\*+|secret|password|none|null|undefined|your[-_ ].*|<.*>|example|placeholder|replace[-_ ]?me.*)$/i;
const PLACEHOLDER_URL = /:\/\/(user(name)?:pass(word)?|postgres:password|johndoe:\S+)@/i;

/** Looks at every secret named by `required-secrets` and `optional-secrets`. */
export function reportSecrets(sources: Sources): SecretReport[] {
  const required = new Set(namesOf(sources.values.get('required-secrets')?.value ?? DEFAULT));
  const optional = namesOf(sources.values.get('optional-secrets')?.value);
  return [...new Set([...required, ...optional])].map((name) => {
    const value = valueOf(name, sources);
    const trimmed = value.trim();
    return {
      name,
      required: required.has(name),
      present: trimmed !== '',
      faults: trimmed === '' ? [] : faultsOf(trimmed),
      padded: trimmed !== '' && trimmed !== value,
    };
  });
}

const DEFAULT = 'DATABASE_URL DIRECT_URL';

/** A URL may be given as input only: its usual environment name then counts as set. */
function valueOf(name: string, { environment, values }: Sources): string {
  const own = environment[name];
  if (own !== undefined && own.trim() !== '') return own;
  const input = INPUT_NAMES.find((candidate) => ruleOf(candidate).environment?.includes(name));
  const given = input === undefined ? undefined : values.get(input)?.value;
  return typeof given === 'string' ? given : '';
}

function faultsOf(value: string): string[] {
  if (PLACEHOLDER.test(value) || PLACEHOLDER_URL.test(value)) return ['is a placeholder'];
  const short = value.length < SHORTEST ? [`is shorter than ${SHORTEST} characters`] : [];
  const weak = isWeak(value) ? ['is weak: it repeats a few characters or counts up'] : [];
  const reference = /^\$\{\{.*\}\}$/.test(value) ? ['is an expression that was not evaluated'] : [];
  return [...short, ...weak, ...reference];
}

/** Few different characters, or every character one after the last (`0123456789abcdef` in pieces). */
function isWeak(value: string): boolean {
  if (value.includes('://')) return false;
  const codes = [...value].map((character) => character.codePointAt(0) ?? 0);
  const rising = codes.filter((code, at) => at > 0 && code - (codes[at - 1] ?? 0) === 1).length;
  return new Set(codes).size < 5 || rising > codes.length * 0.7;
}
