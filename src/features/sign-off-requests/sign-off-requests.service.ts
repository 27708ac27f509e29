import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { Day } from '../../kernel/days.js';
import type { ContractId, SignOffRequestId } from '../../kernel/ids.js';
import { validationFailed } from '../../kernel/refusals.js';
import type { Actor, GuestActor, PersonActor } from '../../platform/access/actor.js';
import { Db, type Tx } from '../../platform/database/db.js';
import { continueHistory, recordFacts } from '../contract-history/contract-history.store.js';
import { isActiveOn, statusOn, type ContractLife } from '../contracts/contracts.types.js';
import type { Mandate } from '../mandates/mandates.types.js';
import { loadForRecording, loadLadderTeam } from '../ladder/ladder.queries.js';
import { viewLadder } from '../ladder/ladder.rules.js';
import { ladderProgression } from '../ladder/progress/progression.rules.js';
import { decideSignOffs } from '../sign-offs/decisions.facts.js';
import { signOffRefused } from '../sign-offs/item-refusals.errors.js';
import {
  requestClaimed,
  requestDecided,
  requestSubmitted,
  requestWithdrawn,
} from './sign-off-requests.facts.js';
import { requireAsker, requireClaimer, requireWhoAsked } from './sign-off-requests.policy.js';
import { getRequest, listRequests } from './sign-off-requests.queries.js';
import {
  answeredBy,
  asAnswer,
  findActRefusal,
  findAnswerMistakes,
  isHeldBy,
  levelsOf,
  requestState,
} from './sign-off-requests.rules.js';
import type { AnswerCommand, RequestAct, RequestState, SubmitCommand } from './sign-off-requests.types.js';
import { contractNotActive, observedInTheFuture } from '../sign-offs/sign-offs.errors.js';
import { requireSigner } from '../sign-offs/facts/signers.policy.js';
import { findItemMistakes, findSignOffRefusals } from '../sign-offs/sign-offs.rules.js';
import { signOffsIn } from '../sign-offs/sign-offs.service.js';

@Injectable()
export class SignOffRequestsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** All items or none: each could be signed off now, were it seen often enough. */
  async submit(actor: PersonActor, { contractId, items }: SubmitCommand): Promise<RequestState> {
    return this.db.writeLocked(actor, contractId, async (tx) => {
      const context = await loadLadderTeam(tx, contractId);
      const { ladder, life, progress } = context;
      const history = continueHistory(context, actor, this.clock);
      const { recordedAt, today } = history;
      const answers = items.map(asAnswer);
      const mistakes = findItemMistakes(ladder, answers);
      if (mistakes.length > 0) throw validationFailed(mistakes);
      const asker = requireAsker(actor.personId, context, today);
      requireActive(life, today);
      const state = viewLadder(ladder, progress, recordedAt);
      const days = { observedOn: today, signedOn: today, signerId: null };
      const refusals = findSignOffRefusals(ladder, progress, state, answers, days);
      if (refusals.length > 0) throw signOffRefused(refusals);

      const id: SignOffRequestId = history.newId();
      recordFacts(tx, history, [requestSubmitted(asker, id, items)]);
      const asked = items.map((item) => ({ ...item, signOffId: null, outcome: null }));
      const facts = { id, contractId, askedBy: actor.personId, recordedAt, items: asked };
      return requestState({ ...facts, claim: null, end: null }, context, recordedAt);
    });
  }

  /** Keeps the others away, for a time. Tapped twice, it is one claim. */
  async claim(actor: PersonActor, id: SignOffRequestId): Promise<RequestState> {
    const { contractId } = await this.get(actor, id);
    return this.db.writeLocked(actor, contractId, async (tx) => {
      const context = await loadLadderTeam(tx, contractId);
      const facts = await getRequest(tx, id);
      const history = continueHistory(context, actor, this.clock);
      const { recordedAt, today } = history;
      const { ladder } = context;
      const claimer = requireClaimer(actor.personId, context, ladder, levelsOf(facts, ladder), today);
      const progress = requestState(facts, context, recordedAt);
      if (isHeldBy(progress, actor.personId)) return progress;
      requireAct(progress, 'claim', actor);
      requireActive(context.life, today);

      const claim = {
        id: history.newId<'sign_off_request_claim'>(),
        claimedBy: actor.personId,
        claimedAt: recordedAt,
        attempt: (facts.claim?.attempt ?? -1) + 1,
      };
      recordFacts(tx, history, [requestClaimed(claimer, id, claim)]);
      return requestState({ ...facts, claim }, context, recordedAt);
    });
  }

  /** The sign-offs of the answer, by the rules of sign-offs, and the request's end: all or nothing. */
  async decide(actor: PersonActor, id: SignOffRequestId, command: AnswerCommand): Promise<RequestState> {
    if (command.observedOn > this.clock.today()) throw observedInTheFuture();
    const { contractId } = await this.get(actor, id);
    return this.answer(actor, { contractId, id }, command, null);
  }

  /**
   * Answers it as somebody who stands there by a link, by the same rules. `grant` is asked once the contract is held, and stands
   * where a mandate would: for this answer, and for nobody else to see.
   */
  decideByGrant(
    actor: GuestActor,
    about: { readonly contractId: ContractId; readonly id: SignOffRequestId },
    command: AnswerCommand,
    grant: (tx: Tx) => Promise<Mandate>,
  ): Promise<RequestState> {
    return this.answer(actor, about, command, grant);
  }

  private answer(
    actor: PersonActor | GuestActor,
    { contractId, id }: { readonly contractId: ContractId; readonly id: SignOffRequestId },
    command: AnswerCommand,
    grant: ((tx: Tx) => Promise<Mandate>) | null,
  ): Promise<RequestState> {
    return this.db.writeLocked(actor, contractId, async (tx) => {
      const loaded = await loadForRecording(tx, contractId);
      const context = grant ? { ...loaded, mandates: [...loaded.mandates, await grant(tx)] } : loaded;
      const request = await getRequest(tx, id);
      const { ladder } = context;
      const before = continueHistory(context, actor, this.clock).moving(ladderProgression(context));
      const { items, observedOn } = command;
      const mistakes = [...findItemMistakes(ladder, items), ...findAnswerMistakes(request, ladder, items)];
      if (mistakes.length > 0) throw validationFailed(mistakes);
      const levels = items.map(({ level }) => level);
      const signer = requireSigner(actor.personId, context, ladder, levels, [observedOn, before.today]);
      requireAct(requestState(request, context, before.recordedAt), 'decide', actor);

      const answer = { ...command, contractId, requestId: id };
      const { facts: signed } = decideSignOffs(before, context, actor.personId, answer);
      const signOffs = signOffsIn(signed, before);
      const signOffIds = signOffs.map((signOff) => signOff.id);
      const decided = requestDecided(signer, before.newId(), id, signOffIds);
      const { recordedAt: endedAt } = recordFacts(tx, before, [...signed, decided]);
      const end = { endedAs: 'decided' as const, endedBy: actor.personId, endedAt };
      return requestState({ ...request, items: answeredBy(request, signOffs), end }, context, end.endedAt);
    });
  }

  async withdraw(actor: PersonActor, id: SignOffRequestId): Promise<RequestState> {
    const { contractId } = await this.get(actor, id);
    return this.db.writeLocked(actor, contractId, async (tx) => {
      const context = await loadLadderTeam(tx, contractId);
      const facts = await getRequest(tx, id);
      const history = continueHistory(context, actor, this.clock);
      const { recordedAt, today } = history;
      const asker = requireWhoAsked(actor.personId, facts.askedBy, context, today);
      requireAct(requestState(facts, context, recordedAt), 'withdraw', actor);

      recordFacts(tx, history, [requestWithdrawn(asker, history.newId(), id)]);
      const end = { endedAs: 'withdrawn' as const, endedBy: actor.personId, endedAt: recordedAt };
      return requestState({ ...facts, end }, context, recordedAt);
    });
  }

  get(actor: Actor, id: SignOffRequestId): Promise<RequestState> {
    return this.db.read(actor, async (q) => {
      const request = await getRequest(q, id);
      const context = await loadLadderTeam(q, request.contractId);
      return requestState(request, context, this.clock.now());
    });
  }

  list(
    actor: Actor,
    contractId: ContractId,
    page: { after: string | null; limit: number },
  ): Promise<RequestState[]> {
    return this.db.read(actor, async (q) => {
      const requests = await listRequests(q, contractId, page);
      const context = await loadLadderTeam(q, contractId);
      return requests.map((request) => requestState(request, context, this.clock.now()));
    });
  }
}

/** @throws illegal_transition, already_claimed */
function requireAct(request: RequestState, act: RequestAct, actor: PersonActor | GuestActor): void {
  const refusal = findActRefusal(request, act, actor.personId);
  if (refusal) throw refusal;
}

/** @throws contract_not_active */
function requireActive(life: ContractLife, today: Day): void {
  if (!isActiveOn(life, today)) throw contractNotActive(statusOn(life, today));
}
