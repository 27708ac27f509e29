import { expect, test } from '@jest/globals';
import { rowIn } from '../../../src/features/contract-history/contract-history.types.js';
import type { EvidenceWithdrawal } from '../../../src/features/evidence/evidence-withdrawal.entity.js';
import type { EvidenceFile } from '../../../src/features/evidence/evidence.entity.js';
import { evidenceAdded, evidenceTakenAway } from '../../../src/features/evidence/evidence.facts.js';
import { requireAdder, requireEvidenceWithdrawer } from '../../../src/features/evidence/evidence.policy.js';
import type { ContractId, EvidenceId, Id, SignOffId } from '../../../src/kernel/ids.js';
import { person } from '../ladder/world.js';
import { everybody, now, today } from '../mandates/team.js';

const id = 'e' as EvidenceId;
const NOTHING = { observation: null, signOff: null, journalEntry: null };

test('a file is told by what it shows, its kind and its size; its name and its digest are only kept', () => {
  const by = requireAdder(person('ines'), everybody, NOTHING, today);
  const reported = {
    observationId: null,
    signOffId: 's' as SignOffId,
    journalEntryId: null,
    mediaType: 'image/png',
    size: 12,
    warningVersion: 1,
  };
  const fact = evidenceAdded(by, {
    ...reported,
    id,
    contractId: 'contract' as ContractId,
    recordedAt: now,
    sha256: '00ff',
    fileName: 'madame-durand.png',
  });

  expect(fact.event).toEqual({ type: 'evidence.added', data: { evidenceId: id, ...reported } });
  expect(rowIn<EvidenceFile>([fact], 'evidence')).toEqual({
    ...reported,
    id,
    addedBy: 'ines',
    sha256: Buffer.from([0, 255]),
    fileName: 'madame-durand.png',
  });
});

test('a file is taken away with a reason, which the history does not tell', () => {
  const by = requireEvidenceWithdrawer(person('referent'), everybody, person('ines'), today);
  const stated = { id: 'w' as Id<'evidence_withdrawal'>, reason: 'Un visage' };
  const fact = evidenceTakenAway(by, id, stated);

  expect(fact.event).toEqual({ type: 'evidence.withdrawn', data: { evidenceId: id, withdrawalId: 'w' } });
  expect(rowIn<EvidenceWithdrawal>([fact], 'evidence_withdrawals')).toEqual({
    ...stated,
    evidenceId: id,
    withdrawnBy: 'referent',
  });
});
