/** The concerns of a contract recorded by an instant that nobody had reviewed by then, as a value of a statement. */
export const openConcerns = (contract: string, by: string): string => `(
  select coalesce(
    jsonb_agg(jsonb_build_object('severity', k.severity, 'missions', k.missions) order by k.sequence), '[]'
  )
  from concerns k
  where k.contract_id = ${contract}
    and k.recorded_at <= ${by}
    and not exists (select from concern_reviews v where v.concern_id = k.id and v.recorded_at <= ${by})
)`;
