/** A private registry's CA reaches jobs as on a self-hosted runner; packages come from the cache if there. */
export function npmEnvironment(): Record<string, string> {
  const authorities = process.env['NODE_EXTRA_CA_CERTS'];
  return {
    npm_config_prefer_offline: 'true',
    ...(authorities === undefined ? {} : { NODE_EXTRA_CA_CERTS: authorities }),
  };
}
