import { ValidateBy } from 'class-validator';
import type { FieldError } from '../../kernel/errors.js';
import { bilingual } from '../../kernel/language.js';
import { holdsNir } from '../../kernel/nir.js';
import { fieldError } from '../../kernel/refusals.js';
import { pointerTo } from './bounds.rules.js';

export const NIR_REFUSED = 'nir_refused';

const text = bilingual(
  'Ne donnez jamais le numéro de sécurité sociale : retirez-le, il n’a pas sa place ici.',
  'Never give a social security number (NIR): remove it, it has no place here.',
);

export const nirRefused = (pointer: string): FieldError =>
  fieldError(pointer, 'nir_refused', text.fr, text.en);

/** Refuses a text, or a list of texts, in which somebody wrote a NIR; what was sent is not said again. */
export const RefusesNir = (): PropertyDecorator =>
  ValidateBy({ name: NIR_REFUSED, validator: { validate: isFree } }, { message: JSON.stringify(text) });

/** No field takes as much: a longer text is refused for its length, unread. */
const READ_CHARACTERS = 20_000;

const isFree = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.every(isFree)
    : typeof value !== 'string' || value.length > READ_CHARACTERS || !holdsNir(value);

/** Every text of a document that no class describes, and every name of a member. */
export function findNirs(value: unknown, pointer = ''): FieldError[] {
  if (typeof value === 'string') return holdsNir(value) ? [nirRefused(pointer)] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => [
    ...(holdsNir(name) ? [nirRefused(pointerTo(pointer, name))] : []),
    ...findNirs(item, pointerTo(pointer, name)),
  ]);
}
