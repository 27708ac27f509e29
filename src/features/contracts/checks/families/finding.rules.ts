import type { Bilingual } from '../../../../kernel/language.js';
import { mayBlock, type LegalRuleVersion, type Severity } from '../../../../kernel/legal-rules.js';
import type { JudgedFinding } from '../check-facts.types.js';
import type { CheckFinding, StoppedAct } from '../checks.types.js';

/** What a family of rules says of one finding; the rest follows from the rule. */
export interface Found {
  readonly code: string;
  /** None: it is in no single place. */
  readonly pointer?: string;
  readonly detail: Bilingual;
  /** A human may know better; `basis`: what they then know better. */
  readonly basis?: string;
}

const made = (
  rule: LegalRuleVersion | null,
  severity: Severity,
  blocks: StoppedAct | null,
  { code, pointer, detail, basis }: Found,
): JudgedFinding => ({
  code,
  severity,
  blocks,
  pointer: pointer ?? null,
  detail,
  rule: rule?.code ?? null,
  article: rule?.article ?? null,
  isOverridable: basis !== undefined && blocks !== null,
  basis: basis ?? '',
});

/** What is recorded contradicts the rule: where the rule may, it stops the act. */
export const contradiction = (
  rule: LegalRuleVersion,
  found: Found,
  stops: StoppedAct = 'sign',
): JudgedFinding =>
  mayBlock(rule) ? made(rule, 'block', stops, found) : made(rule, weakest(rule.severity), null, found);

/** Unusual, or contradicted by as much as is known: it stops nothing. */
export const warning = (rule: LegalRuleVersion | null, found: Found): JudgedFinding =>
  made(rule, 'warn', null, found);

/** Something to know or to do. */
export const information = (rule: LegalRuleVersion | null, found: Found): JudgedFinding =>
  made(rule, 'inform', null, found);

/** Stops an act whatever the data of the law say: the form asks for it, or the design does. */
export const requirement = (stops: StoppedAct, found: Found, rule: LegalRuleVersion | null = null) =>
  made(rule, 'block', stops, found);

/** Contradicted for certain, or only as far as is known. */
export const judged = (isCertain: boolean, rule: LegalRuleVersion, found: Found): JudgedFinding =>
  isCertain ? contradiction(rule, found) : warning(rule, found);

const weakest = (severity: Severity): Severity => (severity === 'block' ? 'warn' : severity);

/** A finding of other rules: nobody knows better. */
export const plain = (found: CheckFinding): JudgedFinding => ({ ...found, isOverridable: false, basis: '' });
