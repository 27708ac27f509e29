import { AppError } from '../../kernel/errors.js';
import type { Queryable } from './open-transaction.js';
import { rows } from './sql.js';

const NAMES = {
  name: 'names-of-helpers',
  text: `select n.person_id as id, app.full_name(n.given_name, n.family_name) as name from app.names_of_people($1, 'infinity') n`,
};

/** A refusal that points to people, with their names: read only then, while the transaction still stands. */
export async function withNames<Refused>(q: Queryable, error: Refused): Promise<Refused> {
  const [named] = await withAllNames(q, [error]);
  return named ?? error;
}

/** Names those of several refusals in one statement. */
export async function withAllNames<Refused>(
  q: Queryable,
  errors: readonly Refused[],
): Promise<readonly Refused[]> {
  const people = [...new Set(errors.flatMap(askedBy))];
  if (people.length === 0) return errors;
  try {
    const found = await rows<{ id: string; name: string }>(q, NAMES, [people]);
    const names = new Map(found.map(({ id, name }) => [id, name]));
    const named = (error: Refused) =>
      error instanceof AppError
        ? (error.naming(askedBy(error).flatMap((id) => names.get(id) ?? [])) as typeof error)
        : error;
    return errors.map(named);
  } catch {
    // What refused was the database itself, which answers nothing more: the refusals stand, without names.
    return errors;
  }
}

const askedBy = (error: unknown): readonly string[] =>
  error instanceof AppError ? (error.asks?.people ?? []) : [];
