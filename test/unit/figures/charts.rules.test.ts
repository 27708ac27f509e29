import { expect, test } from '@jest/globals';
import { bilingual } from '../../../src/kernel/language.js';
import { barChartSvg, chartInWords } from '../../../src/features/figures/charts/bar-chart.rules.js';
import { chartOf } from '../../../src/features/figures/charts/figure-chart.rules.js';
import { schoolYearOf } from '../../../src/features/figures/indicators.rules.js';
import type { Figure } from '../../../src/features/figures/figures.types.js';

const figure = (
  category: string,
  value: number | null,
  share: number | null,
  title = 'Diplôme d’État d’aide-soignant',
): Figure => ({
  indicator: 'contract_ends',
  framework: { code: title, title: bilingual(title, title) },
  category,
  categoryTitle: bilingual(category, category),
  unit: 'contracts',
  value,
  population: 1_250,
  share,
});
const YEAR = schoolYearOf(2025);
const FIGURES = [
  figure('en cours', 1_000, 0.8),
  figure('rompus : rupture pendant les quarante-cinq premiers jours', 250, 0.204),
  figure('non communiqué : moins de 5 personnes', null, null, 'DEAES <script>&"'),
  { ...figure('x', 12, null), indicator: 'days_per_level' as const, unit: 'days' as const },
];

test('a chart tells the figures of one indicator, in words too', () => {
  const chart = chartOf(FIGURES, 'contract_ends', YEAR, 'fr');
  expect(chart.title).toBe('Ruptures et fins de contrat, 2025-2026');
  expect(chartInWords(chart).replaceAll(/\s/gu, ' ')).toBe(
    'Diplôme d’État d’aide-soignant : en cours, 1 000 (80 %) ; rompus : rupture pendant les quarante-cinq premiers jours, 250 (20 %). ' +
      'DEAES <script>&" : non communiqué : moins de 5 personnes. Contrats, de 5 en 5. Moins de 5 personnes : non communiqué.',
  );
  expect(chartOf(FIGURES, 'days_per_level', YEAR, 'en')).toMatchObject({
    title: 'Time per level, 2025-2026',
    note: 'Medians, in days. Fewer than 5 people: withheld.',
    groups: [{ bars: [{ label: 'x', words: '12' }] }],
  });
  expect(chartOf([], 'contract_ends', YEAR, 'fr').groups).toEqual([]);
});

test('it is one picture: words escaped, the longest bar whole, kinds told apart without colour', () => {
  const svg = barChartSvg(chartOf(FIGURES, 'contract_ends', YEAR, 'fr'));
  expect(svg).not.toMatch(/<script|&"/);
  expect(svg).toContain('DEAES &lt;script&gt;&amp;&quot;');
  expect(svg).toMatch(/^<svg [^>]*role="img"[^>]*aria-labelledby="t d"[^>]*>\n<title id="t">Ruptures/);
  expect(
    [...svg.matchAll(/width="(\d+)" height="20" fill="url\(#(p\d)\)"/g)].map((m) => [m[1], m[2]]),
  ).toEqual([
    ['340', 'p0'],
    ['85', 'p1'],
  ]);
  expect(barChartSvg(chartOf([], 'contract_ends', YEAR, 'fr'))).toContain('</svg>');
});
