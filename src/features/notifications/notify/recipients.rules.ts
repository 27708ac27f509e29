import type { Day } from '../../../kernel/days.js';
import type { ContractId, PersonId } from '../../../kernel/ids.js';
import {
  NOTIFICATION_RULES,
  SAFETY_KINDS,
  type Capacity,
  type NotificationKind,
} from '../../../kernel/notification-kinds.js';
import { answersForAll, holdsOn, isAbsentOn, type Mandate } from '../../mandates/mandates.types.js';
import type { TeamMember } from '../notifications.types.js';

/** `isStaff`: told as tutor or referent, who answer for others. */
export interface Recipient {
  readonly personId: PersonId;
  readonly isStaff: boolean;
}

/** A contract, whom it is about, and what is held on it. */
export interface TeamToNotify {
  readonly contractId: ContractId;
  readonly alternantId: PersonId;
  readonly mandates: readonly Pick<
    Mandate,
    'personId' | 'role' | 'from' | 'until' | 'absences' | 'memberOn' | 'placementId'
  >[];
}

/** Who stands on it that day: the alternant, and whoever else holds a mandate that gives rights. */
export function membersOn({ contractId, alternantId, mandates }: TeamToNotify, day: Day): TeamMember[] {
  const held = mandates.filter((one) => one.personId !== alternantId && holdsOn(one, day));
  return [
    { contractId, personId: alternantId, role: 'alternant', absent: false },
    ...held.map((one): TeamMember => {
      const { personId, role } = one;
      return { contractId, personId, role, absent: isAbsentOn(one, day), isAtHost: !answersForAll(one) };
    }),
  ];
}

/** Who is told that, of those who stand on the contract today: each once. */
export function selectRecipients(kind: NotificationKind, team: readonly TeamMember[]): Recipient[] {
  const notified = new Map<PersonId, boolean>();
  for (const member of team) {
    const heard = capacitiesOf(member, team).filter((capacity) =>
      NOTIFICATION_RULES[kind].to.includes(capacity),
    );
    if (heard.length === 0) continue;
    const isStaff = heard.some((capacity) => capacity !== 'alternant');
    notified.set(member.personId, isStaff || (notified.get(member.personId) ?? false));
  }
  return [...notified].map(([personId, isStaff]) => ({ personId, isStaff }));
}

function capacitiesOf({ role, isAtHost = false }: TeamMember, team: readonly TeamMember[]): Capacity[] {
  const isThere = (wanted: TeamMember['role']) => team.some((one) => one.role === wanted && !one.absent);
  switch (role) {
    case 'alternant':
      return ['alternant'];
    case 'main_tutor':
      return ['tutor', 'decider', 'attester'];
    case 'co_tutor':
      return isAtHost || isThere('main_tutor') ? ['tutor'] : ['tutor', 'decider'];
    case 'substitute':
      return isThere('main_tutor') ? [] : ['tutor'];
    case 'referent':
      return isThere('main_tutor') || isThere('co_tutor') || isThere('substitute')
        ? ['referent', 'attester']
        : ['referent', 'attester', 'deputy'];
    case 'hr':
      return ['administrator'];
    case 'centre_admin':
      return ['administrator', 'centre'];
    case 'observer':
      return [];
  }
}

/** Whether any of these kinds is told to those who administer a side. */
export const notifiesAdministrators = (kinds: readonly NotificationKind[]): boolean =>
  kinds.some((kind) =>
    NOTIFICATION_RULES[kind].to.some((capacity) => capacity === 'administrator' || capacity === 'centre'),
  );

/** Whether they said that no mail should tell it, and that counts: what safety hangs on is told to staff all the same. */
export function isMuted(
  kind: NotificationKind,
  isStaff: boolean,
  mutedKinds: readonly NotificationKind[],
): boolean {
  return mutedKinds.includes(kind) && !(isStaff && SAFETY_KINDS.includes(kind));
}
