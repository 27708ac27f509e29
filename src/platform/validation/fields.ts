import { applyDecorators, type Type } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type as TransformTo } from 'class-transformer';
import { IsOptional, ValidateBy, ValidateNested, type ValidationArguments } from 'class-validator';
import { isDay } from '../../kernel/days.js';
import { isUuid } from '../../kernel/ids.js';
import { bilingual, type Bilingual } from '../../kernel/language.js';
import { countCharacters, PASSWORD_FLAWS, PASSWORD_MAX, PASSWORD_MIN } from '../../kernel/password-flaws.js';
import { RefusesNir } from './nir-refusal.js';
import { isPlainObject } from './plain-object.js';

/** Small decorators that each join the check, its two sentences and the API schema of one kind of field. */

export interface FieldOptions {
  /** Absent or null is accepted. */
  readonly optional?: boolean;
  readonly description?: string;
  readonly example?: unknown;
}

/** What people type by hand, and so a NIR: nothing else is looked through for one. */
const typedByHand = (...decorator: Parameters<typeof field>): PropertyDecorator =>
  applyDecorators(field(...decorator), RefusesNir());

type Check = (value: unknown, object: object) => boolean;

/** One kind of field: its check, its two sentences, its schema. */
export function field(
  code: string,
  check: Check,
  text: Bilingual,
  schema: ApiPropertyOptions,
  { optional = false, description, example }: FieldOptions = {},
): PropertyDecorator {
  const property = {
    ...schema,
    required: !optional,
    ...(optional ? { nullable: true } : {}),
    ...(description === undefined ? {} : { description }),
    ...(example === undefined ? {} : { example }),
  } as ApiPropertyOptions;
  return applyDecorators(
    ...(optional ? [IsOptional()] : []),
    ValidateBy(
      {
        name: code,
        validator: {
          validate: (value: unknown, args?: ValidationArguments) => check(value, args?.object ?? {}),
        },
      },
      { message: JSON.stringify(text) }, // class-validator carries one string: both sentences travel in it
    ),
    ApiProperty(property),
  );
}

// Control characters (but tab and line breaks) and halves of characters: PostgreSQL or a spreadsheet would choke on them.
const UNSAFE =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

export const isText = (value: unknown, min: number, max: number): value is string =>
  typeof value === 'string' && value.trim().length >= min && value.length <= max && !UNSAFE.test(value);

/** A text that a person wrote; blank counts as empty. Never the place for a resident's name. */
export const Text = ({ max, min = 1, ...options }: FieldOptions & { max: number; min?: number }) =>
  typedByHand(
    'text',
    (value) => isText(value, min, max),
    bilingual(
      `Un texte de ${min} à ${max} caractères est attendu.`,
      `A text of ${min} to ${max} characters is expected.`,
    ),
    { type: String, minLength: min, maxLength: max },
    options,
  );

/** A password that somebody has: whatever it is. */
export const KnownPassword = () =>
  field(
    'text',
    (value) => isText(value, 1, PASSWORD_MAX),
    bilingual(
      `Un texte de 1 à ${PASSWORD_MAX} caractères est attendu.`,
      `A text of 1 to ${PASSWORD_MAX} characters is expected.`,
    ),
    { type: String, minLength: 1, maxLength: PASSWORD_MAX },
  );

/** A password that somebody chooses, as long as it takes. Whether it is a good one is judged where it is known whose it is. */
export const NewPassword = (options: FieldOptions = {}) =>
  field(
    PASSWORD_FLAWS.too_short.code,
    (value) => isText(value, 1, PASSWORD_MAX) && countCharacters(value) >= PASSWORD_MIN,
    bilingual(
      `Il faut de ${PASSWORD_MIN} à ${PASSWORD_MAX} caractères, espaces compris. Quatre mots sans rapport entre eux conviennent.`,
      `It takes ${PASSWORD_MIN} to ${PASSWORD_MAX} characters, spaces included. Four unrelated words will do.`,
    ),
    { type: String, minLength: PASSWORD_MIN, maxLength: PASSWORD_MAX },
    options,
  );

const CODE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** The code of a level, a mission, a competency, a framework. */
export const Code = (options: FieldOptions = {}) =>
  typedByHand(
    'code',
    (value) => typeof value === 'string' && CODE.test(value),
    bilingual(
      'Un code est attendu : 1 à 64 lettres sans accent, chiffres, points, tirets ou soulignés.',
      'A code is expected: 1 to 64 unaccented letters, digits, dots, dashes or underscores.',
    ),
    { type: String, pattern: CODE.source },
    options,
  );

const CLIENT_ID = /^[\x21-\x7E]{1,255}$/;

/** What the client calls something that it sends, so that it may send it again: any name, a UUID for example. */
export const ClientId = (options: FieldOptions = {}) =>
  typedByHand(
    'client_id',
    (value) => typeof value === 'string' && CLIENT_ID.test(value),
    bilingual(
      'Un identifiant de 1 à 255 caractères ASCII visibles est attendu, par exemple un UUID.',
      'An id of 1 to 255 visible ASCII characters is expected, a UUID for example.',
    ),
    { type: String, pattern: CLIENT_ID.source },
    options,
  );

/** A calendar day, `YYYY-MM-DD`, that exists. */
export const DayField = (options: FieldOptions = {}) =>
  field(
    'day',
    isDay,
    bilingual(
      'Un jour existant est attendu, au format AAAA-MM-JJ.',
      'An existing day is expected, as YYYY-MM-DD.',
    ),
    { type: String, format: 'date' },
    options,
  );

/** Capitals are accepted and lowered: an id is compared as it is stored. */
export const UuidField = (options: FieldOptions = {}) =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (isUuid(value) ? value.toLowerCase() : value)),
    field(
      'uuid',
      isUuid,
      bilingual('Un identifiant (UUID) est attendu.', 'An id (UUID) is expected.'),
      { type: String, format: 'uuid' },
      options,
    ),
  );

const EMAIL =
  /^[^\s@<>()[\]\\,;:"]{1,64}@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i;

export const Email = (options: FieldOptions = {}) =>
  typedByHand(
    'email',
    (value) => isText(value, 3, 254) && EMAIL.test(value),
    bilingual('Une adresse électronique est attendue.', 'An e-mail address is expected.'),
    { type: String, format: 'email', maxLength: 254 },
    options,
  );

/** `name` is how the API document calls the list of values. */
export const OneOf = (values: readonly string[], options: FieldOptions & { name?: string } = {}) =>
  field(
    'one_of',
    (value) => typeof value === 'string' && values.includes(value),
    bilingual(
      `Cette valeur n’est pas parmi celles qui sont possibles.`,
      `One of these is expected: ${values.join(', ')}.`,
    ),
    { enum: [...values], ...(options.name ? { enumName: options.name } : {}) } as ApiPropertyOptions,
    options,
  );

/** A list of them, without repetition. */
export const OneOfEach = (values: readonly string[], options: FieldOptions & { name: string }) =>
  field(
    'one_of_each',
    (value) =>
      Array.isArray(value) &&
      value.length > 0 &&
      value.every((item) => values.includes(item as string)) &&
      new Set(value).size === value.length,
    bilingual(
      `Une liste des valeurs possibles, chacune une fois, est attendue.`,
      `A list of different values is expected, among: ${values.join(', ')}.`,
    ),
    { enum: [...values], enumName: options.name, isArray: true, minItems: 1 } as ApiPropertyOptions,
    options,
  );

export const Flag = (options: FieldOptions = {}) =>
  field(
    'boolean',
    (value) => typeof value === 'boolean',
    bilingual('Vrai ou faux est attendu.', 'True or false is expected.'),
    { type: Boolean },
    options,
  );

export const Whole = ({ min, max, ...options }: FieldOptions & { min: number; max: number }) =>
  field(
    'whole_number',
    (value) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
    bilingual(
      `Un nombre entier de ${min} à ${max} est attendu.`,
      `A whole number from ${min} to ${max} is expected.`,
    ),
    { type: 'integer', minimum: min, maximum: max },
    options,
  );

/** An identifier with a rule of its own (SIRET, UAI…): `check` says whether it holds. */
export const Identifier = (
  name: string,
  check: (value: string) => boolean,
  text: Bilingual,
  options: FieldOptions = {},
) => field(name, (value) => typeof value === 'string' && check(value), text, { type: String }, options);

export const LIST = 'list';
/** The check of a list whose mistakes are told at the elements. */
export const EACH_AN_OBJECT = 'each_an_object';
const holdsObjects = (value: unknown) => !Array.isArray(value) || value.every(isPlainObject);

/** A list of objects, whatever each of them is. */
export const ListOf = (
  type: () => Type<object>,
  { min, max, ...options }: FieldOptions & { min: number; max: number },
) =>
  field(
    LIST,
    (value) => Array.isArray(value) && value.length >= min && value.length <= max,
    bilingual(
      `Une liste de ${min} à ${max} objets est attendue.`,
      `A list of ${min} to ${max} objects is expected.`,
    ),
    { type: () => type(), isArray: true, minItems: min, maxItems: max },
    options,
  );

/** A list of nested objects, each validated. */
export const Items = (type: () => Type<object>, options: FieldOptions & { min: number; max: number }) =>
  applyDecorators(
    ListOf(type, options),
    ValidateBy(
      { name: EACH_AN_OBJECT, validator: { validate: holdsObjects } },
      { message: JSON.stringify(bilingual('Un objet est attendu.', 'An object is expected.')) },
    ),
    ValidateNested({ each: true }),
    TransformTo(type),
  );

/** One nested object, validated. */
export const Nested = (type: () => Type<object>, options: FieldOptions = {}) =>
  applyDecorators(
    field(
      'object',
      isPlainObject,
      bilingual('Un objet est attendu.', 'An object is expected.'),
      { type: () => type() },
      options,
    ),
    ValidateNested(),
    TransformTo(type),
  );

/** A list of codes, without repetition. */
export const Codes = ({
  min,
  max,
  pattern = CODE,
  ...options
}: FieldOptions & { min: number; max: number; pattern?: RegExp }) =>
  typedByHand(
    'codes',
    (value) =>
      Array.isArray(value) &&
      value.length >= min &&
      value.length <= max &&
      value.every((item) => typeof item === 'string' && pattern.test(item)) &&
      new Set(value).size === value.length,
    bilingual(
      `Une liste de ${min} à ${max} codes différents est attendue.`,
      `A list of ${min} to ${max} different codes is expected.`,
    ),
    { type: String, pattern: pattern.source, isArray: true, minItems: min, maxItems: max, uniqueItems: true },
    options,
  );

/** `limit` of a list: 1 to 500, 50 unless told. Query fields arrive as text. */
export const Limit = () =>
  WholeInQuery({ min: 1, max: 500, optional: true, description: 'How many at most (50 unless told).' });

/** A whole number in a query, where everything is a text. */
export const WholeInQuery = (options: Parameters<typeof Whole>[0]) =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && /^\d{1,4}$/.test(value) ? Number(value) : value,
    ),
    Whole(options),
  );
