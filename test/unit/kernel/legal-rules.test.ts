import { expect, test } from '@jest/globals';
import { figureOf, legalRuleOn, LEGAL_RULES, mayBlock, wordsOf } from '../../../src/kernel/legal-rules.js';
import { isDay, type Day } from '../../../src/kernel/days.js';

const day = (value: string) => value as Day;

test('every rule has what a reader needs, and days in order', () => {
  expect(LEGAL_RULES.length).toBeGreaterThanOrEqual(145);
  for (const { code, titleFr, article, from, until, severity, certainty } of LEGAL_RULES) {
    expect([code, Boolean(titleFr), Boolean(article)]).toEqual([code, true, true]);
    expect([code, ['block', 'warn', 'inform'].includes(severity)]).toEqual([code, true]);
    expect([code, ['V', 'S', 'G'].includes(certainty)]).toEqual([code, true]);
    if (from !== null) expect(isDay(from)).toBe(true);
    if (until !== null) expect(isDay(until) && (from === null || from <= until)).toBe(true);
  }
});

test('a rule is that of its day, its last day included; of two, that which began last', () => {
  const hourly = (on: string) => {
    const rule = legalRuleOn('smic.metropole', day(on));
    return rule && figureOf(rule, 'hourly');
  };
  expect(hourly('2026-05-31')).toBe(12.02);
  expect(hourly('2026-06-01')).toBe(12.31);
  expect(hourly('2021-12-31')).toBeNull();
  expect(legalRuleOn('rncp.deas', day('2025-09-01'))?.article).toBe('RNCP40692');
});

test('a code or a figure that the data lacks is a mistake of the program', () => {
  expect(() => legalRuleOn('smic.moon', day('2026-01-01'))).toThrow('smic.moon');
  const rule = legalRuleOn('apprenticeship.age.no_limit_grounds', day('2026-01-01'));
  if (!rule) throw new Error('known');
  expect(wordsOf(rule, 'grounds')).toContain('disabled_worker');
  expect(() => figureOf(rule, 'grounds')).toThrow('grounds');
});

test('what was read in secondary pages only never stops anything', () => {
  const secondary = LEGAL_RULES.filter(({ certainty }) => certainty !== 'V');
  expect(secondary.length).toBeGreaterThan(5);
  expect(secondary.some(mayBlock)).toBe(false);
});
