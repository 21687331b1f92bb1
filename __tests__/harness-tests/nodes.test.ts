import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { findNode24 } from '../harness/github/index.js';
import { Play } from './play.js';

const repository = fileURLToPath(new URL('../..', import.meta.url));

test('actions and setup-node run on the chosen Node', async () => {
  const asked = await Promise.all([findNode24(repository), findNode24(repository)]);
  const { node } = asked[0];
  expect(asked[1].node).toEqual(node);
  if (node === undefined) {
    console.warn(`Not run on Node 24: ${asked[0].reason}`);
    return;
  }
  const play = await Play.open({ node });
  try {
    const run = await play.run(`probe:
  runs-on: ubuntu-latest
  outputs: {script: "\${{ steps.script.outputs.version }}", action: "\${{ steps.action.outputs.value }}"}
  steps:
    - uses: actions/setup-node@49933ea5288caeca8642d1e84afbd3f7d6820020
      with: {node-version: 24}
    - {id: script, run: 'echo version=$(node --version) >> "$GITHUB_OUTPUT"'}
    - {id: action, uses: org/probe@v1, with: {do: node version}}
`);
    expect(run.job('probe').outputs).toEqual({ script: 'v24.21.0', action: 'v24.21.0' });
  } finally {
    await play.close();
  }
});
