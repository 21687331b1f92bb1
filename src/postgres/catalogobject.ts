/** One object of the catalog. All texts are escaped, so that each fits on a line. */
export interface CatalogObject {
  /** Kind and qualified name, e.g. `column public.bookings.id`; unique in a database. */
  readonly key: string;
  /** The definition; long ones as their md5. */
  readonly detail: string;
  /** Empty for parts of other objects. */
  readonly owner: string;
  /** Sorted aclitems, e.g. `app_owner=arwdDxt/app_owner app_user=r/app_owner`. */
  readonly grants: string;
}

const OWNER = 'owner ';
const GRANTS = 'grants ';
const SEPARATOR = '\t';

/** The object as a line of `catalog.txt`: four fields with a tab between. */
export function lineOf({ key, detail, owner, grants }: CatalogObject): string {
  return [
    key,
    detail,
    owner === '' ? '' : OWNER + owner,
    grants === '' ? '' : GRANTS + grants,
  ].join(SEPARATOR);
}

/** The inverse of {@link lineOf}. */
export function objectOf(line: string): CatalogObject {
  const [key = '', detail = '', owner = '', grants = ''] = line.split(SEPARATOR);
  return { key, detail, owner: owner.slice(OWNER.length), grants: grants.slice(GRANTS.length) };
}

/** The line for people. */
export function shownLine(line: string): string {
  return line
    .split(SEPARATOR)
    .filter((field) => field !== '')
    .join(' ');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
};
const ESCAPED = new Map(Object.entries(ESCAPES).map(([sign, escape]) => [escape, sign]));

/** Names and definitions may hold line ends. */
export function escaped(text: string): string {
  return text.replace(/[\\\t\n\r]/g, (sign) => ESCAPES[sign] ?? sign);
}

function unescaped(text: string): string {
  return text.replace(/\\[\\tnr]/g, (escape) => ESCAPED.get(escape) ?? escape);
}

/** A key taken apart. */
export interface ObjectName {
  /** Lower-case words: `table`, `event trigger`. */
  readonly kind: string;
  /** The dotted name, unquoted, e.g. schema, table and column. */
  readonly parts: readonly string[];
  /** What follows the name: arguments of a function, a parent, a role. */
  readonly rest: string;
}

/** A name as keys and definitions write it. */
export const IDENTIFIER = String.raw`(?:"(?:[^"]|"")*"|[a-z_\u0080-\uffff][\w$\u0080-\uffff]*)`;
/** Longest first, so that `table` does not take `table …`. */
const KINDS =
  'partitioned table|materialized view|foreign table|table|view|sequence|column|constraint|index|trigger|policy|rule|inheritance|function|type|statistics|collation|operator class|operator|text search configuration|text search dictionary|schema|extension|event trigger|publication|default grants|foreign data wrapper|server|user mapping|language|cast';
const KEY = new RegExp(`^(${KINDS}) (${IDENTIFIER}(?:\\.${IDENTIFIER})*)?(.*)$`, 's');
const EACH_PART = new RegExp(IDENTIFIER, 'g');

const PARTS_OF_A_RELATION = new Set([
  'column',
  'constraint',
  'index',
  'inheritance',
  'policy',
  'rule',
  'trigger',
]);

/** The kind of an object, and where it stands, as keys write names: quoted where they must be. */
export interface Place {
  readonly kind: string;
  /** Qualified, e.g. `public.bookings.id`, and with what follows it, e.g. the arguments of a function. */
  readonly name: string;
  /** For parts of a relation or composite type: that one, e.g. `public.bookings`. */
  readonly relation: string | undefined;
  /** The last part of the name, e.g. `id`. */
  readonly own: string;
}

export function placeOf({ key }: CatalogObject): Place {
  const [, kind = '', path = '', rest = ''] = KEY.exec(key) ?? [];
  const parts = path.match(EACH_PART) ?? [];
  const relation = PARTS_OF_A_RELATION.has(kind) ? parts.slice(0, 2).join('.') : undefined;
  return { kind, name: path + rest, relation, own: parts.at(-1) ?? '' };
}

/** Kinds that do not live in a schema, though a dot may follow in what describes them. */
const OF_THE_DATABASE = new Set([
  'extension',
  'event trigger',
  'publication',
  'foreign data wrapper',
  'server',
  'user mapping',
  'language',
  'cast',
]);

export function nameOf({ key }: CatalogObject): ObjectName {
  const [, kind = '', name = '', rest = ''] = KEY.exec(unescaped(key)) ?? [];
  const parts = name.match(EACH_PART) ?? [];
  return { kind, parts: parts.map(unquoted), rest };
}

/** The schema that an object lives in, or that it is; undefined for objects of the database. */
export function schemaOf(object: CatalogObject): string | undefined {
  const { kind, parts } = nameOf(object);
  if (OF_THE_DATABASE.has(kind)) return undefined;
  return kind === 'default grants' && parts.length < 2 ? undefined : parts[0];
}

function unquoted(identifier: string): string {
  return identifier.startsWith('"') ? identifier.slice(1, -1).replaceAll('""', '"') : identifier;
}
