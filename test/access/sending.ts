import { existsSync, readFileSync } from 'node:fs';
import type { TestResponse } from '../support/app.js';
import type { Operation } from '../support/http/operations.js';
import { EVERY_PLACE, PLACES, type Place } from './callers.js';
import type { Sample, Sent, Target } from './sample.js';
import { holdsComment, idsIn, SAMPLES } from './samples.js';
import { expectDocumented } from '../support/scenarios/contract.js';
import type { Known, World } from './world.js';

export const samplesOf = (operation: Operation): Sample[] =>
  SAMPLES.filter((sample) => sample.operation === operation.id);

/** The columns that a sample fills. */
export const placesOf = ({ of }: Sample): readonly Place[] =>
  of === 'nothing' ? ['own'] : of === 'organisation' ? ['own', 'other'] : EVERY_PLACE;

export function targetOf(world: World, place: Place): Target {
  const { employer, centre } = PLACES[place];
  return { world, ground: world.ground(place), employer: world.at(employer), centre: world.at(centre) };
}

/** The request as it is sent: the names of the path replaced, the query written. */
export function addressOf({ path }: Operation, sent: Sent, ids: Record<string, string>): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = sent.path?.[name] ?? ids[name];
    if (value === undefined) throw new Error(`${path}: nothing is known for ${name}.`);
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams(sent.query).toString();
  return query ? `${filled}?${query}` : filled;
}

/** Through the server's own door, without a socket: there are tens of thousands of them. */
export async function send(
  { app }: World,
  token: string | null,
  { method }: Operation,
  address: string,
  { body, headers }: Sent,
): Promise<TestResponse> {
  const reply = await app.nest.inject({
    method,
    url: address,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined
      ? {}
      : { payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
  });
  const isJson = String(reply.headers['content-type']).includes('json');
  const answer = {
    status: reply.statusCode,
    headers: reply.headers as Record<string, string>,
    text: reply.body,
    bytes: reply.rawPayload,
    body: isJson ? (JSON.parse(reply.body) as TestResponse['body']) : null,
  };
  expectDocumented(method, address, answer);
  return answer;
}

export function trySample(
  known: Known,
  operation: Operation,
  sample: Sample,
  target: Target,
): Promise<TestResponse> {
  const sent = sample.request(target);
  const address = addressOf(operation, sent, target.ground.ids);
  // A list answers everything that the caller may see: the place is looked for in it.
  const url = sample.lists ? `${address}?limit=500` : address;
  return send(target.world, known.token, operation, url, sent);
}

const SHORT: Record<string, string> = {
  '401 unauthenticated': '401',
  '403 forbidden': '403',
  '403 mandate_missing': '403m',
  '403 person_required': '403p',
  '404 not_found': '404',
};

/** What the only item of several that may be sent got: that is what the design speaks of. */
export function inItsTurn({ status, body }: TestResponse): Pick<TestResponse, 'status' | 'body'> {
  const [result] = (body?.results ?? []) as { status: number; problem?: object; signOff?: object }[];
  return result ? { status: result.status, body: result.problem ?? result.signOff } : { status, body };
}

/** What came of it, as short as it can be told. */
export function cellOf(answer: TestResponse, sample: Sample, target: Target): string {
  const { status, body } = inItsTurn(answer);
  if (status >= 400) return SHORT[`${status} ${body.code}`] ?? `${status} ${body.code}`;
  if (sample.lists && !idsIn(answer).includes(sample.lists(target))) return `${status}-`;
  return sample.comments && !holdsComment(answer, target) ? `${status}~` : `${status}`;
}

export const readIfThere = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');
