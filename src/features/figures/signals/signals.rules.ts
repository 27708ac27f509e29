import { formatDay } from '../../../kernel/days-in-words.js';
import { bilingual } from '../../../kernel/language.js';
import { shorten } from '../../../kernel/sentences.js';
import type {
  CompetencyWait,
  LevelStay,
  Observing,
  Signal,
  SignalFacts,
  SigningDay,
  TutorLoad,
} from './signals.types.js';

/** Our own design, no figures of the law: from there on somebody should look. */
export const THRESHOLDS = {
  /** How far back is looked. */
  days: 90,
  /** Sign-offs of one person on one day: more than two alternants acquire at a whole level. */
  signOffsInADay: 25,
  /** Competencies of one alternant that one person observed, and their share of all. */
  observed: 20,
  observedShare: 0.9,
  /** Days that requests for a competency wait, by how many alternants, and how many times those of the others. */
  waitDays: 14,
  waitAlternants: 5,
  waitTimes: 2,
  /** Requests that wait for one tutor, and since when the oldest. */
  openRequests: 8,
  openDays: 7,
  /** Contracts at a level, how many of them without a sign-off, and since when. */
  contractsAtLevel: 5,
  stalledShare: 0.6,
  stalledDays: 45,
  /** The most marked of each kind. */
  mostOfAKind: 20,
} as const;

/** What somebody should look at, the most marked of each kind first. */
export const findSignals = ({ days, observing, waits, loads, stays }: SignalFacts): Signal[] =>
  [
    findFullDays(days),
    findOneObserver(observing),
    findSlowCompetencies(waits),
    findPiles(loads),
    findStalledLevels(stays),
  ].flatMap((ofAKind) => ofAKind.slice(0, THRESHOLDS.mostOfAKind));

const OF_NOBODY = { personId: null, personName: null, contractId: null } as const;

/** Rubber stamps, or what was entered late: of each person the fullest day. */
function findFullDays(days: readonly SigningDay[]): Signal[] {
  const full = days
    .filter(({ signOffs }) => signOffs >= THRESHOLDS.signOffsInADay)
    .sort((a, b) => b.signOffs - a.signOffs);
  const people = new Map(full.map(({ personId }) => [personId, full.filter((d) => d.personId === personId)]));
  return [...people.values()].flatMap(([fullest, ...others]) => {
    if (!fullest) return [];
    const { personId, name, on, signOffs, alternants } = fullest;
    const such = others.length + 1;
    const day = formatDay(on);
    const more =
      such > 1 ? bilingual(` ; ${such} journées semblables`, `; ${such} such days`) : bilingual('', '');
    return {
      ...OF_NOBODY,
      code: 'many_sign_offs_in_a_day',
      detail: bilingual(
        `${name} a enregistré ${signOffs} validations le ${day.fr}, pour ${inWords(alternants, 'alternant', 2)}${more.fr}.`,
        `${name} recorded ${signOffs} sign-offs on ${day.en}, for ${inWords(alternants, 'alternant')}${more.en}.`,
      ),
      advice: bilingual(
        'Demandez comment elles ont été faites : plusieurs jours saisis d’un coup peuvent l’expliquer.',
        'Ask how they were made: several days entered at once may explain it.',
      ),
      personId,
      personName: name,
    };
  });
}

const findOneObserver = (observing: readonly Observing[]): Signal[] =>
  observing
    .filter(
      ({ observed, ofAll }) =>
        observed >= THRESHOLDS.observed && observed >= ofAll * THRESHOLDS.observedShare,
    )
    .sort((a, b) => b.observed / b.ofAll - a.observed / a.ofAll || b.observed - a.observed)
    .map(({ contractId, alternant, personId, name, observed, ofAll }) => ({
      code: 'one_observer',
      detail: bilingual(
        `${alternant} : ${observed} observations sur ${ofAll} faites par ${name} depuis ${THRESHOLDS.days} jours.`,
        `${alternant}: ${observed} of ${ofAll} observations made by ${name} in the last ${THRESHOLDS.days} days.`,
      ),
      advice: bilingual(
        'Proposez qu’une autre personne de l’équipe observe aussi : un deuxième regard aide l’alternant.',
        'Suggest that somebody else of the team observes as well: a second view helps the alternant.',
      ),
      personId,
      personName: name,
      contractId,
    }));

/** Bottlenecks: compared with the middle of the other competencies of the framework. */
const findSlowCompetencies = (waits: readonly CompetencyWait[]): Signal[] =>
  waits
    .flatMap((wait) => {
      const others = waits.filter((one) => one !== wait && one.framework === wait.framework);
      const usual = middleOf(others.map(({ days }) => days));
      return usual !== null && isSlow(wait, usual) ? [{ ...wait, usual }] : [];
    })
    .sort((a, b) => b.days - a.days)
    .map(({ framework, title, days, usual }) => ({
      ...OF_NOBODY,
      code: 'slow_competency',
      detail: bilingual(
        `« ${shorten(title)} » (${shorten(framework, 4)}) : les demandes attendent ${days} jours (médiane) ; celles des autres compétences, ${inWords(usual, 'jour', 2)}.`,
        `"${shorten(title)}" (${shorten(framework, 4)}): requests wait ${days} days (median); those of the other competencies, ${inWords(usual, 'day')}.`,
      ),
      advice: bilingual(
        'Cherchez ce qui manque : des situations à observer, quelqu’un pour observer, ou du temps pour décider.',
        'Look for what is missing: situations to observe, somebody to observe them, or time to decide.',
      ),
    }));

const isSlow = ({ days, alternants }: CompetencyWait, usual: number): boolean =>
  days >= THRESHOLDS.waitDays &&
  alternants >= THRESHOLDS.waitAlternants &&
  days >= usual * THRESHOLDS.waitTimes;

const findPiles = (loads: readonly TutorLoad[]): Signal[] =>
  loads
    .filter(
      ({ requests, oldestDays }) => requests >= THRESHOLDS.openRequests && oldestDays >= THRESHOLDS.openDays,
    )
    .sort((a, b) => b.requests - a.requests)
    .map(({ personId, name, requests, oldestDays }) => ({
      ...OF_NOBODY,
      code: 'requests_pile_up',
      detail: bilingual(
        `${requests} demandes de validation attendent ${name}, la plus ancienne depuis ${oldestDays} jours.`,
        `${requests} sign-off requests wait for ${name}, the oldest for ${oldestDays} days.`,
      ),
      advice: bilingual(
        'Voyez ensemble ce qui aiderait : du temps dégagé, un co-tuteur, ou un suppléant.',
        'See together what would help: time set aside, a co-tutor, or a substitute.',
      ),
      personId,
      personName: name,
    }));

const findStalledLevels = (stays: readonly LevelStay[]): Signal[] =>
  stays
    .filter(
      ({ contracts, stalled }) =>
        contracts >= THRESHOLDS.contractsAtLevel && stalled >= contracts * THRESHOLDS.stalledShare,
    )
    .sort((a, b) => b.stalled / b.contracts - a.stalled / a.contracts || b.stalled - a.stalled)
    .map(({ ladder, level, contracts, stalled }) => ({
      ...OF_NOBODY,
      code: 'level_stalled',
      detail: bilingual(
        `Palier « ${shorten(level)} » (${shorten(ladder, 4)}) : ${stalled} alternants sur ${contracts} sans validation depuis ${THRESHOLDS.stalledDays} jours.`,
        `Level "${shorten(level)}" (${shorten(ladder, 4)}): ${stalled} of ${contracts} alternants without a sign-off for ${THRESHOLDS.stalledDays} days.`,
      ),
      advice: bilingual(
        'Regardez avec les équipes ce que ce palier demande, et si les occasions de le montrer existent.',
        'Look with the teams at what this level asks, and whether there are occasions to show it.',
      ),
    }));

/** Both languages add an s: English to none as well. */
const inWords = (count: number, noun: string, pluralFrom = 0): string =>
  `${count} ${noun}${count !== 1 && count >= pluralFrom ? 's' : ''}`;

function middleOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : Math.round((low + high) / 2);
}
