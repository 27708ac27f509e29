/** What was seen, recorded by an instant, under the contracts that `c` continues; null: it continues none. As a value. */
export const priorOf = (by: string, asked = 'true'): string => `
  case when ${asked} and exists (select from app.prior_contracts(c.id, ${by})) then (
    select coalesce(jsonb_agg(jsonb_build_object(
      'competency', o.competency, 'level', o.level, 'on', o.observed_on, 'by', o.observer_id, 'safe', o.safe
    )), '[]')
    from app.prior_observations(c.id, ${by}) o
  ) end as prior
`;
