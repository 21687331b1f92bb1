/** A text by which tools or the server tell why a migration failed, and what helps. */
export interface KnownFailure {
  /** Tried on each line of the output. */
  readonly pattern: RegExp;
  /** Free of the line's own words: they may hold row values. */
  readonly cause: string;
  readonly remedy: string;
  /** Set where the same attempt may succeed a moment later. */
  readonly passes?: 'lock timeout' | 'no connection';
}

/** A bare number may be a count of rows: a code follows such a word, or `ERROR:` as psql prints it. */
const CODE = String.raw`(?:code|sqlstate)(?:\W|\d{1,2}m){1,12}?(?:X)\b|\b(?:error|fatal|panic|severity)\W{1,4}(?:X):`;

/** Matches lines that name one of these SQLSTATE codes, or hold the words. */
function saying(codes: string, words: string): RegExp {
  return new RegExp(`${CODE.replaceAll('X', codes)}|${words}`, 'i');
}

/** The server may have committed what was sent last, and nobody was told. */
const LOST_CONNECTION: KnownFailure = {
  pattern: saying(
    '57P01|57P02|08006|08003',
    String.raw`terminated unexpectedly|connection terminated|terminating connection|\bP1017\b|server (has )?closed the connection|connection (to [^;]{0,80} )?(was |has been )?(lost|reset)\b|CONNECTION_(ENDED|CLOSED|DESTROYED)|\b(ECONNRESET|EPIPE)\b|\b(read|write) ETIMEDOUT|broken pipe|unexpected EOF|bad connection`,
  ),
  cause: 'the connection to the server was lost, and what was sent last may have been committed',
  remedy: 'compare ledger and schema with the findings, then run the failed jobs again',
};

/** Of the server, whatever the tool: SQLSTATE codes where tools print them, and the English messages. */
const SERVER_FAILURES: readonly KnownFailure[] = [
  {
    pattern: saying('55P03', 'canceling statement due to lock timeout'),
    cause: 'another session held a lock for longer than lock-timeout',
    remedy: 'run the failed jobs again when nobody holds the table, or raise lock-timeout',
    passes: 'lock timeout',
  },
  {
    pattern: saying('40P01', 'deadlock detected'),
    cause:
      'the migration and another session waited for each other, and the server ended one of them',
    remedy:
      'run the failed jobs again; take the locks of a migration in the order of the application',
    passes: 'lock timeout',
  },
  {
    // While connecting only: a connection that is lost later may have committed.
    pattern: saying(
      '57P03|53300',
      String.raw`\b(ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH)\b|the database system is (starting up|not yet accepting)|too many (clients|connections)|connection refused`,
    ),
    cause: 'the server did not take the connection',
    remedy:
      'check that the server takes connections from this machine, then run the failed jobs again',
    passes: 'no connection',
  },
  {
    pattern: saying('57014', 'canceling statement due to statement timeout'),
    cause: 'a statement took longer than statement-timeout',
    remedy: 'split the work into smaller migrations, or raise statement-timeout',
  },
  {
    pattern: saying(
      '25001',
      'cannot run inside a transaction block|cannot be executed from a function',
    ),
    cause:
      'a statement such as CREATE INDEX CONCURRENTLY ran inside a transaction or beside others',
    remedy: 'give it a file of its own, without a transaction if the tool opens one',
  },
  {
    // The third is how Prisma's driver adapters put it.
    pattern: saying(
      '23505',
      'could not create unique index|duplicate key value violates unique|Unique constraint failed',
    ),
    cause: 'rows of production are not unique where the migration needs them to be',
    remedy: 'find the duplicates with GROUP BY … HAVING count(*) > 1 and correct them first',
  },
  {
    pattern: saying(
      '23502',
      'contains null values|violates not-null constraint|Null constraint violation',
    ),
    cause: 'rows of production have no value where the migration needs one',
    remedy: 'give the column a default, or fill it in an earlier migration',
  },
  {
    pattern: saying('55P04', 'unsafe use of new value'),
    cause: 'a new value of an enum is used in the transaction that added it',
    remedy: 'add the value in a migration of its own, before the one that uses it',
  },
  {
    pattern: saying('42501', 'permission denied for|must be owner of'),
    cause: 'the role of direct-url may not do this',
    remedy: 'migrate as the owner of the objects, or grant the role what the message names',
  },
];

/** In the words of npx and bash: a checkout without its packages. */
const NOT_INSTALLED: KnownFailure = {
  pattern:
    /npx canceled due to missing packages|could not determine executable to run|command not found/,
  cause: 'the migration tool is not installed in this checkout',
  remedy: 'install its packages before this step: npm ci, or what your package manager has for it',
};

/** What the output of a tool says about its failure; none of its words are kept. */
export interface FailureWatch {
  see(line: string): void;
  /**
   * Seen so far, the most telling first. Where a connection was lost too, none passes: whatever else
   * failed may have come after a commit that nobody was told of.
   */
  found(): KnownFailure[];
  /** Whether a connection was lost that had been made. */
  readonly lostConnection: boolean;
}

/** Notes which failures a tool's output names, line by line. */
export function failureWatch(failures: readonly KnownFailure[]): FailureWatch {
  const known = [...SERVER_FAILURES, ...failures, NOT_INSTALLED, LOST_CONNECTION];
  const seen = new Set<KnownFailure>();
  return {
    see: (line) => {
      for (const failure of known) if (failure.pattern.test(line)) seen.add(failure);
    },
    found: () => {
      const found = known.filter((failure) => seen.has(failure));
      return seen.has(LOST_CONNECTION) ? found.map(lasting) : found;
    },
    get lostConnection() {
      return seen.has(LOST_CONNECTION);
    },
  };
}

function lasting({ pattern, cause, remedy }: KnownFailure): KnownFailure {
  return { pattern, cause, remedy };
}
