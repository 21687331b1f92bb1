import { describe, test } from '@jest/globals';
import {
  fetching,
  makingTheCluster,
  migrating,
  promoting,
  restoring,
  useKillStage,
  type Place,
} from './killstage.js';

const stage = useKillStage();

describe.each<[string, Place]>([
  ['while the backup is decrypted', fetching],
  ['in initdb', makingTheCluster],
  ['while rows are restored', restoring],
  ['while the copy is migrated', migrating],
  ['while the copy is promoted', promoting],
])('%s', (_, place) => {
  test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('%s', async (signal) => {
    await stage.end(await place(stage), signal);
  });
});
