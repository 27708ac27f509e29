import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { ContractId, SignOffId } from '../../kernel/ids.js';
import { validationFailed } from '../../kernel/refusals.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Db } from '../../platform/database/db.js';
import { type LadderHead, type LadderTeam, loadForRecording } from '../ladder/ladder.queries.js';
import type { ReadLadder } from '../ladder/ladder.types.js';
import { isActiveOn } from '../contracts/contracts.types.js';
import type { Ladder } from '../frameworks/frameworks.types.js';
import { findRequirement } from '../ladder/levels/statuses.rules.js';
import { UNCONTESTED } from './facts/contested.queries.js';
import { Facts } from './facts/facts.store.js';
import { contractNotActive, observedInTheFuture } from './sign-offs.errors.js';
import { signOffRefused } from './item-refusals.errors.js';
import { requireSigner, type Signer } from './facts/signers.policy.js';
import { getSignOff, listSignOffs } from './sign-offs.queries.js';
import type { SignedOffNow, SignOffCommand, SignOffRow } from './sign-off.types.js';
import {
  findItemMistakes,
  findSignOffRefusals,
  isLocked,
  observationItemsOf,
  statusAgainstSigning,
} from './sign-offs.rules.js';

@Injectable()
export class SignOffsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** All items or none. */
  async signOff(actor: PersonActor, command: SignOffCommand): Promise<SignedOffNow> {
    if (command.observedOn > this.clock.today()) throw observedInTheFuture();
    return this.db.holding(actor, command.contractId, async (tx) => {
      const context = await loadForRecording(tx, command.contractId);
      const facts = new Facts(context, actor, this.clock);
      const signOffs = tellSignOffs(facts, context, actor, command);
      facts.write(tx);
      return { signOffs, ladder: readLadder(context, facts) };
    });
  }

  get(actor: Actor, id: SignOffId): Promise<SignOffRow> {
    return this.db.read(actor, (q) => getSignOff(q, id));
  }

  list(
    actor: Actor,
    contractId: ContractId,
    page: { after: string | null; limit: number },
  ): Promise<SignOffRow[]> {
    return this.db.read(actor, (q) => listSignOffs(q, contractId, page));
  }
}

/** Judges one call against what was told before it, and tells its facts. @throws the refusal, with some of them told */
export function tellSignOffs(
  facts: Facts,
  context: LadderTeam,
  actor: PersonActor,
  command: SignOffCommand,
): SignOffRow[] {
  const { ladder, life } = context;
  const { items, first } = command;
  const days = { observedOn: command.observedOn, signedOn: facts.today, signerId: actor.personId };

  const mistakes = findItemMistakes(ladder, items, first);
  if (mistakes.length > 0) throw validationFailed(mistakes);
  const levels = items.map((item) => item.level);
  const signer = requireSigner(actor.personId, context, ladder, levels, [days.observedOn, days.signedOn]);

  const status = statusAgainstSigning(life, days.observedOn, days.signedOn);
  if (status) throw contractNotActive(status);
  const observation = command.observation ? observe(facts, ladder, signer, command) : null;
  const refusals = findSignOffRefusals(ladder, facts.reached, facts.view(), items, days);
  if (refusals.length > 0) throw signOffRefused(refusals, first);

  return items.map((item): SignOffRow => {
    const attempt =
      findRequirement(ladder, facts.reached, item.level, item.competency)?.standing.takenBack ?? 0;
    const { observedOn, requestId = null } = command;
    const id = facts.signOff(signer, observedOn, item, attempt, observation, requestId);
    return {
      ...item,
      id,
      contractId: command.contractId,
      signerId: actor.personId,
      observedOn,
      recordedAt: facts.recordedAt,
      observationId: observation?.id ?? null,
      revokedBy: null,
      ...UNCONTESTED,
      readsComments: true,
    };
  });
}

/** What the signer saw, recorded by the same call; it counts for the sign-offs of this call. */
function observe(facts: Facts, ladder: Ladder, signer: Signer, command: SignOffCommand) {
  const items = observationItemsOf(command.items).map((item) => ({
    ...item,
    beyondEntitlement: isLocked(ladder, facts.reached, item.level),
  }));
  if (items.length === 0) return null;
  return facts.observe(signer, {
    observedOn: command.observedOn,
    mission: null,
    unit: null,
    withSignOff: true,
    items,
  });
}

/** The ladder after the facts of this call. */
export function readLadder(context: LadderHead, facts: Facts): ReadLadder {
  return {
    contractId: context.contractId,
    ladderId: context.ladder.id,
    at: facts.recordedAt,
    sequence: facts.lastSequence,
    frozen: !isActiveOn(context.life, facts.today),
    state: facts.view(),
  };
}
