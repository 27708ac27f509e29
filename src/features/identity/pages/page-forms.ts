import { AppError, type FieldError } from '../../../kernel/errors.js';
import { bilingual, type Bilingual, type Language } from '../../../kernel/language.js';
import { PASSWORD_MIN } from '../../../kernel/password-flaws.js';
import { formOf, type Form, type FormField, type Mistakes } from '../../../platform/pages/forms.js';
import { html, type Html } from '../../../platform/pages/html.js';
import type { Page } from '../../../platform/pages/layout.js';
import type { PageRequest } from '../../../platform/pages/serve-pages.js';

/** A page with a form, as it is looked at first and as it comes back. */
export interface FormPage {
  readonly title: Bilingual;
  readonly intro: Html;
  readonly form: Omit<Form, 'hidden'>;
}

const WRONG = bilingual('Erreur : ', 'Error: ');

export function formPage(
  { title, intro, form }: FormPage,
  { language, value }: PageRequest,
  mistakes: Mistakes = {},
): Page {
  const token = value('token');
  const isWrong = Object.keys(mistakes).length > 0;
  const other = language === 'fr' ? 'en' : 'fr';
  const query = new URLSearchParams({ ...(token ? { token } : {}), lang: other });
  return {
    status: isWrong ? 422 : 200,
    title: title[language],
    ...(isWrong ? { mistaken: WRONG[language] } : {}),
    body: html`${intro}${formOf({ ...form, hidden: token ? { token } : {} }, mistakes, language)}`,
    // Where a form came back, the other language would lose what is wrong.
    ...(isWrong ? {} : { other: `?${query.toString()}` }),
  };
}

/** A page that says what was done, and what to do now. */
export const donePage = (title: Bilingual, sentence: Bilingual, language: Language): Page => ({
  status: 200,
  title: title[language],
  body: html`<p class="done" role="status">${sentence[language]}</p>`,
});

/** The mistakes of fields that the form has. @throws the refusal, when it is about anything else */
export function mistakesIn(refusal: unknown, fields: readonly FormField[]): Mistakes {
  const errors =
    refusal instanceof AppError ? ((refusal.details['errors'] ?? []) as readonly FieldError[]) : [];
  const named = errors.filter(({ pointer }) => fields.some(({ name }) => pointer === `/${name}`));
  if (errors.length === 0 || named.length < errors.length) throw refusal;
  return Object.fromEntries(
    fields.map(({ name }) => [
      name,
      // One at a time: who mends the first has often mended the others.
      named
        .filter(({ pointer }) => pointer === `/${name}`)
        .map(({ detail }) => detail)
        .slice(0, 1),
    ]),
  );
}

/** A password is typed twice: nobody sees what they type. */
export const PASSWORD_FIELDS: readonly FormField[] = [
  {
    name: 'password',
    type: 'password',
    label: bilingual('Nouveau mot de passe', 'New password'),
    hint: bilingual(
      `${PASSWORD_MIN} caractères ou plus. Quatre mots sans rapport entre eux conviennent.`,
      `${PASSWORD_MIN} characters or more. Four unrelated words will do.`,
    ),
    autocomplete: 'new-password',
  },
  {
    name: 'again',
    type: 'password',
    label: bilingual('Le même, encore une fois', 'The same, once more'),
    autocomplete: 'new-password',
  },
];

const DIFFERS = bilingual(
  'Les deux mots de passe diffèrent : retapez-les.',
  'The two passwords differ: type them again.',
);

/** What the page alone knows to be wrong; empty where nothing is. */
export const mistypedPasswords = ({ value }: PageRequest): Mistakes =>
  value('password') === value('again') ? {} : { again: [DIFFERS] };
