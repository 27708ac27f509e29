import { note, pointerTo, UNSAFE, type Sent } from './reading.rules.js';

/** Members beside those that we know: refused, or kept where the document is open. */

const LIMITS = { depth: 8, name: 200, text: 10_000 };

/** Notes every member beside the known ones. */
export function refuseOthers(from: Sent, known: readonly string[]): void {
  const names = new Set(known);
  for (const name of Object.keys(from.members).filter((one) => !names.has(one))) {
    note(
      from,
      name,
      'unknown_field',
      'Ce champ n’existe pas : retirez-le.',
      'There is no such field: remove it.',
    );
  }
}

/** Every member beside the known ones, as it came; what PostgreSQL could not hold is noted. */
export function readOthers(from: Sent, known: readonly string[]): Record<string, unknown> {
  const others = Object.entries(from.members).filter(([name]) => !known.includes(name));
  for (const [name, value] of others) noteUnsafe(from, name, value, LIMITS.depth);
  return Object.fromEntries(others);
}

function noteUnsafe(from: Sent, name: string, value: unknown, depth: number): void {
  if (name.length > LIMITS.name || UNSAFE.test(name)) {
    note(
      from,
      name,
      'name',
      'Ce nom de champ est trop long ou contient des caractères interdits.',
      'This name of a field is too long or holds forbidden characters.',
    );
    return;
  }
  if (typeof value === 'string' && (value.length > LIMITS.text || UNSAFE.test(value))) {
    note(
      from,
      name,
      'text',
      `Un texte de ${LIMITS.text} caractères au plus est attendu, sans caractère de contrôle.`,
      `A text of at most ${LIMITS.text} characters is expected, without control characters.`,
    );
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth === 0) {
    note(
      from,
      name,
      'too_deep',
      'Cet objet est trop imbriqué : aplatissez-le.',
      'This object is nested too deep: flatten it.',
    );
    return;
  }
  const inside: Sent = { members: {}, pointer: pointerTo(from.pointer, name), mistakes: from.mistakes };
  for (const [key, item] of Object.entries(value)) noteUnsafe(inside, key, item, depth - 1);
}
