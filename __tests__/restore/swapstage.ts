import { beforeEach, expect } from '@jest/globals';
import { databaseNames } from '../../src/restore/databasenames.js';
import type { ClusterFacts } from '../harness/postgres/cluster.js';
import { makeLive, makeSide, rowOf, STARTED, useStage, type Stage } from './stage.js';

export interface SwapStage {
  readonly stage: Stage;
  /** Names of the restored database before the swap, and of the old one after it. */
  readonly side: string;
  readonly kept: string;
  /** Both renames are done, nothing is lost, everybody may connect. */
  readonly expectSwapped: () => Promise<void>;
  /** Neither is done, nothing is lost, everybody may connect. */
  readonly expectAsBefore: () => Promise<void>;
}

/** A live and a restored database for each test, just before the swap. */
export function useSwapStage(facts: () => ClusterFacts): SwapStage {
  const stage = useStage(facts);
  const { side, kept } = databaseNames(stage.live, STARTED);
  let oids: { live: string; side: string };

  beforeEach(async () => {
    await makeLive(stage);
    await makeSide(stage);
    oids = { live: await stage.oidOf(stage.live), side: await stage.oidOf(side) };
  });

  /** Who has which name, and that everybody may connect to it. */
  async function expectNames(names: { live: string; side: string }): Promise<void> {
    const rows = await stage.ask<{ name: string; oid: string; open: boolean }>(
      `select datname as name, oid::text as oid, datallowconn as open from pg_database
      where oid = any ($1) order by datname`,
      [[oids.live, oids.side]],
    );
    expect(new Map(rows.map(({ oid, name }) => [oid, name]))).toEqual(
      new Map([
        [oids.live, names.live],
        [oids.side, names.side],
      ]),
    );
    expect(rows.every(({ open }) => open)).toBe(true);
  }

  async function expectSwapped(): Promise<void> {
    await expectNames({ live: kept, side: stage.live });
    expect([await rowOf(stage, stage.live), await rowOf(stage, kept)]).toEqual(['restored', 'old']);
  }

  async function expectAsBefore(): Promise<void> {
    await expectNames({ live: stage.live, side });
    expect([await rowOf(stage, stage.live), await rowOf(stage, side)]).toEqual(['old', 'restored']);
  }

  return { stage, side, kept, expectSwapped, expectAsBefore };
}
