import { ApiProperty } from '@nestjs/swagger';
import type { Language } from '../../../kernel/language.js';
import { MANDATE_ROLES, type MandateRole } from '../../../kernel/mandate-roles.js';
import { AtField } from '../../../platform/validation/as-of.js';
import { Judged } from '../../../platform/validation/body-rules.js';
import { Items, Nested, OneOf } from '../../../platform/validation/fields.js';
import {
  CONTRACT_KINDS,
  CONTRACT_STATUSES,
  type ContractKind,
  type ContractStatus,
} from '../contracts.types.js';
import { LegalRepresentativeResponse } from '../signing/legal-representative.dto.js';
import { findFormMistakes } from './form-mistakes.rules.js';
import { AlternantForm, EmployerForm, TutorForm } from './sections/form-parties.dto.js';
import { ProfessionalisationForm } from './sections/form-professionalisation.dto.js';
import { PayForm, TermsForm, TrainingForm } from './sections/form-terms.dto.js';
import { FORM_VERSIONS, type FormVersion } from './form.types.js';
import type { FormView } from './recorded.types.js';

const WHOLE = 'Replaced whole: the first is maître d’apprentissage 1 (or tuteur), the second optional.';

@Judged<UpdateContractFormBody>(findFormMistakes)
export class UpdateContractFormBody {
  @OneOf(FORM_VERSIONS, {
    optional: true,
    name: 'ContractFormVersion',
    description: 'Which version of the paper it fills.',
    example: '10103*14',
  })
  formVersion?: FormVersion | null;

  @Nested(() => EmployerForm, { optional: true }) employer?: EmployerForm | null;

  @Nested(() => AlternantForm, { optional: true }) alternant?: AlternantForm | null;

  @Items(() => TutorForm, { min: 0, max: 2, optional: true, description: WHOLE }) tutors?: TutorForm[] | null;

  @Nested(() => TermsForm, { optional: true }) terms?: TermsForm | null;

  @Nested(() => PayForm, { optional: true }) pay?: PayForm | null;

  @Nested(() => TrainingForm, { optional: true }) training?: TrainingForm | null;

  @Nested(() => ProfessionalisationForm, { optional: true })
  professionalisation?: ProfessionalisationForm | null;
}

export class ContractFormQuery {
  @AtField() at?: string;
}

/** What a record has of somebody, null where the reader need not know. */
export class FormPersonResponse {
  @ApiProperty({ format: 'uuid' }) personId!: string;
  @ApiProperty() givenName!: string;
  @ApiProperty() familyName!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) birthDate!: string | null;
  @ApiProperty({ type: String, nullable: true }) email!: string | null;
  @ApiProperty({ type: String, nullable: true }) phone!: string | null;
}

export class FormTutorResponse extends FormPersonResponse {
  @ApiProperty({ enum: MANDATE_ROLES, enumName: 'MandateRole' }) role!: MandateRole;
  @ApiProperty({ format: 'date' }) from!: string;
}

export class FormOrganisationResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty() siret!: string;
  /** Training centres only. */
  @ApiProperty({ type: String, nullable: true }) uai!: string | null;
}

/** What the paper asks for and is recorded elsewhere, as it is now. */
export class FormRecordedResponse {
  @ApiProperty({ enum: CONTRACT_KINDS, enumName: 'ContractKind' }) kind!: ContractKind;
  @ApiProperty({ enum: CONTRACT_STATUSES, enumName: 'ContractStatus' }) status!: ContractStatus;
  @ApiProperty({ format: 'date' }) startsOn!: string;
  @ApiProperty({ format: 'date' }) endsOn!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) signedOn!: string | null;
  @ApiProperty() employer!: FormOrganisationResponse;
  @ApiProperty() trainingCentre!: FormOrganisationResponse;
  @ApiProperty() alternant!: FormPersonResponse;
  @ApiProperty({ type: LegalRepresentativeResponse, nullable: true })
  legalRepresentative!: LegalRepresentativeResponse | null;
  /** Who holds a tutor’s mandate, the main tutor first. */
  @ApiProperty({ type: [FormTutorResponse] }) tutors!: FormTutorResponse[];
}

/** As it is sent; the name stands beside. */
export class TutorFormResponse extends TutorForm {}

export class FormWordResponse {
  /** Where the code stands, a JSON Pointer. */
  @ApiProperty() pointer!: string;
  @ApiProperty() code!: string;
  /** What people read in its place. */
  @ApiProperty() label!: string;
}

export class ContractFormResponse {
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  /** 0: nothing was filled yet. */
  @ApiProperty({ type: 'integer' }) version!: number;
  /** When it was filled last. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) recordedAt!: string | null;
  /** False: nobody has read that form (CERFA 12434), it is listed from general knowledge. */
  @ApiProperty() formRead!: boolean;
  /** Which version of the paper it fills. */
  @ApiProperty({ enum: FORM_VERSIONS, enumName: 'ContractFormVersion', nullable: true })
  formVersion!: FormVersion | null;
  @ApiProperty() employer!: EmployerForm;
  @ApiProperty() alternant!: AlternantForm;
  @ApiProperty({ type: [TutorFormResponse] }) tutors!: TutorFormResponse[];
  @ApiProperty() terms!: TermsForm;
  @ApiProperty() pay!: PayForm;
  @ApiProperty() training!: TrainingForm;
  @ApiProperty() professionalisation!: ProfessionalisationForm;
  /** The codes of the form in words. */
  @ApiProperty({ type: [FormWordResponse] }) words!: FormWordResponse[];
  /** What its deposit takes and is not there: JSON Pointers into this answer. */
  @ApiProperty({ type: String, isArray: true }) missing!: string[];
  @ApiProperty() recorded!: FormRecordedResponse;
}

export const presentForm = (
  { contractId, version, recordedAt, form, words, missing, recorded }: FormView,
  language: Language,
): ContractFormResponse => ({
  contractId,
  version,
  recordedAt,
  formRead: recorded.kind === 'apprenticeship',
  formVersion: form.formVersion,
  employer: form.employer,
  alternant: form.alternant,
  tutors: form.tutors.map((tutor) => ({ ...tutor, personId: tutor.personId as TutorForm['personId'] })),
  terms: form.terms,
  pay: { ...form.pay, periods: [...form.pay.periods] },
  training: form.training,
  professionalisation: form.professionalisation,
  words: words.map(({ pointer, code, label }) => ({ pointer, code, label: label[language] })),
  missing: [...missing],
  recorded: presentRecorded(recorded),
});

const presentRecorded = (recorded: FormView['recorded']): FormRecordedResponse => ({
  kind: recorded.kind,
  status: recorded.status,
  startsOn: recorded.startsOn,
  endsOn: recorded.endsOn,
  signedOn: recorded.signedOn,
  employer: recorded.employer,
  trainingCentre: recorded.trainingCentre,
  alternant: presentPerson(recorded.alternant),
  legalRepresentative: recorded.legalRepresentative,
  tutors: recorded.tutors.map((tutor) => ({
    ...presentPerson(tutor),
    role: tutor.role,
    from: tutor.from,
  })),
});

const presentPerson = (person: FormView['recorded']['alternant']): FormPersonResponse => ({
  personId: person.personId,
  givenName: person.givenName,
  familyName: person.familyName,
  birthDate: person.birthDate,
  email: person.email,
  phone: person.phone,
});
