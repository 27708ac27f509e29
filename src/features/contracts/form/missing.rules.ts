import type { Day } from '../../../kernel/days.js';
import { isMinor } from '../contracts.types.js';
import { isFirstContract } from './contract-types.rules.js';
import type { ContractForm, PostalAddress } from './form.types.js';
import type { RecordedBeside, RecordedPerson } from './recorded.types.js';

/** What the official tool requires of an apprenticeship whatever else is filled (CERFA 10103*12). */
const APPRENTICESHIP = [
  '/formVersion',
  ...within('/employer', 'isPublic', 'phone', 'email', 'employerType', 'naf', 'headcount', 'idcc'),
  '/employer/idccTitle',
  ...within('/alternant', 'sex', 'bornInFrance', 'birthDepartment', 'birthTown', 'nationality'),
  ...within('/alternant', 'socialScheme', 'topLevelAthlete', 'disabledWorker', 'businessProject'),
  ...within('/alternant', 'situationBefore', 'lastDiplomaPrepared', 'lastClass', 'lastDiplomaTitle'),
  '/alternant/highestDiploma',
  ...within('/terms', 'contractMode', 'contractType', 'practicalTrainingStartsOn', 'weeklyMinutes'),
  ...within('/terms', 'riskyWork', 'tutorEligibilityAttested', 'documentsAttested', 'signedAt'),
  ...within('/pay', 'periods', 'pensionFund', 'benefitsInKind'),
  ...within('/training', 'inHouse', 'diplomaType', 'title', 'diplomaCode', 'rncp', 'startsOn', 'endsOn'),
  ...within('/training', 'hours', 'sameResponsible'),
];

/** What the law names of a professionalisation contract; its form was not read. */
const PROFESSIONALISATION = [
  '/formVersion',
  ...within('/employer', 'employerType', 'naf', 'headcount', 'idcc'),
  ...within('/alternant', 'sex', 'nationality', 'disabledWorker', 'situationBefore', 'highestDiploma'),
  ...within('/terms', 'weeklyMinutes', 'tutorEligibilityAttested'),
  '/pay/periods',
  ...within('/training', 'title', 'startsOn', 'endsOn', 'hours'),
  ...within('/professionalisation', 'nature', 'jobTitle', 'classification', 'jobSeeker'),
  ...within('/professionalisation', 'activityDeclarationNumber', 'teachingHours', 'supportHours'),
];

function within(section: string, ...names: readonly string[]): string[] {
  return names.map((name) => `${section}/${name}`);
}

/** JSON Pointers, into the answer that shows the form, of what its deposit takes and is not there, in the order of the form. */
export function findMissing(form: ContractForm, recorded: RecordedBeside, today: Day): string[] {
  const required = recorded.kind === 'apprenticeship' ? APPRENTICESHIP : PROFESSIONALISATION;
  return [
    ...required.filter((pointer) => isUnfilled(at(form, pointer))),
    ...missingAddress('/employer/address', form.employer.address),
    ...missingAddress('/alternant/address', form.alternant.address),
    ...missingOf('/recorded/alternant', recorded.alternant, ['birthDate', 'email', 'phone']),
    ...missingOfMinor(form, recorded, today),
    ...missingTutor(form, recorded),
    ...(recorded.kind === 'apprenticeship' ? conditional(form, recorded) : []),
  ];
}

const at = (form: ContractForm, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((inside, name) => (inside as Record<string, unknown> | null)?.[name], form);

const isUnfilled = (value: unknown): boolean =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0);

function missingAddress(pointer: string, address: PostalAddress | null): string[] {
  if (!address) return [pointer];
  return (['street', 'postcode', 'city'] as const)
    .filter((part) => address[part] === null)
    .map((part) => `${pointer}/${part}`);
}

/** What of a record is not there: of somebody whom the reader does not know so well nothing is missing. */
const missingOf = (
  pointer: string,
  person: RecordedPerson | undefined,
  names: readonly ('birthDate' | 'email' | 'phone')[],
): string[] =>
  person?.isKnown ? names.filter((name) => person[name] === null).map((name) => `${pointer}/${name}`) : [];

/** By the day of the signature, planned for today while there is none. No birth date is no minor here: it is missing itself. */
function missingOfMinor({ alternant }: ContractForm, recorded: RecordedBeside, today: Day): string[] {
  const { birthDate } = recorded.alternant;
  if (birthDate === null || !isMinor(birthDate, recorded.signedOn ?? today)) return [];
  if (alternant.emancipated === true) return [];
  return [
    ...(alternant.emancipated === null ? ['/alternant/emancipated'] : []),
    ...(recorded.legalRepresentative === null ? ['/recorded/legalRepresentative'] : []),
    ...(recorded.legalRepresentative?.email === null ? ['/recorded/legalRepresentative/email'] : []),
    ...missingAddress('/alternant/representativeAddress', alternant.representativeAddress),
  ];
}

/** The first is required whole, the second not at all. */
function missingTutor({ tutors }: ContractForm, recorded: RecordedBeside): string[] {
  const [first] = tutors;
  if (!first) return ['/tutors'];
  const place = recorded.tutors.findIndex(({ personId }) => personId === first.personId);
  const names =
    recorded.kind === 'apprenticeship'
      ? (['jobHeld', 'diplomaTitle', 'diplomaLevel'] as const)
      : (['jobHeld'] as const);
  return [
    ...names.filter((name) => first[name] === null).map((name) => `/tutors/0/${name}`),
    ...missingOf(`/recorded/tutors/${place}`, recorded.tutors[place], ['birthDate', 'email']),
  ];
}

/** What the tool asks for only after some other answer. */
function conditional(form: ContractForm, recorded: RecordedBeside): string[] {
  const { employer, terms, pay, training } = form;
  const asked: (readonly [isAsked: boolean, pointer: string])[] = [
    [employer.isPublic === true, '/employer/specialUnemploymentScheme'],
    [terms.contractType !== null && !isFirstContract(terms.contractType), '/terms/previousNumber'],
    [pay.periods.some(({ base }) => base === 'SMC'), '/pay/branchMinimumCents'],
    [form.formVersion === '10103*14', '/training/distanceHours'],
    [training.sameResponsible === false, '/training/siteName'],
    [training.sameResponsible === false, '/training/siteUai'],
    [training.sameResponsible === false, '/training/siteSiret'],
  ];
  return [
    ...asked.flatMap(([isAsked, pointer]) => (isAsked && isUnfilled(at(form, pointer)) ? [pointer] : [])),
    ...(training.sameResponsible === false
      ? missingAddress('/training/siteAddress', training.siteAddress)
      : []),
    ...missingAddress('/training/centreAddress', training.centreAddress),
    ...(recorded.trainingCentre.uai === null ? ['/recorded/trainingCentre/uai'] : []),
  ];
}
