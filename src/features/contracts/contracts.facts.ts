import { addDays } from '../../kernel/days.js';
import type { Authorship } from '../contract-history/contract-history.rules.js';
import { factRow, type Fact } from '../contract-history/contract-history.types.js';
import type { ContractDetails } from './contract-details.types.js';
import type { ContractStepRow } from './contract-step.entity.js';
import type { StepKind } from './contracts.types.js';
import type { Act } from './acts/transitions.rules.js';
import type { Corrected } from './corrections/corrections.types.js';
import { alreadyCorrected } from './corrections/corrections.errors.js';

/** What the history tells of a contract's life. Never a comment, never a name. */

const reported = ({
  kind,
  alternantId,
  employerId,
  trainingCentreId,
  ladderId,
  continuationOf,
  startsOn,
  until,
}: ContractDetails) => ({
  kind,
  alternantId,
  employerId,
  trainingCentreId,
  ladderId,
  continuationOf,
  terms: { startsOn, endsOn: addDays(until, -1) },
});

/** The step that keeps it: its terms, where the fact says some. */
const stepRow = (
  history: Authorship,
  kind: StepKind,
  stated: Partial<Omit<ContractStepRow, 'id' | 'kind' | 'recordedBy' | 'recordedByClient'>>,
) =>
  factRow<ContractStepRow>('contract_steps', {
    id: history.newId(),
    ...history.author,
    kind,
    onDay: null,
    cause: null,
    initiator: null,
    comment: null,
    terms: null,
    corrects: null,
    place: null,
    untilDay: null,
    suspension: null,
    proof: null,
    ...stated,
  });

/** The last day of a suspension is told where it is known. */
const reportedAct = ({ on, cause, initiator, until }: Act) => ({
  on,
  cause,
  initiator,
  ...(until ? { to: addDays(until, -1) } : {}),
});

const rowOf = ({ on, cause, initiator, until, proof }: Act) => ({
  onDay: on,
  cause,
  initiator,
  untilDay: until ?? null,
  proof: proof ?? null,
});

const termsOf = ({ startsOn, until }: ContractDetails) => ({ terms: { startsOn, until } });

export const contractCreated = (history: Authorship, details: ContractDetails): Fact => ({
  event: { type: 'contract.created', data: reported(details) },
  rows: [stepRow(history, 'created', termsOf(details))],
});

/** `changed`: the fields, by the names that the API gives them. `amendmentId`: by which they were agreed; null: by none. */
export const contractAmended = (
  history: Authorship,
  details: ContractDetails,
  changed: readonly string[],
  amendmentId: string | null = null,
): Fact => ({
  event: {
    type: 'contract.amended',
    data: { ...reported(details), changed, ...(amendmentId === null ? {} : { amendmentId }) },
  },
  rows: [stepRow(history, 'amended', termsOf(details))],
});

/** `suspension`: the place of that which a return ends. */
export const contractActed = (
  history: Authorship,
  kind: StepKind,
  act: Act,
  comment: string | null,
  suspension: number | null = null,
): Fact => ({
  event: { type: `contract.${kind}`, data: reportedAct(act) },
  rows: [stepRow(history, kind, { ...rowOf(act), comment, suspension })],
});

/** `act`: what it should have said; null: it never was. A constraint refuses the second of two at once. */
export const stepCorrected = (
  history: Authorship,
  { kind, sequence, on, place }: Corrected,
  act: Act | null,
  comment: string,
): Fact => ({
  event: {
    type: act ? 'contract.step_corrected' : 'contract.step_withdrawn',
    data: {
      corrects: sequence,
      step: kind,
      ...(act ? reportedAct(act) : {}),
      was: on,
    },
  },
  rows: [
    stepRow(history, act ? kind : 'withdrawn', {
      ...(act ? rowOf(act) : {}),
      comment,
      corrects: sequence,
      place,
    }),
  ],
  refusals: { contract_steps_corrected_once: alreadyCorrected },
});
