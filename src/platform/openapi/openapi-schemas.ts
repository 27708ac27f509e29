import type { OpenAPIObject } from '@nestjs/swagger';

type Json = Record<string, unknown>;

/** `value` with each object in it replaced, the innermost first. */
export function mapDeep(value: unknown, replace: (object: Json) => Json): unknown {
  if (Array.isArray(value)) return value.map((item) => mapDeep(item, replace));
  if (typeof value !== 'object' || value === null) return value;
  return replace(
    Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapDeep(item, replace)])),
  );
}

/**
 * Schemas as OpenAPI 3.1 and its generators like them: a schema that has a title is a component of that name, a
 * reference keeps its description beside it, an example is one of `examples`.
 */
export function tidySchemas(document: OpenAPIObject): OpenAPIObject {
  const named: Json = {};
  const tidied = mapDeep(document, (object) => {
    const { title, ...schema } = tidy(object);
    if (typeof title !== 'string' || !('type' in schema)) return tidy(object);
    named[title] = schema;
    return { $ref: `#/components/schemas/${title}` };
  }) as OpenAPIObject;
  Object.assign(tidied.components?.schemas ?? {}, named);
  return tidied;
}

function tidy(schema: Json): Json {
  const { allOf, example, ...rest } = schema;
  if (Array.isArray(allOf) && allOf.length === 1) return tidy({ ...rest, ...(allOf[0] as Json) });
  if (example !== undefined && ('type' in schema || '$ref' in schema))
    return { ...rest, examples: [example] };
  return schema;
}
