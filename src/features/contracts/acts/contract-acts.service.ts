import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { earlierOf, type Day } from '../../../kernel/days.js';
import type { Finding } from '../signing/warnings.types.js';
import type { ContractId } from '../../../kernel/ids.js';
import { validationFailed } from '../../../kernel/refusals.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Db, type Tx } from '../../../platform/database/db.js';
import type { ContractHistory } from '../../contract-history/contract-history.rules.js';
import { openHistory, recordFacts } from '../../contract-history/contract-history.store.js';
import { checksFailed } from '../checks/checks.errors.js';
import { loadChecks } from '../checks/checks.queries.js';
import { findAll, stopping, withOverrides } from '../checks/checks.rules.js';
import type { ActCommand, ContractRow } from '../contract-details.types.js';
import { illegalTransition } from '../contracts.errors.js';
import { contractActed } from '../contracts.facts.js';
import { requireSide } from '../contracts.policy.js';
import { listContestedFacts } from '../contested-days.queries.js';
import { getAuthority, getContract, listSteps } from '../contracts.queries.js';
import { admitAlternant, lockPeople, writeLife } from '../contracts.store.js';
import {
  lifeOf,
  placeSteps,
  suspensionsIn,
  type ContestedFactRow,
  type ContractStep,
} from '../contracts.types.js';
import { listTutorFindings } from '../tutoring/appraisals.queries.js';
import { MainTutors } from '../signing/main-tutors.service.js';
import { findSigningRefusal, isUnfit } from '../signing/signing.rules.js';
import { mandatesUnfit } from '../signing/signing.errors.js';
import { requireNoTransfer } from '../transfer/transfers.queries.js';
import { EndingsService } from '../termination/endings.service.js';
import { decideTransition, endedBy, TRANSITIONS, type Act, type Verb } from './transitions.rules.js';
import { listMandatesToSign } from '../signing/tutors.queries.js';
import { warningsIn } from '../signing/warnings.rules.js';

export interface SignedNow {
  readonly contract: ContractRow;
  readonly warnings: readonly Finding[];
}

export interface Acted {
  readonly contract: ContractRow;
  /** The facts of the days that this act, recorded late, made inactive. */
  readonly contested: readonly ContestedFactRow[];
  /** What the law has to say of an early end. */
  readonly warnings: readonly Finding[];
}

/** A contract held for one act, which its life and its actor allow. */
interface Opened {
  readonly history: ContractHistory;
  readonly contract: ContractRow;
  readonly steps: readonly ContractStep[];
  readonly today: Day;
  readonly act: Act;
}

@Injectable()
export class ContractActsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly mainTutors: MainTutors,
    private readonly endings: EndingsService,
  ) {}

  /** Records what happened to a contract: suspended, resumed, terminated, cancelled, completed. */
  act(actor: Actor, id: ContractId, verb: Exclude<Verb, 'sign'>, command: ActCommand): Promise<Acted> {
    return this.db.write(actor, async (tx) => {
      const opened = await this.open(tx, actor, id, verb, command);
      const { act: asked, contract, history } = opened;
      await requireNoTransfer(tx, id, TRANSITIONS[verb].step);
      const ending = { kind: TRANSITIONS[verb].step, act: asked, recordedAt: history.recordedAt };
      const warnings = await this.endings.judge(tx, contract, ending);
      const step = await record(tx, opened, verb, command.comment);
      const isLate = opened.act.on < opened.today;
      const contested = isLate ? await listContestedFacts(tx, id) : [];
      return {
        contract: await getContract(tx, id),
        contested: contested.filter((fact) => fact.step === step),
        warnings: warnings.map(({ code, detail }) => ({ code, detail })),
      };
    });
  }

  sign(actor: Actor, id: ContractId, command: ActCommand): Promise<SignedNow> {
    return this.db.write(actor, (tx) => this.signIn(tx, actor, id, command));
  }

  /** As part of what else is written. */
  async signIn(tx: Tx, actor: Actor, id: ContractId, command: ActCommand): Promise<SignedNow> {
    const opened = await this.open(tx, actor, id, 'sign', command);
    const { contract, act, today } = opened;
    const { facts, overrides } = await loadChecks(tx, contract, act.on, today);
    const refusal = findSigningRefusal(facts);
    if (refusal) throw refusal;
    const unfit = (await listMandatesToSign(tx, id)).filter(isUnfit);
    if (unfit.length > 0) throw mandatesUnfit(unfit);
    const beside = await listTutorFindings(tx, id, { now: opened.history.recordedAt, today });
    const findings = findAll({ ...facts, beside });
    const failed = stopping(withOverrides(findings, overrides, contract), 'sign');
    if (failed.length > 0) throw checksFailed(failed);

    const counted = facts.tutors.filter(({ isCounted }) => isCounted);
    await lockPeople(tx, [contract.alternantId, ...counted.map(({ personId }) => personId)]);
    await record(tx, opened, 'sign', command.comment);
    await this.mainTutors.requireRoom(tx, { ...contract, signedOn: act.on }, counted);
    await admitAlternant(tx, id, opened.history.recordedAt);
    return { contract: await getContract(tx, id), warnings: warningsIn(findings) };
  }

  /** @throws not_found, forbidden, illegal_transition, validation_failed */
  private async open(tx: Tx, actor: Actor, id: ContractId, verb: Verb, command: ActCommand): Promise<Opened> {
    const history = await openHistory(tx, actor, this.clock, id);
    const contract = await getContract(tx, id);
    requireSide(await getAuthority(tx), contract, TRANSITIONS[verb].by);

    const steps = await listSteps(tx, id);
    const life = lifeOf(steps);
    const { today } = history;
    const on = command.on ?? (verb === 'sign' ? earlierOf(today, life.startsOn) : today);
    const { cause, initiator, until, proof } = command;
    const act = { on, cause, initiator, until, proof };
    const verdict = decideTransition(life, verb, act, today);
    if (!verdict.ok && verdict.kind === 'illegal')
      throw illegalTransition(verdict.currentStatus, verdict.allowed);
    if (!verdict.ok) throw validationFailed([verdict.error]);
    return { history, contract, steps, today, act };
  }
}

/** One step, its event, and what the steps now say. @returns its sequence */
async function record(
  tx: Tx,
  { history, contract, steps, act, today }: Opened,
  verb: Verb,
  comment: string | null,
): Promise<number> {
  const kind = TRANSITIONS[verb].step;
  const { recordedAt, nextSequence: sequence } = history;
  const open = suspensionsIn(placeSteps(steps));
  const suspension = kind === 'resumed' ? (endedBy(open, act.on, today)?.place ?? null) : null;
  recordFacts(tx, history, [contractActed(history, kind, act, comment, suspension)]);
  const step: ContractStep = { ...act, kind, sequence, recordedAt, terms: null, suspension };
  await writeLife(tx, contract.id, lifeOf([...steps, step]), recordedAt);
  return sequence;
}
