import { catalogFingerprint } from './catalog.js';
import { lineOf, objectOf, schemaOf, type CatalogObject } from './catalogobject.js';
import { placed, type Placed } from './difference/surroundings.js';

/**
 * Roles of providers' own services, which change what they own without anybody's doing: Supabase,
 * PgBouncer's lookup, RDS, Cloud SQL, Azure, Neon.
 */
const PROVIDERS = /^(supabase_\w+|pgbouncer|rdsadmin|cloudsqladmin|azuresu|cloud_admin)$/;
const DEFAULT_GRANTS_FOR = /^default grants (?:.* )?for (\S+)/;
const VERSION = /^\S+ (?=in )/;

/**
 * The lines of a catalog that change only when a person or a deploy changes them. Left out are what
 * providers' roles own, schemas of extensions and what is in them, versions of extensions, and
 * partitions, which jobs make and drop by the calendar. What somebody else puts there, such as a
 * trigger on a provider's table, is not watched either.
 */
export function watched(lines: readonly string[]): string[] {
  const objects = lines.map(objectOf).map(placed);
  const schemas = new Set(
    objects.filter(({ kind, object }) => kind === 'schema' && !isOfProvider(object)).map(({ name }) => name), // prettier-ignore
  );
  const foreign = new Set(
    objects.filter(({ kind, object }) => isOfProvider(object) || isPartition(kind, object)).map(({ relation, name }) => relation ?? name), // prettier-ignore
  );
  const isWatched = ({ name, relation, object }: Placed): boolean => {
    const schema = schemaOf(object);
    return (
      (schema === undefined || schemas.has(quotedIn(name, schema))) &&
      !foreign.has(relation ?? name) &&
      !PROVIDERS.test(DEFAULT_GRANTS_FOR.exec(object.key)?.[1] ?? '')
    );
  };
  return objects.filter(isWatched).map(
    ({ kind, object }) =>
      lineOf(kind === 'extension' ? { ...object, detail: object.detail.replace(VERSION, '') } : object), // prettier-ignore
  );
}

/** sha256 in hex over them. */
export function watchedFingerprint(lines: readonly string[]): string {
  return catalogFingerprint(watched(lines));
}

function isOfProvider({ owner }: CatalogObject): boolean {
  return PROVIDERS.test(owner);
}

/** A child by `inherits` has no bounds. */
function isPartition(kind: string, { detail }: CatalogObject): boolean {
  return kind === 'inheritance' && detail !== '';
}

/** The schema as the name writes it. */
function quotedIn(name: string, schema: string): string {
  const quoted = `"${schema.replaceAll('"', '""')}"`;
  return name.startsWith(quoted) ? quoted : schema;
}
