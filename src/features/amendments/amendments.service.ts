import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { Day } from '../../kernel/days.js';
import type { ContractId, PersonId } from '../../kernel/ids.js';
import { unknownReference, validationFailed } from '../../kernel/refusals.js';
import { personRequired } from '../../platform/access/access.errors.js';
import { personOf, type Actor } from '../../platform/access/actor.js';
import { Db, type DatedTx, type Tx } from '../../platform/database/db.js';
import type { ContractHistory } from '../contract-history/contract-history.rules.js';
import { openHistory, recordFacts } from '../contract-history/contract-history.store.js';
import { sidesOf, type ContractRow, type Side } from '../contracts/contract-details.types.js';
import { getAuthority, getContract } from '../contracts/contracts.queries.js';
import { ContractTermsService } from '../contracts/terms/terms.service.js';
import { MandatesService } from '../mandates/mandates.service.js';
import {
  alreadySigned,
  amendmentClosed,
  amendmentOutdated,
  notAParty,
  notToBeAmended,
  representativeMissing,
  signaturesFirst,
  tooManyProposals,
} from './amendments.errors.js';
import { amendmentAnswered, amendmentProposed, type NewAnswer } from './amendments.facts.js';
import { requireParty, requireProposer, requireWithdrawer } from './amendments.policy.js';
import {
  findMainTutor,
  findAmendment,
  findSigner,
  getAmendment,
  loadAgreedBefore,
  seesPerson,
} from './amendments.queries.js';
import { findChangeMistakes, isAmendable, MOST_OPEN, statusOf } from './amendments.rules.js';
import type {
  AmendmentId,
  AmendmentParty,
  AmendmentRow,
  ProposeCommand,
  SignCommand,
} from './amendments.types.js';
import {
  awaitedOf,
  findOrderRefusal,
  findSigningDayMistake,
  needsRepresentative,
  partiesOn,
  representedOn,
  type Signer,
} from './signatures.rules.js';
import { findMemberMistakes, membersOfPatch } from './form/form-changes.rules.js';
import { AmendmentViews, type Amended } from './terms/amendment-views.service.js';
import { centreAttests } from './transfer/transfer.errors.js';
import { TransfersService } from './transfer/transfers.service.js';
import { changedMembers } from './terms/terms.rules.js';

/** A contract that is held, and the amendment that somebody answers. */
interface Opened {
  readonly history: ContractHistory;
  readonly contract: ContractRow;
  readonly amendment: AmendmentRow;
  /** The alternant. */
  readonly signer: Signer;
}

@Injectable()
export class AmendmentsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly terms: ContractTermsService,
    private readonly mandates: MandatesService,
    private readonly views: AmendmentViews,
    private readonly transfers: TransfersService,
  ) {}

  propose(actor: Actor, contractId: ContractId, command: ProposeCommand): Promise<Amended> {
    return this.db.write(actor, async (tx) => {
      const history = await openHistory(tx, actor, this.clock, contractId);
      const contract = await getContract(tx, contractId);
      const side = requireProposer(await getAuthority(tx), contract);
      if (!isAmendable(contract, history.today)) throw notToBeAmended(contract.status);
      const agreed = await loadAgreedBefore(tx, contractId, command.effectiveOn);
      const { before } = agreed;
      const changes = {
        ...command.changes,
        form: command.form && membersOfPatch(agreed.form, command.form),
      };
      const { mainTutorId } = changes;
      const mistakes = findChangeMistakes(
        contract,
        { ...command, changes },
        { ...agreed, today: history.today },
      );
      if (changes.form) mistakes.push(...findMemberMistakes(agreed.form, changes.form));
      if (mainTutorId !== null && !(await seesPerson(tx, mainTutorId)))
        mistakes.push(unknownReference('/changes/mainTutorId'));
      mistakes.push(...(await this.transfers.findEmployerMistakes(tx, changes.newEmployerId)));
      if (mistakes.length > 0) throw validationFailed(mistakes);
      const open = before.filter((one) => statusOf(one, contract, history.today) === 'proposed');
      if (open.length >= MOST_OPEN) throw tooManyProposals(MOST_OPEN);

      const id: AmendmentId = history.newId();
      const number = (before.at(-1)?.number ?? 0) + 1;
      const formerTutorId = mainTutorId === null ? null : agreed.mainTutorId;
      recordFacts(tx, history, [
        amendmentProposed(history, { id, number }, { ...command, changes }, { side, formerTutorId }),
      ]);
      return this.views.show(tx, id, contract, true);
    });
  }

  /** The signature of one party; or, by one of the organisations, word that all signed on paper. */
  sign(actor: Actor, id: AmendmentId, command: SignCommand): Promise<Amended> {
    const signing = async (tx: DatedTx): Promise<Amended> => {
      const seen = await findAmendment(tx, id);
      if (command.mainTutorId !== null || !seen)
        return { amendment: await this.transfers.accept(tx, actor, id, command), warnings: [] };
      const { mainTutorId } = seen.changes;
      if (mainTutorId !== null) await this.mandates.holdPerson(tx, mainTutorId);
      await this.transfers.holdNamed(tx, seen);
      const opened = await this.open(tx, actor, id);
      const { history, contract, amendment, signer } = opened;
      const signedOn = command.signedOn ?? history.today;
      const represented = representedOn(amendment, signedOn);
      const passes = amendment.changes.newEmployerId !== null;
      const parties = partiesOn(signer, represented, passes);
      const awaited = awaitedOf(amendment, parties);
      const side = command.side ?? (passes && command.isForAll ? await this.sideOfPaper(tx, contract) : null);
      const party = await this.partyOf(tx, actor, contract, side, awaited);
      if (command.isForAll && party === 'alternant') throw notAParty();
      if (command.isForAll && passes && party !== 'training_centre') throw centreAttests();
      requireOpen(opened);
      if (!command.isForAll && personOf(actor) === null) throw personRequired();
      const mistake = findSigningDayMistake(contract, signedOn, history.today);
      if (mistake) throw validationFailed([mistake]);
      if (!command.isForAll) requireTurn(actor, amendment, party, awaited);
      else if (awaited.includes('new_employer')) throw signaturesFirst(['new_employer']);
      if (needsRepresentative(signer, represented) && !contract.hasLegalRepresentative)
        throw representativeMissing();

      const isLast = awaited.every((one) => one === party);
      return this.answer(tx, actor, opened, {
        kind: 'signed',
        party,
        signedOn,
        isForAll: command.isForAll,
        completes: command.isForAll || isLast,
        reason: null,
      });
    };
    return this.db.write(actor, signing, { isDated: true });
  }

  /** By whoever has to sign. */
  refuse(actor: Actor, id: AmendmentId, reason: string): Promise<Amended> {
    return this.db.write(actor, async (tx) => {
      if (!(await findAmendment(tx, id)))
        return { amendment: await this.transfers.refuse(tx, actor, id, reason), warnings: [] };
      const opened = await this.open(tx, actor, id);
      const party = await this.partyOf(tx, actor, opened.contract, null, []);
      requireOpen(opened);
      return this.shown(tx, opened, { ...NO_SIGNATURE, kind: 'refused', party, reason });
    });
  }

  /** By the organisation that proposed it. */
  withdraw(actor: Actor, id: AmendmentId, reason: string): Promise<Amended> {
    return this.db.write(actor, async (tx) => {
      const opened = await this.open(tx, actor, id);
      const { side: party } = opened.amendment;
      const { contract, amendment, history } = opened;
      if (amendment.transfer && statusOf(amendment, contract, history.today) === 'signed') {
        await this.transfers.undo(tx, actor, contract, amendment, reason);
        return this.views.show(tx, id, await getContract(tx, contract.id), false);
      }
      requireWithdrawer(await getAuthority(tx), opened.contract, party);
      requireOpen(opened);
      return this.shown(tx, opened, { ...NO_SIGNATURE, kind: 'withdrawn', party, reason });
    });
  }

  /** The amendment as it stands once its contract is held. @throws not_found */
  private async open(tx: Tx, actor: Actor, id: AmendmentId): Promise<Opened> {
    const { contractId } = await getAmendment(tx, id);
    const history = await openHistory(tx, actor, this.clock, contractId);
    const contract = await getContract(tx, contractId);
    const amendment = await getAmendment(tx, id);
    return { history, contract, amendment, signer: await findSigner(tx, contractId) };
  }

  /** Whose paper it is: of a transfer the centre attests it, whoever else the caller acts for. */
  private async sideOfPaper(tx: Tx, contract: ContractRow): Promise<Side | null> {
    return sidesOf(await getAuthority(tx), contract).find((side) => side === 'training_centre') ?? null;
  }

  private async partyOf(
    tx: Tx,
    actor: Actor,
    contract: ContractRow,
    side: Side | null,
    awaited: readonly AmendmentParty[],
  ): Promise<AmendmentParty> {
    const answering = { personId: personOf(actor), authority: await getAuthority(tx) };
    return requireParty(answering, contract, { side, awaited });
  }

  /** Records an answer, and what it completes. */
  private async answer(tx: DatedTx, actor: Actor, opened: Opened, answer: NewAnswer): Promise<Amended> {
    const { contract, amendment } = opened;
    if (!answer.completes) return this.shown(tx, opened, answer);
    const agreed = await loadAgreedBefore(tx, contract.id, amendment.effectiveOn);
    const mistakes = findChangeMistakes(contract, amendment, { ...agreed, today: opened.history.today });
    if (amendment.changes.form) mistakes.push(...findMemberMistakes(agreed.form, amendment.changes.form));
    if (mistakes.length > 0) throw amendmentOutdated(mistakes);
    recordFacts(tx, opened.history, [amendmentAnswered(opened.history, amendment, answer)]);
    if (amendment.changes.newEmployerId === null) await this.apply(tx, actor, opened);
    else await this.transfers.complete(tx, actor, contract, amendment);
    return this.views.show(tx, amendment.id, await getContract(tx, contract.id), true);
  }

  private async shown(tx: Tx, { history, contract, amendment }: Opened, answer: NewAnswer): Promise<Amended> {
    recordFacts(tx, history, [amendmentAnswered(history, amendment, answer)]);
    return this.views.show(tx, amendment.id, await getContract(tx, contract.id), false);
  }

  /** What all agreed on, from its day on: the tutor by the rules of mandates, the days by those of a signature. */
  private async apply(tx: Tx, actor: Actor, { contract, amendment }: Opened): Promise<void> {
    const { changes, effectiveOn, id } = amendment;
    const { mainTutorId, startsOn, until } = changes;
    await this.terms.lock(tx, contract, mainTutorId === null ? [] : [mainTutorId]);
    if (mainTutorId !== null) await this.giveMandate(tx, actor, contract, mainTutorId, effectiveOn);
    const terms =
      startsOn === null && until === null
        ? null
        : { startsOn: startsOn ?? contract.startsOn, until: until ?? contract.until };
    const agreed = { amendmentId: id, terms, changed: changedMembers(changes) };
    const continued = await openHistory(tx, actor, this.clock, contract.id);
    await this.terms.agree(tx, continued, await getContract(tx, contract.id), agreed);
  }

  /** Ends the mandate of whoever is the main tutor on that day. @throws what opening a mandate throws */
  private async giveMandate(
    tx: Tx,
    actor: Actor,
    contract: ContractRow,
    personId: PersonId,
    from: Day,
  ): Promise<void> {
    const history = await openHistory(tx, actor, this.clock, contract.id);
    const held = await findMainTutor(tx, contract.id, from);
    const mandate = {
      personId,
      role: 'main_tutor',
      from,
      until: null,
      maxLevel: null,
      placementId: null,
    } as const;
    await this.mandates.openHeld(
      tx,
      { history, contract },
      { ...mandate, replaces: held?.mandateId ?? null },
    );
  }
}

const NO_SIGNATURE = { signedOn: null, isForAll: false, completes: false } as const;

/** @throws amendment_closed */
function requireOpen({ amendment, contract, history }: Opened): void {
  const status = statusOf(amendment, contract, history.today);
  if (status !== 'proposed') throw amendmentClosed(status);
}

/** @throws already_signed, signatures_awaited */
function requireTurn(
  actor: Actor,
  { answers, changes }: AmendmentRow,
  party: AmendmentParty,
  awaited: readonly AmendmentParty[],
): void {
  const personId = personOf(actor);
  // HR of both employers sign for each.
  const hasSigned = answers.some(
    (one) => one.kind === 'signed' && one.recordedBy === personId && one.party !== 'new_employer',
  );
  if (hasSigned || (awaited.length > 0 && !awaited.includes(party))) throw alreadySigned();
  const first = findOrderRefusal(party, awaited, changes);
  if (first) throw signaturesFirst(first);
}
