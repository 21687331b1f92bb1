import { inNumbers } from '../record/amounts.js';

/** `1,234 rows`, `1 row`. */
export function count(amount: number | bigint, noun: string, plural = `${noun}s`): string {
  return `${inNumbers(amount)} ${Number(amount) === 1 ? noun : plural}`;
}

/** `0.8 s`, `45 s`, `3 min 12 s`, `1 h 5 min`. */
export function span(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3_600)} h ${Math.floor((whole % 3_600) / 60)} min`;
}

/** How long ago something was: as {@link span}, from two days on in days. */
export function age(seconds: number): string {
  return seconds < 2 * 86_400 ? span(seconds) : count(Math.floor(seconds / 86_400), 'day');
}

/** Seconds between two ISO times; never negative, clocks of two machines may disagree. */
export function secondsBetween(from: string, to: string): number {
  return Math.max(0, (Date.parse(to) - Date.parse(from)) / 1_000);
}

/** `2026-11-22 02:13 UTC`. */
export function moment(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
