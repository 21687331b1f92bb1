/** One thing in which an object differs from what it was. */
export interface Facet {
  /** Absent where `after` says it all. */
  readonly before?: string;
  readonly after: string;
  /** Why the running release may fail; absent when it should not. */
  readonly breaks?: string;
}

/** @param breaks undefined or empty when nothing breaks. */
export function facet(before: string | undefined, after: string, breaks?: string): Facet {
  return {
    ...(before === undefined ? {} : { before }),
    after,
    ...(breaks === undefined || breaks === '' ? {} : { breaks }),
  };
}
