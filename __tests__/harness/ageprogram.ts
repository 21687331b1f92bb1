import { spawnSync } from 'node:child_process';
import { installPackage } from './aptpackage.js';

/** Sees to it that `age` and `age-keygen` are there: what they say is the measure of our own encryption. */
export function provideAge(): void {
  if (isThere()) return;
  installPackage('age');
  if (isThere()) return;
  throw new Error(
    'age is missing and could not be installed: install it with "sudo apt-get install age" (Debian, Ubuntu) or "brew install age" (macOS)',
  );
}

function isThere(): boolean {
  return ['age', 'age-keygen'].every(
    (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0,
  );
}
