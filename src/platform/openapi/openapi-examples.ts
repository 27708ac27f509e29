/** The parts of a JSON schema that tell what an example looks like. */
export interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
}

/**
 * Examples of whole bodies, put together from those of their fields: one of a schema (`ActBody`), of a field of it
 * (`ContractResponse.cause`), or of every field of a name (`givenName`), the closest first.
 */
export class Examples {
  /** Fields that nobody gave an example for. */
  readonly lacking = new Set<string>();

  constructor(
    private readonly schemas: Readonly<Record<string, Schema>>,
    private readonly given: Readonly<Record<string, unknown>>,
  ) {}

  of(schema: Schema, owner = '', field = ''): unknown {
    const name = schema.$ref?.split('/').at(-1);
    if (name !== undefined) return this.given[name] ?? this.of(this.schemas[name] ?? {}, name, field);
    const [first] = schema.examples ?? schema.enum ?? (schema.const === undefined ? [] : [schema.const]);
    if (first !== undefined) return first;
    const [chosen] = (schema.anyOf ?? schema.oneOf ?? []).filter(({ type }) => type !== 'null');
    if (chosen) return this.of(chosen, owner, field);
    if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => this.of(part, owner, field)));
    return this.ofType(schema, owner, field);
  }

  private ofType(schema: Schema, owner: string, field: string): unknown {
    const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type;
    switch (type) {
      case 'object':
        return this.ofObject(schema, owner);
      case 'array':
        return [this.of(schema.items ?? {}, owner, field)];
      case 'boolean':
        return true;
      case 'integer':
      case 'number':
        return schema.minimum ?? 1;
      default:
        return this.ofText(schema.format, owner, field);
    }
  }

  /** An optional field is shown only where somebody gave an example of it. */
  private ofObject({ properties = {}, required = [] }: Schema, owner: string): Record<string, unknown> {
    const shown: Record<string, unknown> = {};
    for (const [field, schema] of Object.entries(properties)) {
      const key = [`${owner}.${field}`, ...(isFree(schema) ? [field] : [])].find((one) => one in this.given);
      if (key !== undefined) shown[field] = this.given[key];
      else if (required.includes(field)) shown[field] = this.of(schema, owner, field);
    }
    return shown;
  }

  private ofText(format: string | undefined, owner: string, field: string): unknown {
    if (format === 'date') return '2026-03-12';
    if (format === 'date-time') return '2026-03-12T08:30:00.000Z';
    if (format === 'uuid') return '0199c1d2-0000-7000-8000-00000000000a';
    this.lacking.add(`${owner}.${field}`);
    return '…';
  }
}

/** `reason` may be a text here and a code there: an example of every field of a name is not one of a list of values. */
const isFree = ({ enum: values, examples, $ref, anyOf }: Schema): boolean =>
  !values && !examples && !$ref && !anyOf?.some((one) => one.$ref);
