import { addDays, type Day } from '../../kernel/days.js';
import { formatDay } from '../../kernel/days-in-words.js';
import type { MandateId } from '../../kernel/ids.js';
import { AppError, type FieldError } from '../../kernel/errors.js';
import { PEOPLE_LABELS } from '../../kernel/labels/people-labels.js';
import { bilingual } from '../../kernel/language.js';
import { fieldError, forbidden, invalidField } from '../../kernel/refusals.js';
import type { MandateRole } from './mandates.types.js';

export const notYoursToOpen = (role: MandateRole): AppError =>
  forbidden(
    `Vous ne confiez pas le rôle de ${PEOPLE_LABELS.MandateRole[role].fr} ici : demandez aux RH pour un tuteur, au centre pour un référent ou un tuteur RH.`,
    `The role of ${PEOPLE_LABELS.MandateRole[role].en} is not yours to give here: ask HR for a tutor, the training centre for a referent or a tutor who is HR.`,
  );

export const notForOneself = (): AppError =>
  forbidden(
    'Nul n’ouvre, ne prolonge ni n’élargit son propre mandat, même par un client d’API : demandez à un autre administrateur, ou au centre.',
    'Nobody opens, prolongs or widens their own mandate, nor by an API client of theirs: ask another administrator, or the training centre.',
  );

export const notYoursToDeclare = (): AppError =>
  forbidden(
    'Une absence est déclarée par la personne elle-même, les RH de l’employeur ou le centre de formation.',
    'An absence is declared by the person themself, the employer’s HR or the training centre.',
  );

export const notAMember = (role: MandateRole): FieldError =>
  fieldError(
    '/personId',
    'not_a_member',
    role === 'referent'
      ? 'Un référent est un référent ou un administrateur du centre de formation pendant ces jours.'
      : role === 'observer'
        ? 'Un observateur est membre de l’employeur ou du centre de formation pendant ces jours.'
        : 'Un tuteur est un tuteur ou un RH de l’employeur pendant ces jours : enregistrez d’abord son appartenance.',
    role === 'referent'
      ? 'A referent is a referent or an administrator of the training centre on these days.'
      : role === 'observer'
        ? 'An observer is a member of the employer or of the training centre on these days.'
        : 'A tutor is a tutor or HR of the employer on these days: record their membership first.',
  );

export const alternantThemself = (): FieldError =>
  fieldError(
    '/personId',
    'alternant_themself',
    'L’alternant ne peut porter un mandat sur son propre contrat.',
    'The alternant cannot hold a mandate on their own contract.',
  );

export const levelForTutors = (): FieldError =>
  fieldError(
    '/maxLevel',
    'tutor_only',
    'Seul un tuteur a un palier maximal.',
    'Only a tutor has a highest level.',
  );

export const unknownLevel = (): FieldError =>
  fieldError(
    '/maxLevel',
    'unknown_level',
    'Le parcours du contrat n’a pas ce palier.',
    'The ladder of the contract has no such level.',
  );

export const tooFarBack = (): FieldError =>
  fieldError(
    '/from',
    'too_far_back',
    'Sur un contrat signé, un mandat commence au plus tôt 7 jours en arrière.',
    'On a signed contract a mandate starts at most 7 days back.',
  );

export const endsBeforeStart = (pointer: '/to' | '/on'): FieldError =>
  fieldError(
    pointer,
    'before_start',
    'La fin ne peut pas précéder le premier jour.',
    'The end cannot come before the first day.',
  );

export const onlyShortens = (): FieldError =>
  fieldError(
    '/on',
    'after_end',
    'Le mandat se termine déjà avant ce jour : on l’écourte, on ne le prolonge pas.',
    'The mandate already ends before this day: it is shortened, never prolonged.',
  );

export const absenceOnlyShortens = (): FieldError =>
  fieldError(
    '/on',
    'after_end',
    'L’absence se termine déjà avant ce jour : on l’écourte ; pour la prolonger, déclarez-en une autre.',
    'The absence already ends before this day: it is shortened; to prolong it, declare another one.',
  );

export const notReplaceable = (): FieldError =>
  fieldError(
    '/replaces',
    'other_role',
    'Un mandat en remplace un autre du même contrat et du même rôle.',
    'A mandate replaces another one of the same contract and role.',
  );

export const alreadyEnded = (): FieldError =>
  fieldError(
    '/replaces',
    'already_ended',
    'Ce mandat se termine avant que le nouveau ne commence : il n’est plus à remplacer.',
    'That mandate ends before the new one begins: there is nothing to replace.',
  );

export const startsBeforeReplaced = (): FieldError =>
  fieldError(
    '/from',
    'before_replaced',
    'Un mandat commence au plus tôt avec celui qu’il remplace.',
    'A mandate begins at the earliest with the one that it replaces.',
  );

/** What ended keeps a team, to revoke and to rule on what was contested; what never ran has nothing to look after. */
export const contractCancelled = (): AppError =>
  new AppError(
    'conflict',
    'illegal_transition',
    {
      title: bilingual('Contrat annulé', 'Contract cancelled'),
      detail: bilingual(
        'Ce contrat a été annulé avant de commencer : personne n’y reçoit plus de mandat.',
        'This contract was cancelled before it began: nobody is given a mandate on it any more.',
      ),
    },
    { currentStatus: 'cancelled', allowed: [] },
  );

/** A mandate as a refusal names it. `until` excluded. */
export interface NamedMandate {
  readonly id: MandateId;
  readonly givenName: string;
  readonly familyName: string;
  readonly from: Day;
  readonly until: Day | null;
}

const membersOf = ({ id, givenName, familyName, from, until }: NamedMandate) => ({
  mandate: { id, givenName, familyName, from, to: until && addDays(until, -1) },
});

export const called = ({ givenName, familyName }: NamedMandate) => `${givenName} ${familyName}`.trim();

/** `held` is not known to the constraint, which has the last word. */
export const mainTutorOverlap = (held: NamedMandate | null = null): AppError => {
  const from = held && formatDay(held.from);
  return new AppError(
    'conflict',
    'main_tutor_overlap',
    {
      title: bilingual('Deux tuteurs principaux', 'Two main tutors'),
      detail: bilingual(
        `${held && from ? `Le mandat de tuteur principal de ${called(held)}, depuis le ${from.fr},` : 'Un autre mandat de tuteur principal'} couvre une partie de ces jours : mettez-y fin, ou nommez-le dans « replaces ».`,
        `${held && from ? `The main tutor’s mandate of ${called(held)}, from ${from.en},` : 'Another main tutor’s mandate'} covers some of these days: end it, or name it in "replaces".`,
      ),
    },
    held ? membersOf(held) : {},
  );
};

export const mandateExists = (held: NamedMandate): AppError =>
  new AppError(
    'conflict',
    'mandate_exists',
    {
      title: bilingual('Mandat déjà ouvert', 'Mandate opened already'),
      detail: bilingual(
        `${called(held)} a déjà ce mandat, aux mêmes jours et au même palier : il n’y a rien à ouvrir.`,
        `${called(held)} holds this mandate already, on the same days and up to the same level: there is nothing to open.`,
      ),
    },
    membersOf(held),
  );

export const tooManyMandates = (most: number): AppError =>
  invalidField(
    '/memberships',
    'too_many_mandates',
    `Cette fin d’appartenance terminerait plus de ${most} mandats à la fois : terminez-en une partie d’abord.`,
    `Ending this membership would end more than ${most} mandates at once: end some of them first.`,
  );

export const notYoursToAppraise = (): AppError =>
  forbidden(
    'Seuls l’employeur, le centre, leurs auditeurs et cette personne lisent si elle peut être tuteur.',
    'Only the employer, the centre, their auditors and this person read whether they may tutor.',
  );
