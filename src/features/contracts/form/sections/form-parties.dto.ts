import { bilingual } from '../../../../kernel/language.js';
import { codesOf } from '../../../../kernel/cerfa.js';
import type { PersonId } from '../../../../kernel/ids.js';
import {
  Email,
  Flag,
  Identifier,
  Nested,
  OneOf,
  Text,
  UuidField,
  Whole,
} from '../../../../platform/validation/fields.js';
import { isDepartment, isIdcc, isNaf, isPostcode } from '../formats.rules.js';

/** Sections of the form, as they are sent and as they are answered: null is not filled yet. */

export class PostalAddressForm {
  @Text({ max: 10, optional: true, example: '12' }) number?: string | null;

  @Text({ max: 10, optional: true, description: 'BIS, TER…', example: 'BIS' }) repetition?: string | null;

  @Text({ max: 200, optional: true, example: 'rue des Tilleuls' }) street?: string | null;

  @Text({ max: 200, optional: true, example: null }) complement?: string | null;

  @Identifier(
    'postcode',
    isPostcode,
    bilingual('Un code postal de 5 chiffres est attendu.', 'A postcode of 5 digits is expected.'),
    { optional: true, example: '42000' },
  )
  postcode?: string | null;

  @Text({ max: 100, optional: true, example: 'Saint-Étienne' }) city?: string | null;
}

export class EmployerForm {
  @Flag({ optional: true, description: 'A public employer.' }) isPublic?: boolean | null;

  @Nested(() => PostalAddressForm, { optional: true, description: 'Where the contract is performed.' })
  address?: PostalAddressForm | null;

  @Text({ max: 30, optional: true }) phone?: string | null;

  @Email({ optional: true }) email?: string | null;

  @OneOf(codesOf('CerfaEmployerType'), {
    optional: true,
    name: 'CerfaEmployerType',
    description: 'typeEmployeur.',
    example: '15',
  })
  employerType?: string | null;

  @OneOf(codesOf('CerfaSpecificEmployer'), {
    optional: true,
    name: 'CerfaSpecificEmployer',
    description: 'employeurSpecifique.',
    example: '0',
  })
  specificEmployer?: string | null;

  @Identifier(
    'naf',
    isNaf,
    bilingual(
      'Un code NAF est attendu : quatre chiffres et une lettre.',
      'A NAF code is expected: four digits and a letter.',
    ),
    { optional: true, example: '8710A' },
  )
  naf?: string | null;

  @Whole({ min: 0, max: 2_000_000, optional: true, description: 'nombreDeSalaries, of the whole company.' })
  headcount?: number | null;

  @Identifier(
    'idcc',
    isIdcc,
    bilingual(
      'Un IDCC d’un à quatre chiffres est attendu ; 9999 : aucune convention, 9998 : en négociation.',
      'An IDCC of one to four digits is expected; 9999: no agreement, 9998: under negotiation.',
    ),
    { optional: true, description: 'codeIdcc; kept as four digits.', example: '0413' },
  )
  idcc?: string | null;

  @Text({ max: 300, optional: true, description: 'libelleIdcc.', example: 'Convention de 1966' })
  idccTitle?: string | null;

  @Flag({ optional: true, description: 'Public employers: the special unemployment scheme.' })
  specialUnemploymentScheme?: boolean | null;

  @Flag({ optional: true, description: 'Alsace-Moselle: Good Friday is a holiday in that town.' })
  observesGoodFriday?: boolean | null;
}

export class AlternantForm {
  @Nested(() => PostalAddressForm, { optional: true, description: 'Where they live.' })
  address?: PostalAddressForm | null;

  @OneOf(['F', 'M'], { optional: true, name: 'CivilSex', description: 'sexe.' }) sex?: 'F' | 'M' | null;

  @Flag({ optional: true, description: 'lieuNaissanceFrance.' }) bornInFrance?: boolean | null;

  @Identifier(
    'department',
    isDepartment,
    bilingual(
      'Un numéro de département est attendu, ou 99 pour l’étranger.',
      'The number of a département is expected, or 99 for abroad.',
    ),
    { optional: true, description: 'departementNaissance.', example: '42' },
  )
  birthDepartment?: string | null;

  @Text({ max: 100, optional: true, description: 'communeNaissance.', example: 'Saint-Étienne' })
  birthTown?: string | null;

  @OneOf(codesOf('CerfaNationality'), {
    optional: true,
    name: 'CerfaNationality',
    description: 'nationalite.',
  })
  nationality?: string | null;

  @OneOf(codesOf('CerfaSocialScheme'), {
    optional: true,
    name: 'CerfaSocialScheme',
    description: 'regimeSocial.',
  })
  socialScheme?: string | null;

  @Flag({ optional: true, description: 'inscriptionSportifDeHautNiveau.' }) topLevelAthlete?: boolean | null;

  @Flag({ optional: true, description: 'handicap (RQTH).' }) disabledWorker?: boolean | null;

  @Flag({ optional: true, description: 'équivalence jeunes, from 10103*13.' }) youthEquivalence?:
    boolean | null;

  @Flag({ optional: true, description: 'extension BOE, from 10103*13.' }) disabilityExtension?:
    boolean | null;

  @Flag({ optional: true, description: 'projetCreationRepriseEntreprise.' }) businessProject?: boolean | null;

  @OneOf(codesOf('CerfaSituationBefore'), {
    optional: true,
    name: 'CerfaSituationBefore',
    description: 'situationAvantContrat.',
  })
  situationBefore?: string | null;

  @OneOf(codesOf('CerfaDiploma'), { optional: true, name: 'CerfaDiploma', description: 'diplomePrepare.' })
  lastDiplomaPrepared?: string | null;

  @OneOf(codesOf('CerfaLastClass'), {
    optional: true,
    name: 'CerfaLastClass',
    description: 'derniereClasse.',
  })
  lastClass?: string | null;

  @Text({ max: 200, optional: true, description: 'intituleDiplomePrepare.', example: 'Bac pro ASSP' })
  lastDiplomaTitle?: string | null;

  @OneOf(codesOf('CerfaDiploma'), {
    optional: true,
    name: 'CerfaDiploma',
    description: 'diplome: the highest.',
  })
  highestDiploma?: string | null;

  @Flag({ optional: true, description: 'A minor who was emancipated signs alone.' }) emancipated?:
    boolean | null;

  @Nested(() => PostalAddressForm, { optional: true, description: 'Of the legal representative.' })
  representativeAddress?: PostalAddressForm | null;
}

export class TutorForm {
  @UuidField({ description: 'Somebody with a tutor’s mandate on this contract.' }) personId!: PersonId;

  @Text({ max: 200, optional: true, description: 'emploiOccupe.', example: 'Aide-soignante' })
  jobHeld?: string | null;

  @Text({ max: 200, optional: true, description: 'diplome.', example: 'DEAS' }) diplomaTitle?: string | null;

  @OneOf(codesOf('CerfaTutorDiplomaLevel'), {
    optional: true,
    name: 'CerfaTutorDiplomaLevel',
    description: 'niveauDiplome.',
  })
  diplomaLevel?: string | null;

  @Flag({ optional: true, description: 'The diploma is of the field prepared, and at least of its level.' })
  sameField?: boolean | null;

  @Whole({ min: 0, max: 720, optional: true, description: 'Months of related work, without placements.' })
  experienceMonths?: number | null;

  @Flag({ optional: true, description: 'The tuteur is the employer themself.' }) isEmployer?: boolean | null;
}
