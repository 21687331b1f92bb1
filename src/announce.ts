import { redactDeep } from './actions/redaction.js';
import type { Tools } from './actions/tools.js';
import type { MailLogin } from './config/maillogin.js';
import type { Config } from './config/schemas.js';
import { channelsOf } from './notification/channels.js';
import { notify } from './notification/notify.js';
import type { RecordOf } from './record/record.js';
import { announcementOf } from './report/announcement.js';

/**
 * Tells people of a deploy before its page is published, so that the page tells what did not arrive.
 * Outside Actions nobody is told: the `.env` of an application often holds a mail login of its own.
 */
export async function announce(
  summary: RecordOf<'summarize'>,
  config: Config<'summarize'>,
  login: MailLogin,
  tools: Tools,
): Promise<RecordOf<'summarize'>> {
  if (!config.surroundings.inActions || tools.signal.aborted) return summary;
  const { channels, findings } = channelsOf({
    addresses: config.notifyUrls,
    webhookSecret: config.webhookSecret,
    to: config.emailTo,
    from: config.emailFrom,
    smtpHost: config.smtpHost,
    smtpPort: config.smtpPort,
    rootCert: config.sslRootCert ?? '',
    login,
  });
  const announcement = announcementOf(redactDeep(summary, tools.log.masks));
  const sent = await notify(announcement, channels, config.notifyOn, tools);
  return { ...summary, findings: [...summary.findings, ...findings, ...sent] };
}
