import type { Announcement } from '../record/announcement.js';
import { bulleted, pasteable, shortened } from './brevity.js';
import type { Channel } from './channel.js';
import { postJson } from './post.js';
import { causes, COMMANDS_ELSEWHERE, facts, GO_BACK, title } from './words.js';

/**
 * Characters that Discord takes (discord.com/developers/docs/resources/message#embed-object): title
 * 256, field 1,024, description 4,096, all of an embed 6,000. The parts below add up to less.
 */
const TITLE = 256;
const FACT = 150;
const CHANGES = 800;
const CAUSES = 1_200;
const COMMANDS = 700;
const GREEN = 0x1a7f37;
const RED = 0xcf222e;

/** A webhook of Discord: one embed, which mentions nobody whatever stands in it. */
export function discord(name: string, url: URL): Channel {
  return {
    name,
    send: (announcement, sending) => postJson(url, JSON.stringify(message(announcement)), sending),
  };
}

function message(announcement: Announcement): object {
  const { good, runUrl } = announcement;
  return {
    allowed_mentions: { parse: [] },
    embeds: [
      {
        title: shortened(title(announcement), TITLE, escaped),
        ...(runUrl === '' ? {} : { url: runUrl }),
        color: good ? GREEN : RED,
        description: description(announcement),
      },
    ],
  };
}

function description(announcement: Announcement): string {
  return [
    facts(announcement)
      .map(([name, value]) => `${name}: ${shortened(value, FACT, escaped)}`)
      .join('\n'),
    ...listed('What changed', announcement.changes, CHANGES),
    ...listed('What went wrong', causes(announcement), CAUSES),
    ...wayBack(announcement),
  ].join('\n\n');
}

function listed(heading: string, lines: readonly string[], most: number): string[] {
  return lines.length === 0 ? [] : [`**${heading}**\n${bulleted(lines, most, escaped)}`];
}

function wayBack({ wayBack }: Announcement): string[] {
  if (wayBack === undefined) return [];
  const commands = pasteable([wayBack.look, wayBack.restore], COMMANDS);
  return commands === undefined
    ? [COMMANDS_ELSEWHERE]
    : [`${GO_BACK}\n\`\`\`sh\n${commands}\n\`\`\``];
}

/** Discord shows any sign behind a backslash as it is. The space of no width stops `@everyone`. */
function escaped(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, (sign) => (sign === '@' ? '@\u200b' : `\\${sign}`));
}
