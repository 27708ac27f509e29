import { appendFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

/** Fields that hold what a log must not, in what tests send and in what the API answers. */
const SECRET_FIELD =
  /name$|^email|password|token$|secret|birthDate|^comment|^reason$|^note|statement|^text$|^invitation|^link$|^phone|^siret$/i;
const SECRET_QUERY = ['q', 'email', 'name', 'search', 'token', 'after'];

const file = `${randomBytes(6).toString('hex')}`;
const known = new Set<string>();

/** Where the applications of this run write their logs; the whole folder is searched when the run ends. */
export function logFile(name: string): string {
  const folder = process.env['PALIER_TEST_LOGS'];
  if (!folder) throw new Error('PALIER_TEST_LOGS is not set: run the tests through npm test.');
  return join(folder, `${name}.log`);
}

/** No line of any log of this run may hold it. */
export function keepSecret(...values: readonly string[]): void {
  const fresh = values.filter((value) => !known.has(value));
  for (const value of fresh) known.add(value);
  if (fresh.length === 0) return;
  const path = logFile(file).replace(/\.log$/, '.secrets');
  appendFileSync(path, fresh.map((value) => `${JSON.stringify(value)}\n`).join(''));
}

/** Everything secret in a request or an answer, at any depth. */
export function keepSecretsOf(value: unknown): void {
  if (Array.isArray(value)) return value.forEach(keepSecretsOf);
  if (typeof value !== 'object' || value === null) return;
  if ('unit' in value && 'value' in value) return; // a figure of the law has a name, and is nobody
  for (const [field, held] of Object.entries(value)) {
    // Some reasons are codes, not somebody's words.
    if (field === 'reason' && /^[a-z_]+$/.test(String(held))) continue;
    if (typeof held === 'string' && SECRET_FIELD.test(field)) keepSecret(held);
    else keepSecretsOf(held);
  }
}

export function keepSecretsOfUrl(url: string): void {
  const { searchParams } = new URL(url, 'http://test.invalid');
  for (const name of SECRET_QUERY) keepSecret(...searchParams.getAll(name));
}
