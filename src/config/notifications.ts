import { z } from 'zod';
import { parseAddress, type ParsedAddress } from '../notification/address.js';
import { parseMailboxes } from '../notification/mailboxes.js';

const HOST = 'the host name of a mail server, such as smtp.gmail.com';
const PORT = 'the port of a mail server: 465, 587, or another from 1 to 65535';

/**
 * The inputs that say who is told. Those that people set as secrets are never refused: a page about
 * a failed deploy must not fail because the address of a chat is mistyped.
 */
export const notificationFields = {
  'notify-urls': z
    .string({ error: 'addresses of webhooks, one a line' })
    .transform((text): ParsedAddress[] =>
      text
        .split(/\s+/)
        .filter((line) => line !== '')
        .map(parseAddress),
    )
    .prefault(''),
  'webhook-secret': z.string({ error: 'a text' }).optional(),
  'email-to': mailboxes(),
  'email-from': mailboxes(),
  'smtp-host': z
    .string({ error: HOST })
    .regex(/^(?=.{1,253}$)[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i, HOST)
    .prefault('smtp.gmail.com'),
  'smtp-port': z
    .union([z.string().regex(/^\d{1,5}$/, PORT), z.number()], { error: PORT })
    .transform(Number)
    .pipe(z.number({ error: PORT }).int(PORT).min(1, PORT).max(65_535, PORT))
    .prefault('465'),
  'notify-on': z
    .enum(['always', 'failure', 'change', 'never'], { error: 'always, failure, change or never' })
    .prefault('always'),
};

function mailboxes() {
  return z
    .union([z.string(), z.array(z.string())], { error: 'e-mail addresses, one a line' })
    .transform((value) => parseMailboxes(Array.isArray(value) ? value.join('\n') : value))
    .prefault('');
}
