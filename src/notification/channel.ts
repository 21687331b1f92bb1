import type { Announcement } from '../record/announcement.js';

/** A place that deploys are announced in. */
export interface Channel {
  /** For findings: `Slack`, `e-mail`. Never an address, which is a secret. */
  readonly name: string;
  /** One attempt; rejects when the signal aborts. What it returns holds no address and no foreign text. */
  send(announcement: Announcement, tools: Sending): Promise<Attempt>;
}

export interface Sending {
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
  /** Stamps what is signed. */
  readonly now: () => Date;
}

export type Attempt = { readonly sent: true; readonly found: string } | Refusal;

export interface Refusal {
  readonly sent: false;
  readonly found: string;
  readonly fix: string;
  /** Whether the next attempt may be luckier. */
  readonly again: boolean;
  /** Milliseconds that the other side asks to wait before it. */
  readonly waitMs?: number;
}
