import { AppError } from '../../kernel/errors.js';
import { bilingual, type Bilingual } from '../../kernel/language.js';
import { forbidden, invalidField } from '../../kernel/refusals.js';
import type { GuestLinkJudgement, GuestLinkState, GuestLinkVoidReason } from './guest-links.types.js';

/** What whoever bears a link is told: in plain words, and of nobody else. */

export const guestLinkUnknown = (): AppError =>
  invalidField(
    '/token',
    'token_unknown',
    'Ce lien n’existe pas ou a été remplacé : prenez le dernier reçu, en entier.',
    'There is no such link, or it was replaced: use the last one that you received, whole.',
  );

export const guestSessionUnknown = (): AppError =>
  invalidField(
    '/session',
    'session_over',
    'Votre visite est terminée : ouvrez de nouveau le lien que vous avez reçu.',
    'Your visit is over: open the link that you received again.',
  );

const OVER: Readonly<Record<Exclude<GuestLinkState, 'void' | 'sent' | 'opened'>, Bilingual>> = {
  used: bilingual(
    'Vous avez déjà répondu avec ce lien : il n’y a plus rien à faire. Merci.',
    'You have answered with this link already: there is nothing left to do. Thank you.',
  ),
  expired: bilingual(
    'Ce lien a expiré : demandez-en un autre à la structure qui l’a envoyé.',
    'This link has expired: ask the organisation that sent it for another one.',
  ),
  withdrawn: bilingual(
    'Ce lien a été retiré par la structure qui l’a envoyé : il n’y a rien à faire.',
    'This link was withdrawn by the organisation that sent it: there is nothing to do.',
  ),
  disowned: bilingual(
    'Ce lien a été signalé comme arrivé chez quelqu’un d’autre : il ne sert plus.',
    'This link was reported as having reached somebody else: it is good no more.',
  ),
};

const VOID: Readonly<Record<GuestLinkVoidReason, Bilingual>> = {
  contract_ended: bilingual(
    'Le contrat est terminé : il n’y a plus rien à faire.',
    'The contract is over: there is nothing left to do.',
  ),
  issuer_lost_right: bilingual(
    'La personne qui a donné ce lien ne peut plus le faire : demandez-en un autre à sa structure.',
    'Whoever gave this link may no longer do so: ask their organisation for another one.',
  ),
  has_account: bilingual(
    'Vous avez un compte désormais : connectez-vous, ce lien ne sert plus.',
    'You have an account by now: sign in, this link is good no more.',
  ),
  request_closed: bilingual(
    'Quelqu’un d’autre a répondu, ou la demande a été retirée : il n’y a plus rien à faire. Merci.',
    'Somebody else answered, or the request was withdrawn: there is nothing left to do. Thank you.',
  ),
  came_of_age: bilingual(
    'L’alternant est majeur : il se représente seul désormais.',
    'The alternant is of age: they stand for themself from now on.',
  ),
  representative_changed: bilingual(
    'Le contrat nomme un autre représentant légal, ou une autre adresse : demandez un autre lien au centre.',
    'The contract names another legal representative, or another address: ask the centre for another link.',
  ),
};

/** The refusal of a link that opens nothing. */
export const guestLinkClosed = ({ state, reason }: GuestLinkJudgement): AppError =>
  new AppError(
    'removed',
    'guest_link_closed',
    {
      title: bilingual('Lien terminé', 'Link over'),
      detail:
        state === 'void' || state === 'sent' || state === 'opened'
          ? VOID[reason ?? 'issuer_lost_right']
          : OVER[state],
    },
    { state, ...(reason ? { reason } : {}) },
  );

export const otherPurpose = (): AppError =>
  forbidden('Ce lien ne sert pas à cela.', 'This link is not for that.');

export const codeNeeded = (): AppError =>
  invalidField(
    '/code',
    'code_needed',
    'Pour ce palier, demandez un code : il arrive par courriel. Saisissez-le ici.',
    'For this level ask for a code: it comes by mail. Type it here.',
  );

export const codeWrong = (): AppError =>
  invalidField(
    '/code',
    'code_wrong',
    'Ce n’est pas le code du dernier courriel : vérifiez ses six chiffres.',
    'This is not the code of the last mail: check its six digits.',
  );

export const codeSpent = (): AppError =>
  invalidField(
    '/code',
    'code_spent',
    'Cinq essais ont échoué, ou le code a plus de dix minutes : demandez-en un autre.',
    'Five tries failed, or the code is older than ten minutes: ask for another one.',
  );

export const outsideOfLink = (): AppError =>
  invalidField(
    '/observedOn',
    'outside_of_link',
    'Ce lien vaut pour ce que vous avez vu depuis le jour de votre rencontre : choisissez un de ces jours.',
    'This link covers what you have seen since the day on which you met: choose one of those days.',
  );

/** A guest learns no more of what else stands in the way: neither whom it waits for nor what is missing. */
export const notAnswerable = (): AppError =>
  new AppError('conflict', 'request_not_answerable', {
    title: bilingual('Réponse impossible', 'Answer not possible'),
    detail: bilingual(
      'Cette demande ne peut pas recevoir votre réponse à présent : voyez avec la structure qui a envoyé le lien.',
      'This request cannot take your answer at present: ask the organisation that sent the link.',
    ),
  });
