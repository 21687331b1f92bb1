import type { Project } from '../adapter.js';

/** NODE_ENV as the tool will see it; without one, its libraries take `development`. */
export function nodeEnv({ command, environment }: Project): string {
  const inCommand = /(?:^|\s)NODE_ENV=["']?([\w-]+)/.exec(command)?.[1];
  return inCommand ?? environment['NODE_ENV'] ?? 'development';
}
