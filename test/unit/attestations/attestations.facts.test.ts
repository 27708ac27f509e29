import { expect, test } from '@jest/globals';
import type { AttestationWithdrawal } from '../../../src/features/attestations/attestation-withdrawal.entity.js';
import type { AttestationProof } from '../../../src/features/attestations/attestation-proof.entity.js';
import type { Attestation } from '../../../src/features/attestations/attestation.entity.js';
import {
  attestationRecorded,
  attestationWithdrawn,
} from '../../../src/features/attestations/attestations.facts.js';
import { requireAttester } from '../../../src/features/attestations/attestations.policy.js';
import { findAttestationMistakes } from '../../../src/features/attestations/attestations.rules.js';
import { rowIn } from '../../../src/features/contract-history/contract-history.types.js';
import type { AttestationId, Id, OrganisationId } from '../../../src/kernel/ids.js';
import { person } from '../ladder/world.js';
import { authorship, everybody, today, tomorrow } from '../mandates/team.js';

const parties = {
  alternantId: person('ines'),
  employerId: 'e' as OrganisationId,
  trainingCentreId: 'c' as OrganisationId,
};
const by = requireAttester(
  person('referent'),
  { people: [], hrOf: [], adminOf: [] },
  parties,
  everybody,
  today,
);
const id = 'a' as AttestationId;

test('an attestation is kept with its author, and told with its days', () => {
  const fact = attestationRecorded(by, authorship('referent'), {
    id,
    prerequisite: 'afgsu',
    from: today,
    until: tomorrow,
    proofReference: 'AFGSU2-2026-0142',
  });

  expect(fact.event).toEqual({
    type: 'attestation.recorded',
    data: { attestationId: id, prerequisite: 'afgsu', from: today, until: tomorrow },
  });
  expect(rowIn<Attestation>([fact], 'attestations')).toMatchObject({
    id,
    prerequisite: 'afgsu',
    fromDay: today,
    untilDay: tomorrow,
    recordedBy: 'referent',
    recordedByClient: null,
  });
  expect(rowIn<AttestationProof>([fact], 'attestation_proofs')).toMatchObject({
    attestationId: id,
    reference: 'AFGSU2-2026-0142',
    recordedBy: 'referent',
  });
  expect(JSON.stringify(fact.event)).not.toContain('0142');
});

test('its withdrawal is a fact of its own, by a client too', () => {
  const fact = attestationWithdrawn(by, authorship(null), id, 'w' as Id<'attestation_withdrawal'>);

  expect(fact.event).toEqual({
    type: 'attestation.withdrawn',
    data: { attestationId: id, withdrawalId: 'w' },
  });
  expect(rowIn<AttestationWithdrawal>([fact], 'attestation_withdrawals')).toEqual({
    id: 'w',
    attestationId: id,
    recordedBy: null,
    recordedByClient: 'client',
  });
});

test('only what a mission of the ladder asks for is attested, and a refusal names it', () => {
  const mission = (code: string, prerequisites?: string[]) => ({
    code,
    title: code,
    level: 'one',
    competencies: [],
    ...(prerequisites && { prerequisites }),
  });
  const ladder = {
    missions: [mission('meal'), mission('wash', ['vaccines', 'afgsu']), mission('walk', ['afgsu'])],
  };
  const mistakesOf = (prerequisite: string) => findAttestationMistakes({ prerequisite }, ladder);

  expect(mistakesOf('afgsu')).toEqual([]);
  expect(mistakesOf('vaccines')).toEqual([]);
  expect(mistakesOf('meal')).toMatchObject([{ code: 'unknown_prerequisite', pointer: '/prerequisite' }]);
  expect(mistakesOf('AFGSU')[0]?.detail.en).toContain('afgsu, vaccines');
});
