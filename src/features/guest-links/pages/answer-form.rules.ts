import { isDay, type Day } from '../../../kernel/days.js';
import { bilingual, type Bilingual } from '../../../kernel/language.js';
import type { AnswerCommand } from '../../sign-off-requests/sign-off-requests.types.js';

/** A mistake, by the name of the field in which it is; that of the form as a whole has none. */
export type FormMistakes = Readonly<Record<string, Bilingual>>;

/** What a form of the page holds; empty where it is not there. */
export type Typed = (name: string) => string;

interface Asked {
  readonly competency: string;
  readonly level: string;
}

const OUTCOMES = ['acquired', 'not_yet', 'cannot_assess'] as const;
type Outcome = (typeof OUTCOMES)[number];

/** The longest text that a page takes. */
export const MOST_TYPED = 1_000;

const CHOOSE = bilingual('Choisissez une réponse.', 'Choose an answer.');
const WORDS: Readonly<Record<Exclude<Outcome, 'acquired'>, Bilingual>> = {
  not_yet: bilingual('Dites ce qui reste à travailler.', 'Say what there is to work on.'),
  cannot_assess: bilingual('Dites pourquoi vous ne pouvez pas le dire.', 'Say why you cannot tell.'),
};
const A_DAY = bilingual('Choisissez le jour où vous l’avez vu.', 'Choose the day on which you saw it.');

/** The answer that was typed, or all that is wrong with it. `items`: those that still await one, in their order. */
export function readAnswer(
  items: readonly Asked[],
  typed: Typed,
): { readonly command: AnswerCommand } | { readonly mistakes: FormMistakes } {
  const mistakes: Record<string, Bilingual> = {};
  const observedOn = typed('observedOn');
  if (!isDay(observedOn)) mistakes['observedOn'] = A_DAY;
  const answers = items.map(({ competency, level }, index) => {
    const outcome = OUTCOMES.find((one) => one === typed(`outcome-${index}`));
    const words = typed(`words-${index}`).trim();
    if (outcome === undefined) mistakes[`outcome-${index}`] = CHOOSE;
    else if (outcome !== 'acquired' && words === '') mistakes[`words-${index}`] = WORDS[outcome];
    return {
      competency,
      level,
      outcome: outcome ?? 'cannot_assess',
      nextStep: outcome === 'not_yet' ? words : null,
      reason: outcome === 'cannot_assess' ? words : null,
      comment: outcome === 'acquired' && words !== '' ? words : null,
    };
  });
  if (Object.keys(mistakes).length > 0) return { mistakes };
  return { command: { observedOn: observedOn as Day, observation: true, items: answers } };
}
