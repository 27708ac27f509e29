import { Injectable, ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { AppError, type FieldError } from '../../kernel/errors.js';
import { fieldError, invalidField, validationFailed } from '../../kernel/refusals.js';
import { findReserved, pointerTo, requireBounded, unknownField } from './bounds.rules.js';
import { asDescribed, formOf } from './described-members.js';
import { EACH_AN_OBJECT, LIST } from './fields.js';
import { findNirs, NIR_REFUSED } from './nir-refusal.js';
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

  /** What is there to judge is bounded first, and then no more than described. */
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'custom') return value;
    if (metadata.type === 'body' && value !== undefined) {
      if (!isPlainObject(value)) throw notAnObject();
      requireBounded(value);
    }
    const form = isPlainObject(value) ? formOf(metadata.metatype) : null;
    if (!form) {
      const reserved = [...findReserved(value), ...findNirs(value)];
      if (reserved.length > 0) throw validationFailed(reserved);
      return super.transform(value, metadata);
    }
    const { described, reserved, omitted } = asDescribed(value, form);
    if (reserved.length === 0 && omitted === 0) return super.transform(described, metadata);
    const { errors, errorsOmitted = 0 } = await this.mistakesOf(described, metadata);
    throw validationFailed([...reserved, ...errors], omitted + errorsOmitted);
  }

  private async mistakesOf(value: unknown, metadata: ArgumentMetadata): Promise<Mistakes> {
    try {
      await super.transform(value, metadata);
      return { errors: [] };
    } catch (refusal) {
      if (refusal instanceof AppError && 'errors' in refusal.details) return refusal.details as Mistakes;
      throw refusal;
    }
  }
}

type Mistakes = { readonly errors: readonly FieldError[]; readonly errorsOmitted?: number };

export const notAnObject = () =>
  invalidField('', 'object', 'Un objet JSON est attendu.', 'A JSON object is expected.');

/** One error per field: the first check that failed, `required` when nothing was sent. What is refused as a whole is one mistake. */
function fieldErrors(error: ValidationError, parent: string): FieldError[] {
  const pointer = pointerTo(parent, error.property);
  const { constraints = {}, children = [] } = error;
  if ('whitelistValidation' in constraints) return [unknownField(pointer)];
  const value = error.value as unknown;
  const code = failedCheck(Object.keys(constraints));
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

/** A NIR before anything else; what is no list, or too long a one, before what its elements are; else the first. */
const failedCheck = (names: readonly string[]): string | undefined =>
  names.find((one) => one === NIR_REFUSED) ??
  names.find((one) => one === LIST) ??
  names.find((one) => one !== 'nestedValidation');
