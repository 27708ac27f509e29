import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { OrganisationId } from '../../../src/kernel/ids.js';
import { AccessTokens } from '../../../src/platform/access/access-tokens.js';
import { ROLES, type ClientActor, type Role } from '../../../src/platform/access/actor.js';
import { SCOPES, type Scope } from '../../../src/platform/access/scopes.js';
import { TestApp } from '../../support/app.js';
import { RequestArbitraries, type Drawn } from '../../support/http/arbitrary-requests.js';
import { documentForbids, faultsOf } from '../../support/http/faults.js';
import { isOpen, OPERATIONS, type Operation } from '../../support/http/operations.js';
import { Samples } from '../../support/http/samples.js';
import type { Reply } from '../../support/http/wire.js';
import { WriteLog, type Written } from '../../support/write-log.js';
import { World } from '../../support/scenarios/known-world.js';
import { runs, SEED } from '../../support/runs.js';

// Any request, from `openapi.json` and from fast-check: well formed or not, from every kind of caller, about what is
// theirs, somebody else's or nobody's. PALIER_TEST_FUZZ=50000 sends more; PALIER_TEST_SEED draws others.

const REQUESTS = runs(2_500, 10_000);
const PER_ROUND = 1_000;

/** What a refused request may write, and why. */
const MAY_WRITE: Record<string, (request: Drawn, reply: Reply) => boolean> = {
  // A refresh token that comes twice was stolen: its whole family ends.
  refresh_tokens: ({ operation }, { status }) => operation.id === 'refreshSession' && status === 401,
};

/**
 * Guesses of passwords and links, the hashes of booklets that were shown and the first key of credentials are written as
 * nobody's, whoever asks: no lane can say which are its own.
 */
const OF_NOBODY = ['sign_in_failures', 'issued_reports', 'credential_keys'];

/** One caller, who sends one request after the other: whatever its account writes meanwhile comes from that request. */
interface Lane {
  readonly name: string;
  readonly role: Role | 'anyone';
  /** The API client that calls, with the rights of its role and no more than its scopes. */
  readonly client: Omit<ClientActor, 'kind'> | null;
  /** What it writes as: an account, a client, or neither. */
  readonly account: string | null;
  readonly own: World;
  readonly foreign: World;
  mark: string;
}

let app: TestApp;
let log: WriteLog;
let lanes: Lane[];
let worlds: World[];
const statuses = new Map<number, number>();
const codes = new Map<string, number>();
const faults: string[] = [];
const doneAs = new Map<string, number>();
let reached = 0;
let written = 0;

beforeAll(async () => {
  app = await TestApp.start();
  worlds = [
    new World(await Samples.start(app, 'tutrice@exemple.test')),
    new World(await Samples.start(app, 'autre@exemple.test')),
  ];
  log = await WriteLog.start(app.database.ownerUrl);
  const [own, foreign] = worlds as [World, World];
  const lane = async (role: Role | 'anyone', ours: World, theirs: World): Promise<Lane> => ({
    name: `${role} ${ours === own ? 'here' : 'elsewhere'}`,
    role,
    client: null,
    account: role === 'anyone' ? null : ours.samples.person(role).accountId,
    own: ours,
    foreign: theirs,
    mark: await log.mark(),
  });
  const clientLane = async (ours: World, theirs: World, of: OrganisationId, scopes: readonly Scope[]) => {
    const client = await app.given.apiClient(of, { scopes });
    const [role = 'hr'] = client.roles;
    const name = `client of ${role}, ${scopes.length} scopes, ${ours === own ? 'here' : 'elsewhere'}`;
    return { ...(await lane(role, ours, theirs)), name, client, account: client.clientId };
  };
  lanes = await Promise.all([
    ...ROLES.map((role) => lane(role, own, foreign)),
    lane('anyone', own, foreign),
    ...(['hr', 'centre_admin', 'tutor'] as const).map((role) => lane(role, foreign, own)),
    clientLane(own, foreign, own.samples.employerId, SCOPES),
    clientLane(own, foreign, own.samples.trainingCentreId, SCOPES),
    clientLane(own, foreign, own.samples.employerId, ['contracts:read', 'people:write']),
    clientLane(foreign, own, foreign.samples.employerId, SCOPES),
  ]);
}, 60_000);
afterAll(async () => {
  for (const { samples } of worlds) samples.wire.close();
  await log.stop();
  await app.stop();
});

test(`no request, of ${REQUESTS}, is answered otherwise than described, nor leaves anything when refused (seed ${SEED})`, async () => {
  const arbitraries = new RequestArbitraries(World.vocabulary(app.clock.today()));
  const ofOperation = new Map(OPERATIONS.map((operation) => [operation.id, arbitraries.of(operation)]));
  for (let round = 0; round * PER_ROUND < REQUESTS; round += 1) {
    app.clock.advance({ minutes: 20 });
    // Whose account a request disabled is asked again: a lane would be refused at the door from then on.
    await app.owner.query(
      'update accounts set disabled_at = null, disabled_by = null where disabled_at is not null',
    );
    for (const world of worlds) await world.refresh();
    const share = Math.ceil(Math.min(PER_ROUND, REQUESTS - round * PER_ROUND) / lanes.length);
    await Promise.all(
      lanes.map(async (lane, index) => {
        // Written by the test itself since, as the owner.
        lane.mark = (await log.since(lane.mark, lane.account)).mark;
        const drawn = fc.sample(requestOf(lane, ofOperation), {
          seed: SEED + round * 100 + index,
          numRuns: share,
        });
        for (const request of drawn) await play(lane, request);
      }),
    );
    if (faults.length > 20) break;
  }
  console.log(distribution());

  expect(faults).toEqual([]);
  expect(await log.unnoted()).toEqual({});
  const sent = [...statuses.values()].reduce((sum, count) => sum + count, 0);
  const succeeded = [...statuses].reduce((sum, [status, count]) => sum + (status < 300 ? count : 0), 0);
  expect(sent).toBeGreaterThanOrEqual(REQUESTS);
  // Were most refused at the door, the rest would be proven by too few.
  expect(succeeded / sent).toBeGreaterThan(0.05);
  expect(reached / sent).toBeGreaterThan(0.1);
  expect(written).toBeGreaterThan(sent / 100);
  expect(doneAs.get('given a token')).toBeGreaterThan(sent / 1000);
  expect(doneAs.get('as a client')).toBeGreaterThan(sent / 100);
}, 1_800_000);

/** What a caller may try, mostly; what it may not, now and then. */
function requestOf(lane: Lane, ofOperation: Map<string, fc.Arbitrary<Drawn>>): fc.Arbitrary<Drawn> {
  const choices = OPERATIONS.filter(
    // Whoever signs in acts without an account: only the lane without one is known to do it.
    (operation) => lane.role === 'anyone' || !isOpen(operation) || operation.method === 'GET',
  ).map((operation) => ({
    weight: weightOf(lane, operation),
    arbitrary: ofOperation.get(operation.id) as fc.Arbitrary<Drawn>,
  }));
  return fc.oneof(...choices);
}

/** Whether a role, and the scopes of a client, let it try. */
function mayTry({ role, client }: Lane, { roles, scopes }: Operation): boolean {
  if (roles.includes('anyone')) return true;
  if (client === null) return role !== 'anyone' && (roles.includes(role) || roles.includes('signed_in'));
  if (scopes === null || !roles.includes(role)) return false;
  return scopes.length === 0 || scopes.some((scope) => client.scopes.includes(scope as Scope));
}

function weightOf(lane: Lane, operation: Operation): number {
  // The one form, which only a caller that is nobody yet sends.
  if (operation.form) return 60;
  if (operation.file) return 3; // each that is sound takes a thread
  if (isOpen(operation)) return 4;
  if (!mayTry(lane, operation)) return 1;
  if (/\/(terminate|cancel|complete|suspend|end)$/.test(operation.path)) return 2;
  return operation.method === 'GET' ? 8 : 14;
}

/** Where items are judged by themselves, what is wrong with one refuses that one. */
const refusesAnItem = ({ body }: { readonly body: { results?: readonly { problem?: unknown }[] } | null }) =>
  body?.results?.some(({ problem }) => problem !== undefined) ?? false;

async function play(lane: Lane, drawn: Drawn): Promise<void> {
  const request = { ...drawn, ...filled(lane, drawn) };
  const { samples } = lane.own;
  const reply = await samples.wire.send({
    method: drawn.operation.method,
    url: request.url,
    headers: { ...request.headers, ...(await authorizationOf(lane)) },
    ...(request.file ? { body: request.file } : request.text === null ? {} : { body: request.text }),
  });
  const after = await log.since(lane.mark, lane.account);
  lane.mark = after.mark;
  lane.own.learn(drawn.operation, request.url, reply);
  count(drawn.operation, reply, after.written);
  if (reply.status < 300) {
    const who = drawn.operation.form ? 'given a token' : lane.client ? 'as a client' : 'as a person';
    doneAs.set(who, (doneAs.get(who) ?? 0) + 1);
  }
  const reported = [
    ...faultsOf(drawn.operation, request.url, drawn.language, reply),
    ...(reply.status < 300 && !refusesAnItem(reply) && documentForbids(drawn.operation, request.text)
      ? ['accepted, against the document']
      : []),
    ...(reply.status < 300 && !mayTry(lane, drawn.operation) ? ['done by who may not even try'] : []),
    ...wrongfullyWritten(request, reply, after.written),
  ];
  for (const fault of reported) {
    faults.push(
      `${lane.name}: ${drawn.operation.method} ${request.url} ${JSON.stringify(request.headers)} ${request.text?.slice(0, 1500) ?? ''} → ${reply.status} ${reply.text.slice(0, 600)}: ${fault}`,
    );
  }
}

async function authorizationOf({ client, role, own }: Lane): Promise<Record<string, string>> {
  if (!client) return own.samples.authorization(role);
  const token = await app.nest.get(AccessTokens).issue({ kind: 'client', ...client });
  return { authorization: `Bearer ${token}` };
}

function filled(lane: Lane, { url, headers, text }: Drawn): Pick<Drawn, 'url' | 'headers' | 'text'> {
  const fill = (written: string) =>
    written.replaceAll(/@\{(\w+)(?::(\w+):(\d+))?\}/g, (whole, which: string, name = '', n = '0') => {
      if (which === 'own') return lane.own.pick(name, Number(n));
      if (which === 'foreign') return lane.foreign.pick(name, Number(n));
      return which === 'random' ? randomUUID() : whole;
    });
  const address = fill(url);
  return {
    url: address,
    text: text === null ? null : fill(text),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name,
        value === '@{etag}' ? lane.own.etagOf(address) : fill(value),
      ]),
    ),
  };
}

function wrongfullyWritten(request: Drawn, reply: Reply, changes: Written): string[] {
  const mayWrite = (table: string) =>
    request.operation.method !== 'GET' && (reply.status < 300 || MAY_WRITE[table]?.(request, reply) === true);
  return Object.entries(changes)
    .filter(([table]) => !OF_NOBODY.includes(table) && !mayWrite(table))
    .map(([table, rows]) => `wrote ${rows} rows of ${table}`);
}

function count({ path }: Operation, { status, body }: Reply, changes: Written): void {
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
  const code = status < 300 ? 'done' : String(body?.code);
  codes.set(code, (codes.get(code) ?? 0) + 1);
  const atTheDoor = [
    'malformed',
    'unsupported_media_type',
    'too_large',
    'validation_failed',
    'unauthenticated',
    'forbidden',
  ];
  if (!atTheDoor.includes(code) && (code !== 'not_found' || path.includes('{'))) reached += 1;
  if (Object.keys(changes).length > 0) written += 1;
}

function distribution(): string {
  const line = (counts: Map<number | string, number>) =>
    [...counts]
      .sort(([, a], [, b]) => b - a)
      .map(([name, number]) => `${name}: ${number}`)
      .join(', ');
  return `seed ${SEED}\n${line(statuses)}\n${line(codes)}\n${line(doneAs)}\nreached a service: ${reached}, wrote: ${written}`;
}
