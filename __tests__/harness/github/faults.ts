/** One way in which a call to GitHub goes wrong. */
export type Fault =
  /** Answers with this status and, where given, message and headers (`retry-after`, …). */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly message?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The artifact storage of the account is full. */
  | { readonly kind: 'quota' }
  /** The connection breaks: before any answer, or in the middle of a download. */
  | { readonly kind: 'drop' }
  /** The answer comes this much later, otherwise unchanged. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** One byte of the download is flipped, at `at` (default: the middle). */
  | { readonly kind: 'corrupt'; readonly at?: number };

/** What the service says when the storage quota is used up; the client looks for "insufficient usage". */
export const QUOTA_MESSAGE = 'insufficient usage to create artifact';

export interface FaultWindow {
  /** How many calls go wrong; unlimited unless given. */
  readonly times?: number;
  /** How many calls go well before that; 0 unless given. */
  readonly after?: number;
}

interface Planned {
  readonly fault: Fault;
  remaining: number;
  skip: number;
}

/**
 * Which calls go wrong, by operation: an artifact method (`CreateArtifact`, `FinalizeArtifact`,
 * `ListArtifacts`, `GetSignedArtifactURL`, `DeleteArtifact`), a blob call (`PutBlock`, `PutBlockList`,
 * `GetBlob`) or a REST route as GitHub's documentation writes it (`GET /repos/{owner}/{repo}`).
 */
export class FaultPlan {
  readonly #planned = new Map<string, Planned[]>();
  readonly #operations: () => readonly string[];

  constructor(operations: () => readonly string[]) {
    this.#operations = operations;
  }

  /** @throws Error when no such operation exists: a misspelt plan would silently test nothing. */
  plan(operation: string, fault: Fault, { times = Infinity, after = 0 }: FaultWindow = {}): void {
    if (!this.#operations().includes(operation)) {
      throw new Error(`No operation '${operation}'. Known: ${this.#operations().join(', ')}`);
    }
    const queue = this.#planned.get(operation) ?? [];
    queue.push({ fault, remaining: times, skip: after });
    this.#planned.set(operation, queue);
  }

  /** All calls go well again. */
  clear(): void {
    this.#planned.clear();
  }

  /** The fault of the call that is happening now; counts it. */
  take(operation: string): Fault | undefined {
    const next = this.#planned.get(operation)?.find((planned) => planned.remaining > 0);
    if (next === undefined) return undefined;
    if (next.skip > 0) {
      next.skip -= 1;
      return undefined;
    }
    next.remaining -= 1;
    return next.fault;
  }
}
