import { instantIn } from '../../platform/database/sql.js';

/** What ended a row before its time, or null, as a value of a statement. Instants are written as the API writes them. */
export const withdrawalOf = (table: string, reference: string, id: string): string => `(
  select jsonb_build_object(
    'id', w.id,
    'recordedAt', ${instantIn('w.recorded_at')},
    'recordedBy', w.recorded_by,
    'recordedByClient', w.recorded_by_client
  )
  from ${table} w
  where w.${reference} = ${id}
)`;
