/** As teams have it: reads development, writes production, and only with --apply. */
export const TYPESCRIPT = `
import pg from 'pg';
const open = async (url: string | undefined) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
};
const [dev, prod] = [await open(process.env.DEV_DATABASE_URL), await open(process.env.PROD_DATABASE_URL)];
const { rows } = await dev.query('select id, name from categories order by id');
const { rows: [asked] } = await prod.query("select current_setting('lock_timeout') as lock");
console.log('categories:', rows.length, 'lock_timeout:', asked.lock, 'same:', process.env.DATABASE_URL === process.env.PROD_DATABASE_URL);
if (process.argv.includes('--apply')) {
  for (const { id, name } of rows) await prod.query('update categories set name = $2 where id = $1', [id, name]);
}
await dev.end();
await prod.end();
`;
