import { ApiProperty } from '@nestjs/swagger';
import { addDays } from '../../kernel/days.js';
import type { ContractId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';
import { inLanguage } from '../../platform/responses/language.js';
import type { Side } from '../contracts/contract-details.types.js';
import type { AgreedOn } from './terms/agreed-terms.service.js';
import { AmendmentForm, presentMembers } from './form/amendment-form.dto.js';
import type { Amended } from './terms/amendment-views.service.js';
import {
  AMENDMENT_ANSWERS,
  AMENDMENT_EXTENSIONS,
  AMENDMENT_PARTIES,
  AMENDMENT_STATUSES,
  AMENDMENT_TYPES,
  CONTRACT_SIDES,
  type AmendmentAnswer,
  type AmendmentAnswerKind,
  type AmendmentExtension,
  type AmendmentParty,
  type AmendmentStatus,
  type AmendmentType,
  type AmendmentView,
  type Terms,
  type Transfer,
} from './amendments.types.js';

export class AmendedTermsResponse {
  @ApiProperty({ format: 'date' }) startsOn!: string;
  /** The last day, included. */
  @ApiProperty({ format: 'date' }) endsOn!: string;
  /** Minutes of work a week; null while nobody recorded them. */
  @ApiProperty({ type: 'integer', nullable: true }) weeklyMinutes!: number | null;
  /** The main tutor; of an amendment that changes none, null. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) mainTutorId!: string | null;
}

export class AmendmentAnswerResponse {
  @ApiProperty({ enum: AMENDMENT_ANSWERS, enumName: 'AmendmentAnswerKind' }) kind!: AmendmentAnswerKind;
  /** For whom. */
  @ApiProperty({ enum: AMENDMENT_PARTIES, enumName: 'AmendmentParty' }) party!: AmendmentParty;
  @ApiProperty({ type: String, format: 'date', nullable: true }) signedOn!: string | null;
  /** That organisation attested that every party signed the paper. */
  @ApiProperty() paperSignedByAll!: boolean;
  /** Null also for readers who need not know. */
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** Null when an API client recorded it. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedBy!: string | null;
  /** The API client that recorded it, if it was one. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedByClient!: string | null;
}

export class AmendmentFindingResponse {
  @ApiProperty() code!: string;
  @ApiProperty() detail!: string;
}

export class AmendmentTransferResponse {
  @ApiProperty({ format: 'uuid' }) alternantId!: string;
  /** As they are called. */
  @ApiProperty() alternantName!: string;
  @ApiProperty({ format: 'uuid' }) formerEmployerId!: string;
  /** Its name. */
  @ApiProperty() formerEmployerName!: string;
  @ApiProperty({ format: 'uuid' }) employerId!: string;
  /** That of the new one. */
  @ApiProperty() employerName!: string;
  /** That of the centre, which stays. */
  @ApiProperty() trainingCentreName!: string;
  /** What goes on with the new employer; null until all have signed. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) contractId!: string | null;
}

export class AmendmentResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  /** From 1 within the contract. */
  @ApiProperty({ type: 'integer' }) number!: number;
  /** As it is today: `signed` until its day comes; `cancelled` when the contract ended before. */
  @ApiProperty({ enum: AMENDMENT_STATUSES, enumName: 'AmendmentStatus' }) status!: AmendmentStatus;
  /** The organisation that proposed it. */
  @ApiProperty({ enum: CONTRACT_SIDES, enumName: 'ContractSide' }) side!: Side;
  /** The day from which it changes. */
  @ApiProperty({ format: 'date' }) effectiveOn!: string;
  /** Its type on the form (typeContratApp); null also for readers who need not know. */
  @ApiProperty({ enum: AMENDMENT_TYPES, enumName: 'AmendmentType', nullable: true })
  type!: AmendmentType | null;
  /** The number of the contract on the form (numeroContratPrecedent). */
  @ApiProperty({ type: String, nullable: true }) previousNumber!: string | null;
  /** Null also for readers who need not know. */
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  /** What changes, by the members of `before` and `after`. */
  @ApiProperty({ type: [String] }) changed!: string[];
  /** Why it lasts longer, where the law has a rule for that; null also for readers who need not know. */
  @ApiProperty({ enum: AMENDMENT_EXTENSIONS, enumName: 'AmendmentExtension', nullable: true })
  extension!: AmendmentExtension | null;
  /** What was agreed before. */
  @ApiProperty() before!: AmendedTermsResponse;
  /** What is agreed with it. */
  @ApiProperty() after!: AmendedTermsResponse;
  /** What the form said of the members that change; null also for readers who need not know. */
  @ApiProperty({ type: AmendmentForm, nullable: true }) formBefore!: AmendmentForm | null;
  /** What it says of them from its day on. */
  @ApiProperty({ type: AmendmentForm, nullable: true }) formAfter!: AmendmentForm | null;
  /** Who passes whom to whom; null: the employer stays. */
  @ApiProperty({ type: AmendmentTransferResponse, nullable: true })
  transfer!: AmendmentTransferResponse | null;
  /** Who has not signed yet. */
  @ApiProperty({ enum: AMENDMENT_PARTIES, enumName: 'AmendmentParty', isArray: true })
  awaits!: AmendmentParty[];
  /** What was answered, in the order of recording. */
  @ApiProperty({ type: [AmendmentAnswerResponse] }) answers!: AmendmentAnswerResponse[];
  /** What the law has to say; only the answers to a proposal and to the last signature tell it. */
  @ApiProperty({ type: [AmendmentFindingResponse] }) warnings!: AmendmentFindingResponse[];
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** Null when an API client recorded it. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedBy!: string | null;
  /** The API client that recorded it, if it was one. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedByClient!: string | null;
}

export class ContractTermsResponse extends AmendedTermsResponse {
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  /** The day that is told of. */
  @ApiProperty({ format: 'date' }) on!: string;
  /** The numbers of the amendments in force. */
  @ApiProperty({ type: 'integer', isArray: true }) amendments!: number[];
}

const presentTerms = (terms: Terms, mainTutorId: string | null): AmendedTermsResponse => ({
  startsOn: terms.startsOn,
  endsOn: addDays(terms.until, -1),
  weeklyMinutes: terms.weeklyMinutes,
  mainTutorId,
});

const presentAnswer = (answer: AmendmentAnswer): AmendmentAnswerResponse => ({
  kind: answer.kind,
  party: answer.party,
  signedOn: answer.signedOn,
  paperSignedByAll: answer.isForAll,
  reason: answer.reason,
  recordedAt: answer.recordedAt,
  recordedBy: answer.recordedBy,
  recordedByClient: answer.recordedByClient,
});

const presentTransfer = (transfer: Transfer | null): AmendmentTransferResponse | null =>
  transfer && {
    alternantId: transfer.alternantId,
    alternantName: transfer.alternantName,
    formerEmployerId: transfer.formerEmployerId,
    formerEmployerName: transfer.formerEmployerName,
    employerId: transfer.employerId,
    employerName: transfer.employerName,
    trainingCentreName: transfer.trainingCentreName,
    contractId: transfer.contractId,
  };

export const presentAmendment = (amendment: AmendmentView): AmendmentResponse => ({
  id: amendment.id,
  contractId: amendment.contractId,
  number: amendment.number,
  status: amendment.status,
  side: amendment.side,
  effectiveOn: amendment.effectiveOn,
  type: amendment.type,
  previousNumber: amendment.previousNumber,
  reason: amendment.reason,
  changed: [...amendment.changed],
  extension: amendment.changes.extension,
  before: presentTerms(amendment.before, amendment.formerTutorId),
  after: presentTerms(amendment.after, amendment.changes.mainTutorId),
  formBefore: presentMembers(amendment.formBefore),
  formAfter: presentMembers(amendment.formAfter),
  transfer: presentTransfer(amendment.transfer),
  awaits: [...amendment.awaits],
  answers: amendment.answers.map(presentAnswer),
  warnings: [],
  recordedAt: amendment.recordedAt,
  recordedBy: amendment.recordedBy,
  recordedByClient: amendment.recordedByClient,
});

export const presentAmended = ({ amendment, warnings }: Amended, language: Language): AmendmentResponse => ({
  ...presentAmendment(amendment),
  warnings: inLanguage(warnings, language) as AmendmentFindingResponse[],
});

export const presentAgreed = (
  contractId: ContractId,
  { on, terms, mainTutorId, amendments }: AgreedOn,
): ContractTermsResponse => ({
  ...presentTerms(terms, mainTutorId),
  contractId,
  on,
  amendments: [...amendments],
});
