export interface Mailboxes {
  /** As they go into the header: `a@example.com`, or `Deploys <a@example.com>`. */
  readonly mailboxes: readonly string[];
  /** Positions, from 1, of what is no address. */
  readonly refused: readonly number[];
  /** How many were given. */
  readonly given: number;
}

/** More are a mailing list, which has one address. */
const MOST = 50;
const ADDRESS = /^[^\s<>@,;:"()[\]\\\p{Cc}]{1,64}@[^\s<>@,;:"()[\]\\\p{Cc}]{1,255}$/u;
const NAMED = /^([^<>@,;:"()[\]\\\p{Cc}]{1,100})\s<([^<>\s]+)>$/u;

/** Addresses, one a line or separated by commas. Nothing in them can become another header. */
export function parseMailboxes(text: string): Mailboxes {
  const parts = text
    .split(/[,;\r\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const understood = parts.map((part, at) => (at < MOST && isMailbox(part) ? part : undefined));
  return {
    mailboxes: understood.filter((mailbox) => mailbox !== undefined),
    refused: understood
      .flatMap((mailbox, at) => (mailbox === undefined ? [at + 1] : []))
      .slice(0, 10),
    given: parts.length,
  };
}

function isMailbox(text: string): boolean {
  return ADDRESS.test(NAMED.exec(text)?.[2] ?? text);
}
