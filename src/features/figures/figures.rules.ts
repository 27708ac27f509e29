import { bilingual, type Bilingual } from '../../kernel/language.js';
import { PEOPLE_LABELS } from '../../kernel/labels/people-labels.js';
import { INDICATORS, isOfIntake, type Indicator } from './indicators.rules.js';
import { POOLED, rounded, tellable, roundedParts, tellableMedian, type Cell } from './suppression.rules.js';
import {
  FIGURE_INDICATORS,
  type Figure,
  type FigureContract,
  type FigureIndicator,
  type SchoolYear,
} from './figures.types.js';

/** Contracts that are told together. */
interface Class {
  readonly framework: Figure['framework'];
  readonly contracts: readonly FigureContract[];
}

type Of = readonly [FigureIndicator, Indicator, SchoolYear];

function groupsOf<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

const cellsBy = (contracts: readonly FigureContract[], keyOf: (contract: FigureContract) => string): Cell[] =>
  [...groupsOf(contracts, keyOf)].map(([key, some]) => ({
    key,
    count: some.length,
    people: new Set(some.map(({ alternantId }) => alternantId)),
  }));

/**
 * Every figure of an intake that may be told. There is one answer for each organisation and year, and every contract is in one
 * class of it: nobody chooses who is counted, and no total stands beside the classes.
 */
export function figuresOf(found: readonly FigureContract[], year: SchoolYear): readonly Figure[] {
  const classes = classesOf(found.filter((contract) => isOfIntake(contract, year)));
  return FIGURE_INDICATORS.flatMap((name) => {
    const of: Of = [name, INDICATORS[name], year];
    return classes.flatMap((one) => (of[1].kind === 'counted' ? counted(of, one) : measured(of, one)));
  });
}

/** The classes by framework, the small ones put together; fewer than five people are one class of which nothing is told. */
function classesOf(contracts: readonly FigureContract[]): readonly Class[] {
  const shown = tellable(cellsBy(contracts, ({ framework }) => framework));
  if (!shown) return [{ framework: { code: null, title: ALL }, contracts: [] }];
  const named = new Set(shown.map(({ key }) => key));
  const groups = groupsOf(contracts, ({ framework }) => (named.has(framework) ? framework : POOLED));
  return [...groups]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([key, those]) => {
      const title = those[0]?.frameworkTitle ?? key;
      const other = named.size > 1 ? OTHERS : ALL;
      const framework =
        key === POOLED ? { code: null, title: other } : { code: key, title: bilingual(title, title) };
      return { framework, contracts: those };
    });
}

function counted(of: Of, { framework, contracts }: Class): Figure[] {
  const [, indicator, year] = of;
  if (indicator.kind !== 'counted') return [];
  const cells = tellable(cellsBy(contracts, (contract) => indicator.categoryOf(contract, year)));
  // One category alone would tell the same of everybody.
  if (!cells || cells.length < 2) return [withheld(of, framework)];
  const population = rounded(contracts.length);
  return [...roundedParts(cells)].map(([category, value]) => ({
    ...withheld(of, framework),
    category,
    categoryTitle: categoryTitle(category),
    value,
    population,
    share: Math.round((value / population) * 100) / 100,
  }));
}

function measured(of: Of, { framework, contracts }: Class): Figure[] {
  const groups = groupsOf(measuresOf(of[1], contracts), ({ category }) => category);
  const shown = [...groups]
    .sort(([a], [b]) => a.localeCompare(b))
    .flatMap(([category, values]): Figure[] => {
      const value = tellableMedian(values);
      const categoryInWords = categoryTitle(category);
      return value === null
        ? []
        : [{ ...withheld(of, framework), category, categoryTitle: categoryInWords, value }];
    });
  return shown.length > 0 ? shown : [withheld(of, framework)];
}

/** What is measured, and of whom: of a tutor's load the tutor. */
function measuresOf(
  indicator: Indicator,
  contracts: readonly FigureContract[],
): { category: string; value: number; personId: string }[] {
  if (indicator.kind === 'measured')
    return contracts.flatMap((contract) =>
      indicator
        .measure(contract)
        .map(([category, value]) => ({ category, value, personId: contract.alternantId })),
    );
  const byTutor = groupsOf(contracts, ({ mainTutorId }) => mainTutorId ?? '');
  return [...byTutor]
    .filter(([tutor]) => tutor !== '')
    .map(([personId, some]) => ({ category: 'main_tutors', value: some.length, personId }));
}

const ALL = bilingual('Toutes formations', 'All programmes');
const OTHERS = bilingual('Autres formations', 'Other programmes');

const withheld = ([indicator, { unit }]: Of, framework: Figure['framework']): Figure => ({
  indicator,
  framework,
  category: 'withheld',
  categoryTitle: categoryTitle('withheld'),
  unit,
  value: null,
  population: null,
  share: null,
});

const CATEGORIES: Readonly<Record<string, Bilingual>> = {
  running: bilingual('en cours', 'running'),
  completed: bilingual('achevés', 'completed'),
  no_level: bilingual('aucun palier atteint', 'no level achieved'),
  some_levels: bilingual('une partie des paliers', 'some levels'),
  all_levels: bilingual('tous les paliers', 'every level'),
  decided: bilingual('demandes décidées', 'requests decided'),
  main_tutors: bilingual('tuteurs principaux', 'main tutors'),
  [POOLED]: bilingual('autres, ensemble', 'others, together'),
  withheld: bilingual('non communiqué : moins de 5 personnes', 'withheld: fewer than 5 people'),
};

function categoryTitle(category: string): Bilingual {
  const level = /^level_(\d+)$/.exec(category)?.[1];
  if (level) return bilingual(`palier ${level}`, `level ${level}`);
  const cause = CAUSES[category.replace('broken_', '')];
  if (category.startsWith('broken_') && cause)
    return bilingual(`rompus : ${cause.fr}`, `broken: ${cause.en}`);
  return CATEGORIES[category] ?? bilingual(category, category);
}

const CAUSES: Readonly<Record<string, Bilingual | undefined>> = PEOPLE_LABELS.ContractEndCause;
