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

/** Of the server, whatever the tool: SQLSTATE codes where tools print them, and the English messages. */
const SERVER_FAILURES: readonly KnownFailure[] = [
  {
    pattern: /\b55P03\b|canceling statement due to lock timeout/,
    cause: 'another session held a lock for longer than lock-timeout',
    remedy: 'run the failed jobs again when nobody holds the table, or raise lock-timeout',
    passes: 'lock timeout',
  },
  {
    pattern: /\b40P01\b|deadlock detected/,
    cause:
      'the migration and another session waited for each other, and the server ended one of them',
    remedy:
      'run the failed jobs again; take the locks of a migration in the order of the application',
    passes: 'lock timeout',
  },
  {
    // While connecting only: a connection that is lost later may have committed.
    pattern:
      /\b(ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|57P03|53300)\b|the database system is (starting up|not yet accepting)|too many (clients|connections)|connection refused/i,
    cause: 'the server did not take the connection',
    remedy:
      'check that the server takes connections from this machine, then run the failed jobs again',
    passes: 'no connection',
  },
  {
    pattern: /\b57014\b|canceling statement due to statement timeout/,
    cause: 'a statement took longer than statement-timeout',
    remedy: 'split the work into smaller migrations, or raise statement-timeout',
  },
  {
    pattern: /\b25001\b|cannot run inside a transaction block|cannot be executed from a function/,
    cause:
      'a statement such as CREATE INDEX CONCURRENTLY ran inside a transaction or beside others',
    remedy: 'give it a file of its own, without a transaction if the tool opens one',
  },
  {
    // The third is how Prisma's driver adapters put it.
    pattern:
      /\b23505\b|could not create unique index|duplicate key value violates unique|Unique constraint failed/,
    cause: 'rows of production are not unique where the migration needs them to be',
    remedy: 'find the duplicates with GROUP BY … HAVING count(*) > 1 and correct them first',
  },
  {
    pattern:
      /\b23502\b|contains null values|violates not-null constraint|Null constraint violation/,
    cause: 'rows of production have no value where the migration needs one',
    remedy: 'give the column a default, or fill it in an earlier migration',
  },
  {
    pattern: /\b55P04\b|unsafe use of new value/,
    cause: 'a new value of an enum is used in the transaction that added it',
    remedy: 'add the value in a migration of its own, before the one that uses it',
  },
  {
    pattern: /\b42501\b|permission denied for|must be owner of/,
    cause: 'the role of direct-url may not do this',
    remedy: 'migrate as the owner of the objects, or grant the role what the message names',
  },
];

/** Notes which failures a tool's output names, line by line, and keeps none of its words. */
export function failureWatch(failures: readonly KnownFailure[]): {
  see(line: string): void;
  /** Seen so far, the most telling first. */
  found(): KnownFailure[];
} {
  const known = [...SERVER_FAILURES, ...failures];
  const seen = new Set<KnownFailure>();
  return {
    see: (line) => {
      for (const failure of known) if (failure.pattern.test(line)) seen.add(failure);
    },
    found: () => known.filter((failure) => seen.has(failure)),
  };
}
