import { bilingual, type Bilingual, type Language } from '../../../kernel/language.js';
import { REPORT_LABELS } from '../../../kernel/labels/report-labels.js';
import { INDICATORS } from '../indicators.rules.js';
import { SMALLEST_GROUP } from '../suppression.rules.js';
import type { Figure, FigureIndicator, SchoolYear } from '../figures.types.js';
import type { Bar, BarChart, BarGroup } from './charts.types.js';

function noteOf(indicator: FigureIndicator): Bilingual {
  const { kind, unit } = INDICATORS[indicator];
  const few = SMALLEST_GROUP;
  if (kind === 'counted')
    return bilingual(
      `Contrats, de ${few} en ${few}. Moins de ${few} personnes : non communiqué.`,
      `Contracts, in steps of ${few}. Fewer than ${few} people: withheld.`,
    );
  const words = REPORT_LABELS.FigureUnit[unit] ?? bilingual(unit, unit);
  return bilingual(
    `Médianes, en ${words.fr}. Moins de ${few} personnes : non communiqué.`,
    `Medians, in ${words.en}. Fewer than ${few} people: withheld.`,
  );
}

/** The figures of one indicator as bars, class by class: nothing that the figures do not tell. */
export function chartOf(
  figures: readonly Figure[],
  indicator: FigureIndicator,
  { year }: SchoolYear,
  language: Language,
): BarChart {
  const own = figures.filter((figure) => figure.indicator === indicator);
  const classes = new Map(own.map(({ framework }) => [framework.code, framework.title]));
  return {
    title: `${INDICATORS[indicator].title[language]}, ${year}-${year + 1}`,
    note: noteOf(indicator)[language],
    language,
    groups: [...classes].map(([code, name]): BarGroup => ({
      title: name[language],
      bars: own.filter(({ framework }) => framework.code === code).map((figure) => barOf(figure, language)),
    })),
  };
}

const barOf = (figure: Figure, language: Language): Bar => {
  const { value, categoryTitle, category } = figure;
  const label = categoryTitle[language];
  return value === null
    ? { label: '', length: null, words: label, kind: category }
    : { label, length: value, words: numberIn(figure, value, language), kind: category };
};

/** With the share in whole hundredths: both are of rounded counts. */
function numberIn({ share }: Figure, value: number, language: Language): string {
  const format = (number: number, style: 'decimal' | 'percent') =>
    new Intl.NumberFormat(LOCALES[language], { style, maximumFractionDigits: 0 }).format(number);
  const number = format(value, 'decimal');
  return share === null ? number : `${number} (${format(share, 'percent')})`;
}

const LOCALES: Readonly<Record<Language, string>> = { fr: 'fr-FR', en: 'en-GB' };
