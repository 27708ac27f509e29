import { addDays, type Day } from '../../../kernel/days.js';
import { DayField, Flag, OneOf, Text } from '../../../platform/validation/fields.js';
import {
  type ActCommand,
  END_CAUSES,
  type EndCause,
  type Initiator,
  INITIATORS,
} from '../contract-details.types.js';

const CAUSE = 'ContractEndCause';
const INITIATOR = 'ContractInitiator';
const LETTER = 'When the alternant who has the diploma wrote so to the employer.';

export class ActBody {
  @DayField({ optional: true, description: 'The first day in, or the first day out. Today unless told.' })
  on?: Day;

  @OneOf(END_CAUSES, { optional: true, name: CAUSE }) cause?: EndCause;

  @OneOf(INITIATORS, { optional: true, name: INITIATOR }) initiator?: Initiator;

  @Text({ max: 2000, optional: true, description: 'Never the identity of a resident or a patient.' })
  comment?: string;
}

export class SuspendBody extends ActBody {
  @DayField({ optional: true, description: 'The last day away, included, where it is known; else `resume`.' })
  to?: Day;
}

export class CompleteBody extends ActBody {
  @DayField({ optional: true, description: LETTER }) letterGivenOn?: Day;
}

export class TerminateBody {
  @DayField({ optional: true, description: 'The first day out. Today unless told.' }) on?: Day;

  @OneOf(END_CAUSES, { name: CAUSE }) cause!: EndCause;

  @OneOf(INITIATORS, { name: INITIATOR }) initiator!: Initiator;

  @Text({ max: 2000, optional: true, description: 'Never the identity of a resident or a patient.' })
  comment?: string;

  @DayField({ optional: true, description: 'When the mediator was asked, before a resignation.' })
  mediationOn?: Day;

  @DayField({ optional: true, description: 'When the employer was informed of a resignation.' })
  employerInformedOn?: Day;

  @DayField({ optional: true, description: LETTER }) letterGivenOn?: Day;

  @DayField({ optional: true, description: 'When both parties signed their agreement.' })
  agreementSignedOn?: Day;

  @Flag({ optional: true, description: 'Whether a minor’s legal representative signed the end.' })
  representativeSigned?: boolean;
}

/** No body at all is as good as an empty one. */
export const toActCommand = (body: ActBody | undefined): ActCommand => ({
  on: body?.on ?? null,
  cause: body?.cause ?? null,
  initiator: body?.initiator ?? null,
  comment: body?.comment ?? null,
  until: null,
  proof: null,
});

export const toSuspendCommand = (body: SuspendBody | undefined): ActCommand => ({
  ...toActCommand(body),
  until: body?.to ? addDays(body.to, 1) : null,
});

/** What is not given of an end is null; nothing at all, no proof. */
export function toEndCommand(body: CompleteBody | TerminateBody | undefined): ActCommand {
  const given: Partial<TerminateBody> = body ?? {};
  const proof = {
    mediationOn: given.mediationOn ?? null,
    employerInformedOn: given.employerInformedOn ?? null,
    letterGivenOn: given.letterGivenOn ?? null,
    agreementSignedOn: given.agreementSignedOn ?? null,
    representativeSigned: given.representativeSigned ?? null,
  };
  const isGiven = Object.values(proof).some((one) => one !== null);
  return { ...toActCommand(body), proof: isGiven ? proof : null };
}
