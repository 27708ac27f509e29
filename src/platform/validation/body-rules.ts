import type { ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA, RouteParamtypes } from '@nestjs/common/internal';
import type { FastifyRequest } from 'fastify';
import type { Day } from '../../kernel/days.js';
import { AppError, type ErrorKind, type FieldError } from '../../kernel/errors.js';
import { validationFailed } from '../../kernel/refusals.js';
import { asDescribed, formOf } from './described-members.js';
import { isPlainObject } from './plain-object.js';
import { AppValidationPipe } from './validation.pipe.js';

/** A body of which some members may be missing or were refused by themselves: those are undefined. */
export type Sound<Body> = {
  readonly [Name in keyof Body]?:
    | (NonNullable<Body[Name]> extends readonly (infer Item)[]
        ? readonly (Item extends object ? Sound<Item> | undefined : Item | undefined)[]
        : Body[Name])
    | null;
};

/** What is wrong between the members of a body, whatever is stored. */
export type BodyRule<Body> = (body: Sound<Body>, today: Day) => readonly FieldError[];

const RULE = 'palier:body-rule';

/**
 * Says what of a body is wrong between its members. The service that takes the body refuses it for the same; the rule is
 * asked when a body is refused, so that its mistakes are told beside those of its fields, and before what it is about is
 * not found.
 */
export const Judged =
  <Body extends object>(rule: BodyRule<Body>) =>
  (body: new () => Body): void =>
    Reflect.defineMetadata(RULE, rule, body);

/** A member that was sent, and is not there because it is wrong by itself. */
export const wasRefused = <Body extends object>(body: Body, name: keyof Body): boolean =>
  name in body && body[name] === undefined;

/** The places of those that stand in the list already, further up. */
export function findRepeated<Item extends object>(
  items: readonly (Item | undefined)[] | null | undefined,
  keyOf: (item: Item) => readonly unknown[],
): number[] {
  const seen = new Set<string>();
  return (items ?? []).flatMap((item, index) => {
    const parts = item ? keyOf(item) : [undefined];
    if (parts.some((part) => part === undefined)) return [];
    const key = JSON.stringify(parts);
    const isRepeated = seen.has(key);
    seen.add(key);
    return isRepeated ? [index] : [];
  });
}

/** What a body's own mistakes are told before. Who may ask, and what a key was used for, comes before them. */
const AFTER_THE_BODY: readonly ErrorKind[] = [
  'not_found',
  'forbidden',
  'conflict',
  'removed',
  'precondition_failed',
  'precondition_required',
];
const BEFORE_THE_BODY = ['person_required', 'idempotency_in_flight'];
const form = new AppValidationPipe();

/** The refusal with everything that is wrong with the body alone; or as it is, where nothing is, or it comes first. */
export async function withBodyMistakes(
  error: unknown,
  context: ExecutionContext,
  today: Day,
): Promise<unknown> {
  const type = bodyTypeOf(context);
  const { body } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!(error instanceof AppError) || type === null || !isPlainObject(body)) return error;
  const isAfter = AFTER_THE_BODY.includes(error.kind) && !BEFORE_THE_BODY.includes(error.code);
  if (!isAfter && !isOfTheBody(error)) return error;

  const known = isAfter ? await formRefusal(body, type) : error;
  const reported = (known?.details['errors'] ?? []) as readonly FieldError[];
  const rule = Reflect.getMetadata(RULE, type) as BodyRule<object> | undefined;
  if (!rule || known?.details['errorsOmitted'] !== undefined || reported.some(isOfTheWhole))
    return known ?? error;
  const more = rule(soundPart(body, type, reported), today).filter(
    (mistake) => !reported.some(({ pointer }) => isWithin(mistake.pointer, pointer)),
  );
  if (more.length === 0) return known ?? error;
  // A refusal that has a code of its own keeps it while nothing else is wrong.
  return known?.code !== 'validation_failed' && reported.length + more.length === 1
    ? (known ?? validationFailed(more))
    : validationFailed([...reported, ...more]);
}

/** A 422 that lists what is wrong with the fields of the body. */
const isOfTheBody = ({ kind, details }: AppError): boolean => kind === 'invalid' && 'errors' in details;

const isWithin = (pointer: string, other: string): boolean =>
  pointer === other || pointer.startsWith(`${other}/`);

async function formRefusal(body: object, metatype: new () => object): Promise<AppError | null> {
  try {
    await form.transform(body, { type: 'body', metatype });
    return null;
  } catch (refusal) {
    if (refusal instanceof AppError && isOfTheBody(refusal)) return refusal;
    throw refusal;
  }
}

/** The class of the body that a route takes. */
function bodyTypeOf(context: ExecutionContext): (new () => object) | null {
  const [type, name] = [context.getClass(), context.getHandler().name];
  const read = (Reflect.getMetadata(ROUTE_ARGS_METADATA, type, name) ?? {}) as object;
  const key = Object.keys(read).find((argument) => argument.startsWith(`${RouteParamtypes.BODY}:`));
  if (key === undefined) return null;
  const types = Reflect.getMetadata('design:paramtypes', type.prototype as object, name) as unknown[];
  const found = types[Number(key.split(':')[1])];
  return typeof found === 'function' && found !== Object ? (found as new () => object) : null;
}

/** Stops at a body that is too large or too deep: nothing more is looked at. */
const isOfTheWhole = ({ code }: FieldError): boolean => code === 'too_deep' || code === 'too_many_values';

/** A copy as far as it is described, without what was refused by itself. */
function soundPart(body: object, type: new () => object, reported: readonly FieldError[]): object {
  const copy = asDescribed(body, formOf(type) ?? new Map()).described as object;
  for (const { pointer } of reported) {
    const names = pointer
      .split('/')
      .slice(1)
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    const last = names.pop();
    const parent = names.reduce<unknown>(
      (inside, name) => (typeof inside === 'object' && inside !== null ? (inside as never)[name] : undefined),
      copy,
    );
    if (last === undefined || typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, last))
      continue;
    (parent as Record<string, unknown>)[last] = undefined;
  }
  return copy;
}
