import { addMonths, type Day } from '../../../kernel/days.js';
import { departmentOf } from '../../../kernel/holidays.js';
import type { CheckFacts, EarlierContract } from '../checks/check-facts.types.js';
import { isAfterAnother } from '../form/contract-types.rules.js';
import { lastPercentOf, wholeMonths } from './pay.rules.js';
import { hoursIn } from '../terms/agreed.rules.js';
import type { PayTerms, VocationalBac } from './pay.types.js';

/** diplome of the form: a vocational baccalaureate; another diploma of its level; the groups above it. */
const VOCATIONAL_BAC = '41';
const OTHER_OF_ITS_LEVEL = '49';
const ABOVE = /^[5-8]/;
/** Its SMIC is its own. */
const MAYOTTE = '976';
/** typeDiplome: a licence professionnelle. */
const LICENCE_PRO = '62';

/** What the least pay follows from, out of what is recorded. */
export function payTermsOf({ startsOn, ...rest }: CheckFacts): PayTerms {
  // What passed from another employer is one contract: its years go on, and are told from the day on which it is this one's.
  const facts = { ...rest, startsOn: rest.beganOn ?? startsOn };
  const { form } = facts;
  const before = precedingOf(facts);
  const department = departmentOf(form?.employer.address?.postcode ?? null);
  const terms: PayTerms = {
    kind: facts.kind,
    startsOn: facts.startsOn,
    until: facts.until,
    paidFrom: startsOn,
    judgedOn: facts.signedOn,
    birthDate: facts.alternantBirthDate,
    weeklyMinutes: facts.filled?.terms.weeklyMinutes ?? null,
    hoursAgreed: hoursIn(facts.agreed),
    isMayotte: department === null ? null : department === MAYOTTE,
    cycleMonths: form?.training.cycleMonths ?? null,
    prolongedFrom: facts.prolongedFrom,
    monthsDone: monthsDoneOf(facts),
    isDisabledWorker: form?.alternant.disabledWorker === true,
    isLicencePro: form?.training.diplomaType === LICENCE_PRO,
    vocationalBac: bacOf(form?.alternant.highestDiploma ?? null),
    branchCents: form?.pay.branchMinimumCents ?? null,
    lastPercent: null,
    lastGrossCents: before?.employerId === facts.employerId ? before.lastGrossCents : null,
  };
  if (!before) return terms;
  const former = {
    ...terms,
    startsOn: before.startsOn,
    paidFrom: before.startsOn,
    until: before.heldUntil,
    judgedOn: before.startsOn,
  };
  return {
    ...terms,
    lastPercent: lastPercentOf({ ...former, monthsDone: 0, cycleMonths: null, prolongedFrom: null }),
  };
}

/** The contract that this one follows, where the form says that it came to its end. */
function precedingOf({ form, earlier, kind, startsOn }: CheckFacts): EarlierContract | null {
  const type = form?.terms.contractType ?? null;
  if (kind !== 'apprenticeship' || !isAfterAnother(type)) return null;
  const ended = earlier.filter(
    (one) => one.kind === kind && one.endedAs !== 'terminated' && one.heldUntil <= startsOn,
  );
  return ended.toSorted((a, b) => a.heldUntil.localeCompare(b.heldUntil)).at(-1) ?? null;
}

/** Months of the cycle before the first day: at the centre, on a contract that was broken, or left out by agreement. */
function monthsDoneOf({ form, startsOn, until, earlier, continuationOf, beganOn }: CheckFacts): number {
  const centre = form?.training.startsOn ?? null;
  const cycle = form?.training.cycleMonths ?? null;
  const broken = earlier.find(
    (one) => beganOn === null && one.id === continuationOf && one.endedAs === 'terminated',
  );
  return Math.max(
    centre === null ? 0 : wholeMonths(centre, startsOn),
    cycle === null ? 0 : monthsLeftOut(startsOn, until, cycle),
    broken?.isOfSameFramework ? wholeMonths(broken.startsOn, broken.heldUntil) : 0,
  );
}

/** By how many whole months the contract is shorter than the cycle. */
const monthsLeftOut = (startsOn: Day, until: Day, cycle: number): number =>
  wholeMonths(until, addMonths(startsOn, cycle));

function bacOf(diploma: string | null): VocationalBac {
  if (diploma === null) return 'not_held';
  if (diploma === VOCATIONAL_BAC || ABOVE.test(diploma)) return 'held';
  return diploma === OTHER_OF_ITS_LEVEL ? 'perhaps' : 'not_held';
}
