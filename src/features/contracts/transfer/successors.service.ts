import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { ContractId, OrganisationId } from '../../../kernel/ids.js';
import type { Actor } from '../../../platform/access/actor.js';
import type { DatedTx, Tx } from '../../../platform/database/db.js';
import { newId } from '../../../platform/ids.js';
import type { ContractHistory } from '../../contract-history/contract-history.rules.js';
import type { Fact } from '../../contract-history/contract-history.types.js';
import { openHistory, recordFacts } from '../../contract-history/contract-history.store.js';
import { ContractActsService } from '../acts/contract-acts.service.js';
import type { ActCommand, ContractRow } from '../contract-details.types.js';
import { contractActed, contractCreated, stepCorrected } from '../contracts.facts.js';
import { getContract, listSteps } from '../contracts.queries.js';
import { insertContract, writeLife } from '../contracts.store.js';
import { lifeOf, placeSteps, type ContractStep } from '../contracts.types.js';
import { readAlternation } from '../calendar/alternation.queries.js';
import { calendarRecorded } from '../calendar/calendar.facts.js';
import { correctedLife, findCorrectable } from '../corrections/corrections.rules.js';
import { formFilled } from '../form/form.facts.js';
import { findForm } from '../form/form.queries.js';
import { EMPTY_FORM } from '../form/form.rules.js';
import { changedMembers } from '../form/members.rules.js';
import { formOn } from '../terms/agreed.rules.js';
import { contractGrouped } from '../groups/groups.facts.js';
import { ContractTermsService } from '../terms/terms.service.js';
import { requireNoTransfer } from './transfers.queries.js';
import { detailsPassed, formPassed, suspensionsPassed } from './transfers.rules.js';
import type { AgreedTransfer } from './transfers.types.js';

/** A contract that passes to another employer: the former ends, what goes on begins, both as contracts do. For whoever acts for the centre. */
@Injectable()
export class SuccessorsService {
  constructor(
    private readonly clock: Clock,
    private readonly acts: ContractActsService,
    private readonly terms: ContractTermsService,
  ) {}

  /**
   * Ends a contract that is held on the day of its transfer, and drafts what goes on: its terms, and the form, the calendar and the
   * group as they stand. @returns the draft, which lacks a main tutor
   */
  async pass(
    tx: DatedTx,
    actor: Actor,
    former: ContractRow,
    employerId: OrganisationId,
    transfer: AgreedTransfer,
  ): Promise<{ readonly history: ContractHistory; readonly contract: ContractRow }> {
    const { effectiveOn } = transfer;
    const { filled, agreed } = await findForm(tx, former.id);
    const passed = formPassed(formOn(filled, agreed, effectiveOn), transfer);
    const { version: calendar } = await readAlternation(tx, former.id, null);
    await this.end(tx, actor, former.id, transfer);

    const id: ContractId = newId();
    const details = detailsPassed(former, employerId, effectiveOn);
    await insertContract(tx, id, former.trainingCentreId, details, this.clock.now(), transfer.amendmentId);
    const history = await openHistory(tx, actor, this.clock, id);
    const facts: Fact[] = [
      contractCreated(history, details),
      formFilled(history, passed, changedMembers(EMPTY_FORM, passed)),
    ];
    if (calendar) facts.push(calendarRecorded(history, history.newId(), calendar, calendar.source));
    if (former.group !== null) facts.push(contractGrouped(history, former.group));
    recordFacts(tx, history, facts);
    return { history: await openHistory(tx, actor, this.clock, id), contract: await getContract(tx, id) };
  }

  /** Signs what goes on: the law judges it by the day on which the first contract was signed. @throws what a signature throws */
  async sign(tx: Tx, actor: Actor, id: ContractId, former: ContractRow): Promise<void> {
    await this.acts.signIn(tx, actor, id, { ...NOTHING_MORE, on: former.signedOn });
    const history = await openHistory(tx, actor, this.clock, id);
    const steps = await listSteps(tx, id);
    const away = suspensionsPassed(lifeOf(await listSteps(tx, former.id)), lifeOf(steps).startsOn);
    if (away.length === 0) return;
    const acts = away.map(({ on, until }) => ({ on, until, cause: null, initiator: null }));
    recordFacts(
      tx,
      history,
      acts.map((act) => contractActed(history, 'suspended', act, null)),
    );
    await this.write(tx, id, history);
  }

  /** Takes a transfer back before its day: what would have gone on is cancelled, and the former goes on. */
  async undo(tx: Tx, actor: Actor, former: ContractRow, id: ContractId, reason: string): Promise<void> {
    const next = await openHistory(tx, actor, this.clock, id);
    // What passes on from there is taken back first.
    await requireNoTransfer(tx, id, 'terminated');
    const act = { on: next.today, cause: null, initiator: null };
    recordFacts(tx, next, [contractActed(next, 'cancelled', act, reason)]);
    await this.write(tx, id, next);

    const history = await openHistory(tx, actor, this.clock, former.id);
    const steps = await listSteps(tx, former.id);
    const end = placeSteps(steps).findLast(({ step }) => step.cause === 'employer_transferred')?.step;
    const found = end && findCorrectable(steps, end.sequence);
    if (!found || 'refusal' in found) return;
    const by = { sequence: history.nextSequence, recordedAt: history.recordedAt };
    const after = correctedLife(steps, found.step, null, by);
    recordFacts(tx, history, [stepCorrected(history, found.step, null, reason)]);
    await this.terms.writeLife(tx, former, { before: lifeOf(steps), after }, history.recordedAt);
  }

  private async end(tx: Tx, actor: Actor, id: ContractId, { effectiveOn }: AgreedTransfer): Promise<void> {
    const history = await openHistory(tx, actor, this.clock, id);
    const act = { on: effectiveOn, cause: 'employer_transferred', initiator: 'employer' } as const;
    recordFacts(tx, history, [contractActed(history, 'terminated', act, null)]);
    await this.write(tx, id, history);
  }

  /** Writes what the steps now say. */
  private async write(tx: Tx, id: ContractId, { recordedAt }: ContractHistory): Promise<void> {
    const steps: ContractStep[] = await listSteps(tx, id);
    await writeLife(tx, id, lifeOf(steps), recordedAt);
  }
}

const NOTHING_MORE: ActCommand = {
  on: null,
  until: null,
  proof: null,
  cause: null,
  initiator: null,
  comment: null,
};
