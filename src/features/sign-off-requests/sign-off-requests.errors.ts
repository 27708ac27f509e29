import { AppError, type FieldError } from '../../kernel/errors.js';
import { bilingual } from '../../kernel/language.js';
import { fieldError, forbidden, mandateMissing } from '../../kernel/refusals.js';
import type { Claim, RequestAct, RequestedItem, RequestStatus } from './sign-off-requests.types.js';

export const askerMandateMissing = (): AppError =>
  mandateMissing(
    'Une validation est demandée par l’alternant lui-même, ou par qui a aujourd’hui un mandat de tuteur ou d’observateur sur ce contrat.',
    'A sign-off is asked for by the alternant, or by whoever holds a tutor’s or an observer’s mandate on this contract today.',
  );

export const claimerMandateMissing = (): AppError =>
  mandateMissing(
    'Pour prendre cette demande, il faut aujourd’hui un mandat de tuteur sur ce contrat, jusqu’au palier demandé, et ne pas être déclaré absent.',
    'To claim this request you need a tutor’s mandate on this contract today, up to the level asked for, and not be declared absent.',
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
      detail: bilingual(
        'L’état de la demande ne le permet pas : voyez « currentStatus », et ce qui est possible dans « allowed ».',
        'The state of the request does not allow this: see "currentStatus", and what is possible in "allowed".',
      ),
    },
    { currentStatus, allowed },
  );

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
        'Quelqu’un s’en occupe déjà (« claimedBy »). Voyez avec cette personne, ou attendez : 72 h après avoir été prise, la demande est de nouveau libre.',
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

export const unanswered = (items: readonly RequestedItem[]): FieldError => {
  const named = items.map(({ competency, level }) => `${competency} (${level})`).join(', ');
  return fieldError(
    '/items',
    'unanswered',
    `Répondez à tout ce qui est demandé, au besoin par « cannot_assess » ; il manque : ${named}.`,
    `Answer everything that is asked for, if need be with "cannot_assess"; missing: ${named}.`,
  );
};
