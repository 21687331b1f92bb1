import { fail, notRun, type Finding } from '../record/finding.js';

/** No ledger that this action can read. @param command what migrate would run; undefined for nothing. */
export function undetectedFinding(found: string, command: string | undefined): Finding {
  if (command !== undefined) return notRun('migration ledger', `${found}: ${command}`);
  return fail('migration tool', {
    expected: 'a migration tool in working-directory, or migrate-command',
    found,
    fix: 'set working-directory to the directory with the package.json, or migrate-command to the command that migrates (`true` where nothing is migrated)',
  });
}
