import type { Instant } from '../../kernel/days.js';
import type { ContractId, Id, PersonId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';
import type { NoticeKind } from '../../kernel/notification-kinds.js';
import type { MandateRole } from '../mandates/mandates.types.js';

export type NoticeId = Id<'notice'>;
export type MailId = Id<'mail'>;

/** How somebody wants to be told. Times are those of clocks in Paris, `HH:MM`. */
export interface Preferences {
  readonly language: Language;
  readonly digestAt: string;
  /** From that time to the other nothing rings that can wait; the same time twice: no such hours. */
  readonly quietFrom: string;
  readonly quietTo: string;
  /** Not sent by mail; listed all the same. */
  readonly off: readonly NoticeKind[];
}

/** Of whoever never said. */
export const DEFAULT_PREFERENCES: Preferences = {
  language: 'fr',
  digestAt: '07:30',
  quietFrom: '20:00',
  quietTo: '07:00',
  off: [],
};

/** Somebody who stands on a contract today. */
export interface Stander {
  readonly contractId: ContractId;
  readonly personId: PersonId;
  readonly role: MandateRole | 'alternant';
  readonly absent: boolean;
}

/** Something that people are told of: a fact, or what the time brought. */
export interface Thing {
  /** That of the event; of what waits, where the time alone tells. */
  readonly id: string;
  readonly kind: NoticeKind;
  readonly contractId: ContractId;
  /** Whoever did it knows. */
  readonly actorId: PersonId | null;
  readonly level: string | null;
}

export interface NewNotice {
  readonly id: NoticeId;
  readonly thing: Thing;
  readonly personId: PersonId;
  /** When a mail may say it; null: never. */
  readonly dueAt: Instant | null;
}

/** What somebody was told. */
export interface NoticeRow {
  readonly id: NoticeId;
  readonly kind: NoticeKind;
  readonly thingId: string;
  readonly contractId: ContractId;
  readonly level: string | null;
  readonly toldAt: Instant;
  readonly mailedAt: Instant | null;
}

/** A notice that a mail says, or will. */
export interface Said {
  readonly kind: NoticeKind;
  readonly contractId: ContractId;
}
