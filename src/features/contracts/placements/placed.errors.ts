import { addDays } from '../../../kernel/days.js';
import { formatDay } from '../../../kernel/days-in-words.js';
import type { FieldError } from '../../../kernel/errors.js';
import { fieldError } from '../../../kernel/refusals.js';
import { shorten } from '../../../kernel/sentences.js';
import type { PlacementRow } from './placements.types.js';

export const employerHosts = ({ hostName }: Pick<PlacementRow, 'hostName'>): FieldError =>
  fieldError(
    '/employerId',
    'host_is_employer',
    `L’alternant est accueilli chez « ${shorten(hostName)} » : retirez cet accueil avant d’en faire l’employeur.`,
    `The alternant is placed at "${shorten(hostName)}": withdraw that placement before making it the employer.`,
  );

export const leavesOutPlacement = (
  pointer: '/startsOn' | '/endsOn',
  { hostName, from, until }: Pick<PlacementRow, 'hostName' | 'from' | 'until'>,
): FieldError => {
  const [first, last] = [formatDay(from), formatDay(addDays(until, -1))];
  return fieldError(
    pointer,
    'leaves_out_placement',
    `L’accueil chez « ${shorten(hostName)} » court du ${first.fr} au ${last.fr} : corrigez-le d’abord, ou retirez-le.`,
    `The placement at "${shorten(hostName)}" runs from ${first.en} to ${last.en}: correct it first, or withdraw it.`,
  );
};
