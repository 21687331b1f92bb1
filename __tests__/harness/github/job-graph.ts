import { interpolate, NO_STATUS, type Json } from './expressions.js';
import type { JobRun, Result } from './run.js';
import type { JobSpec, Workflow } from './workflow.js';

/** One job to execute: a job of the YAML, or one leg of its matrix. */
export interface Leg {
  readonly key: string;
  readonly id: string;
  readonly spec: JobSpec;
  readonly matrix: Readonly<Record<string, Json>>;
}

/** `needs` of a job as a list of ids. */
export function needsOf(spec: JobSpec): readonly string[] {
  return spec.needs ?? [];
}

/**
 * Job ids in an order in which every job comes after its needs.
 * @throws Error naming the jobs when one needs an unknown job or a circle exists.
 */
export function orderJobs({ jobs }: Pick<Workflow, 'jobs'>): string[] {
  const ordered: string[] = [];
  const visit = (id: string, trail: readonly string[]): void => {
    if (ordered.includes(id)) return;
    if (trail.includes(id))
      throw new Error(`Jobs need each other in a circle: ${[...trail, id].join(' -> ')}`);
    const spec = jobs[id];
    if (spec === undefined)
      throw new Error(`Job '${trail.at(-1) ?? ''}' needs '${id}', which does not exist.`);
    for (const need of needsOf(spec)) visit(need, [...trail, id]);
    ordered.push(id);
  };
  for (const id of Object.keys(jobs)) visit(id, []);
  return ordered;
}

/** Direct and indirect needs of a job: what `success()` and `failure()` of a job condition look at. */
export function ancestorsOf({ jobs }: Pick<Workflow, 'jobs'>, id: string): string[] {
  const found = new Set<string>();
  const visit = (current: string): void => {
    const spec = jobs[current];
    for (const need of spec === undefined ? [] : needsOf(spec)) {
      if (found.has(need)) continue;
      found.add(need);
      visit(need);
    }
  };
  visit(id);
  return [...found];
}

/** The legs of a job. Without a matrix there is one, named like the job. */
export function legsOf(id: string, spec: JobSpec, contexts: Readonly<Record<string, Json>>): Leg[] {
  const declared = spec.strategy?.matrix;
  if (declared === undefined) return [{ key: id, id, spec, matrix: {} }];
  const combinations = expandMatrix(resolve(declared, contexts));
  return combinations.map((matrix) => ({
    key: `${id} (${Object.values(matrix).map(label).join(', ')})`,
    id,
    spec,
    matrix,
  }));
}

function label(value: Json): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function resolve(value: Json, contexts: Readonly<Record<string, Json>>): Json {
  if (typeof value === 'string') return interpolate(value, { contexts, status: NO_STATUS });
  if (Array.isArray(value)) return value.map((item: Json) => resolve(item, contexts));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, resolve(item, contexts)]),
    );
  }
  return value;
}

type Combination = Record<string, Json>;

function expandMatrix(matrix: Json): Combination[] {
  if (!isObject(matrix)) throw new Error('strategy.matrix must be a map of lists.');
  const { include, exclude, ...axes } = matrix;
  let combinations: Combination[] = Object.keys(axes).length === 0 ? [] : [{}];
  for (const [axis, values] of Object.entries(axes)) {
    if (!Array.isArray(values)) throw new Error(`strategy.matrix.${axis} must be a list.`);
    combinations = combinations.flatMap((base) =>
      values.map((value: Json) => ({ ...base, [axis]: value })),
    );
  }
  combinations = combinations.filter(
    (made) => !entries(exclude).some((wanted) => agrees(made, wanted)),
  );
  for (const extra of entries(include)) {
    // An include that contradicts no combination extends those; otherwise it is a leg of its own.
    const shared = Object.fromEntries(Object.entries(extra).filter(([key]) => key in axes));
    const extended = combinations.filter((made) => agrees(made, shared));
    if (extended.length === 0) combinations.push({ ...extra });
    else for (const made of extended) Object.assign(made, extra);
  }
  return combinations;
}

function isObject(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function entries(value: Json | undefined): Readonly<Record<string, Json>>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function agrees(made: Combination, wanted: Readonly<Record<string, Json>>): boolean {
  return Object.entries(wanted).every(
    ([key, value]) => JSON.stringify(made[key]) === JSON.stringify(value),
  );
}

const WORST_FIRST: readonly Result[] = ['failure', 'cancelled', 'skipped'];

/** What `needs.<id>` shows of a job: the worst result of its legs, and their outputs merged. */
export function needsEntry(legs: readonly JobRun[]): {
  result: Result;
  outputs: Record<string, string>;
} {
  const result =
    WORST_FIRST.find((candidate) => legs.some((leg) => leg.result === candidate)) ?? 'success';
  const outputs: Record<string, string> = {};
  for (const leg of legs) Object.assign(outputs, leg.outputs);
  return { result, outputs };
}
