import type { OrganisationId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { row, rows } from '../../platform/database/sql.js';
import type {
  EmployerProposalId,
  ProposalRow,
  ProposedTutorId,
  ProposedTutorRow,
} from './employer-proposals.types.js';

interface Page {
  readonly after: string | null;
  readonly limit: number;
}

/** Row-level security shows them to the centre, the employer and the platform. */
const PROPOSALS = `
  select
    p.id,
    jsonb_build_object('id', e.id, 'name', e.name) as employer,
    jsonb_build_object('id', c.id, 'name', c.name) as "trainingCentre",
    app.has_joined(e.id) as "hasJoined",
    p.proposed_by as "proposedBy",
    p.proposed_at as "proposedAt"
  from employer_proposals p
  join organisations e on e.id = p.organisation_id
  join organisations c on c.id = p.training_centre_id
`;

/** @throws not_found */
export async function getProposal(q: Queryable, id: EmployerProposalId): Promise<ProposalRow> {
  const found = await row<ProposalRow & Record<string, unknown>>(q, `${PROPOSALS} where p.id = $1`, [id]);
  if (!found) throw notFound();
  return found;
}

export function findProposalOf(
  q: Queryable,
  employerId: OrganisationId,
  trainingCentreId: OrganisationId,
): Promise<ProposalRow | null> {
  return row<ProposalRow & Record<string, unknown>>(
    q,
    `${PROPOSALS} where p.organisation_id = $1 and p.training_centre_id = $2`,
    [employerId, trainingCentreId],
  );
}

/** In the order in which they were made; one more than `limit`, to know whether a page follows. */
export function listProposals(q: Queryable, { after, limit }: Page): Promise<ProposalRow[]> {
  return rows<ProposalRow & Record<string, unknown>>(
    q,
    `${PROPOSALS} where ($1::uuid is null or p.id > $1) order by p.id limit $2`,
    [after, limit + 1],
  );
}

/** How many a centre made of employers that have not joined, and how many tutors wait under them. */
export async function countOpen(
  q: Queryable,
  trainingCentreId: OrganisationId,
): Promise<{ employers: number; tutors: number }> {
  const found = await row<{ employers: number; tutors: number }>(
    q,
    `
    select
      (
        select count(*)::int from employer_proposals p
        where p.training_centre_id = $1 and not app.has_joined(p.organisation_id)
      ) as employers,
      (
        select count(*)::int
        from proposed_tutors t
        join employer_proposals p on p.id = t.proposal_id
        where p.training_centre_id = $1 and t.decided_as is null
      ) as tutors
    `,
    [trainingCentreId],
  );
  return found ?? { employers: 0, tutors: 0 };
}

const TUTORS = `
  select
    t.id,
    t.proposal_id        as "proposalId",
    p.organisation_id    as "employerId",
    p.training_centre_id as "trainingCentreId",
    t.person_id          as "personId",
    n.given_name         as "givenName",
    n.family_name        as "familyName",
    n.email,
    n.is_taken           as "isTaken",
    t.proposed_by        as "proposedBy",
    t.proposed_at        as "proposedAt",
    t.decided_as         as "decidedAs",
    t.decided_by         as "decidedBy",
    t.decided_at         as "decidedAt"
  from proposed_tutors t
  join employer_proposals p on p.id = t.proposal_id
  cross join lateral app.person_proposed(t.id) n
`;

/** @throws not_found */
export async function getProposedTutor(q: Queryable, id: ProposedTutorId): Promise<ProposedTutorRow> {
  const found = await row<ProposedTutorRow & Record<string, unknown>>(q, `${TUTORS} where t.id = $1`, [id]);
  if (!found) throw notFound();
  return found;
}

/** In the order in which they were proposed; one more than `limit`, to know whether a page follows. */
export function listProposedTutors(
  q: Queryable,
  proposalId: EmployerProposalId,
  { after, limit }: Page,
): Promise<ProposedTutorRow[]> {
  return rows<ProposedTutorRow & Record<string, unknown>>(
    q,
    `${TUTORS} where t.proposal_id = $1 and ($2::uuid is null or t.id > $2) order by t.id limit $3`,
    [proposalId, after, limit + 1],
  );
}
