import { setDeploymentStatus, writeComment, type Announcer } from '../actions/githubstatus.js';
import { slug } from '../actions/records.js';
import { redactDeep } from '../actions/redaction.js';
import type { Tools } from '../actions/tools.js';
import type { RecordOf } from '../record/record.js';
import { deployOf } from './deploy.js';
import { pageWithin } from './page.js';
import { isGood, verdictOf, type Verdict } from './verdict.js';

/** A comment has room for 65,536 characters. */
const MOST_BYTES = 60_000;
const PULL_REQUEST = /^refs\/pull\/(\d+)\//;

/**
 * Tells where people look besides the run: of a pull request's run in a comment on it, of any other
 * in the state of its deployment, if it has one. Where the token may not, a notice says so, and
 * nothing else happens.
 */
export async function showOnGitHub(
  record: RecordOf<'summarize'>,
  { log, fetch, signal }: Tools,
  token: string | undefined,
): Promise<void> {
  const { run, environment } = record;
  if (run.repository === '' || run.sha === '' || signal.aborted) return;
  const clean = redactDeep(record, log.masks);
  const announcer: Announcer = { token, fetch, signal };
  const number = PULL_REQUEST.exec(run.ref)?.[1];
  if (number === undefined) {
    const verdict = verdictOf(deployOf(clean));
    // What the environment has is what the last deploy left there.
    if (verdict.preview === true) return;
    const refusal = await setDeploymentStatus(run, { environment, ...stateOf(verdict) }, announcer);
    if (refusal?.isThere === true) {
      log.notice(`The deployment on GitHub does not show how it ended: ${refusal.why}.`, record.step); // prettier-ignore
    } else if (refusal !== undefined) {
      // Most workflows name no environment, and have no deployment that lacks a state.
      log.info(`Whether GitHub has a deployment of this run is not known: ${refusal.why}.`);
    }
    return;
  }
  const mark = `<!-- db-deploy ${slug(environment)} -->`;
  const comment = { body: `${mark}\n${pageWithin(clean, MOST_BYTES)}`, mark };
  const why = await writeComment(run.repository, Number(number), comment, announcer);
  if (why !== undefined) log.notice(`The pull request has no comment: ${why}.`, record.step);
}

function stateOf(verdict: Verdict) {
  const bad = verdict.ending === 'failed' ? ('failure' as const) : ('error' as const);
  return {
    state: isGood(verdict) ? ('success' as const) : bad,
    description: verdict.sentence,
  };
}
