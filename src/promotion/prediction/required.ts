import type { Session } from '../../postgres/session.js';
import { CHANGE_KEY, newImages } from '../images.js';
import { offenders, together, type Prediction } from '../offence.js';
import { quoted, type Target } from '../target.js';

/** NULLs on their way into columns that are NOT NULL in production. */
export async function predictNotNull(prod: Session, target: Target): Promise<Prediction> {
  const predictions: Prediction[] = [];
  for (const name of target.required) {
    const query = `select ${CHANGE_KEY} from ${newImages(target)} x where x.${quoted(name)} is null`;
    predictions.push(
      await offenders(prod, query, {
        name: `${target.name}: NOT NULL ${name}`,
        expected: 'a value in every row',
        fix: 'fill the column in development, or allow NULL in production by a migration',
      }),
    );
  }
  return together(predictions);
}
