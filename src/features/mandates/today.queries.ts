/** The days on which its holder is a member of what it stands for. A function: nobody sees the memberships of all. */
export const memberDays = (mandate: string): string =>
  `app.member_days(${mandate}.person_id, ${mandate}.contract_id, ${mandate}.role, ${mandate}.placement_id)`;

/** `Mandate.memberOn`. */
export const memberOn = (mandate: string): string => periodsOf(memberDays(mandate));

/** The periods of a set of days, in their order. */
export const periodsOf = (days: string): string => `(
  select coalesce(jsonb_agg(jsonb_build_object('from', lower(d.days), 'until', upper(d.days)) order by d.days), '[]')
  from unnest(${days}) as d (days)
)`;

/** The first day back from an absence: as it was declared, or as it ended sooner. */
export const absentUntil = (absence: string): string => `
  coalesce(
    (select min(e.until_day) from mandate_absence_ends e where e.absence_id = ${absence}.id),
    ${absence}.until_day
  )
`;

/** `Team.mandates` of the contract `c`, in the order in which they were recorded. */
export const TEAM = `
  (
    select coalesce(jsonb_agg(jsonb_build_object(
      'id', m.id,
      'contractId', m.contract_id,
      'personId', m.person_id,
      'role', m.role,
      'from', m.from_day,
      'until', m.until_day,
      'maxLevel', m.max_level,
      'placementId', m.placement_id,
      'absences', (
        select coalesce(jsonb_agg(jsonb_build_object('from', a.from_day, 'until', ${absentUntil('a')})), '[]')
        from mandate_absences a
        where a.mandate_id = m.id
      ),
      'memberOn', ${periodsOf('t.days')}
    ) order by m.sequence), '[]')
    from mandates m
    join app.team_days(c.id) t on t.mandate_id = m.id
    where m.contract_id = c.id
  ) as mandates
`;

/** `Team.names` of the contract `c`. */
export const TEAM_NAMES = `
  (
    select coalesce(jsonb_object_agg(n.person_id, app.full_name(n.given_name, n.family_name)), '{}')
    from app.names_of_people(array(select m.person_id from mandates m where m.contract_id = c.id), 'infinity') n
  ) as names
`;
