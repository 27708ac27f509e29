import { laterOf, type Day } from '../../../kernel/days.js';
import type { OrganisationId } from '../../../kernel/ids.js';
import type { ContractDetails } from '../contract-details.types.js';
import type { ContractLife } from '../contracts.types.js';
import { EMPTY_FORM } from '../form/form.rules.js';
import type { ContractForm } from '../form/form.types.js';
import type { AgreedTransfer } from './transfers.types.js';

/** The contract as it goes on with another employer: the same kind, people, ladder and end, from the day of the transfer on. */
export const detailsPassed = (
  former: ContractDetails & { readonly id: ContractDetails['continuationOf'] },
  employerId: OrganisationId,
  on: Day,
): ContractDetails => ({
  kind: former.kind,
  alternantId: former.alternantId,
  employerId,
  trainingCentreId: former.trainingCentreId,
  ladderId: former.ladderId,
  startsOn: on,
  until: former.until,
  externalId: null,
  continuationOf: former.id,
  legalRepresentative: former.legalRepresentative,
});

/** What the form of that day says, but of the former employer: who it is and its tutors. Pay, hours and training go on. */
export const formPassed = (
  form: ContractForm,
  { formType, previousNumber }: AgreedTransfer,
): ContractForm => ({
  ...form,
  employer: EMPTY_FORM.employer,
  tutors: [],
  terms: {
    ...form.terms,
    contractType: formType,
    previousNumber: previousNumber ?? form.terms.decaNumber ?? form.terms.previousNumber,
    decaNumber: null,
    tutorEligibilityAttested: null,
    documentsAttested: null,
    signedAt: null,
  },
});

/** The days away that are not over on the day of the transfer: they go on there. `until` null: nobody knows. */
export const suspensionsPassed = (
  { suspensions }: Pick<ContractLife, 'suspensions'>,
  on: Day,
): { readonly on: Day; readonly until: Day | null }[] =>
  suspensions
    .filter(({ until }) => until === null || on < until)
    .map(({ from, until }) => ({ on: laterOf(from ?? on, on), until }));
