import type { Type } from '@nestjs/common';
import type { FieldError } from '../../kernel/errors.js';
import { MAX_ERRORS } from '../../kernel/refusals.js';
import { isReserved, pointerTo, unknownField } from './bounds.rules.js';
import { isPlainObject } from './plain-object.js';

/** Where `@ApiProperty` keeps the names of a class's members, and what it says of each. */
const NAMES = 'swagger/apiModelPropertiesArray';
const MEMBER = 'swagger/apiModelProperties';

/** Marks a list of which each item is judged by itself, afterwards. */
export const BY_ITSELF = 'palier:by-itself';

/** An item as it was sent, out of reach of what copies bodies and strips them: nothing that makes it wrong is lost. */
export class AsSent {
  readonly #item: unknown;

  constructor(item: unknown) {
    this.#item = item;
  }

  get item(): unknown {
    return this.#item;
  }
}

/** What `@ApiProperty` says of one member. */
interface Member {
  readonly type?: unknown;
  readonly isArray?: boolean;
  readonly maxItems?: number;
  readonly isByItself?: boolean;
}
export type Form = ReadonlyMap<string, Member>;

/** Longer than any list that is described without a maximum, which holds each of a few values once. */
const MAX_ITEMS = 1_000;
const forms = new WeakMap<object, Form>();

/** The members of a class as the document of the API tells them; null for a class that it does not describe. */
export function formOf(type: unknown): Form | null {
  if (typeof type !== 'function') return null;
  const known = forms.get(type);
  if (known) return known;
  const { prototype } = type as { prototype?: object };
  const names = (prototype && Reflect.getMetadata(NAMES, prototype)) as string[] | undefined;
  if (!prototype || !names) return null;
  const form = new Map(
    names.map((written) => {
      const name = written.slice(1); // `:name`
      const member = Reflect.getMetadata(MEMBER, prototype, name) as Member;
      return [name, { ...member, isByItself: Reflect.hasMetadata(BY_ITSELF, prototype, name) }];
    }),
  );
  forms.set(type, form);
  return form;
}

/** What is told of members that no form knows. */
export interface Undescribed {
  /** Those named as members that every object has, which nothing else would notice. */
  readonly reserved: readonly FieldError[];
  /** How many more there are than are told. */
  readonly omitted: number;
}

/**
 * A body (or query) as far as its form describes it. What its checks refuse whatever is inside (an object for a text, a
 * list that is too long) comes without its inside, so that they have nothing to walk through; of the members that no form
 * knows come as many as are told, for the checks to refuse at their place.
 */
export function asDescribed(sent: unknown, form: Form): Undescribed & { readonly described: unknown } {
  const reserved: FieldError[] = [];
  let unknown = 0;
  const ofObject = (value: unknown, members: Form, pointer: string): unknown => {
    if (!isPlainObject(value)) return empty(value);
    const kept: Record<string, unknown> = {};
    for (const name of Object.keys(value)) {
      const member = members.get(name);
      if (member) kept[name] = ofMember(value[name], member, pointerTo(pointer, name));
      else if (isReserved(name)) reserved.push(unknownField(pointerTo(pointer, name)));
      else if (++unknown <= MAX_ERRORS) kept[name] = null;
    }
    return kept;
  };
  const ofMember = (value: unknown, member: Member, pointer: string): unknown => {
    const nested = formOf(lazy(member.type));
    const isList = member.isArray === true || member.type === 'array';
    if (!isList) return nested ? ofObject(value, nested, pointer) : empty(value);
    if (!Array.isArray(value)) return empty(value);
    const { maxItems = MAX_ITEMS } = member;
    if (value.length > maxItems) return Array.from({ length: maxItems + 1 }, () => null);
    if (member.isByItself) return value.map((item) => new AsSent(item));
    return value.map((item: unknown, index) =>
      nested ? ofObject(item, nested, `${pointer}/${index}`) : empty(item),
    );
  };
  const described = ofObject(sent, form, '');
  return { described, reserved, omitted: Math.max(0, unknown - MAX_ERRORS) };
}

/** A class that is told by a function, since it may be declared later. */
const lazy = (type: unknown): unknown =>
  typeof type === 'function' && type.prototype === undefined ? (type as () => Type)() : type;

function empty(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? [] : {};
}
