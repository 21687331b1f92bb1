import { readJson, Refusal, sendJson } from './http-server.js';
import { pathNumber, sendPage, type RestCall, type RestRoute } from './rest-api.js';

const STATES = ['error', 'failure', 'inactive', 'in_progress', 'queued', 'pending', 'success'];

/** One deployment and its statuses, oldest first, as they were posted. */
export interface Deployment {
  readonly id: number;
  readonly repositoryId: number;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly statuses: Readonly<Record<string, unknown>>[];
}

/** Deployments and their statuses; `deployments` holds what was posted, for tests to look at. */
export function deploymentRoutes(deployments: Deployment[]): RestRoute[] {
  const base = '/repos/{owner}/{repo}/deployments';
  const find = (call: RestCall): Deployment => {
    const id = pathNumber(call, 'deployment_id');
    const deployment = deployments.find(
      (known) => known.id === id && known.repositoryId === call.repository.id,
    );
    if (deployment === undefined) throw new Refusal(404, 'Not Found');
    return deployment;
  };
  return [
    {
      operation: `POST ${base}`,
      scope: 'deployments',
      access: 'write',
      answer: async (call) => {
        const body = await readJson(call.request);
        if (typeof body['ref'] !== 'string')
          throw new Refusal(422, "Invalid request. 'ref' wasn't supplied.");
        const id = 2_100_000_001 + deployments.length;
        const fields = {
          id,
          environment: 'production',
          ...body,
          created_at: new Date().toISOString(),
        };
        deployments.push({ id, repositoryId: call.repository.id, fields, statuses: [] });
        sendJson(call.response, 201, fields);
      },
    },
    {
      operation: `GET ${base}`,
      scope: 'deployments',
      access: 'read',
      answer: (call) => {
        const environment = call.url.searchParams.get('environment');
        const own = deployments
          .filter(({ repositoryId }) => repositoryId === call.repository.id)
          .map(({ fields }) => fields);
        sendPage(
          call,
          own
            .filter((fields) => environment === null || fields['environment'] === environment)
            .reverse(),
        );
      },
    },
    {
      operation: `GET ${base}/{deployment_id}`,
      scope: 'deployments',
      access: 'read',
      answer: (call) => {
        sendJson(call.response, 200, find(call).fields);
      },
    },
    {
      operation: `POST ${base}/{deployment_id}/statuses`,
      scope: 'deployments',
      access: 'write',
      answer: async (call) => {
        const { statuses } = find(call);
        const body = await readJson(call.request);
        if (!STATES.includes(String(body['state'])))
          throw new Refusal(422, 'Validation Failed: state is not included in the list');
        const status = {
          id: 3_100_000_001 + statuses.length,
          ...body,
          created_at: new Date().toISOString(),
        };
        statuses.push(status);
        sendJson(call.response, 201, status);
      },
    },
    {
      operation: `GET ${base}/{deployment_id}/statuses`,
      scope: 'deployments',
      access: 'read',
      answer: (call) => {
        sendPage(call, [...find(call).statuses].reverse());
      },
    },
  ];
}
