import { AppError, type FieldError } from '../../kernel/errors.js';
import { bilingual, type Bilingual } from '../../kernel/language.js';
import { fieldError, forbidden } from '../../kernel/refusals.js';
import {
  MOST_A_DAY,
  MOST_AT_ONCE,
  MOST_DAYS_BACK,
  type GuestPurpose,
  type KnownAddress,
} from './guest-links.types.js';

export const notYoursToIssue = (purpose: GuestPurpose): AppError =>
  purpose === 'tutor_once'
    ? forbidden(
        'Ce lien est donné par les ressources humaines de l’employeur : demandez-leur.',
        'This link is given by the employer’s HR: ask them.',
      )
    : forbidden(
        'Ce lien est donné par l’administration du centre de formation : demandez-lui.',
        'This link is given by the administrators of the training centre: ask them.',
      );

export const notByWhoFollows = (): AppError =>
  forbidden(
    'Vous suivez ce contrat : demandez ce lien à un collègue qui ne le suit pas.',
    'You follow this contract: ask a colleague who does not for this link.',
  );

export const metInTheFuture = (): FieldError =>
  fieldError('/metOn', 'in_the_future', 'Ce jour n’est pas encore venu.', 'That day has not come yet.');

export const metTooLongAgo = (): FieldError =>
  fieldError(
    '/metOn',
    'too_far_back',
    `Ce jour remonte à plus de ${MOST_DAYS_BACK} jours : ouvrez un mandat à cette personne.`,
    `That day is more than ${MOST_DAYS_BACK} days ago: open a mandate for this person.`,
  );

const TAKEN: Readonly<Record<KnownAddress, Bilingual>> = {
  alternant: bilingual(
    'C’est l’adresse de l’alternant : personne ne se juge.',
    'This is the address of the alternant: nobody judges themself.',
  ),
  issuer: bilingual(
    'C’est votre adresse : personne ne se donne un lien.',
    'This is your own address: nobody gives themself a link.',
  ),
  team: bilingual(
    'Cette personne suit déjà ce contrat : elle se connecte avec son compte.',
    'This person follows this contract already: they sign in with their account.',
  ),
  representative: bilingual(
    'C’est l’adresse du représentant légal, qui ne valide rien.',
    'This is the address of the legal representative, who signs nothing off.',
  ),
};

export const addressTaken = (known: KnownAddress): FieldError =>
  fieldError('/email', 'address_known', TAKEN[known].fr, TAKEN[known].en);

export const otherName = (): FieldError =>
  fieldError(
    '/familyName',
    'other_name',
    'Cette adresse a déjà reçu un lien de ce contrat sous un autre nom : reprenez ce nom.',
    'This address got a link of this contract before, under another name: use that name.',
  );

const NOT_POSSIBLE = {
  too_many: bilingual(
    `Un contrat a ${MOST_AT_ONCE} liens valables à la fois, et ${MOST_A_DAY} par jour : retirez-en un, ou attendez.`,
    `A contract has ${MOST_AT_ONCE} good links at once, and ${MOST_A_DAY} a day: withdraw one, or wait.`,
  ),
  contract_not_running: bilingual(
    'Ce contrat n’est pas signé, ou il est terminé : aucun lien ne s’y rattache.',
    'This contract is not signed, or it is over: no link goes with it.',
  ),
  request_closed: bilingual(
    'Cette demande n’attend plus de réponse : faites-en une autre.',
    'This request awaits no answer any more: make another one.',
  ),
  mail_needed: bilingual(
    'Au-dessus du premier palier, un code part par courriel, et aucun envoi n’est configuré : ouvrez un mandat.',
    'Above the first level a code goes by mail, and no mail is configured: open a mandate.',
  ),
  of_age: bilingual(
    'L’alternant est majeur : il se représente seul.',
    'The alternant is of age: they stand for themself.',
  ),
  no_representative: bilingual(
    'Le contrat ne donne pas l’adresse du représentant légal : complétez-le.',
    'The contract does not give the address of the legal representative: complete it.',
  ),
} as const satisfies Record<string, Bilingual>;

/** Why no link is given. */
export const LINK_NOT_POSSIBLE_REASONS = Object.keys(NOT_POSSIBLE) as readonly (keyof typeof NOT_POSSIBLE)[];

export const linkNotPossible = (reason: keyof typeof NOT_POSSIBLE): AppError =>
  new AppError(
    'conflict',
    'guest_link_not_possible',
    { title: bilingual('Lien impossible', 'Link not possible'), detail: NOT_POSSIBLE[reason] },
    { reason },
  );

export const linkOver = (): AppError =>
  new AppError('conflict', 'guest_link_over', {
    title: bilingual('Lien terminé', 'Link over'),
    detail: bilingual(
      'Ce lien ne sert déjà plus : donnez-en un autre si besoin.',
      'This link is good no more already: give another one if needed.',
    ),
  });

export const sentTooOften = (seconds: number): AppError =>
  new AppError(
    'too_many_requests',
    'too_many_requests',
    {
      title: bilingual('Trop d’envois', 'Sent too often'),
      detail: bilingual(
        'Attendez une minute entre deux envois ; après cinq, demandez un autre lien.',
        'Wait a minute between two mails; after five, ask for another link.',
      ),
    },
    {},
    { 'retry-after': String(seconds) },
  );
