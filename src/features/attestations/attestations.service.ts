import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { dayOf, type Day, type Instant } from '../../kernel/days.js';
import type { AttestationId, ContractId, OrganisationId } from '../../kernel/ids.js';
import { validationFailed } from '../../kernel/refusals.js';
import { personOf, type Actor } from '../../platform/access/actor.js';
import { Db, type Tx } from '../../platform/database/db.js';
import type { ContractHistory } from '../contract-history/contract-history.rules.js';
import { continueHistory, recordFacts } from '../contract-history/contract-history.store.js';
import { getAuthority, getContract } from '../contracts/contracts.queries.js';
import { loadLadderContext, type LadderContext } from '../ladder/ladder.queries.js';
import {
  findAsked,
  getAttestation,
  listAttestations,
  listExpiring,
  listHeld,
  listPrior,
} from './attestations.queries.js';
import { alreadyWithdrawn } from '../declarations/withdrawals.errors.js';
import { endsBeforeStart } from './attestations.errors.js';
import { attestationRecorded, attestationWithdrawn } from './attestations.facts.js';
import { readsProofs, requireAttester, type Attester } from './attestations.policy.js';
import { findAttestationMistakes } from './attestations.rules.js';
import { readPrerequisites } from './validity.rules.js';
import type { AttestationRow, AttestCommand, ExpiringRow, ReadPrerequisites } from './attestations.types.js';
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
    return this.db.writeLocked(actor, command.contractId, async (tx) => {
      const context = await loadLadderContext(tx, command.contractId);
      const history = continueHistory(context, actor, this.clock);
      const mistakes = findAttestationMistakes(command, context.ladder);
      if (mistakes.length > 0) throw validationFailed(mistakes);
      const attester = await attesterOf(tx, context, history);

      const id: AttestationId = history.newId();
      recordFacts(tx, history, [attestationRecorded(attester, history, { ...command, id })]);
      return { ...command, id, ...recordedIn(history), withdrawal: null };
    });
  }

  /** Ends it at once: what needs it is refused again, unless another attestation holds. */
  async withdraw(actor: Actor, id: AttestationId): Promise<AttestationRow> {
    const { contractId } = await this.get(actor, id);
    return this.db.writeLocked(actor, contractId, async (tx) => {
      const context = await loadLadderContext(tx, contractId);
      const attestation = await getAttestation(tx, id);
      const history = continueHistory(context, actor, this.clock);
      const attester = await attesterOf(tx, context, history);
      if (attestation.withdrawal) throw alreadyWithdrawn();

      const withdrawal = { id: history.newId<'attestation_withdrawal'>(), ...recordedIn(history) };
      recordFacts(tx, history, [attestationWithdrawn(attester, history, id, withdrawal.id)]);
      return { ...attestation, withdrawal };
    });
  }

  get(actor: Actor, id: AttestationId): Promise<AttestationRow> {
    return this.db.read(actor, async (q) => shownTo(actor, await getAttestation(q, id)));
  }

  list(
    actor: Actor,
    contractId: ContractId,
    page: { after: string | null; limit: number },
  ): Promise<AttestationRow[]> {
    return this.db.read(actor, async (q) =>
      (await listAttestations(q, contractId, page)).map((row) => shownTo(actor, row)),
    );
  }

  /** On the day of an instant (null: now): of a past one, as was recorded by then; of one to come, as is known now. */
  prerequisites(actor: Actor, contractId: ContractId, at: Instant | null): Promise<ReadPrerequisites> {
    return this.db.read(actor, async (q) => {
      const now = this.clock.now();
      const then = at !== null && at < now ? at : null;
      const { contract, ladder } = await findAsked(q, contractId, then);
      const held = await listHeld(q, contractId, then);
      const prior = await listPrior(q, contractId, then);
      const asked = contract.handlesPapers && readsProofs(actor) ? contract : null;
      return readPrerequisites({ ...contract, ladder }, { held, prior }, asked, dayOf(at ?? now));
    });
  }

  /** What ends soon, of the contracts that the reader sees. */
  expiring(
    actor: Actor,
    asked: {
      readonly before: Day;
      readonly employerId?: string | undefined;
      readonly trainingCentreId?: string | undefined;
    },
    page: Parameters<typeof listExpiring>[2],
  ): Promise<ExpiringRow[]> {
    const filter = {
      before: asked.before,
      today: this.clock.today(),
      employerId: (asked.employerId ?? null) as OrganisationId | null,
      trainingCentreId: (asked.trainingCentreId ?? null) as OrganisationId | null,
    };
    return this.db.read(actor, (q) => listExpiring(q, filter, page));
  }
}

/** @throws mandate_missing */
async function attesterOf(
  tx: Tx,
  context: LadderContext,
  { actor, today }: ContractHistory,
): Promise<Attester> {
  const parties = await getContract(tx, context.contractId);
  return requireAttester(personOf(actor), await getAuthority(tx), parties, context, today);
}

const recordedIn = ({ recordedAt, author }: ContractHistory): Recorded => ({ recordedAt, ...author });

const shownTo = (actor: Actor, row: AttestationRow): AttestationRow =>
  readsProofs(actor) ? row : { ...row, proofReference: null };
