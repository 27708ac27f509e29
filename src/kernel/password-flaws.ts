import { bilingual, type Bilingual } from './language.js';

/** What keeps a password from being chosen. */
export type PasswordFlaw = 'too_short' | 'too_long' | 'common' | 'personal';

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 200;

/** Which rule, and what to do. `code` is that of the field. */
export const PASSWORD_FLAWS: Readonly<
  Record<PasswordFlaw, { readonly code: string; readonly detail: Bilingual }>
> = {
  too_short: {
    code: 'password_length',
    detail: bilingual(
      `Mot de passe trop court : il faut ${PASSWORD_MIN} caractères ou plus, espaces compris. Quatre mots sans rapport entre eux conviennent.`,
      `Password too short: it takes ${PASSWORD_MIN} characters or more, spaces included. Four unrelated words will do.`,
    ),
  },
  too_long: {
    code: 'password_length',
    detail: bilingual(
      `Mot de passe trop long : ${PASSWORD_MAX} caractères au plus.`,
      `Password too long: ${PASSWORD_MAX} characters at most.`,
    ),
  },
  common: {
    code: 'password_common',
    detail: bilingual(
      'Ce mot de passe est parmi les premiers que l’on essaie : choisissez-en un autre, par exemple quatre mots sans rapport entre eux.',
      'This password is among the first that anybody tries: choose another one, four unrelated words for example.',
    ),
  },
  personal: {
    code: 'password_personal',
    detail: bilingual(
      'Ce mot de passe contient votre adresse électronique ou votre nom. Choisissez-en un qui ne parle pas de vous.',
      'This password holds your e-mail address or your name. Choose one that does not speak of you.',
    ),
  },
};

/**
 * A password as it was typed, whatever the keyboard made of it: composed letters, and one kind of space (RFC 8265,
 * OpaqueString). Nothing else is changed, blanks at the ends neither.
 */
export const asTyped = (password: string): string => password.replace(/\p{Zs}/gu, ' ').normalize('NFC');

const graphemes = new Intl.Segmenter('fr', { granularity: 'grapheme' });

/** As people count them: an accented letter or an emoji is one, however it is encoded. Blanks count. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of graphemes.segment(text.normalize('NFC'))) count += 1;
  return count;
}
