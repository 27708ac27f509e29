import { applyDecorators, type Type } from '@nestjs/common';
import { AppError, type FieldError } from '../../kernel/errors.js';
import { MalformedItem } from '../../kernel/malformed-item.js';
import { Transform } from 'class-transformer';
import { type AsSent, BY_ITSELF } from './described-members.js';
import { ListOf } from './fields.js';
import { AppValidationPipe } from './validation.pipe.js';

/** A list of objects of which each is judged by itself, by `readItems`. */
export const ItemsByThemselves = (
  type: () => Type<object>,
  options: { min: number; max: number; description: string },
) =>
  applyDecorators(
    ListOf(type, options),
    Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => obj[key]),
    Reflect.metadata(BY_ITSELF, true) as PropertyDecorator,
  );

const form = new AppValidationPipe();
/** No longer than a client's id may be. */
const MAX_CLIENT_ID = 255;

/**
 * Judges each item of a body's list `items` by itself, as if it had been sent alone: what is wrong with one refuses that one.
 * @returns in the order of the items, each as `read` makes it
 */
export async function readItems<Body extends object, Item>(
  sent: readonly AsSent[],
  metatype: Type<Body>,
  read: (body: Body) => Item,
): Promise<(Item | MalformedItem)[]> {
  const items: (Item | MalformedItem)[] = [];
  for (const [index, { item }] of sent.entries()) {
    try {
      items.push(read((await form.transform(item ?? null, { type: 'body', metatype })) as Body));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      items.push(new MalformedItem(clientIdOf(item), placed(error, `/items/${index}`)));
    }
  }
  return items;
}

function placed(error: AppError, at: string): AppError {
  const { errors, ...details } = error.details as { readonly errors?: readonly FieldError[] };
  if (!errors) return error;
  const moved = errors.map((one) => ({ ...one, pointer: `${at}${one.pointer}` }));
  return new AppError(error.kind, error.code, error.text, { ...details, errors: moved });
}

function clientIdOf(item: unknown): string {
  const { clientId } = (item ?? {}) as { readonly clientId?: unknown };
  return typeof clientId === 'string' && clientId.length <= MAX_CLIENT_ID ? clientId : '';
}
