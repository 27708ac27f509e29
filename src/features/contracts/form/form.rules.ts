import type { AppError } from '../../../kernel/errors.js';
import type { PersonId } from '../../../kernel/ids.js';
import { amendmentRequired, notAmendable } from '../contracts.errors.js';
import { RUNNING_STATUSES, type ContractStatus } from '../contracts.types.js';
import type { ContractForm, PostalAddress, TutorSection } from './form.types.js';
import { membersOf } from './members.rules.js';

const unfilled = <Name extends string>(...names: readonly Name[]): Readonly<Record<Name, null>> =>
  Object.fromEntries(names.map((name) => [name, null])) as Record<Name, null>;

/** A form of which nothing is filled: the members of each section, in their order. */
export const EMPTY_FORM: ContractForm = {
  formVersion: null,
  employer: unfilled(
    ...(['isPublic', 'address', 'phone', 'email', 'employerType', 'specificEmployer', 'naf'] as const),
    ...(['headcount', 'idcc', 'idccTitle', 'specialUnemploymentScheme', 'observesGoodFriday'] as const),
  ),
  alternant: unfilled(
    ...(['address', 'sex', 'bornInFrance', 'birthDepartment', 'birthTown', 'nationality'] as const),
    ...(['socialScheme', 'topLevelAthlete', 'disabledWorker', 'youthEquivalence'] as const),
    ...(['disabilityExtension', 'businessProject', 'situationBefore', 'lastDiplomaPrepared'] as const),
    ...(['lastClass', 'lastDiplomaTitle', 'highestDiploma', 'emancipated', 'representativeAddress'] as const),
  ),
  tutors: [],
  terms: unfilled(
    ...(['contractMode', 'contractType', 'derogationType', 'previousNumber', 'decaNumber'] as const),
    ...(['practicalTrainingStartsOn', 'weeklyMinutes', 'riskyWork', 'lowerSecondaryDone'] as const),
    ...(['previousBrokenOutsideWill', 'lengthAgreementOnFile', 'tutorEligibilityAttested'] as const),
    ...(['documentsAttested', 'signedAt'] as const),
  ),
  pay: {
    periods: [],
    ...unfilled('branchMinimumCents', 'pensionFund', 'benefitsInKind', 'mealCents', 'housingMonthlyCents'),
    ...unfilled('otherBenefits'),
  },
  training: unfilled(
    ...(['inHouse', 'centreAddress', 'diplomaType', 'title', 'diplomaCode', 'rncp', 'startsOn'] as const),
    ...(['endsOn', 'hours', 'distanceHours', 'cycleMonths', 'sameResponsible', 'siteName'] as const),
    ...(['siteUai', 'siteSiret', 'siteAddress'] as const),
  ),
  professionalisation: unfilled(
    ...(['nature', 'jobTitle', 'classification', 'coefficient', 'trialDays', 'jobSeeker'] as const),
    ...(['jobSeekerMonths', 'minimumBenefit', 'activityDeclarationNumber', 'teachingHours'] as const),
    ...(['supportHours', 'longerByAgreement', 'renewals'] as const),
  ),
};

const ADDRESS: PostalAddress = unfilled('number', 'repetition', 'street', 'complement', 'postcode', 'city');
const TUTOR: TutorSection = {
  personId: '',
  ...unfilled('jobHeld', 'diplomaTitle', 'diplomaLevel', 'sameField', 'experienceMonths', 'isEmployer'),
};
const PERIOD = { ...unfilled('from', 'to', 'year', 'percent', 'base', 'grossMonthlyCents') };

type Members = Readonly<Record<string, unknown>>;
const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The members of a shape, in its order, each as it is there; what is not, as the shape has it. */
function shaped(shape: Members, value: unknown): Members {
  const from = isMembers(value) ? value : {};
  return Object.fromEntries(
    Object.entries(shape).map(([name, empty]) => {
      const held = from[name] ?? empty;
      if (Array.isArray(empty))
        return [name, (Array.isArray(held) ? held : []).map((period) => shaped(PERIOD, period))];
      return [name, /address$/i.test(name) && held !== null ? addressOf(held) : held];
    }),
  );
}

/** An address of which nothing is filled is none. */
function addressOf(held: unknown): Members | null {
  const address = shaped({ ...ADDRESS }, held);
  return Object.values(address).every((part) => part === null) ? null : address;
}

/** A form as it was kept, with every member that a form has by now. */
export function completeForm(content: unknown): ContractForm {
  const kept = isMembers(content) ? content : {};
  const { tutors } = kept;
  return Object.fromEntries(
    Object.entries(EMPTY_FORM).map(([section, empty]: [string, unknown]) => {
      if (section === 'tutors')
        return [section, (Array.isArray(tutors) ? tutors : []).map((tutor) => shaped({ ...TUTOR }, tutor))];
      return [section, isMembers(empty) ? shaped(empty, kept[section]) : (kept[section] ?? null)];
    }),
  ) as unknown as ContractForm;
}

/** What is sent of a form: a merge patch (RFC 7396). A member that is left out stays, null empties, a list is replaced whole. */
export const mergeForm = (stored: ContractForm, patch: object): ContractForm =>
  completeForm(merged(stored, patch));

function merged(stored: unknown, patch: unknown): unknown {
  if (!isMembers(patch)) return patch;
  const result: Record<string, unknown> = isMembers(stored) ? { ...stored } : {};
  for (const [name, value] of Object.entries(patch))
    if (value !== undefined) result[name] = merged(result[name], value);
  return result;
}

const isFilled = (value: unknown): boolean =>
  value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);

/** What comes after the signature by its nature, or changes without anybody’s agreement. */
const COMES_LATER: readonly string[] = [
  'terms.decaNumber',
  'terms.documentsAttested',
  'terms.lengthAgreementOnFile',
  'employer.phone',
  'employer.email',
  'alternant.address',
  'alternant.representativeAddress',
];

/** What the parties signed of a form: what was filled then, and what an amendment changed since. */
export interface Agreed {
  /** The form as it was signed; null: nothing of it was filled then. */
  readonly signed: ContractForm | null;
  readonly amended: readonly string[];
}

/**
 * Why members do not change here. What nobody had filled when the contract was signed may still be written down, from the
 * paper: it changes nothing that was agreed on here.
 */
export function findAgreedRefusal(
  status: ContractStatus,
  changed: readonly string[],
  { signed, amended }: Agreed,
): AppError | null {
  if (status === 'cancelled' && changed.length > 0) return notAmendable(changed, status);
  const agreed = signed ? membersOf(signed) : new Map<string, unknown>();
  const pinned = changed.filter(
    (path) => !COMES_LATER.includes(path) && (isFilled(agreed.get(path)) || amended.includes(path)),
  );
  if (pinned.length === 0) return null;
  return RUNNING_STATUSES.includes(status) ? amendmentRequired(pinned) : notAmendable(pinned, status);
}

/** The tutors of a form who hold no tutor’s mandate on the contract, by their place. */
export const strangersAmong = (tutors: readonly TutorSection[], known: readonly PersonId[]): number[] =>
  tutors.flatMap(({ personId }, index) => (known.some((one) => one === personId) ? [] : [index]));

/** The tutors by the record that is kept of each: of two records of one human the first place stays. */
export const withKept = (form: ContractForm, kept: Readonly<Record<string, string>>): ContractForm => {
  const tutors = form.tutors.map((tutor) => ({ ...tutor, personId: kept[tutor.personId] ?? tutor.personId }));
  const isFirst = ({ personId }: TutorSection, place: number) =>
    tutors.findIndex((other) => other.personId === personId) === place;
  return { ...form, tutors: tutors.filter(isFirst) };
};

/** Stand among the members that a row changed where the alternant or the employer of the draft did. */
export const OF_ANOTHER: readonly string[] = ['alternantId', 'employerId'];

/** What a form says of the contract, and nothing of the alternant or the employer that it had before. */
export function withoutFormer(form: ContractForm, moved: readonly string[]): ContractForm {
  const kept = moved.includes('alternantId') ? withoutAlternant(form) : form;
  if (!moved.includes('employerId')) return kept;
  return { ...kept, employer: EMPTY_FORM.employer, tutors: [], pay: EMPTY_FORM.pay };
}

const withoutAlternant = (form: ContractForm): ContractForm => ({
  ...form,
  alternant: EMPTY_FORM.alternant,
  terms: { ...form.terms, previousNumber: null, decaNumber: null },
  professionalisation: EMPTY_FORM.professionalisation,
});
