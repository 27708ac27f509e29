import { expect, test } from '@jest/globals';
import {
  checkOverridden,
  overrideTakenBack,
} from '../../../../src/features/contracts/checks/overrides.facts.js';
import type { CheckOverrideId } from '../../../../src/features/contracts/checks/overrides.types.js';
import type { Authorship } from '../../../../src/features/contract-history/contract-history.rules.js';
import type { OrganisationId } from '../../../../src/kernel/ids.js';

const id = 'override' as CheckOverrideId;
const author = { recordedBy: null, recordedByClient: null };
const history: Authorship = { author, newId: () => 'new' as never };

test('an event names an override, and neither what it is of nor why', () => {
  const override = {
    organisationId: 'employer' as OrganisationId,
    code: 'contract_short',
    basis: 'days',
    reason: 'RQTH',
  };
  const fact = checkOverridden(history, id, override);

  expect(fact.event).toEqual({ type: 'contract.check_overridden', data: { overrideId: id } });
  expect(fact.rows).toEqual([{ table: 'contract_check_overrides', values: { id, ...override, ...author } }]);
});

test('an override is taken back once', () => {
  const fact = overrideTakenBack(history, id, 'erreur');

  expect(fact.event).toEqual({ type: 'contract.check_override_withdrawn', data: { overrideId: id } });
  expect(Object.keys(fact.refusals ?? {})).toEqual(['contract_check_override_withdrawals_once']);
});
