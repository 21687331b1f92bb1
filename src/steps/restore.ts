import type { Tools } from '../actions/tools.js';
import type { Config } from '../config/schemas.js';
import type { Outcome } from '../record/record.js';

export function restore(_config: Config<'restore'>, _tools: Tools): Promise<Outcome<'restore'>> {
  return Promise.reject(new Error('being built'));
}
