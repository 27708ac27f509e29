import { Injectable, ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { AppError, type FieldError } from '../../kernel/errors.js';
import { fieldError, invalidField, validationFailed } from '../../kernel/refusals.js';
import { EACH_AN_OBJECT } from './fields.js';
import { isPlainObject } from './plain-object.js';

/** Well-formed or 422, with every field that is wrong at once. Unknown fields are errors. */
@Injectable()
export class AppValidationPipe extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      validationError: { target: false, value: true },
      exceptionFactory: (errors) => validationFailed(errors.flatMap((error) => fieldErrors(error, ''))),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'custom') return value;
    if (
      metadata.type === 'body' &&
      value !== undefined &&
      (typeof value !== 'object' || value === null || Array.isArray(value))
    ) {
      throw notAnObject();
    }
    if (!isSuspect(value)) return super.transform(value, metadata);
    const { sound, reserved } = withoutReserved(value);
    const others = await this.mistakesOf(sound, metadata);
    const told = reserved.filter(
      (pointer) => !others.some((other) => pointer.startsWith(`${other.pointer}/`)),
    );
    throw validationFailed([...told.map(unknownField), ...others]);
  }

  private async mistakesOf(value: unknown, metadata: ArgumentMetadata): Promise<FieldError[]> {
    try {
      await super.transform(value, metadata);
      return [];
    } catch (refusal) {
      const errors = refusal instanceof AppError ? refusal.details['errors'] : undefined;
      if (!Array.isArray(errors)) throw refusal;
      return errors as FieldError[];
    }
  }
}

/** Deeper than anything that we describe, and shallower than what would exhaust a stack, ours or PostgreSQL's. */
const MAX_DEPTH = 32;

/** A field named as a member that every object has (`constructor`…) would pass for a known one. */
const isReserved = (name: string): boolean => name in Object.prototype;

/** Holds a reserved name, or is nested too deep. */
function isSuspect(value: unknown, depth = 1): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth > MAX_DEPTH) return true;
  if (Array.isArray(value)) return value.some((item) => isSuspect(item, depth + 1));
  return Object.entries(value).some(([name, item]) => isReserved(name) || isSuspect(item, depth + 1));
}

/**
 * @returns the value without its reserved members, and their pointers
 * @throws validation_failed when it is nested too deep
 */
function withoutReserved(value: unknown): { sound: unknown; reserved: string[] } {
  const reserved: string[] = [];
  const copy = (item: unknown, pointer: string, depth: number): unknown => {
    if (typeof item !== 'object' || item === null) return item;
    if (depth > MAX_DEPTH) throw tooDeep(pointer);
    if (Array.isArray(item)) return item.map((one, index) => copy(one, `${pointer}/${index}`, depth + 1));
    const members: [string, unknown][] = [];
    for (const [name, member] of Object.entries(item)) {
      const at = pointerTo(pointer, name);
      if (isReserved(name)) reserved.push(at);
      else members.push([name, copy(member, at, depth + 1)]);
    }
    return Object.fromEntries(members);
  };
  return { sound: copy(value, '', 1), reserved };
}

export const notAnObject = () =>
  invalidField('', 'object', 'Un objet JSON est attendu.', 'A JSON object is expected.');

const tooDeep = (pointer: string) =>
  invalidField(
    pointer,
    'too_deep',
    `Pas plus de ${MAX_DEPTH} niveaux d’objets et de listes l’un dans l’autre.`,
    `No more than ${MAX_DEPTH} levels of objects and lists inside one another.`,
  );

export const unknownField = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'unknown_field',
    'Ce champ n’existe pas : retirez-le.',
    'There is no such field: remove it.',
  );

export const pointerTo = (parent: string, name: string): string =>
  `${parent}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** One error per field: the first check that failed, `required` when nothing was sent. What is refused as a whole is one mistake. */
function fieldErrors(error: ValidationError, parent: string): FieldError[] {
  const pointer = pointerTo(parent, error.property);
  const { constraints = {}, children = [] } = error;
  if ('whitelistValidation' in constraints) return [unknownField(pointer)];
  const value = error.value as unknown;
  const code = Object.keys(constraints).find((one) => one !== 'nestedValidation');
  if (!code) return children.flatMap((child) => fieldErrors(child, pointer));
  if (value === undefined || value === null) {
    return [fieldError(pointer, 'required', 'Ce champ est obligatoire.', 'This field is required.')];
  }
  const text = JSON.parse(constraints[code] ?? '{}') as { fr: string; en: string };
  if (code !== EACH_AN_OBJECT || !Array.isArray(value)) return [fieldError(pointer, code, text.fr, text.en)];
  return value.flatMap((item: unknown, index) =>
    isPlainObject(item)
      ? children
          .filter(({ property }) => property === String(index))
          .flatMap((child) => fieldErrors(child, pointer))
      : [fieldError(`${pointer}/${index}`, 'object', text.fr, text.en)],
  );
}
