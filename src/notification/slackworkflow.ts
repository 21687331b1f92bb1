import type { Announcement } from '../record/announcement.js';
import { bulleted, shortened } from './brevity.js';
import type { Channel } from './channel.js';
import { postJson } from './post.js';
import { causes, facts, title } from './words.js';

const LINE = 300;
const LIST = 2_500;

/** A workflow of Slack that a webhook starts: it takes flat variables of text, and lays them out itself. */
export function slackWorkflow(name: string, url: URL): Channel {
  return {
    name,
    send: (announcement, sending) =>
      postJson(url, JSON.stringify(variables(announcement)), sending),
  };
}

/** A variable that the workflow declares must be there, and must not be empty. */
function variables(announcement: Announcement): Readonly<Record<string, string>> {
  const { environment, actor, changes, wayBack, runUrl } = announcement;
  const known = new Map(facts(announcement));
  const all = {
    verdict: shortened(title(announcement), LINE),
    environment: shortened(environment, LINE),
    commit: shortened(known.get('Commit') ?? '', LINE),
    actor: shortened(actor, LINE),
    changes: bulleted(changes, LIST),
    problems: bulleted(causes(announcement), LIST),
    restore: wayBack === undefined || wayBack.restore.length > LIST ? '' : wayBack.restore,
    run_url: runUrl,
  };
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [name, value === '' ? 'none' : value]),
  );
}
