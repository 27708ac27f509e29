import { expect, test } from '@jest/globals';
import { rowIn } from '../../../src/features/contract-history/contract-history.types.js';
import type { ContestedFactRuling as RulingRow } from '../../../src/features/disputes/contested-facts/contested-fact-ruling.entity.js';
import type { DisputeEndingRow } from '../../../src/features/disputes/dispute-ending.entity.js';
import type { DisputeRow } from '../../../src/features/disputes/dispute.entity.js';
import {
  contestedFactRuled,
  disputeOpened,
  disputeRuled,
  disputeWithdrawn,
} from '../../../src/features/disputes/disputes.facts.js';
import {
  requireDisputer,
  requireDisputeWithdrawer,
  requireRuler,
} from '../../../src/features/disputes/disputes.policy.js';
import { DISPUTED_KINDS, type Dispute } from '../../../src/features/disputes/disputes.types.js';
import { CONTESTED_KINDS } from '../../../src/features/contracts/contracts.types.js';
import type { DisputeId, Id } from '../../../src/kernel/ids.js';
import { person } from '../ladder/world.js';
import { everybody, now, today } from '../mandates/team.js';

const asking = (name: string) => ({
  person: person(name),
  administersCentre: false,
  team: everybody,
  today,
});
const id = 'd' as DisputeId;
const dispute = (kind: Dispute['about']['kind']) =>
  ({ id, about: { kind, id: 'f' }, onBehalfOf: null, grounds: 'Injuste' }) as unknown as Dispute;
const ruler = requireRuler(asking('referent'), person('main_tutor'));
const COLUMNS = {
  observation: 'observationId',
  sign_off: 'signOffId',
  revocation: 'revocationId',
  level_decision: 'levelDecisionId',
};

test.each(DISPUTED_KINDS)('what is disputed is named in the column of its kind alone: %s', (kind) => {
  const by = requireDisputer(asking('ines'), null);
  const fact = disputeOpened(by, dispute(kind), 1);
  const none = { signOffId: null, revocationId: null, levelDecisionId: null };

  expect(rowIn<DisputeRow>([fact], 'disputes')).toEqual({
    ...none,
    [COLUMNS[kind]]: 'f',
    id,
    openedBy: 'ines',
    onBehalfOf: null,
    attempt: 1,
    grounds: 'Injuste',
  });
  expect(fact.event).toEqual({
    type: 'dispute.opened',
    data: { disputeId: id, about: { kind, id: 'f' }, onBehalfOf: null },
  });
});

test('a ruling tells what becomes of the fact, and never why', () => {
  const ending = {
    id: 'r' as Id<'dispute_ending'>,
    endedBy: person('referent'),
    recordedAt: now,
    ending: 'fact_overturned' as const,
    reason: 'Injuste, en effet',
  };
  const fact = disputeRuled(ruler, dispute('revocation'), ending, 'fact_overturned');

  expect(fact.event).toEqual({
    type: 'dispute.ruled',
    data: { disputeId: id, rulingId: 'r', about: { kind: 'revocation', id: 'f' }, ruling: 'fact_overturned' },
  });
  expect(rowIn<DisputeEndingRow>([fact], 'dispute_endings')).toEqual({
    id: 'r',
    disputeId: id,
    endedBy: 'referent',
    ending: 'fact_overturned',
    reason: 'Injuste, en effet',
  });
});

test('a dispute is withdrawn without a reason', () => {
  const by = requireDisputeWithdrawer(asking('ines'), { onBehalfOf: null, openedBy: person('ines') }, true);
  const ending = {
    id: 'w' as Id<'dispute_ending'>,
    endedBy: person('ines'),
    recordedAt: now,
    ending: 'withdrawn' as const,
    reason: null,
  };
  const fact = disputeWithdrawn(by, dispute('sign_off'), ending);

  expect(fact.event).toEqual({
    type: 'dispute.withdrawn',
    data: { disputeId: id, withdrawalId: 'w', about: { kind: 'sign_off', id: 'f' } },
  });
  expect(rowIn<DisputeEndingRow>([fact], 'dispute_endings')).toMatchObject({
    endedBy: 'ines',
    ending: 'withdrawn',
    reason: null,
  });
});

test.each(CONTESTED_KINDS)(
  'what a late act made inactive is ruled on in the column of its kind: %s',
  (kind) => {
    const ruling = {
      id: 'r' as Id<'contested_fact_ruling'>,
      ruling: 'fact_stands' as const,
      reason: 'Elle était là',
      ruledBy: person('referent'),
      recordedAt: now,
    };
    const fact = contestedFactRuled(ruler, { kind, id: 'f', step: 7 }, ruling);
    const none = { observationId: null, signOffId: null, levelDecisionId: null };

    expect(rowIn<RulingRow>([fact], 'contested_fact_rulings')).toEqual({
      ...none,
      [COLUMNS[kind]]: 'f',
      id: 'r',
      ruledBy: 'referent',
      step: 7,
      ruling: 'fact_stands',
      reason: 'Elle était là',
    });
    expect(fact.event).toEqual({
      type: 'contested_fact.ruled',
      data: { rulingId: 'r', about: { kind, id: 'f' }, ruling: 'fact_stands' },
    });
  },
);
