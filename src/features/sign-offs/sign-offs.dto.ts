import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../../kernel/days.js';
import type { ContractId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';
import { duplicateItem } from '../../kernel/refusals.js';
import { type BodyRule, findRepeated, Judged } from '../../platform/validation/body-rules.js';
import { Code, DayField, Flag, Items, OneOf, Text } from '../../platform/validation/fields.js';
import { EvidenceResponse, LadderResponse, presentLadder } from '../ladder/ladder.dto.js';
import { SIGN_OFF_OUTCOMES, type SignOffOutcome } from '../ladder/facts.types.js';
import { isLate } from './lateness.rules.js';
import { SEEN_AND_KEPT, explainEvidence } from './item-refusals.errors.js';
import type { ObservedItem, SignedOffNow, SignOffRow } from './sign-off.types.js';
import type { SignOffCommand, SignOffItem } from './facts/facts.types.js';
import { isInTheFuture } from './sign-offs.errors.js';
import { findMissingWords, findUnkeptMistakes } from './sign-offs.rules.js';

export class SignOffItemBody {
  @Code({ example: 'C1', description: 'Code of a competency that the level requires.' }) competency!: string;

  @Code({ example: 'simple_tasks' }) level!: string;

  @OneOf(SIGN_OFF_OUTCOMES, { name: 'SignOffOutcome' }) outcome!: SignOffOutcome;

  @Text({ max: 2000, optional: true, description: 'What to work on next. Needed with `not_yet`.' })
  nextStep?: string;

  @Text({ max: 2000, optional: true, description: 'Needed with `cannot_assess`.' }) reason?: string;

  @Text({ max: 2000, optional: true, description: 'Never the identity of a resident or a patient.' })
  comment?: string;
}

const ON_QUORUM_NOT_MET = ['refuse', 'observe'] as const;
export type OnQuorumNotMet = (typeof ON_QUORUM_NOT_MET)[number];

/** What becomes of a judgement for which not enough was seen yet. */
export const OnQuorumNotMet = () =>
  OneOf(ON_QUORUM_NOT_MET, {
    name: 'OnQuorumNotMet',
    optional: true,
    description:
      'Where not enough was seen yet to acquire a competency: `refuse` (without it) refuses; `observe` records what was seen and says what is still needed. Needs `observation: true`.',
  });

export const competencyAtLevel = ({ competency, level }: { competency?: unknown; level?: unknown }) => [
  competency,
  level,
];

export const judgementsRule: BodyRule<JudgementsBody> = ({ observedOn, items }, today) => [
  ...(observedOn && observedOn > today ? [isInTheFuture()] : []),
  ...(items ?? []).flatMap((item, index) => (item ? findMissingWords(item, `/items/${index}`) : [])),
  ...findRepeated(items, competencyAtLevel).map((index) => duplicateItem(`/items/${index}`)),
];

@Judged<JudgementsBody>(judgementsRule)
export class JudgementsBody {
  @DayField({ description: 'The day it was seen: today or before, an active day of the contract.' })
  observedOn!: Day;

  @Flag({
    optional: true,
    description: 'Also record what was seen: acquired as performed, not_yet as needs_practice.',
  })
  observation?: boolean;

  @Items(() => SignOffItemBody, { min: 1, max: 50, description: 'All of them are recorded, or none.' })
  items!: SignOffItemBody[];
}

@Judged<SignOffsBody>((body, today) => [
  ...judgementsRule(body, today),
  ...findUnkeptMistakes(
    { observation: body.observation ?? false, observesWhatIsShort: body.onQuorumNotMet === 'observe' },
    '',
  ),
])
export class SignOffsBody extends JudgementsBody {
  @OnQuorumNotMet() onQuorumNotMet?: OnQuorumNotMet;
}

export class SignOffResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ format: 'uuid' }) signerId!: string;
  @ApiProperty({ format: 'date' }) observedOn!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** Recorded more than two days after the day observed. */
  @ApiProperty() late!: boolean;
  @ApiProperty() competency!: string;
  @ApiProperty() level!: string;
  @ApiProperty({ enum: SIGN_OFF_OUTCOMES, enumName: 'SignOffOutcome' }) outcome!: SignOffOutcome;
  @ApiProperty({ type: String, nullable: true }) nextStep!: string | null;
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  /** Null also for readers who do not read comments. */
  @ApiProperty({ type: String, nullable: true }) comment!: string | null;
  /** The observation recorded in the same call. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) observationId!: string | null;
  /** The revocation that names this sign-off, unless it was overturned. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) revocationId!: string | null;
  /**
   * Nobody has ruled yet: on a dispute (`GET …/disputes`; never told to readers who do not read disputes), or on its day, which
   * an act that was recorded late made inactive (`GET …/contested-facts`).
   */
  @ApiProperty() contested!: boolean;
  /** A dispute overturned it: it counts no more. */
  @ApiProperty() overturned!: boolean;
}

/** What was seen is recorded; not enough was seen yet to acquire the competency. */
export class ObservedItemResponse {
  @ApiProperty() competency!: string;
  /** What people call the competency. */
  @ApiProperty() title!: string;
  @ApiProperty() level!: string;
  @ApiProperty({ format: 'uuid' }) observationId!: string;
  /** What there is and what is needed; null where that is not, or no longer, what is missing. */
  @ApiProperty({ type: EvidenceResponse, nullable: true }) evidence!: EvidenceResponse | null;
  /** A sentence that says it, in the language asked for. */
  @ApiProperty() detail!: string;
}

export class SignOffsResponse {
  @ApiProperty({ type: [SignOffResponse] }) signOffs!: SignOffResponse[];
  /** With `onQuorumNotMet: observe`, the items that are only observed so far. */
  @ApiProperty({ type: [ObservedItemResponse] }) observed!: ObservedItemResponse[];
  @ApiProperty() ladder!: LadderResponse;
}

export const toSignOffCommand = (contractId: ContractId, body: SignOffsBody): SignOffCommand => ({
  contractId,
  observedOn: body.observedOn,
  observation: body.observation ?? false,
  observesWhatIsShort: body.onQuorumNotMet === 'observe',
  items: body.items.map(toSignOffItem),
});

export const toSignOffItem = (item: SignOffItemBody): SignOffItem => ({
  competency: item.competency,
  level: item.level,
  outcome: item.outcome,
  nextStep: item.nextStep ?? null,
  reason: item.reason ?? null,
  comment: item.comment ?? null,
});

export const presentSignOff = (row: SignOffRow): SignOffResponse => ({
  id: row.id,
  contractId: row.contractId,
  signerId: row.signerId,
  observedOn: row.observedOn,
  recordedAt: row.recordedAt,
  late: isLate(row.observedOn, row.recordedAt),
  competency: row.competency,
  level: row.level,
  outcome: row.outcome,
  nextStep: row.readsComments ? row.nextStep : null,
  reason: row.readsComments ? row.reason : null,
  comment: row.readsComments ? row.comment : null,
  observationId: row.observationId,
  revocationId: row.revokedBy,
  contested: row.contested,
  overturned: row.overturned,
});

export const presentObserved = (item: ObservedItem, language: Language): ObservedItemResponse => ({
  ...item,
  detail: (item.evidence ? explainEvidence(item.evidence, item.title) : SEEN_AND_KEPT)[language],
});

export const presentSignOffs = (
  { signOffs, observed, ladder }: SignedOffNow,
  language: Language,
): SignOffsResponse => ({
  signOffs: signOffs.map(presentSignOff),
  observed: observed.map((item) => presentObserved(item, language)),
  ladder: presentLadder(ladder),
});
