import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { NameTaken, type ArtifactStore } from '../../src/actions/artifacts.js';
import { DeployError } from '../../src/errors.js';
import type { StoredArtifact } from '../../src/record/manifest.js';
import type { Fault, FaultWindow } from '../harness/github/index.js';
import { useJobs, type Job } from './jobs.js';

const stage = useJobs(7);
const REST_ZIP = 'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}';
const CONTENTS_ONLY = { permissions: { contents: 'read' } } as const;

let runs = 100;
const nextRun = (): number => (runs += 1);
const upload = (store: ArtifactStore, name = 'backup', days = 30): Promise<StoredArtifact> =>
  store.upload(name, ['a.dump'], stage.directory, days);
const requests = (operation: string): number =>
  stage.services.server.requests.filter((request) => request.operation === operation).length;

async function problemOf(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DeployError)) throw new Error(`no DeployError but ${String(error)}`);
  const [problem] = error.problems;
  if (problem === undefined) throw new Error('no problem');
  return problem;
}

async function expectBytes(store: ArtifactStore, artifact: StoredArtifact): Promise<void> {
  const back = await stage.empty();
  await store.download(artifact, back);
  expect(await readdir(back)).toEqual(['a.dump']);
  expect(await readFile(join(back, 'a.dump'), 'utf8')).toBe('bytes');
}

const daysLeft = ({ expiresAt = '' }: StoredArtifact): number =>
  Math.round((Date.parse(expiresAt) - Date.now()) / 86_400_000);

describe('an upload', () => {
  test('comes back with id, digest and bytes', async () => {
    const store = stage.job(nextRun());
    const uploaded = await upload(store);
    expect(uploaded.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    const { expiresAt, ...listed } = uploaded;
    expect(expiresAt).toBeDefined();
    expect(await store.list()).toEqual([listed]);
    expect(await store.inspect(uploaded)).toEqual(listed);
    await expectBytes(store, uploaded);
  });

  test.each<[string, Job, number]>([
    ['as the repository says', {}, 7],
    ['as asked, where nobody may read it', CONTENTS_ONLY, 30],
    ['at most what the runner says', { ...CONTENTS_ONLY, longestRetentionDays: 5 }, 5],
  ])('ends %s', async (_, job, days) => {
    expect(daysLeft(await upload(stage.job(nextRun(), job)))).toBe(days);
  });

  test('of a taken name is not tried again', async () => {
    const store = stage.job(nextRun());
    await upload(store);
    await expect(upload(store)).rejects.toBeInstanceOf(NameTaken);
    expect([requests('CreateArtifact'), stage.waits]).toEqual([2, []]);
  });

  const WAYS_OUT = /delete old artifacts, or raise .*; lower retention-days; .*backup-to/;
  test.each<[string, string, Fault, number, RegExp]>([
    ['a used-up quota', 'CreateArtifact', { kind: 'quota' }, 1, /storage quota .* is used up/],
    ['server errors', 'CreateArtifact', { kind: 'status', status: 500 }, 5, /after 5 attempts/],
    ['a refusal', 'PutBlock', { kind: 'status', status: 403 }, 1, /403|Authentication|planned/],
    ['a dead line', 'CreateArtifact', { kind: 'drop' }, 4, /ECONNRESET|socket hang up/],
  ])('into %s fails with the ways out', async (_, operation, fault, tries, found) => {
    const store = stage.job(nextRun());
    stage.services.server.faults.plan(operation, fault);
    const problem = await problemOf(upload(store));
    expect(problem.found).toMatch(found);
    expect(problem.nextAction).toMatch(WAYS_OUT);
    expect(requests(operation)).toBe(tries);
  });

  test.each<[string, Fault, string]>([
    ['CreateArtifact', { kind: 'status', status: 502 }, 'backup'],
    ['CreateArtifact', { kind: 'drop' }, 'backup'],
    // By then the name is taken, by ourselves.
    ['FinalizeArtifact', { kind: 'drop' }, 'backup-try-2'],
  ])('goes on after %s failed once (%j)', async (operation, fault, name) => {
    const store = stage.job(nextRun());
    stage.services.server.faults.plan(operation, fault, { times: 1 });
    const uploaded = await upload(store);
    expect(uploaded.name).toBe(name);
    await expectBytes(store, uploaded);
  });

  test.each(['https://github.example.com', 'https://localhost'])(
    'to %s, where artifacts are of another version, says so',
    async (server) => {
      const store = stage.job(nextRun());
      process.env['GITHUB_SERVER_URL'] = server;
      const problem = await problemOf(upload(store));
      expect(problem.likelyCause).toContain('GitHub Enterprise Server');
      expect(stage.waits).toEqual([]);
    },
  );
});

describe('an artifact of', () => {
  test('an earlier attempt comes over REST, and the permission for it is named', async () => {
    const run = nextRun();
    const uploaded = await upload(stage.job(run));
    await expectBytes(stage.job(run, { attempt: 2 }), uploaded);
    const poor = stage.job(run, { attempt: 2, ...CONTENTS_ONLY });
    const problem = await problemOf(poor.download(uploaded, stage.directory));
    expect(problem.found).toMatch(/\(404\).*; over REST: Resource not accessible/);
    expect(problem.nextAction).toContain('permissions: { contents: read, actions: read }');
  });

  test('another run is listed, inspected and fetched by id', async () => {
    const earlier = nextRun();
    const { digest, id } = await upload(stage.job(earlier));
    const store = stage.job(nextRun());
    const [listed] = await store.listOf(String(earlier));
    expect(listed).toMatchObject({ name: 'backup', id, digest, runId: String(earlier) });
    if (listed === undefined) throw new Error('nothing listed');
    expect(daysLeft(listed)).toBe(7);
    expect(await store.inspect(listed)).toEqual(listed);
    expect(await store.inspect({ ...listed, id: '1' })).toBeUndefined();
    await expectBytes(store, listed);
    expect(await readdir(stage.directory)).not.toContain('empty-1.zip');
  });

  test('another run that does not exist is told', async () => {
    const problem = await problemOf(stage.job(nextRun()).listOf('1'));
    expect(problem).toMatchObject({ attempted: 'list the artifacts of run 1' });
    expect(problem.likelyCause).toContain('deleted');
  });

  interface Case {
    readonly name: string;
    readonly job?: Job;
    readonly fault?: readonly [string, Fault, FaultWindow?];
    readonly spoil?: (id: number) => Promise<void> | void;
    /** Undefined: the bytes arrive. */
    readonly refused?: RegExp;
    readonly fix?: RegExp;
    readonly waits?: number[];
  }
  const ALL = [1_000, 4_000, 15_000];
  const once = { times: 1 };
  const cases: Case[] = [
    { name: 'without a token', job: { permissions: 'no token' }, refused: /no github-token/ },
    {
      name: 'without permission',
      job: CONTENTS_ONLY,
      refused: /Resource not accessible by integration/,
      fix: /permissions: \{ contents: read, actions: read \}/,
    },
    {
      name: 'whose time is over',
      spoil: (id) => {
        Object.assign(stage.services.store.byId(id) ?? {}, { expiresAt: new Date(0) });
      },
      refused: /Artifact has expired/,
      fix: /retention-days/,
    },
    {
      name: 'that was deleted',
      spoil: async (id) => {
        const artifact = stage.services.store.byId(id);
        if (artifact !== undefined) await stage.services.store.remove(artifact);
      },
      refused: /Not Found/,
      fix: /check the id/,
    },
    {
      name: 'that rotted',
      spoil: (id) => stage.services.store.corrupt(id),
      refused: /do not have the digest/,
    },
    {
      name: 'after too many calls',
      fault: [REST_ZIP, { kind: 'status', status: 403, message: 'API rate limit exceeded' }],
      refused: /rate limit/,
      fix: /in an hour/,
    },
    {
      name: 'after one server error',
      fault: [REST_ZIP, { kind: 'status', status: 502 }, once],
      waits: [1_000],
    },
    {
      name: 'in an outage',
      fault: [REST_ZIP, { kind: 'status', status: 503 }],
      refused: /planned failure 503/,
      fix: /githubstatus/,
      waits: ALL,
    },
    { name: 'cut short once', fault: ['GetBlob', { kind: 'drop' }, once], waits: [1_000] },
    {
      name: 'cut short at every try',
      fault: ['GetBlob', { kind: 'drop' }],
      refused: /terminated/,
      fix: /githubstatus/,
      waits: ALL,
    },
    {
      name: 'from a storage that fails once',
      fault: ['GetBlob', { kind: 'status', status: 500 }, once],
      waits: [1_000],
    },
  ];
  test.each(cases)('another run $name', async ({ job, fault, spoil, refused, fix, waits = [] }) => {
    const earlier = nextRun();
    const uploaded = await upload(stage.job(earlier));
    const artifact = { ...uploaded, runId: String(earlier) };
    await spoil?.(Number(artifact.id));
    if (fault !== undefined) stage.services.server.faults.plan(...fault);
    const store = stage.job(nextRun(), job);
    if (refused === undefined) {
      await expectBytes(store, artifact);
    } else {
      const target = await stage.empty();
      const problem = await problemOf(store.download(artifact, target));
      expect(problem.found).toMatch(refused);
      expect(problem.nextAction).toMatch(fix ?? /./);
      expect(await readdir(target)).toEqual([]);
    }
    expect(stage.waits).toEqual(waits);
  });
});

test('a search finds exact names in all runs, newest first, and no expired ones', async () => {
  const found: StoredArtifact[] = [];
  for (const name of ['a-1', 'a-2', 'a-10', 'a-1']) {
    const run = nextRun();
    found.unshift({ ...(await upload(stage.job(run), name)), runId: String(run) });
  }
  const [newest, , second, oldest] = found;
  Object.assign(stage.services.store.byId(Number(second?.id)) ?? {}, { expiresAt: new Date(0) });
  const hits = await stage.job(nextRun()).search(['a-1', 'a-2']);
  expect(hits.leftOut).toEqual([]);
  expect(hits.artifacts.map(({ id, runId }) => [id, runId])).toEqual([
    [newest?.id, newest?.runId],
    [oldest?.id, oldest?.runId],
  ]);
});
