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

/** The jobs of a deploy in which everything went well, around the records of wholeDeploy. */
export function goodTimes(): JobTimes[] {
  const job = (name: string, id: number, from: string, to: string): JobTimes => ({
    ...{ name, result: 'success', url: page(id) },
    ...{ createdAt: at(from), startedAt: at(from), finishedAt: at(to) },
  });
  return [
    job('Check before the deploy', 1, '02:00:40', '02:01:45'),
    job('Back up production', 2, '02:01:50', '02:02:50'),
    job('Migrate production', 3, '02:04:30', '02:05:45'),
    job('Promote reference data', 4, '02:06:20', '02:06:50'),
    job('Verify production', 5, '02:06:54', '02:07:45'),
  ];
}
