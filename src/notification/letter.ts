import type { Announcement } from '../record/announcement.js';
import { bulleted, shortened } from './brevity.js';
import { causes, facts, GO_BACK, title } from './words.js';

/** A mail may be long; nobody reads one that is. */
const LINE = 1_000;
const LIST = 20_000;

/** The mail as text. */
export function plainText(announcement: Announcement): string {
  const { changes, wayBack, runUrl } = announcement;
  return [
    shortened(title(announcement), LINE),
    facts(announcement)
      .map(([name, value]) => `${name}: ${shortened(value, LINE)}`)
      .join('\n'),
    ...listed('What changed', changes),
    ...listed('What went wrong', causes(announcement)),
    ...(wayBack === undefined ? [] : [`${GO_BACK}\n\n${wayBack.look}\n${wayBack.restore}`]),
    ...(runUrl === '' ? [] : [`The page of the run: ${runUrl}`]),
  ].join('\n\n');
}

function listed(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${heading}\n${bulleted(lines, LIST)}`];
}

/** The same as HTML, with styles in place: mail programs drop all others. */
export function html(announcement: Announcement): string {
  const { changes, good, wayBack, runUrl } = announcement;
  const colour = good ? '#1a7f37' : '#cf222e';
  return [
    '<div style="font:15px/1.5 system-ui,-apple-system,\'Segoe UI\',sans-serif;max-width:640px">',
    `<h2 style="font-size:18px;border-left:4px solid ${colour};padding-left:12px">${shortened(title(announcement), LINE, escaped)}</h2>`,
    '<table style="border-collapse:collapse">',
    ...facts(announcement).map(
      ([name, value]) =>
        `<tr><td style="padding:2px 16px 2px 0;color:#59636e">${name}</td><td>${shortened(value, LINE, escaped)}</td></tr>`,
    ),
    '</table>',
    ...htmlList('What changed', changes),
    ...htmlList('What went wrong', causes(announcement)),
    ...(wayBack === undefined
      ? []
      : [`<p>${GO_BACK}</p>`, preformatted(`${wayBack.look}\n${wayBack.restore}`)]),
    ...(runUrl === '' ? [] : [`<p><a href="${escaped(runUrl)}">Open the page of the run</a></p>`]),
    '</div>',
  ].join('\n');
}

function htmlList(heading: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const items = bulleted(lines, LIST, escaped).replaceAll('\n', '<br>\n');
  return [`<h3 style="font-size:15px">${heading}</h3>`, `<p>${items}</p>`];
}

function preformatted(text: string): string {
  return `<pre style="background:#f6f8fa;padding:12px;white-space:pre-wrap">${escaped(text)}</pre>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
