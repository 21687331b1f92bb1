import type { LineListener } from '../../__tests__/harness/github/index.js';

export function announce(text: string): void {
  console.log(text);
}

/** The masked log as it comes, with a heading whenever job or step changes; silent once stopped. */
export function liveLog(stop: AbortSignal): LineListener {
  let heading = '';
  return ({ job, step, text }) => {
    if (stop.aborted) return;
    const now = `${job} · ${step}`;
    if (now !== heading) console.log(`\n── ${now}`);
    heading = now;
    console.log(`   ${text}`);
  };
}
