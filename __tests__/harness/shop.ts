import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach } from '@jest/globals';

const repository = fileURLToPath(new URL('../../', import.meta.url));

export interface Shop {
  readonly directory: string;
  /** Adds a migration after all others; its name as the ledger will write it. */
  addMigration(name: string, sql: string): Promise<string>;
}

/** A fresh checkout of the sample application with its tool installed, for each test of the file. */
export function useShop(): () => Shop {
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'booking-shop-'));
    await cp(join(repository, 'examples/app'), directory, { recursive: true });
    await symlink(join(repository, 'node_modules'), join(directory, 'node_modules')).catch(
      () => undefined,
    );
  });
  afterEach(async () => {
    await rm(directory, { recursive: true, force: true });
  });
  return () => ({
    directory,
    addMigration: async (name, sql) => {
      const file = `1799000000000_${name}`;
      await writeFile(join(directory, 'migrations', `${file}.sql`), `-- Up Migration\n${sql}\n`);
      return file;
    },
  });
}
