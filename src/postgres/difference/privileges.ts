import { facet, type Facet } from './facet.js';

/** Letters of an aclitem; the rest of Postgres' table of privileges names no more for our kinds. */
const PRIVILEGES: Readonly<Record<string, string>> = {
  r: 'SELECT',
  a: 'INSERT',
  w: 'UPDATE',
  d: 'DELETE',
  D: 'TRUNCATE',
  x: 'REFERENCES',
  t: 'TRIGGER',
  m: 'MAINTAIN',
  U: 'USAGE',
  C: 'CREATE',
  X: 'EXECUTE',
};
/** `grantee=letters/grantor`; no grantee is PUBLIC, a star is the right to grant. */
const ITEM = /((?:"(?:[^"]|"")*"|[^\s="])*)=([A-Za-z*]*)\/(?:"(?:[^"]|"")*"|[^\s"])+/g;
const PUBLIC = 'PUBLIC';

/** Privileges of everybody whose privileges differ, in words. */
export function grantFacets(
  before: string,
  after: string,
): { readonly role: string; readonly facet: Facet }[] {
  const [then, now] = [privilegesOf(before), privilegesOf(after)];
  const everybody = now.get(PUBLIC) ?? new Set<string>();
  const roles = [...new Set([...then.keys(), ...now.keys()])].sort();
  return roles.flatMap((role) => {
    const [had, has] = [then.get(role) ?? new Set<string>(), now.get(role) ?? new Set<string>()];
    if (words(had) === words(has)) return [];
    const lost = [...had].filter((letter) => !has.has(letter) && !everybody.has(letter));
    const breaks = lost.length > 0 ? `${role} loses ${words(new Set(lost))}` : '';
    return [
      { role, facet: facet(`${role} may ${words(had)}`, `${role} may ${words(has)}`, breaks) },
    ];
  });
}

function privilegesOf(grants: string): Map<string, Set<string>> {
  const privileges = new Map<string, Set<string>>();
  for (const [, role = '', letters = ''] of grants.matchAll(ITEM)) {
    const name = role === '' ? PUBLIC : role;
    const known = privileges.get(name) ?? new Set<string>();
    for (const letter of letters.replaceAll('*', '')) known.add(letter);
    privileges.set(name, known);
  }
  return privileges;
}

function words(letters: ReadonlySet<string>): string {
  if (letters.size === 0) return 'nothing';
  return Object.keys(PRIVILEGES)
    .filter((letter) => letters.has(letter))
    .map((letter) => PRIVILEGES[letter])
    .concat([...letters].filter((letter) => !(letter in PRIVILEGES)))
    .join(', ');
}
