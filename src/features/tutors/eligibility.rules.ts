import { addDays, addMonths, contains, earlierOf, laterOf, type Day } from '../../kernel/days.js';
import type { Bilingual } from '../../kernel/language.js';
import { figureOf, legalRuleOn, mayBlock } from '../../kernel/legal-rules.js';
import { TUTOR_ROLES, type MandateRole } from '../../kernel/mandate-roles.js';
import { sentenceOf } from './sentences.rules.js';
import type { Criteria, EligibilityWord, Ground } from './eligibility.types.js';
import type { BranchRule, Proof } from './tutors.types.js';

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
function findCriteria(tutor: TutorToJudge): Criteria | null {
  const { contractKind, signedOn, isPublic } = tutor;
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
  const branch = findBranchRule(tutor);
  if (branch && (branch.monthsWithDiploma !== null || branch.monthsWithoutDiploma !== null)) {
    const { monthsWithDiploma: withDiploma, monthsWithoutDiploma: without, level } = branch;
    return { rule, branch, withDiploma, without, level };
  }
  const withDiploma = figureOf(rule, 'experience_with_same_field_diploma_of_at_least_same_level') * 12;
  return { rule, branch, withDiploma, without: figureOf(rule, 'experience_without') * 12, level: null };
}

/** That of the employer's branch; where the branch is not known, that which the employer says it checked. */
function findBranchRule({ isPublic, idcc, proofs, branchRules, signedOn }: TutorToJudge): BranchRule | null {
  if (isPublic === true) return null;
  const certified = proofs.flatMap((proof) => (proof.kind === 'branch_rule' ? (proof.idcc ?? []) : []));
  const isTheirs = (rule: BranchRule) => (idcc === null ? certified.includes(rule.idcc) : rule.idcc === idcc);
  return branchRules.find((rule) => isTheirs(rule) && contains(rule, signedOn)) ?? null;
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
