import { Marked } from 'marked';
import { drawn } from './drawing.js';
import { STYLE } from './style.js';

const marked = new Marked({
  renderer: {
    code({ text, lang }) {
      const picture = lang === 'mermaid' ? drawn(text) : undefined;
      if (picture !== undefined) return picture;
      const lines = text.split('\n').map((line) => lineOf(line, lang === 'diff'));
      return `<pre><code>${lines.join('\n')}</code></pre>\n`;
    },
  },
});

/**
 * A page of ours as one file for a browser, without network or script: its policy lets in nothing
 * but its own style. Foreign text in the Markdown is entities already.
 */
export function browserPage(markdown: string, title: string): string {
  // The breaks are against GitHub's own links and mentions; who copies a name from here wants it whole.
  const body = marked.parse(markdown, { async: false }).replaceAll('\u200b', '');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${body}</body>
</html>
`;
}

function lineOf(line: string, isDiff: boolean): string {
  const kind = { '+': 'plus', '-': 'minus' }[line.charAt(0)];
  return isDiff && kind !== undefined
    ? `<span class="${kind}">${escaped(line)}</span>`
    : escaped(line);
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
