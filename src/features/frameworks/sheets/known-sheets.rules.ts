import type { Day } from '../../../kernel/days.js';
import { LEGAL_RULES, type Certainty, type LegalRuleVersion } from '../../../kernel/legal-rules.js';

/** A sheet of the national register (RNCP) that Palier knows of, whether or not anybody read what it asks for. */
export interface KnownSheet {
  /** The code of the frameworks of its diploma. */
  readonly diploma: string;
  readonly title: string;
  /** Null: the programme is known, its sheet was not found. */
  readonly rncp: string | null;
  /** The first day on which somebody may enter under it; null: as far back as is known. */
  readonly startsOn: Day | null;
  /** The last; null: no end is known. */
  readonly expiresOn: Day | null;
  readonly certainty: Certainty;
  readonly source: string | null;
  readonly note: string | null;
}

const FAMILY = 'rncp.';

const sheetIn = (rule: LegalRuleVersion): KnownSheet => ({
  diploma: rule.code.slice(FAMILY.length).replaceAll('_', '-').toUpperCase(),
  title: rule.titleFr,
  rncp: /^RNCP\d+$/.test(rule.article) ? rule.article : null,
  startsOn: rule.from,
  expiresOn: rule.until,
  certainty: rule.certainty,
  source: rule.source ?? null,
  note: rule.note ?? null,
});

/** Every sheet that the data of the law tells of: diploma by diploma, from the oldest to the newest. */
export const KNOWN_SHEETS: readonly KnownSheet[] = LEGAL_RULES.filter(({ code }) => code.startsWith(FAMILY))
  .map(sheetIn)
  .sort((a, b) => a.diploma.localeCompare(b.diploma) || (a.startsOn ?? '').localeCompare(b.startsOn ?? ''));

export const knownSheet = (rncp: string): KnownSheet | null =>
  KNOWN_SHEETS.find((sheet) => sheet.rncp === rncp) ?? null;

const beside = (sheet: KnownSheet, step: 1 | -1): KnownSheet | null => {
  const next = KNOWN_SHEETS[KNOWN_SHEETS.indexOf(sheet) + step];
  return next?.diploma === sheet.diploma ? next : null;
};

/** The sheet of the same diploma that took its place. */
export const sheetAfter = (sheet: KnownSheet): KnownSheet | null => beside(sheet, 1);

export const sheetBefore = (sheet: KnownSheet): KnownSheet | null => beside(sheet, -1);

/** Whether somebody may enter under it that day, as far as is known. */
export const admitsOn = (
  { startsOn, expiresOn }: Pick<KnownSheet, 'startsOn' | 'expiresOn'>,
  day: Day,
): boolean => (startsOn === null || startsOn <= day) && (expiresOn === null || day <= expiresOn);
