import type { Bilingual } from '../../../kernel/language.js';
import type { Severity } from '../../../kernel/legal-rules.js';

/** What a finding stops: the signature, or the deposit with the OPCO or the State. */
export const STOPPED_ACTS = ['sign', 'deposit'] as const;
export type StoppedAct = (typeof STOPPED_ACTS)[number];

/** Something that the law, or the form, has to say about a contract. */
export interface CheckFinding {
  /** A lower_snake_case code of its own, which labels put into words. */
  readonly code: string;
  readonly severity: Severity;
  /** Null: it stops nothing. Only a rule of severity `block` stops anything. */
  readonly blocks: StoppedAct | null;
  /** The field that it is about, a JSON Pointer into the contract’s answer or into its form (`/form/…`); null: none alone. */
  readonly pointer: string | null;
  /** What is found and what to do, with names and days in words. */
  readonly detail: Bilingual;
  /** The code of the rule in `data/legal-rules.json`; null: the form asks for it. */
  readonly rule: string | null;
  readonly article: string | null;
}
