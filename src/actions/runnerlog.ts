import * as core from '@actions/core';
import { drained, type Log } from './log.js';
import { neutral } from './neutral.js';
import { redact } from './redaction.js';

/** The runner's log: annotations are workflow commands, secrets are registered with `add-mask`. */
export function actionsLog(): Log {
  const masks: string[] = [];
  const clean = (text: string): string => redact(text, masks);
  return {
    masks,
    drained,
    mask: (forms) => {
      for (const form of forms) core.setSecret(form);
      masks.push(...forms);
    },
    info: (line) => {
      core.info(clean(line).split('\n').map(neutral).join('\n'));
    },
    notice: (message, title) => {
      core.notice(clean(message), { title });
    },
    warning: (message, title) => {
      core.warning(clean(message), { title });
    },
    error: (message, title) => {
      core.error(clean(message), { title });
    },
    debug: (line) => {
      core.debug(clean(line));
    },
    group: (heading, work) => core.group(neutral(clean(heading)), work),
  };
}
