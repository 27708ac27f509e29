import { PartialType } from '@nestjs/swagger';
import { addDays } from '../../../kernel/days.js';
import { Judged } from '../../../platform/validation/body-rules.js';
import type { ContractDetails } from '../contract-details.types.js';
import { ContractBody, contractMistakes } from '../contracts.dto.js';
import { representativeOf } from '../signing/legal-representative.dto.js';

/** A missing field is left alone, `null` clears one that need not be there. */
@Judged<UpdateContractBody>(contractMistakes)
export class UpdateContractBody extends PartialType(ContractBody, { skipNullProperties: false }) {}

const id = <T extends string>(value: T): T => value.toLowerCase() as T;

/** What is sent. */
export const changesOf = (body: UpdateContractBody): Partial<ContractDetails> => ({
  ...(body.kind === undefined ? {} : { kind: body.kind }),
  ...(body.alternantId === undefined ? {} : { alternantId: id(body.alternantId) }),
  ...(body.employerId === undefined ? {} : { employerId: id(body.employerId) }),
  ...(body.trainingCentreId === undefined ? {} : { trainingCentreId: id(body.trainingCentreId) }),
  ...(body.ladderId === undefined ? {} : { ladderId: id(body.ladderId) }),
  ...(body.startsOn === undefined ? {} : { startsOn: body.startsOn }),
  ...(body.endsOn === undefined ? {} : { until: addDays(body.endsOn, 1) }),
  ...(body.externalId === undefined ? {} : { externalId: body.externalId }),
  ...(body.continuationOf === undefined
    ? {}
    : { continuationOf: body.continuationOf && id(body.continuationOf) }),
  ...(body.legalRepresentative === undefined
    ? {}
    : { legalRepresentative: representativeOf(body.legalRepresentative) }),
});
