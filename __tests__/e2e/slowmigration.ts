import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Play } from './play.js';

const NAME = '1799000000000_slow.sql';

/** As long as a user named Slow is there. The shop's own pending migration stands before it in the same transaction. */
const SQL = `-- Up Migration
do $$ begin
  while exists (select from users where name = 'Slow') loop perform pg_sleep(0.05); end loop;
end $$;
-- Down Migration
`;

/** A condition for `useWatch`: something sleeps in the database. */
export const SLEEPING = "wait_event = 'PgSleep'";

/** Adds a migration that does not end before {@link letItEnd}, whoever runs it. */
export async function addSlowMigration(play: Play): Promise<void> {
  await writeFile(join(play.application(), 'migrations', NAME), SQL);
  await play.ask(
    "insert into users (email, name, password_hash) values ('slow@example.test', 'Slow', 'x') returning 1",
  );
}

export async function letItEnd(play: Play): Promise<void> {
  await play.ask("delete from users where name = 'Slow' returning 1");
}
