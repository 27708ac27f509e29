import type { Day } from '../../kernel/days.js';
import type { PersonId } from '../../kernel/ids.js';
import { refusedWithoutMandate } from '../mandates/whom-to-ask.types.js';
import { TUTOR_ROLES, type Team } from '../mandates/mandates.types.js';
import { AppError, type FieldError } from '../../kernel/errors.js';
import { LADDER_LABELS } from '../../kernel/labels/ladder-labels.js';
import { bilingual, type Bilingual } from '../../kernel/language.js';
import { fieldError, forbidden, mandateMissing } from '../../kernel/refusals.js';
import { listed, shorten } from '../../kernel/sentences.js';
import type { Claim, RequestAct, RequestStatus } from './sign-off-requests.types.js';

export const askerMandateMissing = (team: Team, person: PersonId, today: Day): AppError =>
  refusedWithoutMandate(
    team,
    { roles: TUTOR_ROLES, on: today, not: person },
    'Une validation est demandée par l’alternant, un tuteur ou un observateur du contrat',
    'A sign-off is asked for by the alternant, a tutor or an observer of the contract',
  );

export const claimerMandateMissing = (team: Team, person: PersonId, today: Day): AppError =>
  refusedWithoutMandate(
    team,
    { roles: TUTOR_ROLES, on: today, not: person },
    'Seul un tuteur du contrat, jusqu’au palier demandé et non absent, prend cette demande',
    'Only a tutor of the contract, up to the level asked for and not absent, claims this request',
  );

export const claimerAbsent = (): AppError =>
  mandateMissing(
    'Vous êtes déclaré absent : vous pouvez décider directement, tant que personne d’autre n’a pris la demande, ou mettre fin à l’absence.',
    'You are declared absent: you can decide directly, as long as nobody else has claimed the request, or end the absence.',
  );

export const notTheAsker = (): AppError =>
  forbidden(
    'Seule la personne qui a fait cette demande peut la retirer, tant qu’elle appartient à une organisation du contrat.',
    'Only whoever made this request may withdraw it, as long as they belong to an organisation of the contract.',
  );

export const requestNotOpen = (currentStatus: RequestStatus, allowed: readonly RequestAct[]): AppError =>
  new AppError(
    'conflict',
    'illegal_transition',
    {
      title: bilingual('Étape impossible', 'Illegal transition'),
      detail: explainStatus(currentStatus, allowed),
    },
    { currentStatus, allowed },
  );

function explainStatus(status: RequestStatus, allowed: readonly RequestAct[]): Bilingual {
  const { SignOffRequestStatus: statuses, RequestAct: acts } = LADDER_LABELS;
  const { fr, en } = statuses[status];
  if (allowed.length === 0)
    return bilingual(
      `Demande ${fr} : elle ne change plus, faites-en une autre si besoin.`,
      `Request ${en}: it no longer changes, make another one if needed.`,
    );
  return bilingual(
    `Demande ${fr} : on peut seulement ${
      listed(
        allowed.map((act) => acts[act].fr),
        'ou',
      ).fr
    }.`,
    `Request ${en}: all that can be done is to ${
      listed(
        allowed.map((act) => acts[act].en),
        'ou',
      ).en
    }.`,
  );
}

export const alreadyClaimed = (
  { claimedBy, claimedAt }: Claim,
  currentStatus: RequestStatus,
  allowed: readonly RequestAct[],
): AppError =>
  new AppError(
    'conflict',
    'already_claimed',
    {
      title: bilingual('Demande déjà prise', 'Request already claimed'),
      detail: bilingual(
        'Quelqu’un s’en occupe déjà : voyez avec cette personne, ou attendez. La demande sera de nouveau libre 72 h après avoir été prise.',
        'Somebody already takes care of it ("claimedBy"). Ask that person, or wait: 72 h after it was claimed the request is free again.',
      ),
    },
    { currentStatus, allowed, claimedBy, claimedAt },
  );

export const notRequested = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'not_requested',
    'Cette demande ne porte pas sur cette compétence à ce palier. Validez-la sans passer par la demande.',
    'This request does not ask about this competency at this level. Sign it off outside of the request.',
  );

export const unanswered = (titles: readonly string[]): FieldError => {
  const [first = ''] = titles;
  const others = titles.length - 1;
  const named = `« ${shorten(first)} »`;
  return fieldError(
    '/items',
    'unanswered',
    `Répondez à tout, au besoin par « non évaluable » ; il manque ${named}${others > 0 ? ` et ${others} de plus` : ''}.`,
    `Answer everything, if need be with "cannot_assess"; missing is ${named}${others > 0 ? ` and ${others} more` : ''}.`,
  );
};
