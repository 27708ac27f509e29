import { ApiExtension, ApiProperty } from '@nestjs/swagger';

/** How `openapi-refusals.ts` finds in an operation what `@Refuses` declared. */
export const REFUSES = 'x-refuses-';

/** The codes that only this route answers, by status. Those that every route of its kind answers are derived. */
export const Refuses = (
  status: 400 | 401 | 403 | 404 | 406 | 409 | 410 | 422 | 429 | 500 | 503,
  ...codes: string[]
): MethodDecorator => ApiExtension(`${REFUSES}${status}`, codes);

/** How `openapi.ts` finds the codes that items of an answer may have. */
export const ITEMS_REFUSED = 'x-items-refused';

/** The codes for which single items of an answer are refused, while the answer as a whole is a success. */
export const RefusesItems = (...codes: readonly string[]): MethodDecorator =>
  ApiExtension(ITEMS_REFUSED, [...codes]);

/** The whole problem document of an item that was refused for one of these codes; absent where it was not. */
export const ItemProblem = (...codes: readonly string[]): PropertyDecorator =>
  ApiProperty({
    required: false,
    oneOf: codes.map((code) => ({ $ref: `#/components/schemas/${problemSchema(code)}` })),
  });

/** The name of the schema of a code's problem document. */
export const problemSchema = (code: string): string => `${pascal(code)}Problem`;

export const pascal = (name: string): string =>
  name
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
