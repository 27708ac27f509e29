import type {
  CheckFacts,
  JudgedFinding,
} from '../../../../src/features/contracts/checks/check-facts.types.js';
import type {
  ContractForm,
  PayPeriod,
  PostalAddress,
} from '../../../../src/features/contracts/form/form.types.js';
import type { Tutor } from '../../../../src/features/contracts/signing/signing.rules.js';
import type { Day } from '../../../../src/kernel/days.js';
import type { OrganisationId, PersonId } from '../../../../src/kernel/ids.js';

export const day = (text: string) => text as Day;

export const tutor = (values: Partial<Tutor> = {}): Tutor => ({
  personId: 'tutor' as PersonId,
  isMain: true,
  isCounted: true,
  isMemberAtStart: true,
  from: day('2025-09-01'),
  until: null,
  birthDate: day('1985-02-03'),
  ...values,
});

/** A contract of two years that starts in September 2025, signed in July, of somebody of 19. */
export const facts = (values: Partial<CheckFacts> = {}): CheckFacts => ({
  kind: 'apprenticeship',
  signedOn: day('2025-07-01'),
  startsOn: day('2025-09-01'),
  until: day('2027-09-01'),
  alternantBirthDate: day('2006-05-04'),
  hasLegalRepresentative: false,
  tutors: [tutor()],
  sheet: null,
  enteredOn: day('2025-09-01'),
  beganOn: null,
  today: day('2025-07-02'),
  isSigned: false,
  alternantId: 'ines' as PersonId,
  employerId: 'employer' as OrganisationId,
  continuationOf: null,
  form: null,
  filled: values.form ?? null,
  agreed: [],
  missing: null,
  beside: [],
  rncp: null,
  declaresRegulatedWork: false,
  earlier: [],
  prolongedFrom: null,
  isProlongedOnGround: false,
  ...values,
});

type Sections = { [Key in keyof ContractForm]?: Partial<ContractForm[Key]> };

/** A member that is not said: null, whatever it is. */
const empty = <Section extends object>(section: Partial<Section> = {}): Section =>
  new Proxy(section as Section, { get: (target, name) => Reflect.get(target, name) ?? null });

/** A form that says this, and nothing else. */
export const form = ({ pay, tutors, ...sections }: Sections = {}): ContractForm => ({
  formVersion: null,
  employer: empty(sections.employer),
  alternant: empty(sections.alternant),
  tutors: (tutors as ContractForm['tutors'] | undefined) ?? [],
  terms: empty(sections.terms),
  pay: empty<ContractForm['pay']>({ periods: [], ...pay }),
  training: empty(sections.training),
  professionalisation: empty(sections.professionalisation),
});

export const at = (postcode: string) => ({ address: empty<PostalAddress>({ postcode }) });

export const paid = (grossMonthlyCents: number, values: Partial<PayPeriod> = {}): PayPeriod => ({
  from: day('2025-09-01'),
  to: day('2026-08-31'),
  year: 1,
  percent: 100,
  base: 'SMIC',
  grossMonthlyCents,
  ...values,
});

/** Each finding in a word: its code, and what it stops. */
export const inShort = (found: readonly JudgedFinding[]): string[] =>
  found.map(
    ({ code, blocks, isOverridable }) => `${code}${blocks ? `!${blocks}` : ''}${isOverridable ? '~' : ''}`,
  );
