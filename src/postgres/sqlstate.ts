/** The SQLSTATE codes that decide what we do, each with its meaning. */
export const SQLSTATE = {
  /** A lock was not got within lock_timeout; nothing of the statement happened. */
  lockNotAvailable: '55P03',
  /** Canceled by a timeout or by another session. */
  queryCanceled: '57014',
  insufficientPrivilege: '42501',
  undefinedTable: '42P01',
  undefinedColumn: '42703',
  undefinedFunction: '42883',
  /** A type, among others. */
  undefinedObject: '42704',
  invalidSchemaName: '3F000',
  /** A pooler refused a startup parameter. */
  protocolViolation: '08P01',
  invalidPassword: '28P01',
  invalidAuthorization: '28000',
  /** The database of that name does not exist. */
  invalidCatalogName: '3D000',
  tooManyConnections: '53300',
  adminShutdown: '57P01',
  cannotConnectNow: '57P03',
  /** Somebody is connected to a database that is to be renamed or dropped. */
  objectInUse: '55006',
  deadlockDetected: '40P01',
  duplicateDatabase: '42P04',
  /** CREATE DATABASE: a locale that the server does not know, in most majors. */
  wrongObjectType: '42809',
  /** CREATE DATABASE: an encoding or provider that does not go with the locale. */
  invalidParameterValue: '22023',
  diskFull: '53100',
  featureNotSupported: '0A000',
} as const;

/** The code of an error of the server or of node's network layer; undefined for anything else. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
