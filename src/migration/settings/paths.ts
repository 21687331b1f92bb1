import { join, resolve } from 'node:path';
import { closing, textOf } from './tokens.js';

/** Absolute: where a configuration file stands, and where the tool that reads it is started. */
export interface Places {
  readonly beside: string;
  readonly startedIn: string;
}

/**
 * A call of `join` or `resolve` of node:path with plain arguments or the directory of the file.
 * @returns what it gives, and where it ends; undefined where anything else begins.
 */
export function pathAt(
  tokens: readonly string[],
  start: number,
  { beside, startedIn }: Places,
): { readonly value: string; readonly end: number } | undefined {
  const isMember = tokens[start] === 'path' && tokens[start + 1] === '.';
  const name = isMember ? start + 2 : start;
  const isImported = isMember || tokens.some((token) => /^(['"])(node:)?path\1$/.test(token));
  const called = tokens[name];
  if (!isImported || tokens[name + 1] !== '(') return undefined;
  if (called !== 'join' && called !== 'resolve') return undefined;
  const end = closing(tokens, name + 1);
  const parts: string[] = [];
  for (let at = name + 2; at < end; at += 1) {
    const comma = tokens.indexOf(',', at);
    const behind = comma < 0 || comma > end ? end : comma;
    const words = tokens.slice(at, behind);
    const isBeside = ['__dirname', 'import.meta.dirname'].includes(words.join(''));
    const text = isBeside ? beside : textOf(words.length === 1 ? (words[0] ?? '') : '');
    if (text === undefined) return undefined;
    parts.push(text);
    at = behind;
  }
  return { value: called === 'join' ? join(...parts) : resolve(startedIn, ...parts), end };
}
