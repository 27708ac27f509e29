import { addDays, type Day } from '../../kernel/days.js';
import { formatDay } from '../../kernel/days-in-words.js';
import type { FieldError } from '../../kernel/errors.js';
import { fieldError } from '../../kernel/refusals.js';

export const notOfHost = (): FieldError =>
  fieldError(
    '/personId',
    'not_a_member',
    'Un tuteur d’accueil est un tuteur ou un RH de la structure d’accueil pendant ces jours.',
    'A tutor at a host is a tutor or HR of the host on these days.',
  );

export const notAtAHost = (): FieldError =>
  fieldError(
    '/role',
    'not_at_a_host',
    'Chez un hôte on est cotuteur ou suppléant : le tuteur principal reste chez l’employeur.',
    'At a host one is a co-tutor or a substitute: the main tutor stays at the employer.',
  );

export const outsidePlacement = (from: Day, until: Day): FieldError =>
  fieldError(
    '/from',
    'outside_placement',
    `Ce mandat vaut pendant l’accueil, du ${formatDay(from).fr} au ${formatDay(addDays(until, -1)).fr} : commencez-le un de ces jours.`,
    `This mandate holds during the placement, from ${formatDay(from).en} to ${formatDay(addDays(until, -1)).en}: begin it on one of these days.`,
  );
