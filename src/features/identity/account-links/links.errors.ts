import { AppError } from '../../../kernel/errors.js';
import { bilingual, type Bilingual } from '../../../kernel/language.js';
import { invalidField } from '../../../kernel/refusals.js';
import type { LinkJudgement, VoidLinkReason } from '../identity.types.js';

export const linkUnknown = (): AppError =>
  invalidField(
    '/token',
    'token_unknown',
    'Ce lien n’existe pas : vérifiez qu’il est complet, ou demandez-en un autre.',
    'There is no such link: check that it is complete, or ask for another one.',
  );

const linkUsed = (): AppError =>
  invalidField(
    '/token',
    'token_used',
    'Ce lien a déjà servi : connectez-vous, ou demandez-en un autre.',
    'This link was already used: sign in, or ask for another one.',
  );

const linkExpired = (): AppError =>
  invalidField(
    '/token',
    'token_expired',
    'Ce lien a expiré : demandez-en un autre.',
    'This link has expired: ask for another one.',
  );

const VOID: Readonly<Record<VoidLinkReason, Bilingual>> = {
  superseded: bilingual(
    'Ce lien a été retiré ou remplacé depuis : utilisez le dernier reçu, ou demandez-en un autre.',
    'This link was withdrawn or replaced since: use the last one that you received, or ask for another one.',
  ),
  account_disabled: bilingual(
    'Ce compte est désactivé : demandez à une personne qui administre votre structure de le réactiver.',
    'This account is disabled: ask somebody who administers your organisation to enable it.',
  ),
  issuer_lost_right: bilingual(
    'La personne qui a donné ce lien ne peut plus le faire : demandez-en un autre à une personne qui administre votre structure.',
    'Whoever gave this link may no longer do so: ask somebody who administers your organisation for another one.',
  ),
};

export const linkVoid = (reason: VoidLinkReason): AppError =>
  new AppError(
    'conflict',
    'link_void',
    { title: bilingual('Lien sans effet', 'Link void'), detail: VOID[reason] },
    { reason },
  );

/** The refusal of a link that is no longer good, or null. */
export function refusalOfLink({ state, reason }: LinkJudgement): AppError | null {
  switch (state) {
    case 'pending':
      return null;
    case 'used':
      return linkUsed();
    case 'expired':
      return linkExpired();
    case 'void':
      return linkVoid(reason ?? 'superseded');
  }
}
