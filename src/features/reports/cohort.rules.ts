import { type Day, daysBetween, laterOf, type Period } from '../../kernel/days.js';
import { formatDay } from '../../kernel/days-in-words.js';
import { bilingual } from '../../kernel/language.js';
import { type ContractLife, isActiveOn } from '../contracts/contracts.types.js';
import type { Ladder } from '../frameworks/frameworks.types.js';
import { explainExpired, isExpiredFor } from '../frameworks/sheets/sheet-days.types.js';
import type { Sheet } from '../frameworks/sheets/sheets.types.js';
import type { ProgressSummary } from '../ladder/progress/ladder-progress.types.js';
import type { CohortRow, Flag, NamedPerson, RowFilters } from './cohort.types.js';

/** One contract as it stood on a day. */
export interface CohortFacts {
  readonly life: ContractLife;
  readonly ladder: Pick<Ladder, 'levels'>;
  readonly progress: ProgressSummary;
  /** `expectedPace`. */
  readonly pace: number;
  readonly hasMainTutor: boolean;
  /** That of the framework; null: nothing is known of its end. */
  readonly sheet: Sheet | null;
  readonly enteredOn: Day;
  /** The last entry of the journal that is more than a minor’s work. */
  readonly minorWorkOn: Day | null;
  readonly on: Day;
}

/** Our own design, not a legal figure: below that share of what is expected, somebody should look. */
const BEHIND_SHARE = 0.75;
/** Our own design: that many days without a sign-off, suspensions left out. */
const STALLED_DAYS = 45;
/** Our own design: that long ago, and it is no longer to act on. */
const FRESH_DAYS = 30;

/**
 * Share (0 to 1) of the ladder that a steady climb would have done by that day: the share of the term that is over.
 * Days of suspension count neither as gone nor as to come: nobody climbs meanwhile.
 */
export function expectedPace(life: ContractLife, on: Day): number {
  const open = life.suspensions.map(({ from, until }) => ({ from, until: until ?? laterOf(on, from ?? on) }));
  const term = { from: life.startsOn, until: life.until };
  const total = daysBetween(term.from, term.until) - daysAway(open, term);
  const past = { from: term.from, until: on < term.until ? laterOf(on, term.from) : term.until };
  const left = daysBetween(past.from, past.until) - daysAway(open, past);
  return total <= 0 ? 0 : Math.round((left / total) * 100) / 100;
}

/** What somebody should look at. Only an active contract can be acted on: none on a draft, a suspended or an ended one. */
export function findFlags(facts: CohortFacts): Flag[] {
  if (!isActiveOn(facts.life, facts.on)) return [];
  return [
    findBehindPace(facts),
    findStalled(facts),
    findNoMainTutor(facts),
    findDecisionAwaited(facts),
    findFrameworkExpired(facts),
    findMinorHours(facts),
  ].filter((flag) => flag !== null);
}

/** Fewer acquired than three quarters of what a steady climb would have by now. A complete ladder is never behind. */
export function findBehindPace({ progress, pace }: CohortFacts): Flag | null {
  if (progress.complete) return null;
  const { acquired, required } = totalOf(progress);
  const expected = Math.floor(pace * required);
  if (acquired >= expected * BEHIND_SHARE) return null;
  const fr = acquired > 1 ? 'compétences acquises' : 'compétence acquise';
  return {
    code: 'behind_pace',
    why: bilingual(
      `${acquired} ${fr} sur ${required} ; à ce stade du contrat on en attend ${expected}.`,
      `${acquired} of ${required} competencies acquired; at this point of the contract ${expected} are expected.`,
    ),
  };
}

/** No sign-off for 45 days: counted from the last one, from the first day, or from the return of a suspension. */
export function findStalled({ life, progress, on }: CohortFacts): Flag | null {
  if (progress.complete) return null;
  const returns = life.suspensions.flatMap(({ until }) => (until !== null && until <= on ? [until] : []));
  const resumed = returns.reduce(laterOf, life.startsOn);
  const lastMove = laterOf(progress.lastSignOffOn ?? life.startsOn, resumed);
  const days = daysBetween(lastMove, on);
  if (days < STALLED_DAYS) return null;
  const since =
    lastMove === progress.lastSignOffOn
      ? bilingual(
          `la dernière est du ${formatDay(lastMove).fr}`,
          `the last one is of ${formatDay(lastMove).en}`,
        )
      : lastMove === life.startsOn
        ? bilingual(
            `le contrat a commencé le ${formatDay(lastMove).fr}`,
            `the contract began on ${formatDay(lastMove).en}`,
          )
        : bilingual(
            `l’alternant est revenu le ${formatDay(lastMove).fr}`,
            `the alternant came back on ${formatDay(lastMove).en}`,
          );
  return {
    code: 'stalled',
    why: bilingual(
      `Aucune validation depuis ${days} jours : ${since.fr}.`,
      `No sign-off for ${days} days: ${since.en}.`,
    ),
  };
}

/** An active contract always needs one. */
export function findNoMainTutor({ hasMainTutor, on }: CohortFacts): Flag | null {
  if (hasMainTutor) return null;
  return {
    code: 'no_main_tutor',
    why: bilingual(
      `Aucun tuteur principal le ${formatDay(on).fr} : l’employeur doit en désigner un.`,
      `No main tutor on ${formatDay(on).en}: the employer has to name one.`,
    ),
  };
}

/** Everything that a level requires is acquired; somebody has to decide. */
export function findDecisionAwaited({ ladder, progress }: CohortFacts): Flag | null {
  const index = progress.levels.findIndex((level) => level.status === 'ready');
  const level = ladder.levels[index];
  if (!level) return null;
  const count = level.requirements.length;
  const fr = level.unlock === 'cosigned' ? 'du tuteur principal puis du référent' : 'du tuteur principal';
  const en =
    level.unlock === 'cosigned'
      ? 'the main tutor’s, then the referent’s, decision'
      : 'the main tutor’s decision';
  return {
    code: 'decision_awaited',
    why: bilingual(
      `Palier « ${level.title} » : ${count} compétences acquises sur ${count}, la décision ${fr} est attendue.`,
      `Level "${level.title}": ${count} of ${count} competencies acquired, ${en} is awaited.`,
    ),
  };
}

/** Only of whoever entered after the end of the sheet: the others go on under it. */
export function findFrameworkExpired({ sheet, enteredOn }: CohortFacts): Flag | null {
  return sheet && isExpiredFor(sheet, enteredOn)
    ? { code: 'framework_expired', why: explainExpired(sheet) }
    : null;
}

/** Something to act on while it is fresh: hours or rest that the law has otherwise, in the last 30 days. */
export function findMinorHours({ minorWorkOn, on }: CohortFacts): Flag | null {
  if (minorWorkOn === null || daysBetween(minorWorkOn, on) >= FRESH_DAYS) return null;
  const day = formatDay(minorWorkOn);
  return {
    code: 'minor_hours',
    why: bilingual(
      `Le journal du ${day.fr} dit plus de travail, ou moins de repos, que la loi n’en permet avant 18 ans.`,
      `The journal of ${day.en} tells more work, or less rest, than the law allows under 18.`,
    ),
  };
}

/** What a filter asks of a row is what the row tells. */
export const isWanted = ({ status, progress, flags, contract }: WantedRow, wanted: RowFilters): boolean =>
  (wanted.status === null || status === wanted.status) &&
  (wanted.level === null || progress.currentLevel === wanted.level) &&
  (wanted.flag === null || flags.some(({ code }) => code === wanted.flag)) &&
  (wanted.group === null || contract.extras.group === wanted.group) &&
  (wanted.tutorId === null || contract.mainTutor?.id === wanted.tutorId);

interface WantedRow {
  readonly status: CohortRow['status'];
  readonly progress: Pick<ProgressSummary, 'currentLevel'>;
  readonly flags: readonly Pick<Flag, 'code'>[];
  readonly contract: {
    readonly extras: Pick<CohortRow['contract']['extras'], 'group'>;
    readonly mainTutor: Pick<NamedPerson, 'id'> | null;
  };
}

export const wantsAll = (wanted: RowFilters): boolean => Object.values(wanted).every((one) => one === null);

export function totalOf(progress: ProgressSummary): { acquired: number; required: number } {
  const sum = (part: 'acquired' | 'required') => progress.levels.reduce((all, level) => all + level[part], 0);
  return { acquired: sum('acquired'), required: sum('required') };
}

/** How many days of `within` lie in one of these periods, which do not overlap. */
function daysAway(periods: readonly Period[], within: { from: Day; until: Day }): number {
  return periods.reduce((sum, period) => {
    const from = laterOf(period.from ?? within.from, within.from);
    const until = period.until !== null && period.until < within.until ? period.until : within.until;
    return sum + Math.max(0, daysBetween(from, until));
  }, 0);
}
