import type { Session } from '../../postgres/session.js';
import { CHANGE_KEY, newImages } from '../images.js';
import { offenders, together, type Prediction } from '../offence.js';
import { mayChange, type Target } from '../target.js';

/** Rows that a CHECK of production refuses. NULL passes, as it does on the server. */
export async function predictChecks(
  prod: Session,
  target: Target,
  inserts: boolean,
): Promise<Prediction> {
  const predictions: Prediction[] = [];
  for (const { name, expression, uses } of target.checks) {
    if (!inserts && !mayChange(target, uses)) continue;
    const rule = {
      name: `${target.name}: check ${name}`,
      expected: expression,
      fix: 'correct the rows in development, or the constraint by a migration',
    };
    if (!uses.every((column) => target.columns.includes(column))) {
      const reason =
        'it reads columns that production owns; the server checks it when rows are written';
      predictions.push({ offences: [], unjudged: [{ name: rule.name, reason }] });
      continue;
    }
    const query = `select ${CHANGE_KEY} from ${newImages(target)} x where (${expression}) is false`;
    predictions.push(await offenders(prod, query, rule));
  }
  return together(predictions);
}
