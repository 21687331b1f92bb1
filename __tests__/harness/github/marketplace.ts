import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import type { NodeChoice } from './options.js';
import { systemCode } from './system-error.js';

/** Where a `uses:` leads. */
export type UsedAction =
  | {
      readonly kind: 'javascript';
      readonly directory: string;
      readonly repository: string | undefined;
      readonly ref: string | undefined;
    }
  | { readonly kind: 'checkout' }
  | { readonly kind: 'setup-node' };

/**
 * Resolves a `uses:`. Known are `actions/checkout`, `actions/setup-node`, `./path` (in the workspace; `./`
 * itself falls back to the action's own repository) and the actions given by `owner/name` or by name alone.
 * @throws Error for every other action: the harness downloads nothing.
 */
export function resolveUses(
  uses: string,
  workspace: string,
  known: Readonly<Record<string, string>>,
  exists: (file: string) => boolean,
): UsedAction {
  if (uses.startsWith('./')) return resolveLocal(uses, workspace, known, exists);
  const parsed = /^([^/@]+)\/([^/@]+)((?:\/[^@]+)?)@(.+)$/.exec(uses);
  if (parsed === null)
    throw new Error(`Cannot read 'uses: ${uses}': expected owner/name@ref or ./path.`);
  const [, owner = '', name = '', subpath = '', ref = ''] = parsed;
  const repository = `${owner}/${name}`;
  if (repository === 'actions/checkout') return { kind: 'checkout' };
  if (repository === 'actions/setup-node') return { kind: 'setup-node' };
  const root = known[repository] ?? known[name];
  if (root === undefined) {
    throw new Error(
      `Unable to resolve action '${uses}': the harness plays ${Object.keys(known).join(', ')}, actions/checkout and actions/setup-node.`,
    );
  }
  return { kind: 'javascript', directory: path.join(root, subpath), repository, ref };
}

function resolveLocal(
  uses: string,
  workspace: string,
  known: Readonly<Record<string, string>>,
  exists: (file: string) => boolean,
): UsedAction {
  const local = path.join(workspace, uses);
  const inWorkspace = ['action.yml', 'action.yaml'].some((file) => exists(path.join(local, file)));
  const own = known['db-deploy-action'];
  const directory =
    !inWorkspace && path.relative(workspace, local) === '' && own !== undefined ? own : local;
  return { kind: 'javascript', directory, repository: undefined, ref: undefined };
}

/** Plays actions/setup-node: a directory for PATH in which `node` (and npm, where present) is the chosen one. */
export async function setUpNode(node: NodeChoice, toolCache: string): Promise<string> {
  if (path.basename(node.executable) === 'node') return path.dirname(node.executable);
  const directory = path.join(toolCache, 'node', node.label, 'bin');
  await mkdir(directory, { recursive: true });
  await symlink(node.executable, path.join(directory, 'node')).catch((error: unknown) => {
    if (systemCode(error) !== 'EEXIST') throw error;
  });
  return directory;
}
