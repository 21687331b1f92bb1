import { expect } from '@jest/globals';
import { DeployError } from '../../src/errors.js';
import { devCluster, testCluster } from '../harness/postgres/test-cluster.js';
import { wishOf, type Drawn } from './databases.js';
import { fill, quoted } from './ddl.js';
import { cascade, faults, plan, readAll, type Contents } from './oracle.js';
import type { Side, World } from './play.js';

export type End = 'applied' | 'nothing to do' | 'not comparable' | 'refused' | 'refused late';

/** Guards ask whether it was meant; the server would do it. */
const GUARDS = /^deletes$|: empty source$|: share of changed rows$|: ids differ$/;
/** Refused for what the order of rows may or may not lead to. */
const CAUTIOUS = /, on the way$/;

/**
 * Promotes what was drawn, and proves: what is applied is what an oracle of its own expects, all else
 * is as it was down to who wrote it, the counts were true, a second run finds nothing; what is refused
 * leaves production as it was, and is refused for a reason that the server has, too.
 */
export async function obey(world: World, drawn: Drawn): Promise<End> {
  const { tables } = drawn;
  const read = async (side: Side): Promise<Contents> => {
    const [row] = await world.rows<Contents>(side, readAll(tables, side));
    if (row === undefined) throw new Error('nothing was read');
    return row;
  };
  await world.run('dev', fill(drawn, 'dev', devCluster().binaries.major));
  await world.run('prod', fill(drawn, 'prod', testCluster().binaries.major));
  const wish = wishOf(drawn);
  if (wish.tables.length === 0) return 'nothing to do';
  const [dev, before] = [await read('dev'), await read('prod')];

  const seen = await world.preview(wish).catch(asRefusal);
  expect(await read('prod')).toEqual(before);
  if (seen instanceof DeployError) {
    await expect(world.promote(wish)).rejects.toThrow();
    expect(await read('prod')).toEqual(before);
    return 'not comparable';
  }
  const planned = plan(tables, dev, before);
  const { forbidden, took } = cascade(tables, planned);
  const failures = seen.findings
    .filter(({ verdict }) => verdict === 'fail')
    .map(({ name }) => name);
  if (failures.some((name) => GUARDS.test(name))) return 'refused';

  const shown = seen.tables.map(({ table }) =>
    tables.findIndex(({ name }) => isNamed(name, table)),
  );
  if (failures.length === 0)
    expect(seen.tables.map(counts)).toEqual(shown.map((at) => counts(planned[at])));
  const applied = await world.promote(wish).catch(asRefusal);
  const after = await read('prod');
  if (applied instanceof DeployError) {
    expect(after.rows).toEqual(before.rows);
    const open = seen.findings.some(({ verdict }) => verdict === 'could not verify');
    if (failures.length === 0 && !open) throw applied;
    return failures.length > 0 ? 'refused' : 'refused late';
  }
  // What goes by ON DELETE CASCADE still counts as a holder of its unique values.
  const cautious = took ? /: unique index / : CAUTIOUS;
  expect(failures.filter((name) => !cautious.test(name))).toEqual([]);
  expect(forbidden).toBe(false);
  expect(faults(tables, planned, dev, before, after)).toEqual([]);
  const again = await world.preview(wish);
  expect(again.tables.map(counts)).toEqual(again.tables.map(() => '+0 ~0 -0'));
  return seen.tables.some((one) => counts(one) !== '+0 ~0 -0') ? 'applied' : 'nothing to do';
}

const counts = (one: { inserts: number; updates: number; deletes: number } | undefined): string =>
  one === undefined ? '' : `+${one.inserts} ~${one.updates} -${one.deletes}`;

function isNamed(name: string, table: string): boolean {
  return [name, quoted(name)].some((one) => table === `public.${one}`);
}

function asRefusal(error: unknown): DeployError {
  if (error instanceof DeployError) return error;
  throw error;
}
