import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { LONGEST, walk } from '../../src/rehearsal/textfiles.js';
import { useTools } from '../harness/tools.js';

const tools = useTools();

test.each([
  { most: 3, complete: true, found: 3 },
  { most: 2, complete: false, found: 2 },
])(
  'of three files $most may be looked through: complete is $complete',
  async ({ most, complete, found }) => {
    const directory = join(tools().workDirectory, 'checkout');
    await mkdir(join(directory, 'deep'), { recursive: true });
    await mkdir(join(directory, 'node_modules'));
    for (const name of ['a', 'b', 'deep/c', 'node_modules/d'])
      await writeFile(join(directory, name), '');
    await writeFile(join(directory, 'long'), Buffer.alloc(LONGEST + 1));
    const walked = await walk(directory, most);
    expect({ complete: walked.complete, found: walked.paths.length }).toEqual({ complete, found });
  },
);
