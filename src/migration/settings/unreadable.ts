import { DeployError } from '../../errors.js';

/** A setting that decides which ledger counts, and that cannot be known without running the configuration. */
export function unreadable(setting: string, place: string, value: string): DeployError {
  return new DeployError({
    attempted: `read ${setting} in ${place}`,
    found: `it is no plain value: ${value.slice(0, 80)}`,
    likelyCause:
      'a variable, an expression, or two values; this action runs no configuration files',
    nextAction: `write one plain value for ${setting} in ${place}: read wrongly, the ledger of another table would pass for this one`,
  });
}
