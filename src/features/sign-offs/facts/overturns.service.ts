import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { ContractId, ObservationId, SignOffId } from '../../../kernel/ids.js';
import type { PersonActor } from '../../../platform/access/actor.js';
import type { Tx } from '../../../platform/database/db.js';
import { continueHistory } from '../../contract-history/contract-history.store.js';
import { loadVersionHistory } from '../../ladder/versions/version-history.queries.js';
import { replay } from '../../ladder/versions/version-history.rules.js';
import { listLadderFacts } from '../../ladder/ladder-facts.queries.js';
import { loadForRecording, type LadderTeam } from '../../ladder/ladder.queries.js';
import {
  ladderProgression,
  type FactOfLadder,
  type LadderHistory,
} from '../../ladder/progress/progression.rules.js';

import { placesOf } from '../../ladder/levels/statuses.rules.js';
import { overturnFact, revocationFacts } from '../sign-offs.facts.js';
import { withdrawalFact } from '../withdrawals.facts.js';
import type { Overturned, Ruler } from './facts.types.js';

/** A contract held for a ruling, and its history. */
export interface Ruling {
  readonly team: LadderTeam;
  readonly history: LadderHistory;
}

@Injectable()
export class OverturnsService {
  constructor(private readonly clock: Clock) {}

  /**
   * Reads a contract that the caller has locked. All its facts are read: a progress row that was written before anything could be
   * overturned does not say what its revocations took back.
   * @throws not_found
   */
  async open(tx: Tx, actor: PersonActor, contractId: ContractId): Promise<Ruling> {
    const stored = await loadForRecording(tx, contractId);
    const facts = (await listLadderFacts(tx, [contractId], null)).get(contractId) ?? [];
    const { progress } = replay(await loadVersionHistory(tx, contractId, stored.ladder.id), facts);
    const team = { ...stored, progress };
    return { team, history: continueHistory(team, actor, this.clock).moving(ladderProgression(team)) };
  }

  overturn({ history }: Ruling, by: Ruler, fact: Overturned): FactOfLadder {
    return overturnFact(by, history.newId(), fact);
  }

  withdraw(
    { history }: Ruling,
    by: Ruler,
    observation: { readonly id: ObservationId; readonly sequence: number },
    reason: string,
  ): FactOfLadder {
    return withdrawalFact(by, history.newId(), observation, reason);
  }

  /** An `acquired` is revoked, unless another revocation took it meanwhile. */
  revoke(
    { history }: Ruling,
    by: Ruler,
    signOff: { readonly id: SignOffId; readonly competency: string; readonly level: string },
    reason: string,
  ): FactOfLadder[] {
    const [place] = placesOf(history.state, signOff.id);
    if (!place) return [];
    const revocation = {
      id: history.newId<'revocation'>(),
      signOff,
      reason,
      attempt: place.again,
      seen: null,
    };
    return revocationFacts(history, by, { ...revocation, reasonCode: 'other' });
  }
}
