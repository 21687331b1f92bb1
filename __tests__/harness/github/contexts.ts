import type { Json } from './expressions.js';
import type { Repository, RunIdentity } from './run.js';

/** Repository as event payloads and the REST API describe it (the fields that actions read). */
export function repositoryJson(repository: Repository): Record<string, Json> {
  const fullName = `${repository.owner}/${repository.name}`;
  return {
    id: repository.id,
    name: repository.name,
    full_name: fullName,
    private: repository.private,
    visibility: repository.private ? 'private' : 'public',
    owner: { login: repository.owner, id: 9_001, type: 'Organization' },
    html_url: `https://github.com/${fullName}`,
    default_branch: repository.defaultBranch,
    fork: false,
    archived: false,
  };
}

/** The payload that GITHUB_EVENT_PATH holds. */
export function eventPayload(run: RunIdentity): Record<string, Json> {
  const { event, repository } = run;
  return {
    ref: event.ref,
    ...(event.name === 'push' ? { after: event.sha } : {}),
    ...(event.name === 'workflow_dispatch'
      ? { inputs: event.inputs, workflow: run.workflow.path }
      : {}),
    repository: repositoryJson(repository),
    sender: { login: event.actor, type: 'User' },
    ...event.payload,
  };
}

/** The `github` context as far as the whole run shares it. */
export function githubContext(
  run: RunIdentity,
  apiUrl: string,
  retentionDays: number,
): Record<string, Json> {
  const { repository, event, workflow } = run;
  const fullName = `${repository.owner}/${repository.name}`;
  return {
    actor: event.actor,
    actor_id: '1001',
    api_url: apiUrl,
    base_ref: '',
    event: eventPayload(run),
    event_name: event.name,
    graphql_url: `${apiUrl}/graphql`,
    head_ref: '',
    ref: event.ref,
    ref_name: event.ref.replace(/^refs\/(heads|tags)\//, ''),
    ref_protected: 'false',
    ref_type: event.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    repository: fullName,
    repository_id: String(repository.id),
    repository_owner: repository.owner,
    repository_owner_id: '9001',
    repositoryUrl: `git://github.com/${fullName}.git`,
    retention_days: String(retentionDays),
    run_attempt: String(run.attempt),
    run_id: String(run.id),
    run_number: String(run.number),
    secret_source: 'Actions',
    // The artifact client refuses every host but github.com, *.ghe.com and *.localhost.
    server_url: 'https://github.com',
    sha: event.sha,
    triggering_actor: event.actor,
    workflow: workflow.name ?? workflow.path,
    workflow_ref: `${fullName}/${workflow.path}@${event.ref}`,
    workflow_sha: event.sha,
  };
}

/** Inputs of a dispatch: the given ones over the defaults that the workflow declares. */
export function dispatchInputs(
  on: Json,
  given: Readonly<Record<string, Json>>,
): Record<string, Json> {
  const inputs: Record<string, Json> = {};
  const declared = member(member(on, 'workflow_dispatch'), 'inputs');
  for (const [name, declaration] of Object.entries(asRecord(declared))) {
    const fallback = member(declaration, 'default');
    inputs[name] = fallback ?? (member(declaration, 'type') === 'boolean' ? false : '');
  }
  return { ...inputs, ...given };
}

function asRecord(value: Json | undefined): Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, Json>)
    : {};
}

function member(value: Json | undefined, key: string): Json | undefined {
  return asRecord(value)[key];
}
