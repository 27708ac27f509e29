import { contains, earlierOf, laterOf, type Day, type Period } from '../../../kernel/days.js';
import { figureOf, legalRuleOn, mayBlock, type LegalRuleVersion } from '../../../kernel/legal-rules.js';
import type { ContractKind } from '../contracts.types.js';
import type { Overload } from './signing.errors.js';

/** A contract that somebody follows as main tutor, between two days (`until` excluded, null: open-ended). */
export interface Followed {
  readonly kind: ContractKind;
  /** Its alternant repeats: after an exam that was failed, as far as that is known. */
  readonly isRepeating: boolean;
  readonly from: Day;
  readonly until: Day | null;
}

/** What lets somebody follow more apprentices on some days: a derogation of their own, or a ceiling of the branch. */
export interface Allowance extends Period {
  readonly apprentices: number;
}

/** By which law somebody is judged: that of the day of signature. */
export interface Judging {
  readonly signedOn: Day;
  readonly allowances: readonly Allowance[];
  /** The tutor is the employer; unknown counts as an employee. */
  readonly isEmployer?: boolean | null;
}

/** How many contracts of each kind more could begin. Those of whoever repeats come beside the apprentices. */
export interface Places {
  readonly apprenticeship: number;
  readonly repeating: number;
  readonly professionalisation: number;
}

/** A bound of the law, and how many it counts on one day. */
interface Bound {
  readonly rule: LegalRuleVersion;
  readonly limit: number;
  readonly repeating: number;
  readonly counted: number;
  readonly left: number;
}

/** The first day on which one more contract would be too many; null when there is room on every day. */
export function findOverload(one: Followed, others: readonly Followed[], judging: Judging): Overload | null {
  const all = [one, ...others];
  // On other days nothing begins, and nothing that was allowed ends.
  const days = [...all.map(({ from }) => from), ...judging.allowances.flatMap(({ until }) => until ?? [])];
  for (const on of [...new Set(days)].filter((day) => contains(one, day)).sort()) {
    const that = all.filter((followed) => contains(followed, on));
    const { maitre, tuteur } = boundsOn(on, that, judging);
    const broken =
      one.kind === 'apprenticeship' && maitre && maitre.left < 0
        ? maitre
        : tuteur && tuteur.left < 0
          ? tuteur
          : null;
    if (broken) {
      const { counted, limit, repeating, rule } = broken;
      return { on, followed: counted, limit, repeating, source: `Code du travail, ${rule.article}` };
    }
  }
  return null;
}

/** The first day from `from` on, on which somebody would follow too many; null: none. */
export function findOverloadOfAll(
  all: readonly Followed[],
  from: Day,
  judging: Omit<Judging, 'signedOn'>,
): Overload | null {
  const found = all.flatMap((one, index) => {
    const rest = { ...one, from: laterOf(one.from, from) };
    if (rest.until !== null && rest.until <= rest.from) return [];
    const others = all.filter((_, other) => other !== index);
    return findOverload(rest, others, { ...judging, signedOn: from }) ?? [];
  });
  return found.toSorted((a, b) => a.on.localeCompare(b.on))[0] ?? null;
}

/** How much room is left between two days, period by period; `until` excluded. */
export function findPlaces(
  { from, until }: { readonly from: Day; readonly until: Day },
  followed: readonly Followed[],
  judging: Judging,
): (Places & { readonly from: Day; readonly until: Day })[] {
  const edges = [...followed, ...judging.allowances].flatMap((one) => [one.from ?? from, one.until ?? until]);
  const days = [...new Set([from, ...edges.filter((day) => from < day && day < until)])].sort();
  const periods = days.map((day, index) => ({
    from: day,
    until: earlierOf(days[index + 1] ?? until, until),
    ...placesOn(day, followed, judging),
  }));
  return periods.reduce<typeof periods>((joined, next) => {
    const last = joined.at(-1);
    if (!last || !isSame(last, next)) return [...joined, next];
    return [...joined.slice(0, -1), { ...last, until: next.until }];
  }, []);
}

const KINDS = ['apprenticeship', 'repeating', 'professionalisation'] as const;
const isSame = (a: Places, b: Places): boolean => KINDS.every((kind) => a[kind] === b[kind]);

/** As many as could begin that day, one kind at a time. */
function placesOn(day: Day, followed: readonly Followed[], judging: Judging): Places {
  const that = followed.filter((one) => contains(one, day));
  const most = (kind: ContractKind, isRepeating: boolean): number => {
    for (let count = 0; count < MOST_PLACES; count++) {
      const more = Array.from({ length: count + 1 }, () => ({ kind, isRepeating, from: day, until: null }));
      const { maitre, tuteur } = boundsOn(day, [...that, ...more], judging);
      const isOver = (bound: Bound | null) => bound !== null && bound.left < 0;
      if ((kind === 'apprenticeship' && isOver(maitre)) || isOver(tuteur)) return count;
    }
    return MOST_PLACES;
  };
  const apprenticeship = most('apprenticeship', false);
  return {
    apprenticeship,
    repeating: most('apprenticeship', true) - apprenticeship,
    professionalisation: most('professionalisation', false),
  };
}

/** Nobody counts further: no derogation gives as many. */
const MOST_PLACES = 30;

/**
 * What the law says of those who are followed on one day. Of apprentices a maître has so many, and so many more who repeat;
 * whoever tutors a professionalisation contract has so many contracts in all. Only a rule that may block bounds anything.
 */
function boundsOn(
  day: Day,
  that: readonly Followed[],
  { signedOn, allowances, isEmployer }: Judging,
): { readonly maitre: Bound | null; readonly tuteur: Bound | null } {
  const [maitre, tuteur] = ['maitre.cap', 'tuteur.cap'].map((code) => {
    const rule = legalRuleOn(code, signedOn);
    return rule && mayBlock(rule) ? rule : null;
  });
  const apprentices = that.filter(({ kind }) => kind === 'apprenticeship');
  return {
    maitre: maitre
      ? maitreBound(
          maitre,
          apprentices,
          allowances.filter((one) => contains(one, day)),
        )
      : null,
    tuteur:
      tuteur && apprentices.length < that.length
        ? tuteurBound(
            tuteur,
            figureOf(tuteur, isEmployer === true ? 'max_employer' : 'max_employee'),
            that.length,
          )
        : null,
  };
}

function maitreBound(
  rule: LegalRuleVersion,
  apprentices: readonly Followed[],
  allowances: readonly Allowance[],
): Bound {
  const limit = Math.max(figureOf(rule, 'max'), ...allowances.map((one) => one.apprentices));
  const repeating = figureOf(rule, 'extra_prolonged_after_failure');
  const spared = Math.min(repeating, apprentices.filter(({ isRepeating }) => isRepeating).length);
  return { rule, limit, repeating, counted: apprentices.length, left: limit + spared - apprentices.length };
}

const tuteurBound = (rule: LegalRuleVersion, limit: number, counted: number): Bound => ({
  rule,
  limit,
  repeating: 0,
  counted,
  left: limit - counted,
});
