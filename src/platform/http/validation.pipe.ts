import { Injectable, ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import type { FieldError } from '../../kernel/errors.js';
import { fieldError, invalidField, validationFailed } from '../../kernel/refusals.js';

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
      throw invalidField('', 'object', 'Un objet JSON est attendu.', 'A JSON object is expected.');
    }
    const reserved = findReserved(value);
    if (reserved) {
      throw invalidField(
        reserved,
        'unknown_field',
        'Ce champ n’existe pas : retirez-le.',
        'There is no such field: remove it.',
      );
    }
    return super.transform(value, metadata);
  }
}

/** A field named as a member that every object has (`constructor`…) would pass for a known one. @returns its pointer */
function findReserved(value: unknown, pointer = ''): string | null {
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, item] of Object.entries(value)) {
    if (!Array.isArray(value) && key in Object.prototype) return `${pointer}/${key}`;
    const nested = findReserved(item, `${pointer}/${key}`);
    if (nested) return nested;
  }
  return null;
}

/** One error per field: the first check that failed, `required` when nothing was sent. */
function fieldErrors(error: ValidationError, parent: string): FieldError[] {
  const pointer = `${parent}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const nested = (error.children ?? []).flatMap((child) => fieldErrors(child, pointer));
  const codes = Object.keys(error.constraints ?? {});
  if (codes.includes('whitelistValidation')) {
    return [
      fieldError(
        pointer,
        'unknown_field',
        'Ce champ n’existe pas : retirez-le.',
        'There is no such field: remove it.',
      ),
    ];
  }
  const code = codes[0];
  if (!code) return nested;
  const value = error.value as unknown;
  if (value === undefined || value === null) {
    return [fieldError(pointer, 'required', 'Ce champ est obligatoire.', 'This field is required.')];
  }
  const text = JSON.parse(error.constraints?.[code] ?? '{}') as { fr: string; en: string };
  return [fieldError(pointer, code, text.fr, text.en), ...nested];
}
