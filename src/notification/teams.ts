import type { Announcement } from '../record/announcement.js';
import { bulleted, pasteable, shortened } from './brevity.js';
import type { Channel } from './channel.js';
import { postJson } from './post.js';
import { causes, COMMANDS_ELSEWHERE, facts, GO_BACK, title } from './words.js';

/**
 * Teams takes 28 KB, and some of its ways count two bytes a character. The parts below, each at its
 * longest and escaped as JSON, stay under 14,000 characters.
 */
const TITLE = 300;
const FACT = 150;
const CHANGES = 1_500;
const CAUSES = 2_500;
const COMMANDS = 1_200;

/** A Workflows webhook of Microsoft Teams: one Adaptive Card. It answers 202 before its flow has run. */
export function teams(name: string, url: URL): Channel {
  return {
    name,
    send: async (announcement, sending) => {
      const attempt = await postJson(url, JSON.stringify(message(announcement)), sending);
      if (attempt.sent || !url.hostname.endsWith('.webhook.office.com')) return attempt;
      const fix =
        'Microsoft has retired the connectors of Office 365: make a Workflows webhook in Teams, and set the secret with its address';
      return { ...attempt, fix };
    },
  };
}

function message(announcement: Announcement): object {
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: card(announcement),
      },
    ],
  };
}

function card(announcement: Announcement): object {
  const { runUrl, changes } = announcement;
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body: [
      literal([shortened(title(announcement), TITLE)], { size: 'large', weight: 'bolder' }),
      literal(
        facts(announcement).map(([name, value]) => shortened(`${name}: ${value}`, FACT)),
        { isSubtle: true },
      ),
      ...listed('What changed', changes, CHANGES),
      ...listed('What went wrong', causes(announcement), CAUSES),
      ...wayBack(announcement),
    ],
    ...(runUrl === ''
      ? {}
      : { actions: [{ type: 'Action.OpenUrl', title: 'Open the page of the run', url: runUrl }] }),
  };
}

function listed(heading: string, lines: readonly string[], most: number): object[] {
  if (lines.length === 0) return [];
  return [literal([heading], { weight: 'bolder' }), literal(bulleted(lines, most).split('\n'))];
}

function wayBack({ wayBack }: Announcement): object[] {
  if (wayBack === undefined) return [];
  const commands = pasteable([wayBack.look, wayBack.restore], COMMANDS);
  return commands === undefined
    ? [literal([COMMANDS_ELSEWHERE])]
    : [literal([GO_BACK]), literal(commands.split('\n'), { fontType: 'monospace' })];
}

/** A TextBlock reads Markdown and dates in its text; a TextRun shows what it is given. One block a list. */
function literal(lines: readonly string[], style: Readonly<Record<string, unknown>> = {}): object {
  return {
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text: lines.join('\n'), ...style }],
  };
}
