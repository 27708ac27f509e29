/** What ended a row before its time, or null, as a value of a statement. Instants are written as the API writes them. */
export const withdrawalOf = (table: string, reference: string, id: string): string => `(
  select jsonb_build_object(
    'id', w.id,
    'recordedAt', to_char(w.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'recordedBy', w.recorded_by,
    'recordedByClient', w.recorded_by_client
  )
  from ${table} w
  where w.${reference} = ${id}
)`;
