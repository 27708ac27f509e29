import { post, type Case } from './cases.js';
import { send, type Sent } from './load.js';
import type { Stage } from './stage.js';

// Bodies that are small to send and were dear to judge. Each is refused with what is wrong in it.

const KIB = 1024;
const MIB = 1024 * KIB;
/** What a process used is told in hundredths of a second: one request alone would not show. */
const EACH = 10;

export const HOSTILE = 'hostile: ';

/** As many as fit into what a body may be. */
function filled(limit: number, one: (index: number) => string, [open, close] = ['{', '}']): string {
  const parts: string[] = [];
  for (let size = 2, index = 0; ; index += 1) {
    const part = one(index);
    size += Buffer.byteLength(part) + 1;
    if (size > limit) return `${open}${parts.join(',')}${close}`;
    parts.push(part);
  }
}

const list = (limit: number, one: (index: number) => string): string => filled(limit, one, ['[', ']']);
const itemsOf = (one: (index: number) => string): string => `{"items":${list(MIB - 12, one)}}`;

export function hostileOf({ api, apart }: Stage): Case[] {
  const [writable] = apart;
  if (!writable) throw new Error('No contract for this case: generate more (--contracts).');
  const signOffs = (body: string): Sent => ({
    ...post(`/v1/contracts/${writable.contractId}/sign-offs`, writable.token, {}),
    body,
  });
  const login = (body: string): Sent => ({ ...post('/v1/auth/login', null, {}), body });
  const bodies: Record<string, Sent> = {
    'empty items': signOffs(itemsOf(() => '{}')),
    'items of one reserved name': signOffs(itemsOf(() => '{"valueOf":1}')),
    'reserved names': signOffs(list(MIB, () => '{"valueOf":1}')),
    'unknown members': signOffs(filled(MIB, (index) => `"m${index}":1`)),
    '19,000 unknown members': signOffs(`{${Array.from({ length: 19_000 }, (_, n) => `"m${n}":1`).join()}}`),
    '19,000 items': signOffs(`{"items":[${Array.from({ length: 19_000 }, () => '{}').join()}]}`),
    'one long text': signOffs(`{"comment":"${'é'.repeat(MIB / 2 - 100)}"}`),
    'escaped halves': signOffs(`{"comment":"${'\\ud800'.repeat(MIB / 6 - 100)}"}`),
    'lists in lists': signOffs(`${'['.repeat(MIB / 2 - 2)}${']'.repeat(MIB / 2 - 2)}`),
    'a long number': signOffs(`{"items":${'9'.repeat(MIB - 20)}}`),
    'members at sign-in': login(filled(8 * KIB, (index) => `"m${index}":1`)),
    'lists at sign-in': login(list(8 * KIB, () => '{"valueOf":1}')),
  };
  return Object.entries(bodies).map(([name, sent]) => ({
    name: `${HOSTILE}${name}`,
    server: api,
    run: () => send(api.url, { amount: EACH, connections: 1, expected: 422 }, () => sent),
  }));
}
