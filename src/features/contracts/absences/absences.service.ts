import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { ContractId } from '../../../kernel/ids.js';
import { refuseAny, validationFailed } from '../../../kernel/refusals.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Db, type Tx } from '../../../platform/database/db.js';
import { openHistory, recordFacts } from '../../contract-history/contract-history.store.js';
import type { ContractRow } from '../contract-details.types.js';
import { ownerOf, requireOwner } from '../contracts.policy.js';
import { getAuthority, getContract } from '../contracts.queries.js';
import { renewVersion } from '../contracts.store.js';
import { absenceFact, type AbsenceAct } from './absences.facts.js';
import { absencesNotYours, absenceWithdrawn, tooManyAbsences } from './absences.errors.js';
import { countAbsences, getAbsence, listAbsences, type ListedAbsence } from './absences.queries.js';
import { findAbsenceMistakes, readsWhyAway } from './absences.rules.js';
import type { AbsenceId, AbsenceRow, AbsenceStated } from './absences.types.js';

/** How many rows one contract keeps, corrections with them: each is read with its calendar. */
const AT_MOST = 1000;

@Injectable()
export class AbsencesService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** For the side that says so, which alone corrects it. */
  record(actor: Actor, contractId: ContractId, stated: AbsenceStated): Promise<AbsenceRow> {
    return this.db.write(actor, async (tx) => {
      const history = await openHistory(tx, actor, this.clock, contractId);
      const contract = await getContract(tx, contractId);
      const organisationId = ownerOf(await getAuthority(tx), contract);
      refuseAny(findAbsenceMistakes(stated, contract));
      if ((await countAbsences(tx, contractId)) >= AT_MOST) throw tooManyAbsences();
      const absenceId: AbsenceId = history.newId();
      const { recordedAt } = recordFacts(tx, history, [
        absenceFact(history, 'recorded', { absenceId, organisationId }, stated),
      ]);
      await renewVersion(tx, contractId, recordedAt);
      return getAbsence(tx, absenceId);
    });
  }

  /** Says anew, whole, what it should have said: the days, why, when it ended. */
  correct(actor: Actor, id: AbsenceId, stated: AbsenceStated): Promise<AbsenceRow> {
    return this.change(actor, id, 'corrected', (_, contract) => {
      const mistakes = findAbsenceMistakes(stated, contract);
      if (mistakes.length > 0) throw validationFailed(mistakes);
      return stated;
    });
  }

  /** It never was. */
  withdraw(actor: Actor, id: AbsenceId, reason: string): Promise<AbsenceRow> {
    return this.change(actor, id, 'withdrawn', ({ from, until, kind }) => ({
      from,
      until,
      kind: kind ?? 'other',
      comment: reason,
    }));
  }

  /** @throws not_found; forbidden for those who follow the contract and need not know why somebody was away */
  list(
    actor: Actor,
    contractId: ContractId,
    page: { after: string | null; limit: number },
  ): Promise<ListedAbsence[]> {
    return this.db.read(actor, async (q) => {
      const contract = await getContract(q, contractId);
      if (!readsWhyAway(await getAuthority(q), contract)) throw absencesNotYours();
      return listAbsences(q, contractId, page);
    });
  }

  get(actor: Actor, id: AbsenceId): Promise<AbsenceRow> {
    return this.db.read(actor, (q) => getAbsence(q, id));
  }

  private change(
    actor: Actor,
    id: AbsenceId,
    act: AbsenceAct,
    statedOf: (stands: AbsenceRow, contract: ContractRow) => AbsenceStated,
  ): Promise<AbsenceRow> {
    return this.db.write(actor, async (tx: Tx) => {
      const { contractId } = await getAbsence(tx, id);
      const history = await openHistory(tx, actor, this.clock, contractId);
      const contract = await getContract(tx, contractId);
      const stands = await getAbsence(tx, id);
      requireOwner(await getAuthority(tx), contract, stands.organisationId);
      if (stands.isWithdrawn) throw absenceWithdrawn();
      if (act === 'corrected' && (await countAbsences(tx, contractId)) >= AT_MOST) throw tooManyAbsences();
      const { organisationId } = stands;
      const fact = absenceFact(history, act, { absenceId: id, organisationId }, statedOf(stands, contract));
      const { recordedAt } = recordFacts(tx, history, [fact]);
      await renewVersion(tx, contractId, recordedAt);
      return getAbsence(tx, id);
    });
  }
}
