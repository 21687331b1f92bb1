import type { PromotedTable } from '../record/promotion.js';
import { couldNotVerify, pass, type Finding } from '../record/finding.js';
import { withTransaction } from '../postgres/transaction.js';
import { compare, type Compared, type Databases, type Selections } from './comparison.js';
import { guard } from './guards.js';
import type { Consequence } from './deletion/consequences.js';
import { consequenceFindings } from './deletion/findings.js';
import { asFindings, NOTHING, type Prediction } from './offence.js';
import { predict } from './prediction/predict.js';
import type { Request } from './request.js';
import { countColumnChanges, readSamples } from './samples.js';
import { CHANGES, createPreviewed, PREVIEWED } from './staging.js';
import type { Target } from './target.js';

export interface Preview {
  readonly tables: readonly PromotedTable[];
  /** 64 hex digits that name exactly these changes. */
  readonly digest: string;
  readonly findings: readonly Finding[];
  /** Oids of the tables in production, to find out who stands in the way of their locks. */
  readonly oids: readonly string[];
  /** What the deletes would do to rows that refer to what goes. */
  readonly consequences: readonly Consequence[];
  /** Where the rows that differ are in large tables, for the apply. */
  readonly selections: Selections;
}

/**
 * What applying would do, found in a transaction that the server holds read-only: it would refuse
 * a write to any real table. Leaves the changes on the session, see {@link PREVIEWED}.
 * @throws {DeployError} when the tables cannot be compared.
 */
export async function preview(databases: Databases, request: Request): Promise<Preview> {
  return previewed(databases, request).catch((error: unknown) => {
    throw databases.disclosure.explain(error, 'preview the promotion');
  });
}

async function previewed(databases: Databases, request: Request): Promise<Preview> {
  const { prod, disclosure } = databases;
  return withTransaction(prod, 'read committed', async () => {
    await prod.query('set transaction isolation level repeatable read');
    const { tables, selections, digest, consequences } = await compare(databases, request, {
      ids: 'imagined',
      // Not earlier: temporary tables cannot be created in a read-only transaction, only filled.
      staged: async () => {
        await createPreviewed(prod);
        await prod.query('set transaction read only');
      },
    });
    await prod.query(`delete from ${PREVIEWED}`);
    await prod.query(`insert into ${PREVIEWED} select target, op, key, pre, post from ${CHANGES}`);
    const targets = tables.map(({ target }) => target);
    const conflicts: Finding[] = [...consequenceFindings(consequences, disclosure)];
    const shown: PromotedTable[] = [];
    for (const table of tables) {
      const prediction = isChanged(table) ? await predict(prod, table, targets) : NOTHING;
      conflicts.push(...asFindings(prediction, disclosure), ...triggersAhead(table), ...sequencesBehind(table)); // prettier-ignore
      shown.push(await describe(databases, table, prediction));
    }
    return {
      tables: shown,
      digest,
      oids: targets.map(({ oid }) => oid),
      consequences,
      selections,
      findings: [
        pass(
          'tables',
          `${targets.length} comparable: ${targets.map(({ name }) => name).join(', ')}`,
        ),
        pass('preview', 'made in a transaction that the server held read-only'),
        ...(await guard(prod, tables, consequences, request, disclosure)),
        ...conflicts,
        ...(conflicts.some(({ verdict }) => verdict === 'fail')
          ? []
          : [
              pass(
                'conflicts',
                'production’s constraints allow every change, as far as can be told beforehand',
              ),
            ]),
      ],
    };
  });
}

function isChanged({ difference: { inserts, updates, deletes } }: Compared): boolean {
  return inserts + updates + deletes > 0;
}

/** A read-only transaction cannot fire triggers: what they make of the rows shows when they are written. */
function triggersAhead({ target, difference }: Compared): readonly Finding[] {
  const firing = firingTriggers(target, difference);
  if (firing.length === 0) return [];
  return [
    couldNotVerify(
      `${target.name}: triggers`,
      `${firing.join(', ')} will fire; whether a promoted column is rewritten shows when the rows are written, and then nothing is applied`,
    ),
  ];
}

/** Rows that come with such values may be met again by production's own. */
function sequencesBehind({ target, difference }: Compared): readonly Finding[] {
  if (difference.inserts === 0) return [];
  return target.sequences
    .filter(({ plain }) => !plain)
    .map(({ name, column }) =>
      couldNotVerify(
        `${target.name}: sequence ${name}`,
        `${column} is made of its numbers by an expression; it stays where it is, and may hand out a number whose value has come with these rows`,
      ),
    );
}

function firingTriggers(
  { triggers }: Target,
  { inserts, updates, deletes }: Compared['difference'],
): string[] {
  return triggers
    .filter(
      ({ onInsert, onUpdate, onDelete }) =>
        (onInsert && inserts > 0) || (onUpdate && updates > 0) || (onDelete && deletes > 0),
    )
    .map(({ name }) => name);
}

async function describe(
  { prod, disclosure }: Databases,
  { target, difference }: Compared,
  { offences }: Prediction,
): Promise<PromotedTable> {
  const { devRows, prodRows, inserts, updates, deletes, left } = difference;
  const changed = inserts + updates + deletes > 0;
  return {
    table: target.name,
    mode: target.mode,
    devRows,
    prodRows,
    inserts,
    updates,
    deletes,
    // Keys are unique on both sides, so each row of development is either new or has its twin.
    kept: prodRows - (devRows - inserts) - deletes,
    left,
    conflicts: offences.reduce((sum, { rows }) => sum + rows, 0),
    columnChanges: updates > 0 ? await countColumnChanges(prod, target) : [],
    samples: changed ? await readSamples(prod, target, disclosure) : [],
  };
}
