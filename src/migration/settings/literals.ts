import { exportsLiterals, isHere } from './exported.js';
import { pathAt, type Places } from './paths.js';
import { closing, textOf, tokensOf } from './tokens.js';
import { unreadable } from './unreadable.js';

/** One `key: value` of an object in a configuration file. */
interface Setting {
  /** Keys from the outermost object on; calls and functions around an object do not count. */
  readonly path: readonly string[];
  /** The plain value, or all of a list of them; undefined where it is anything else. */
  readonly values: readonly string[] | undefined;
  /** Whether the value is an object of another name or file. */
  readonly elsewhere?: boolean;
}

/** Stands for keys that come from elsewhere. */
const SPREAD = '...';

/**
 * What a configuration file in JavaScript, TypeScript or JSON writes down as plain values. The file
 * is not run: it may do anything, and would do it with the secrets of the deploy.
 * @param places for paths that the file puts together.
 */
export function settingsIn(source: string, places: Places): Setting[] {
  const tokens = tokensOf(source);
  const settings: Setting[] = exportsLiterals(tokens)
    ? []
    : [{ path: [SPREAD], values: undefined }];
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
    } else if (token === ',' || token === ';') {
      delete level.key;
    } else if (token === '...' && level.open === '{') {
      if (!isHere(tokens, at + 1)) {
        settings.push({ path: [...level.keys, SPREAD], values: undefined });
      }
    } else if (level.open === '{' && isFirst(tokens, at)) {
      const key = textOf(token) ?? token;
      const next = tokens[at + 1] ?? '';
      const isMethod = next === '(' && opensBody(tokens, at);
      if (next === ':' || isMethod) level.key = key;
      else if (!',}'.includes(next)) continue;
      // A key alone takes its value from a variable.
      const place = next === ':' ? at + 2 : at;
      const values = next === ':' ? valuesAt(tokens, place, places) : undefined;
      const elsewhere = values === undefined && !isMethod && !isHere(tokens, place);
      settings.push({ path: [...level.keys, key], values, elsewhere });
    }
  }
  return settings;
}

/** Whether a key may stand there; `async adapter() {}` is one of `adapter`. */
function isFirst(tokens: readonly string[], at: number): boolean {
  const before = tokens[at - 1] ?? '';
  const isMarked = /^(async|get)$/.test(before) && tokens[at + 1] === '(';
  return '{,'.includes((isMarked ? tokens[at - 2] : before) ?? '');
}

/** `key() {`; of statements that look like it, a key of their name does no harm. */
function opensBody(tokens: readonly string[], at: number): boolean {
  if (/^(if|for|while|switch|catch|async)$/.test(tokens[at] ?? '')) return false;
  return ['{', ':'].includes(tokens[closing(tokens, at + 1) + 1] ?? '');
}

function valuesAt(tokens: readonly string[], at: number, places: Places): string[] | undefined {
  const first = tokens[at] ?? '';
  if (first === '{') return [];
  if (first !== '[') {
    const path = pathAt(tokens, at, places);
    const value = path?.value ?? textOf(first);
    const behind = tokens[(path?.end ?? at) + 1] ?? '';
    return value !== undefined && ',}'.includes(behind) ? [value] : undefined;
  }
  const end = tokens.indexOf(']', at);
  const items = tokens.slice(at + 1, end).filter((token) => token !== ',');
  const texts = items.map(textOf).filter((text) => text !== undefined);
  return texts.length === items.length ? texts : undefined;
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
  const around = settings.find(({ path: keys, values, elsewhere }) => {
    if (values !== undefined) return false;
    const spread = keys.at(-1) === SPREAD;
    const place = spread ? keys.slice(0, -1) : keys;
    if (spread && (place.length === 0 || place.join('.') === within)) return true;
    const entered = !spread && settings.some(({ path: inner }) => isInside(inner, place));
    if (place.join('.') === within && elsewhere === true && !entered) return true;
    return parent !== '' && `.${place.join('.')}`.endsWith(`.${parent}`) && !entered;
  });
  if (around !== undefined) {
    const source = around.path.join('.');
    const by = source === SPREAD ? 'what the file exports or spreads from elsewhere' : source;
    throw unreadable(path.join('.'), file, `it may be set by ${by}`);
  }
}

function isInside(path: readonly string[], outer: readonly string[]): boolean {
  return path.length > outer.length && outer.every((key, at) => path[at] === key);
}
