import type { OpenAPIObject } from '@nestjs/swagger';
import { wordsBeside, type WordsBeside } from '../../kernel/words-beside.js';

type Json = Record<string, unknown>;
type Named = Record<string, Json>;

const SCHEMA = '#/components/schemas/';

/** Both are optional: a refusal, and an answer under a strong tag, may lack them. */
const SAID: Named = {
  Called: { type: ['string', 'null'], description: 'What people call what the code beside it names.' },
  Who: {
    type: ['string', 'null'],
    description: 'The name of the person beside it; null to whoever may not see them. Only where it is read.',
  },
};

/** Describes what is put beside the codes and ids of answers. What is sent as well says nothing more than what was sent. */
export function describeWordsBeside(paths: OpenAPIObject['paths'], schemas: Named): Named {
  const operations = Object.values(paths).flatMap((path) => Object.values(path) as Json[]);
  const sent = reachable(
    operations.map(({ requestBody }) => requestBody),
    schemas,
  );
  const answered = reachable(
    operations.map(({ responses }) => successesIn(responses as Json)),
    schemas,
  );
  const described = Object.entries(schemas).map(([name, schema]) => [
    name,
    answered.has(name) && !sent.has(name) ? withWords(schema) : schema,
  ]);
  return { ...(Object.fromEntries(described) as Named), ...SAID };
}

const successesIn = (responses: Json): unknown =>
  Object.entries(responses).filter(([status]) => status.startsWith('2'));

function withWords(schema: Json): Json {
  const properties = schema['properties'] as Named | undefined;
  if (!properties) return schema;
  const described: Named = {};
  for (const [name, member] of Object.entries(properties)) {
    described[name] = member;
    const words = wordsBeside(name, (other) => other in properties);
    const beside = words && describedBy(words, member);
    if (beside) described[words.member] = beside;
  }
  return { ...schema, properties: described };
}

/** Null: what the member holds is no code and no id. */
function describedBy({ kind, member: beside }: WordsBeside, member: Json): Json | null {
  const isMany = beside.endsWith('s');
  const one = (isMany ? member['items'] : member) as Json | undefined;
  const types = [one?.['type']].flat();
  const isId = one?.['format'] === 'uuid';
  if (!types.includes('string') || one?.['enum'] || isId !== (kind === 'person')) return null;
  const words = { $ref: `${SCHEMA}${kind === 'person' ? 'Who' : 'Called'}` };
  return isMany ? { type: 'array', items: words, description: 'In the same order.' } : words;
}

/** The names of the schemas that something refers to, also by others. */
function reachable(from: unknown, schemas: Named): Set<string> {
  const seen = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (typeof value !== 'object' || value === null) return;
    const { $ref } = value as Json;
    const name = typeof $ref === 'string' && $ref.startsWith(SCHEMA) ? $ref.slice(SCHEMA.length) : null;
    if (name !== null && !seen.has(name)) {
      seen.add(name);
      visit(schemas[name]);
    }
    Object.values(value).forEach(visit);
  };
  visit(from);
  return seen;
}
