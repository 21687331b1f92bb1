import { test } from '@jest/globals';
import { roles } from '../harness/postgres/booking-shop.js';
import { withClient } from '../harness/postgres/databases.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';

const database = useTestDatabase('production');

test('x', async () => {
  await withClient(
    database.cluster,
    database.name,
    async (user) => {
      await user.query('begin; lock table services in access share mode');
      await withClient(
        database.cluster,
        database.name,
        async (owner) => {
          console.log(
            (
              await owner.query(
                'select * from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
              )
            ).rows,
          );
        },
        roles.owner,
      );
    },
    roles.user,
  );
});
