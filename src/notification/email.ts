import { rootCertificates } from 'node:tls';
import type { Announcement } from '../record/announcement.js';
import type { Attempt, Channel, Refusal, Sending } from './channel.js';
import { shortened } from './brevity.js';
import { html, plainText } from './letter.js';
import { title } from './words.js';

/** On ports that end so (465, and 2465 where that is blocked) TLS begins with the first byte. */
const IMPLICIT_TLS = 465;
const SUBJECT = 200;

export interface MailSettings {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly from: string;
  readonly to: readonly string[];
  /** PEM of a private CA that counts beside the public ones; empty for none. */
  readonly rootCert: string;
}

/** A mail of text and HTML. The connection is encrypted and verified, or there is no mail. */
export function email(settings: MailSettings): Channel {
  return {
    name: 'e-mail',
    send: (announcement, sending) => sendMail(announcement, settings, sending),
  };
}

async function sendMail(
  announcement: Announcement,
  { host, port, username, password, from, to, rootCert }: MailSettings,
  { signal }: Sending,
): Promise<Attempt> {
  // Only here: its weight and faults belong to nobody who sends no mail.
  const { createTransport } = await import('nodemailer');
  const secure = port % 1_000 === IMPLICIT_TLS;
  const transport = createTransport({
    host,
    port,
    secure,
    requireTLS: !secure,
    auth: { user: username, pass: password },
    tls: {
      minVersion: 'TLSv1.2',
      ...(rootCert === '' ? {} : { ca: [...rootCertificates, rootCert] }),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const { rejected } = await transport.sendMail({
      from,
      to: [...to],
      subject: shortened(title(announcement), SUBJECT),
      text: plainText(announcement),
      html: html(announcement),
      // Out-of-office replies would go to whoever deploys (RFC 3834).
      headers: { 'Auto-Submitted': 'auto-generated' },
      signal,
    });
    return acceptedBy(to.length, rejected.length);
  } catch (error) {
    signal.throwIfAborted();
    return refusalOf(error as Partial<Failure>);
  } finally {
    transport.close();
  }
}

/** A server that takes one recipient takes the mail, and says nothing more of the others. */
function acceptedBy(all: number, rejected: number): Attempt {
  const addresses = all === 1 ? '1 address' : `${all} addresses`;
  if (rejected === 0) return { sent: true, found: `accepted, for ${addresses}` };
  const fix = 'check email-to: the server does not take all of it';
  const found = `accepted for ${all - rejected} of ${addresses}`;
  return { sent: false, again: false, found, fix };
}

/** What nodemailer says of a failure. Its texts repeat addresses and the server's words: only codes are told. */
interface Failure {
  readonly code: string;
  readonly responseCode: number;
  readonly message: string;
}

function refusalOf({ code = '', responseCode, message = '' }: Partial<Failure>): Refusal {
  const status = responseCode === undefined ? '' : ` (status ${responseCode})`;
  if (responseCode !== undefined && responseCode >= 400 && responseCode < 500) {
    const fix =
      'look at the log of the mail server; it may let a sender wait that it does not know yet';
    return { sent: false, again: true, found: `the server asks to come later${status}`, fix };
  }
  switch (code) {
    case 'EAUTH':
      return {
        sent: false,
        again: false,
        found: `the login was refused${status}`,
        fix: 'set EMAIL_USERNAME and EMAIL_PASSWORD again; Gmail takes an app password only (myaccount.google.com/apppasswords)',
      };
    case 'EENVELOPE':
      return {
        sent: false,
        again: false,
        found: `an address was refused${status}`,
        fix: 'check email-to and email-from; many servers take the login’s own address as sender only',
      };
    case 'ETLS':
      return tlsRefusal();
    case 'ESOCKET':
      return /certificate|self.signed|tls|ssl/i.test(message) ? tlsRefusal() : unreachable();
    case 'EDNS':
    case 'ECONNECTION':
    case 'ETIMEDOUT':
      return message.includes('STARTTLS') ? tlsRefusal() : unreachable();
    default:
      return {
        sent: false,
        again: false,
        found: `the server refused the message${status}`,
        fix: 'look at the log of the mail server',
      };
  }
}

function tlsRefusal(): Refusal {
  return {
    sent: false,
    again: false,
    found: 'no encrypted connection that can be trusted',
    fix: 'check smtp-host and smtp-port: 465 for TLS from the start, 587 for STARTTLS; give the CA of your own server as ssl-root-cert',
  };
}

function unreachable(): Refusal {
  return {
    sent: false,
    again: true,
    found: 'the mail server cannot be reached',
    fix: 'check smtp-host and smtp-port, and whether the runner may reach them',
  };
}
