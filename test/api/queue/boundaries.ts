import { expect } from '@jest/globals';
import type { MandateRole } from '../../../src/features/mandates/mandates.types.js';
import type { QueueKind } from '../../../src/features/queue/queue.queries.js';
import type { TestApp } from '../../support/app.js';
import type { Someone } from '../../support/scenarios/given.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

export const TODAY = '2026-03-12';
export const TOMORROW = '2026-03-13';

/** Something that awaits somebody, and who that is. */
interface Awaited {
  readonly scenario: LadderScenario;
  readonly reader: Someone;
  /** The mandate by which it comes to them; null: they administer the contract. */
  readonly role: 'main_tutor' | 'referent' | null;
}

interface Stated {
  /** Makes one, and says whom it awaits. */
  readonly make: (scenario: LadderScenario) => Promise<Awaited>;
  /** It is awaited also while the contract is not active, and after it. */
  readonly outlives: boolean;
  /** It is awaited once the contract has ended, and no sooner: `make` ends it today. */
  readonly afterEnd?: true;
  /** It is awaited while the contract is suspended, and not after it. */
  readonly whileSuspended?: true;
  /** Nobody who is absent is asked for it: others are there. */
  readonly notWhileAway?: true;
  /** Who else it comes to where its first reader holds nothing any more. */
  readonly others: readonly (MandateRole | 'hr' | 'centre_admin')[];
}

export const tutorOf = (scenario: LadderScenario): Awaited => ({
  scenario,
  reader: scenario.tutorIs,
  role: 'main_tutor',
});
export const referentOf = (scenario: LadderScenario): Awaited => ({
  scenario,
  reader: scenario.referentIs,
  role: 'referent',
});
export const ok = async (answer: Promise<{ status: number }>) => expect((await answer).status).toBe(201);

const mandateOf = ({ scenario, reader, role }: Awaited) =>
  [scenario.contract.contractId, reader.personId, role] as const;
export const set = (awaited: Awaited, column: 'from_day' | 'until_day', day: string | null) =>
  awaited.scenario.app.owner.query(
    `update mandates set ${column} = $4 where contract_id = $1 and person_id = $2 and role = $3`,
    [...mandateOf(awaited), day],
  );
export const away = (awaited: Awaited, from: string, until: string | null) =>
  awaited.scenario.app.owner.query(
    `insert into mandate_absences (id, mandate_id, contract_id, from_day, until_day, sequence, recorded_at, recorded_by)
     select gen_random_uuid(), m.id, m.contract_id, $4, $5, 0, $6, m.person_id
     from mandates m where m.contract_id = $1 and m.person_id = $2 and m.role = $3`,
    [...mandateOf(awaited), from, until, awaited.scenario.app.clock.now()],
  );
const back = ({ scenario, reader }: Awaited) =>
  scenario.app.owner.query(
    `delete from mandate_absences a using mandates m
     where m.id = a.mandate_id and m.contract_id = $1 and m.person_id = $2`,
    [scenario.contract.contractId, reader.personId],
  );
const suspend = ({ scenario }: Awaited) =>
  scenario.app.owner.query(`update contracts set suspensions = '{[2026-03-12,)}' where id = $1`, [
    scenario.contract.contractId,
  ]);
export const member = ({ scenario, reader }: Awaited, column: 'from_day' | 'until_day', day: string | null) =>
  scenario.app.owner.query(`update memberships set ${column} = $2 where person_id = $1`, [
    reader.personId,
    day,
  ]);
const ends = ({ scenario }: Awaited, day: string) =>
  scenario.app.owner.query('update contracts set held_until = $2 where id = $1', [
    scenario.contract.contractId,
    day,
  ]);

const begins = ({ scenario }: Awaited, day: string) =>
  scenario.app.owner.query('update contracts set starts_on = $2 where id = $1', [
    scenario.contract.contractId,
    day,
  ]);

type Asked = readonly [about: string, ask: (app: TestApp) => Promise<void>];

/** Asks of a kind its first and its last day, by whatever gives its readers rights. */
export const boundariesOf = (kind: QueueKind, stated: Stated): readonly Asked[] => [
  [
    `a ${kind} awaits its reader from the first day of what gives them rights to the last, and no longer`,
    (app) => askReader(app, kind, stated),
  ],
  ...stated.others.map((role): Asked => [
    `a ${kind} awaits a ${role} from their first day`,
    (app) => askAnother(app, kind, stated, role),
  ]),
];

async function askReader(
  app: TestApp,
  kind: QueueKind,
  { make, outlives, whileSuspended, notWhileAway, afterEnd }: Stated,
): Promise<void> {
  app.clock.set(TODAY);
  const awaited = await make(await LadderScenario.start(app));
  const { scenario, reader, role } = awaited;
  const { rows } = await app.owner.query<{ on: string; until: string }>(
    `select c.held_until::text as until from contracts c where c.id = $1`,
    [scenario.contract.contractId],
  );
  const caller = await app.as(reader);
  const isListed = async () => {
    const { body } = await caller.get(`/v1/me/queue?kind=${kind}`);
    expect(body.counts[kind]).toBe(body.data.length);
    return body.data.length;
  };
  const seen: Record<string, number> = { asMade: await isListed() };
  const note = async (name: string, change: Promise<unknown>) => {
    await change;
    seen[name] = await isListed();
  };
  if (role !== null) {
    await note('mandate begins today', set(awaited, 'from_day', TODAY));
    await note('mandate begins tomorrow', set(awaited, 'from_day', TOMORROW));
    await set(awaited, 'from_day', '2026-01-05');
    await note('mandate ends with today', set(awaited, 'until_day', TOMORROW));
    await note('mandate ended yesterday', set(awaited, 'until_day', TODAY));
    await set(awaited, 'until_day', null);
  }
  await note('membership begins today', member(awaited, 'from_day', TODAY));
  await note('membership begins tomorrow', member(awaited, 'from_day', TOMORROW));
  await member(awaited, 'from_day', null);
  await note('membership ends with today', member(awaited, 'until_day', TOMORROW));
  await note('membership ended yesterday', member(awaited, 'until_day', TODAY));
  await member(awaited, 'until_day', null);
  await note('contract begins today', begins(awaited, TODAY));
  await begins(awaited, '2026-01-05');
  await note('contract ends with today', ends(awaited, TOMORROW));
  await note('contract ended yesterday', ends(awaited, TODAY));
  await ends(awaited, rows[0]?.until ?? TOMORROW);
  if (role !== null) {
    await note('away until yesterday', away(awaited, '2026-03-01', TODAY));
    await note('away from tomorrow', away(awaited, TOMORROW, '2026-03-20'));
    await note('away today', away(awaited, TODAY, TOMORROW));
    await back(awaited);
  }
  await note('contract suspended', suspend(awaited));

  expect(seen).toEqual({
    asMade: 1,
    ...(role !== null && {
      'mandate begins today': 1,
      'mandate begins tomorrow': 0,
      'mandate ends with today': 1,
      'mandate ended yesterday': 0,
      'away until yesterday': 1,
      'away from tomorrow': 1,
      'away today': notWhileAway ? 0 : 1,
    }),
    'membership begins today': 1,
    'membership begins tomorrow': 0,
    'membership ends with today': 1,
    'membership ended yesterday': 0,
    'contract begins today': 1,
    'contract ends with today': afterEnd ? 0 : 1,
    'contract ended yesterday': outlives ? 1 : 0,
    'contract suspended': outlives || whileSuspended ? 1 : 0,
  });
}

async function askAnother(
  app: TestApp,
  kind: QueueKind,
  { make }: Stated,
  role: Stated['others'][number],
): Promise<void> {
  app.clock.set(TODAY);
  const scenario = await LadderScenario.start(app);
  const { contract } = scenario;
  const awaited = await make(scenario);
  if (awaited.role !== null) await set(awaited, 'until_day', TODAY);
  const other =
    role === 'hr' || role === 'centre_admin'
      ? await app.given.someone(role, role === 'hr' ? contract.employerId : contract.trainingCentreId)
      : await app.given.mandate(contract, role, { from: TODAY });

  const { body } = await (await app.as(other)).get(`/v1/me/queue?kind=${kind}`);
  expect(body.data).toHaveLength(1);
}
