import { addDays, type Day } from '../../kernel/days.js';
import { formatDay } from '../../kernel/days-in-words.js';
import { AppError, type FieldError } from '../../kernel/errors.js';
import { bilingual } from '../../kernel/language.js';
import { fieldError, forbidden } from '../../kernel/refusals.js';
import { shorten } from '../../kernel/sentences.js';
import type { PlacementRow } from './placements.types.js';

export const oneHost = (): FieldError =>
  fieldError(
    '/hostId',
    'one_host',
    'Nommez l’hôte une fois : par son organisation s’il est dans Palier, sinon par son nom.',
    'Name the host once: by "hostId" if it is in Palier, else by "host".',
  );

export const tutorOutsideOnly = (): FieldError =>
  fieldError(
    '/tutorName',
    'outside_hosts_only',
    'Le tuteur d’un hôte de Palier reçoit un mandat : ne donnez son nom que pour un autre hôte.',
    'The tutor at a host in Palier is given a mandate: name them only for another host.',
  );

export const hostIsEmployer = (pointer: '/hostId' | '/host/siret'): FieldError =>
  fieldError(
    pointer,
    'host_is_employer',
    'L’hôte est l’employeur lui-même : un accueil se passe ailleurs.',
    'The host is the employer itself: a placement is elsewhere.',
  );

export const hostNoEmployer = (): FieldError =>
  fieldError(
    '/hostId',
    'not_an_employer',
    'Un centre de formation n’accueille pas : nommez la structure où l’alternant travaille.',
    'A training centre is no host: name the structure where the alternant works.',
  );

export const hostFixed = (): FieldError =>
  fieldError(
    '/hostId',
    'host_fixed',
    'Un accueil garde son hôte : retirez-le, puis enregistrez celui de l’autre hôte.',
    'A placement keeps its host: withdraw it, then record that of the other host.',
  );

export const structureTypeNeeded = (): FieldError =>
  fieldError(
    '/structureType',
    'required',
    'Dites le type de structure de l’hôte : les missions permises en dépendent.',
    'Say the structure type of the host: what is allowed there depends on it.',
  );

export const placementBackwards = (): FieldError =>
  fieldError(
    '/to',
    'before_from',
    'Le dernier jour de l’accueil précède le premier : corrigez l’un des deux.',
    'The last day of the placement is before the first: correct one of them.',
  );

export const placedOutside = (pointer: '/from' | '/to', from: Day, until: Day): FieldError =>
  fieldError(
    pointer,
    'outside_contract',
    `Ce jour est hors du contrat, qui court du ${formatDay(from).fr} au ${formatDay(addDays(until, -1)).fr}.`,
    `This day is outside the contract, which runs from ${formatDay(from).en} to ${formatDay(addDays(until, -1)).en}.`,
  );

export const sentBeforeSigned = (): FieldError =>
  fieldError(
    '/agreement/sentOn',
    'before_signed',
    'La convention est envoyée au plus tôt le jour de sa signature.',
    'The agreement is sent on the day of its signature at the earliest.',
  );

export const mandateLastsLonger = (pointer: '/from' | '/to'): FieldError =>
  fieldError(
    pointer,
    'mandate_lasts_longer',
    'Un tuteur a un mandat chez l’hôte ces jours-là : mettez d’abord fin au mandat, ou à l’accueil.',
    'A tutor holds a mandate at the host on these days: end the mandate first, or the placement.',
  );

export const endsBeforePlacement = (): FieldError =>
  fieldError(
    '/on',
    'before_start',
    'La fin ne peut pas précéder le premier jour de l’accueil.',
    'The end cannot come before the first day of the placement.',
  );

export const onlyShortensPlacement = (): FieldError =>
  fieldError(
    '/on',
    'after_end',
    'L’accueil se termine déjà avant ce jour : corrigez-le pour le prolonger.',
    'The placement already ends before this day: correct it to prolong it.',
  );

/** `held` is not known to the constraint, which has the last word. */
export const placementOverlap = (
  held: Pick<PlacementRow, 'hostName' | 'from' | 'until'> | null = null,
): AppError => {
  const [from, to] = held ? [formatDay(held.from), formatDay(addDays(held.until, -1))] : [];
  return new AppError('conflict', 'placement_overlap', {
    title: bilingual('Deux accueils le même jour', 'Two placements on one day'),
    detail: bilingual(
      held && from && to
        ? `L’accueil chez « ${shorten(held.hostName)} » court du ${from.fr} au ${to.fr} : écourtez-le, ou changez les jours.`
        : 'Un autre accueil de ce contrat couvre une partie de ces jours : écourtez-le, ou changez les jours.',
      held && from && to
        ? `The placement at "${shorten(held.hostName)}" runs from ${from.en} to ${to.en}: shorten it, or change the days.`
        : 'Another placement of this contract covers some of these days: shorten it, or change the days.',
    ),
  });
};

export const placementWithdrawn = (): AppError =>
  new AppError('conflict', 'already_withdrawn', {
    title: bilingual('Déjà retiré', 'Already withdrawn'),
    detail: bilingual(
      'Cet accueil a été retiré : enregistrez-en un autre s’il a bien lieu.',
      'This placement was withdrawn: record another one if it takes place after all.',
    ),
  });

export const tooManyPlacements = (): AppError =>
  new AppError('conflict', 'too_many_placements', {
    title: bilingual('Trop d’accueils', 'Too many placements'),
    detail: bilingual(
      'Ce contrat a déjà autant d’accueils et de corrections qu’il peut en garder.',
      'This contract has as many placements and corrections as it can keep.',
    ),
  });

export const cancelledForPlacement = (): AppError =>
  new AppError(
    'conflict',
    'illegal_transition',
    {
      title: bilingual('Contrat annulé', 'Contract cancelled'),
      detail: bilingual(
        'Ce contrat a été annulé avant de commencer : personne n’y est accueilli ailleurs.',
        'This contract was cancelled before it began: nobody is placed elsewhere on it.',
      ),
    },
    { currentStatus: 'cancelled', allowed: [] },
  );

export const notYoursToPlace = (): AppError =>
  forbidden(
    'Un accueil est enregistré par les RH de l’employeur ou par le centre de formation.',
    'A placement is recorded by the employer’s HR or by the training centre.',
  );
