import { expect, test } from '@jest/globals';
import { findAll, stopping, withOverrides } from '../../../../src/features/contracts/checks/checks.rules.js';
import { contradiction, judged } from '../../../../src/features/contracts/checks/families/finding.rules.js';
import type { OverrideRow } from '../../../../src/features/contracts/checks/overrides.types.js';
import { warningsIn } from '../../../../src/features/contracts/signing/warnings.rules.js';
import type { Instant } from '../../../../src/kernel/days.js';
import type { OrganisationId } from '../../../../src/kernel/ids.js';
import { bilingual } from '../../../../src/kernel/language.js';
import { legalRuleOn } from '../../../../src/kernel/legal-rules.js';
import { day, facts, form, inShort, tutor } from './facts.js';

const EMPLOYER = 'employer' as OrganisationId;
const CENTRE = 'centre' as OrganisationId;
const SIDES = { employerId: EMPLOYER, trainingCentreId: CENTRE };

/** Five months on a first contract. */
const short = facts({ until: day('2026-02-01'), form: form({ terms: { contractType: '11' } }) });
const found = findAll(short);
const override = (values: Partial<OverrideRow> = {}): OverrideRow =>
  ({
    code: 'contract_short',
    basis: 'ines 2025-09-01/2026-02-01',
    organisationId: EMPLOYER,
    withdrawnAt: null,
    ...values,
  }) as OverrideRow;
const stops = (overrides: OverrideRow[], findings = found) =>
  stopping(withOverrides(findings, overrides, SIDES), 'sign').map(({ code }) => code);

test.each<[string, Partial<OverrideRow> | null, string[]]>([
  ['nobody knows better', null, ['contract_short']],
  ['the employer does', {}, []],
  ['the centre does', { organisationId: CENTRE }, []],
  ['of other days', { basis: 'ines 2025-09-01/2026-02-02' }, ['contract_short']],
  ['of another alternant', { basis: 'tom 2025-09-01/2026-02-01' }, ['contract_short']],
  ['of another finding', { code: 'contract_long' }, ['contract_short']],
  [
    'an organisation that is no side any more',
    { organisationId: 'former' as OrganisationId },
    ['contract_short'],
  ],
  ['taken back', { withdrawnAt: '2025-07-01T08:00:00.000Z' as Instant }, ['contract_short']],
])('what stops the signature when %s', (_, values, codes) => {
  expect(stops(values ? [override(values)] : [])).toEqual(codes);
});

test('nobody overrides what the design refuses', () => {
  const untutored = findAll(facts({ tutors: [] }));
  const [first] = untutored;
  expect(first).toMatchObject({ code: 'main_tutor_missing', blocks: 'sign', isOverridable: false });
  const basis = first?.basis ?? '';
  expect(stops([override({ code: 'main_tutor_missing', basis })], untutored)).toEqual(['main_tutor_missing']);
});

test('only a rule that was read in the law stops anything', () => {
  const read = legalRuleOn('apprenticeship.duration', day('2026-01-01'));
  const explained = legalRuleOn('training.deas_deap.min_age', day('2026-01-01'));
  if (!read || !explained) throw new Error('both are in force');
  const what = { code: 'x', detail: bilingual('x', 'x'), basis: 'b' };
  expect(contradiction(read, what)).toMatchObject({ severity: 'block', blocks: 'sign', isOverridable: true });
  expect(contradiction(explained, what)).toMatchObject({
    severity: 'warn',
    blocks: null,
    isOverridable: false,
  });
  expect(judged(false, read, what)).toMatchObject({ severity: 'warn', blocks: null });
});

test.each<[string, Parameters<typeof facts>[0], string[]]>([
  ['nothing unusual', {}, []],
  ['a short contract', { until: day('2026-02-28') }, ['contract_short']],
  [
    'a contract that is short for certain',
    { until: day('2026-02-28'), form: form({ terms: { contractType: '11' } }) },
    ['contract_short'],
  ],
  ['16 the day after', { alternantBirthDate: day('2009-09-02') }, ['alternant_age_unusual']],
  [
    'unknown birth dates',
    { alternantBirthDate: null, tutors: [tutor({ birthDate: null })] },
    ['alternant_birth_date_unknown', 'tutor_birth_date_unknown'],
  ],
  ['signed on a day to come', { signedOn: day('2025-07-03') }, ['signed_in_the_future']],
  ['training that is short of hours', { form: form({ training: { hours: 1 } }) }, []],
])('a signature warns as it did: %s', (_, values, codes) => {
  expect(warningsIn(findAll(facts(values))).map(({ code }) => code)).toEqual(codes);
});

test('a contract without a form is stopped by what its minimal body contradicts alone', () => {
  expect(
    inShort(findAll(facts({ until: day('2040-01-01'), alternantBirthDate: day('1960-01-01') }))).filter(
      (code) => code.includes('!'),
    ),
  ).toEqual([]);
});
