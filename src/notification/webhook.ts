import { z } from 'zod';
import type { Announcement } from '../record/announcement.js';
import { shortened } from './brevity.js';
import type { Channel } from './channel.js';
import { postJson } from './post.js';
import { signatureHeaders } from './signature.js';

const MOST_ITEMS = 100;
const MOST_PROBLEMS = 20;
const LONGEST = 1_000;
const LONGEST_COMMAND = 10_000;

const text = z.string().max(LONGEST);
const texts = z.array(text).max(MOST_ITEMS);
const rows = z.int().nonnegative();

/** What a webhook gets; `docs/webhook.schema.json` is made from it. Fields are added, never changed. */
export const payloadSchema = z
  .object({
    version: z.literal(1),
    id: text.describe('The same for every attempt to deliver this message; equal to webhook-id.'),
    ending: z.enum([
      'deployed',
      'restored',
      'nothing changed',
      'failed',
      'cancelled',
      'incomplete',
    ]),
    verdict: text.describe('The ending as a sentence for people.'),
    environment: text,
    repository: text.describe('owner/name; empty where it is not known, like commit and actor.'),
    commit: z.object({ sha: text, branch: text, url: text }),
    actor: text,
    run: z.object({ id: text, attempt: z.int().positive(), url: text }),
    startedAt: text.describe('ISO 8601, UTC.'),
    finishedAt: text,
    changes: texts.describe('What is different in production, in words.'),
    migrations: z.object({ applied: texts, notApplied: texts }),
    schemaChanges: rows.describe('Number of objects that came, went or changed.'),
    tables: z
      .array(z.object({ table: text, inserted: rows, updated: rows, deleted: rows }))
      .max(MOST_ITEMS)
      .describe('Rows that the promotion wrote.'),
    problems: z
      .array(z.object({ step: text, found: text, next: text }))
      .max(MOST_PROBLEMS)
      .describe('What stopped the deploy, and checks that failed.'),
    backup: z
      .object({ name: text, bytes: rows, sha256: text, expiresAt: text.optional() })
      .optional(),
    wayBack: z
      .object({ look: z.string().max(LONGEST_COMMAND), restore: z.string().max(LONGEST_COMMAND) })
      .optional()
      .describe('Shell commands; present when going back to the backup makes sense.'),
  })
  .describe('One deploy, as db-deploy-action announces it to a webhook.');

type Payload = z.infer<typeof payloadSchema>;

/** Any other address: JSON of a stable form, signed when there is a secret. */
export function webhook(name: string, url: URL, secret: string | undefined): Channel {
  return {
    name,
    send: async (announcement, sending) => {
      const payload = payloadOf(announcement);
      const body = JSON.stringify(payload);
      const headers = signatureHeaders(payload.id, body, sending.now(), secret);
      const attempt = await postJson(url, body, sending, headers);
      if (!attempt.sent || secret !== undefined) return attempt;
      return { ...attempt, found: `${attempt.found}; not signed: webhook-secret is not set` };
    },
  };
}

/** Bounded at any size of the deploy: below 700 KB, and a few KB as a rule. */
function payloadOf(announcement: Announcement): Payload {
  const { runId, attempt, environment, wayBack, backup, migrations } = announcement;
  return {
    version: 1,
    id: `${runId}-${attempt}-${environment}`.replace(/[^\w-]+/g, '-').slice(0, 200),
    ending: announcement.ending,
    verdict: short(announcement.sentence),
    environment: short(environment),
    repository: short(announcement.repository),
    commit: {
      sha: short(announcement.sha),
      branch: short(announcement.branch),
      url: short(announcement.commitUrl),
    },
    actor: short(announcement.actor),
    run: { id: short(runId), attempt, url: short(announcement.runUrl) },
    startedAt: announcement.startedAt,
    finishedAt: announcement.finishedAt,
    changes: some(announcement.changes),
    migrations: { applied: some(migrations.applied), notApplied: some(migrations.notApplied) },
    schemaChanges: announcement.schemaChanges,
    tables: announcement.tables
      .slice(0, MOST_ITEMS)
      .map((table) => ({ ...table, table: short(table.table) })),
    problems: announcement.problems
      .slice(0, MOST_PROBLEMS)
      .map(({ step, found, next }) => ({ step, found: short(found), next: short(next) })),
    ...(backup === undefined ? {} : { backup: { ...backup, name: short(backup.name) } }),
    ...(wayBack === undefined ? {} : { wayBack }),
  };
}

function short(value: string): string {
  return shortened(value, LONGEST);
}

function some(values: readonly string[]): string[] {
  return values.slice(0, MOST_ITEMS).map(short);
}
