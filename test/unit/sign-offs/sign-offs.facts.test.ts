import { expect, test } from '@jest/globals';
import { rowIn } from '../../../src/features/contract-history/contract-history.types.js';
import type { LadderHistory } from '../../../src/features/ladder/progress/progression.rules.js';
import { requireRuler } from '../../../src/features/disputes/disputes.policy.js';
import { requireDecider } from '../../../src/features/sign-offs/facts/deciders.policy.js';
import type { Observation } from '../../../src/features/sign-offs/facts/observation.entity.js';
import type { ObservationWithdrawal } from '../../../src/features/sign-offs/facts/observation-withdrawal.entity.js';
import type { Overturn } from '../../../src/features/sign-offs/facts/overturn.entity.js';
import type { Revocation } from '../../../src/features/sign-offs/facts/revocation.entity.js';
import type { SignOff } from '../../../src/features/sign-offs/facts/sign-off.entity.js';
import type { LevelDecision } from '../../../src/features/sign-offs/facts/level-decision.entity.js';
import {
  requireObserver,
  requireRevoker,
  requireSigner,
  requireWithdrawer,
} from '../../../src/features/sign-offs/facts/signers.policy.js';
import {
  levelDecisionFact,
  observationFact,
  overturnFact,
  revocationFacts,
  signOffFact,
} from '../../../src/features/sign-offs/sign-offs.facts.js';
import { withdrawalFact } from '../../../src/features/sign-offs/withdrawals.facts.js';
import type { Overturned } from '../../../src/features/sign-offs/facts/facts.types.js';
import type { Id, ObservationId, SignOffId } from '../../../src/kernel/ids.js';
import { person, smallLadder } from '../ladder/world.js';
import { authorship, everybody, held, now, today } from '../mandates/team.js';

const ladder = smallLadder();
const [tutor, referent] = [person('main_tutor'), person('referent')];
const signer = requireSigner(tutor, everybody, ladder, ['observation'], [today]);
const revoker = requireRevoker(referent, everybody, today);
const asking = { person: referent, administersCentre: false, team: everybody, today };
const ruler = requireRuler(asking, tutor);
const recorded = { sequence: 9, recordedAt: now };
const [observationId, signOffId] = ['o', 's'] as [ObservationId, SignOffId];
const placed = { competency: 'A', level: 'observation' };
const SECRET = 'Madame Durand';

test.each([{}, { further: true }])(
  'an observation tells what was seen, and what else is known of it: %j',
  (more) => {
    const by = requireObserver(person('observer'), everybody, today, today);
    const item = { ...placed, outcome: 'unsafe' as const, beyondEntitlement: false };
    const items = [{ ...item, comment: SECRET }];
    const seen = { observedOn: today, mission: 'meal', unit: 'Unité 1', withSignOff: false, items };
    const fact = observationFact(by, observationId, seen, more);

    expect(fact.event).toEqual({
      type: 'observation.recorded',
      data: {
        observationId,
        observedOn: today,
        mission: 'meal',
        items: [item],
        ...more,
      },
    });
    expect(rowIn<Observation>([fact], 'observations')).toEqual({
      ...seen,
      id: observationId,
      observerId: 'observer',
    });
    expect(fact.moves?.(recorded)).toEqual({
      kind: 'observation',
      ...recorded,
      observerId: 'observer',
      observedOn: today,
      items,
    });
  },
);

test('an observation is withdrawn whole, with a reason that the history does not tell', () => {
  const by = requireWithdrawer(tutor, everybody, tutor, today);
  const fact = withdrawalFact(by, 'w' as Id<'withdrawal'>, { id: observationId, sequence: 3 }, SECRET);

  expect(fact.event).toEqual({ type: 'observation.withdrawn', data: { observationId } });
  expect(rowIn<ObservationWithdrawal>([fact], 'observation_withdrawals')).toEqual({
    id: 'w',
    observationId,
    withdrawnBy: tutor,
    reason: SECRET,
    revocationId: null,
    competency: null,
    level: null,
  });
  expect(fact.moves?.(recorded)).toEqual({ kind: 'withdrawal', ...recorded, observation: 3 });
});

test.each([null, { id: observationId, sequence: 8 }])(
  'a sign-off names what was seen in its call: %j',
  (observation) => {
    const item = {
      ...placed,
      outcome: 'not_yet' as const,
      nextStep: SECRET,
      reason: SECRET,
      comment: SECRET,
    };
    const signed = { id: signOffId, observedOn: today, item, attempt: 2, observation, requestId: null };
    const fact = signOffFact(signer, signed);

    expect(fact.event).toEqual({
      type: 'sign_off.recorded',
      data: { signOffId, observedOn: today, ...placed, outcome: 'not_yet' },
    });
    expect(rowIn<SignOff>([fact], 'sign_offs')).toEqual({
      ...item,
      id: signOffId,
      signerId: tutor,
      observedOn: today,
      observationId: observation?.id ?? null,
      attempt: 2,
      requestId: null,
    });
    expect(fact.moves?.(recorded)).toMatchObject({
      kind: 'sign_off',
      observation: observation?.sequence ?? null,
    });
  },
);

const history = authorship('referent') as unknown as LadderHistory;
const revocation = (seen: ObservationId | null) =>
  revocationFacts(history, revoker, {
    id: 'r' as Id<'revocation'>,
    signOff: { id: signOffId, ...placed },
    reasonCode: 'entered_in_error',
    reason: SECRET,
    attempt: 1,
    seen,
  });

test('a revocation tells its code, keeps its reason, and moves the ladder', () => {
  const [fact, ...more] = revocation(null);
  const reported = { signOffId, ...placed, reasonCode: 'entered_in_error' };

  expect(more).toEqual([]);
  expect(fact?.event).toEqual({ type: 'sign_off.revoked', data: { revocationId: 'r', ...reported } });
  expect(rowIn<Revocation>(revocation(null), 'revocations')).toEqual({
    id: 'r',
    signOffId,
    revokedBy: referent,
    reasonCode: 'entered_in_error',
    reason: SECRET,
    attempt: 1,
  });
  expect(fact?.moves?.(recorded)).toEqual({ kind: 'revocation', ...recorded, ...reported });
});

test('one that withdraws what was seen in the same call does so by a second fact, which moves nothing', () => {
  const [, withdrawal] = revocation(observationId);

  expect(withdrawal?.event).toEqual({
    type: 'observation.withdrawn',
    data: { observationId, revocationId: 'r', ...placed },
  });
  expect(withdrawal?.moves).toBeUndefined();
  expect(rowIn<ObservationWithdrawal>(revocation(observationId), 'observation_withdrawals')).toMatchObject({
    observationId,
    revocationId: 'r',
    ...placed,
  });
});

test('a level decision names its mandate and the signature that it completes, and tells no reason', () => {
  const by = requireDecider(referent, everybody, true, today);
  const decided = {
    id: 'd' as Id<'level_decision'>,
    level: 'autonomy',
    decision: 'decline' as const,
    reason: SECRET,
  };
  const verdict = { ok: true, capacity: 'referent', mandate: held('referent'), cosigns: 'half' } as const;
  const fact = levelDecisionFact(by, decided, verdict);
  const reported = { level: 'autonomy', decision: 'decline', capacity: 'referent' };

  expect(fact.event).toEqual({
    type: 'level_decision.recorded',
    data: { levelDecisionId: 'd', ...reported },
  });
  const kept = { ...reported, id: 'd', decidedBy: referent, mandateId: 'referent' };
  expect(rowIn<LevelDecision>([fact], 'level_decisions')).toEqual({
    ...kept,
    reason: SECRET,
    cosigns: 'half',
  });
  expect(fact.moves?.(recorded)).toEqual({ kind: 'level_decision', ...recorded, ...kept });
});

test.each<[Overturned['kind'], object, keyof Overturn, object]>([
  [
    'sign_off',
    { signOffId: 'f', ...placed },
    'signOffId',
    { kind: 'sign_off_overturned', signOffId: 'f', ...placed },
  ],
  [
    'revocation',
    { revocationId: 'f', ...placed },
    'revocationId',
    { kind: 'reinstatement', revocation: 4, competency: 'A' },
  ],
  [
    'level_decision',
    { levelDecisionId: 'f', level: 'observation' },
    'levelDecisionId',
    { kind: 'level_decision_overturned', id: 'f' },
  ],
])(
  'what a ruling overturns counts no more, and nothing is told of who contested it: %s',
  (kind, data, column, move) => {
    const overturned = { kind, id: 'f', sequence: 4, ...placed } as Overturned;
    const fact = overturnFact(ruler, 'x' as Id<'overturn'>, overturned);

    expect(fact.event).toEqual({ type: `${kind}.overturned`, data });
    expect(rowIn<Overturn>([fact], 'overturns')).toEqual({
      signOffId: null,
      revocationId: null,
      levelDecisionId: null,
      [column]: 'f',
      id: 'x',
      overturnedBy: referent,
    });
    expect(fact.moves?.(recorded)).toEqual({ ...recorded, ...move });
  },
);
