import { notRun, warn, type Finding } from '../record/finding.js';
import type { ParsedAddress, WebhookAddress, WebhookKind } from './address.js';
import type { Channel } from './channel.js';
import { discord } from './discord.js';
import { email } from './email.js';
import type { Mailboxes } from './mailboxes.js';
import { slack } from './slack.js';
import { slackWorkflow } from './slackworkflow.js';
import { teams } from './teams.js';
import { webhook } from './webhook.js';

export interface NotificationSettings {
  readonly addresses: readonly ParsedAddress[];
  readonly webhookSecret: string | undefined;
  readonly to: Mailboxes;
  readonly from: Mailboxes;
  readonly smtpHost: string;
  readonly smtpPort: number;
  readonly rootCert: string;
  readonly login: { readonly username: string; readonly password: string };
}

export interface Chosen {
  readonly channels: readonly Channel[];
  /** What was meant to be a channel and is none. */
  readonly findings: readonly Finding[];
}

/** The channels that settings ask for. What is wrong with one does not silence the others. */
export function channelsOf(settings: NotificationSettings): Chosen {
  const { addresses, webhookSecret } = settings;
  const good = addresses.flatMap((parsed) => (parsed.ok ? [parsed.address] : []));
  const mail = mailOf(settings);
  return {
    channels: [
      ...good.map((address, at) => channelFor(address, nameOf(address, at, good), webhookSecret)),
      ...mail.channels,
    ],
    findings: [...addresses.flatMap(refusal), ...mail.findings],
  };
}

/** `Slack`, or `Slack 2` of several. */
function nameOf({ kind }: WebhookAddress, at: number, all: readonly WebhookAddress[]): string {
  const earlier = all.slice(0, at).filter((other) => other.kind === kind).length;
  return earlier === 0 ? kind : `${kind} ${earlier + 1}`;
}

function channelFor(
  { kind, url }: WebhookAddress,
  name: string,
  secret: string | undefined,
): Channel {
  const make: Readonly<Record<WebhookKind, (name: string, url: URL) => Channel>> = {
    Slack: slack,
    'Slack workflow': slackWorkflow,
    'Microsoft Teams': teams,
    Discord: discord,
    webhook: (named, address) => webhook(named, address, secret),
  };
  return make[kind](name, url);
}

function refusal(parsed: ParsedAddress, at: number): Finding[] {
  if (parsed.ok) return [];
  return [
    warn(`notification: line ${at + 1} of notify-urls`, {
      expected: 'an https URL',
      found: parsed.found,
      fix: 'set the secret with the whole address, one a line',
    }),
  ];
}

function mailOf({ to, from, login, ...settings }: NotificationSettings): Chosen {
  const { username, password } = login;
  const wanted = to.given > 0 || username !== '';
  if (!wanted) return { channels: [], findings: [] };
  const missing = [
    ...(username === '' ? ['EMAIL_USERNAME'] : []),
    ...(password === '' ? ['EMAIL_PASSWORD'] : []),
  ];
  if (missing.length > 0) {
    const verb = missing.length === 1 ? 'is' : 'are';
    const off = notRun('notification: e-mail', `${missing.join(' and ')} ${verb} not set`);
    return { channels: [], findings: [off] };
  }
  const findings = [...mistaken(to, 'email-to'), ...mistaken(from, 'email-from')];
  const sender = from.mailboxes[0];
  if (sender === undefined || to.mailboxes.length === 0) return { channels: [], findings };
  const { smtpHost: host, smtpPort: port, rootCert } = settings;
  const mail = email({ host, port, username, password, from: sender, to: to.mailboxes, rootCert });
  return { channels: [mail], findings };
}

/** Addresses are people’s: which of them is wrong is told by its place. */
function mistaken({ refused }: Mailboxes, input: string): Finding[] {
  if (refused.length === 0) return [];
  return [
    warn(`notification: ${input}`, {
      expected: 'addresses such as deploys@example.com, one a line',
      found: `no address: number ${refused.join(', ')}`,
      fix: `correct ${input}; without it, EMAIL_USERNAME is used`,
    }),
  ];
}
