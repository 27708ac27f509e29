import type { Day } from '../../../kernel/days.js';
import { bilingual, type Bilingual, type Language } from '../../../kernel/language.js';
import { html, type Html } from '../../../platform/pages/html.js';
import type { GuestRequest } from '../guests.service.js';
import { MOST_TYPED, type FormMistakes, type Typed } from './answer-form.rules.js';
import { described, form, mistakeOf, notMe, inWords, summary } from './guest-page-parts.js';

const OUTCOMES: readonly (readonly [code: string, label: Bilingual])[] = [
  [
    'acquired',
    bilingual('Acquis : je l’ai vu, c’était bien fait', 'Acquired: I saw it, and it was done well'),
  ],
  ['not_yet', bilingual('Pas encore', 'Not yet')],
  ['cannot_assess', bilingual('Je ne peux pas le dire', 'I cannot tell')],
];

/** Items that await an answer: those that somebody answered since, or that the ladder no longer requires, take none. */
export const awaiting = ({ request }: GuestRequest) =>
  request.items.filter((item) => item.signOffId === null && !item.obsolete);

/** The request, with its form. `note`: what was just done. */
export function answerForm(
  found: GuestRequest,
  {
    session,
    typed,
    mistakes,
    note,
    today,
  }: {
    readonly session: string;
    readonly typed: Typed;
    readonly mistakes: FormMistakes;
    readonly note: Bilingual | null;
    readonly today: Day;
  },
  language: Language,
): Html {
  const { link, alternantGivenName } = found;
  return html`${summary(mistakes, language)}${note ? html`<p class="done" role="status">${note[language]}</p>` : null}
    <p>
      ${inWords(
        `${link.organisation} vous demande ce que vous avez vu faire à ${alternantGivenName}. Répondez à tout ; n’écrivez jamais le nom d’un résident ou d’un patient.`,
        `${link.organisation} asks what you saw ${alternantGivenName} do. Answer everything; never write the name of a resident or a patient.`,
        language,
      )}
    </p>
    ${form(
      { session },
      language,
      null,
      html`${dayField(found, today, typed, mistakes, language)}
        ${awaiting(found).map((item, index) => itemFields(item, index, typed, mistakes, language))}
        ${found.needsCode ? codeField(mistakes, language) : null}
        <button name="step" value="answer">
          ${inWords('Enregistrer ma réponse', 'Record my answer', language)}
        </button>`,
    )}
    ${notMe({ session }, language)}`;
}

const dayField = (
  { link }: GuestRequest,
  today: Day,
  typed: Typed,
  mistakes: FormMistakes,
  language: Language,
): Html =>
  html`<div class="field">
    <label for="observedOn"
      >${inWords('Le jour où vous l’avez vu', 'The day on which you saw it', language)}</label
    >
    ${mistakeOf(mistakes, 'observedOn', language)}
    <input
      id="observedOn"
      name="observedOn"
      type="date"
      value="${typed('observedOn') || link.metOn}"
      min="${link.metOn}"
      max="${today}"
      required${described(mistakes, 'observedOn')}
    />
  </div>`;

function itemFields(
  item: ReturnType<typeof awaiting>[number],
  index: number,
  typed: Typed,
  mistakes: FormMistakes,
  language: Language,
): Html {
  const [outcome, words] = [`outcome-${index}`, `words-${index}`];
  return html`<fieldset id="${outcome}" ${described(mistakes, outcome)}>
    <legend>${item.competencyTitle} <span class="hint">${item.levelTitle}</span></legend>
    ${mistakeOf(mistakes, outcome, language)}
    ${OUTCOMES.map(
      ([code, label]) =>
        html`<label class="choice"
          ><input
            type="radio"
            name="${outcome}"
            value="${code}"
            ${typed(outcome) === code ? html` checked` : null}
            required
          />${label[language]}</label
        >`,
    )}
    <label for="${words}"
      >${inWords('Ce qui reste à travailler, ou pourquoi', 'What there is to work on, or why', language)}</label
    >
    ${mistakeOf(mistakes, words, language)}
    <textarea id="${words}" name="${words}" rows="3" maxlength="${MOST_TYPED}" ${described(mistakes, words)}>
${typed(words)}</textarea>
  </fieldset>`;
}

/** What was typed wrongly is typed anew. */
const codeField = (mistakes: FormMistakes, language: Language): Html =>
  html`<div class="field">
    <label for="code">${inWords('Code reçu par courriel', 'Code received by mail', language)}</label>
    <p class="hint">
      ${inWords(
        'Pour ce palier, un code de six chiffres confirme que c’est vous. Il vaut dix minutes.',
        'For this level a code of six digits confirms that it is you. It is good for ten minutes.',
        language,
      )}
    </p>
    ${mistakeOf(mistakes, 'code', language)}
    <input
      id="code"
      name="code"
      type="text"
      inputmode="numeric"
      autocomplete="one-time-code"
      maxlength="12"
      ${described(mistakes, 'code')}
    />
    <button class="quiet" name="step" value="code">
      ${inWords('Recevoir un code', 'Get a code', language)}
    </button>
  </div>`;
