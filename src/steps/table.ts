import type { Config, StepOf } from '../config/schemas.js';
import type { Tools } from '../actions/tools.js';
import type { Outcome } from '../record/record.js';

type Handler<Step extends StepOf> = (config: Config<Step>, tools: Tools) => Promise<Outcome<Step>>;

/**
 * One line a step. Loaded on use, so that a fault or the weight of one step's libraries never
 * touches another.
 */
export const STEPS: { readonly [Step in StepOf]: () => Promise<Handler<Step>> } = {
  validate: async () => (await import('./validate.js')).validate,
  backup: async () => (await import('./backup.js')).backup,
  rehearse: async () => (await import('./rehearse.js')).rehearse,
  migrate: async () => (await import('./migrate.js')).migrate,
  promote: async () => (await import('./promote.js')).promote,
  verify: async () => (await import('./verify.js')).verify,
  restore: async () => (await import('./restore.js')).restore,
  summarize: async () => (await import('./summarize.js')).summarize,
};
