/**
 * Close to how GitHub shows a job summary, in the light and in the dark. On a phone commands and output
 * are wrapped, and the rows of findings (the tables of three columns) are one below the other.
 */
export const STYLE = `
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
