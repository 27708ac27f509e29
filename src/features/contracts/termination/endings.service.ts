import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { laterOf, type Day, type Instant } from '../../../kernel/days.js';
import type { ContractId } from '../../../kernel/ids.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Db, type Queryable } from '../../../platform/database/db.js';
import type { Act } from '../acts/transitions.rules.js';
import { NO_PROOF, type ContractRow } from '../contract-details.types.js';
import { requireSide } from '../contracts.policy.js';
import { getAuthority, getContract } from '../contracts.queries.js';
import type { StepKind } from '../contracts.types.js';
import { findBirthDate } from '../signing/tutors.queries.js';
import { judgeEnding } from './ending.rules.js';
import { endNotGrounded } from './grounds.errors.js';
import { groundsOn } from './grounds.rules.js';
import type { EndFinding, EndingContract, TerminationGround } from './grounds.types.js';
import { findBegan } from '../transfer/transfers.queries.js';
import { trialDaysProvenBy } from '../trial-period/trial-period.queries.js';

/** What the law has to say of an early end, before it is recorded and when it is. */
@Injectable()
export class EndingsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** `on` null: today. For whoever records an end. @throws not_found, forbidden */
  grounds(
    actor: Actor,
    id: ContractId,
    on: Day | null,
  ): Promise<{ readonly on: Day; readonly grounds: readonly TerminationGround[] }> {
    return this.db.read(actor, async (q) => {
      const contract = await getContract(q, id);
      requireSide(await getAuthority(q), contract);
      const day = on ?? contract.readOn;
      return {
        on: day,
        grounds: groundsOn(
          await endingContract(q, contract, day, laterOf(this.clock.now(), contract.createdAt)),
          day,
        ),
      };
    });
  }

  /** Judges a termination, and a completion before the term; of another act there is nothing to say. @throws end_not_grounded */
  async judge(
    q: Queryable,
    contract: ContractRow,
    { kind, act, recordedAt }: { readonly kind: StepKind; readonly act: Act; readonly recordedAt: Instant },
  ): Promise<readonly EndFinding[]> {
    const isEarly = kind === 'terminated' || (kind === 'completed' && act.on < contract.until);
    if (!isEarly) return [];
    const cause = act.cause ?? (kind === 'completed' ? 'diploma_obtained' : null);
    const ending = { on: act.on, cause, initiator: act.initiator, proof: act.proof ?? NO_PROOF };
    const found = judgeEnding(await endingContract(q, contract, act.on, recordedAt), ending);
    const stopping = found.filter(({ stops }) => stops);
    if (stopping.length > 0) throw endNotGrounded(stopping);
    return found;
  }
}

/** `at`: by what is recorded then; never before the contract’s own history. */
async function endingContract(
  q: Queryable,
  contract: ContractRow,
  day: Day,
  at: Instant,
): Promise<EndingContract> {
  const trial = await trialDaysProvenBy(q, contract.id, day, { at, today: contract.readOn });
  return {
    kind: contract.kind,
    startsOn: await findBegan(q, contract),
    signedOn: contract.signedOn,
    birthDate: await findBirthDate(q, contract.alternantId),
    trialDays: trial && trial.proven,
    trialDaysAtMost: trial && trial.atMost,
  };
}
