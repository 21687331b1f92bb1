import { expect, test } from '@jest/globals';
import { connectionIn } from '../../src/postgres/connection.js';
import { connectionTo } from './connections.js';

const DATABASE = `it's "a/b?c#d%41" é`;

test.each([
  ['postgres://u:p%40%2F@host:6432/shop?sslmode=require&options=-c%20a%3Db', 'host', 6432],
  ['postgresql://u@host/shop?dbname=other&connect_timeout=3', 'host', 5432],
  ['postgres://u@/shop?host=/var/run/pg', '/var/run/pg', 5432],
  ['postgres://u@host?dbname=shop', 'host', 5432],
])('%s in another database: the same server, and a URL that says so', (url, host, port) => {
  const here = connectionTo(url);
  const there = connectionIn(here, DATABASE);
  expect(there).toMatchObject({ host, port, database: DATABASE, options: here.options });
  expect(connectionTo(there.url)).toEqual(there);
});
