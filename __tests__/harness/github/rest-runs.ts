import { repositoryJson } from './contexts.js';
import { Refusal, sendJson } from './http-server.js';
import { pathNumber, sendPage, type RestCall, type RestRoute } from './rest-api.js';
import type { JobRun, WorkflowRun } from './run.js';
import type { RunHistory } from './run-history.js';

const REPOSITORY = '/repos/{owner}/{repo}';

/** The repository itself, its workflow runs, their attempts and jobs. */
export function runRoutes(history: RunHistory): RestRoute[] {
  const find = (call: RestCall, attempt?: number): WorkflowRun => {
    const run = history.attempt(call.repository, pathNumber(call, 'run_id'), attempt);
    if (run === undefined) throw new Refusal(404, 'Not Found');
    return run;
  };
  const read = (operation: string, scope: string, answer: (call: RestCall) => void): RestRoute => ({
    operation: `GET ${REPOSITORY}${operation}`,
    scope,
    access: 'read',
    answer,
  });
  const sendJobs = (call: RestCall, run: WorkflowRun): void => {
    sendPage(
      call,
      Object.values(run.jobs).map((job) => jobJson(job, run)),
      'jobs',
    );
  };
  return [
    read('', 'metadata', (call) => {
      sendJson(call.response, 200, repositoryJson(call.repository));
    }),
    read('/actions/runs', 'actions', (call) => {
      sendRuns(call, history.of(call.repository), history);
    }),
    read('/actions/runs/{run_id}', 'actions', (call) => {
      sendJson(call.response, 200, runJson(find(call), history));
    }),
    read('/actions/runs/{run_id}/jobs', 'actions', (call) => {
      sendJobs(call, find(call));
    }),
    // Nobody is asked here: environments have no reviewers.
    read('/actions/runs/{run_id}/approvals', 'actions', (call) => {
      find(call);
      sendJson(call.response, 200, []);
    }),
    read('/actions/runs/{run_id}/attempts/{attempt_number}', 'actions', (call) => {
      sendJson(
        call.response,
        200,
        runJson(find(call, pathNumber(call, 'attempt_number')), history),
      );
    }),
    read('/actions/runs/{run_id}/attempts/{attempt_number}/jobs', 'actions', (call) => {
      sendJobs(call, find(call, pathNumber(call, 'attempt_number')));
    }),
    read('/actions/workflows/{workflow_id}/runs', 'actions', (call) => {
      const wanted = call.path['workflow_id'] ?? '';
      const runs = history
        .of(call.repository)
        .filter(
          ({ workflow: { path } }) =>
            path.endsWith(`/${wanted}`) || String(history.workflowId(path)) === wanted,
        );
      if (runs.length === 0) throw new Refusal(404, 'Not Found');
      sendRuns(call, runs, history);
    }),
  ];
}

function sendRuns(call: RestCall, runs: readonly WorkflowRun[], history: RunHistory): void {
  const { searchParams } = call.url;
  const filters: Readonly<Record<string, (run: WorkflowRun) => readonly string[]>> = {
    // `status` takes a status or a conclusion.
    status: (run) => [statusOf(run.conclusion), run.conclusion ?? ''],
    event: (run) => [run.event.name],
    branch: (run) => [run.event.ref.replace('refs/heads/', '')],
    head_sha: (run) => [run.event.sha],
  };
  const wanted = runs.filter((run) =>
    Object.entries(filters).every(([name, values]) => {
      const value = searchParams.get(name);
      return value === null || values(run).includes(value);
    }),
  );
  sendPage(
    call,
    wanted.map((run) => runJson(run, history)),
    'workflow_runs',
  );
}

function statusOf(result: string | undefined): 'in_progress' | 'completed' {
  return result === undefined ? 'in_progress' : 'completed';
}

function runJson(run: WorkflowRun, history: RunHistory): object {
  const { repository, event, workflow } = run;
  return {
    id: run.id,
    name: workflow.name ?? workflow.path,
    path: workflow.path,
    workflow_id: history.workflowId(workflow.path),
    run_number: run.number,
    run_attempt: run.attempt,
    event: event.name,
    status: statusOf(run.conclusion),
    conclusion: run.conclusion ?? null,
    head_sha: event.sha,
    head_branch: event.ref.replace('refs/heads/', ''),
    created_at: run.createdAt.toISOString(),
    run_started_at: run.createdAt.toISOString(),
    html_url: `https://github.com/${repository.owner}/${repository.name}/actions/runs/${run.id}`,
    repository: repositoryJson(repository),
  };
}

function jobJson(job: JobRun, run: WorkflowRun): object {
  const { repository } = run;
  return {
    id: job.databaseId,
    run_id: run.id,
    run_attempt: job.attempt,
    name: job.name,
    status:
      job.startedAt === undefined && job.result === undefined ? 'queued' : statusOf(job.result),
    conclusion: job.result ?? null,
    started_at: job.startedAt?.toISOString() ?? null,
    completed_at: job.completedAt?.toISOString() ?? null,
    html_url: `https://github.com/${repository.owner}/${repository.name}/actions/runs/${run.id}/job/${job.databaseId}`,
    runner_name: 'GitHub Actions 1',
    steps: job.steps.map((step) => ({
      name: step.name,
      number: step.number,
      status: statusOf(step.conclusion),
      conclusion: step.conclusion ?? null,
      started_at: step.startedAt.toISOString(),
      completed_at: step.completedAt?.toISOString() ?? null,
    })),
  };
}
