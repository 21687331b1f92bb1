import { readJson, Refusal, sendJson } from './http-server.js';
import { pathNumber, sendPage, type RestCall, type RestRoute } from './rest-api.js';

const LONGEST_BODY = 65_536;

/** One comment on an issue or pull request. */
export interface IssueComment {
  readonly id: number;
  readonly repositoryId: number;
  readonly issue: number;
  body: string;
}

/** Comments of issues and pull requests; `comments` holds them, for tests to look at. */
export function commentRoutes(comments: IssueComment[]): RestRoute[] {
  const ofIssue = '/repos/{owner}/{repo}/issues/{issue_number}/comments';
  return [
    {
      operation: `GET ${ofIssue}`,
      scope: 'pull-requests',
      access: 'read',
      answer: (call) => {
        const issue = pathNumber(call, 'issue_number');
        const own = comments.filter(
          (comment) => comment.repositoryId === call.repository.id && comment.issue === issue,
        );
        sendPage(call, own.map(commentJson));
      },
    },
    {
      operation: `POST ${ofIssue}`,
      scope: 'pull-requests',
      access: 'write',
      answer: async (call) => {
        const comment: IssueComment = {
          id: 1_900_000_001 + comments.length,
          repositoryId: call.repository.id,
          issue: pathNumber(call, 'issue_number'),
          body: await readBody(call),
        };
        comments.push(comment);
        sendJson(call.response, 201, commentJson(comment));
      },
    },
    {
      operation: 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
      scope: 'pull-requests',
      access: 'write',
      answer: async (call) => {
        const id = pathNumber(call, 'comment_id');
        const comment = comments.find(
          (known) => known.id === id && known.repositoryId === call.repository.id,
        );
        if (comment === undefined) throw new Refusal(404, 'Not Found');
        comment.body = await readBody(call);
        sendJson(call.response, 200, commentJson(comment));
      },
    },
  ];
}

async function readBody(call: RestCall): Promise<string> {
  const { body } = await readJson(call.request);
  if (typeof body !== 'string' || body === '')
    throw new Refusal(422, 'Validation Failed: body is missing');
  if (body.length > LONGEST_BODY)
    throw new Refusal(
      422,
      `Validation Failed: body is too long (maximum is ${LONGEST_BODY} characters)`,
    );
  return body;
}

function commentJson(comment: IssueComment): object {
  return {
    id: comment.id,
    body: comment.body,
    user: { login: 'github-actions[bot]', type: 'Bot' },
  };
}
