const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** Decimal units, as disks and GitHub count: `61.2 MB`. */
export function inBytes(bytes: number): string {
  const power = bytes < 1_000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), UNITS.length - 1);
  const amount = bytes / 1_000 ** power;
  return `${power === 0 ? Math.round(amount) : amount.toFixed(1)} ${UNITS[power] ?? ''}`;
}

/** `1,234,567`. By hand: toLocaleString loads ICU, 10 ms of a step's start. */
export function inNumbers(count: number | bigint): string {
  return String(typeof count === 'bigint' ? count : Math.round(count)).replace(
    /\B(?=(\d{3})+$)/g,
    ',',
  );
}
