import type { Announcement } from '../record/announcement.js';

/** When people want to hear of a deploy: the input `notify-on`. */
export type Occasion = 'always' | 'failure' | 'change' | 'never';

/** What is not known to have gone well is told like a failure, and like a change. */
export function isDue(on: Occasion, { ending, good }: Announcement): boolean {
  switch (on) {
    case 'always':
      return true;
    case 'failure':
      return !good;
    case 'change':
      return ending !== 'nothing changed';
    case 'never':
      return false;
  }
}
