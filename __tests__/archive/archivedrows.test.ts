import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { archivedRowsCounter } from '../../src/archive/archivedrows.js';

/** As `pg_restore --verbose --section=data --file=-` writes it, with everything that could mislead. */
const TEXT = String.raw`--
-- PostgreSQL database dump
--

\restrict it's"

SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);

--
-- TOC entry 3435 (class 0 OID 16479)
-- Data for Name: it's "; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public."new
line;
COPY x FROM stdin;
" ("a;
b", "it's") FROM stdin;
\\.	1
a\nb	\N
--	';
\.


--
-- TOC entry 3436 (class 0 OID 16484)
--

COPY public.zero  FROM stdin;


\.


--
-- TOC entry 3438 (class 0 OID 16509)
--

COPY public.empty (a) FROM stdin;
\.


--
-- TOC entry 3455 (class 0 OID 0)
--

SELECT pg_catalog.setval('public."it''s; ""seq"""', 1, true);
SELECT pg_catalog.setval('public."${'long '.repeat(20)};
COPY x FROM stdin;
"', 1, true);


--
-- TOC entry 3441 (class 0 OID 0)
-- Data for Name: BLOBS; Type: BLOBS; Schema: -; Owner: -
--

BEGIN;

SELECT pg_catalog.lo_open('16495', 131072);
SELECT pg_catalog.lowrite(0, '\x${'6162'.repeat(60)}');
SELECT pg_catalog.lo_close(0);

COMMIT;

\unrestrict it's"
`;

function count(chunks: readonly Buffer[]) {
  const counter = archivedRowsCounter();
  for (const chunk of chunks) counter.take(chunk);
  const { rows, ...others } = counter.result();
  return { rows: Object.fromEntries(rows), ...others };
}

const EXPECTED = {
  rows: { 16479: 3, 16484: 2, 16509: 0 },
  sequences: 2,
  largeObjects: 1,
  complete: true,
};

describe('rows in decoded data', () => {
  test('are counted by table', () => {
    expect(count([Buffer.from(TEXT)])).toEqual(EXPECTED);
  });

  test('are the same in chunks of any size', () => {
    const bytes = Buffer.from(TEXT);
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(sizes, (cycle) => {
        const chunks: Buffer[] = [];
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const size = cycle[turn % cycle.length] ?? 1;
          chunks.push(bytes.subarray(at, at + size));
          at += size;
        }
        expect(count(chunks)).toEqual(EXPECTED);
      }),
    );
  });

  test.each([
    ['in a row', 'a\\nb'],
    ['before the end mark', '--\t'],
    ['in the end mark', "--\t';\n\\"],
  ])('end %s: not complete', (_, at) => {
    const cut = Buffer.from(TEXT.slice(0, TEXT.indexOf(at) + at.length));
    expect(count([cut]).complete).toBe(false);
  });
});
