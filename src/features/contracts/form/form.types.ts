import type { Day } from '../../../kernel/days.js';

/**
 * What the form of a contract (CERFA 10103 for apprenticeship, 12434 for professionalisation) says beyond what the
 * contract, its people and its organisations say already. Filled step by step: null is not said yet. Codes are those of
 * `data/cerfa-enums.json`; money is in cents, time in minutes, so that nothing is ever rounded unseen.
 */
export interface ContractForm {
  readonly formVersion: FormVersion | null;
  readonly employer: EmployerSection;
  readonly alternant: AlternantSection;
  /** By the mandate’s person: the first is maître d’apprentissage 1 (or tuteur), the second optional. */
  readonly tutors: readonly TutorSection[];
  readonly terms: TermsSection;
  readonly pay: PaySection;
  readonly training: TrainingSection;
  readonly professionalisation: ProfessionalisationSection;
}

export const FORM_VERSIONS = ['10103*12', '10103*13', '10103*14', '12434*03'] as const;
export type FormVersion = (typeof FORM_VERSIONS)[number];

type Maybe<T> = { readonly [Key in keyof T]: T[Key] | null };

export interface PostalAddress {
  readonly number: string | null;
  /** BIS, TER… */
  readonly repetition: string | null;
  readonly street: string | null;
  readonly complement: string | null;
  readonly postcode: string | null;
  readonly city: string | null;
}

/** `modeContractuel` … `employeurSpecifique` of the form. The SIRET and the name are the organisation’s. */
export type EmployerSection = Maybe<{
  isPublic: boolean;
  address: PostalAddress;
  phone: string;
  email: string;
  /** typeEmployeur: 11…16 private, 21…30 public. */
  employerType: string;
  /** employeurSpecifique: 0…4. */
  specificEmployer: string;
  naf: string;
  /** nombreDeSalaries: of the whole company, not of the establishment. */
  headcount: number;
  /** codeIdcc, four digits; 9999 none, 9998 under negotiation. */
  idcc: string;
  idccTitle: string;
  specialUnemploymentScheme: boolean;
  /** A Protestant church and a mixed confession: Good Friday is a holiday in that town of Alsace-Moselle. */
  observesGoodFriday: boolean;
}>;

/** The names, the birth date, the e-mail and the phone are the person’s. The NIR has no place, here or anywhere. */
export type AlternantSection = Maybe<{
  address: PostalAddress;
  sex: 'F' | 'M';
  bornInFrance: boolean;
  /** departementNaissance: 99 abroad. */
  birthDepartment: string;
  birthTown: string;
  nationality: string;
  socialScheme: string;
  topLevelAthlete: boolean;
  /** handicap (RQTH). */
  disabledWorker: boolean;
  /** équivalence jeunes, from 10103*13: 15–20 with PCH, AEEH or PPS. */
  youthEquivalence: boolean;
  /** extension BOE, from 10103*13. */
  disabilityExtension: boolean;
  /** projetCreationRepriseEntreprise. */
  businessProject: boolean;
  situationBefore: string;
  /** diplomePrepare, derniereClasse, intituleDiplomePrepare: the last diploma or title prepared, not the one of this contract. */
  lastDiplomaPrepared: string;
  lastClass: string;
  lastDiplomaTitle: string;
  /** diplome: the highest obtained. */
  highestDiploma: string;
  /** A minor who was emancipated signs alone. */
  emancipated: boolean;
  representativeAddress: PostalAddress;
}>;

export type TutorSection = { readonly personId: string } & Maybe<{
  jobHeld: string;
  /** The title of the highest diploma. */
  diplomaTitle: string;
  /** niveauDiplomeMaitre: 0, 3…8. */
  diplomaLevel: string;
  /** The diploma is of the field that is prepared, and at least of its level. */
  sameField: boolean;
  /** Months of work related to the qualification; placements and training periods do not count. */
  experienceMonths: number;
  /** The tuteur is the employer themself, for a cap of two. */
  isEmployer: boolean;
}>;

export type TermsSection = Maybe<{
  /** modeContractuel: 1 limited, 2 within an open-ended contract, 3 temporary work, 4 seasonal. */
  contractMode: string;
  /** typeContratApp: 11, 21…23, 31…38. */
  contractType: string;
  /** typeDerogation: 11, 12, 21, 22, 50, 60. */
  derogationType: string;
  /** numeroContratPrecedent. */
  previousNumber: string;
  /** The number that DECA gave this contract, when it is known. */
  decaNumber: string;
  practicalTrainingStartsOn: Day;
  weeklyMinutes: number;
  /** travailRisque: dangerous machines or particular risks. */
  riskyWork: boolean;
  /** Lower secondary school is finished: 15 is enough. */
  lowerSecondaryDone: boolean;
  /** The previous contract was broken for a cause outside the alternant’s will, or by temporary unfitness. */
  previousBrokenOutsideWill: boolean;
  /** A tripartite agreement about a length other than the cycle is on file. */
  lengthAgreementOnFile: boolean;
  /** attestationEligibilite: the employer certifies that the maître is eligible. */
  tutorEligibilityAttested: boolean;
  /** The supporting documents that the form asks for are there. */
  documentsAttested: boolean;
  signedAt: string;
}>;

export interface PayPeriod {
  readonly from: Day;
  /** The last day, included. */
  readonly to: Day;
  /** The year of the contract that it belongs to, from 1 to 4; a year has at most two periods (1.1, 1.2). */
  readonly year: number;
  readonly percent: number;
  readonly base: 'SMIC' | 'SMC';
  /** salaireBrut: of a month, in cents. */
  readonly grossMonthlyCents: number;
}

export type PaySection = { readonly periods: readonly PayPeriod[] } & Maybe<{
  /** smc: the branch minimum of a month, in cents, where one applies. */
  branchMinimumCents: number;
  /** caisseRetraiteSupplementaire. */
  pensionFund: string;
  benefitsInKind: boolean;
  mealCents: number;
  housingMonthlyCents: number;
  otherBenefits: boolean;
}>;

export type TrainingSection = Maybe<{
  /** formationInterne: a company CFA. */
  inHouse: boolean;
  centreAddress: PostalAddress;
  /** typeDiplome: the form’s code of the diploma. */
  diplomaType: string;
  title: string;
  /** codeDiplome, eight characters. */
  diplomaCode: string;
  rncp: string;
  startsOn: Day;
  /** dateFinFormation: the planned end of the exams. */
  endsOn: Day;
  hours: number;
  /** From 10103*14: the planned hours at a distance. */
  distanceHours: number;
  /** Months of the cycle of the diploma, where the length of the contract differs. */
  cycleMonths: number;
  /** memeResponsable: the training is given where the responsible organisation is. */
  sameResponsible: boolean;
  siteName: string;
  siteUai: string;
  siteSiret: string;
  siteAddress: PostalAddress;
}>;

/** CERFA 12434: the form was not read, the members come from the law and from general knowledge. */
export type ProfessionalisationSection = Maybe<{
  /** Open-ended, fixed-term or temporary. */
  nature: 'open_ended' | 'fixed_term' | 'temporary';
  jobTitle: string;
  classification: string;
  coefficient: string;
  trialDays: number;
  jobSeeker: boolean;
  jobSeekerMonths: number;
  minimumBenefit: 'RSA' | 'ASS' | 'AAH' | 'former_contrat_aide';
  activityDeclarationNumber: string;
  teachingHours: number;
  supportHours: number;
  /** The branch allows an action of up to 24 months. */
  longerByAgreement: boolean;
  renewals: number;
}>;
