/**
 * What `holdsOn` and `isAbsentOn` say, as conditions of a statement whose `$3` is the day: for what is asked of many
 * contracts at once.
 */
export const holdsToday = (mandate: string): string =>
  `${mandate}.from_day <= $3 and (${mandate}.until_day is null or ${mandate}.until_day > $3) and ${isMember(mandate, '$3')}`;

/** The days on which its holder is a member of what it stands for. A function: nobody sees the memberships of all. */
export const memberDays = (mandate: string): string =>
  `app.member_days(${mandate}.person_id, ${mandate}.contract_id, ${mandate}.role)`;

/** What `isMemberOn` says. */
export const isMember = (mandate: string, day: string): string => `${memberDays(mandate)} @> ${day}::date`;

/** `Mandate.memberOn`. */
export const memberOn = (mandate: string): string => periodsOf(memberDays(mandate));

/** The periods of a set of days, in their order. */
export const periodsOf = (days: string): string => `(
  select coalesce(jsonb_agg(jsonb_build_object('from', lower(d.days), 'until', upper(d.days)) order by d.days), '[]')
  from unnest(${days}) as d (days)
)`;

export const isAway = (mandate: string): string => `exists (
  select
  from mandate_absences absent
  where absent.mandate_id = ${mandate}.id
    and absent.from_day <= $3
    and (absent.until_day is null or absent.until_day > $3)
)`;

/** Whether a mandate may sign at that level, `levels` being the ladder's. */
export const reaches = (mandate: string, levels: string, level: string): string =>
  `(${mandate}.max_level is null or ${level} <= app.level_index(${levels}, ${mandate}.max_level))`;

/** The contracts on which whoever asks (`$1`) holds a mandate. */
export const OWN_CONTRACTS = `
  select distinct own.contract_id
  from mandates own
  where own.person_id = $1
    and ${holdsToday('own')}
`;
