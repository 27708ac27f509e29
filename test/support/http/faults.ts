import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expectDocumented } from '../scenarios/contract.js';
import { isOpenObject, OPERATIONS, type Operation, type Schema } from './operations.js';
import type { Reply } from './wire.js';

/** What no answer may be, whatever the request was. */

const documented = new Set(
  [...readFileSync('docs/problems.md', 'utf8').matchAll(/^#+ `?([a-z0-9_]+)`?$/gm)].map((match) => match[1]),
);

/** Names that only the inside knows: files, libraries, tables, SQL. */
const INSIDE =
  /node_modules|\.[cm]?[jt]s\b|\bat \w+ \(|\b(?:Type|Reference|Range|Syntax|QueryFailed)Error\b|\b(?:insert into|delete from|select \w+ from|violates|sqlstate|pg_\w+|relation ")|_(?:pkey|fkey|key|check)\b|\b(?:contract_steps|person_names|organisation_names|idempotency_keys|refresh_tokens|sign_in_failures|signing_keys|palier_api)\b/i;

export function faultsOf({ method }: Operation, url: string, language: 'fr' | 'en', reply: Reply): string[] {
  const { status, headers, body, text } = reply;
  const faults: string[] = [];
  const ask = (holds: boolean, what: string) => {
    if (!holds) faults.push(what);
  };
  ask(status < 500 && status >= 200, `status ${status}`);
  try {
    expectDocumented(method, url, reply);
  } catch (error) {
    faults.push(String(error).slice(0, 500));
  }
  ask(headers['x-request-id'] !== undefined, 'no request id');
  if (status < 300) return faults;
  ask(
    headers['content-type'] === 'application/problem+json; charset=utf-8',
    `type ${headers['content-type']}`,
  );
  ask(headers['content-language'] === language, `in ${headers['content-language']}`);
  ask(body?.status === status, 'another status in the body');
  ask(documented.has(body?.code), `code ${body?.code} is not in docs/problems.md`);
  ask(body?.type === `/problems/${body?.code}`, `type ${body?.type}`);
  ask(body?.requestId === headers['x-request-id'], 'another request id in the body');
  ask(
    [body?.title, body?.detail].every((one) => typeof one === 'string' && one.length > 3),
    'no sentences',
  );
  ask(!INSIDE.test(text), `tells the inside: ${INSIDE.exec(text)?.[0]}`);
  ask(!text.includes('[object Object]') && !text.includes('undefined'), 'a value that was not written out');
  ask(body?.code !== 'validation_failed' || body.errors?.length > 0, 'no errors');
  return faults;
}

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
const validators = new Map<string, ValidateFunction>(
  OPERATIONS.flatMap(({ id, body, form }) => {
    if (body) return [[id, ajv.compile(closed(body))] as const];
    return form ? [[id, ajv.compile(form)] as const] : []; // RFC 6749: fields that are not known are ignored
  }),
);

/** True for a body that `openapi.json` says cannot be. A member that may be left out may also be null. */
export function documentForbids({ id, form }: Operation, text: string | null): boolean {
  const validate = validators.get(id);
  if (!validate || text === null || text === '') return false;
  return !validate(
    form
      ? Object.fromEntries(new URLSearchParams(text))
      : withoutNulls(JSON.parse(text.replace(/^\uFEFF/, ''))),
  );
}

function closed(schema: Schema): Schema {
  return {
    ...schema,
    ...(schema.items ? { items: closed(schema.items) } : {}),
    ...(schema.properties
      ? {
          properties: Object.fromEntries(
            Object.entries(schema.properties).map(([name, property]) => [name, closed(property)]),
          ),
          additionalProperties: isOpenObject(schema),
        }
      : {}),
  };
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null)
      .map(([name, member]) => [name, withoutNulls(member)]),
  );
}
