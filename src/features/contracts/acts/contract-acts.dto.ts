import type { Day } from '../../../kernel/days.js';
import { DayField, OneOf, Text } from '../../../platform/validation/fields.js';
import {
  type ActCommand,
  END_CAUSES,
  type EndCause,
  type Initiator,
  INITIATORS,
} from '../contract-details.types.js';

const CAUSE = 'ContractEndCause';
const INITIATOR = 'ContractInitiator';

export class ActBody {
  @DayField({ optional: true, description: 'The first day in, or the first day out. Today unless told.' })
  on?: Day;

  @OneOf(END_CAUSES, { optional: true, name: CAUSE }) cause?: EndCause;

  @OneOf(INITIATORS, { optional: true, name: INITIATOR }) initiator?: Initiator;

  @Text({ max: 2000, optional: true, description: 'Never the identity of a resident or a patient.' })
  comment?: string;
}

export class TerminateBody {
  @DayField({ optional: true, description: 'The first day out. Today unless told.' }) on?: Day;

  @OneOf(END_CAUSES, { name: CAUSE }) cause!: EndCause;

  @OneOf(INITIATORS, { name: INITIATOR }) initiator!: Initiator;

  @Text({ max: 2000, optional: true, description: 'Never the identity of a resident or a patient.' })
  comment?: string;
}

/** No body at all is as good as an empty one. */
export const toActCommand = (body: ActBody | TerminateBody | undefined): ActCommand => ({
  on: body?.on ?? null,
  cause: body?.cause ?? null,
  initiator: body?.initiator ?? null,
  comment: body?.comment ?? null,
});
