import type { Json } from './expressions.js';
import type { TriggerEvent, WorkflowRun } from './run.js';

/** Where the commit of a run lies; `repositoryId` is null when that repository is deleted. */
export interface Head {
  readonly repositoryId: number | null;
  readonly branch: string;
  readonly sha: string;
}

/** Of a pull request's run what its payload says, of any other run the repository itself. */
export function headOf({ event, repository }: Pick<WorkflowRun, 'event' | 'repository'>): Head {
  const own = { branch: event.ref.replace('refs/heads/', ''), sha: event.sha };
  const head = field(event.payload['pull_request'], 'head');
  if (head === undefined) return { repositoryId: repository.id, ...own };
  const [id, ref, sha] = [field(field(head, 'repo'), 'id'), field(head, 'ref'), field(head, 'sha')];
  return {
    repositoryId: typeof id === 'number' ? id : null,
    branch: typeof ref === 'string' ? ref : own.branch,
    sha: typeof sha === 'string' ? sha : own.sha,
  };
}

/**
 * A pull request into `main`.
 * @param repositoryId of the repository that it comes from; null: it is deleted.
 */
export function pullRequestFrom(repositoryId: number | null): Required<TriggerEvent> {
  const sha = 'f'.repeat(40);
  const repo = repositoryId === null ? null : { id: repositoryId };
  return {
    ...{ name: 'pull_request', ref: 'refs/pull/7/merge', sha: '0'.repeat(40), actor: 'stranger' },
    payload: { pull_request: { head: { ref: 'main', sha, repo } } },
    inputs: {},
  };
}

function field(value: Json | undefined, name: string): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return (value as Readonly<Record<string, Json>>)[name];
}
