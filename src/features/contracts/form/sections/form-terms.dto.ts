import { bilingual } from '../../../../kernel/language.js';
import { codesOf } from '../../../../kernel/cerfa.js';
import type { Day } from '../../../../kernel/days.js';
import {
  DayField,
  field,
  Flag,
  Identifier,
  Items,
  Nested,
  OneOf,
  Text,
  Whole,
} from '../../../../platform/validation/fields.js';
import { hasUaiShape, isSiret } from '../../../organisations/identifiers.rules.js';
import { PostalAddressForm } from './form-parties.dto.js';
import type { PayPeriod } from '../form.types.js';
import { isDecaNumber, isDiplomaCode, isRncp } from '../formats.rules.js';

const decaText = bilingual(
  'Un numéro DECA est attendu : département, année, mois, deux chiffres ou NC, quatre chiffres.',
  'A DECA number is expected: département, year, month, two digits or NC, four digits.',
);

/** Up to the hundredth. */
const Percent = () =>
  field(
    'percent',
    (value) =>
      typeof value === 'number' && value >= 1 && value <= 200 && /^\d+(\.\d\d?)?$/.test(String(value)),
    bilingual(
      'Un taux de 1 à 200 est attendu, au centième près.',
      'A rate from 1 to 200 is expected, to the hundredth.',
    ),
    { type: Number, minimum: 1, maximum: 200 },
    { description: 'taux: of the base.', example: 43 },
  );

const Cents = (max: number, description: string, optional = true) =>
  Whole({ min: 0, max, optional, description, example: 80_283 });

export class TermsForm {
  @OneOf(codesOf('CerfaContractMode'), {
    optional: true,
    name: 'CerfaContractMode',
    description: 'modeContractuel.',
  })
  contractMode?: string | null;

  @OneOf(codesOf('CerfaContractType'), {
    optional: true,
    name: 'CerfaContractType',
    description: 'typeContratApp.',
  })
  contractType?: string | null;

  @OneOf(codesOf('CerfaDerogation'), {
    optional: true,
    name: 'CerfaDerogation',
    description: 'typeDerogation.',
  })
  derogationType?: string | null;

  @Identifier('deca_number', isDecaNumber, decaText, {
    optional: true,
    description: 'numeroContratPrecedent.',
    example: '042202309120001',
  })
  previousNumber?: string | null;

  @Identifier('deca_number', isDecaNumber, decaText, {
    optional: true,
    description: 'The number that DECA gave; also after the signature.',
    example: '042202609120042',
  })
  decaNumber?: string | null;

  @DayField({ optional: true, description: 'dateDebutFormationPratique.' })
  practicalTrainingStartsOn?: Day | null;

  @Whole({ min: 0, max: 3_600, optional: true, description: 'Minutes a week.', example: 2_100 })
  weeklyMinutes?: number | null;

  @Flag({ optional: true, description: 'travailRisque.' }) riskyWork?: boolean | null;

  @Flag({ optional: true, description: 'Lower secondary school is finished: 15 is enough.' })
  lowerSecondaryDone?: boolean | null;

  @Flag({ optional: true, description: 'The contract before was broken outside the alternant’s will.' })
  previousBrokenOutsideWill?: boolean | null;

  @Flag({ optional: true, description: 'A tripartite agreement on another length is there.' })
  lengthAgreementOnFile?: boolean | null;

  @Flag({ optional: true, description: 'attestationEligibilite.' }) tutorEligibilityAttested?: boolean | null;

  @Flag({ optional: true, description: 'The supporting documents are there; also after the signature.' })
  documentsAttested?: boolean | null;

  @Text({ max: 100, optional: true, description: 'The place of the signature.', example: 'Saint-Étienne' })
  signedAt?: string | null;
}

export class PayPeriodForm implements PayPeriod {
  @DayField({ example: '2026-09-01' }) from!: Day;

  @DayField({ description: 'The last day, included.', example: '2027-08-31' }) to!: Day;

  @Whole({ min: 1, max: 4, description: 'The year of the contract.' }) year!: number;

  @Percent() percent!: number;

  @OneOf(codesOf('PayBase'), { name: 'PayBase', description: 'typeSalaire.' }) base!: 'SMIC' | 'SMC';

  @Cents(10_000_000, 'salaireBrut: of a month, in cents.', false) grossMonthlyCents!: number;
}

export class PayForm {
  @Items(() => PayPeriodForm, {
    min: 0,
    max: 8,
    optional: true,
    description: 'Two for each of four years at most, without overlap; the list is replaced whole.',
  })
  periods?: PayPeriodForm[] | null;

  @Cents(10_000_000, 'smc: the branch minimum of a month, in cents.') branchMinimumCents?: number | null;

  @Text({ max: 200, optional: true, description: 'caisseRetraiteSupplementaire.', example: 'AG2R' })
  pensionFund?: string | null;

  @Flag({ optional: true, description: 'avantageNature.' }) benefitsInKind?: boolean | null;

  @Cents(100_000, 'A meal, in cents.') mealCents?: number | null;

  @Cents(1_000_000, 'Housing for a month, in cents.') housingMonthlyCents?: number | null;

  @Flag({ optional: true, description: 'Other benefits in kind.' }) otherBenefits?: boolean | null;
}

export class TrainingForm {
  @Flag({ optional: true, description: 'formationInterne: a company CFA.' }) inHouse?: boolean | null;

  @Nested(() => PostalAddressForm, { optional: true, description: 'Of the training centre.' })
  centreAddress?: PostalAddressForm | null;

  @OneOf(codesOf('CerfaDiploma'), { optional: true, name: 'CerfaDiploma', description: 'typeDiplome.' })
  diplomaType?: string | null;

  @Text({ max: 300, optional: true, description: 'intituleQualification.', example: 'DEAS' })
  title?: string | null;

  @Identifier(
    'diploma_code',
    isDiplomaCode,
    bilingual(
      'Un code diplôme de 8 caractères est attendu, par exemple 46033104.',
      'A diploma code of 8 characters is expected, 46033104 for example.',
    ),
    { optional: true, description: 'codeDiplome.', example: '46033104' },
  )
  diplomaCode?: string | null;

  @Identifier(
    'rncp',
    isRncp,
    bilingual(
      'Une fiche RNCP est attendue : RNCP et trois à cinq chiffres.',
      'An RNCP sheet is expected: RNCP and three to five digits.',
    ),
    { optional: true, example: 'RNCP40692' },
  )
  rncp?: string | null;

  @DayField({ optional: true, description: 'dateDebutFormation.' }) startsOn?: Day | null;

  @DayField({ optional: true, description: 'dateFinFormation: the planned end of the exams.' })
  endsOn?: Day | null;

  @Whole({ min: 0, max: 9_999, optional: true, description: 'dureeFormation.' }) hours?: number | null;

  @Whole({ min: 0, max: 9_999, optional: true, description: 'Hours at a distance, from 10103*14.' })
  distanceHours?: number | null;

  @Whole({ min: 1, max: 72, optional: true, description: 'Months of the diploma’s cycle.' })
  cycleMonths?: number | null;

  @Flag({ optional: true, description: 'memeResponsable.' }) sameResponsible?: boolean | null;

  @Text({ max: 200, optional: true, description: 'Where the training is given.' }) siteName?: string | null;

  @Identifier(
    'uai',
    hasUaiShape,
    bilingual('Un UAI est attendu : 7 chiffres et une lettre.', 'A UAI is expected: 7 digits and a letter.'),
    { optional: true, example: '0755805C' },
  )
  siteUai?: string | null;

  @Identifier(
    'siret',
    isSiret,
    bilingual(
      'Un SIRET valide est attendu : 14 chiffres, clé comprise.',
      'A valid SIRET is expected: 14 digits, with a right key.',
    ),
    { optional: true, example: '77937827200016' },
  )
  siteSiret?: string | null;

  @Nested(() => PostalAddressForm, { optional: true }) siteAddress?: PostalAddressForm | null;
}
