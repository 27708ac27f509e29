import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { laterOf, type Day } from '../../../kernel/days.js';
import { notFound, unknownReference, validationFailed } from '../../../kernel/refusals.js';
import type { FieldError } from '../../../kernel/errors.js';
import type { OrganisationId, PersonId } from '../../../kernel/ids.js';
import { personRequired } from '../../../platform/access/access.errors.js';
import { personOf, type Actor } from '../../../platform/access/actor.js';
import { Db, type DatedTx, type Queryable, type Tx } from '../../../platform/database/db.js';
import { sidesOf, type ContractRow } from '../../contracts/contract-details.types.js';
import { openHistory } from '../../contract-history/contract-history.store.js';
import { getAuthority } from '../../contracts/contracts.queries.js';
import { EMPTY_FORM } from '../../contracts/form/form.rules.js';
import { SuccessorsService } from '../../contracts/transfer/successors.service.js';
import { listMandates } from '../../mandates/mandates.queries.js';
import { MandatesService } from '../../mandates/mandates.service.js';
import { alreadySigned, amendmentClosed, amendmentOutdated, signaturesFirst } from '../amendments.errors.js';
import { statusOf } from '../amendments.rules.js';
import type { AmendmentId, AmendmentRow, AmendmentView, SignCommand } from '../amendments.types.js';
import { findSigningDayMistake } from '../signatures.rules.js';
import { viewAmendments } from '../terms/view.rules.js';
import { centreUndoes, employerExpected, notTheAlternant, notTheNewEmployer } from './transfer.errors.js';
import { findKind, findNamedTutor, listOffered, listRolesAt } from './transfer.queries.js';
import { findNamingMistake, goesOn, amendedOf } from './transfer.rules.js';
import { insertTransferAnswer } from './transfer.store.js';
import type { OfferedTransfer } from './transfer.types.js';

const TYPE_OF_ANOTHER_EMPLOYER = '31';

/** Contracts that pass to another employer: what that one answers, and what comes of it once all have signed. */
@Injectable()
export class TransfersService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly successors: SuccessorsService,
    private readonly mandates: MandatesService,
  ) {}

  /** What is wrong with the employer that is named. */
  async findEmployerMistakes(q: Queryable, id: OrganisationId | null): Promise<FieldError[]> {
    if (id === null) return [];
    const kind = await findKind(q, id);
    if (kind === null) return [unknownReference('/changes/employerId')];
    return kind === 'employer' ? [] : [employerExpected()];
  }

  /** As the new employer reads it. @throws not_found */
  async read(q: Queryable, id: AmendmentId): Promise<AmendmentView> {
    return this.view(await this.getOffered(q, id));
  }

  /** Those by which contracts pass to the reader’s employers. */
  list(
    actor: Actor,
    { after, limit }: { readonly after: string | null; readonly limit: number },
  ): Promise<AmendmentView[]> {
    return this.db.read(actor, async (q) =>
      (await listOffered(q, { id: null, after, limit: limit + 1 })).map((one) => this.view(one)),
    );
  }

  /** Signs for the new employer, which names its main tutor. */
  async accept(tx: Tx, actor: Actor, id: AmendmentId, command: SignCommand): Promise<AmendmentView> {
    const offered = await this.getOffered(tx, id);
    const recordedBy = personOf(actor);
    if (recordedBy === null) throw personRequired();
    const { amendment, contract } = offered;
    const newEmployerId = this.open(offered);
    const { mainTutorId } = command;
    const signedOn = command.signedOn ?? this.clock.today();
    const days = { from: amendment.effectiveOn, until: contract.until };
    const roles = mainTutorId === null ? [] : await listRolesAt(tx, mainTutorId, newEmployerId, days);
    const { alternantId } = contract;
    const mistakes = [
      findSigningDayMistake(amendedOf(offered, this.clock.today()), signedOn, this.clock.today()),
      findNamingMistake(mainTutorId, { by: recordedBy, alternantId, roles }),
    ].filter((one) => one !== null);
    if (mistakes.length > 0) throw validationFailed(mistakes);
    if ((await getAuthority(tx)).people.includes(alternantId)) throw notTheNewEmployer();
    if (amendment.answers.some(({ party, kind }) => party === 'new_employer' && kind === 'signed'))
      throw alreadySigned();
    const answer = { ...this.answering(offered, newEmployerId, recordedBy), kind: 'signed' } as const;
    await insertTransferAnswer(tx, { ...answer, signedOn, mainTutorId, reason: null }, this.clock.now());
    return this.read(tx, id);
  }

  /** Refuses for the new employer. */
  async refuse(tx: Tx, actor: Actor, id: AmendmentId, reason: string): Promise<AmendmentView> {
    const offered = await this.getOffered(tx, id);
    const recordedBy = personOf(actor);
    if (recordedBy === null) throw personRequired();
    const newEmployerId = this.open(offered);
    if ((await getAuthority(tx)).people.includes(offered.contract.alternantId)) throw notTheNewEmployer();
    const answer = { ...this.answering(offered, newEmployerId, recordedBy), kind: 'refused' } as const;
    const nothing = { signedOn: null, mainTutorId: null };
    await insertTransferAnswer(tx, { ...answer, ...nothing, reason }, this.clock.now());
    return this.read(tx, id);
  }

  /** The tutor whom the new employer named; asked before a contract is held. */
  async holdNamed(tx: Tx, { id, changes }: AmendmentRow): Promise<void> {
    const named = changes.newEmployerId === null ? null : await findNamedTutor(tx, id);
    if (named !== null) await this.mandates.holdPerson(tx, named);
  }

  /** All have signed: the contract ends with the former employer, and goes on with the new one. It is held. */
  async complete(tx: DatedTx, actor: Actor, former: ContractRow, amendment: AmendmentRow): Promise<void> {
    const { newEmployerId } = amendment.changes;
    const tutor = await findNamedTutor(tx, amendment.id);
    if (newEmployerId === null || tutor === null) throw signaturesFirst(['new_employer']);
    // By a merge of two records since.
    if (tutor === former.alternantId) throw amendmentOutdated([notTheAlternant()]);
    const { history, contract } = await this.successors.pass(tx, actor, former, newEmployerId, {
      amendmentId: amendment.id,
      effectiveOn: amendment.effectiveOn,
      formType: amendment.type ?? TYPE_OF_ANOTHER_EMPLOYER,
      previousNumber: amendment.previousNumber,
    });
    await this.mandates.openOfTransfer(tx, { history, contract }, tutor);
    await this.keepReferents(tx, actor, former, contract);
    await this.successors.sign(tx, actor, contract.id, former);
  }

  /** The centre stays, and so do its referents; whoever passes the contract opens no mandate for themself. */
  private async keepReferents(
    tx: Tx,
    actor: Actor,
    former: ContractRow,
    contract: ContractRow,
  ): Promise<void> {
    const { people } = await getAuthority(tx);
    const { startsOn } = contract;
    const kept = (await listMandates(tx, former.id)).filter((one) => goesOn(one, startsOn, people));
    for (const { personId, role, from, until, maxLevel } of kept) {
      const history = await openHistory(tx, actor, this.clock, contract.id);
      const mandate = { personId, role, from: laterOf(from, startsOn), until, maxLevel };
      await this.mandates.openHeld(
        tx,
        { history, contract },
        { ...mandate, replaces: null, placementId: null },
      );
    }
  }

  /** Takes back what all signed, before its day. @throws forbidden, amendment_closed */
  async undo(
    tx: Tx,
    actor: Actor,
    former: ContractRow,
    amendment: AmendmentRow,
    reason: string,
  ): Promise<void> {
    if (!sidesOf(await getAuthority(tx), former).includes('training_centre')) throw centreUndoes();
    const { transfer } = amendment;
    if (!transfer?.contractId) throw amendmentClosed('signed');
    await this.successors.undo(tx, actor, former, transfer.contractId, reason);
  }

  private async getOffered(q: Queryable, id: AmendmentId): Promise<OfferedTransfer> {
    const [offered] = await listOffered(q, { id, after: null, limit: 1 });
    if (!offered) throw notFound();
    return offered;
  }

  /** @throws amendment_closed */
  private open(offered: OfferedTransfer): OrganisationId {
    const { newEmployerId } = offered.amendment.changes;
    if (newEmployerId === null) throw notFound();
    const today = this.clock.today();
    const status = statusOf(offered.amendment, amendedOf(offered, today), today);
    if (status !== 'proposed') throw amendmentClosed(status);
    return newEmployerId;
  }

  private answering({ amendment }: OfferedTransfer, employerId: OrganisationId, recordedBy: PersonId) {
    return { amendmentId: amendment.id, contractId: amendment.contractId, employerId, recordedBy };
  }

  /** Nothing but the days of what was agreed before. */
  private view(offered: OfferedTransfer): AmendmentView {
    const today: Day = this.clock.today();
    const { startsOn, until } = offered.contract;
    const initial = { startsOn, until, weeklyMinutes: null };
    const [view] = viewAmendments(
      amendedOf(offered, today),
      { initial, filled: EMPTY_FORM, signed: [] },
      [offered.amendment],
      { signer: offered.signer, today },
    );
    if (!view) throw new Error('One amendment, one view.');
    return view;
  }
}
