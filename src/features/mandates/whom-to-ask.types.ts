import type { Day } from '../../kernel/days.js';
import type { AppError } from '../../kernel/errors.js';
import type { PersonId } from '../../kernel/ids.js';
import { bilingual, type Bilingual } from '../../kernel/language.js';
import { mandateMissing } from '../../kernel/refusals.js';
import { listed } from '../../kernel/sentences.js';
import { holdsOn, isAbsentOn, type Mandate, type MandateRole, type Team } from './mandates.types.js';

/** Whom a refusal points to: of these roles, best first, there on that day, and never who was refused. */
export interface Wanted {
  readonly roles: readonly MandateRole[];
  readonly on: Day;
  readonly not: PersonId | null;
  readonly suits?: (mandate: Mandate) => boolean;
}

const MOST_PEOPLE = 2;

/** Who can help, in the order of the roles: two at most. */
export function helpersOf(
  { mandates }: Pick<Team, 'mandates'>,
  { roles, on, not, suits = () => true }: Wanted,
): PersonId[] {
  const isThere = (held: Mandate) =>
    held.personId !== not && holdsOn(held, on) && !isAbsentOn(held, on) && suits(held);
  const people = roles.flatMap((role) => mandates.filter((held) => held.role === role && isThere(held)));
  return [...new Set(people.map(({ personId }) => personId))].slice(0, MOST_PEOPLE);
}

/** What it takes, and whom to ask: by name once the names are read, for whoever refuses knows only who they are. */
export function refusedWithoutMandate(
  team: Pick<Team, 'mandates'>,
  wanted: Wanted,
  fr: string,
  en: string,
): AppError {
  const helpers = helpersOf(team, wanted);
  const detail = (ask: Bilingual) => bilingual(`${fr} : ${ask.fr}.`, `${en}: ${ask.en}.`);
  const { fr: french, en: english } = detail(
    helpers.length > 0 ? TO_ASK[roleOf(wanted)] : WHO_NAMES[roleOf(wanted)],
  );
  return mandateMissing(french, english).asking({
    people: helpers,
    detail: (names) => detail(toAsk(names)),
  });
}

/** The end of a sentence. */
export const toAsk = (names: readonly string[]): Bilingual =>
  bilingual(`demandez à ${listed(names, 'ou').fr}`, `ask ${listed(names, 'ou').en}`);

const roleOf = ({ roles }: Wanted): MandateRole => roles[0] ?? 'main_tutor';

const TUTOR = bilingual('demandez à un tuteur', 'ask a tutor');

/** Somebody is there, whose name is not known here. */
const TO_ASK: Record<MandateRole, Bilingual> = {
  main_tutor: TUTOR,
  co_tutor: TUTOR,
  substitute: TUTOR,
  observer: TUTOR,
  referent: bilingual('demandez au référent', 'ask the referent'),
};

const EMPLOYER = bilingual('demandez à l’employeur d’en nommer un', 'ask the employer to name one');

/** Nobody is there: who can name somebody. */
const WHO_NAMES: Record<MandateRole, Bilingual> = {
  main_tutor: EMPLOYER,
  co_tutor: EMPLOYER,
  substitute: EMPLOYER,
  observer: EMPLOYER,
  referent: bilingual(
    'demandez au centre de formation d’en nommer un',
    'ask the training centre to name one',
  ),
};
