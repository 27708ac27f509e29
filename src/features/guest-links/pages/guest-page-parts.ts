import { bilingual, type Language } from '../../../kernel/language.js';
import { html, type Html } from '../../../platform/pages/html.js';
import type { BorneLink } from '../guest-links.types.js';
import type { FormMistakes } from './answer-form.rules.js';

/** What the pages of a link say. Each form names its step; its secret travels as a field, never in an address. */

type Secret = { readonly token: string } | { readonly session: string };

/** `step`: what the button of the form does, where it has one button. */
export const form = (secret: Secret, language: Language, step: string | null, body: Html): Html =>
  html`<form method="post" action="guest" novalidate>
    ${Object.entries({ ...secret, lang: language, ...(step === null ? {} : { step }) }).map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
    )}
    ${body}
  </form>`;

export const inWords = (fr: string, en: string, language: Language): string => bilingual(fr, en)[language];

export const NOT_ME = bilingual('Ce n’est pas moi', 'This is not me');

/** Before anything of the contract is shown. */
export function offer(link: BorneLink, token: string, language: Language): Html {
  const { organisation } = link;
  const what =
    link.purpose === 'tutor_once'
      ? inWords(
          `${organisation} vous demande ce que vous avez vu d’un alternant avec qui vous avez travaillé.`,
          `${organisation} asks what you saw of an alternant with whom you worked.`,
          language,
        )
      : inWords(
          `${organisation} vous ouvre le parcours de l’alternant que vous représentez.`,
          `${organisation} opens to you the ladder of the alternant whom you represent.`,
          language,
        );
  return html`<p>
      ${inWords('Ce lien est pour', 'This link is for', language)}
      <strong>${link.givenName} ${link.familyName}</strong>.
    </p>
    <p>${what}</p>
    ${form({ token }, language, 'open', html`<button>${inWords('C’est moi : continuer', 'This is me: go on', language)}</button>`)}
    ${notMe({ token }, language)}`;
}

export const notMe = (secret: Secret, language: Language): Html =>
  form(
    secret,
    language,
    'disown',
    html`<p class="hint">
        ${inWords(
          'Vous n’êtes pas cette personne ? Dites-le : le lien ne servira plus, et qui l’a envoyé en sera informé.',
          'You are not this person? Say so: the link will be good no more, and whoever sent it will be told.',
          language,
        )}
      </p>
      <button class="quiet">${NOT_ME[language]}</button>`,
  );

export function mistakeOf(mistakes: FormMistakes, name: string, language: Language): Html | null {
  const mistake = mistakes[name];
  return mistake ? html`<p class="wrong" id="${name}-wrong">${mistake[language]}</p>` : null;
}

export const described = (mistakes: FormMistakes, name: string): Html | null =>
  mistakes[name] ? html` aria-describedby="${name}-wrong" aria-invalid="true"` : null;

/** What the form as a whole was refused for, and how many fields are to be corrected. */
export function summary(mistakes: FormMistakes, language: Language): Html | null {
  const count = Object.keys(mistakes).length;
  if (count === 0) return null;
  const whole = mistakes['form'];
  return html`<div class="summary" role="alert">
    <p class="wrong">${inWords('À corriger :', 'To be corrected:', language)}</p>
    <ul>
      ${whole ? html`<li>${whole[language]}</li>` : null}
      ${Object.entries(mistakes)
        .filter(([name]) => name !== 'form')
        .map(([name, mistake]) => html`<li><a href="#${name}">${mistake[language]}</a></li>`)}
    </ul>
  </div>`;
}
