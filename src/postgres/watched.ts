import { catalogFingerprint } from './catalog.js';
import { lineOf, objectOf, schemaOf, type CatalogObject } from './catalogobject.js';
import { isRelation, placed, type Placed } from './difference/surroundings.js';

/**
 * Roles of providers' own services, which change what they own without anybody's doing: Supabase,
 * PgBouncer's lookup, RDS, Cloud SQL, Azure, Neon.
 */
const PROVIDERS = /^(supabase_\w+|pgbouncer|rdsadmin|cloudsqladmin|azuresu|cloud_admin)$/;
const DEFAULT_GRANTS_FOR = /^default grants (?:.* )?for (\S+)/;
const VERSION = /^\S+ (?=in )/;

/**
 * The lines of a catalog that change only when a person or a deploy changes them. Left out are what
 * providers' roles own, their schemas in which nobody else has anything (`public` is everybody's,
 * whoever owns it), schemas of extensions and what is in them, versions of extensions, and
 * partitions, which jobs make and drop by the calendar. What somebody else puts on one of these,
 * such as a trigger on a provider's table, is not watched either.
 */
export function watched(lines: readonly string[]): string[] {
  const objects = lines.map(objectOf).map(placed);
  const foreign = new Set(objects.filter(hasForeignParts).map(({ relation, name }) => relation ?? name)); // prettier-ignore
  const isForeign = ({ name, relation, object }: Placed): boolean =>
    isOfProvider(object) ||
    foreign.has(relation ?? name) ||
    PROVIDERS.test(DEFAULT_GRANTS_FOR.exec(object.key)?.[1] ?? '');
  const inhabited = new Set(
    objects.filter((place) => place.object.owner !== '' && !isForeign(place)).map(schemaIn),
  );
  const schemas = new Set(
    objects.filter(({ kind, name, object }) => kind === 'schema' && (!isOfProvider(object) || name === 'public' || inhabited.has(name))).map(({ name }) => name), // prettier-ignore
  );
  const isWatched = (place: Placed): boolean => {
    const schema = schemaIn(place);
    if (place.kind === 'schema') return schemas.has(place.name);
    return (schema === undefined || schemas.has(schema)) && !isForeign(place);
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

/** Relations and composite types, whose parts have no owner. A child by `inherits` has no bounds. */
function hasForeignParts(place: Placed): boolean {
  const { kind, object } = place;
  if (kind === 'inheritance') return object.detail !== '';
  return (isRelation(place) || kind === 'type') && isOfProvider(object);
}

/** The schema as the name writes it. */
function schemaIn({ name, object }: Placed): string | undefined {
  const schema = schemaOf(object);
  if (schema === undefined) return undefined;
  const quoted = `"${schema.replaceAll('"', '""')}"`;
  return name.startsWith(quoted) ? quoted : schema;
}
