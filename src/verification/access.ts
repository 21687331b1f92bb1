import { IDENTIFIER } from '../postgres/catalogobject.js';
import { listed } from '../record/listed.js';
import { notRun, pass, warn, type Finding } from '../record/finding.js';

const NAME = 'row level security and grants unchanged';

/** Object, and what else a line of the catalog says, e.g. `table public.users row level security owner a grants b=r/a`. */
const LINE = new RegExp(
  `^([+-]) ([a-z ]+ ${IDENTIFIER}(?:\\.${IDENTIFIER})*(?:\\([^)]*\\))?)(.*)$`,
  's',
);
const GRANTS = / grants (.*)$/s;
const SECURED = /^ (?:unlogged )?row level security\b/;

/**
 * Who may read and write what, as far as this deploy changed it on objects that were there before and
 * still are. A migration may mean that, so it is a warning.
 * @param changes lines of the catalog as the migrate record has them; undefined without one.
 */
export function accessUnchanged(changes: readonly string[] | undefined): Finding {
  if (changes === undefined) return notRun(NAME, 'no record of migrate');
  const before = new Map<string, string>();
  const after = new Map<string, string>();
  for (const change of changes) {
    const [, sign, object, rest] = LINE.exec(change) ?? [];
    if (object !== undefined) (sign === '-' ? before : after).set(object, rest ?? '');
  }
  const found = [...before].flatMap(([object, then]) => {
    const now = after.get(object);
    if (object.startsWith('policy '))
      return `${object} ${now === undefined ? 'dropped' : 'changed'}`;
    return now === undefined ? [] : differences(object, then, now);
  });
  if (found.length === 0) return pass(NAME, 'this deploy changed neither on any object that stays');
  return warn(NAME, {
    expected: 'the same rights after the deploy as before',
    found: listed(found),
    fix: 'if the migration meant that, nothing is to be done; else grant the rights again, or enable row level security again',
  });
}

function differences(object: string, then: string, now: string): string[] {
  const [secured, secures] = [SECURED.test(then), SECURED.test(now)];
  const [had, has] = [grantsOf(then), grantsOf(now)];
  const lost = had.filter((grant) => !has.includes(grant));
  const gained = has.filter((grant) => !had.includes(grant));
  return [
    ...(secured === secures
      ? []
      : [`row level security of ${object} turned ${secures ? 'on' : 'off'}`]),
    ...(lost.length + gained.length === 0
      ? []
      : [
          `grants of ${object}: ${[...lost.map((one) => `- ${one}`), ...gained.map((one) => `+ ${one}`)].join(' ')}`,
        ]),
  ];
}

function grantsOf(rest: string): string[] {
  return GRANTS.exec(rest)?.[1]?.split(' ') ?? [];
}
