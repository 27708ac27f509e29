/**
 * Columns of a fact's row: whether an open dispute contests it, as far as the reader reads disputes, and whether one
 * overturned it. `column` is how disputes name that kind of fact; `fact` is its id; `byDay`, whether its day contests it.
 */
export const contested = (column: string, fact: string, byDay = 'false'): string => `
  exists (
    select
    from disputes x
    where x.${column} = ${fact}
      and not exists (select from dispute_endings y where y.dispute_id = x.id)
  ) or (${byDay}) as contested,
  exists (select from overturns z where z.${column} = ${fact}) as overturned
`;

/** What has just been recorded. */
export const UNCONTESTED = { contested: false, overturned: false } as const;
