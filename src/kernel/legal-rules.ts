import shipped from '../../data/legal-rules.json' with { type: 'json' };
import type { Day } from './days.js';

/** What a rule of the law does: it stops something, warns of it, or only informs. */
export const SEVERITIES = ['block', 'warn', 'inform'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** How sure we are: `V` was read in the text of the law or in the official tool, `S` in pages that explain it, `G` nowhere. */
export const CERTAINTIES = ['V', 'S', 'G'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

export interface LegalFigure {
  readonly name: string;
  readonly value: unknown;
  readonly unit: string;
}

/** One version of a rule, as `data/legal-rules.json` has it. */
export interface LegalRuleVersion {
  readonly code: string;
  readonly titleFr: string;
  readonly titleEn: string;
  readonly contractKind: 'apprenticeship' | 'professionalisation' | 'both';
  readonly article: string;
  /** The first day on which it applies; null: as far back as is known. */
  readonly from: Day | null;
  /** The last day, included; null: still in force. */
  readonly until: Day | null;
  readonly values: readonly LegalFigure[];
  readonly severity: Severity;
  readonly certainty: Certainty;
  readonly source?: string;
  readonly note?: string;
  /** The text was rewritten about that day, and nobody has read the new one. */
  readonly amendedAbout?: Day;
}

/** Every rule that Palier knows. A figure of the law is read from here and nowhere else. */
export const LEGAL_RULES = shipped as readonly unknown[] as readonly LegalRuleVersion[];

const VERSIONS = new Map<string, LegalRuleVersion[]>();
for (const version of LEGAL_RULES)
  VERSIONS.set(version.code, [...(VERSIONS.get(version.code) ?? []), version]);

/**
 * The version of a rule that applies on a day, or null when none is known. Of two on the same day, that which began last.
 * @throws Error for a code that the data does not have: a mistake of this program
 */
export function legalRuleOn(code: string, day: Day): LegalRuleVersion | null {
  const versions = VERSIONS.get(code);
  if (!versions) throw new Error(`No legal rule is called ${code}.`);
  return (
    versions
      .filter(({ from, until }) => (from === null || from <= day) && (until === null || day <= until))
      .sort((a, b) => (a.from ?? '').localeCompare(b.from ?? ''))
      .at(-1) ?? null
  );
}

/** Every rule that applies on a day, in that day’s version, in the order of the data. */
export const rulesOn = (day: Day): LegalRuleVersion[] =>
  [...VERSIONS.keys()].flatMap((code) => legalRuleOn(code, day) ?? []);

/** The number of a rule that has that name. @throws Error when there is none: a mistake of this program */
export function figureOf(rule: LegalRuleVersion, name: string): number {
  const value = valueOf(rule, name);
  if (typeof value !== 'number') throw new Error(`${rule.code} has no number called ${name}.`);
  return value;
}

/** The hour of a rule that is told as `22:00`. @throws Error when there is none: a mistake of this program */
export function hourOf(rule: LegalRuleVersion, name: string): number {
  const value = valueOf(rule, name);
  if (typeof value !== 'string' || !/^\d\d:00$/.test(value))
    throw new Error(`${rule.code} has no hour called ${name}.`);
  return Number(value.slice(0, 2));
}

/** The words of a rule that are listed by that name. @throws Error when there are none: a mistake of this program */
export function wordsOf(rule: LegalRuleVersion, name: string): readonly string[] {
  const value = valueOf(rule, name);
  if (!Array.isArray(value)) throw new Error(`${rule.code} lists nothing called ${name}.`);
  return value.map(String);
}

const valueOf = ({ values }: LegalRuleVersion, name: string): unknown =>
  values.find((figure) => figure.name === name)?.value;

/** Only what was read in the law itself stops anything. */
export const mayBlock = ({ severity, certainty }: LegalRuleVersion): boolean =>
  severity === 'block' && certainty === 'V';
