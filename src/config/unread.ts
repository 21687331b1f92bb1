import type { Fields } from './fields.js';
import { INPUT_NAMES, type InputName } from './inputs.js';
import { SCHEMAS, STEP_NAMES, type StepOf } from './schemas.js';
import { SETTINGS_FILE, type Sources } from './sources.js';

/**
 * Inputs that were given to this very step and that it does not read, on one line. Those of the
 * settings file and the environment are meant for whichever step reads them.
 */
export function unreadWarnings(step: StepOf, fields: Fields, { values }: Sources): string[] {
  const reads = (reader: StepOf, name: InputName): boolean =>
    Object.hasOwn(SCHEMAS[reader](fields).shape, name);
  const unread = INPUT_NAMES.filter(
    (name) => name !== 'step' && values.get(name)?.source === 'input' && !reads(step, name),
  ).map((name) => {
    const readers = STEP_NAMES.filter((reader) => reads(reader, name));
    return `${name} (read by ${readers.join(', ')})`;
  });
  if (unread.length === 0) return [];
  return [
    `${step} does not read ${unread.join('; ')}: without effect here. Give it to a step that reads it, or once in ${SETTINGS_FILE}.`,
  ];
}
