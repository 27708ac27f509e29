import type { ContractId, PersonId } from '../../../kernel/ids.js';
import { SAFETY_KINDS, type NotificationKind } from '../../../kernel/notification-kinds.js';
import type { Subject } from '../notifications.types.js';

interface NotifiedEvent {
  readonly event: string;
  readonly kind: string;
  readonly level?: string;
}

interface SubjectEvent {
  readonly id: string;
  readonly contractId: ContractId;
  readonly actorId: PersonId | null;
  readonly level: string | null;
}

/** A level that awaits a decision; `half`: its second signature. */
export interface ReadyLevel {
  readonly contractId: ContractId;
  readonly level: string;
  readonly half: boolean;
}

/**
 * What one transaction tells, in the order of its facts. A revocation takes several sign-offs back and several levels down: it
 * is told once, by the first of them.
 */
export function listSubjects(notified: readonly NotifiedEvent[], events: readonly SubjectEvent[]): Subject[] {
  const byId = new Map(events.map((event) => [event.id, event]));
  const merged = new Set<string>();
  return notified.flatMap(({ event: id, kind: code, level }) => {
    const event = byId.get(id);
    const kind = code as NotificationKind;
    if (!event || merged.has(kind)) return [];
    if (SAFETY_KINDS.includes(kind)) merged.add(kind);
    return [{ ...event, kind, level: level ?? event.level }];
  });
}

/** What the time tells of attestations: as long as nothing renewed them. */
export const PREREQUISITE_KINDS: readonly NotificationKind[] = [
  'prerequisite_expiring',
  'prerequisite_expiring_soon',
  'prerequisite_missing',
];

/**
 * Whether it is still so: a decision that was taken since is awaited no more, what was renewed is not reminded of. `reminded`:
 * by contract and id.
 */
export function stillHolds(
  { id, kind, contractId, level }: Pick<Subject, 'id' | 'kind' | 'contractId' | 'level'>,
  ready: readonly ReadyLevel[],
  reminded: ReadonlySet<string>,
): boolean {
  if (PREREQUISITE_KINDS.includes(kind)) return reminded.has(`${contractId} ${id}`);
  if (kind !== 'decision_awaited' && kind !== 'cosignature_awaited') return true;
  return ready.some(
    (one) =>
      one.contractId === contractId && one.level === level && one.half === (kind === 'cosignature_awaited'),
  );
}
