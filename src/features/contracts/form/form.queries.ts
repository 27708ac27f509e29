import { addDays, type Day, type Instant } from '../../../kernel/days.js';
import type { ContractId, PersonId } from '../../../kernel/ids.js';
import { TUTOR_ROLES } from '../../../kernel/mandate-roles.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row, rows, textArray } from '../../../platform/database/sql.js';
import { findPerson } from '../../people/people.queries.js';
import type { ContractRow } from '../contract-details.types.js';
import { agreedChanges } from '../terms/agreed.queries.js';
import { formOn, inForce } from '../terms/agreed.rules.js';
import type { AgreedChange } from '../terms/agreed.types.js';
import { completeForm, OF_ANOTHER, withKept, withoutFormer, type Agreed } from './form.rules.js';
import type {
  RecordedBeside,
  RecordedOrganisation,
  RecordedPerson,
  RecordedTutor,
  StoredForm,
} from './recorded.types.js';

/** The tutors of the form `f` by the record that is kept of them; of the past, as they were then. */
const KEPT = `(
  select coalesce(jsonb_object_agg(t ->> 'personId', app.kept_person((t ->> 'personId')::uuid)), '{}')
  from jsonb_array_elements(
    case when jsonb_typeof(f.content -> 'tutors') = 'array' then f.content -> 'tutors' else '[]' end
  ) t
  where $2::timestamptz is null
)`;

/** The form as it was recorded by `at` (null: now), to those who may read it; an empty one to everybody else. */
export async function findForm(
  q: Queryable,
  contractId: ContractId,
  at: Instant | null = null,
): Promise<StoredForm> {
  const found = await row<{
    sequence: number | null;
    recordedAt: Instant | null;
    content: unknown;
    moved: string[];
    kept: Readonly<Record<string, string>>;
    agreed: AgreedChange[];
    day: Day;
  }>(
    q,
    `
    select
      f.sequence, f.recorded_at as "recordedAt", f.content,
      array(
        select distinct m.path
        from contract_forms later
        cross join unnest(later.changed) m (path)
        where later.contract_id = f.contract_id and later.sequence > f.sequence and m.path = any ($3)
      ) as moved,
      ${KEPT} as kept,
      ${agreedChanges('$1', `coalesce($2::timestamptz, 'infinity')`)} as agreed,
      coalesce(app.paris_day($2), app.today()) as day
    from (select) one
    left join lateral (
      select * from contract_forms f
      where f.contract_id = $1
        and ($2::timestamptz is null or f.recorded_at <= $2)
      order by f.sequence desc
      limit 1
    ) f on true
    `,
    [contractId, at, OF_ANOTHER],
  );
  if (!found) throw new Error('A row says what there is, and what is not.');
  const filled = withKept(withoutFormer(completeForm(found.content), found.moved), found.kept);
  const agreed = inForce(found.agreed, found.day);
  return {
    version: (found.sequence ?? 0) + agreed.length,
    recordedAt: found.recordedAt,
    filled,
    form: formOn(filled, agreed, found.day),
    agreed: found.agreed,
  };
}

/** What the parties agreed on: the form as it was signed, and what amendments changed since. */
export async function findAgreed(q: Queryable, contractId: ContractId): Promise<Agreed> {
  const found = await row<{ signed: unknown; amended: string[] }>(
    q,
    `
    select
      (
        select f.content
        from contract_forms f
        where f.contract_id = $1
          and f.sequence < (
            select s.sequence from contract_steps s where s.contract_id = $1 and s.kind = 'signed' order by s.sequence limit 1
          )
        order by f.sequence desc
        limit 1
      ) as signed,
      array(
        select distinct m.path
        from jsonb_array_elements(${agreedChanges('$1')}) a
        cross join jsonb_object_keys(a -> 'members') m (path)
      ) as amended
    `,
    [contractId],
  );
  return { signed: found?.signed ? completeForm(found.signed) : null, amended: found?.amended ?? [] };
}

interface Mandated {
  readonly personId: PersonId;
  readonly role: RecordedTutor['role'];
  readonly from: RecordedTutor['from'];
}

/** Who holds a tutor’s mandate that is not over before the contract is, the main tutor first; each once. */
export function listFormTutors(q: Queryable, contractId: ContractId): Promise<Mandated[]> {
  return rows(
    q,
    `
    select t."personId", t.role, t."from"
    from (
      select distinct on (m.person_id) m.person_id as "personId", m.role, m.from_day as "from", m.id
      from mandates m
      where m.contract_id = $1
        and m.role = any (${textArray(TUTOR_ROLES)})
        and (m.until_day is null or m.until_day > m.from_day)
      order by m.person_id, m.role <> 'main_tutor', m.from_day desc
    ) t
    order by t.role <> 'main_tutor', t."from", t.id
    `,
    [contractId],
  );
}

/** What the paper asks for and contract, people and organisations have, as the reader may know it. */
export async function loadRecorded(q: Queryable, contract: ContractRow): Promise<RecordedBeside> {
  const organisations = await rows<RecordedOrganisation & Record<string, unknown>>(
    q,
    'select o.id, o.name, o.siret, o.uai from organisations o where o.id in ($1, $2)',
    [contract.employerId, contract.trainingCentreId],
  );
  const named = (id: string, name: string): RecordedOrganisation =>
    organisations.find((one) => one.id === id) ?? { id: id as never, name, siret: '', uai: null };
  const tutors: RecordedTutor[] = [];
  for (const { personId, role, from } of await listFormTutors(q, contract.id))
    tutors.push({ ...(await personOf(q, personId)), role, from });
  const alternant = await personOf(q, contract.alternantId);
  return {
    kind: contract.kind,
    status: contract.status,
    startsOn: contract.startsOn,
    endsOn: addDays(contract.until, -1),
    signedOn: contract.signedOn,
    employer: named(contract.employerId, contract.employerName),
    trainingCentre: named(contract.trainingCentreId, contract.trainingCentreName),
    alternant: {
      ...alternant,
      givenName: contract.alternantCivilGivenName ?? alternant.givenName,
      familyName: contract.alternantCivilFamilyName ?? alternant.familyName,
    },
    legalRepresentative: contract.legalRepresentative,
    tutors,
  };
}

/** As `GET /v1/people/{id}` shows them to the reader: naming somebody in a draft tells no more of them. */
async function personOf(q: Queryable, personId: PersonId): Promise<RecordedPerson> {
  const found = await findPerson(q, personId);
  return {
    personId,
    givenName: found?.givenName ?? '',
    familyName: found?.familyName ?? '',
    birthDate: found?.birthDate ?? null,
    email: found?.email ?? null,
    phone: found?.phone ?? null,
    isKnown: found?.isAdministered ?? false,
  };
}
