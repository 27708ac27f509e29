import type { Day } from '../../../kernel/days.js';
import type { FieldError } from '../../../kernel/errors.js';
import type { PersonId } from '../../../kernel/ids.js';
import { suitsRole } from '../../../kernel/mandate-roles.js';
import { statusOn } from '../../contracts/contracts.types.js';
import type { Amended } from '../amendments.rules.js';
import { notOneself, notTheAlternant, tutorOfTheNewEmployer, tutorRequired } from './transfer.errors.js';
import type { OfferedTransfer } from './transfer.types.js';

/** The contract that is offered, as it stands on a day: whether somebody is away says nothing here. */
export function standing({ contract }: Pick<OfferedTransfer, 'contract'>, today: Day): Amended {
  const { endedAs, heldUntil } = contract;
  const life = { ...contract, suspensions: [], endedOn: endedAs === null ? null : heldUntil };
  return { ...contract, status: statusOn(life, today) };
}

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
