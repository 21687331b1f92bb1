import { unreadable } from './unreadable.js';

/** One `key: value` of an object in a configuration file. */
interface Setting {
  /** Keys from the outermost object on; calls and functions around an object do not count. */
  readonly path: readonly string[];
  /** The plain value, or all of a list of them; undefined where it is anything else. */
  readonly values: readonly string[] | undefined;
}

/** Stands for keys that come from elsewhere. */
const SPREAD = '...';

const TOKENS =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|\.\.\.|[\w$]+|[^\s\w$]/g;

/**
 * What a configuration file in JavaScript, TypeScript or JSON writes down as plain values. The file
 * is not run: it may do anything, and would do it with the secrets of the deploy.
 */
export function settingsIn(source: string): Setting[] {
  const tokens = (source.match(TOKENS) ?? []).filter((token) => !/^\/[/*]/.test(token));
  const settings: Setting[] = [];
  const levels: { keys: readonly string[]; open: string; key?: string }[] = [
    { keys: [], open: '' },
  ];
  for (const [at, token] of tokens.entries()) {
    const level = levels.at(-1) ?? { keys: [], open: '' };
    if ('{[('.includes(token)) {
      const keys = level.key === undefined ? level.keys : [...level.keys, level.key];
      levels.push({ keys, open: token });
    } else if ('}])'.includes(token)) {
      if (levels.length > 1) levels.pop();
    } else if (token === ',') {
      delete level.key;
    } else if (token === '...' && level.open === '{') {
      const from = tokens[at + 1] ?? '';
      if (!writtenHere(source, from)) {
        settings.push({ path: [...level.keys, SPREAD], values: undefined });
      }
    } else if (level.open === '{' && '{,'.includes(tokens[at - 1] ?? '')) {
      const key = textOf(token) ?? token;
      const next = tokens[at + 1] ?? '';
      if (next === ':') level.key = key;
      else if (!',}'.includes(next)) continue;
      // A key alone takes its value from a variable.
      const values = next === ':' ? valuesAt(tokens, at + 2) : undefined;
      settings.push({ path: [...level.keys, key], values });
    }
  }
  return settings;
}

/** Whether a name stands for an object that this file writes down, so that its keys are seen. */
function writtenHere(source: string, name: string): boolean {
  return new RegExp(`\\b(?:const|let|var)\\s+${name.replaceAll('$', '\\$')}\\b[^=]*=\\s*\\{`).test(
    source,
  );
}

function valuesAt(tokens: readonly string[], at: number): string[] | undefined {
  const first = tokens[at] ?? '';
  if (first === '{') return [];
  if (first !== '[') {
    const value = textOf(first);
    return value !== undefined && ',}'.includes(tokens[at + 1] ?? '') ? [value] : undefined;
  }
  const end = tokens.indexOf(']', at);
  const items = tokens.slice(at + 1, end).filter((token) => token !== ',');
  const texts = items.map(textOf).filter((text) => text !== undefined);
  return texts.length === items.length ? texts : undefined;
}

/** The text of a string without substitutions or escapes, or of a word that is true or false. */
function textOf(token: string): string | undefined {
  if (token === 'true' || token === 'false') return token;
  const [, , text] = /^(['"`])([^\\$]*)\1$/.exec(token) ?? [];
  return text;
}

/**
 * The plain values of a setting wherever its path ends so; undefined where it is not set at all.
 * @param within the key of the block that counts, where the file has blocks that differ.
 * @throws {DeployError} where it is set to something else, or twice to different values.
 */
export function plainValues(
  settings: readonly Setting[],
  path: readonly string[],
  file: string,
  within?: string,
): readonly string[] | undefined {
  const ends = (setting: Setting, keys: readonly string[]): boolean =>
    setting.path.slice(-keys.length).join('.') === keys.join('.');
  const all = settings.filter((setting) => ends(setting, path));
  const own = all.filter(
    (setting) => setting.path.length > path.length && setting.path[0] === within,
  );
  const found = own.length > 0 ? own : all;
  const name = path.join('.');
  if (found.some(({ values }) => values === undefined)) {
    throw unreadable(name, file, 'an expression or a variable');
  }
  if (own.length === 0) requireVisible(settings, path, file, within);
  const [values, ...others] = new Map(
    found.map((setting) => [(setting.values ?? []).join(','), setting.values]),
  ).values();
  if (others.length > 0) throw unreadable(name, file, 'different values in several places');
  return values;
}

/** @throws {DeployError} where the setting may come from a variable or a spread around it. */
function requireVisible(
  settings: readonly Setting[],
  path: readonly string[],
  file: string,
  within: string | undefined,
): void {
  const parent = path.slice(0, -1).join('.');
  const around = settings.find(({ path: keys, values }) => {
    if (values !== undefined) return false;
    const spread = keys.at(-1) === SPREAD;
    const place = spread ? keys.slice(0, -1) : keys;
    if (spread && (place.length === 0 || place.join('.') === within)) return true;
    const entered = !spread && settings.some(({ path: inner }) => isInside(inner, place));
    return parent !== '' && `.${place.join('.')}`.endsWith(`.${parent}`) && !entered;
  });
  if (around !== undefined) {
    throw unreadable(path.join('.'), file, `it may be set by ${around.path.join('.')}`);
  }
}

function isInside(path: readonly string[], outer: readonly string[]): boolean {
  return path.length > outer.length && outer.every((key, at) => path[at] === key);
}
