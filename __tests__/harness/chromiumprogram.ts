import { existsSync } from 'node:fs';
import { installPackage } from './aptpackage.js';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Sees to it that Chromium is there, and tells where: it judges what a page looks like, and GitHub's
 * Mermaid runs in it.
 */
export function provideChromium(): string {
  if (place() === undefined) installPackage('chromium');
  const found = place();
  if (found !== undefined) return found;
  throw new Error(
    'Chromium is missing and could not be installed: install it with "sudo apt-get install chromium" (Debian), or Google Chrome elsewhere',
  );
}

function place(): string | undefined {
  return PLACES.find((path) => existsSync(path));
}
