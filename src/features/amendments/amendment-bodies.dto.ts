import { addDays, type Day } from '../../kernel/days.js';
import type { FieldError } from '../../kernel/errors.js';
import type { OrganisationId, PersonId } from '../../kernel/ids.js';
import { refuseAny } from '../../kernel/refusals.js';
import { Judged, wasRefused, type Sound } from '../../platform/validation/body-rules.js';
import { DayField, Flag, Nested, OneOf, Text, UuidField, Whole } from '../../platform/validation/fields.js';
import type { Side } from '../contracts/contract-details.types.js';
import { findFormMistakes } from '../contracts/form/form-mistakes.rules.js';
import { AmendmentForm } from './form/amendment-form.dto.js';
import { inForm } from './form/form-changes.rules.js';
import {
  AMENDMENT_EXTENSIONS,
  AMENDMENT_TYPES,
  CONTRACT_SIDES,
  type AmendmentExtension,
  type AmendmentType,
  type ProposeCommand,
  type SignCommand,
} from './amendments.types.js';
import { changesNothing, extensionWithoutEnd, otherCentre, otherLadder } from './changes.errors.js';

export class AmendmentChangesBody {
  @DayField({ optional: true, description: 'The new first day, before the contract begins.' }) startsOn?: Day;

  @DayField({ optional: true, description: 'The new last day, included.' }) endsOn?: Day;

  @OneOf(AMENDMENT_EXTENSIONS, {
    optional: true,
    name: 'AmendmentExtension',
    description: 'Why it lasts longer, where the law has a rule for that.',
  })
  extension?: AmendmentExtension;

  @Whole({ min: 1, max: 2880, optional: true, description: 'Minutes of work a week.' })
  weeklyMinutes?: number;

  @UuidField({ optional: true, description: 'The main tutor from `effectiveOn` on.' })
  mainTutorId?: PersonId;

  @Nested(() => AmendmentForm, {
    optional: true,
    description:
      'What the form says from `effectiveOn` on: a merge patch. Pay, training, place of work, disability.',
  })
  form?: AmendmentForm | null;

  @UuidField({
    optional: true,
    description:
      'Another employer, to which the activity passes from `effectiveOn` on; alone among the changes.',
  })
  employerId?: OrganisationId;

  @UuidField({ optional: true, description: 'Refused: another centre takes a new contract.' })
  trainingCentreId?: OrganisationId;

  @UuidField({ optional: true, description: 'Refused: another ladder is taken by `ladder-changes`.' })
  ladderId?: string;
}

const CHANGING = ['startsOn', 'endsOn', 'weeklyMinutes', 'mainTutorId', 'form', 'employerId'] as const;

const bodyMistakes = ({ changes }: Sound<AmendmentBody>): FieldError[] => {
  if (!changes) return [];
  const { endsOn, extension } = changes;
  const refused = [
    ...(changes.trainingCentreId ? [otherCentre()] : []),
    ...(changes.ladderId ? [otherLadder()] : []),
    ...inForm(findFormMistakes(changes.form ?? {})),
  ];
  const isNothing =
    CHANGING.every((name) => (changes[name] ?? null) === null) &&
    !CHANGING.some((name) => wasRefused(changes, name));
  if (extension && !endsOn) return [...refused, extensionWithoutEnd()];
  return isNothing && refused.length === 0 ? [changesNothing()] : refused;
};

@Judged<AmendmentBody>(bodyMistakes)
export class AmendmentBody {
  @DayField({ description: 'The day from which it changes.' }) effectiveOn!: Day;

  @Nested(() => AmendmentChangesBody, { description: 'What changes; the rest stays.' })
  changes!: AmendmentChangesBody;

  @OneOf(AMENDMENT_TYPES, {
    optional: true,
    name: 'AmendmentType',
    description: 'Its type on the form (typeContratApp).',
  })
  type?: AmendmentType;

  @Text({
    max: 20,
    optional: true,
    description: 'The number of the contract that it changes (numeroContratPrecedent).',
  })
  previousNumber?: string;

  @Text({ max: 2000, description: 'Why. Never the identity of a resident or a patient.' }) reason!: string;
}

export class AmendmentSignatureBody {
  @DayField({ optional: true, description: 'The day of the signature. Today unless told.' }) signedOn?: Day;

  @Flag({
    optional: true,
    description: 'One organisation attests that every party signed the paper; else each signs for itself.',
  })
  paperSignedByAll?: boolean;

  @OneOf(CONTRACT_SIDES, {
    optional: true,
    name: 'ContractSide',
    description: 'For whom, where you act for both organisations.',
  })
  side?: Side;

  @UuidField({
    optional: true,
    description:
      'For the employer to which the contract passes, which signs by it: its main tutor from that day on.',
  })
  mainTutorId?: PersonId;
}

export class AmendmentRefusalBody {
  @Text({ max: 2000, description: 'Why. Never the identity of a resident or a patient.' }) reason!: string;
}

export class AmendmentWithdrawalBody extends AmendmentRefusalBody {}

export class ContractTermsQuery {
  @DayField({ optional: true, description: 'The day that is asked about. Today unless told.' }) on?: Day;
}

/** @throws validation_failed */
export function toProposeCommand(body: AmendmentBody): ProposeCommand {
  refuseAny(bodyMistakes(body));
  const { startsOn, endsOn, extension, weeklyMinutes, mainTutorId, employerId } = body.changes;
  return {
    effectiveOn: body.effectiveOn,
    changes: {
      startsOn: startsOn ?? null,
      until: endsOn ? addDays(endsOn, 1) : null,
      extension: extension ?? null,
      weeklyMinutes: weeklyMinutes ?? null,
      mainTutorId: (mainTutorId?.toLowerCase() ?? null) as PersonId | null,
      newEmployerId: (employerId?.toLowerCase() ?? null) as OrganisationId | null,
    },
    form: body.changes.form ?? null,
    type: body.type ?? null,
    previousNumber: body.previousNumber ?? null,
    reason: body.reason,
  };
}

export const toSignCommand = (body: AmendmentSignatureBody | undefined): SignCommand => ({
  signedOn: body?.signedOn ?? null,
  isForAll: body?.paperSignedByAll ?? false,
  side: body?.side ?? null,
  mainTutorId: (body?.mainTutorId?.toLowerCase() ?? null) as PersonId | null,
});
