import type { ObservationId, PersonId, SignOffId } from '../../kernel/ids.js';
import type { RevocationReason } from '../ladder/facts.types.js';
import type { FactOfLadder, LadderHistory } from '../ladder/progress/progression.rules.js';
import { placesOf } from '../ladder/levels/statuses.rules.js';
import type { ContractAround } from '../sign-offs/facts/facts.types.js';
import { requireRevoker } from '../sign-offs/facts/signers.policy.js';
import { notEffective } from '../sign-offs/sign-offs.errors.js';
import { revocationFacts } from '../sign-offs/sign-offs.facts.js';

/** `seen`: the observation of the same call, where its item is withdrawn too. @throws mandate_missing, not_effective */
export function decideRevocation(
  history: LadderHistory,
  context: ContractAround,
  person: PersonId,
  signOff: { readonly id: SignOffId; readonly competency: string; readonly level: string },
  { reasonCode, reason }: { readonly reasonCode: RevocationReason; readonly reason: string },
  seen: ObservationId | null,
): FactOfLadder[] {
  const revoker = requireRevoker(person, context, history.today);
  const [place] = placesOf(history.state, signOff.id);
  if (!place) throw notEffective();
  const id = history.newId<'revocation'>();
  return revocationFacts(history, revoker, { id, signOff, reasonCode, reason, attempt: place.again, seen });
}
