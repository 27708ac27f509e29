import { AppError, type FieldError } from '../../kernel/errors.js';
import { holdsNir } from '../../kernel/nir.js';
import { fieldError, invalidField } from '../../kernel/refusals.js';
import { isPlainObject } from './plain-object.js';

/**
 * What a body may hold at most, looked at once from end to end before anything else reads it: whatever judges it
 * afterwards has little to judge.
 */

/** Deeper than anything that we describe, and shallower than what would exhaust a stack, ours or PostgreSQL's. */
export const MAX_DEPTH = 32;
/** Objects, lists, texts, numbers… together; the largest framework that we know of has 250, the largest ladder 700. */
export const MAX_VALUES = 20_000;

/** @throws validation_failed when a body holds too many values, or nests them too deep */
export function requireBounded(value: unknown): void {
  let count = 0;
  /** The way down to what is too deep, from its end; null when nothing is. */
  const look = (item: unknown, depth: number): string[] | null => {
    count += 1;
    if (count > MAX_VALUES) throw tooManyValues();
    if (typeof item !== 'object' || item === null) return null;
    if (depth > MAX_DEPTH) return [];
    if (Array.isArray(item) && count + item.length > MAX_VALUES) throw tooManyValues();
    for (const name of Object.keys(item)) {
      const way = look((item as Record<string, unknown>)[name], depth + 1);
      if (way) return [...way, name];
    }
    return null;
  };
  const way = look(value, 1);
  if (way) throw tooDeep(way.reverse().reduce(pointerTo, ''));
}

/** A member named as one that every object has (`constructor`…) would pass for a known one. */
export const isReserved = (name: string): boolean => name in Object.prototype;

/** The members of a document in which any name may stand, but these. */
export function findReserved(value: unknown, pointer = ''): FieldError[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((name) =>
    isReserved(name) && isPlainObject(value)
      ? [unknownField(pointerTo(pointer, name))]
      : findReserved((value as Record<string, unknown>)[name], pointerTo(pointer, name)),
  );
}

export const unknownField = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'unknown_field',
    'Ce champ n’existe pas : retirez-le.',
    'There is no such field: remove it.',
  );

/** A name that holds a NIR is not said again. */
export const pointerTo = (parent: string, name: string): string =>
  holdsNir(name) ? `${parent}/…` : `${parent}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

const tooDeep = (pointer: string): AppError =>
  invalidField(
    pointer,
    'too_deep',
    `Pas plus de ${MAX_DEPTH} niveaux d’objets et de listes l’un dans l’autre.`,
    `No more than ${MAX_DEPTH} levels of objects and lists inside one another.`,
  );

const tooManyValues = (): AppError =>
  invalidField(
    '',
    'too_many_values',
    `Pas plus de ${MAX_VALUES} valeurs (objets, listes, textes, nombres…) en une demande : envoyez-la en plusieurs fois.`,
    `No more than ${MAX_VALUES} values (objects, lists, texts, numbers…) in one request: send it in parts.`,
  );
