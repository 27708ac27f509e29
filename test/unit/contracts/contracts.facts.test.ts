import { expect, test } from '@jest/globals';
import { rowIn } from '../../../src/features/contract-history/contract-history.types.js';
import type { ContractStepRow } from '../../../src/features/contracts/contract-step.entity.js';
import {
  contractActed,
  contractAmended,
  contractCreated,
  stepCorrected,
} from '../../../src/features/contracts/contracts.facts.js';
import type { Day } from '../../../src/kernel/days.js';
import { authorship, today } from '../mandates/team.js';
import { details } from './details.js';

test('the history tells the last day of a contract; the step keeps its first day out', () => {
  const fact = contractCreated(authorship('hr'), details());

  expect(fact.event).toMatchObject({
    type: 'contract.created',
    data: { kind: 'apprenticeship', terms: { startsOn: '2026-01-01', endsOn: '2026-12-31' } },
  });
  expect(rowIn<ContractStepRow>([fact], 'contract_steps')).toEqual({
    id: 'id-1',
    kind: 'created',
    terms: { startsOn: '2026-01-01', until: '2027-01-01' },
    onDay: null,
    cause: null,
    initiator: null,
    comment: null,
    corrects: null,
    place: null,
    untilDay: null,
    suspension: null,
    proof: null,
    recordedBy: 'hr',
    recordedByClient: null,
  });
});

test('an amendment tells which fields it changes, and never who the legal representative is', () => {
  const legalRepresentative = { givenName: 'Zoé', familyName: 'Parent', email: null, phone: null };
  const fact = contractAmended(authorship(null), details({ legalRepresentative }), ['legalRepresentative']);

  expect(fact.event.type).toBe('contract.amended');
  expect(fact.event.data['changed']).toEqual(['legalRepresentative']);
  expect(JSON.stringify(fact)).not.toContain('Parent');
  expect(rowIn<ContractStepRow>([fact], 'contract_steps')).toMatchObject({
    kind: 'amended',
    recordedBy: null,
    recordedByClient: 'client',
  });
});

test('an act keeps its comment, which the history does not tell', () => {
  const act = { on: today, cause: 'mutual_agreement' as const, initiator: 'both' as const };
  const fact = contractActed(authorship('hr'), 'terminated', act, 'Dit en confidence');

  expect(fact.event).toEqual({ type: 'contract.terminated', data: act });
  expect(rowIn<ContractStepRow>([fact], 'contract_steps')).toMatchObject({
    kind: 'terminated',
    onDay: today,
    cause: 'mutual_agreement',
    initiator: 'both',
    comment: 'Dit en confidence',
    terms: null,
  });
});

test('a correction names what it corrects and takes its place; the history does not tell why', () => {
  const wrong = { kind: 'terminated' as const, sequence: 7, on: '2026-03-01' as Day, place: 5 };
  const act = { on: today, cause: 'other' as const, initiator: 'employer' as const };
  const corrected = stepCorrected(authorship('hr'), wrong, act, 'Dit en confidence');
  const withdrawn = stepCorrected(authorship('hr'), wrong, null, 'Mauvais contrat');

  expect(corrected.event).toEqual({
    type: 'contract.step_corrected',
    data: { corrects: 7, step: 'terminated', ...act, was: '2026-03-01' },
  });
  expect(rowIn<ContractStepRow>([corrected], 'contract_steps')).toMatchObject({
    kind: 'terminated',
    onDay: today,
    corrects: 7,
    place: 5,
    comment: 'Dit en confidence',
  });
  expect(withdrawn.event).toEqual({
    type: 'contract.step_withdrawn',
    data: { corrects: 7, step: 'terminated', was: '2026-03-01' },
  });
  expect(rowIn<ContractStepRow>([withdrawn], 'contract_steps')).toMatchObject({
    kind: 'withdrawn',
    onDay: null,
    corrects: 7,
    place: 5,
  });
});
