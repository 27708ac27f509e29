import type { FieldError } from '../../../kernel/errors.js';
import { isUuid, type Id } from '../../../kernel/ids.js';
import { fieldError } from '../../../kernel/refusals.js';

/**
 * Reads documents that somebody wrote, through the API or in a file, by one and the same rule: every mistake is noted
 * at its JSON Pointer and reading goes on, so that all of them are told at once.
 */

/** An object that was sent, where it stands, and the mistakes found so far in the whole document. */
export interface Sent {
  readonly members: Readonly<Record<string, unknown>>;
  readonly pointer: string;
  readonly mistakes: FieldError[];
}

// As the other fields of the API: control characters and halves of characters choke PostgreSQL and spreadsheets.
export const UNSAFE =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
export const sent = (value: unknown): Sent => ({
  members: isObject(value) ? value : {},
  pointer: '',
  mistakes: [],
});

export const pointerTo = (parent: string, name: string): string =>
  `${parent}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

export function readText(from: Sent, name: string, max: number): string {
  const value = present(from, name);
  if (value === undefined) return '';
  if (typeof value === 'string' && isText(value, max)) return value;
  note(
    from,
    name,
    'text',
    `Un texte de 1 à ${max} caractères est attendu.`,
    `A text of 1 to ${max} characters is expected.`,
  );
  return '';
}

export function readUuid<T extends Id<string>>(from: Sent, name: string): T | null {
  const value = present(from, name);
  if (value === undefined) return null;
  if (isUuid(value)) return value.toLowerCase() as T;
  note(from, name, 'uuid', 'Un identifiant (UUID) est attendu.', 'An id (UUID) is expected.');
  return null;
}

export function readOneOf<T extends string>(from: Sent, name: string, values: readonly T[]): T | null {
  const value = present(from, name);
  if (value === undefined) return null;
  const found = values.find((one) => one === value);
  const list = values.join(', ');
  if (found === undefined) {
    note(
      from,
      name,
      'one_of',
      `Une de ces valeurs est attendue : ${list}.`,
      `One of these is expected: ${list}.`,
    );
  }
  return found ?? null;
}

/** Absent or null is accepted. */
export function readWhole(
  from: Sent,
  name: string,
  { min, max }: { min: number; max: number },
): number | null {
  const value = from.members[name] ?? null;
  if (value === null) return null;
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
  note(
    from,
    name,
    'whole_number',
    `Un nombre entier de ${min} à ${max} est attendu.`,
    `A whole number from ${min} to ${max} is expected.`,
  );
  return null;
}

/** Absent or null is accepted. */
export function readFlag(from: Sent, name: string): boolean | null {
  const value = from.members[name] ?? null;
  if (value === null || typeof value === 'boolean') return value;
  note(from, name, 'boolean', 'Vrai ou faux est attendu.', 'True or false is expected.');
  return null;
}

export function readItems<T>(
  from: Sent,
  name: string,
  size: { min: number; max: number },
  read: (item: Sent) => T,
): T[] {
  return readList(from, name, size, (value, parent, index) => {
    if (!isObject(value)) note(parent, index, 'object', 'Un objet est attendu.', 'An object is expected.');
    return read({
      members: isObject(value) ? value : {},
      pointer: pointerTo(parent.pointer, index),
      // What is no object is one mistake, not one for each field that it lacks.
      mistakes: isObject(value) ? from.mistakes : [],
    });
  });
}

/** An object, or null when it is absent, null or something else. */
export function readObject<T>(from: Sent, name: string, read: (object: Sent) => T): T | null {
  const value = from.members[name] ?? null;
  if (value === null) return null;
  if (isObject(value)) {
    return read({ members: value, pointer: pointerTo(from.pointer, name), mistakes: from.mistakes });
  }
  note(from, name, 'object', 'Un objet est attendu.', 'An object is expected.');
  return null;
}

/** Reads each element at its place. */
export function readList<T>(
  from: Sent,
  name: string,
  { min, max }: { min: number; max: number },
  read: (value: unknown, parent: Sent, index: string) => T,
): T[] {
  const value = present(from, name);
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length < min || value.length > max) {
    note(
      from,
      name,
      'list',
      `Une liste de ${min} à ${max} éléments est attendue.`,
      `A list of ${min} to ${max} elements is expected.`,
    );
  }
  // A list far too long is one mistake: its elements are not read.
  if (!Array.isArray(value) || value.length > max) return [];
  const list: Sent = { members: {}, pointer: pointerTo(from.pointer, name), mistakes: from.mistakes };
  return value.map((item: unknown, index) => read(item, list, String(index)));
}

/** The member, undefined once it is noted as missing. */
export function present(from: Sent, name: string): unknown {
  const value = Object.hasOwn(from.members, name) ? from.members[name] : null;
  if (value !== null && value !== undefined) return value;
  note(from, name, 'required', 'Ce champ est obligatoire.', 'This field is required.');
  return undefined;
}

export function note(from: Sent, name: string, code: string, fr: string, en: string): void {
  from.mistakes.push(fieldError(pointerTo(from.pointer, name), code, fr, en));
}

const isText = (value: string, max: number): boolean =>
  value.trim() !== '' && value.length <= max && !UNSAFE.test(value);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
