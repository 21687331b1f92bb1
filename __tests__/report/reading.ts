import { marked, type Token, type Tokens } from 'marked';

/** Blocks of a page with their nesting, and of inline content only what is not text. */
export function structureOf(markdown: string): string[] {
  return marked.lexer(markdown).flatMap((token) => blockOf(token));
}

function blockOf(token: Token): string[] {
  switch (token.type) {
    case 'space':
      return [];
    case 'table': {
      const { header, rows, raw } = token as Tokens.Table;
      // marked drops the cells that a stray pipe makes, so the pipes themselves are counted.
      const pipes = raw
        .trim()
        .split('\n')
        .map((line) => line.split('|').length - 2);
      if (pipes.some((cells) => cells !== header.length)) return ['torn table'];
      return [`table of ${header.length} by ${rows.length}`];
    }
    case 'list': {
      const { items, ordered } = token as Tokens.List;
      const inside = items.map((item) => item.tokens.flatMap((one) => blockOf(one)));
      return [`${ordered ? 'numbered' : 'bullets'} ${JSON.stringify(inside)}`];
    }
    case 'heading':
      return [`heading ${(token as Tokens.Heading).depth}`];
    case 'blockquote':
      return [
        `quote ${JSON.stringify((token as Tokens.Blockquote).tokens.flatMap((one) => blockOf(one)))}`,
      ];
    case 'html':
      // The text between summary tags is ours; hostile text in it would show as more tags.
      return [`html ${(token as Tokens.HTML).text.replace(/\s+/g, ' ').trim()}`];
    default:
      return [token.type];
  }
}

/** Every tag, link and image of a page. */
export function activeParts(markdown: string): string[] {
  const found: string[] = [];
  void marked.walkTokens(marked.lexer(markdown), (token) => {
    if (token.type === 'link' || token.type === 'image')
      found.push(`${token.type} ${(token as Tokens.Link).href}`);
    if (token.type === 'html') found.push(...((token as Tokens.HTML).text.match(/<[^>]*>/g) ?? []));
  });
  return found;
}

/** What a reader sees of a paragraph, with zero-width spaces left out and line breaks as newlines. */
export function seen(markdown: string): string {
  const html = marked.parseInline(markdown, { async: false });
  return html
    .replaceAll('<br>', '\n')
    .replace(/<[^>]*>/g, '')
    .replaceAll('\u200b', '')
    .replace(/&#(\d+);/g, (_, number: string) => String.fromCodePoint(Number(number)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
