import type { GitHubServer } from './http-server.js';
import type { GitHubOptions } from './options.js';
import type { RunHistory } from './run-history.js';
import type { TokenOffice } from './tokens.js';

/** The parts of the played GitHub that runs need. */
export interface Platform {
  readonly server: GitHubServer;
  readonly tokens: TokenOffice;
  readonly history: RunHistory;
  readonly options: GitHubOptions;
  readonly retentionDays: number;
  /** Directory below which every job gets its machine. */
  readonly machines: string;
}
