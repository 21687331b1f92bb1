/** How a deploy ended, in one word. */
export type Ending =
  'deployed' | 'restored' | 'nothing changed' | 'failed' | 'cancelled' | 'incomplete';

/**
 * One deploy as it is told to people who do not look at its page. Texts are plain (no Markdown), of
 * any length, on one line, and free of secrets, row values and output of tools.
 */
export interface Announcement {
  readonly ending: Ending;
  /** Whether a green sign may stand before it. */
  readonly good: boolean;
  /** The verdict: `Deployed to production: 2 migrations applied`. */
  readonly sentence: string;
  readonly environment: string;
  /** `owner/name`; like sha, branch, actor and URLs empty where it is not known. */
  readonly repository: string;
  readonly sha: string;
  readonly branch: string;
  readonly actor: string;
  readonly runId: string;
  readonly attempt: number;
  readonly runUrl: string;
  readonly commitUrl: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** From the first start of a step to the end of the last: `3 min 12 s`. */
  readonly took: string;
  /** What is different in production, a line each; empty when nothing is known to be. */
  readonly changes: readonly string[];
  readonly migrations: {
    readonly applied: readonly string[];
    readonly notApplied: readonly string[];
  };
  readonly schemaChanges: number;
  readonly tables: readonly PromotedRows[];
  /** What stopped the deploy, and checks that failed. */
  readonly problems: readonly AnnouncedProblem[];
  readonly backup?: AnnouncedBackup;
  /** Commands that go back to that backup, where going back makes sense: a look first, then the restore. */
  readonly wayBack?: { readonly look: string; readonly restore: string };
}

/** Rows that a promotion wrote. */
export interface PromotedRows {
  readonly table: string;
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
}

export interface AnnouncedProblem {
  readonly step: string;
  readonly found: string;
  readonly next: string;
}

export interface AnnouncedBackup {
  readonly name: string;
  readonly bytes: number;
  /** sha256 (hex) of what the store holds. */
  readonly sha256: string;
  readonly expiresAt?: string;
}
