import { bilingual, type Bilingual } from './language.js';

/**
 * As what somebody stands on a contract. `tutor`: main or co-tutor, and a substitute while the main tutor is not there.
 * `decider`: who decides on levels. `deputy`: the referent while no tutor is there. `attester`: main tutor or referent, who
 * attest. `administrator`: HR of the employer, or the centre’s administrator; `centre`: the latter alone.
 */
export type Capacity =
  'alternant' | 'tutor' | 'decider' | 'referent' | 'deputy' | 'attester' | 'administrator' | 'centre';

type Data = Readonly<Record<string, unknown>>;

interface NotificationRule {
  /** The events that tell it: each of that type, or whose data say so. Absent: the ladder’s progression tells it, or the time. */
  readonly on?: Readonly<Record<string, true | ((data: Data) => boolean)>>;
  readonly to: readonly Capacity[];
  /** A mail is read on the way and on locked screens: it says what kind of thing waits; never who, and nothing that somebody wrote. */
  readonly mail: Bilingual;
  /** An alternant’s safety, or a resident’s, hangs on it: told at once, and to tutors and referents whatever they prefer. */
  readonly safety?: true;
}

const isBeyond = (item: unknown): boolean =>
  (item as { readonly beyondEntitlement?: unknown } | null)?.beyondEntitlement === true;

/** The first is told of several that one event would tell: what was unsafe says more than where it was done. */
const NOTIFICATIONS = {
  revocation: {
    on: { 'sign_off.revoked': true },
    to: ['alternant', 'tutor', 'referent'],
    mail: bilingual('Une validation a été retirée.', 'A sign-off was revoked.'),
    safety: true,
  },
  fallback: {
    on: { 'level.reopened': true, 'level.locked': true },
    to: ['alternant', 'tutor', 'referent'],
    mail: bilingual(
      'Un palier n’est plus acquis : ce qui est permis a changé.',
      'A level is no longer achieved: what is allowed has changed.',
    ),
    safety: true,
  },
  concern_high: {
    on: { 'concern.raised': ({ severity }) => severity === 'high' },
    to: ['alternant', 'tutor', 'referent'],
    mail: bilingual(
      'Une alerte grave retire des missions jusqu’à son examen.',
      'A high concern withdraws missions until it is reviewed.',
    ),
    safety: true,
  },
  revocation_proposed: {
    on: { 'observation.recorded': ({ proposesRevocation }) => proposesRevocation === true },
    to: ['tutor', 'referent'],
    mail: bilingual(
      'Une observation met en doute ce qui est acquis : retirez la validation, ou dites pourquoi elle reste.',
      'An observation casts doubt on what is acquired: revoke the sign-off, or say why it stays.',
    ),
    safety: true,
  },
  beyond_entitlement: {
    on: {
      'observation.recorded': ({ items }) => Array.isArray(items) && items.some(isBeyond),
      'journal_entry.recorded': isBeyond,
    },
    to: ['tutor', 'referent'],
    mail: bilingual(
      'Quelque chose a été fait au-delà de ce qui était permis.',
      'Something was done beyond what was allowed.',
    ),
    safety: true,
  },
  concern_low: {
    on: { 'concern.raised': ({ severity }) => severity !== 'high' },
    to: ['tutor', 'referent'],
    mail: bilingual('Une alerte a été signalée.', 'A concern was raised.'),
  },
  level_opened: {
    on: { 'level.opened': true },
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
    on: { 'sign_off_request.submitted': true },
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
    on: { 'dispute.opened': true },
    to: ['referent'],
    mail: bilingual('Une contestation attend votre avis.', 'A dispute awaits your ruling.'),
  },
  dispute_ruled: {
    on: { 'dispute.ruled': true },
    to: ['alternant', 'tutor'],
    mail: bilingual('Une contestation a reçu sa réponse.', 'A dispute was ruled on.'),
  },
  request_answered: {
    on: { 'sign_off_request.decided': true },
    to: ['alternant', 'tutor'],
    mail: bilingual('Une demande de validation a reçu sa réponse.', 'A request for a sign-off was answered.'),
  },
  guest_link_disowned: {
    // Whoever gave the link is told, whatever they are to the contract.
    to: [],
    mail: bilingual(
      'Un lien est arrivé chez quelqu’un d’autre, qui l’a signalé : il ne sert plus.',
      'A link reached somebody else, who said so: it is good no more.',
    ),
  },
  ladder_changed: {
    on: { 'contract.ladder_changed': true },
    to: ['alternant', 'tutor', 'referent'],
    mail: bilingual('Le contrat suit un nouveau parcours de missions.', 'The contract follows a new ladder.'),
  },
  amendment_awaited: {
    on: { 'amendment.proposed': true },
    to: ['alternant'],
    mail: bilingual(
      'Un avenant à votre contrat attend votre réponse.',
      'An amendment of your contract awaits your answer.',
    ),
  },
  prerequisite_expiring: {
    to: ['alternant', 'attester', 'administrator'],
    mail: bilingual(
      'Une attestation arrive à son terme : son renouvellement est à prévoir.',
      'An attestation is coming to its end: its renewal has to be planned.',
    ),
  },
  prerequisite_expiring_soon: {
    to: ['alternant', 'attester', 'administrator'],
    mail: bilingual(
      'Une attestation finit bientôt : sans renouvellement, des missions seront refusées.',
      'An attestation ends soon: unless it is renewed, missions will be refused.',
    ),
  },
  prerequisite_missing: {
    to: ['alternant', 'attester', 'administrator'],
    mail: bilingual(
      'Une attestation manque ou a pris fin : des missions l’attendent.',
      'An attestation is missing or has ended: missions wait for it.',
    ),
  },
  trial_period_ending: {
    to: ['decider', 'administrator'],
    mail: bilingual(
      'Une période d’essai se termine bientôt : faites le point avant son dernier jour.',
      'A trial period ends soon: take stock before its last day.',
    ),
  },
  outcome_awaited: {
    to: ['alternant', 'referent'],
    mail: bilingual(
      'Un contrat a pris fin il y a six mois : dites ce qui a suivi.',
      'A contract ended six months ago: say what followed.',
    ),
  },
  review_planned: {
    on: { 'review.planned': true, 'review.resumed': true },
    to: ['alternant', 'tutor', 'referent'],
    mail: bilingual('Un bilan ou une visite est prévu.', 'A review or a visit is planned.'),
  },
  review_moved: {
    on: { 'review.moved': true, 'review.cancelled': true },
    to: ['alternant', 'tutor', 'referent'],
    mail: bilingual(
      'Un bilan ou une visite a été déplacé ou annulé.',
      'A review or a visit was moved or cancelled.',
    ),
  },
  review_awaited: {
    on: { 'review.held': true },
    to: ['alternant', 'tutor', 'referent'],
    mail: bilingual('Un bilan attend votre partie.', 'A review awaits your section.'),
  },
  review_disagreed: {
    on: { 'review.disagreed': true },
    to: ['referent', 'centre'],
    mail: bilingual('Quelqu’un n’est pas d’accord avec un bilan.', 'Somebody disagrees with a review.'),
  },
  review_due: {
    to: ['referent'],
    mail: bilingual('Un bilan ou une visite est à organiser.', 'A review or a visit is to be planned.'),
  },
  review_late: {
    to: ['referent', 'centre'],
    mail: bilingual('Un bilan ou une visite est en retard.', 'A review or a visit is late.'),
  },
  corrected: {
    on: {
      // What a revocation withdraws is told with it.
      'observation.withdrawn': ({ revocationId }) => revocationId === undefined,
      'contract.confirmed': true,
      'contract.confirmation_withdrawn': true,
      'contract.step_corrected': true,
      'contract.step_withdrawn': true,
      'mandate.absence_ended': true,
      'assignment.ended': true,
      'resumption.withdrawn': true,
      'attestation.withdrawn': true,
    },
    to: ['alternant', 'tutor', 'referent'],
    mail: bilingual(
      'Un fait déjà enregistré a été corrigé ou retiré.',
      'Something that was recorded before was corrected or withdrawn.',
    ),
  },
} as const satisfies Readonly<Record<string, NotificationRule>>;
export type NotificationKind = keyof typeof NOTIFICATIONS;

/** Everything that people are told of: by which events, whom, and in which words. */
export const NOTIFICATION_RULES: Readonly<Record<NotificationKind, NotificationRule>> = NOTIFICATIONS;

/** What people are told of, as codes. */
export const NOTIFICATION_KINDS = Object.keys(NOTIFICATIONS) as readonly NotificationKind[];

/** What is told at once, and to tutors and referents whatever they prefer. */
export const SAFETY_KINDS = NOTIFICATION_KINDS.filter((kind) => NOTIFICATION_RULES[kind].safety);

/** What an event tells people, or null: it is history alone, and costs nothing more. */
export const kindOf = ({
  type,
  data,
}: {
  readonly type: string;
  readonly data: Data;
}): NotificationKind | null =>
  NOTIFICATION_KINDS.find((kind) => {
    const { on = {} } = NOTIFICATION_RULES[kind];
    const isOne = Object.hasOwn(on, type) && on[type];
    return typeof isOne === 'function' ? isOne(data) : isOne;
  }) ?? null;
