/** Fields that the schema or the settings restrict to a list, a number or a time; and the address of the run, which the runner gives. */
const OURS = new Set(
  'step status verdict result kind mode how precision knownBy chosenBy content snapshotTime createdAt expiresAt startedAt finishedAt time sha256 format fingerprints url'.split(
    ' ',
  ),
);

/** Fields whose own fields are foreign names: of migrations. */
const BY_NAME = new Set(['checksums']);

/** The same record with every free text in it spoilt; equal texts stay equal. */
export function spoilt<Value>(value: Value, spoil: (text: string) => string, key = ''): Value {
  if (typeof value === 'string')
    return (OURS.has(key) || value === '' ? value : spoil(value)) as Value;
  if (Array.isArray(value)) return value.map((item: unknown) => spoilt(item, spoil, key)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      BY_NAME.has(key) ? spoil(name) : name,
      spoilt(item as unknown, spoil, name),
    ]),
  ) as Value;
}
