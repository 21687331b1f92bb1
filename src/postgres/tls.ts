import { isIPv4 } from 'node:net';

/** How the wire is protected; means the same for pg and for libpq's tools. */
export interface Tls {
  readonly mode: 'disable' | 'require' | 'verify-ca' | 'verify-full';
  /** PEM text from `ssl-root-cert`. */
  readonly rootCert?: string;
  /** A file named by the URL's own `sslrootcert`. */
  readonly rootCertFile?: string;
}

type TlsParsed = { ok: true; tls: Tls } | { ok: false; found: string; nextAction: string };

/** Where Debian, Ubuntu and Alpine keep the public CAs; libpq before 16 has no `sslrootcert=system`. */
export const SYSTEM_CA_BUNDLE = '/etc/ssl/certs/ca-certificates.crt';

/**
 * Clear text only over loopback or a socket, or where the URL says `disable`. `prefer` and `allow`,
 * libpq's defaults, would fall back to clear text without a word, so they become `require`.
 * node-pg alone takes no `sslmode` as clear text and `require` as `verify-full`: neither is used.
 */
export function tlsOf(
  host: string,
  mode: string | undefined,
  rootCertFile: string | undefined,
  rootCert: string,
): TlsParsed {
  const local = isLocal(host);
  // As in libpq: the public CAs prove nothing without the name that they vouch for.
  if (rootCertFile === 'system' && mode !== 'disable') {
    return { ok: true, tls: { mode: 'verify-full' } };
  }
  const roots = {
    ...(rootCert === '' ? {} : { rootCert }),
    ...(rootCertFile === undefined ? {} : { rootCertFile }),
  };
  switch (mode) {
    case undefined:
    case 'prefer':
    case 'allow':
      if (local && Object.keys(roots).length === 0) return { ok: true, tls: { mode: 'disable' } };
      return { ok: true, tls: { mode: withRoots(roots), ...roots } };
    case 'disable':
      return { ok: true, tls: { mode } };
    case 'require':
      return { ok: true, tls: { mode: withRoots(roots), ...roots } };
    case 'no-verify':
      return { ok: true, tls: { mode: 'require' } };
    case 'verify-ca':
    case 'verify-full':
      return { ok: true, tls: { mode, ...roots } };
    default:
      return {
        ok: false,
        found: 'its sslmode is not one of disable, allow, prefer, require, verify-ca, verify-full',
        nextAction: 'use sslmode=verify-full, or sslmode=require where the server has no public CA',
      };
  }
}

/** As in libpq: `require` with a root certificate at hand verifies the chain. */
function withRoots(roots: object): 'require' | 'verify-ca' {
  return Object.keys(roots).length > 0 ? 'verify-ca' : 'require';
}

/** A socket or an address of loopback: nothing on the wire. `127.0.0.1.example.com` is a name like any other. */
function isLocal(host: string): boolean {
  const loopback = host === '::1' || (isIPv4(host) && host.startsWith('127.'));
  return host.startsWith('/') || host.toLowerCase() === 'localhost' || loopback;
}
