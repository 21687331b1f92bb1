const NEWLINE = 0x0a;
const DOUBLE_QUOTE = 0x22;
const QUOTE = 0x27;
const SEMICOLON = 0x3b;
/** Ends the data of a COPY; the same two characters as data are written `\\.`. */
const END_OF_DATA = Buffer.from('\\.\n');
/** Of a statement only its beginning tells what it is; one large-object chunk has 32,000 characters. */
const HEAD = 96;

const TOC_ENTRY = /^-- TOC entry \d+ \(class \d+ OID (\d+)\)/;

/** What an archive holds, read out of its decoded data section. */
export interface ArchivedRows {
  /** Rows by the oid of the table. */
  readonly rows: ReadonlyMap<string, number>;
  readonly largeObjects: number;
  /** Sequences whose value is set. */
  readonly sequences: number;
  /** False when the text ended inside the data of a table. */
  readonly complete: boolean;
}

export interface ArchivedRowsCounter {
  readonly take: (chunk: Buffer) => void;
  /** Of all tables, the one that is being read included. */
  readonly rowsSoFar: () => number;
  readonly result: () => ArchivedRows;
}

/**
 * Counts rows in the text that `pg_restore --verbose --section=data --file=-` writes, in chunks of any
 * size and in flat memory: a row may be 1 GB long. Tables are told by the oid in the comment that
 * `--verbose` puts before each entry; names may hold newlines and quotes.
 */
export function archivedRowsCounter(): ArchivedRowsCounter {
  const rows = new Map<string, number>();
  let finished = 0;
  let largeObjects = 0;
  let sequences = 0;
  let oid = '';

  let inData = false;
  let atLineStart = true;
  let counted = 0;
  let held: Buffer | undefined;

  let head = '';
  let quote = 0;
  let last = 0;

  /** Takes data of a COPY from `at`; gives where the SQL goes on. */
  const takeData = (chunk: Buffer, from: number): number => {
    let at = from;
    while (at < chunk.length) {
      if (atLineStart && chunk[at] === END_OF_DATA[0]) {
        const ahead = chunk.subarray(at, at + END_OF_DATA.length);
        if (ahead.equals(END_OF_DATA)) {
          rows.set(oid, (rows.get(oid) ?? 0) + counted);
          finished += counted;
          inData = false;
          return at + END_OF_DATA.length;
        }
        if (END_OF_DATA.subarray(0, ahead.length).equals(ahead)) {
          held = Buffer.from(ahead);
          return chunk.length;
        }
      }
      const newline = chunk.indexOf(NEWLINE, at);
      atLineStart = newline !== -1;
      if (newline === -1) return chunk.length;
      counted += 1;
      at = newline + 1;
    }
    return at;
  };

  const endStatement = (): void => {
    if (head.startsWith('COPY ')) {
      inData = true;
      atLineStart = true;
      counted = 0;
    } else if (head.startsWith('SELECT pg_catalog.lo_open(')) largeObjects += 1;
    else if (head.startsWith('SELECT pg_catalog.setval(')) sequences += 1;
  };

  /** Takes SQL from `at` to the next COPY or the end of the chunk. */
  const takeSql = (chunk: Buffer, from: number): number => {
    for (let at = from; at < chunk.length; at += 1) {
      if (quote !== 0 && head.length === HEAD) {
        // The bytes of large objects: 2 GB of text for 1 GB.
        at = chunk.indexOf(quote, at);
        if (at === -1) break;
      }
      const byte = chunk[at] ?? 0;
      if (byte !== NEWLINE) {
        if (head.length < HEAD) head += String.fromCharCode(byte);
        if ((byte === QUOTE || byte === DOUBLE_QUOTE) && !isRemark(head)) {
          if (quote === 0) quote = byte;
          else if (quote === byte) quote = 0;
        }
        last = byte;
        continue;
      }
      if (quote !== 0) continue;
      if (isRemark(head)) oid = TOC_ENTRY.exec(head)?.[1] ?? oid;
      else if (last === SEMICOLON) endStatement();
      else if (head !== '') continue;
      head = '';
      last = 0;
      if (inData) return at + 1;
    }
    return chunk.length;
  };

  return {
    take(bytes) {
      const chunk = held === undefined ? bytes : Buffer.concat([held, bytes]);
      held = undefined;
      for (let at = 0; at < chunk.length;) at = inData ? takeData(chunk, at) : takeSql(chunk, at);
    },
    rowsSoFar: () => finished + (inData ? counted : 0),
    result: () => ({ rows, largeObjects, sequences, complete: !inData }),
  };
}

/** Comments and psql's backslash commands end with their line, and quotes in them open nothing. */
function isRemark(head: string): boolean {
  return head.startsWith('--') || head.startsWith('\\');
}
