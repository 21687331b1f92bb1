import { ruleOf, INPUT_NAMES } from './inputs.js';
import type { Sources } from './sources.js';

/** Below this, a variable that merely sounds like a secret (`MAX_TOKENS=1`) would star out half the log. */
const SHORTEST_GUESS = 8;

/** Names in the environment that hold secrets whatever a workflow calls them elsewhere. */
const SECRET_NAME = /(PASSWORD|PASSWD|SECRET|TOKEN|API_KEY|PRIVATE_KEY|DATABASE_URL|DIRECT_URL|POSTGRES_URL)/;

/**
 * Every form of every secret that we know: as given, by line, trimmed, decoded, encoded, and the
 * password inside a URL, which the runner knows only as part of the whole.
 */
export function secretForms(sources: Sources): string[] {
  const forms = new Set<string>();
  for (const secret of secretValues(sources)) {
    for (const form of formsOf(secret)) if (form !== '') forms.add(form);
  }
  return [...forms];
}

function secretValues({ values, environment }: Sources): string[] {
  const given = INPUT_NAMES.filter((name) => ruleOf(name).secret).map((name) => values.get(name)?.value);
  const named = namesOf(values.get('required-secrets')?.value)
    .concat(namesOf(values.get('optional-secrets')?.value))
    .map((name) => environment[name]);
  const usual = Object.entries(environment)
    .filter(([name]) => SECRET_NAME.test(name) && !name.startsWith('INPUT_'))
    .map(([, value]) => value)
    .filter((value) => (value ?? '').length >= SHORTEST_GUESS);
  // An unknown input may be a misspelt secret (`databse-url`): masked like one when it is a URL with a login.
  const inputs = Object.entries(environment)
    .filter(([name, value]) => name.startsWith('INPUT_') && /:\/\/[^/\s]*@/.test(value ?? ''))
    .map(([, value]) => value);
  return [...given, ...named, ...usual, ...inputs].filter((value) => typeof value === 'string');
}

/** Names are separated by blanks or newlines. */
export function namesOf(value: unknown): string[] {
  return typeof value === 'string' ? value.split(/[\s,]+/).filter((name) => name !== '') : [];
}

function formsOf(secret: string): string[] {
  const lines = secret.split(/\r?\n/).map((line) => line.trim());
  const wholes = [secret, secret.trim(), ...lines];
  const parts = wholes.flatMap((whole) => passwordsIn(whole));
  return [...wholes, ...parts].flatMap((form) => [form, decoded(form), urlEncoded(form)]);
}

/** `postgres://user:password@host`, also where the rest is no valid URL. */
function passwordsIn(text: string): string[] {
  const login = /^[a-z][a-z0-9+.-]*:\/\/[^:@/\s]*:(.*)@[^@]*$/is.exec(text)?.[1];
  const parameter = /[?&]password=([^&#]*)/i.exec(text)?.[1];
  return [login, parameter].filter((part) => part !== undefined);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function urlEncoded(text: string): string {
  // A lone surrogate throws; such a value has no URL form.
  return text.isWellFormed() ? encodeURIComponent(text) : text;
}
