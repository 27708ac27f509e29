import { addDays, addMonths, contains, earlierOf, laterOf, type Day } from '../../kernel/days.js';
import type { Bilingual } from '../../kernel/language.js';
import { figureOf, legalRuleOn, mayBlock, type LegalRuleVersion } from '../../kernel/legal-rules.js';
import { TUTOR_ROLES, type MandateRole } from '../../kernel/mandate-roles.js';
import { sentenceOf } from './sentences.rules.js';
import type { BranchRule, Proof } from './tutors.types.js';

/** `unknown`: nothing recorded says so, and nothing says the contrary. `not_asked`: the law asks nothing of that role, or of that day. */
export const ELIGIBILITIES = ['eligible', 'not_eligible', 'unknown', 'not_asked'] as const;
export type EligibilityWord = (typeof ELIGIBILITIES)[number];

/** Who is to tutor, for what, and all that is known of it. What nobody said is null. */
export interface TutorToJudge {
  readonly role: MandateRole;
  readonly contractKind: 'apprenticeship' | 'professionalisation';
  /** The rule is that of the day of signature. */
  readonly signedOn: Day;
  /** Work is counted up to the day on which they begin. */
  readonly on: Day;
  readonly isPublic: boolean | null;
  readonly idcc: string | null;
  /** The framework that is prepared. */
  readonly frameworkCode: string | null;
  readonly level: number | null;
  readonly proofs: readonly Proof[];
  readonly branchRules: readonly BranchRule[];
}

export const GROUNDS = ['branch_rule', 'diploma_and_experience', 'experience'] as const;
export type Ground = (typeof GROUNDS)[number];

export interface Eligibility {
  readonly word: EligibilityWord;
  readonly ground: Ground | null;
  /** The code of the rule of the law that was applied. */
  readonly rule: string | null;
  readonly article: string | null;
  /** The rule may stop a signature. */
  readonly mayBlock: boolean;
  /** Of work in the field, as far as it is recorded. */
  readonly months: number;
  readonly detail: Bilingual;
}

/** How much work is asked of them, with a diploma of the field and without. */
export interface Criteria {
  readonly rule: LegalRuleVersion;
  readonly branch: BranchRule | null;
  readonly withDiploma: number | null;
  readonly without: number | null;
  readonly level: number | null;
}

/** Judges whether somebody may tutor by what the employer checked. What is not recorded is nobody's fault: it is unknown. */
export function judgeTutor(tutor: TutorToJudge): Eligibility {
  const criteria = TUTOR_ROLES.includes(tutor.role) ? findCriteria(tutor) : null;
  if (!criteria) return verdict('not_asked', null, null, 0);
  const isCertified = tutor.proofs.some(
    ({ kind, idcc }) => kind === 'branch_rule' && criteria.branch !== null && idcc === criteria.branch.idcc,
  );
  const sure = countMonths(tutor, (proof) => isOfField(proof, tutor));
  if (isCertified) return verdict('eligible', 'branch_rule', criteria, sure);
  const possible = countMonths(tutor, (proof) => isOfField(proof, tutor) !== false);
  if (isEnough(sure, criteria.without)) return verdict('eligible', 'experience', criteria, sure);
  const diplomas = tutor.proofs
    .filter(({ kind }) => kind === 'diploma')
    .map((one) => suits(one, tutor, criteria));
  const suiting = diplomas.includes(true);
  if (suiting && isEnough(sure, criteria.withDiploma))
    return verdict('eligible', 'diploma_and_experience', criteria, sure);
  const mayStillBe =
    !tutor.proofs.some(({ kind }) => kind === 'experience') ||
    isEnough(possible, criteria.without) ||
    (isEnough(possible, criteria.withDiploma) &&
      (diplomas.length === 0 || diplomas.some((one) => one !== false)));
  return verdict(mayStillBe ? 'unknown' : 'not_eligible', null, criteria, sure);
}

function verdict(
  word: EligibilityWord,
  ground: Ground | null,
  criteria: Criteria | null,
  months: number,
): Eligibility {
  return {
    word,
    ground,
    rule: criteria?.rule.code ?? null,
    article: criteria?.rule.article ?? null,
    mayBlock: criteria !== null && criteria.branch === null && mayBlock(criteria.rule),
    months,
    detail: sentenceOf(word, ground, criteria, months),
  };
}

/** A public employer has a rule of its own, which no agreement changes; elsewhere the branch's stands in the law's place. */
function findCriteria({
  contractKind,
  signedOn,
  isPublic,
  idcc,
  proofs,
  branchRules,
}: TutorToJudge): Criteria | null {
  if (contractKind === 'professionalisation') {
    const rule = legalRuleOn('tuteur.experience_min', signedOn);
    return (
      rule && { rule, branch: null, withDiploma: null, without: figureOf(rule, 'min') * 12, level: null }
    );
  }
  const rule = legalRuleOn(
    isPublic === true ? 'maitre.eligibility.public' : 'maitre.eligibility.default',
    signedOn,
  );
  if (!rule) return null;
  const certified = proofs.flatMap((proof) => (proof.kind === 'branch_rule' ? (proof.idcc ?? []) : []));
  const branch =
    isPublic === true
      ? null
      : (branchRules.find(
          (one) =>
            (idcc === null ? certified.includes(one.idcc) : one.idcc === idcc) && contains(one, signedOn),
        ) ?? null);
  if (branch && (branch.monthsWithDiploma !== null || branch.monthsWithoutDiploma !== null))
    return {
      rule,
      branch,
      withDiploma: branch.monthsWithDiploma,
      without: branch.monthsWithoutDiploma,
      level: branch.level,
    };
  return {
    rule,
    branch,
    withDiploma: figureOf(rule, 'experience_with_same_field_diploma_of_at_least_same_level') * 12,
    without: figureOf(rule, 'experience_without') * 12,
    level: null,
  };
}

const isEnough = (months: number, asked: number | null): boolean => asked !== null && months >= asked;

/** Null: nobody said of which field it is, or which one is prepared. */
const isOfField = (proof: Proof, { frameworkCode }: TutorToJudge): boolean | null =>
  proof.frameworkCode === null || frameworkCode === null ? null : proof.frameworkCode === frameworkCode;

/** A diploma of the field, of at least the level that is asked; null: that is not known. */
function suits(proof: Proof, tutor: TutorToJudge, criteria: Criteria): boolean | null {
  const asked = criteria.level ?? tutor.level;
  const isHigh = proof.level === null || asked === null ? null : proof.level >= asked;
  const isInTime = proof.obtainedOn === null || proof.obtainedOn <= tutor.on;
  const ofField = isOfField(proof, tutor);
  if (isHigh === false || ofField === false || !isInTime) return false;
  return isHigh === null || ofField === null ? null : true;
}

/** Whole months of work up to the day: days that two proofs tell of count once, months without days beside them. */
function countMonths(tutor: TutorToJudge, counts: (proof: Proof) => boolean | null): number {
  const worked = tutor.proofs.filter(
    (proof) => proof.kind === 'experience' && !proof.isPlacement && counts(proof) === true,
  );
  const dated = worked
    .flatMap(({ from, until }) =>
      from === null ? [] : [{ from, until: earlierOf(until ?? after(tutor.on), after(tutor.on)) }],
    )
    .filter(({ from, until }) => from < until)
    .toSorted((a, b) => a.from.localeCompare(b.from));
  const apart = dated.reduce<{ from: Day; until: Day }[]>((joined, next) => {
    const last = joined.at(-1);
    if (!last || last.until < next.from) return [...joined, next];
    return [...joined.slice(0, -1), { ...last, until: laterOf(last.until, next.until) }];
  }, []);
  const undated = worked.reduce((sum, { from, months }) => sum + (from === null ? (months ?? 0) : 0), 0);
  return undated + apart.reduce((sum, { from, until }) => sum + monthsBetween(from, until), 0);
}

/** The day itself is worked. */
const after = (day: Day): Day => addDays(day, 1);

function monthsBetween(from: Day, until: Day): number {
  let months = 0;
  while (addMonths(from, months + 1) <= until) months++;
  return months;
}
