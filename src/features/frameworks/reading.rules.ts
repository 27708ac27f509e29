import type { FieldError } from '../../kernel/errors.js';
import { isUuid, type Id } from '../../kernel/ids.js';
import { fieldError } from '../../kernel/refusals.js';

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
const UNSAFE =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
export const CODE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

const EXTRA = { depth: 8, name: 200, text: 10_000 };

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

/** Empty when it is none, which a later check leaves alone. */
export function readCode(from: Sent, name: string): string {
  const value = present(from, name);
  return value === undefined ? '' : asCode(from, name, value, CODE);
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
  note(from, name, 'boolean', 'Vrai ou faux (true, false) est attendu.', 'True or false is expected.');
  return null;
}

/** A list of codes, each at its place; what is no code is empty there. */
export function readCodes(from: Sent, name: string, max: number, pattern: RegExp = CODE): string[] {
  return readList(from, name, { min: 0, max }, (value, parent, index) =>
    asCode(parent, index, value, pattern),
  );
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

/** Notes every member beside the known ones. */
export function refuseOthers(from: Sent, known: readonly string[]): void {
  for (const name of Object.keys(from.members).filter((one) => !known.includes(one))) {
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
  for (const [name, value] of others) noteUnsafe(from, name, value, EXTRA.depth);
  return Object.fromEntries(others);
}

/** Notes each code that stands for the second time; empty ones were noted before. */
export function noteRepeated(
  codes: readonly { readonly code: string; readonly pointer: string }[],
): FieldError[] {
  const seen = new Set<string>();
  return codes.flatMap(({ code, pointer }) => {
    if (code === '' || !seen.has(code)) {
      seen.add(code);
      return [];
    }
    return [
      fieldError(
        pointer,
        'duplicate_code',
        `Le code « ${code} » figure déjà plus haut : un code ne sert qu’une fois.`,
        `The code "${code}" already stands above: a code is used once.`,
      ),
    ];
  });
}

function readList<T>(
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
function present(from: Sent, name: string): unknown {
  const value = Object.hasOwn(from.members, name) ? from.members[name] : null;
  if (value !== null && value !== undefined) return value;
  note(from, name, 'required', 'Ce champ est obligatoire.', 'This field is required.');
  return undefined;
}

function asCode(from: Sent, name: string, value: unknown, pattern: RegExp): string {
  if (typeof value === 'string' && pattern.test(value)) return value;
  note(
    from,
    name,
    'code',
    'Un code est attendu : 1 à 64 lettres sans accent, chiffres, points, tirets ou soulignés.',
    'A code is expected: 1 to 64 unaccented letters, digits, dots, dashes or underscores.',
  );
  return '';
}

function noteUnsafe(from: Sent, name: string, value: unknown, depth: number): void {
  if (name.length > EXTRA.name || UNSAFE.test(name)) {
    note(
      from,
      name,
      'name',
      'Ce nom de champ est trop long ou contient des caractères interdits.',
      'This name of a field is too long or holds forbidden characters.',
    );
    return;
  }
  if (typeof value === 'string' && (value.length > EXTRA.text || UNSAFE.test(value))) {
    note(
      from,
      name,
      'text',
      `Un texte de ${EXTRA.text} caractères au plus est attendu, sans caractère de contrôle.`,
      `A text of at most ${EXTRA.text} characters is expected, without control characters.`,
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

function note(from: Sent, name: string, code: string, fr: string, en: string): void {
  from.mistakes.push(fieldError(pointerTo(from.pointer, name), code, fr, en));
}

const isText = (value: string, max: number): boolean =>
  value.trim() !== '' && value.length <= max && !UNSAFE.test(value);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
