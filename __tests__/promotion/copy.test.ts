import { expect, test } from '@jest/globals';
import { useTwoDatabases } from './play.js';
import { layWire, type Cut } from './wire.js';

const world = useTwoDatabases();

async function previewOver(side: 'dev' | 'prod', cut: Cut, signal?: AbortSignal): Promise<unknown> {
  await world.run('both', 'create table t (id int primary key, v text)');
  await world.run(
    'dev',
    `insert into t select n, repeat('v', 50) from generate_series(1, 50000) n`,
  );
  const wire = await layWire(world.url(side), cut);
  wire.arm();
  try {
    const urls = side === 'dev' ? { devUrl: wire.url } : { prodUrl: wire.url };
    return await world.preview({ tables: ['t'], ...urls, ...(signal && { signal }) });
  } finally {
    await wire.close();
  }
}

// The harness looks after each test whether a session of ours is left behind on either side.

test('a value that production refuses ends the copy on both sides, and says where', async () => {
  await world.run(
    'both',
    'create domain small as int; create table t (id int primary key, v small)',
  );
  await world.run('dev', 'insert into t select n, n from generate_series(1, 200000) n');
  await world.run('prod', 'alter domain small add check (value < 5)');
  await expect(world.preview({ tables: ['t'] })).rejects.toThrow(
    /copy public\.t from development[\s\S]*domain public\.small/,
  );
});

test('a development database that goes away in the middle of a copy', async () => {
  await expect(previewOver('dev', { bytes: 1_000_000 })).rejects.toThrow(
    /copy public\.t from development[\s\S]*Connection terminated/,
  );
});

test('a production that goes away in the middle of a copy', async () => {
  await expect(previewOver('prod', { before: 'vvvvv' })).rejects.toThrow(
    /check both servers and the network/,
  );
});

test('a step that is cancelled while nothing arrives any more', async () => {
  const controller = new AbortController();
  const silent = (): void => {
    controller.abort(new Error('cancelled by the test'));
  };
  await expect(previewOver('dev', { bytes: 1_000_000, silent }, controller.signal)).rejects.toThrow(
    'cancelled by the test',
  );
});
