import type { Instant } from '../../kernel/days.js';
import type { ContractId, Id, PersonId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';
import type { NotificationKind } from '../../kernel/notification-kinds.js';
import type { MandateRole } from '../mandates/mandates.types.js';

export type NotificationId = Id<'notification'>;
export type MailId = Id<'mail'>;

/** How somebody wants to be told. Times are those of clocks in Paris, `HH:MM`. */
export interface Preferences {
  readonly language: Language;
  readonly digestAt: string;
  /** From that time to the other nothing rings that can wait; the same time twice: no such hours. */
  readonly quietFrom: string;
  readonly quietTo: string;
  /** Not sent by mail; listed all the same. */
  readonly mutedKinds: readonly NotificationKind[];
}

/** The preferences of whoever never chose any. */
export const DEFAULT_PREFERENCES: Preferences = {
  language: 'fr',
  digestAt: '07:30',
  quietFrom: '20:00',
  quietTo: '07:00',
  mutedKinds: [],
};

/** Somebody who stands on a contract today. */
export interface TeamMember {
  readonly contractId: ContractId;
  readonly personId: PersonId;
  readonly role: MandateRole | 'alternant' | 'hr' | 'centre_admin';
  readonly absent: boolean;
  /** They tutor at a host: for what is done there. */
  readonly isAtHost?: boolean;
}

/** Something that people are told of: a fact, or what the time brought. */
export interface Subject {
  /** That of the event; of what waits, where the time alone tells. */
  readonly id: string;
  readonly kind: NotificationKind;
  readonly contractId: ContractId;
  /** Whoever did it knows. */
  readonly actorId: PersonId | null;
  readonly level: string | null;
}

export interface NewNotification {
  readonly id: NotificationId;
  readonly subject: Subject;
  readonly personId: PersonId;
  /** When a mail may say it; null: never. */
  readonly dueAt: Instant | null;
}

/** What somebody was told. */
export interface NotificationRow {
  readonly id: NotificationId;
  readonly kind: NotificationKind;
  readonly subjectId: string;
  readonly contractId: ContractId;
  readonly level: string | null;
  readonly notifiedAt: Instant;
  readonly mailedAt: Instant | null;
}

/** A notification that a mail says, or will. */
export interface MailLine {
  readonly kind: NotificationKind;
  readonly contractId: ContractId;
}
