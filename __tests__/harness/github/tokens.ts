import { createHmac, randomBytes, randomUUID } from 'node:crypto';

/** `permissions:` of a job by scope (`contents`, `actions`, …); scopes that are absent grant nothing. */
export type Permissions = Readonly<Record<string, 'read' | 'write' | 'none'>>;

/** Which job of which attempt a runtime token speaks for. */
export interface RuntimeIdentity {
  readonly runId: number;
  readonly attempt: number;
  /** Differs per attempt: a later attempt is a stranger to the artifacts of an earlier one. */
  readonly runBackendId: string;
  readonly jobBackendId: string;
}

export interface ApiIdentity {
  /** `owner/name` that the token was issued for. */
  readonly repository: string;
  readonly permissions: Permissions;
}

/** What a workflow without `permissions:` may do in a repository created today. */
export const RESTRICTED_PERMISSIONS: Permissions = { contents: 'read', packages: 'read' };

/** Issues the tokens of all jobs and knows which are still valid. */
export class TokenOffice {
  readonly #key = randomBytes(32);
  readonly #runtime = new Map<string, RuntimeIdentity>();
  readonly #api = new Map<string, ApiIdentity>();

  /** A three-part JWT whose `scp` claim names run and job, as @actions/artifact decodes it. */
  issueRuntimeToken(identity: RuntimeIdentity): string {
    const token = this.#sign({
      iss: 'https://token.actions.githubusercontent.com',
      jti: randomUUID(),
      scp: `Actions.Example Actions.Results:${identity.runBackendId}:${identity.jobBackendId}`,
    });
    this.#runtime.set(token, identity);
    return token;
  }

  /** A GITHUB_TOKEN in the form of 2026: about 520 characters, `ghs_<app>_<jwt>`. */
  issueApiToken(identity: ApiIdentity): string {
    const token = `ghs_15368_${this.#sign({ jti: randomUUID(), nonce: randomBytes(210).toString('base64url') })}`;
    this.#api.set(token, identity);
    return token;
  }

  runtimeIdentity(authorization: string | undefined): RuntimeIdentity | undefined {
    return this.#runtime.get(bearer(authorization));
  }

  apiIdentity(authorization: string | undefined): ApiIdentity | undefined {
    return this.#api.get(bearer(authorization));
  }

  /** The token's job is over: from now on it is "Bad credentials". */
  revoke(...tokens: readonly string[]): void {
    for (const token of tokens) {
      this.#runtime.delete(token);
      this.#api.delete(token);
    }
  }

  #sign(claims: object): string {
    const encode = (value: object): string =>
      Buffer.from(JSON.stringify(value)).toString('base64url');
    const content = `${encode({ typ: 'JWT', alg: 'HS256' })}.${encode(claims)}`;
    return `${content}.${createHmac('sha256', this.#key).update(content).digest('base64url')}`;
  }
}

function bearer(authorization: string | undefined): string {
  return /^(?:bearer|token)\s+(\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
}
