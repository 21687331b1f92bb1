/**
 * One thing that went wrong, said so that a tired person can act on it.
 * No field may hold a secret or a row's values.
 */
export interface Problem {
  /** What the step was doing, e.g. `read input direct-url`. */
  readonly attempted: string;
  /** What it met instead of what it expected. */
  readonly found: string;
  /** Why that usually happens, where we know. */
  readonly likelyCause?: string | undefined;
  /** The next thing to do, as an instruction. */
  readonly nextAction: string;
}

/** The one error that steps throw on purpose. Carries every problem found, not only the first. */
export class DeployError extends Error {
  readonly problems: readonly Problem[];

  /** @param problems at least one; their texts become the message. */
  constructor(problems: Problem | readonly Problem[], options?: ErrorOptions) {
    const list = Array.isArray(problems) ? (problems as readonly Problem[]) : [problems as Problem];
    super(list.map(inWords).join('\n'), options);
    this.name = 'DeployError';
    this.problems = list;
  }
}

/** A problem as text, one line a part. */
export function inWords(problem: Problem): string {
  const cause = problem.likelyCause === undefined ? [] : [`Likely cause: ${problem.likelyCause}`];
  return [
    `Could not ${problem.attempted}: ${problem.found}`,
    ...cause,
    `Next: ${problem.nextAction}`,
  ].join('\n');
}

/** Every problem that an error of any kind stands for; foreign errors become one with their message. */
export function problemsOf(error: unknown, attempted: string): readonly Problem[] {
  if (error instanceof DeployError) return error.problems;
  return [
    {
      attempted,
      found: messageOf(error),
      nextAction:
        'read the log above; if the cause is not there, run again with debug logging on and report it',
    },
  ];
}

/** The message of anything that can be thrown; `AggregateError` (all addresses of a host failed) gives its parts. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') {
    return error.errors.map(messageOf).join('; ');
  }
  return error instanceof Error ? error.message : String(error);
}
