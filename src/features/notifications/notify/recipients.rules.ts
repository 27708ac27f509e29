import type { PersonId } from '../../../kernel/ids.js';
import { SAFETY_KINDS, type NoticeKind } from '../../../kernel/notification-kinds.js';
import type { Stander } from '../notifications.types.js';

/**
 * As what somebody stands on a contract. `tutor`: main or co-tutor, and a substitute while the main tutor is not there.
 * `decider`: who decides on levels. `deputy`: the referent while no tutor is there.
 */
type Capacity = 'alternant' | 'tutor' | 'decider' | 'referent' | 'deputy';

const AUDIENCE: Readonly<Record<NoticeKind, readonly Capacity[]>> = {
  revocation: ['alternant', 'tutor', 'referent'],
  fallback: ['alternant', 'tutor', 'referent'],
  concern_high: ['alternant', 'tutor', 'referent'],
  beyond_entitlement: ['tutor', 'referent'],
  revocation_proposed: ['tutor', 'referent'],
  concern_low: ['tutor', 'referent'],
  level_opened: ['alternant', 'tutor', 'referent'],
  decision_awaited: ['decider'],
  cosignature_awaited: ['referent'],
  request_awaited: ['tutor', 'deputy'],
  request_stale: ['tutor', 'referent'],
  dispute_opened: ['referent'],
  dispute_ruled: ['alternant', 'tutor'],
  request_answered: ['alternant', 'tutor'],
  ladder_changed: ['alternant', 'tutor', 'referent'],
};

/** `isStaff`: told as tutor or referent, who answer for others. */
export interface Told {
  readonly personId: PersonId;
  readonly isStaff: boolean;
}

/** Who is told that, of those who stand on the contract today: each once. */
export function whoIsTold(kind: NoticeKind, team: readonly Stander[]): Told[] {
  const told = new Map<PersonId, boolean>();
  for (const stander of team) {
    const heard = capacitiesOf(stander, team).filter((capacity) => AUDIENCE[kind].includes(capacity));
    if (heard.length === 0) continue;
    const isStaff = heard.some((capacity) => capacity !== 'alternant');
    told.set(stander.personId, isStaff || (told.get(stander.personId) ?? false));
  }
  return [...told].map(([personId, isStaff]) => ({ personId, isStaff }));
}

function capacitiesOf({ role }: Stander, team: readonly Stander[]): Capacity[] {
  const isThere = (wanted: Stander['role']) => team.some((one) => one.role === wanted && !one.absent);
  switch (role) {
    case 'alternant':
      return ['alternant'];
    case 'main_tutor':
      return ['tutor', 'decider'];
    case 'co_tutor':
      return isThere('main_tutor') ? ['tutor'] : ['tutor', 'decider'];
    case 'substitute':
      return isThere('main_tutor') ? [] : ['tutor'];
    case 'referent':
      return isThere('main_tutor') || isThere('co_tutor') || isThere('substitute')
        ? ['referent']
        : ['referent', 'deputy'];
    case 'observer':
      return [];
  }
}

/** Whether they said that no mail should tell it, and that counts: what safety hangs on is told to staff all the same. */
export function isSwitchedOff(kind: NoticeKind, isStaff: boolean, off: readonly NoticeKind[]): boolean {
  return off.includes(kind) && !(isStaff && SAFETY_KINDS.includes(kind));
}
