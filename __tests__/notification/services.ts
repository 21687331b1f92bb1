import { payloadSchema } from '../../src/notification/webhook.js';
import { HttpSink, type Judge, type SinkAnswer } from '../harness/github/index.js';

type Json = Readonly<Record<string, unknown>>;
const REFUSED = 400;

/**
 * What the services take, as their documentation has it, counted in UTF-16 units: none of them
 * counts more. Each judge answers what the service answers.
 */
const slack: Judge = ({ body }) => {
  const { text, blocks } = JSON.parse(body) as { text?: string; blocks?: Json[] };
  if (text === undefined || text === '' || text.length > 4_000 || mentions(text)) return refuse();
  if (blocks === undefined || blocks.length === 0 || blocks.length > 50) return refuse();
  if (!blocks.every(isBlock)) return refuse();
  const total = blocks.flatMap(textsOf).reduce((sum, { text }) => sum + text.length, 0);
  return total > 13_200 ? { status: REFUSED, body: 'msg_blocks_too_long' } : { body: 'ok' };
};

interface TextObject {
  readonly type: string;
  readonly text: string;
}

function textsOf({ text, elements }: Json): TextObject[] {
  return [
    ...(text === undefined ? [] : [text]),
    ...((elements as unknown[] | undefined) ?? []),
  ].map((object) => object as TextObject);
}

function isBlock(block: Json): boolean {
  const texts = textsOf(block);
  const fits = (most: number): boolean =>
    texts.length > 0 &&
    texts.every(({ type, text }) => {
      const plain = type === 'plain_text';
      return text.length > 0 && text.length <= most && (plain || !mentions(text));
    });
  switch (block['type']) {
    case 'header':
      return fits(150) && texts.every(({ type }) => type === 'plain_text');
    case 'section':
      return fits(3_000);
    case 'context':
      return fits(2_000) && texts.length <= 10;
    default:
      return false;
  }
}

/** In mark-up `<!channel>`, `<@U1>` and `<#C1>` call people. */
function mentions(markup: string): boolean {
  return /<[!@#]/.test(markup);
}

function refuse(): SinkAnswer {
  return { status: REFUSED, body: 'invalid_blocks' };
}

/** A workflow takes the variables that it declares, as texts, none of them empty. */
const slackWorkflow: Judge = ({ body }) => {
  const variables = JSON.parse(body) as Json;
  const declared = 'actor changes commit environment problems restore run_url verdict'
    .split(' ')
    .join();
  const good = Object.values(variables).every((value) => typeof value === 'string' && value !== '');
  const known = Object.keys(variables).sort().join() === declared;
  return good && known ? { body: '{"ok":true}' } : { status: REFUSED, body: '{"ok":false}' };
};

/** Takes 28 KB, counted at two bytes a character. Markdown is read in a TextBlock only: there is none. */
const teams: Judge = ({ body }) => {
  if (body.length * 2 > 28 * 1_024) return { status: 413 };
  if (Buffer.byteLength(body) > 28 * 1_024) return { status: 413 };
  const { type, attachments } = JSON.parse(body) as { type: string; attachments: Json[] };
  const card = attachments[0]?.['content'] as Json | undefined;
  const blocks = (card?.['body'] ?? []) as { type: string; inlines: Json[] }[];
  const runs = blocks.flatMap(({ inlines }) => inlines);
  const good =
    type === 'message' &&
    attachments[0]?.['contentType'] === 'application/vnd.microsoft.card.adaptive' &&
    card?.['type'] === 'AdaptiveCard' &&
    Number(card['version']) <= 1.4 &&
    blocks.every((block) => block.type === 'RichTextBlock') &&
    runs.every((run) => run['type'] === 'TextRun' && run['text'] !== '') &&
    !JSON.stringify(card['msteams']).includes('entities');
  return good ? { status: 202, body: '' } : { status: REFUSED };
};

const discord: Judge = ({ body }) => {
  const {
    content = '',
    embeds,
    allowed_mentions,
  } = JSON.parse(body) as {
    content?: string;
    embeds: { title: string; description: string }[];
    allowed_mentions?: { parse: string[] };
  };
  const [embed] = embeds;
  if (embed === undefined || embeds.length > 10 || content.length > 2_000) return refuse();
  const { title, description } = embed;
  const fits = title.length <= 256 && description.length <= 4_096;
  // In a block of code nothing is read.
  const outsideCode = description.replace(/```[^`]*```/g, '');
  const quiet =
    allowed_mentions?.parse.length === 0 && !/@(everyone|here)|(?<!\\)<[@#:]/.test(outsideCode);
  return fits && quiet && title.length + description.length <= 6_000
    ? { status: 204, body: '' }
    : refuse();
};

const generic: Judge = ({ body }) => {
  if (Buffer.byteLength(body) > 700_000) return { status: 413 };
  return payloadSchema.safeParse(JSON.parse(body)).success ? { status: 202 } : { status: REFUSED };
};

/** An address of each kind, and who answers there. */
const SERVICES: Readonly<Record<string, Judge>> = {
  'https://hooks.slack.com/services/T0001/B0001/XXXXXXXXXXXXXXXXXXXXXXXX': slack,
  'https://hooks.slack.com/triggers/T0001/1234567890/0123456789abcdef': slackWorkflow,
  'https://default1.a.environment.api.powerplatform.com/workflows/abc/triggers/manual/paths/invoke?sig=SgSgSgSgSgSgSgSg':
    teams,
  'https://discord.com/api/webhooks/123456789012345678/tokentokentoken': discord,
  'https://deploys.example.com/hooks/9f8e7d6c5b4a': generic,
};

export const ADDRESSES = Object.keys(SERVICES);

/** All of them at one loopback address, and a fetch that finds them there. */
export async function startServices(): Promise<{ sink: HttpSink; fetch: typeof fetch }> {
  const sink = await HttpSink.start((request) => {
    const address = ADDRESSES.find((one) => one.endsWith(request.path));
    const judge = address === undefined ? undefined : SERVICES[address];
    return judge === undefined ? { status: 404 } : judge(request);
  });
  return {
    sink,
    fetch: (input, init) => {
      const { pathname, search } = new URL(input as URL);
      return fetch(`${sink.url}${pathname}${search}`, init);
    },
  };
}
