import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { dayOf } from '../../kernel/days.js';
import type { AttestationId, ContractId } from '../../kernel/ids.js';
import { validationFailed } from '../../kernel/refusals.js';
import { type Actor, clientOf, personOf } from '../../platform/access/actor.js';
import { Db, type Tx } from '../../platform/database/db.js';
import { continueJournal, type Journal, writeJournal } from '../../platform/events/contract-history.js';
import { newId } from '../../platform/ids.js';
import { getAuthority, getContract } from '../contracts/contracts.queries.js';
import { type LadderContext, loadLadderContext } from '../ladder/ladder.queries.js';
import { getAttestation, listAttestations } from './attestations.queries.js';
import { insertAttestation, insertAttestationWithdrawal } from './attestations.store.js';
import { alreadyWithdrawn } from '../declarations/withdrawals.errors.js';
import { endsBeforeStart } from './attestations.errors.js';
import { attestationRecorded, attestationWithdrawn } from './attestations.events.js';
import { type Attester, requireAttester } from './attestations.policy.js';
import { findAttestationMistakes } from './attestations.rules.js';
import type { AttestationRow, AttestCommand } from './attestations.types.js';
import type { Recorded } from '../declarations/withdrawals.types.js';

@Injectable()
export class AttestationsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Whatever the contract's status: what is held is held. */
  record(actor: Actor, command: AttestCommand): Promise<AttestationRow> {
    if (command.until !== null && command.until <= command.from) throw validationFailed([endsBeforeStart()]);
    return this.db.holding(actor, command.contractId, async (tx) => {
      const context = await loadLadderContext(tx, command.contractId);
      const journal = continueJournal(context, actor, this.clock);
      const mistakes = findAttestationMistakes(command, context.ladder);
      if (mistakes.length > 0) throw validationFailed(mistakes);
      const attester = await attesterOf(tx, context, journal);

      const id: AttestationId = newId();
      const sequence = journal.add(
        attestationRecorded(id, command.prerequisite, command.from, command.until),
      );
      await insertAttestation(tx, attester, journal, sequence, { ...command, id });
      await writeJournal(tx, journal);
      return { ...command, id, ...recordedIn(journal), withdrawal: null };
    });
  }

  /** Ends it at once: what needs it is refused again, unless another attestation holds. */
  async withdraw(actor: Actor, id: AttestationId): Promise<AttestationRow> {
    const { contractId } = await this.get(actor, id);
    return this.db.holding(actor, contractId, async (tx) => {
      const context = await loadLadderContext(tx, contractId);
      const attestation = await getAttestation(tx, id);
      const journal = continueJournal(context, actor, this.clock);
      const attester = await attesterOf(tx, context, journal);
      if (attestation.withdrawal) throw alreadyWithdrawn();

      const withdrawal = { id: newId<'attestation_withdrawal'>(), ...recordedIn(journal) };
      const sequence = journal.add(attestationWithdrawn(withdrawal.id, id));
      await insertAttestationWithdrawal(tx, attester, journal, sequence, id, withdrawal.id);
      await writeJournal(tx, journal);
      return { ...attestation, withdrawal };
    });
  }

  get(actor: Actor, id: AttestationId): Promise<AttestationRow> {
    return this.db.read(actor, (q) => getAttestation(q, id));
  }

  list(
    actor: Actor,
    contractId: ContractId,
    page: { after: string | null; limit: number },
  ): Promise<AttestationRow[]> {
    return this.db.read(actor, (q) => listAttestations(q, contractId, page));
  }
}

/** @throws mandate_missing */
async function attesterOf(tx: Tx, context: LadderContext, { actor, recordedAt }: Journal): Promise<Attester> {
  const parties = await getContract(tx, context.contractId);
  return requireAttester(personOf(actor), await getAuthority(tx), parties, context, dayOf(recordedAt));
}

const recordedIn = ({ recordedAt, actor }: Journal): Recorded => ({
  recordedAt,
  recordedBy: personOf(actor),
  recordedByClient: clientOf(actor),
});
