export type WebhookKind = 'Slack' | 'Slack workflow' | 'Microsoft Teams' | 'Discord' | 'webhook';

/** Where a message goes. The URL is a secret: whoever has it can write there. */
export interface WebhookAddress {
  readonly kind: WebhookKind;
  readonly url: URL;
}

export type ParsedAddress =
  | { readonly ok: true; readonly address: WebhookAddress }
  | { readonly ok: false; readonly found: string };

/** Understands one line of `notify-urls`. What is wrong with it is told without repeating it. */
export function parseAddress(text: string): ParsedAddress {
  if (!URL.canParse(text)) return { ok: false, found: 'it is no URL' };
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    return { ok: false, found: 'it does not begin with https://' };
  }
  if (url.username !== '' || url.password !== '') {
    return { ok: false, found: 'it holds a login, which no webhook takes' };
  }
  return { ok: true, address: { kind: kindOf(url), url } };
}

function kindOf({ hostname, pathname }: URL): WebhookKind {
  if (/^hooks\.slack(-gov)?\.com$/.test(hostname)) {
    return /^\/(workflows|triggers)\//.test(pathname) ? 'Slack workflow' : 'Slack';
  }
  if (/^((ptb|canary)\.)?discord(app)?\.com$/.test(hostname)) return 'Discord';
  // Workflows of Teams; and the connectors of Office 365, retired in 2026, for the words of their failure.
  return /\.(logic\.azure\.com|api\.powerplatform\.com|webhook\.office\.com)$/.test(hostname)
    ? 'Microsoft Teams'
    : 'webhook';
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}
