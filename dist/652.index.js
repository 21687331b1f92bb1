export const id = 652;
export const ids = [652];
export const modules = {

/***/ 88271:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  announce: () => (/* binding */ announce)
});

// EXTERNAL MODULE: ./src/actions/redaction.ts
var redaction = __webpack_require__(71434);
// EXTERNAL MODULE: ./src/record/finding.ts
var finding = __webpack_require__(11836);
;// CONCATENATED MODULE: ./src/notification/brevity.ts
const asIs = (text) => text;
const CUT = ' …';
/** Units (UTF-16) of one line of a list. */
const LONGEST_LINE = 300;
/** Room for the line that counts the others. */
const LONGEST_REST = 40;
/**
 * A text within a channel's limit, cut between two characters as people see them: a flag or a family
 * is kept or dropped whole.
 * @param most UTF-16 units of the escaped text; services that count code points count no more.
 * @param escape applied character by character, so that no entity is cut either.
 */
function shortened(text, most, escape = asIs) {
    if (text.length <= most) {
        const whole = escape(text);
        if (whole.length <= most)
            return whole;
    }
    let kept = '';
    // What the slice itself cuts stands behind the limit and is never taken.
    for (const { segment } of new Intl.Segmenter('en').segment(text.slice(0, most))) {
        const next = escape(segment);
        if (kept.length + next.length > most - CUT.length)
            break;
        kept += next;
    }
    return kept + CUT;
}
/** Lines with bullets within a limit, and one that counts those that are too many. */
function bulleted(lines, most, escape = asIs) {
    const kept = [];
    let left = most - LONGEST_REST;
    for (const [at, line] of lines.entries()) {
        const item = `• ${shortened(line, LONGEST_LINE, escape)}`;
        left -= item.length + 1;
        if (left < 0)
            return [...kept, `… and ${lines.length - at} more`].join('\n');
        kept.push(item);
    }
    return kept.join('\n');
}
/** Commands to paste, or undefined: a command that is cut or escaped does something else. */
function pasteable(commands, most) {
    const text = commands.join('\n');
    return text.length > most || text.includes('`') ? undefined : text;
}

;// CONCATENATED MODULE: ./src/notification/post.ts
/** Bytes of an answer that are read: enough for the code that Slack gives. */
const MOST_ANSWER = 1_000;
const NEW_ADDRESS = 'make a new webhook there, and set the secret with its address again';
/** One POST of JSON. Redirects are not followed: the message was meant for the address that was given. */
async function postJson(url, body, { fetch, signal, now }, headers = {}) {
    let response;
    try {
        response = await fetch(url, {
            method: 'POST',
            body,
            // Teams counts two bytes a character where no charset is given.
            headers: {
                'content-type': 'application/json; charset=utf-8',
                'user-agent': 'db-deploy-action',
                ...headers,
            },
            redirect: 'manual',
            signal,
        });
    }
    catch (error) {
        return noAnswer(error);
    }
    const answer = await beginningOf(response).catch(() => '');
    if (!response.ok)
        return refusalOf(response, reasonIn(answer, url), now());
    // Triggers of Slack answer 200 also when they refuse.
    const refused = /^\s*\{\s*"ok"\s*:\s*false\b/.test(answer);
    return refused
        ? { sent: false, again: false, found: 'the message was refused', fix: NEW_ADDRESS }
        : { sent: true, found: `accepted (status ${response.status})` };
}
function refusalOf({ status, headers }, reason, now) {
    const found = `status ${status}${reason}`;
    if (status === 429) {
        const waitMs = retryAfter(headers.get('retry-after'), now);
        const fix = 'nothing to do, if the next deploy is announced; else send less to that address';
        return { sent: false, again: true, found, fix, ...(waitMs === undefined ? {} : { waitMs }) };
    }
    if (status >= 500) {
        const fix = 'look at the status page of the service; the next deploy tries again';
        return { sent: false, again: true, found, fix };
    }
    if ([401, 403, 404, 410].includes(status)) {
        return {
            sent: false,
            again: false,
            found: `${found}: the address is not valid`,
            fix: NEW_ADDRESS,
        };
    }
    if (status >= 300 && status < 400) {
        return {
            sent: false,
            again: false,
            found: `${found}: a redirect`,
            fix: 'give the address that it leads to',
        };
    }
    const fix = 'compare what the address expects with docs/notifications.md';
    return { sent: false, again: false, found: `${found}: the message was refused`, fix };
}
/** Seconds or an HTTP date, in milliseconds from now. */
function retryAfter(header, now) {
    if (header === null)
        return undefined;
    const ms = /^\d+(\.\d+)?$/.test(header)
        ? Number(header) * 1_000
        : Date.parse(header) - now.getTime();
    return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
/** A code such as `invalid_blocks`. Any other text may repeat the address, or what was sent. */
function reasonIn(answer, { href }) {
    const code = answer.trim();
    return /^[a-z]{1,30}(_[a-z]{1,30}){1,5}$/.test(code) && !href.includes(code) ? ` (${code})` : '';
}
async function beginningOf(response) {
    const reader = response.body?.getReader();
    if (reader === undefined)
        return '';
    const { value } = await reader.read();
    // An open body would keep its connection, and with it the process.
    await reader.cancel();
    return Buffer.from(value ?? new Uint8Array())
        .subarray(0, MOST_ANSWER)
        .toString();
}
/** fetch says `fetch failed`, its cause names the host: only the code may be told. */
function noAnswer(error) {
    const { name, cause } = error;
    if (name === 'TimeoutError' || name === 'AbortError')
        throw error;
    const given = cause?.code ?? '';
    const code = /^[A-Z][A-Z0-9_]{1,60}$/.test(given) ? given : 'no connection';
    if (/CERT|TLS|SSL|SIGNATURE|SELF_SIGNED/.test(code)) {
        const fix = 'check the address; the server must show a certificate that a public authority signed';
        return { sent: false, again: false, found: `TLS failed (${code})`, fix };
    }
    const fix = 'check the address, and whether the runner may reach it';
    return { sent: false, again: true, found: `no answer (${code})`, fix };
}

;// CONCATENATED MODULE: ./src/notification/words.ts
const SIGN = {
    deployed: '✅',
    restored: '✅',
    'nothing changed': '✅',
    failed: '❌',
    cancelled: '🚫',
    incomplete: '⚠️',
};
const GO_BACK = 'To go back: the first command only shows what that would cost. Stop the application before the second; what was written since the backup is lost.';
const COMMANDS_ELSEWHERE = 'The commands that go back are on the page of the run.';
/** The verdict with its sign: the first thing that every message says. */
function title({ ending, sentence }) {
    return `${SIGN[ending]} ${sentence}`;
}
/** Where and by whom, in pairs of name and value; what is not known is left out. */
function facts(announcement) {
    const { repository, environment, actor, took } = announcement;
    const all = [
        ['Repository', repository],
        ['Environment', environment],
        ['Commit', commit(announcement)],
        ['By', actor],
        ['Run', run(announcement)],
        ['Took', took],
    ];
    return all.filter(([, value]) => value !== '');
}
/** What stopped the deploy, a line each. */
function causes({ problems }) {
    return problems.map(inOneLine);
}
function inOneLine({ step, found, next }) {
    return next === '' ? `${step}: ${found}` : `${step}: ${found}. Next: ${next}`;
}
function commit({ sha, branch }) {
    if (sha === '')
        return '';
    return branch === '' ? sha.slice(0, 7) : `${sha.slice(0, 7)} on ${branch}`;
}
function run({ runId, attempt }) {
    return attempt === 1 ? runId : `${runId}, attempt ${attempt}`;
}

;// CONCATENATED MODULE: ./src/notification/discord.ts



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
function discord(name, url) {
    return {
        name,
        send: (announcement, sending) => postJson(url, JSON.stringify(message(announcement)), sending),
    };
}
function message(announcement) {
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
function description(announcement) {
    return [
        facts(announcement)
            .map(([name, value]) => `${name}: ${shortened(value, FACT, escaped)}`)
            .join('\n'),
        ...listed('What changed', announcement.changes, CHANGES),
        ...listed('What went wrong', causes(announcement), CAUSES),
        ...wayBack(announcement),
    ].join('\n\n');
}
function listed(heading, lines, most) {
    return lines.length === 0 ? [] : [`**${heading}**\n${bulleted(lines, most, escaped)}`];
}
function wayBack({ wayBack }) {
    if (wayBack === undefined)
        return [];
    const commands = pasteable([wayBack.look, wayBack.restore], COMMANDS);
    return commands === undefined
        ? [COMMANDS_ELSEWHERE]
        : [`${GO_BACK}\n\`\`\`sh\n${commands}\n\`\`\``];
}
/** Discord shows any sign behind a backslash as it is. The space of no width stops `@everyone`. */
function escaped(text) {
    return text.replace(/[!-/:-@[-`{-~]/g, (sign) => (sign === '@' ? '@\u200b' : `\\${sign}`));
}

// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(41692);
;// CONCATENATED MODULE: ./src/notification/letter.ts


/** A mail may be long; nobody reads one that is. */
const LINE = 1_000;
const LIST = 20_000;
/** The mail as text. */
function plainText(announcement) {
    const { changes, wayBack, runUrl } = announcement;
    return [
        shortened(title(announcement), LINE),
        facts(announcement)
            .map(([name, value]) => `${name}: ${shortened(value, LINE)}`)
            .join('\n'),
        ...letter_listed('What changed', changes),
        ...letter_listed('What went wrong', causes(announcement)),
        ...(wayBack === undefined ? [] : [`${GO_BACK}\n\n${wayBack.look}\n${wayBack.restore}`]),
        ...(runUrl === '' ? [] : [`The page of the run: ${runUrl}`]),
    ].join('\n\n');
}
function letter_listed(heading, lines) {
    return lines.length === 0 ? [] : [`${heading}\n${bulleted(lines, LIST)}`];
}
/** The same as HTML, with styles in place: mail programs drop all others. */
function html(announcement) {
    const { changes, good, wayBack, runUrl } = announcement;
    const colour = good ? '#1a7f37' : '#cf222e';
    return [
        '<div style="font:15px/1.5 system-ui,-apple-system,\'Segoe UI\',sans-serif;max-width:640px">',
        `<h2 style="font-size:18px;border-left:4px solid ${colour};padding-left:12px">${shortened(title(announcement), LINE, letter_escaped)}</h2>`,
        '<table style="border-collapse:collapse">',
        ...facts(announcement).map(([name, value]) => `<tr><td style="padding:2px 16px 2px 0;color:#59636e">${name}</td><td>${shortened(value, LINE, letter_escaped)}</td></tr>`),
        '</table>',
        ...htmlList('What changed', changes),
        ...htmlList('What went wrong', causes(announcement)),
        ...(wayBack === undefined
            ? []
            : [`<p>${GO_BACK}</p>`, preformatted(`${wayBack.look}\n${wayBack.restore}`)]),
        ...(runUrl === '' ? [] : [`<p><a href="${letter_escaped(runUrl)}">Open the page of the run</a></p>`]),
        '</div>',
    ].join('\n');
}
function htmlList(heading, lines) {
    if (lines.length === 0)
        return [];
    const items = bulleted(lines, LIST, letter_escaped).replaceAll('\n', '<br>\n');
    return [`<h3 style="font-size:15px">${heading}</h3>`, `<p>${items}</p>`];
}
function preformatted(text) {
    return `<pre style="background:#f6f8fa;padding:12px;white-space:pre-wrap">${letter_escaped(text)}</pre>`;
}
const ENTITIES = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
};
function letter_escaped(text) {
    return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

;// CONCATENATED MODULE: ./src/notification/email.ts




/** On ports that end so (465, and 2465 where that is blocked) TLS begins with the first byte. */
const IMPLICIT_TLS = 465;
const SUBJECT = 200;
/** A mail of text and HTML. The connection is encrypted and verified, or there is no mail. */
function email(settings) {
    return {
        name: 'e-mail',
        send: (announcement, sending) => sendMail(announcement, settings, sending),
    };
}
async function sendMail(announcement, { host, port, username, password, from, to, rootCert }, { signal }) {
    // Only here: its weight and faults belong to nobody who sends no mail.
    const { createTransport } = await __webpack_require__.e(/* import() */ 739).then(__webpack_require__.bind(__webpack_require__, 16739));
    const secure = port % 1_000 === IMPLICIT_TLS;
    const transport = createTransport({
        host,
        port,
        secure,
        requireTLS: !secure,
        auth: { user: username, pass: password },
        tls: {
            minVersion: 'TLSv1.2',
            ...(rootCert === '' ? {} : { ca: [...external_node_tls_.rootCertificates, rootCert] }),
        },
        disableFileAccess: true,
        disableUrlAccess: true,
    });
    try {
        const { rejected } = await transport.sendMail({
            from,
            to: [...to],
            subject: shortened(title(announcement), SUBJECT),
            text: plainText(announcement),
            html: html(announcement),
            // Out-of-office replies would go to whoever deploys (RFC 3834).
            headers: { 'Auto-Submitted': 'auto-generated' },
            signal,
        });
        return acceptedBy(to.length, rejected.length);
    }
    catch (error) {
        signal.throwIfAborted();
        return email_refusalOf(error);
    }
    finally {
        transport.close();
    }
}
/** A server that takes one recipient takes the mail, and says nothing more of the others. */
function acceptedBy(all, rejected) {
    const addresses = all === 1 ? '1 address' : `${all} addresses`;
    if (rejected === 0)
        return { sent: true, found: `accepted, for ${addresses}` };
    const fix = 'check email-to: the server does not take all of it';
    const found = `accepted for ${all - rejected} of ${addresses}`;
    return { sent: false, again: false, found, fix };
}
function email_refusalOf({ code = '', responseCode, message = '' }) {
    const status = responseCode === undefined ? '' : ` (status ${responseCode})`;
    if (responseCode !== undefined && responseCode >= 400 && responseCode < 500) {
        const fix = 'look at the log of the mail server; it may let a sender wait that it does not know yet';
        return { sent: false, again: true, found: `the server asks to come later${status}`, fix };
    }
    switch (code) {
        case 'EAUTH':
            return {
                sent: false,
                again: false,
                found: `the login was refused${status}`,
                fix: 'set EMAIL_USERNAME and EMAIL_PASSWORD again; Gmail takes an app password only (myaccount.google.com/apppasswords)',
            };
        case 'EENVELOPE':
            return {
                sent: false,
                again: false,
                found: `an address was refused${status}`,
                fix: 'check email-to and email-from; many servers take the login’s own address as sender only',
            };
        case 'ETLS':
            return tlsRefusal();
        case 'ESOCKET':
            return /certificate|self.signed|tls|ssl/i.test(message) ? tlsRefusal() : unreachable();
        case 'EDNS':
        case 'ECONNECTION':
        case 'ETIMEDOUT':
            return message.includes('STARTTLS') ? tlsRefusal() : unreachable();
        default:
            return {
                sent: false,
                again: false,
                found: `the server refused the message${status}`,
                fix: 'look at the log of the mail server',
            };
    }
}
function tlsRefusal() {
    return {
        sent: false,
        again: false,
        found: 'no encrypted connection that can be trusted',
        fix: 'check smtp-host and smtp-port: 465 for TLS from the start, 587 for STARTTLS; give the CA of your own server as ssl-root-cert',
    };
}
function unreachable() {
    return {
        sent: false,
        again: true,
        found: 'the mail server cannot be reached',
        fix: 'check smtp-host and smtp-port, and whether the runner may reach them',
    };
}

;// CONCATENATED MODULE: ./src/notification/slack.ts



/** Characters that Slack takes (api.slack.com/reference/block-kit/blocks): header 150, section 3,000. */
const HEADER = 150;
const SECTION = 3_000;
/** Of all blocks together, lest Slack answers `msg_blocks_too_long` (13,200). */
const slack_CHANGES = 2_500;
const slack_CAUSES = 3_000;
const CONTEXT = 200;
/** An incoming webhook of Slack: one message of blocks. */
function slack(name, url) {
    return {
        name,
        send: (announcement, sending) => postJson(url, JSON.stringify(slack_message(announcement)), sending),
    };
}
function slack_message(announcement) {
    return {
        // What notifications and screen readers show.
        text: shortened(title(announcement), SECTION, slack_escaped),
        blocks: blocks(announcement),
        unfurl_links: false,
        unfurl_media: false,
    };
}
/** Foreign text is `plain_text` throughout: there Slack reads neither formats nor mentions. */
function blocks(announcement) {
    const { changes, runUrl } = announcement;
    return [
        { type: 'header', text: slack_plainText(shortened(title(announcement), HEADER)) },
        {
            type: 'context',
            elements: facts(announcement).map(([name, value]) => slack_plainText(shortened(`${name}: ${value}`, CONTEXT))),
        },
        ...slack_listed('What changed', changes, slack_CHANGES),
        ...slack_listed('What went wrong', causes(announcement), slack_CAUSES),
        ...slack_wayBack(announcement),
        ...(runUrl === '' ? [] : [section(`<${linkable(runUrl)}|Open the page of the run>`)]),
    ];
}
function slack_listed(heading, lines, most) {
    if (lines.length === 0)
        return [];
    return [
        section(`*${heading}*`),
        { type: 'section', text: slack_plainText(bulleted(lines, Math.min(most, SECTION))) },
    ];
}
function slack_wayBack({ wayBack }) {
    if (wayBack === undefined)
        return [];
    const commands = pasteable([slack_escaped(wayBack.look), slack_escaped(wayBack.restore)], SECTION - 10);
    return commands === undefined
        ? [section(COMMANDS_ELSEWHERE)]
        : [section(GO_BACK), section(`\`\`\`${commands}\`\`\``)];
}
/** @param text ours, in the mark-up of Slack. */
function section(text) {
    return { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } };
}
function slack_plainText(text) {
    return { type: 'plain_text', text, emoji: false };
}
/** The three signs that carry mentions, links and entities in mark-up. */
function slack_escaped(text) {
    return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
function linkable(url) {
    return slack_escaped(url).replaceAll('|', '%7C');
}

;// CONCATENATED MODULE: ./src/notification/slackworkflow.ts



const slackworkflow_LINE = 300;
const slackworkflow_LIST = 2_500;
/** A workflow of Slack that a webhook starts: it takes flat variables of text, and lays them out itself. */
function slackWorkflow(name, url) {
    return {
        name,
        send: (announcement, sending) => postJson(url, JSON.stringify(variables(announcement)), sending),
    };
}
/** A variable that the workflow declares must be there, and must not be empty. */
function variables(announcement) {
    const { environment, actor, changes, wayBack, runUrl } = announcement;
    const known = new Map(facts(announcement));
    const all = {
        verdict: shortened(title(announcement), slackworkflow_LINE),
        environment: shortened(environment, slackworkflow_LINE),
        commit: shortened(known.get('Commit') ?? '', slackworkflow_LINE),
        actor: shortened(actor, slackworkflow_LINE),
        changes: bulleted(changes, slackworkflow_LIST),
        problems: bulleted(causes(announcement), slackworkflow_LIST),
        restore: wayBack === undefined || wayBack.restore.length > slackworkflow_LIST ? '' : wayBack.restore,
        run_url: runUrl,
    };
    return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, value === '' ? 'none' : value]));
}

;// CONCATENATED MODULE: ./src/notification/teams.ts



/**
 * Teams takes 28 KB, and some of its ways count two bytes a character. The parts below, each at its
 * longest and escaped as JSON, stay under 14,000 characters.
 */
const teams_TITLE = 300;
const teams_FACT = 150;
const teams_CHANGES = 1_500;
const teams_CAUSES = 2_500;
const teams_COMMANDS = 1_200;
/** A Workflows webhook of Microsoft Teams: one Adaptive Card. It answers 202 before its flow has run. */
function teams(name, url) {
    return {
        name,
        send: async (announcement, sending) => {
            const attempt = await postJson(url, JSON.stringify(teams_message(announcement)), sending);
            if (attempt.sent || !url.hostname.endsWith('.webhook.office.com'))
                return attempt;
            const fix = 'Microsoft has retired the connectors of Office 365: make a Workflows webhook in Teams, and set the secret with its address';
            return { ...attempt, fix };
        },
    };
}
function teams_message(announcement) {
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
function card(announcement) {
    const { runUrl, changes } = announcement;
    return {
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
        type: 'AdaptiveCard',
        version: '1.4',
        msteams: { width: 'Full' },
        body: [
            literal([shortened(title(announcement), teams_TITLE)], { size: 'large', weight: 'bolder' }),
            literal(facts(announcement).map(([name, value]) => shortened(`${name}: ${value}`, teams_FACT)), { isSubtle: true }),
            ...teams_listed('What changed', changes, teams_CHANGES),
            ...teams_listed('What went wrong', causes(announcement), teams_CAUSES),
            ...teams_wayBack(announcement),
        ],
        ...(runUrl === ''
            ? {}
            : { actions: [{ type: 'Action.OpenUrl', title: 'Open the page of the run', url: runUrl }] }),
    };
}
function teams_listed(heading, lines, most) {
    if (lines.length === 0)
        return [];
    return [literal([heading], { weight: 'bolder' }), literal(bulleted(lines, most).split('\n'))];
}
function teams_wayBack({ wayBack }) {
    if (wayBack === undefined)
        return [];
    const commands = pasteable([wayBack.look, wayBack.restore], teams_COMMANDS);
    return commands === undefined
        ? [literal([COMMANDS_ELSEWHERE])]
        : [literal([GO_BACK]), literal(commands.split('\n'), { fontType: 'monospace' })];
}
/** A TextBlock reads Markdown and dates in its text; a TextRun shows what it is given. One block a list. */
function literal(lines, style = {}) {
    return {
        type: 'RichTextBlock',
        inlines: [{ type: 'TextRun', text: lines.join('\n'), ...style }],
    };
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(92857);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./src/notification/signature.ts

/**
 * Headers that prove who sent a body and when, as Standard Webhooks 1.0 writes them
 * (github.com/standard-webhooks/standard-webhooks): HMAC-SHA256, base64, over `id.timestamp.body`.
 * @param secret `whsec_` and base64, or any other text as UTF-8.
 */
function signatureHeaders(id, body, sentAt, secret) {
    const timestamp = String(Math.floor(sentAt.getTime() / 1_000));
    const stamped = { 'webhook-id': id, 'webhook-timestamp': timestamp };
    if (secret === undefined)
        return stamped;
    const key = secret.startsWith('whsec_')
        ? Buffer.from(secret.slice('whsec_'.length), 'base64')
        : Buffer.from(secret);
    const signature = (0,external_node_crypto_.createHmac)('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
    return { ...stamped, 'webhook-signature': `v1,${signature}` };
}

;// CONCATENATED MODULE: ./src/notification/webhook.ts




const MOST_ITEMS = 100;
const MOST_PROBLEMS = 20;
const LONGEST = 1_000;
const LONGEST_COMMAND = 10_000;
const webhook_text = schemas/* string */.YjP().max(LONGEST);
const texts = schemas/* array */.YOg(webhook_text).max(MOST_ITEMS);
const rows = schemas/* int */.Whr().nonnegative();
/** What a webhook gets; `docs/webhook.schema.json` is made from it. Fields are added, never changed. */
const payloadSchema = schemas/* object */.Ikc({
    version: schemas/* literal */.euz(1),
    id: webhook_text.describe('The same for every attempt to deliver this message; equal to webhook-id.'),
    ending: schemas/* enum */.k5n([
        'deployed',
        'restored',
        'nothing changed',
        'failed',
        'cancelled',
        'incomplete',
    ]),
    verdict: webhook_text.describe('The ending as a sentence for people.'),
    environment: webhook_text,
    repository: webhook_text.describe('owner/name; empty where it is not known, like commit and actor.'),
    commit: schemas/* object */.Ikc({ sha: webhook_text, branch: webhook_text, url: webhook_text }),
    actor: webhook_text,
    run: schemas/* object */.Ikc({ id: webhook_text, attempt: schemas/* int */.Whr().positive(), url: webhook_text }),
    startedAt: webhook_text.describe('ISO 8601, UTC.'),
    finishedAt: webhook_text,
    changes: texts.describe('What is different in production, in words.'),
    migrations: schemas/* object */.Ikc({ applied: texts, notApplied: texts }),
    schemaChanges: rows.describe('Number of objects that came, went or changed.'),
    tables: schemas/* array */.YOg(schemas/* object */.Ikc({ table: webhook_text, inserted: rows, updated: rows, deleted: rows }))
        .max(MOST_ITEMS)
        .describe('Rows that the promotion wrote.'),
    problems: schemas/* array */.YOg(schemas/* object */.Ikc({ step: webhook_text, found: webhook_text, next: webhook_text }))
        .max(MOST_PROBLEMS)
        .describe('What stopped the deploy, and checks that failed.'),
    backup: schemas/* object */.Ikc({ name: webhook_text, bytes: rows, sha256: webhook_text, expiresAt: webhook_text.optional() })
        .optional(),
    wayBack: schemas/* object */.Ikc({ look: schemas/* string */.YjP().max(LONGEST_COMMAND), restore: schemas/* string */.YjP().max(LONGEST_COMMAND) })
        .optional()
        .describe('Shell commands; present when going back to the backup makes sense.'),
})
    .describe('One deploy, as db-deploy-action announces it to a webhook.');
/** Any other address: JSON of a stable form, signed when there is a secret. */
function webhook(name, url, secret) {
    return {
        name,
        send: async (announcement, sending) => {
            const payload = payloadOf(announcement);
            const body = JSON.stringify(payload);
            const headers = signatureHeaders(payload.id, body, sending.now(), secret);
            const attempt = await postJson(url, body, sending, headers);
            if (!attempt.sent || secret !== undefined)
                return attempt;
            return { ...attempt, found: `${attempt.found}; not signed: webhook-secret is not set` };
        },
    };
}
/** Bounded at any size of the deploy: below 700 KB, and a few KB as a rule. */
function payloadOf(announcement) {
    const { runId, attempt, environment, wayBack, backup, migrations } = announcement;
    return {
        version: 1,
        id: `${runId}-${attempt}-${environment}`.replace(/[^\w-]+/g, '-').slice(0, 200),
        ending: announcement.ending,
        verdict: webhook_short(announcement.sentence),
        environment: webhook_short(environment),
        repository: webhook_short(announcement.repository),
        commit: {
            sha: webhook_short(announcement.sha),
            branch: webhook_short(announcement.branch),
            url: webhook_short(announcement.commitUrl),
        },
        actor: webhook_short(announcement.actor),
        run: { id: webhook_short(runId), attempt, url: webhook_short(announcement.runUrl) },
        startedAt: announcement.startedAt,
        finishedAt: announcement.finishedAt,
        changes: some(announcement.changes),
        migrations: { applied: some(migrations.applied), notApplied: some(migrations.notApplied) },
        schemaChanges: announcement.schemaChanges,
        tables: announcement.tables
            .slice(0, MOST_ITEMS)
            .map((table) => ({ ...table, table: webhook_short(table.table) })),
        problems: announcement.problems
            .slice(0, MOST_PROBLEMS)
            .map(({ step, found, next }) => ({ step, found: webhook_short(found), next: webhook_short(next) })),
        ...(backup === undefined ? {} : { backup: { ...backup, name: webhook_short(backup.name) } }),
        ...(wayBack === undefined ? {} : { wayBack }),
    };
}
function webhook_short(value) {
    return shortened(value, LONGEST);
}
function some(values) {
    return values.slice(0, MOST_ITEMS).map(webhook_short);
}

;// CONCATENATED MODULE: ./src/notification/channels.ts







/** The channels that settings ask for. What is wrong with one does not silence the others. */
function channelsOf(settings) {
    const { addresses, webhookSecret } = settings;
    const good = addresses.flatMap((parsed) => (parsed.ok ? [parsed.address] : []));
    const mail = mailOf(settings);
    return {
        channels: [
            ...good.map((address, at) => channelFor(address, nameOf(address, at, good), webhookSecret)),
            ...mail.channels,
        ],
        findings: [...addresses.flatMap(refusal), ...mail.findings],
    };
}
/** `Slack`, or `Slack 2` of several. */
function nameOf({ kind }, at, all) {
    const earlier = all.slice(0, at).filter((other) => other.kind === kind).length;
    return earlier === 0 ? kind : `${kind} ${earlier + 1}`;
}
function channelFor({ kind, url }, name, secret) {
    const make = {
        Slack: slack,
        'Slack workflow': slackWorkflow,
        'Microsoft Teams': teams,
        Discord: discord,
        webhook: (named, address) => webhook(named, address, secret),
    };
    return make[kind](name, url);
}
function refusal(parsed, at) {
    if (parsed.ok)
        return [];
    return [
        (0,finding/* warn */.R8)(`notification: line ${at + 1} of notify-urls`, {
            expected: 'an https URL',
            found: parsed.found,
            fix: 'set the secret with the whole address, one a line',
        }),
    ];
}
function mailOf({ to, from, login, ...settings }) {
    const { username, password } = login;
    const wanted = to.given > 0 || username !== '';
    if (!wanted)
        return { channels: [], findings: [] };
    const missing = [
        ...(username === '' ? ['EMAIL_USERNAME'] : []),
        ...(password === '' ? ['EMAIL_PASSWORD'] : []),
    ];
    if (missing.length > 0) {
        const verb = missing.length === 1 ? 'is' : 'are';
        const off = (0,finding/* notRun */.nE)('notification: e-mail', `${missing.join(' and ')} ${verb} not set`);
        return { channels: [], findings: [off] };
    }
    const findings = [...mistaken(to, 'email-to'), ...mistaken(from, 'email-from')];
    const sender = from.mailboxes[0];
    if (sender === undefined || to.mailboxes.length === 0)
        return { channels: [], findings };
    const { smtpHost: host, smtpPort: port, rootCert } = settings;
    const mail = email({ host, port, username, password, from: sender, to: to.mailboxes, rootCert });
    return { channels: [mail], findings };
}
/** Addresses are people’s: which of them is wrong is told by its place. */
function mistaken({ refused }, input) {
    if (refused.length === 0)
        return [];
    return [
        (0,finding/* warn */.R8)(`notification: ${input}`, {
            expected: 'addresses such as deploys@example.com, one a line',
            found: `no address: number ${refused.join(', ')}`,
            fix: `correct ${input}; without it, EMAIL_USERNAME is used`,
        }),
    ];
}

;// CONCATENATED MODULE: ./src/notification/occasion.ts
/** What is not known to have gone well is told like a failure, and like a change. */
function isDue(on, { ending, good }) {
    switch (on) {
        case 'always':
            return true;
        case 'failure':
            return !good;
        case 'change':
            return ending !== 'nothing changed';
        case 'never':
            return false;
    }
}

;// CONCATENATED MODULE: ./src/notification/patience.ts
const PATIENCE = { answerMs: 8_000, totalMs: 20_000, pausesMs: [1_000, 3_000] };
/** Tries until it is sent, refused for good, or not worth waiting for. */
async function persist(attempt, { answerMs, pausesMs }, waiting) {
    for (let tries = 1;; tries += 1) {
        const result = await within(attempt, answerMs, waiting.deadline);
        const pause = pausesMs[tries - 1];
        if (result.sent || !result.again)
            return result;
        if (pause === undefined)
            return { ...result, found: `${result.found}, ${tries} attempts` };
        const wait = Math.max(pause, result.waitMs ?? 0);
        if (waiting.clock.now().getTime() + wait >= waiting.endsAt)
            return tooLong(result);
        await waiting.clock.sleep(wait, waiting.deadline);
    }
}
/** A message without an answer may have arrived: sending it again would tell people twice. */
async function within(attempt, ms, deadline) {
    const patience = AbortSignal.timeout(ms);
    const signal = AbortSignal.any([deadline, patience]);
    try {
        return await Promise.race([attempt(signal), rejected(signal)]);
    }
    catch (error) {
        if (deadline.aborted || !patience.aborted)
            throw error;
        return unanswered(ms);
    }
}
function unanswered(ms) {
    return {
        sent: false,
        again: false,
        found: `no answer within ${ms / 1_000} s; it may have arrived`,
        fix: 'check the address, and whether the runner may reach it',
    };
}
function tooLong(result) {
    const { waitMs } = result;
    if (waitMs === undefined)
        return result;
    const found = `${result.found}, and it asks to wait ${Math.ceil(waitMs / 1_000)} s, which is too long here`;
    return { ...result, found };
}
/** Rejects as soon as the signal aborts, for work that does not listen to it. */
function rejected(signal) {
    return new Promise((_, reject) => {
        const give = () => {
            reject(signal.reason);
        };
        if (signal.aborted)
            give();
        else
            signal.addEventListener('abort', give, { once: true });
    });
}

;// CONCATENATED MODULE: ./src/notification/notify.ts



/**
 * Announces a deploy in all channels at the same time, a finding each. A message that does not
 * arrive is a warning: the deploy is not undone by it. Never rejects, and is over after 20 s.
 */
async function notify(announcement, channels, on, tools, patience = PATIENCE) {
    if (channels.length === 0)
        return [];
    if (!isDue(on, announcement)) {
        return [
            (0,finding/* notRun */.nE)('notifications', `notify-on is ${on}, and the deploy ended: ${announcement.ending}`),
        ];
    }
    const { clock, signal } = tools;
    const waiting = {
        clock,
        deadline: AbortSignal.any([signal, AbortSignal.timeout(patience.totalMs)]),
        endsAt: clock.now().getTime() + patience.totalMs,
    };
    return Promise.all(channels.map((channel) => announced(announcement, channel, tools, patience, waiting)));
}
async function announced(announcement, channel, { fetch, clock, signal }, patience, waiting) {
    const name = `notification: ${channel.name}`;
    const send = (attempt) => channel.send(announcement, { fetch, signal: attempt, now: () => clock.now() });
    const result = await persist(send, patience, waiting).catch((error) => {
        if (signal.aborted)
            return undefined;
        return waiting.deadline.aborted ? unanswered(patience.totalMs) : fault(error);
    });
    if (result === undefined)
        return (0,finding/* notRun */.nE)(name, 'the step was cancelled meanwhile');
    if (result.sent)
        return (0,finding/* pass */.IX)(name, result.found);
    const { found, fix } = result;
    return (0,finding/* warn */.R8)(name, { expected: 'the message is accepted', found, fix });
}
/** A fault of ours: its message may hold anything, its name holds nothing. */
function fault(error) {
    const name = error instanceof Error ? error.name : 'unknown error';
    return { sent: false, found: `it could not be sent (${name})`, fix: 'report it' };
}

// EXTERNAL MODULE: ./src/actions/neutral.ts
var neutral = __webpack_require__(3924);
// EXTERNAL MODULE: ./src/report/deploy.ts
var report_deploy = __webpack_require__(42007);
// EXTERNAL MODULE: ./src/report/facts.ts
var report_facts = __webpack_require__(51349);
// EXTERNAL MODULE: ./src/report/production.ts
var report_production = __webpack_require__(15299);
// EXTERNAL MODULE: ./src/report/quantities.ts
var quantities = __webpack_require__(31885);
// EXTERNAL MODULE: ./src/report/rollbackcommand.ts
var rollbackcommand = __webpack_require__(24675);
// EXTERNAL MODULE: ./src/report/verdict.ts
var report_verdict = __webpack_require__(90687);
;// CONCATENATED MODULE: ./src/report/announcement.ts







/** Characters of one text: no channel shows more, and an error may have a million. */
const announcement_LONGEST = 20_000;
const announcement_LONGEST_COMMAND = 10_000;
/** Names of one line; the page has all of them. */
const MOST_NAMES = 10;
/** The facts of the page for those who do not look at it. Values of rows and output of tools stay there. */
function announcementOf(summary) {
    const deploy = (0,report_deploy/* deployOf */.F9)(summary);
    const verdict = (0,report_verdict/* verdictOf */.V)(deploy);
    const production = (0,report_production/* productionOf */.zS)(deploy);
    const { run, environment, finishedAt } = summary;
    const backup = (0,report_deploy/* newest */.BP)(deploy, 'backup')?.details;
    const startedAt = [...deploy.history, summary].map((record) => record.startedAt).sort()[0] ?? '';
    const repository = (0,report_facts/* repositoryUrl */.Ek)(run.url);
    return {
        ending: verdict.ending,
        good: (0,report_verdict/* isGood */.K)(verdict),
        sentence: onOneLine(verdict.sentence),
        environment: onOneLine(environment),
        repository: onOneLine(run.repository),
        sha: /^[0-9a-f]+$/.test(run.sha) ? run.sha : '',
        branch: onOneLine((0,report_facts/* branch */.tk)(run.ref)),
        actor: onOneLine(run.actor),
        runId: onOneLine(run.runId),
        attempt: run.attempt,
        runUrl: webAddress(run.url),
        commitUrl: webAddress(run.url === '' ? '' : `${repository}/commit/${run.sha}`),
        startedAt,
        finishedAt,
        took: (0,quantities/* span */.Ln)((0,quantities/* secondsBetween */.O1)(startedAt, finishedAt)),
        changes: changeLines(production),
        migrations: {
            applied: production.applied.map(onOneLine),
            notApplied: production.notApplied.map(onOneLine),
        },
        schemaChanges: schemaChanges(production),
        tables: promotedRows(production),
        problems: verdict.ending === 'deployed' ? [] : problemsOf(deploy),
        ...(backup === undefined ? {} : { backup: backupFacts(backup) }),
        ...announcement_wayBack(deploy, production, verdict, backup),
    };
}
function changeLines(production) {
    const { applied, notApplied, restored, schema } = production;
    if (restored !== undefined) {
        const taken = (0,quantities/* moment */.n$)(restored.backup.snapshotTime);
        return [onOneLine(`database ${restored.database} restored as it was at ${taken}`)];
    }
    const changes = schemaChanges(production);
    const rows = promotedRows(production).map(({ table, inserted, updated, deleted }) => `${table} ${[inserted, updated, deleted].reduce((sum, part) => sum + part, 0)}`);
    const written = production.promoted.reduce((sum, table) => sum + (0,report_production/* writtenRows */.Dt)(table), 0);
    return [
        ...named((0,quantities/* count */.U9)(applied.length, 'migration'), 'applied', applied),
        ...named((0,quantities/* count */.U9)(notApplied.length, 'migration'), 'not applied', notApplied),
        ...(schema === 'unknown' ? ['what was applied is not known'] : []),
        ...(changes > 0 ? [`${(0,quantities/* count */.U9)(changes, 'change')} of the schema`] : []),
        ...named((0,quantities/* count */.U9)(written, 'reference row'), 'promoted', rows),
    ];
}
/** `2 migrations applied: a, b`; nothing for no names. */
function named(amount, what, names) {
    if (names.length === 0)
        return [];
    const rest = names.length - MOST_NAMES;
    const more = rest > 0 ? ` and ${rest} more` : '';
    const first = names.slice(0, MOST_NAMES).map(onOneLine).join(', ');
    return [`${amount} ${what}: ${first}${more}`];
}
function schemaChanges({ schemaDiff, catalogChanges }) {
    return schemaDiff?.length ?? catalogChanges.length;
}
function promotedRows({ promoted }) {
    return promoted
        .filter((table) => (0,report_production/* writtenRows */.Dt)(table) > 0)
        .map(({ table, inserts, updates, deletes }) => ({
        table: onOneLine(table),
        inserted: inserts,
        updated: updates,
        deleted: deletes,
    }));
}
/** As under “What went wrong” of the page. */
function problemsOf({ records, summary }) {
    return [...records, summary].flatMap(({ step, problems, findings }) => [
        ...problems.map(({ attempted, found, nextAction }) => ({
            step,
            found: onOneLine(`could not ${attempted}: ${found}`),
            next: onOneLine(nextAction),
        })),
        ...findings
            .filter(({ verdict }) => verdict === 'fail')
            .map(({ name, found, fix = '' }) => ({
            step,
            found: onOneLine(`${name}: ${found}`),
            next: onOneLine(fix),
        })),
    ]);
}
function backupFacts({ artifact, manifest }) {
    const stored = manifest.encryption ?? manifest.archive;
    return {
        name: onOneLine(artifact.name),
        bytes: stored.bytes,
        sha256: stored.sha256,
        ...(artifact.expiresAt === undefined ? {} : { expiresAt: artifact.expiresAt }),
    };
}
/** Where nothing was changed, going back would only lose what was written since. */
function announcement_wayBack(deploy, production, { ending }, backup) {
    const stopped = ending === 'failed' || ending === 'cancelled';
    const touched = (0,report_production/* hasChanged */.$H)(production) || production.schema === 'unknown';
    const promoted = production.promotion === 'applied';
    if (!stopped || backup === undefined || production.restored !== undefined)
        return {};
    if ((0,report_deploy/* isRestoreRun */.yd)(deploy) || !(touched || promoted))
        return {};
    const { look, restore } = (0,rollbackcommand/* waysBack */.ed)(backup);
    // A command that is cut does something else; ours are made of names, which end long before this.
    if (Math.max(look.length, restore.length) > announcement_LONGEST_COMMAND)
        return {};
    return { wayBack: { look: onOneLine(look), restore: onOneLine(restore) } };
}
function webAddress(url) {
    return /^https?:\/\//.test(url) && URL.canParse(url) ? new URL(url).href : '';
}
function onOneLine(text) {
    return (0,neutral/* visible */.RK)(text.slice(0, announcement_LONGEST)).replace(/\s+/g, ' ').trim();
}

;// CONCATENATED MODULE: ./src/announce.ts




/**
 * Tells people of a deploy before its page is published, so that the page tells what did not arrive.
 * Outside Actions nobody is told: the `.env` of an application often holds a mail login of its own.
 */
async function announce(summary, config, login, tools) {
    if (!config.surroundings.inActions || tools.signal.aborted)
        return summary;
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
    const announcement = announcementOf((0,redaction/* redactDeep */.K)(summary, tools.log.masks));
    const sent = await notify(announcement, channels, config.notifyOn, tools);
    return { ...summary, findings: [...summary.findings, ...findings, ...sent] };
}


/***/ })

};
