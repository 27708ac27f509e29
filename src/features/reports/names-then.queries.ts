/** Two records of one human became one, or two again, since: a report of the past names who stood there then. */
const STOOD_THEN = 'select s.row_id, s.person_id from app.stood_then($1) s';
const STANDS_NOW = 'select null::uuid as row_id, null::uuid as person_id where false';

/** Common tables: `stood`, and `matching`, whose alternant is that of then. */
export const stoodTables = (matching: string, isPast: boolean): string => `
  stood as materialized (${isPast ? STOOD_THEN : STANDS_NOW}),
  matching as materialized (
    select c.*, coalesce(s.person_id, c.alternant_id) as alternant_then
    from (${matching}) c
    left join stood s on s.row_id = c.id
  )
`;

/** Common tables: the names, recorded by then, of who stands in `matching` and `in_charge`, and of their organisations. */
export const NAMED_THEN = `
  people_named as materialized (
    select n.person_id, n.given_name, n.family_name
    from app.names_of_people(
      array(select c.alternant_then from matching c union select t.person_id from in_charge t), $1
    ) n
  ),
  organisations_named as materialized (
    select distinct on (n.organisation_id) n.organisation_id, n.name
    from organisation_names n
    where n.organisation_id in (select c.employer_id from matching c union select c.training_centre_id from matching c)
      and n.recorded_at <= $1
    order by n.organisation_id, n.version desc
  )
`;
