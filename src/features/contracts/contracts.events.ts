import { addDays } from '../../kernel/days.js';
import type { Happening } from '../../platform/events/contract-history.js';
import type { ContractDetails } from './contract-details.types.js';
import type { StepKind } from './contracts.types.js';
import type { Act } from './acts/transitions.rules.js';

/** What the history tells of a contract's life. Never a comment, never a name. */

const told = ({
  kind,
  alternantId,
  employerId,
  trainingCentreId,
  ladderId,
  continuationOf,
  startsOn,
  until,
}: ContractDetails) => ({
  kind,
  alternantId,
  employerId,
  trainingCentreId,
  ladderId,
  continuationOf,
  terms: { startsOn, endsOn: addDays(until, -1) },
});

export const contractCreated = (details: ContractDetails): Happening => ({
  type: 'contract.created',
  data: told(details),
});

/** `changed`: the fields, by the names that the API gives them. */
export const contractAmended = (details: ContractDetails, changed: readonly string[]): Happening => ({
  type: 'contract.amended',
  data: { ...told(details), changed },
});

export const contractActed = (step: StepKind, { on, cause, initiator }: Act): Happening => ({
  type: `contract.${step}`,
  data: { on, cause, initiator },
});
