export const id = 767;
export const ids = [767];
export const modules = {

/***/ 35767:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  browserPage: () => (/* binding */ browserPage)
});

// EXTERNAL MODULE: ./node_modules/marked/lib/marked.esm.js
var marked_esm = __webpack_require__(48022);
// EXTERNAL MODULE: ./src/report/quantities.ts
var quantities = __webpack_require__(31885);
;// CONCATENATED MODULE: ./src/report/drawing.ts

/** A line of our own Mermaid: label, colour, and where it begins and how long it is. */
const LINE = /^ {2}(\d+ [^:]*) :(\w+), \w+, 2000-01-01 (\d\d):(\d\d):(\d\d), (\d+)s$/;
/** Percent: a shorter bar could not be seen. */
const NARROWEST = 0.6;
/**
 * The diagram that gantt.ts wrote, drawn with boxes: a page without network and script has no Mermaid.
 * Its labels hold nothing that HTML would read. Undefined for any other text.
 */
function drawn(gantt) {
    const rows = gantt.split('\n').flatMap((line) => rowOf(line));
    if (!gantt.startsWith('gantt\n') || rows.length === 0)
        return undefined;
    const whole = Math.max(1, ...rows.map(({ from, seconds }) => from + seconds));
    const percent = (seconds) => ((100 * seconds) / whole).toFixed(2);
    const shown = rows.map(({ label, kind, from, seconds }) => {
        const width = kind === 'milestone' ? 0 : Math.max(NARROWEST, (100 * seconds) / whole);
        const left = Math.min(Number(percent(from)), 100 - width).toFixed(2);
        return `<div class="row ${kind}"><span>${label}</span><div><i style="left:${left}%;width:${width.toFixed(2)}%"></i></div></div>`;
    });
    return `<div class="timeline" role="img" aria-label="Timeline">\n${shown.join('\n')}\n<div class="row axis"><span></span><div><b>0</b><b>${(0,quantities/* span */.Ln)(whole)}</b></div></div>\n</div>\n`;
}
function rowOf(line) {
    const [, label, kind, ...numbers] = LINE.exec(line) ?? [];
    if (label === undefined || kind === undefined)
        return [];
    const [hours = 0, minutes = 0, seconds = 0, length = 0] = numbers.map(Number);
    return [{ label, kind, from: hours * 3_600 + minutes * 60 + seconds, seconds: length }];
}

;// CONCATENATED MODULE: ./src/report/style.ts
/**
 * Close to how GitHub shows a job summary, in the light and in the dark. On a phone commands and output
 * are wrapped, and the rows of findings (the tables of three columns) are one below the other.
 */
const STYLE = `
:root { color-scheme: light dark; --text: #1f2328; --quiet: #59636e; --page: #fff; --box: #f6f8fa;
  --line: #d1d9e0; --link: #0969da; --plus: #1a7f37; --minus: #cf222e; }
@media (prefers-color-scheme: dark) { :root { --text: #f0f6fc; --quiet: #9198a1; --page: #0d1117;
  --box: #151b23; --line: #3d444d; --link: #4493f8; --plus: #3fb950; --minus: #f85149; } }
* { box-sizing: border-box; }
body { max-width: 980px; margin: 0 auto; padding: 32px 24px 64px; color: var(--text);
  background: var(--page); font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif;
  overflow-wrap: break-word; }
h2 { font-size: 1.5em; line-height: 1.3; border-bottom: 1px solid var(--line); padding-bottom: .3em; }
h3 { font-size: 1.2em; margin: 28px 0 12px; }
a { color: var(--link); }
code, pre { font: 85% ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
code { background: var(--box); border-radius: 6px; padding: .2em .4em; overflow-wrap: anywhere; }
pre { background: var(--box); border: 1px solid var(--line); border-radius: 6px; padding: 12px 16px;
  overflow-x: auto; line-height: 1.45; }
pre code { background: none; padding: 0; font-size: 100%; overflow-wrap: normal; }
table { display: block; width: max-content; max-width: 100%; overflow-x: auto; border-collapse: collapse; }
td code { overflow-wrap: normal; }
th, td { border: 1px solid var(--line); padding: 6px 13px; text-align: left; vertical-align: top; }
tr:nth-child(2n) td { background: var(--box); }
blockquote { margin: 0 0 16px; padding: 0 1em; border-left: .25em solid var(--minus); }
blockquote p { margin: 0; }
details { margin: 16px 0; }
summary { cursor: pointer; color: var(--quiet); }
.plus { color: var(--plus); }
.minus { color: var(--minus); }
.timeline { background: var(--box); border: 1px solid var(--line); border-radius: 6px; padding: 12px 16px;
  font-size: 14px; }
.row { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); gap: 12px; align-items: center;
  padding: 3px 0; }
.row > span { overflow-wrap: anywhere; }
.row > div { position: relative; height: 14px; }
.row i { position: absolute; top: 0; bottom: 0; border-radius: 3px; background: var(--quiet); }
.row.done i { background: var(--plus); }
.row.crit i { background: var(--minus); }
.row.active i { background: var(--link); }
.row.milestone { color: var(--quiet); }
.row.milestone i { border-left: 2px dashed var(--quiet); border-radius: 0; background: none; }
.row.axis { color: var(--quiet); font-size: 12px; }
.row.axis > div { display: flex; justify-content: space-between; height: auto; border-top: 1px solid var(--line); }
.row.axis b { font-weight: normal; }
@media (max-width: 600px) { body { padding: 16px 12px 48px; font-size: 15px; } h2 { font-size: 1.3em; }
  th, td { padding: 5px 8px; min-width: 84px; } .row { grid-template-columns: minmax(0, 1fr); gap: 3px; }
  pre code { white-space: pre-wrap; overflow-wrap: anywhere; }
  table:has(th:nth-child(3):last-child) { width: auto; thead { display: none; }
    tbody, tr, td { display: block; } tr { border: 1px solid var(--line); padding: 6px 10px; }
    td { border: 0; padding: 2px 0; background: none; overflow-wrap: anywhere; } td:empty { display: none; }
    td:first-child { font-weight: 600; } td:nth-child(3)::before { content: '→ '; } } }
`;

;// CONCATENATED MODULE: ./src/report/browserpage.ts



const marked = new marked_esm/* Marked */.Dz({
    renderer: {
        code({ text, lang }) {
            const picture = lang === 'mermaid' ? drawn(text) : undefined;
            if (picture !== undefined)
                return picture;
            const lines = text.split('\n').map((line) => lineOf(line, lang === 'diff'));
            return `<pre><code>${lines.join('\n')}</code></pre>\n`;
        },
    },
});
/**
 * A page of ours as one file for a browser, without network or script: its policy lets in nothing
 * but its own style. Foreign text in the Markdown is entities already.
 */
function browserPage(markdown, title) {
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
function lineOf(line, isDiff) {
    const kind = { '+': 'plus', '-': 'minus' }[line.charAt(0)];
    return isDiff && kind !== undefined
        ? `<span class="${kind}">${escaped(line)}</span>`
        : escaped(line);
}
function escaped(text) {
    return text
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;');
}


/***/ })

};
