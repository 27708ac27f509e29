import { bilingual, type Bilingual } from './language.js';

/**
 * As what somebody stands on a contract. `tutor`: main or co-tutor, and a substitute while the main tutor is not there.
 * `decider`: who decides on levels. `deputy`: the referent while no tutor is there.
 */
export type Capacity = 'alternant' | 'tutor' | 'decider' | 'referent' | 'deputy';

interface NotificationRule {
  readonly to: readonly Capacity[];
  /** A mail is read on the way and on locked screens: it says what kind of thing waits; never who, and nothing that somebody wrote. */
  readonly mail: Bilingual;
  /** An alternant’s safety, or a resident’s, hangs on it: told at once, and to tutors and referents whatever they prefer. */
  readonly safety?: true;
}

const NOTIFICATIONS = {
  revocation: {
    to: ['alternant', 'tutor', 'referent'],
    mail: bilingual('Une validation a été retirée.', 'A sign-off was revoked.'),
    safety: true,
  },
  fallback: {
    to: ['alternant', 'tutor', 'referent'],
    mail: bilingual(
      'Un palier n’est plus acquis : ce qui est permis a changé.',
      'A level is no longer achieved: what is allowed has changed.',
    ),
    safety: true,
  },
  concern_high: {
    to: ['alternant', 'tutor', 'referent'],
    mail: bilingual(
      'Une alerte grave retire des missions jusqu’à son examen.',
      'A high concern withdraws missions until it is reviewed.',
    ),
    safety: true,
  },
  beyond_entitlement: {
    to: ['tutor', 'referent'],
    mail: bilingual(
      'Quelque chose a été fait au-delà de ce qui était permis.',
      'Something was done beyond what was allowed.',
    ),
    safety: true,
  },
  revocation_proposed: {
    to: ['tutor', 'referent'],
    mail: bilingual(
      'Une observation met en doute ce qui est acquis : retirez la validation, ou dites pourquoi elle reste.',
      'An observation casts doubt on what is acquired: revoke the sign-off, or say why it stays.',
    ),
    safety: true,
  },
  concern_low: {
    to: ['tutor', 'referent'],
    mail: bilingual('Une alerte a été signalée.', 'A concern was raised.'),
  },
  level_opened: {
    to: ['alternant', 'tutor', 'referent'],
    mail: bilingual('Un palier s’est ouvert.', 'A level opened.'),
  },
  decision_awaited: {
    to: ['decider'],
    mail: bilingual('Un palier attend votre décision.', 'A level awaits your decision.'),
  },
  cosignature_awaited: {
    to: ['referent'],
    mail: bilingual(
      'Une décision de passage attend votre signature.',
      'A level decision awaits your signature.',
    ),
  },
  request_awaited: {
    to: ['tutor', 'deputy'],
    mail: bilingual('Une demande de validation attend.', 'A request for a sign-off awaits.'),
  },
  request_stale: {
    to: ['tutor', 'referent'],
    mail: bilingual(
      'Une demande de validation attend depuis plus de trois jours.',
      'A request for a sign-off has waited for more than three days.',
    ),
  },
  dispute_opened: {
    to: ['referent'],
    mail: bilingual('Une contestation attend votre avis.', 'A dispute awaits your ruling.'),
  },
  dispute_ruled: {
    to: ['alternant', 'tutor'],
    mail: bilingual('Une contestation a reçu sa réponse.', 'A dispute was ruled on.'),
  },
  request_answered: {
    to: ['alternant', 'tutor'],
    mail: bilingual('Une demande de validation a reçu sa réponse.', 'A request for a sign-off was answered.'),
  },
  ladder_changed: {
    to: ['alternant', 'tutor', 'referent'],
    mail: bilingual('Le contrat suit un nouveau parcours de missions.', 'The contract follows a new ladder.'),
  },
  corrected: {
    to: ['alternant', 'tutor', 'referent'],
    mail: bilingual(
      'Un fait déjà enregistré a été corrigé ou retiré.',
      'Something that was recorded before was corrected or withdrawn.',
    ),
  },
} as const satisfies Readonly<Record<string, NotificationRule>>;
export type NotificationKind = keyof typeof NOTIFICATIONS;

/** Everything that people are told of: whom, and in which words. */
export const NOTIFICATION_RULES: Readonly<Record<NotificationKind, NotificationRule>> = NOTIFICATIONS;

/** What people are told of, as codes. */
export const NOTIFICATION_KINDS = Object.keys(NOTIFICATIONS) as readonly NotificationKind[];

/** What is told at once, and to tutors and referents whatever they prefer. */
export const SAFETY_KINDS = NOTIFICATION_KINDS.filter((kind) => NOTIFICATION_RULES[kind].safety);
