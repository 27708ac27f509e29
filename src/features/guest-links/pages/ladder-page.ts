import { formatDay } from '../../../kernel/days-in-words.js';
import { dayOf } from '../../../kernel/days.js';
import { LADDER_LABELS } from '../../../kernel/labels/ladder-labels.js';
import { bilingual, type Bilingual, type Language } from '../../../kernel/language.js';
import { html, type Html } from '../../../platform/pages/html.js';
import { competencyTitle, levelTitle } from '../../frameworks/frameworks.types.js';
import type { ContestableRow } from '../guest-links.queries.js';
import type { RepresentedLadder } from '../guests.service.js';
import { MOST_TYPED, type FormMistakes, type Typed } from './answer-form.rules.js';
import { described, form, mistakeOf, notMe, inWords, summary } from './guest-page-parts.js';

/** The ladder in words, what may be contested, and what was. */
export function representedLadder(
  found: RepresentedLadder,
  {
    session,
    typed,
    mistakes,
    note,
  }: {
    readonly session: string;
    readonly typed: Typed;
    readonly mistakes: FormMistakes;
    readonly note: Bilingual | null;
  },
  language: Language,
): Html {
  const { frozen } = found.read;
  const paused = bilingual(
    'Le contrat n’est pas en cours aujourd’hui : rien ne se valide.',
    'The contract is not active today: nothing is signed off.',
  );
  return html`${summary(mistakes, language)}${note ? html`<p class="done" role="status">${note[language]}</p>` : null}
    <p>
      ${inWords(
        `Où en est ${found.alternantGivenName}. Vous lisez, et pouvez contester ce qui a été refusé ou retiré ; vous ne signez rien.`,
        `Where ${found.alternantGivenName} stands. You read, and may contest what was refused or taken back; you sign nothing.`,
        language,
      )}
    </p>
    ${frozen ? html`<p>${paused[language]}</p>` : null} ${levelsOf(found, language)}
    ${contestable(found, { session, typed, mistakes }, language)}${contested(found, session, language)}
    ${notMe({ session }, language)}`;
}

const levelsOf = ({ read: { state } }: RepresentedLadder, language: Language): Html =>
  html`${state.levels.map(
    (level) =>
      html`<h2>
          ${level.index}. ${level.title}
          <span class="hint">${LADDER_LABELS.LevelStatus[level.status][language]}</span>
        </h2>
        <ul>
          ${level.requirements.map((required) => html`<li>${required.title}${language === 'fr' ? ' : ' : ': '}<strong>${LADDER_LABELS.RequirementStatus[required.status][language]}</strong></li>`)}
        </ul>
        ${level.decisions.map((made) => html`<p>${decisionIn(made.decision, made.effective, language)}, ${formatDay(dayOf(made.recordedAt))[language]}</p>`)}`,
  )}`;

/** A half-signature and what was voided since are told like any other decision. */
function decisionIn(decision: 'open' | 'decline', isEffective: boolean, language: Language): string {
  const label = LADDER_LABELS.Decision[decision][language];
  const voided = isEffective ? '' : inWords(' (ne compte plus)', ' (counts no more)', language);
  return `${inWords('Décision', 'Decision', language)}${language === 'fr' ? ' : ' : ': '}${label}${voided}`;
}

interface Shown {
  readonly session: string;
  readonly typed: Typed;
  readonly mistakes: FormMistakes;
}

function contestable(found: RepresentedLadder, shown: Shown, language: Language): Html | null {
  const open = found.contestable.filter(({ disputeId }) => disputeId === null);
  if (open.length === 0) return null;
  return html`<h2>${inWords('Ce que vous pouvez contester', 'What you may contest', language)}</h2>
    ${open.map((fact) => form({ session: shown.session }, language, 'contest', factFields(fact, found, shown, language)))}`;
}

function factFields(
  { kind, id, competency, level, outcome, words, recordedAt }: ContestableRow,
  { ladder }: RepresentedLadder,
  { typed, mistakes }: Shown,
  language: Language,
): Html {
  const isSent = typed('id') === id;
  const title = competency === '' ? levelTitle(ladder, level) : competencyTitle(ladder, competency);
  const label = LADDER_LABELS.ContestableOutcome[outcome][language];
  const name = `grounds-${id}`;
  return html`<fieldset>
    <legend>${title} <span class="hint">${label}, ${formatDay(dayOf(recordedAt))[language]}</span></legend>
    ${words ? html`<p>${words}</p>` : null}
    <input type="hidden" name="kind" value="${kind}" /><input type="hidden" name="id" value="${id}" />
    <label for="${name}">${inWords('Pourquoi vous le contestez', 'Why you contest it', language)}</label>
    ${isSent ? mistakeOf(mistakes, name, language) : null}
    <textarea
      id="${name}"
      name="grounds"
      rows="3"
      maxlength="${MOST_TYPED}"
      required${isSent ? described(mistakes, name) : null}
    >
${isSent ? typed('grounds') : ''}</textarea>
    <button>${inWords('Contester', 'Contest', language)}</button>
  </fieldset>`;
}

function contested(found: RepresentedLadder, session: string, language: Language): Html | null {
  const { disputes, link } = found;
  if (disputes.length === 0) return null;
  return html`<h2>${inWords('Contestations', 'Disputes', language)}</h2>
    ${disputes.map(
      ({ id, status, grounds, ending, openedBy, recordedAt }) =>
        html`<p>
            <strong>${LADDER_LABELS.DisputeStatus[status][language]}</strong>,
            ${formatDay(dayOf(recordedAt))[language]}${language === 'fr' ? ' : ' : ': '}${grounds}
            ${ending?.reason ? html`<br />${inWords('Réponse', 'Ruling', language)}${language === 'fr' ? ' : ' : ': '}${ending.reason}` : null}
          </p>
          ${
            status === 'open' && openedBy === link.personId
              ? form(
                  { session },
                  language,
                  'withdraw',
                  html`<input type="hidden" name="id" value="${id}" /><button class="quiet">
                      ${inWords('Retirer cette contestation', 'Withdraw this dispute', language)}
                    </button>`,
                )
              : null
          }`,
    )}`;
}
