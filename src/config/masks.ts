import { ruleOf, INPUT_NAMES } from './inputs.js';
import { readMailLogin } from './maillogin.js';
import type { Sources } from './sources.js';

/** Below this, a variable that merely sounds like a secret (`MAX_TOKENS=1`) would star out half the log. */
const SHORTEST_GUESS = 8;

/** Shorter lines of a secret of several lines are brackets and the like, not worth starring everywhere. */
const SHORTEST_LINE = 4;

/** A scheme is short; without the bound a word of 120 KB (base64 in `needs`) takes half a minute. */
const URL_WITH_LOGIN = /[a-z][a-z0-9+.-]{0,30}:\/\/\S*@\S*/gi;

/** An identity of age, also where nobody expects it: pasted into `encrypt-to`, or in a variable of any name. */
const AGE_IDENTITY = /AGE-SECRET-KEY-[0-9A-Z-]+/gi;

/** Shorter parts of a webhook's address are words such as `services` or `webhooks`. */
const SHORTEST_TOKEN = 12;

/** Bytes; the base64 of less is too short to be told from ordinary words. */
const SHORTEST_BASE64 = 6;

/** Names in the environment that hold secrets whatever a workflow calls them elsewhere. */
const SECRET_NAME =
  /(PASSWORD|PASSWD|SECRET|TOKEN|API_KEY|PRIVATE_KEY|DATABASE_URL|DIRECT_URL|POSTGRES_URL)/;

/**
 * Every form of every secret that we know: as given, by line, trimmed, decoded, encoded, and the
 * password inside a URL, which the runner knows only as part of the whole.
 */
export function secretForms(sources: Sources): string[] {
  const forms = new Set<string>();
  for (const secret of secretValues(sources)) {
    for (const form of formsOf(secret)) forms.add(form);
  }
  return [...forms];
}

function secretValues({ values, environment }: Sources): string[] {
  const given = INPUT_NAMES.filter((name) => ruleOf(name).secret).map(
    (name) => values.get(name)?.value,
  );
  const named = namesOf(values.get('required-secrets')?.value)
    .concat(namesOf(values.get('optional-secrets')?.value))
    .map((name) => environment[name]);
  const usual = Object.entries(environment)
    .filter(([name]) => SECRET_NAME.test(name) && !name.startsWith('INPUT_'))
    .map(([, value]) => value)
    .filter((value) => (value ?? '').length >= SHORTEST_GUESS);
  // A URL with a login is a secret wherever it stands: in a misspelt input (`databse-url`), or in one
  // that is none (`environment`), whose value a message would repeat.
  const settings = [...values.values()].flatMap(({ value }) => textsIn(value));
  const elsewhere = [
    ...Object.entries(environment)
      .filter(([name]) => name.startsWith('INPUT_'))
      .map(([, value]) => value),
    ...settings,
  ].flatMap((value) => value?.match(URL_WITH_LOGIN) ?? []);
  const identities = [...Object.values(environment), ...settings].flatMap(
    (value) => value?.match(AGE_IDENTITY) ?? [],
  );
  const { password } = readMailLogin(environment);
  return [...given, ...named, ...usual, ...elsewhere, ...identities, password].filter(
    (value) => typeof value === 'string',
  );
}

/** Names are separated by blanks, commas or newlines; the settings file may hold them as a list. */
export function namesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesOf);
  return typeof value === 'string' ? value.split(/[\s,]+/).filter((name) => name !== '') : [];
}

/** Every text in a structure of the settings file. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function formsOf(secret: string): string[] {
  const whole = secret.trim();
  if (whole === '') return [];
  const lines = whole.split(/\r?\n|\r/).map((line) => line.trim());
  const parts = lines.filter((line) => line === whole || line.length >= SHORTEST_LINE);
  return [secret, whole, ...parts]
    .flatMap((text) => [text, ...passwordsIn(text), ...tokensIn(text)])
    .flatMap((text) => [text, decoded(text)])
    .filter((text) => text.trim() !== '')
    .flatMap((text) => [text, ...encoded(text)]);
}

/**
 * `postgres://user:password@host`, also where the rest is no valid URL: then everything up to the
 * last @ may belong to the password, and the first one may end it.
 */
function passwordsIn(text: string): string[] {
  const greedy = /^[a-z][a-z0-9+.-]*:\/\/[^:@/\s]*:(.*)@/is.exec(text)?.[1];
  const modest = /^[a-z][a-z0-9+.-]*:\/\/[^:@/\s]*:([^@]*)@/is.exec(text)?.[1];
  const understood = URL.canParse(text) ? new URL(text).password : undefined;
  const parameter = /[?&]password=([^&#]*)/i.exec(text)?.[1];
  const all = [greedy, modest, understood, parameter, parameter?.replaceAll('+', ' ')];
  return all.filter((part) => part !== undefined);
}

/** What makes the address of a webhook a secret: its path, and the long words of path and query. */
function tokensIn(text: string): string[] {
  if (!/^https?:/i.test(text) || !URL.canParse(text)) return [];
  const { pathname, search } = new URL(text);
  const words = [...pathname.split('/'), ...search.split(/[?&=]/)];
  return [pathname, pathname + search, ...words].filter((part) => part.length >= SHORTEST_TOKEN);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** As JavaScript, as URLs and as forms write it: they differ in what they leave alone. */
function encoded(text: string): string[] {
  // A lone surrogate throws; such a value has no URL form.
  if (!text.isWellFormed()) return [];
  const url = new URL('postgres://user@host');
  url.password = text;
  const form = new URLSearchParams({ '': text }).toString().slice(1);
  return [
    encodeURIComponent(text),
    url.password,
    form,
    JSON.stringify(text).slice(1, -1),
    inXml(text),
    ...base64Forms(text),
  ];
}

function inXml(text: string): string {
  const entities = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
  } as const;
  return text.replace(/[&<>"']/g, (sign) => entities[sign as keyof typeof entities]);
}

/** Base64 at the three offsets at which it can stand inside more base64, e.g. of `user:password`. */
function base64Forms(text: string): string[] {
  const bytes = Buffer.from(text);
  if (bytes.length < SHORTEST_BASE64) return [];
  return [0, 1, 2].map((offset) => {
    const shifted = Buffer.concat([Buffer.alloc(offset), bytes]);
    // Signs at the ends mix in bits of the neighbours: they are not part of what always stands there.
    const whole = Math.floor((shifted.length * 8) / 6);
    return shifted.toString('base64').slice(offset === 0 ? 0 : offset + 1, whole);
  });
}
