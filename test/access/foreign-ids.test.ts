import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { newId } from '../../src/platform/ids.js';
import { TestApp, type TestResponse } from '../support/app.js';
import { Undo } from '../support/scenarios/undo.js';
import { foreignPositions, type Position } from './positions.js';
import type { Sent } from './sample.js';
import { addressOf, samplesOf, send, targetOf } from './sending.js';
import { OPERATIONS, type Operation } from '../support/http/operations.js';
import { commentOf, made, secretsOf, World } from './world.js';

const MINUTES = 60_000;

/** They all belong to the first employer or centre; nothing of the place `other` is theirs to see. */
const SENDERS = [
  'hr',
  'centre_admin',
  'auditor of the centre',
  'alternant',
  'main_tutor',
  'referent',
  'client of the employer',
  'client of the centre',
];

/** Where the design lets the difference be seen, and nowhere else. */
const KNOWN_TO_ALL = [
  'askApiClientGrant body/organisationId',
  // Organisations are read by everyone signed in: one that is not the caller's is forbidden, one that is not is unknown.
  'getOrganisation path/organisationId',
  'listReviewRules path/organisationId',
  'recordReviewRule path/organisationId',
  'createContract body/employerId',
  'createContract body/trainingCentreId',
  'proposeAmendment body/changes/employerId',
  'putContract body/employerId',
  'putContract body/trainingCentreId',
  'createInvitation body/organisationId',
  'createPerson body/memberships/0/organisationId',
  'putPerson body/memberships/0/organisationId',
  'putPerson query/organisationId',
  // One's own contracts with the other organisation.
  'listContracts query/employerId',
  'listContracts query/trainingCentreId',
  'getCohortReport query/employerId',
  'listTutors query/employerId',
  'getCohortReport query/trainingCentreId',
  // What an employer declared decides on every contract with it, also on those of a centre that shares one.
  'getDeclaration path/declarationId',
  'listDeclarations path/organisationId',
  // Whoever creates a contract names people whom they cannot read yet.
  'createContract body/alternantId',
  'putContract body/alternantId',
];

let app: TestApp;
let world: World;
let undo: Undo;

beforeAll(async () => {
  app = await TestApp.start();
  world = await World.build(app);
  undo = await Undo.watch(app.owner);
}, 10 * MINUTES);

beforeEach(() => undo.undo(0));
afterAll(() => app.stop());

test(
  'an id of another organisation is answered as one that does not exist, wherever it is put',
  async () => {
    const positions = OPERATIONS.flatMap((operation) => foreignPositions(operation, world));
    const reported = new Map<string, string>();
    for (const position of positions) {
      for (const sender of SENDERS) {
        for (const how of await compare(sender, position)) {
          reported.set(`${position.operation.id} ${position.where}`, how);
        }
      }
    }

    expect(positions.length).toBeGreaterThan(100);
    expect([...reported].filter(([where]) => !KNOWN_TO_ALL.includes(where))).toEqual([]);
    expect(KNOWN_TO_ALL.filter((where) => !reported.has(where))).toEqual([]);
  },
  20 * MINUTES,
);

/** Sends a request with the id of somebody else's and with one that was never given. @returns how they differ */
async function compare(sender: string, position: Position): Promise<string[]> {
  const { operation, name, foreign } = position;
  const token = world.known.find(({ spec }) => spec.name === sender)?.token ?? null;
  const random = name === 'externalId' ? 'X-unknown' : newId();
  const differences: string[] = [];
  for (const sample of samplesOf(operation)) {
    const target = targetOf(world, 'own');
    await sample.before?.(world);
    const mark = await undo.mark();
    for (const headers of versionsOf(operation)) {
      const answers: string[] = [];
      for (const id of [foreign, random]) {
        const sent = position.put({ ...sample.request(target), headers }, id);
        const address = addressOf(operation, sent, target.ground.ids);
        const answer = await send(world, token, operation, address, sent);
        await undo.undo(mark);
        answers.push(comparable(answer, id));
      }
      if (answers[0] !== answers[1]) {
        const [first = '', second = ''] = answers;
        differences.push(
          `${operation.id} (${sample.as ?? ''}) ${position.where} by ${sender}: ${first.slice(0, 300)} ≠ ${second.slice(0, 300)}`,
        );
      }
    }
    await undo.undo(0);
  }
  return differences;
}

/** Also a stale version, and none. */
const versionsOf = ({ parameters }: Operation): Record<string, string>[] =>
  parameters.some(({ name }) => name === 'If-Match')
    ? [{ 'if-match': '"1"' }, { 'if-match': '"999"' }, {}]
    : [{}];

/** Without what is new in every answer, and without what was sent. */
function comparable({ status, headers, text }: TestResponse, sent: string): string {
  const reported = [status, headers['location'], headers['etag'], headers['link'], text].join(' ');
  return reported
    .replaceAll(sent, '<sent>')
    .replaceAll(/"updatedAt":"[^"]+"/g, '"updatedAt":"<now>"')
    .replaceAll(/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g, '<id>');
}

const as = (name: string, method: Operation['method'], address: string, sent: Sent = {}) => {
  const known = world.known.find(({ spec }) => spec.name === name);
  return send(world, known?.token ?? null, { method } as Operation, address, sent);
};
const draft = () => {
  const { contract } = world.ground('other');
  return {
    kind: 'apprenticeship',
    alternantId: contract.alternant.personId,
    employerId: world.at('E1').id,
    trainingCentreId: world.at('C1').id,
    ladderId: world.ladderId,
    startsOn: '2026-04-01',
    endsOn: '2027-03-31',
  };
};
const url = (contractId: string, rest: string) => `/v1/contracts/${contractId}/${rest}`;
/** What is known of the contract in another organisation, but for the alternant, whom the draft names. */
const elsewhere = () => {
  const ground = world.ground('other');
  return [
    ground.contract.contractId,
    ground.employerId,
    ground.centreId,
    commentOf('other'),
    'Maison E2',
    'Tuteur-other',
  ];
};

test('a signature that another contract forbids says that there is one, and nothing of it', async () => {
  const { body } = await made(as('hr', 'POST', '/v1/contracts', { body: draft() }));
  const mandate = { personId: world.at('E1').candidate.personId, role: 'main_tutor', from: '2026-04-01' };
  await made(as('hr', 'POST', url(body.id, 'mandates'), { body: mandate }));

  const signed = await as('hr', 'POST', url(body.id, 'sign'));

  expect([signed.status, signed.body.code]).toEqual([409, 'contract_overlap']);
  expect(elsewhere().filter((secret) => signed.text.includes(secret))).toEqual([]);
});

test('a tutor who follows others elsewhere is over capacity; whom they follow is not told', async () => {
  const tutor = world.ground('other').people.main_tutor;
  await app.given.membership(tutor, 'tutor', world.at('E1').id);
  for (const place of ['centre', 'employer'] as const) {
    await app.owner.query('update mandates set person_id = $2 where id = $1', [
      world.ground(place).mandates.main_tutor,
      tutor.personId,
    ]);
  }
  const alternantId = (await app.given.someone('alternant', world.at('C1').id)).personId;
  const { body } = await made(as('hr', 'POST', '/v1/contracts', { body: { ...draft(), alternantId } }));
  const mandate = { personId: tutor.personId, role: 'main_tutor', from: '2026-04-01' };
  await made(as('hr', 'POST', url(body.id, 'mandates'), { body: mandate }));

  const signed = await as('hr', 'POST', url(body.id, 'sign'));

  expect([signed.status, signed.body.code]).toEqual([409, 'tutor_over_capacity']);
  expect(elsewhere().filter((secret) => signed.text.includes(secret))).toEqual([]);
  expect(secretsOf(world.ground('other')).filter((secret) => signed.text.includes(secret))).toEqual([]);
});

test('an external id that another organisation uses is free', async () => {
  const person = (externalId: string) => ({
    givenName: 'Paul',
    familyName: 'Neuf',
    externalId,
    memberships: [{ organisationId: world.at('E1').id, role: 'tutor' }],
  });
  const sent = { body: { ...draft(), externalId: world.ground('other').contractExternalId } };

  expect((await as('hr', 'POST', '/v1/contracts', sent)).status).toBe(201);
  expect(
    (await as('hr', 'POST', '/v1/people', { body: person(world.at('E2').memberExternalId) })).status,
  ).toBe(201);
});

test('an invitation to an e-mail that has an account says so to its bearer alone, and not whose it is', async () => {
  const { email } = world.signIn;
  const invited = await made(
    as('hr of another organisation', 'POST', '/v1/invitations', {
      body: { email, organisationId: world.at('E2').id, role: 'tutor' },
    }),
  );
  const token = new URL(invited.body.acceptUrl).searchParams.get('token');

  const accepted = await as('no token', 'POST', '/v1/invitations/accept', {
    body: { token, password: 'un mot de passe assez long' },
  });

  expect([accepted.status, accepted.body.code]).toEqual([409, 'email_taken']);
  expect(accepted.text).not.toContain(email);
});

test('a key is its caller’s: the same one of another caller replays nothing', async () => {
  const headers = { 'idempotency-key': 'one-key-for-everybody' };
  const invitation = (of: 'E1' | 'E2') => ({
    headers,
    body: { email: 'quelquun@exemple.test', organisationId: world.at(of).id, role: 'tutor' },
  });
  const own = await made(as('hr', 'POST', '/v1/invitations', invitation('E1')));

  const same = await as('hr of another organisation', 'POST', '/v1/invitations', invitation('E1'));
  const another = await as('hr of another organisation', 'POST', '/v1/invitations', invitation('E2'));
  const client = await as('client of the employer', 'POST', '/v1/invitations', invitation('E1'));
  const again = await as('hr', 'POST', '/v1/invitations', invitation('E1'));

  expect([same.status, same.body.code]).toEqual([403, 'forbidden']);
  expect([another.status, another.headers['idempotency-replayed']]).toEqual([201, undefined]);
  expect(client.body.code).toBe('person_required');
  expect([again.body.id, again.headers['idempotency-replayed']]).toEqual([own.body.id, 'true']);
});

test('a cursor opens nothing: whoever sends another’s gets their own rows', async () => {
  for (const list of ['contracts', 'people', 'invitations', 'reports/cohort', 'api-clients']) {
    const first = await as('centre_admin of another organisation', 'GET', `/v1/${list}?limit=1`);
    const page = await as('centre_admin', 'GET', `/v1/${list}?limit=500`);
    const next = Buffer.from(first.body.data[0].id ?? first.body.data[0].contractId).toString('base64url');

    const after = await as('centre_admin', 'GET', `/v1/${list}?limit=500&after=${next}`);

    expect([list, after.status]).toEqual([list, 200]);
    const own = (page.body.data as object[]).map((item) => JSON.stringify(item));
    expect((after.body.data as object[]).filter((item) => !own.includes(JSON.stringify(item)))).toEqual([]);
  }
});

test('what was created is at its Location, for those alone who may see it', async () => {
  const alternantId = (await app.given.someone('alternant', world.at('C1').id)).personId;
  const created = await made(as('hr', 'POST', '/v1/contracts', { body: { ...draft(), alternantId } }));
  const location = created.headers['location'] ?? '';

  expect((await as('hr', 'GET', location)).status).toBe(200);
  expect((await as('centre_admin', 'GET', location)).status).toBe(200);
  for (const stranger of [
    'hr of another organisation',
    'main_tutor',
    'alternant',
    'client of another employer',
  ]) {
    expect([stranger, (await as(stranger, 'GET', location)).status]).toEqual([stranger, 404]);
  }
});
