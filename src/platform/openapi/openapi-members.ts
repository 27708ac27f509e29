import type { OpenAPIObject } from '@nestjs/swagger';

type Json = Record<string, unknown>;
type Named = Record<string, Json>;

const SCHEMA = '#/components/schemas/';

/** The names that members have everywhere, and what they are called in words. */
export type MemberWords = Readonly<Record<string, string>>;

/** Says of each member what it is, where its own class does not: by its name in that schema, by its name, or by how it is made. */
export function describeMembers(
  schemas: Named,
  words: MemberWords,
): { schemas: Named; lacking: readonly string[] } {
  const lacking: string[] = [];
  const isDescribed = ({ $ref }: Json): boolean =>
    typeof $ref === 'string' && schemas[$ref.slice(SCHEMA.length)]?.['description'] !== undefined;
  const described = Object.entries(schemas).map(([owner, schema]) => {
    const properties = schema['properties'] as Named | undefined;
    if (!properties) return [owner, schema];
    const members = Object.entries(properties).map(([name, member]) => {
      if (member['description'] !== undefined || isDescribed(member)) return [name, member];
      const description = words[`${owner}.${name}`] ?? words[name] ?? derived(name);
      if (description === undefined) lacking.push(`${owner}.${name}`);
      return [name, { ...member, ...(description === undefined ? {} : { description }) }];
    });
    return [owner, { ...schema, properties: Object.fromEntries(members) as Json }];
  });
  return { schemas: Object.fromEntries(described) as Named, lacking };
}

/** `decidedBy`, `decidedAt`, `mandateId`: what they are follows from their names. */
function derived(name: string): string | undefined {
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).split(' ');
  const [last, rest] = [words.at(-1), words.slice(0, -1).join(' ')];
  if (words.length < 2) return undefined;
  if (last === 'id') return `The id of the ${rest}.`;
  if (last === 'ids') return `The ids of the ${rest}s.`;
  if (last === 'by') return `Who ${rest} it, by id.`;
  if (last === 'count') return `How many ${rest}s.`;
  if ((last === 'at' || last === 'on') && rest.endsWith('ed')) return `When it was ${rest}.`;
  return undefined;
}

const FORM = 'application/x-www-form-urlencoded';

/**
 * A body may hold what is named, and nothing else: unknown members are refused, so the document says so. Not of a form, of
 * which what is not known is ignored (RFC 6749, section 3.2).
 */
export function closeBodies(paths: OpenAPIObject['paths'], schemas: Named): Named {
  const closed = { ...schemas };
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (typeof value !== 'object' || value === null) return;
    const { $ref } = value as Json;
    if (typeof $ref === 'string' && $ref.startsWith(SCHEMA)) close($ref.slice(SCHEMA.length));
    else Object.values(value).forEach(visit);
  };
  const seen = new Set<string>();
  const close = (name: string): void => {
    const schema = closed[name];
    if (!schema || seen.has(name)) return;
    seen.add(name);
    if (schema['type'] === 'object' && schema['properties'] && schema['additionalProperties'] === undefined) {
      closed[name] = { ...schema, additionalProperties: false };
    }
    visit(schema);
  };
  for (const operation of Object.values(paths).flatMap((path) => Object.values(path) as Json[])) {
    const { content = {} } = (operation['requestBody'] ?? {}) as { content?: Named };
    visit(Object.entries(content).flatMap(([type, media]) => (type === FORM ? [] : [media])));
  }
  return closed;
}
