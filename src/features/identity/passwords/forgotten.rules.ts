import { bilingual, type Bilingual } from '../../../kernel/language.js';

const MAILED = bilingual(
  'Si un compte porte cette adresse, un message vient de lui être envoyé : il contient un lien qui vaut 30 minutes. Rien n’arrive ? Regardez dans les indésirables, ou demandez de l’aide à une personne qui administre votre structure.',
  'If an account has this address, a message was just sent to it: it holds a link that is good for 30 minutes. Nothing arrives? Look among unwanted mail, or ask somebody who administers your organisation for help.',
);
const BY_HAND = bilingual(
  'Palier n’envoie pas de courrier ici : demandez un lien pour choisir un nouveau mot de passe à une personne qui administre votre structure.',
  'Palier sends no mail here: ask somebody who administers your organisation for a link to choose a new password.',
);

/** What whoever forgot a password does now. It depends on the settings alone, never on whether there is such an account. */
export const nextStepOf = (isMailed: boolean): Bilingual => (isMailed ? MAILED : BY_HAND);
