import type { ContractId, SignOffId } from '../../../kernel/ids.js';
import { notFound } from '../../../kernel/refusals.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row, rows } from '../../../platform/database/sql.js';
import { listContestedFacts } from '../../contracts/contested-days.queries.js';
import type { SignOffOutcome } from '../../ladder/facts.types.js';
import type { ContestedFact, ContestedFactRuling } from './contested-facts.types.js';

/** Awaiting a ruling or ruled on, in the order of their recording. @throws not_found when the contract may not be seen */
export async function listContested(q: Queryable, contractId: ContractId): Promise<ContestedFact[]> {
  const reader = await row<{ readsComments: boolean }>(
    q,
    'select app.reads_comments(c) as "readsComments" from contracts c where c.id = $1',
    [contractId],
  );
  if (!reader) throw notFound();
  const facts = await listContestedFacts(q, contractId);
  const ids = facts.flatMap(({ rulingId }) => rulingId ?? []);
  const rulings = await rows<ContestedFactRuling>(
    q,
    `
    select r.id, r.ruling, r.reason, r.ruled_by as "ruledBy", r.recorded_at as "recordedAt"
    from contested_fact_rulings r
    where r.id = any ($1)
    `,
    [ids],
  );
  const byId = new Map<string, ContestedFactRuling>(rulings.map((ruling) => [ruling.id, ruling]));
  return facts.map((fact) => ({
    ...fact,
    ...reader,
    contractId,
    ruling: byId.get(fact.rulingId ?? '') ?? null,
  }));
}

/** What a sign-off said. */
export async function findSigned(
  q: Queryable,
  id: string,
): Promise<{
  readonly id: SignOffId;
  readonly competency: string;
  readonly level: string;
  readonly outcome: SignOffOutcome;
} | null> {
  return row(q, 'select s.id, s.competency, s.level, s.outcome from sign_offs s where s.id = $1', [id]);
}

export async function findDecidedLevel(q: Queryable, id: string): Promise<string> {
  const found = await row<{ level: string }>(q, 'select d.level from level_decisions d where d.id = $1', [
    id,
  ]);
  return found?.level ?? '';
}
