import { DeployError, messageOf } from '../errors.js';
import { shown, type Connection } from './connection.js';
import { codeOf, SQLSTATE } from './sqlstate.js';

interface Advice {
  likelyCause: string;
  nextAction: string;
}

/** Codes of the server, of node's sockets and of its TLS, each with what usually lies behind it. */
const ADVICE: Readonly<Record<string, Advice>> = {
  [SQLSTATE.invalidPassword]: {
    likelyCause: 'the password in the URL is wrong, or not percent-encoded',
    nextAction: 'copy the URL again from your provider into the secret',
  },
  [SQLSTATE.invalidAuthorization]: {
    likelyCause: 'pg_hba.conf or the provider does not allow this user, database or address',
    nextAction: 'allow the connection on the server, or use the user that may connect',
  },
  [SQLSTATE.invalidCatalogName]: {
    likelyCause: 'the database name in the URL is wrong',
    nextAction: 'correct the part of the URL after the last slash',
  },
  [SQLSTATE.tooManyConnections]: {
    likelyCause: 'the application uses up max_connections',
    nextAction: 'free connections (a pooler for the application), then run again',
  },
  [SQLSTATE.cannotConnectNow]: {
    likelyCause: 'the server is starting up or shutting down',
    nextAction: 'wait until it is up, then run again',
  },
  ENOTFOUND: {
    likelyCause:
      'the host name is misspelt, or it is private to a network that this machine is not in',
    nextAction: 'check the host; for a private database use a runner inside that network',
  },
  ECONNREFUSED: {
    likelyCause: 'nothing listens on that port, or a firewall refuses this machine',
    nextAction: 'check host and port, and allow this machine in the firewall',
  },
  ENETUNREACH: {
    likelyCause: 'the host has only an IPv6 address, and hosted runners have no IPv6',
    nextAction:
      'use the provider’s IPv4 address; on Supabase the session pooler (*.pooler.supabase.com, port 5432)',
  },
  ETIMEDOUT: {
    likelyCause: 'a firewall or security group drops packets of this machine',
    nextAction:
      'allow this machine in the firewall, or work from inside the network (in Actions: a runner there)',
  },
  SELF_SIGNED_CERT_IN_CHAIN: {
    likelyCause: 'the server’s certificate comes from a private CA',
    nextAction: 'give that CA in ssl-root-cert',
  },
  DEPTH_ZERO_SELF_SIGNED_CERT: {
    likelyCause: 'the server’s certificate is self-signed',
    nextAction: 'give it in ssl-root-cert, or use sslmode=require',
  },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
    likelyCause: 'the server’s certificate comes from a CA that is not known here',
    nextAction: 'give that CA in ssl-root-cert',
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    likelyCause: 'the certificate is for another host name',
    nextAction: 'use the host name in the certificate, or sslmode=verify-ca',
  },
};

const NO_TLS: Advice = {
  likelyCause: 'the server speaks no TLS, and this action never falls back to clear text by itself',
  nextAction:
    'turn TLS on at the server, or write sslmode=disable in the URL if the network is private',
};

const UNKNOWN: Advice = {
  likelyCause: 'host, port or network',
  nextAction: 'check that the URL works from the network of this machine',
};

/** The error of a failed connect in words; the URL shows without its password. */
export function connectFailure(
  error: unknown,
  connection: Connection,
  purpose: string,
): DeployError {
  const found = messageOf(error);
  return new DeployError(
    {
      attempted: `connect to ${shown(connection)} to ${purpose}`,
      found,
      ...adviceFor(error, found),
    },
    { cause: error },
  );
}

function adviceFor(error: unknown, message: string): Advice {
  if (/does not support SSL/i.test(message)) return NO_TLS;
  if (/timeout/i.test(message)) return ADVICE['ETIMEDOUT'] ?? UNKNOWN;
  // Happy-eyeballs failures come as an AggregateError: one code per address.
  const codes = error instanceof AggregateError ? error.errors.map(codeOf) : [codeOf(error)];
  const known = codes.find((code) => code !== undefined && code in ADVICE);
  return (known === undefined ? undefined : ADVICE[known]) ?? UNKNOWN;
}
