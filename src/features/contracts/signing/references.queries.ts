import type { PersonId } from '../../../kernel/ids.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row } from '../../../platform/database/sql.js';
import type { OrganisationKind } from '../../organisations/organisations.types.js';
import type { ContractDetails } from '../contract-details.types.js';

/** What the ids of a new contract name, also where the actor may not read it. */
export interface References {
  readonly alternantIsKnown: boolean;
  readonly employerKind: OrganisationKind | null;
  readonly trainingCentreKind: OrganisationKind | null;
  readonly ladderIsPublished: boolean;
  /** The alternant of the contract continued; null when there is none, or it is somebody else's whom the actor may not see. */
  readonly continuedAlternantId: PersonId | null;
}

export async function findReferences(q: Queryable, details: ContractDetails): Promise<References> {
  const found = await row<References>(
    q,
    `
    select
      (select b.found and app.kept_person($1) = $1 from app.person_birth($1) b) as "alternantIsKnown",
      (select o.kind from organisations o where o.id = $2) as "employerKind",
      (select o.kind from organisations o where o.id = $3) as "trainingCentreKind",
      exists (select from app.published_ladder($4)) as "ladderIsPublished",
      (
        select a.id
        from app.alternant_of_contract($5) as a (id)
        where a.id = $1
          or exists (select from contracts c where c.id = $5)
      ) as "continuedAlternantId"
    `,
    [
      details.alternantId,
      details.employerId,
      details.trainingCentreId,
      details.ladderId,
      details.continuationOf,
    ],
  );
  if (!found) throw new Error('A query without a table answers one row.');
  return found;
}
