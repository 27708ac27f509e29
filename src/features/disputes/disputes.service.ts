import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { ContractId, DisputeId } from '../../kernel/ids.js';
import { unknownReference, validationFailed } from '../../kernel/refusals.js';
import type { GuestActor, PersonActor, Recorder } from '../../platform/access/actor.js';
import { Db, type Tx } from '../../platform/database/db.js';
import { continueHistory, recordFacts } from '../contract-history/contract-history.store.js';
import { isMinor } from '../contracts/contracts.types.js';
import { loadLadderContext } from '../ladder/ladder.queries.js';
import { OverturnsService } from '../sign-offs/facts/overturns.service.js';
import {
  alreadyDisputed,
  disputeEnded,
  disputeTooLate,
  notAMinor,
  notDisputable,
  readsNoDisputes,
} from './disputes.errors.js';
import { disputeOpened, disputeRuled, disputeWithdrawn } from './disputes.facts.js';
import {
  requireAnother,
  requireDisputer,
  requireDisputeWithdrawer,
  requireRuler,
} from './disputes.policy.js';
import {
  findDisputedFact,
  findDisputesOf,
  findReader,
  getDispute,
  isOverturned,
  listDisputes,
} from './disputes.queries.js';
import { allowedActs, lastDayToOpen, readOn, statusOf, type DisputeAct } from './disputes.rules.js';
import type { Dispute, DisputeEnding, DisputeRead, OpenCommand, RulingOutcome } from './disputes.types.js';

/** What else must still stand, asked once the contract is held. */
type Hold = (tx: Tx) => Promise<void>;
const none: Hold = () => Promise.resolve();

const asGuest = (actor: PersonActor | GuestActor) =>
  actor.kind === 'guest' ? { represents: true as const } : {};

@Injectable()
export class DisputesService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly overturns: OverturnsService,
  ) {}

  /** It changes nothing by itself: the fact is shown as contested until somebody rules. */
  open(
    actor: PersonActor | GuestActor,
    { contractId, about, grounds, onBehalfOf }: OpenCommand,
    hold: Hold = none,
  ): Promise<DisputeRead> {
    return this.db.writeLocked(actor, contractId, async (tx) => {
      await hold(tx);
      const context = await loadLadderContext(tx, contractId);
      const history = continueHistory(context, actor, this.clock);
      const { recordedAt, today } = history;
      const found = await findDisputedFact(tx, contractId, about);
      if (!found) throw validationFailed([unknownReference('/about/id')]);
      if (onBehalfOf !== null && !isMinor(context.birthDate, today)) throw validationFailed([notAMinor()]);
      const { administersCentre } = await findReader(tx, contractId);
      const asking = {
        person: actor.personId,
        administersCentre,
        ...asGuest(actor),
        team: context,
        today,
      };
      const disputer = requireDisputer(asking, onBehalfOf);

      if (!found.isAgainstAlternant) throw notDisputable();
      const lastOn = lastDayToOpen(found.recordedAt);
      if (lastOn < today) throw disputeTooLate(lastOn);
      const { current, withdrawn } = await findDisputesOf(tx, about);
      if (current) throw alreadyDisputed(current);

      const id: DisputeId = history.newId();
      const dispute = { id, contractId, about, grounds, onBehalfOf, recordedAt };
      recordFacts(tx, history, [disputeOpened(disputer, dispute, withdrawn)]);
      return readOn({ ...dispute, openedBy: actor.personId, ending: null }, today);
    });
  }

  /** Ends a dispute for good. What is overturned is as if it had never been recorded, but for what it voided. */
  async rule(
    actor: PersonActor,
    id: DisputeId,
    outcome: RulingOutcome,
    reason: string,
  ): Promise<DisputeRead> {
    const { contractId } = await this.get(actor, id);
    return this.db.writeLocked(actor, contractId, async (tx) => {
      const held = await this.overturns.open(tx, actor, contractId);
      const { team, history } = held;
      const dispute = await getDispute(tx, id);
      const disputed = await findDisputedFact(tx, contractId, dispute.about);
      if (!disputed) throw new Error('Facts are never removed.');
      const { administersCentre } = await findReader(tx, contractId);
      const { today, recordedAt } = history;
      const asking = { person: actor.personId, administersCentre, team, today };
      const ruler = requireRuler(asking, disputed.authorId);
      requireAllowed(dispute, 'rule');
      requireAnother(actor.personId, disputed.authorId);

      const ending: DisputeEnding = {
        id: history.newId(),
        endedBy: actor.personId,
        recordedAt,
        ending: outcome,
        reason,
      };
      const overturns = outcome === 'fact_overturned' && !(await isOverturned(tx, dispute.about));
      recordFacts(tx, history, [
        disputeRuled(ruler, dispute, ending, outcome),
        ...(overturns ? [this.overturns.overturn(held, ruler, disputed.fact)] : []),
      ]);
      return readOn({ ...dispute, ending }, today);
    });
  }

  async withdraw(actor: PersonActor | GuestActor, id: DisputeId, hold: Hold = none): Promise<DisputeRead> {
    const { contractId } = await this.get(actor, id);
    return this.db.writeLocked(actor, contractId, async (tx) => {
      await hold(tx);
      const context = await loadLadderContext(tx, contractId);
      const dispute = await getDispute(tx, id);
      const history = continueHistory(context, actor, this.clock);
      const { recordedAt, today } = history;
      const { administersCentre } = await findReader(tx, contractId);
      const asking = {
        person: actor.personId,
        administersCentre,
        ...asGuest(actor),
        team: context,
        today,
      };
      const by = requireDisputeWithdrawer(asking, dispute, isMinor(context.birthDate, today));
      requireAllowed(dispute, 'withdraw');

      const ending: DisputeEnding = {
        id: history.newId(),
        endedBy: actor.personId,
        recordedAt,
        ending: 'withdrawn',
        reason: null,
      };
      recordFacts(tx, history, [disputeWithdrawn(by, dispute, ending)]);
      return readOn({ ...dispute, ending }, today);
    });
  }

  async get(actor: Recorder, id: DisputeId): Promise<DisputeRead> {
    const dispute = await this.db.read(actor, (q) => getDispute(q, id));
    return readOn(dispute, this.clock.today());
  }

  /** Whoever sees the contract and does not read its disputes is told so: an empty list would say that there are none. */
  async list(
    actor: Recorder,
    contractId: ContractId,
    page: { after: string | null; limit: number },
  ): Promise<DisputeRead[]> {
    const found = await this.db.read(actor, async (q) => {
      const { readsDisputes } = await findReader(q, contractId);
      if (!readsDisputes) throw readsNoDisputes();
      return listDisputes(q, contractId, page);
    });
    const today = this.clock.today();
    return found.map((dispute) => readOn(dispute, today));
  }
}

/** @throws illegal_transition */
function requireAllowed(dispute: Dispute, act: DisputeAct): void {
  const status = statusOf(dispute);
  const allowed = allowedActs(status);
  if (!allowed.includes(act)) throw disputeEnded(status, allowed);
}
