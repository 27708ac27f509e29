/**
 * Who stands in a row of contracts or mandates, as of the report: of the past who stood there then, where two records of one
 * human became one, or two again, since.
 */
export const standsIn = (
  row: string,
  person: string,
  isPast: boolean,
): { readonly person: string; readonly join: string } =>
  isPast
    ? {
        person: `coalesce(s.person_id, ${row}.${person})`,
        join: `left join app.stood_then($1) s on s.row_id = ${row}.id`,
      }
    : { person: `${row}.${person}`, join: '' };

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
