import type { FieldError } from '../../../kernel/errors.js';
import { fieldError } from '../../../kernel/refusals.js';
import { note, present, readList, type Sent } from './reading.rules.js';

/** The codes that name blocks, competencies, levels and missions. */
export const CODE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Empty when it is none, which a later check leaves alone. */
export function readCode(from: Sent, name: string): string {
  const value = present(from, name);
  return value === undefined ? '' : asCode(from, name, value, CODE);
}

/** A list of codes, each at its place; what is no code is empty there. */
export function readCodes(from: Sent, name: string, max: number, pattern: RegExp = CODE): string[] {
  return readList(from, name, { min: 0, max }, (value, parent, index) =>
    asCode(parent, index, value, pattern),
  );
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
