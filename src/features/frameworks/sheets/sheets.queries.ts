/** What `sheetOf` is made of: of the framework of a ladder, and of what was published by then. */
export const sheetDetails = (ladder: string, by: string): string => `
  (
    select jsonb_build_object(
      'title', f.title,
      'rncp', f.details -> 'rncp',
      'rncpEffectiveAt', f.details -> 'rncpEffectiveAt',
      'rncpExpiresAt', f.details -> 'rncpExpiresAt',
      'rncpSuccessor', f.details -> 'rncpSuccessor',
      'isPlatforms', f.owner_id is null,
      'successorTitle', (
        select n.title
        from frameworks n
        where n.published_at <= ${by}
          and (n.owner_id is null or n.owner_id = f.owner_id)
          and n.details ->> 'rncp' = coalesce(f.details -> 'rncpSuccessor' ->> 'rncp', f.details ->> 'rncpSuccessor')
        order by n.owner_id nulls last, n.published_at desc
        limit 1
      )
    )
    from ladders climbed
    join frameworks f on f.id = climbed.framework_id
    where climbed.id = ${ladder}
  )
`;
