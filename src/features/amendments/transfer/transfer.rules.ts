import { addDays, laterOf, type Day } from '../../../kernel/days.js';
import type { FieldError } from '../../../kernel/errors.js';
import type { PersonId } from '../../../kernel/ids.js';
import { suitsRole } from '../../../kernel/mandate-roles.js';
import { statusOn } from '../../contracts/contracts.types.js';
import { isMemberOn, MOST_DAYS_BACK, type Mandate } from '../../mandates/mandates.types.js';
import type { Amended, Proposed } from '../amendments.types.js';
import { TRANSFER_TYPES } from '../amendments.types.js';
import { endRecorded, outsideContract, unchanged } from '../changes.errors.js';
import {
  notOneself,
  notTheAlternant,
  passedTooFarBack,
  transferAlone,
  tutorOfTheNewEmployer,
  tutorRequired,
  typeOfTransfer,
} from './transfer.errors.js';
import type { OfferedTransfer } from './transfer.types.js';

/** The contract that is offered, as it stands on a day: whether somebody is away says nothing here. */
export function amendedOf({ contract }: Pick<OfferedTransfer, 'contract'>, today: Day): Amended {
  const { endedAs, heldUntil } = contract;
  const life = { ...contract, suspensions: [], endedOn: endedAs === null ? null : heldUntil };
  return { ...contract, status: statusOn(life, today) };
}

/** The mandate of a referent that is not over on the day of the transfer, of whoever the caller may give one: it goes on. */
export const goesOn = (mandate: Mandate, on: Day, behindCaller: readonly PersonId[]): boolean =>
  mandate.role === 'referent' &&
  (mandate.until === null || on < mandate.until) &&
  isMemberOn(mandate, laterOf(mandate.from, on)) &&
  !behindCaller.includes(mandate.personId);

/** Who may be named as the main tutor of what passes: a tutor of the new employer from that day on, and somebody else. */
export function findNamingMistake(
  tutor: PersonId | null,
  named: {
    readonly by: PersonId;
    readonly alternantId: PersonId;
    /** At the new employer, from the day of the transfer on. */
    readonly roles: readonly string[];
  },
): FieldError | null {
  if (tutor === null) return tutorRequired();
  if (tutor === named.alternantId) return notTheAlternant();
  if (tutor === named.by) return notOneself();
  const held = { employerRoles: named.roles, centreRoles: [] };
  return suitsRole('main_tutor', held) ? null : tutorOfTheNewEmployer();
}

/** The contract passes as it is, within its days: the former employer has had one, and the new one has one left. */
export function aboutTransfer(
  contract: Amended,
  { effectiveOn, changes, type }: Proposed,
  today: Day,
): FieldError[] {
  const { newEmployerId, ...others } = changes;
  const isAlone = Object.values(others).every((one) => one === null);
  return [
    ...(isAlone ? [] : [transferAlone()]),
    ...(newEmployerId === contract.employerId ? [unchanged('/changes/employerId')] : []),
    ...(type === null || TRANSFER_TYPES.includes(type) ? [] : [typeOfTransfer()]),
    ...(contract.endedAs === null ? [] : [endRecorded('/changes/employerId')]),
    ...(contract.startsOn < effectiveOn && effectiveOn < contract.until
      ? []
      : [outsideContract(addDays(contract.startsOn, 1), contract.until)]),
    ...(effectiveOn < addDays(today, -MOST_DAYS_BACK) ? [passedTooFarBack(MOST_DAYS_BACK)] : []),
  ];
}
