import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { LadderId, OrganisationId } from '../../../src/kernel/ids.js';
import { TestApp, type Caller } from '../../support/app.js';
import type { GivenContract } from '../../support/scenarios/given.js';

const NAMES = [
  ['Zoé', 'L’Hénoret'],
  ['Anne-Marie', 'de la Tour'],
  ['Yanis', 'Moreau'],
  ['Éloïse', 'Œuvrard'],
  ['Inès', 'Moreau-Petit'],
] as const;

interface Shown {
  id: string;
  status: string;
  kind: string;
  alternant: { id: string; givenName: string; familyName: string };
  employerId: string;
  trainingCentreId: string;
  ladderId: string;
  startsOn: string;
  endsOn: string;
  endedOn: string | null;
  group: string | null;
  mainTutorId: string | null;
  flags: string[];
}

let app: TestApp;
let centre: OrganisationId;
let houses: OrganisationId[];
let ladders: LadderId[];
const contracts: GivenContract[] = [];
let admin: Caller;
let hr: Caller;
let tutor: Caller;

beforeAll(async () => {
  app = await TestApp.start();
  centre = await app.given.organisation({ kind: 'training_centre' });
  houses = [await app.given.organisation(), await app.given.organisation()];
  ladders = [await app.given.ladder(), await app.given.ladder()];
  for (let n = 0; n < 20; n += 1) {
    const [givenName, familyName] = NAMES[n % NAMES.length]!;
    const alternant = await app.given.someone('alternant', centre);
    // Nothing but the triggers tells the list what they are called.
    await app.owner.query('update people set given_name = $2, family_name = $3 where id = $1', [
      alternant.personId,
      givenName,
      familyName,
    ]);
    const contract = await app.given.contract({
      trainingCentreId: centre,
      employerId: houses[n % 2]!,
      ladderId: ladders[n % 3 === 0 ? 1 : 0]!,
      alternant,
      draft: n % 4 === 3,
      ...(n % 5 === 0 ? { startsOn: '2023-09-01', until: '2025-09-01' } : {}),
      ...(n % 7 === 1 ? { startsOn: '2030-09-01', until: '2031-09-01' } : {}),
    });
    contracts.push(contract);
  }
  const [, , ended, , cancelled] = contracts;
  const away = contracts[9];
  await app.owner.query(`update contracts set suspensions = '{[2025-10-01,)}' where id = $1`, [
    away!.contractId,
  ]);
  await app.owner.query(
    `update contracts set held_until = '2025-12-01', ended_as = 'terminated' where id = $1`,
    [ended!.contractId],
  );
  await app.owner.query(`update contracts set cancelled_on = '2025-08-01' where id = $1`, [
    cancelled!.contractId,
  ]);
  admin = await app.as(await app.given.someone('centre_admin', centre));
  hr = await app.as(await app.given.someone('hr', houses[0]!));
  const team = await app.given.mandate(contracts[6]!, 'main_tutor');
  tutor = await app.as(team);
  await admin.post(`/v1/contracts/${contracts[6]!.contractId}/groups`, { group: 'A' });
  // Somebody else's, of whom none of these readers may learn.
  const stranger = await app.given.contract();
  await app.owner.query(`update people set family_name = 'Moreau' where id = $1`, [
    stranger.alternant.personId,
  ]);
});
afterAll(() => app.stop());

async function pages(caller: Caller, query: URLSearchParams, limit: number): Promise<Shown[]> {
  const found: Shown[] = [];
  for (let after: string | null = ''; after !== null;) {
    const { status, body } = await caller.get(
      `/v1/contracts?${query.toString()}&limit=${limit}${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`,
    );
    expect(status).toBe(200);
    found.push(...body.data);
    after = body.page.next;
  }
  return found;
}

const plain = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll(/[^a-z0-9]/g, '');

const nameOf = ({ alternant }: Shown) => `${plain(alternant.familyName)} ${plain(alternant.givenName)}`;
const lastDay = ({ endedOn, endsOn }: Shown) =>
  endedOn === null ? endsOn : new Date(Date.parse(endedOn) - 86_400_000).toISOString().slice(0, 10);

const RULES: Readonly<Record<string, (one: Shown, value: string) => boolean>> = {
  status: (one, value) => one.status === value,
  kind: (one, value) => one.kind === value,
  employerId: (one, value) => one.employerId === value,
  trainingCentreId: (one, value) => one.trainingCentreId === value,
  alternantId: (one, value) => one.alternant.id === value,
  tutorId: (one, value) => one.mainTutorId === value,
  ladderId: (one, value) => one.ladderId === value,
  group: (one, value) => one.group === value,
  startsFrom: (one, value) => value <= one.startsOn,
  startsTo: (one, value) => one.startsOn <= value,
  endsFrom: (one, value) => value <= lastDay(one),
  endsTo: (one, value) => lastDay(one) <= value,
  flag: (one, value) => one.flags.includes(value),
  search: (one, value) => value.split(' ').every((word) => nameOf(one).includes(plain(word))),
};

const KEYS: Readonly<Record<string, (one: Shown) => string>> = {
  name: nameOf,
  startsOn: ({ startsOn }) => startsOn,
  endsOn: lastDay,
};

test('any filters together, in any order, page by page, are what they are of all that one sees', async () => {
  const everybody = [admin, hr, tutor];
  const all = await Promise.all(everybody.map((caller) => pages(caller, new URLSearchParams(), 500)));
  expect(all.map(({ length }) => length)).toEqual([20, 10, 1]);
  const known = all[0]!;
  expect(new Set(known.map(({ status }) => status)).size).toBe(7);
  const filters = fc.record(
    {
      status: fc.constantFrom(
        'draft',
        'signed',
        'active',
        'suspended',
        'completed',
        'terminated',
        'cancelled',
      ),
      kind: fc.constantFrom('apprenticeship', 'professionalisation'),
      employerId: fc.constantFrom(...houses),
      trainingCentreId: fc.constant(centre),
      alternantId: fc.constantFrom(known[0]!.alternant.id, known[6]!.alternant.id),
      tutorId: fc.constant(known[6]!.mainTutorId!),
      ladderId: fc.constantFrom(...ladders),
      group: fc.constantFrom('A', 'B'),
      startsFrom: fc.constantFrom('2023-09-01', '2023-09-02'),
      startsTo: fc.constantFrom('2025-01-01', '2099-01-01'),
      endsFrom: fc.constantFrom('2025-11-30', '2025-12-01'),
      endsTo: fc.constantFrom('2025-12-01', '2099-01-01'),
      flag: fc.constant('no_main_tutor'),
      search: fc.constantFrom('MOREAU', 'moreau ines', 'latour marie', 'oeuv', 'l henoret zoe', 'personne'),
    },
    { requiredKeys: [] },
  );
  const few = filters.chain((one) => fc.subarray(Object.entries(one), { maxLength: 3 }));
  await fc.assert(
    fc.asyncProperty(
      few,
      fc.constantFrom(null, 'name', 'startsOn', 'endsOn'),
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 0, max: 2 }),
      async (asked, sort, limit, who) => {
        const query = new URLSearchParams(asked as [string, string][]);
        if (sort) query.set('sort', sort);
        const keyOf = KEYS[sort ?? ''] ?? (({ id }: Shown) => id);
        const expected = all[who]!.filter((one) => asked.every(([name, value]) => RULES[name]!(one, value!)))
          .map((one) => [keyOf(one), one.id])
          .sort(([a, b], [c, d]) => (a! < c! ? -1 : a! > c! ? 1 : b! < d! ? -1 : 1))
          .map(([, id]) => id);
        expect((await pages(everybody[who]!, query, limit)).map(({ id }) => id)).toEqual(expected);
      },
    ),
    { numRuns: 40 },
  );
}, 120_000);

test('a cursor goes on in its own list alone, whatever is recorded meanwhile', async () => {
  const before = await pages(admin, new URLSearchParams({ sort: 'name' }), 500);
  const next = async (url: string) => (await admin.get(url)).body.page.next as string;
  const cursor = await next('/v1/contracts?sort=name&limit=10');
  const added = await app.given.contract({ trainingCentreId: centre });
  await app.owner.query(`update people set family_name = 'Aaa' where id = $1`, [added.alternant.personId]);
  const rest = await admin.get(`/v1/contracts?sort=name&limit=500&after=${cursor}`);

  expect(rest.body.data.map(({ id }: Shown) => id)).toEqual(before.slice(10).map(({ id }) => id));
  expect((await pages(admin, new URLSearchParams({ sort: 'name' }), 500))[0]!.id).toBe(added.contractId);
  const plainly = await next('/v1/contracts?limit=1');
  for (const url of [
    `?limit=10&after=${cursor}`,
    `?sort=endsOn&after=${cursor}`,
    `?sort=name&status=draft&after=${cursor}`,
    `?status=active&after=${plainly}`,
    `?sort=startsOn&after=${plainly}`,
    `?sort=name&after=${Buffer.from(`${before[0]!.id}.\u0000`).toString('base64url')}`,
  ]) {
    const { status, body } = await admin.get(`/v1/contracts${url}`);
    expect([url, status, body.errors?.[0].pointer]).toEqual([url, 422, '/after']);
  }
});

test('a civil name is found by those alone who read it, and a changed name from then on', async () => {
  const [one] = contracts;
  await app.owner.query(`update people set usual_family_name = 'Kermarrec' where id = $1`, [
    one!.alternant.personId,
  ]);
  const tutored = contracts[6]!;
  await app.owner.query(`update people set usual_given_name = 'Sacha' where id = $1`, [
    tutored.alternant.personId,
  ]);
  const found = async (caller: Caller, search: string) =>
    (await pages(caller, new URLSearchParams({ search }), 50)).map(({ id }) => id);

  expect(await found(admin, 'kermarrec')).toEqual([one!.contractId]);
  expect(await found(admin, 'henoret kermarrec')).toEqual([one!.contractId]);
  expect(await found(tutor, 'sacha')).toEqual([tutored.contractId]);
  const civil = (await admin.get(`/v1/contracts/${tutored.contractId}`)).body.alternant
    .civilGivenName as string;
  expect(await found(admin, civil)).toContain(tutored.contractId);
  expect(await found(tutor, civil)).toEqual([]);
});
