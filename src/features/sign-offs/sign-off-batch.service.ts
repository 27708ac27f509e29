import { Injectable } from '@nestjs/common';
import type { FieldError } from '../../kernel/errors.js';
import type { PersonId } from '../../kernel/ids.js';
import type { PersonActor } from '../../platform/access/actor.js';
import type { MalformedItem } from '../../kernel/malformed-item.js';
import { competencyTitle } from '../frameworks/frameworks.types.js';
import { viewLadder } from '../ladder/ladder.rules.js';
import type { LadderHistory } from '../ladder/progress/progression.rules.js';
import { decideSignOffs } from './decisions.facts.js';
import type { ContractAround } from './facts/facts.types.js';
import { findSentBefore } from './sent-sign-offs.queries.js';
import { ShiftService, type SentKind } from './shift/shift.service.js';
import type { Outcome } from './shift/shift.types.js';
import type { SentSignOff, SignedOrObserved } from './sign-off.types.js';
import { findMissingWords, findSignOffRefusals, findUnkeptMistakes } from './sign-offs.rules.js';
import { signOffsIn } from './sign-offs.service.js';

/** The judgements of a shift: each becomes a sign-off, or an observation where its sender preferred that to a refusal. */
@Injectable()
export class SignOffBatchService implements SentKind<SentSignOff, SignedOrObserved> {
  constructor(private readonly shifts: ShiftService) {}

  signOffBatch(
    actor: PersonActor,
    items: readonly (SentSignOff | MalformedItem)[],
  ): Promise<Outcome<SignedOrObserved>[]> {
    return this.shifts.record(actor, items, this);
  }

  findMistakes(item: SentSignOff, at: string): FieldError[] {
    return [...findMissingWords(item, at), ...findUnkeptMistakes(item, at)];
  }

  decide(
    history: LadderHistory,
    context: ContractAround,
    person: PersonId,
    item: SentSignOff,
    index: number,
  ) {
    const decided = decideSignOffs(history, context, person, { ...item, items: [item], first: index });
    const { facts } = decided;
    const [signOff] = signOffsIn(facts, history);
    if (signOff)
      return { facts, recorded: { signOff }, sentAs: { signOffId: signOff.id, observationId: null } };
    const [observed] = decided.observed;
    if (!observed) throw new Error('One item becomes one sign-off, or what was seen of it.');
    const { observationId } = observed;
    return { facts, recorded: { observed }, sentAs: { signOffId: null, observationId } };
  }

  readonly findSentBefore = findSentBefore;

  restate(
    recorded: SignedOrObserved,
    { state, recordedAt, today }: LadderHistory,
    { ladder }: ContractAround,
    item: SentSignOff,
  ): SignedOrObserved {
    if ('signOff' in recorded) return recorded;
    const days = { observedOn: item.observedOn, signedOn: today, signerId: null };
    const view = viewLadder(ladder, state, recordedAt);
    const [found] = findSignOffRefusals(ladder, state, view, [item], days);
    const evidence = found?.refusal.code === 'quorum_not_met' ? found.refusal.evidence : null;
    const { competency, level } = item;
    const title = competencyTitle(ladder, competency);
    return { observed: { ...recorded.observed, competency, title, level, evidence } };
  }
}
