import { RESTRICTED_PERMISSIONS, type Permissions } from './tokens.js';

const SCOPES = [
  'actions',
  'artifact-metadata',
  'attestations',
  'checks',
  'contents',
  'deployments',
  'discussions',
  'id-token',
  'issues',
  'packages',
  'pages',
  'pull-requests',
  'repository-projects',
  'security-events',
  'statuses',
];

/**
 * What a job's token may do. As soon as a `permissions:` block exists, every scope that it leaves out is
 * `none`; without any block the default of the repository counts.
 */
export function grantedPermissions(
  declared: 'read-all' | 'write-all' | Permissions | undefined,
  fallback: Permissions = RESTRICTED_PERMISSIONS,
): Permissions {
  if (declared === undefined) return fallback;
  if (typeof declared === 'object') return declared;
  const level = declared === 'read-all' ? 'read' : 'write';
  return Object.fromEntries(SCOPES.map((scope) => [scope, level] as const));
}

/** Whether `permissions` allow `access` to `scope`; every token may read metadata. */
export function permits(
  permissions: Permissions,
  scope: string,
  access: 'read' | 'write',
): boolean {
  const granted = permissions[scope] ?? (scope === 'metadata' ? 'read' : 'none');
  return granted === 'write' || (granted === 'read' && access === 'read');
}
