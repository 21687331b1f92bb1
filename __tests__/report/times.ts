import type { JobTimes } from '../../src/record/details.js';

const at = (clock: string): string => `2026-11-22T${clock}.000Z`;
const page = (id: number): string =>
  `https://github.com/acme/booking-shop/actions/runs/4711/job/${id}`;

/** When the job that reports is nearly done. */
export const ENDED = at('04:17:20');

/** The jobs of a deploy that waited for an approval and failed at migrate, as GitHub lists them. */
export function jobTimes(): JobTimes[] {
  return [
    {
      name: 'Check before the deploy',
      result: 'success',
      createdAt: at('02:00:30'),
      startedAt: at('02:00:45'),
      finishedAt: at('02:01:15'),
      url: page(1),
    },
    {
      name: 'Back up production',
      result: 'success',
      createdAt: at('02:01:16'),
      startedAt: at('02:01:20'),
      finishedAt: at('02:03:20'),
      url: page(2),
    },
    {
      name: 'Migrate production',
      result: 'failure',
      createdAt: at('02:03:21'),
      startedAt: at('04:16:30'),
      finishedAt: at('04:17:11'),
      url: page(3),
    },
    { name: 'Promote reference data', result: 'skipped', startedAt: at('04:17:12'), finishedAt: at('04:17:12'), url: page(4) }, // prettier-ignore
    { name: 'Report', result: 'running', createdAt: at('04:17:12'), startedAt: at('04:17:15'), url: page(5) }, // prettier-ignore
  ];
}
