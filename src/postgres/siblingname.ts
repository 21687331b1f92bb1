/** Bytes of a name in Postgres (NAMEDATALEN - 1). */
const LONGEST_NAME = 63;

/**
 * The name of another database beside this one. Names end at 63 bytes: Postgres would cut the
 * suffix off and be back at the original. libpq takes a name with `=` or `://` for a whole
 * connection string, and most tools take the name of a database from their arguments.
 */
export function siblingName(database: string, suffix: string): string {
  return stem(database, Buffer.byteLength(suffix)) + suffix;
}

/** As much of the name as leaves room for so many bytes. */
function stem(database: string, suffixBytes: number): string {
  return (
    Buffer.from(database.replace(/=|:\/\//g, '-'))
      .subarray(0, LONGEST_NAME - suffixBytes)
      .toString()
      // A cut in the middle of a sign leaves a replacement character.
      .replace(/\uFFFD+$/, '')
  );
}
