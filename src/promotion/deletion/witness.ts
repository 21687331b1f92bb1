import { DeployError } from '../../errors.js';
import type { Session } from '../../postgres/session.js';
import type { Compared } from '../comparison.js';
import type { Consequence } from './consequences.js';

/** Rows of the tables that the deletes reach, counted before the first write. */
export interface Witness {
  /** @throws {DeployError} when more or fewer rows went than the preview says. */
  readonly prove: () => Promise<void>;
}

/**
 * A delete may reach further than its foreign keys say: by a trigger of the child. The tables are
 * locked, so whatever their count loses is our doing.
 */
export async function countHurt(
  prod: Session,
  consequences: readonly Consequence[],
  tables: readonly Compared[],
): Promise<Witness> {
  const reached = consequences.filter(
    ({ effect }) => effect === 'deletes' || effect === 'rewrites',
  );
  const names = [...new Set(reached.map(({ childName }) => childName))];
  const before = await rowsOf(prod, names);
  return {
    prove: async () => {
      const after = await rowsOf(prod, names);
      for (const name of names) {
        const victims = reached
          .filter(({ childName, effect }) => childName === name && effect === 'deletes')
          .reduce((sum, { rows }) => sum + rows, 0);
        const own = tables.find(({ target }) => target.name === name)?.difference;
        const planned = victims + (own?.deletes ?? 0) - (own?.inserts ?? 0);
        const gone = (before.get(name) ?? 0) - (after.get(name) ?? 0);
        if (gone !== planned) throw lost(name, gone, planned);
      }
    },
  };
}

async function rowsOf(
  prod: Session,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const name of names) {
    const [row] = await prod.query<{ rows: string }>(`select count(*) as rows from ${name}`);
    counts.set(name, Number(row?.rows));
  }
  return counts;
}

function lost(name: string, gone: number, planned: number): DeployError {
  return new DeployError({
    attempted: `delete rows that ${name} refers to`,
    found: `${gone} rows of ${name} went with them instead of ${planned}; nothing was applied`,
    likelyCause: 'a trigger deletes more than the foreign keys say',
    nextAction: 'look at the triggers of the table, or use mode: upsert',
  });
}
