import { bilingual, type Bilingual } from '../../../kernel/language.js';

const MAILED = bilingual(
  'Si un compte porte cette adresse, un lien qui vaut 30 minutes vient d’y être envoyé. Rien n’arrive ? Demandez à qui administre votre structure.',
  'If an account has this address, a link that is good for 30 minutes was just sent to it. Nothing arrives? Ask whoever administers your organisation.',
);
const BY_HAND = bilingual(
  'Palier n’envoie pas de courrier ici : demandez un lien pour choisir un nouveau mot de passe à une personne qui administre votre structure.',
  'Palier sends no mail here: ask somebody who administers your organisation for a link to choose a new password.',
);

/** What whoever forgot a password does now. It depends on the settings alone, never on whether there is such an account. */
export const nextStepOf = (isMailed: boolean): Bilingual => (isMailed ? MAILED : BY_HAND);
