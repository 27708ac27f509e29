import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';
import { breakagesOf, withMember, written, valuesFor, type Breakage } from '../../support/http/breakages.js';
import { OPERATIONS, type Operation, type Schema } from '../../support/http/operations.js';
import { Samples, type Sample } from '../../support/http/samples.js';
import { inTurn, type Reply } from '../../support/http/wire.js';

// Every body that `openapi.json` describes, broken in every way that its schema knows, one place at a time.

let app: TestApp;
let samples: Samples;
let scene: Awaited<ReturnType<Samples['scene']>>;
const withBody = OPERATIONS.filter(({ body }) => body !== null) as (Operation & { body: Schema })[];
/** One sample an operation: nothing that is refused uses it up. */
const sampleOf = new Map<string, Sample>();

beforeAll(async () => {
  app = await TestApp.start();
  samples = await Samples.start(app);
  scene = await samples.scene();
  for (const operation of withBody) sampleOf.set(operation.id, await samples.sampleOf(operation));
}, 120_000);
afterAll(async () => {
  samples.wire.close();
  await app.stop();
});

const fill = (schema: Schema, name: string) => samples.minimal(schema, scene, name);

test('what is wrong is told at its exact place, in French and in English', async () => {
  const differences: string[] = [];
  let count = 0;
  for (const operation of withBody) {
    const sample = sampleOf.get(operation.id) as Sample;
    const cases = [...breakagesOf(operation.body, sample.json, fill)];
    count += cases.length;
    await inTurn(cases, async (breakage, index) => {
      const language = index % 2 === 0 ? 'fr' : 'en';
      const reply = await samples.wire.send({
        ...sample,
        body: breakage.body,
        headers: { ...sample.headers, 'accept-language': language },
      });
      const reported = difference(breakage, reply, language);
      if (reported) differences.push(`${operation.id}: ${breakage.what}: ${reported}`);
    });
  }
  expect(differences).toEqual([]);
  expect(count).toBeGreaterThan(2000);
}, 120_000);

/** What is right by itself may still be wrong beside another member: a day before another, what needs a flag. */
const BETWEEN_MEMBERS = [
  'before_from',
  'before_start',
  'in_the_past',
  'more_than_a_day',
  'observation_needed',
  // Of a deposit, the day, the decision and its day go together.
  'decided_before_deposit',
  'decision_incomplete',
  'not_deposited',
  // Of a tutor: each kind of proof says something else; a derogation allows more than the law.
  'not_above',
  'not_of_kind',
];

test('what is just right is not refused, whatever else is wrong', async () => {
  const differences: string[] = [];
  for (const operation of withBody) {
    const sample = sampleOf.get(operation.id) as Sample;
    for (const [name, schema] of Object.entries(operation.body.properties ?? {})) {
      // Beside an unknown field, which is refused before anything is looked up; where any is allowed, a missing one.
      for (const value of valuesFor(schema).right) {
        const broken = isOpen(operation.body)
          ? withMember(sample.json ?? {}, operation.body.required?.find((one) => one !== name) ?? '', null)
          : withMember(sample.json ?? {}, 'nope', 1);
        const { status, body } = await samples.wire.send({
          ...sample,
          body: written(withMember(broken, name, value)),
        });
        const pointers = (body.errors ?? [])
          .filter(({ code }: { code: string }) => !BETWEEN_MEMBERS.includes(code))
          .map((error: { pointer: string }) => error.pointer);
        if (status !== 422 || pointers.some((pointer: string) => pointer.startsWith(`/${name}`)))
          differences.push(`${operation.id}: /${name} = ${written(value)}: ${status} ${pointers.join()}`);
      }
    }
  }
  expect(differences).toEqual([]);
}, 60_000);

test('several mistakes are told all at once', async () => {
  const differences: string[] = [];
  for (const operation of withBody.filter(({ body }) => !isOpen(body))) {
    const { status, body } = await send(operation, '{"nope":1,"other":{"more":[]}}');
    const reported = pointersOf(body);
    const wanted = [
      '/nope',
      '/other',
      ...(operation.body.required ?? []).map((key) => `/${key}`),
      ...(/^(create|replace)PlanItem$/.test(operation.id) ? ['/competencies'] : []), // of which one is needed, or a mission
      ...(/^(record|correct)Placement$/.test(operation.id) ? ['/hostId'] : []), // or another host
      ...(/^(create|put)Person$/.test(operation.id) ? ['/familyName'] : []), // or the given name
    ].sort();
    if (status !== 422 || reported.join() !== wanted.join())
      differences.push(`${operation.id}: ${status} ${reported.join()} instead of ${wanted.join()}`);
  }
  expect(differences).toEqual([]);
});

test('a reserved name is told beside the other mistakes, once', async () => {
  const login = withBody.find(({ id }) => id === 'login') as (typeof withBody)[number];

  const { body } = await send(login, '{"constructor":1,"other":{"toString":[]},"email":{"__proto__":1}}');

  expect(pointersOf(body)).toEqual(['/constructor', '/email', '/other', '/password']);
});

const notObjects = ['null', '[]', '[{}]', '"text"', '""', '7', 'true', '1e400'];
test.each(notObjects)('a body that is %s and no object is refused as a whole', async (text) => {
  for (const operation of withBody) {
    const { status, body } = await send(operation, text);
    expect([operation.id, status, body.code, pointersOf(body)]).toEqual([
      operation.id,
      422,
      'validation_failed',
      [''],
    ]);
  }
});

const deep = (count: number, open: string, close: string) => open.repeat(count) + close.repeat(count);
test.each([
  ['4,000 lists', deep(4_000, '[', ']')],
  ['1,300 objects', `${deep(1_300, '{"a":', '')}1${'}'.repeat(1_300)}`],
  ['33 lists', deep(33, '[', ']')],
])(
  '%s inside one another are refused',
  async (_, nested) => {
    for (const operation of withBody) {
      for (const name of ['nope', Object.keys(operation.body.properties ?? {})[0]]) {
        const { status, body } = await send(operation, `{"${name}":${nested}}`);
        expect([operation.id, name, status, body.code, body.errors[0].code]).toEqual([
          operation.id,
          name,
          422,
          'validation_failed',
          'too_deep',
        ]);
      }
    }
  },
  60_000,
);

test('as many lists inside one another as fit in a body are refused', async () => {
  for (const operation of withBody.filter(({ id }) =>
    ['createOrganisation', 'createFramework'].includes(id),
  )) {
    const { status, body } = await send(operation, `{"nope":${deep(520_000, '[', ']')}}`);
    expect([operation.id, status, body.code]).toEqual([operation.id, 422, 'validation_failed']);
  }
}, 60_000);

test('a key written twice counts as its last', async () => {
  const login = withBody.find(({ id }) => id === 'login') as (typeof withBody)[number];

  const { status } = await send(
    login,
    '{"email":1,"email":"tutrice@exemple.test","password":"faux","password":"un long mot de passe"}',
  );

  expect(status).toBe(200);
});

function send(operation: Operation, body: string): Promise<Reply> {
  return samples.wire.send({ ...(sampleOf.get(operation.id) as Sample), body });
}

const pointersOf = (body: { errors?: { pointer: string }[] }): string[] =>
  (body.errors ?? []).map(({ pointer }) => pointer).sort();

const isOpen = (schema: Schema): boolean => schema.additionalProperties === true;

/** Where items are judged by themselves: what became of the one that was sent. */
function ofItem({ status, body }: Reply): Pick<Reply, 'status' | 'body'> {
  const problem = status === 200 && body?.results?.[0]?.problem;
  return problem ? { status: problem.status, body: problem } : { status, body };
}

function difference(breakage: Breakage, reply: Reply, language: string): string | null {
  const { headers, text } = reply;
  const { status, body } = ofItem(reply);
  if (status !== 422 || body?.code !== 'validation_failed') return `${status} ${text.slice(0, 200)}`;
  const spoken = body.title === 'Demande invalide' ? 'fr' : 'en';
  if ((headers['content-language'] ?? spoken) !== language)
    return `in ${headers['content-language'] ?? spoken}`;
  const errors = body.errors as { pointer: string; code: string; detail: string }[];
  const reported = errors.map(({ pointer }) => pointer).join();
  const places = breakage.orElement ? [breakage.pointer, `${breakage.pointer}/0`] : [breakage.pointer];
  if (!places.includes(reported)) return `told at ${reported || 'nowhere'}`;
  const [error] = errors;
  if (breakage.code && error?.code !== breakage.code) return `code ${error?.code}`;
  return /^[a-z][a-z0-9_]*$/.test(error?.code ?? '') && (error?.detail ?? '').length > 10 ? null : text;
}
