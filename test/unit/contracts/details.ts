import type { ContractDetails } from '../../../src/features/contracts/contract-details.types.js';
import type { Day } from '../../../src/kernel/days.js';
import type { LadderId, OrganisationId, PersonId } from '../../../src/kernel/ids.js';

/** What the parties of a contract agreed on, unless told. */
export const details = (values: Partial<ContractDetails> = {}): ContractDetails => ({
  kind: 'apprenticeship',
  alternantId: 'ines' as PersonId,
  employerId: 'employer' as OrganisationId,
  trainingCentreId: 'centre' as OrganisationId,
  ladderId: 'ladder' as LadderId,
  startsOn: '2026-01-01' as Day,
  until: '2027-01-01' as Day,
  externalId: null,
  continuationOf: null,
  legalRepresentative: null,
  ...values,
});
