import { expect, test } from '@jest/globals';
import { ContractHistory } from '../../../src/features/contract-history/contract-history.rules.js';
import { rowIn, rowsIn } from '../../../src/features/contract-history/contract-history.types.js';
import type { ContractLife } from '../../../src/features/contracts/contracts.types.js';
import {
  ladderProgression,
  type LadderHistory,
} from '../../../src/features/ladder/progress/progression.rules.js';
import { initialProgress } from '../../../src/features/ladder/progress/ladder-progress.rules.js';
import type { Mandate, MandateRole } from '../../../src/features/mandates/mandates.types.js';
import { decideOnLevel } from '../../../src/features/level-decisions/level-decisions.facts.js';
import {
  decideObservation,
  decideWithdrawal,
} from '../../../src/features/observations/observations.facts.js';
import { decideRevocation } from '../../../src/features/revocations/revocations.facts.js';
import { decideSignOffs } from '../../../src/features/sign-offs/decisions.facts.js';
import type { LevelDecision } from '../../../src/features/sign-offs/facts/level-decision.entity.js';
import type { ObservationWithdrawal } from '../../../src/features/sign-offs/facts/observation-withdrawal.entity.js';
import type { Observation } from '../../../src/features/sign-offs/facts/observation.entity.js';
import type { Revocation } from '../../../src/features/sign-offs/facts/revocation.entity.js';
import type { SignOff } from '../../../src/features/sign-offs/facts/sign-off.entity.js';
import type { ContractAround, SignOffItem } from '../../../src/features/sign-offs/facts/facts.types.js';
import type { Day, Instant } from '../../../src/kernel/days.js';
import type { AccountId, ContractId, Id, MandateId } from '../../../src/kernel/ids.js';
import { person, smallLadder } from '../ladder/world.js';

const TODAY = '2026-03-12' as Day;
const ladder = smallLadder();
const life = {
  startsOn: '2026-01-01',
  until: '2027-01-01',
  signedOn: '2026-01-01',
  suspensions: [],
  endedAs: null,
  cancelledOn: null,
  endedOn: null,
} as unknown as ContractLife;

const held = (role: MandateRole): Mandate => ({
  id: role as string as MandateId,
  contractId: 'contract' as ContractId,
  personId: person(role),
  role,
  from: '2026-01-01' as Day,
  until: null,
  maxLevel: null,
  absences: [],
  memberOn: [{ from: '2026-01-01' as Day, until: null }],
});
const context: ContractAround = {
  ladder,
  life,
  alternantId: person('alternant'),
  mandates: [held('main_tutor'), held('referent')],
};
const [tutor, referent] = [person('main_tutor'), person('referent')];

const signed = (...call: Parameters<typeof decideSignOffs>) => decideSignOffs(...call).facts;

function history(): LadderHistory {
  let made = 0;
  const by = {
    contractId: 'contract' as ContractId,
    actor: { kind: 'person' as const, accountId: 'a' as AccountId, personId: tutor, roles: [] },
    recordedAt: `${TODAY}T08:00:00.000Z` as Instant,
    newId: <Name extends string>() => `id-${(made += 1)}` as unknown as Id<Name>,
  };
  const progress = initialProgress(ladder);
  return new ContractHistory(by, 4, null, null).moving(ladderProgression({ ladder, progress }));
}

const judged = (competency: string, outcome: SignOffItem['outcome'] = 'acquired'): SignOffItem => ({
  competency,
  level: 'observation',
  outcome,
  nextStep: outcome === 'not_yet' ? 'Encore' : null,
  reason: null,
  comment: null,
});
const command = (...items: SignOffItem[]) => ({
  contractId: 'contract' as ContractId,
  observedOn: TODAY,
  observation: true,
  items,
});
const refusalOf = (work: () => unknown): unknown => {
  try {
    work();
    return null;
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
};

test('a call becomes what was seen, then each judgement, which names it', () => {
  const facts = signed(history(), context, tutor, command(judged('A'), judged('B', 'not_yet')));

  expect(facts.map(({ event }) => event.type)).toEqual([
    'observation.recorded',
    'sign_off.recorded',
    'sign_off.recorded',
  ]);
  const seen = rowIn<Observation>(facts, 'observations');
  expect(seen.items.map(({ outcome }) => outcome)).toEqual(['performed', 'needs_practice']);
  expect(rowsIn<SignOff>(facts, 'sign_offs').map(({ observationId }) => observationId)).toEqual([
    seen.id,
    seen.id,
  ]);
  const recorded = { sequence: 6, recordedAt: history().recordedAt };
  expect(facts[1]?.moves?.(recorded)).toMatchObject({ kind: 'sign_off', observation: 5 });
});

test('what is not enough to be signed off is kept as seen where that was asked, and told with what is needed', () => {
  const open = history();
  const above = { ...judged('A'), level: 'simple_tasks' };
  const opened = open.with(signed(open, context, tutor, command(judged('A'), judged('B'))));
  const asked = { ...command({ ...above, competency: 'B', outcome: 'not_yet', nextStep: 'Encore' }, above) };
  const many = {
    ...ladder,
    levels: ladder.levels.map((level, index) =>
      index === 0
        ? level
        : {
            ...level,
            requirements: level.requirements.map((one) => ({
              ...one,
              quorum: { minObservations: 3 },
            })),
          },
    ),
  };
  const demanding = { ...context, ladder: many };

  expect(refusalOf(() => decideSignOffs(opened, demanding, tutor, asked))).toBe('quorum_not_met');
  const { facts, observed } = decideSignOffs(opened, demanding, tutor, {
    ...asked,
    observesWhatIsShort: true,
  });
  expect(facts.map(({ event }) => event.type)).toEqual(['observation.recorded', 'sign_off.recorded']);
  expect(rowIn<SignOff>(facts, 'sign_offs')).toMatchObject({ competency: 'B', outcome: 'not_yet' });
  expect(observed).toEqual([
    {
      competency: 'A',
      title: 'A',
      level: 'simple_tasks',
      observationId: rowIn<Observation>(facts, 'observations').id,
      evidence: expect.objectContaining({ observations: { have: 1, need: 3 } }),
    },
  ]);
  // Another refusal refuses the whole call, and what would not be kept is not asked for.
  const locked = { ...judged('A'), level: 'autonomy' };
  expect(
    refusalOf(() =>
      decideSignOffs(opened, demanding, tutor, { ...command(above, locked), observesWhatIsShort: true }),
    ),
  ).toBe('level_locked');
  expect(
    refusalOf(() =>
      decideSignOffs(opened, demanding, tutor, { ...asked, observation: false, observesWhatIsShort: true }),
    ),
  ).toBe('validation_failed');
});

test('deciding records nothing: the same history decides the same again', () => {
  const before = history();
  const first = signed(before, context, tutor, command(judged('A')));
  const again = signed(before, context, tutor, command(judged('A')));

  expect(before.lastSequence).toBe(4);
  expect(again).toHaveLength(first.length);
  const after = before.with(first);
  expect(refusalOf(() => signed(after, context, tutor, command(judged('A'))))).toBe('already_acquired');
});

test('the level that the facts open is told with them', () => {
  const before = history();
  const facts = signed(before, context, tutor, command(judged('A'), judged('B')));

  const reported = before.with(facts).pending.events.map(({ type, sequence }) => [sequence, type]);
  expect(reported.slice(2)).toEqual([
    [7, 'sign_off.recorded'],
    [8, 'level.achieved'],
    [9, 'level.opened'],
  ]);
});

test('one item that is refused refuses the call', () => {
  const locked = { ...judged('A'), level: 'autonomy' };

  expect(refusalOf(() => signed(history(), context, tutor, command(judged('B'), locked)))).toBe(
    'level_locked',
  );
  expect(refusalOf(() => signed(history(), context, referent, command(judged('A'))))).toBe('mandate_missing');
});

test('what is observed above the open level is kept, and flagged', () => {
  const item = { competency: 'A', level: 'autonomy', outcome: 'unsafe' as const, comment: null };
  const reported = { observedOn: TODAY, mission: null, unit: 'Unité 1', items: [item] };
  const fact = decideObservation(history(), context, referent, reported);

  expect(rowIn<Observation>([fact], 'observations')).toMatchObject({
    observerId: referent,
    withSignOff: false,
    items: [{ beyondEntitlement: true }],
  });
});

test('an observation is withdrawn once, by its author', () => {
  const items = [{ competency: 'A', level: 'one', withdrawal: null }];
  const kept = { id: 'seen' as never, sequence: 3, observerId: referent, withdrawal: null, items };
  const fact = decideWithdrawal(history(), context, referent, kept, 'Erreur');

  expect(rowIn<ObservationWithdrawal>([fact], 'observation_withdrawals')).toMatchObject({
    observationId: 'seen',
    revocationId: null,
  });
  expect(fact.moves?.({ sequence: 5, recordedAt: history().recordedAt })).toMatchObject({ observation: 3 });
  const left = { ...kept, withdrawal: {} };
  expect(refusalOf(() => decideWithdrawal(history(), context, referent, left, 'Erreur'))).toBe(
    'already_withdrawn',
  );
});

test('one item of an observation is withdrawn once, and only one that it has', () => {
  const item = { competency: 'A', level: 'one' };
  const items = [
    { ...item, withdrawal: null },
    { competency: 'B', level: 'one', withdrawal: {} },
  ];
  const kept = { id: 'seen' as never, sequence: 3, observerId: referent, withdrawal: null, items };
  const withdraw = (competency: string) =>
    decideWithdrawal(history(), context, referent, kept, 'Erreur', { ...item, competency });
  const fact = withdraw('A');

  expect(fact.event.data).toEqual({ observationId: 'seen', ...item });
  expect(rowIn<ObservationWithdrawal>([fact], 'observation_withdrawals')).toMatchObject({
    revocationId: null,
    ...item,
  });
  expect(fact.moves?.({ sequence: 5, recordedAt: history().recordedAt })).toMatchObject({
    observation: 3,
    item,
  });
  expect(refusalOf(() => withdraw('B'))).toBe('already_withdrawn');
  expect(refusalOf(() => withdraw('C'))).toBe('validation_failed');
});

test('a revoked mistake withdraws the item of its call, too; what does not stand is not revoked', () => {
  const before = history();
  const facts = signed(before, context, tutor, command(judged('A')));
  const { id, competency, level } = rowIn<SignOff>(facts, 'sign_offs');
  const signOff = { id, competency, level };
  const seen = rowIn<Observation>(facts, 'observations').id;
  const stated = { reasonCode: 'entered_in_error' as const, reason: 'Erreur' };
  const after = before.with(facts);

  const revoked = decideRevocation(after, context, referent, signOff, stated, seen);
  expect(rowIn<Revocation>(revoked, 'revocations')).toMatchObject({ signOffId: id, attempt: 0 });
  expect(rowIn<ObservationWithdrawal>(revoked, 'observation_withdrawals')).toMatchObject({
    observationId: seen,
    competency: 'A',
  });
  expect(revoked[1]?.moves).toBeUndefined();
  expect(refusalOf(() => decideRevocation(before, context, referent, signOff, stated, null))).toBe(
    'not_effective',
  );
});

test('a level is decided once everything below and on it is acquired', () => {
  const before = history();
  const asked = { level: 'simple_tasks', decision: 'open' as const, reason: null };
  expect(refusalOf(() => decideOnLevel(before, context, tutor, asked))).toBe('level_not_ready');

  const open = before.with(signed(before, context, tutor, command(judged('A'), judged('B'))));
  const above = ['A', 'B'].map((competency) => ({ ...judged(competency), level: 'simple_tasks' }));
  const ready = open.with(signed(open, context, tutor, command(...above)));
  const fact = decideOnLevel(ready, context, tutor, asked);

  expect(rowIn<LevelDecision>([fact], 'level_decisions')).toMatchObject({
    capacity: 'tutor',
    cosigns: null,
    decidedBy: tutor,
  });
  expect(
    ready
      .with([fact])
      .pending.events.slice(-2)
      .map(({ type }) => type),
  ).toEqual(['level.achieved', 'level.opened']);
  expect(refusalOf(() => decideOnLevel(ready, context, referent, asked))).toBe('mandate_missing');
});
