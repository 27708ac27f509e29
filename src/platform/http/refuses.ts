import { ApiExtension } from '@nestjs/swagger';

/** How `openapi-refusals.ts` finds in an operation what `@Refuses` declared. */
export const REFUSES = 'x-refuses-';

/** The codes that only this route answers, by status. Those that every route of its kind answers are derived. */
export const Refuses = (
  status: 400 | 401 | 403 | 404 | 409 | 422 | 503,
  ...codes: string[]
): MethodDecorator => ApiExtension(`${REFUSES}${status}`, codes);
