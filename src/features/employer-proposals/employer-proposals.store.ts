import type { Instant } from '../../kernel/days.js';
import type { MembershipId, OrganisationId, PersonId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { DatedTx, Tx } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';
import { newId } from '../../platform/ids.js';
import type {
  EmployerProposalId,
  ProposedEmployer,
  ProposedTutorDecision,
  ProposedTutorId,
} from './employer-proposals.types.js';

/** The employer of that SIRET, found or recorded; null: it has joined. */
export async function proposeEmployer(
  tx: DatedTx,
  id: EmployerProposalId,
  trainingCentreId: OrganisationId,
  { name, siret, finess, structureType }: ProposedEmployer,
  at: Instant,
): Promise<OrganisationId | null> {
  const found = await row<{ employerId: OrganisationId | null }>(
    tx,
    'select app.propose_employer($1, $2, $3, $4::text[], $5) as "employerId"',
    [id, newId<'organisation'>(), trainingCentreId, [name, siret, finess, structureType], at],
  );
  return found?.employerId ?? null;
}

/** One at a time for each proposal: of two who add to it both are counted. @throws not_found */
export async function lockProposals(tx: Tx, trainingCentreId: OrganisationId): Promise<void> {
  await rows(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `employer proposals ${trainingCentreId}`,
  ]);
}

export async function insertProposedTutor(
  tx: Tx,
  id: ProposedTutorId,
  { proposalId, personId }: { readonly proposalId: EmployerProposalId; readonly personId: PersonId },
  by: PersonId,
  at: Instant,
): Promise<void> {
  await rows(
    tx,
    `
    insert into proposed_tutors (id, proposal_id, person_id, proposed_by, proposed_at)
    values ($1, $2, $3, $4, $5)
    `,
    [id, proposalId, personId, by, at],
  );
}

/** Decides once: a second one finds it decided. @returns whether it was this one */
export async function decideProposedTutor(
  tx: Tx,
  id: ProposedTutorId,
  decision: ProposedTutorDecision,
  at: Instant,
): Promise<boolean> {
  const membership: MembershipId = newId();
  const found = await row<{ done: boolean }>(tx, 'select app.decide_proposed_tutor($1, $2, $3, $4) as done', [
    id,
    decision,
    membership,
    at,
  ]);
  if (!found) throw notFound();
  return found.done;
}
