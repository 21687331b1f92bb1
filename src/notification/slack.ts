import type { Announcement } from '../record/announcement.js';
import { bulleted, pasteable, shortened } from './brevity.js';
import type { Channel } from './channel.js';
import { postJson } from './post.js';
import { causes, COMMANDS_ELSEWHERE, facts, GO_BACK, title } from './words.js';

/** Characters that Slack takes (api.slack.com/reference/block-kit/blocks): header 150, section 3,000. */
const HEADER = 150;
const SECTION = 3_000;
/** Of all blocks together, lest Slack answers `msg_blocks_too_long` (13,200). */
const CHANGES = 2_500;
const CAUSES = 3_000;
const CONTEXT = 200;

/** An incoming webhook of Slack: one message of blocks. */
export function slack(name: string, url: URL): Channel {
  return {
    name,
    send: (announcement, sending) => postJson(url, JSON.stringify(message(announcement)), sending),
  };
}

function message(announcement: Announcement): object {
  return {
    // What notifications and screen readers show.
    text: shortened(title(announcement), SECTION, escaped),
    blocks: blocks(announcement),
    unfurl_links: false,
    unfurl_media: false,
  };
}

/** Foreign text is `plain_text` throughout: there Slack reads neither formats nor mentions. */
function blocks(announcement: Announcement): object[] {
  const { changes, runUrl } = announcement;
  return [
    { type: 'header', text: plainText(shortened(title(announcement), HEADER)) },
    {
      type: 'context',
      elements: facts(announcement).map(([name, value]) =>
        plainText(shortened(`${name}: ${value}`, CONTEXT)),
      ),
    },
    ...listed('What changed', changes, CHANGES),
    ...listed('What went wrong', causes(announcement), CAUSES),
    ...wayBack(announcement),
    ...(runUrl === '' ? [] : [section(`<${linkable(runUrl)}|Open the page of the run>`)]),
  ];
}

function listed(heading: string, lines: readonly string[], most: number): object[] {
  if (lines.length === 0) return [];
  return [
    section(`*${heading}*`),
    { type: 'section', text: plainText(bulleted(lines, Math.min(most, SECTION))) },
  ];
}

function wayBack({ wayBack }: Announcement): object[] {
  if (wayBack === undefined) return [];
  const commands = pasteable([escaped(wayBack.look), escaped(wayBack.restore)], SECTION - 10);
  return commands === undefined
    ? [section(COMMANDS_ELSEWHERE)]
    : [section(GO_BACK), section(`\`\`\`${commands}\`\`\``)];
}

/** @param text ours, in the mark-up of Slack. */
function section(text: string): object {
  return { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } };
}

function plainText(text: string): object {
  return { type: 'plain_text', text, emoji: false };
}

/** The three signs that carry mentions, links and entities in mark-up. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function linkable(url: string): string {
  return escaped(url).replaceAll('|', '%7C');
}
