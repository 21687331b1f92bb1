import type { RestoreDetails } from '../record/details.js';
import type { RecordOf } from '../record/record.js';
import { block, bullets, code, numbered, paragraphs, shellWord, text } from './markdown.js';
import { confirmation } from './rollbackcommand.js';

/** Migrations whose commits are looked for; after a restore of months the page would be full of them. */
const MOST_MIGRATIONS = 5;

/** What to do after a look, a restore, or a failed one; numbered. */
export function restoreSteps(record: RecordOf<'restore'>, details: RestoreDetails): string {
  if (details.swapped) return numbered(afterSwitch(record, details));
  return numbered(record.status === 'failed' ? afterFailure() : afterLook(record, details));
}

function afterLook({ run, findings }: RecordOf<'restore'>, details: RestoreDetails): string[] {
  const command = confirmation(details, run);
  const typed = `confirm-database: ${details.database}`;
  const { obstacles = [], hopeless = false } = details;
  const removals = findings.flatMap(({ name, fix = '' }) =>
    obstacles.some((obstacle) => obstacle.startsWith(`${name}: `)) && fix !== ''
      ? [`${text(name)}: ${text(fix)}`]
      : [],
  );
  const forward =
    'If what is wrong can be corrected forward, by a new migration or by hand, do that: it loses nothing.';
  // A command that can only be refused would cost the minutes that matter.
  if (hopeless) {
    return [
      forward,
      paragraphs('This action cannot restore here. The other ways:', bullets(removals)),
    ];
  }
  return [
    forward,
    ...(removals.length === 0
      ? []
      : [paragraphs('Before a restore, remove what it would be refused for:', bullets(removals))]),
    'To restore, stop the application first: what it writes from now on is lost, too.',
    command === undefined
      ? `Then run the same again with ${code(typed)}.`
      : paragraphs(
          `Then restore this backup, with the name of the database typed (${code(typed)}):`,
          block([command], 'sh'),
        ),
  ];
}

function afterFailure(): string[] {
  return [
    'Correct the cause: it is at the top of this page, or among its checks, with its own next action. Then run the same again, unless that names another way to run it.',
    'If it cannot be corrected: the backup’s `RESTORE.md` has every command for restoring by hand, and your provider may have point-in-time recovery.',
  ];
}

function afterSwitch({ status }: RecordOf<'restore'>, details: RestoreDetails): string[] {
  const { migrationsUndone, oldDatabase } = details;
  return [
    ...(status === 'failed'
      ? [
          'Read what failed after the switch: it is above, or among the checks below. The restored database is live.',
        ]
      : []),
    'Look at the application. Its connections were ended, and those made in that moment refused (`3D000`); a pool that tries again makes new ones, anything else needs a restart.',
    codeOfThatTime(migrationsUndone),
    ...(oldDatabase === undefined
      ? []
      : [
          `Rows that were lost are still in ${code(oldDatabase)}: copy from there what people miss. It takes its disk space until it is dropped.`,
        ]),
  ];
}

/** The next deploy applies whatever the repository has: the same migrations again, unless they are gone. */
function codeOfThatTime(undone: readonly string[]): string {
  if (undone.length === 0) {
    return 'Deploy the code that fits this state of the database, if it is another one than what runs now.';
  }
  const finding = undone
    .slice(0, MOST_MIGRATIONS)
    .map((name) => `git log --diff-filter=A --oneline -- ${shellWord(`*${name}*`)}`);
  return paragraphs(
    'Take back the commits that brought the undone migrations, or the next deploy applies them again. This finds them:',
    block([...finding, 'git revert COMMIT', 'git push'], 'sh'),
  );
}
