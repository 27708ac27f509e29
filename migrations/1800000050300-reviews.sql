-- Reviews of a contract and visits at the workplace: how often a centre wants them, when one is planned, what each of the
-- three wrote of it and answered to the whole. What is due is computed and stored nowhere.

create table review_rules (
  id                 uuid not null constraint review_rules_pkey primary key,
  training_centre_id uuid not null constraint review_rules_training_centre_id_fkey references organisations,
  kind               text not null constraint review_rules_kind_known check (kind in ('review', 'visit')),
  first_months       integer constraint review_rules_first_months check (first_months between 1 and 24),
  every_months       integer constraint review_rules_every_months check (every_months between 1 and 24),
  from_day           date not null,
  recorded_at        timestamptz not null,
  recorded_by        uuid not null constraint review_rules_recorded_by_fkey references people
);
create index review_rules_in_force on review_rules (training_centre_id, kind, from_day, id);

alter table review_rules enable row level security, force row level security;
grant select, insert, update, delete on review_rules to palier_maintenance;
grant select, insert on review_rules to palier_api;
create policy review_rules_maintenance on review_rules to palier_maintenance using (true) with check (true);
-- For the centre’s own people; whoever stands on a contract of it reads what is due there.
create policy review_rules_read on review_rules for select to palier_api using (
  training_centre_id
    = any ((select app.organisations_as('centre_admin', 'auditor', 'referent', 'alternant'))::uuid[])
);
-- What held on a day is known: a rule holds from a day that is not over.
create policy review_rules_write on review_rules for insert to palier_api with check (
  recorded_by = (select app.person_id())
  and app.client_id() is null
  and app.guest_link_id() is null
  and from_day >= app.paris_day(recorded_at)
  and training_centre_id = any ((select app.organisations_as('centre_admin'))::uuid[])
);

-- Whether a person who is here may plan reviews of a contract today: its tutors, its referent, its centre's administrators.
create function app.plans_reviews(contract uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
return exists (
  select from contracts c
  where c.id = plans_reviews.contract
    and c.alternant_id <> app.person_id()
    and app.client_id() is null
    and app.guest_link_id() is null
    and (
      c.training_centre_id = any (app.organisations_as('centre_admin'))
      or exists (
        select from mandates m
        where m.contract_id = c.id
          and m.person_id = app.person_id()
          and m.role in ('main_tutor', 'co_tutor', 'substitute', 'referent')
          and m.placement_id is null
          and m.from_day <= app.today() and (m.until_day is null or m.until_day > app.today())
          and app.member_days(m.person_id, m.contract_id, m.role) @> app.today()
      )
    )
);

create table reviews (
  id          uuid not null constraint reviews_pkey primary key,
  contract_id uuid not null constraint reviews_contract_id_fkey references contracts,
  sequence    bigint not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null constraint reviews_recorded_by_fkey references people,
  kind        text not null constraint reviews_kind_known check (kind in ('review', 'visit')),
  on_day      date not null,
  mode        text not null constraint reviews_mode_known check (mode in ('workplace', 'centre', 'remote')),
  place       text,
  amends      uuid constraint reviews_amends_fkey references reviews
);
create unique index reviews_in_order on reviews (contract_id, sequence);
create index reviews_amending on reviews (amends) where amends is not null;

alter table reviews enable row level security, force row level security;
grant select, insert, update, delete on reviews to palier_maintenance;
grant select, insert on reviews to palier_api;
create policy reviews_maintenance on reviews to palier_maintenance using (true) with check (true);
create policy reviews_read on reviews for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = reviews.contract_id)
);
create policy reviews_write on reviews for insert to palier_api
  with check (recorded_by = (select app.person_id()) and app.plans_reviews(contract_id));
create trigger reviews_never_of_oneself after insert or update of contract_id, recorded_by on reviews
  for each row execute function app.refuse_own_subject('recorded_by');

-- What became of one: moved to another day, cancelled, taken up again, held on a day, closed.
create table review_steps (
  id          uuid not null constraint review_steps_pkey primary key,
  review_id   uuid not null constraint review_steps_review_id_fkey references reviews,
  contract_id uuid not null constraint review_steps_contract_id_fkey references contracts,
  sequence    bigint not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null constraint review_steps_recorded_by_fkey references people,
  kind        text not null
                constraint review_steps_kind_known check (kind in ('moved', 'cancelled', 'resumed', 'held', 'closed')),
  on_day      date,
  mode        text constraint review_steps_mode_known check (mode in ('workplace', 'centre', 'remote')),
  place       text,
  reason      text,
  constraint review_steps_on_a_day check ((kind in ('moved', 'held')) = (on_day is not null)),
  constraint review_steps_mode_of_days check ((kind in ('moved', 'held')) = (mode is not null)),
  constraint review_steps_say_why check (kind not in ('cancelled', 'resumed') or reason is not null)
);
create unique index review_steps_in_order on review_steps (review_id, sequence);
create unique index review_steps_closed_once on review_steps (review_id) where kind = 'closed';

-- Whether the caller speaks in a review as that part of it, today, in their own name; nobody speaks for two. Nobody else
-- writes for the alternant.
create function app.speaks_in_review(review uuid, contract uuid, part text) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return exists (
    select from reviews r
    join contracts c on c.id = r.contract_id
    where r.id = review
      and r.contract_id = contract
      and app.client_id() is null
      and app.guest_link_id() is null
      and case
        when part = 'alternant' then c.alternant_id = app.person_id()
        else c.alternant_id <> app.person_id() and exists (
          select from mandates m
          where m.contract_id = c.id
            and m.person_id = app.person_id()
            and m.role = any (
              case part
                when 'referent' then array['referent']
                when 'tutor' then array['main_tutor', 'co_tutor', 'substitute']
              end
            )
            and m.placement_id is null
            and m.from_day <= app.today() and (m.until_day is null or m.until_day > app.today())
            and app.member_days(m.person_id, m.contract_id, m.role) @> app.today()
        )
      end
      and not exists (
        select from review_sections s
        where s.review_id = r.id and s.written_by = app.person_id() and s.part <> speaks_in_review.part
      )
  );
end $$;

-- Who reads what is written in reviews: whoever reads comments, by more than a mandate that is over.
create function app.reads_reviews(contract uuid) returns boolean
  language plpgsql stable
as $$
begin
  return exists (
    select from contracts c
    where c.id = contract
      and app.reads_comments(c)
      and (
        c.alternant_id = app.person_id()
        or c.employer_id = any (app.organisations_as('auditor'))
        or c.training_centre_id = any (app.organisations_as('centre_admin', 'auditor'))
        or app.has_mandate(c.id, app.today())
      )
  );
end $$;

-- What each of the three wrote and signed by writing it; the last one of each counts.
create table review_sections (
  id          uuid not null constraint review_sections_pkey primary key,
  review_id   uuid not null constraint review_sections_review_id_fkey references reviews,
  contract_id uuid not null constraint review_sections_contract_id_fkey references contracts,
  sequence    bigint not null,
  recorded_at timestamptz not null,
  written_by  uuid not null constraint review_sections_written_by_fkey references people,
  part        text not null
                constraint review_sections_part_known check (part in ('alternant', 'tutor', 'referent')),
  items       jsonb not null constraint review_sections_has_items check (jsonb_array_length(items) > 0)
);
create unique index review_sections_in_order on review_sections (review_id, sequence);
create index review_sections_contract on review_sections (contract_id);

alter table review_sections enable row level security, force row level security;
grant select, insert, update, delete on review_sections to palier_maintenance;
grant select, insert on review_sections to palier_api;
create policy review_sections_maintenance on review_sections to palier_maintenance using (true) with check (true);
-- Who was a tutor reads what they wrote, by whichever record of theirs, as long as they see the contract, and nothing that others did.
create policy review_sections_read on review_sections for select to palier_api using (
  app.reads_reviews(contract_id)
  or app.kept_person(written_by) = (select app.person_id()) and app.sees_contract(contract_id)
);
create policy review_sections_write on review_sections for insert to palier_api with check (
  written_by = (select app.person_id()) and app.speaks_in_review(review_id, contract_id, part)
);

-- What each of the three says of the whole, as it stood: `as_of` is the sequence of the last section that they read.
create table review_answers (
  id          uuid not null constraint review_answers_pkey primary key,
  review_id   uuid not null constraint review_answers_review_id_fkey references reviews,
  contract_id uuid not null constraint review_answers_contract_id_fkey references contracts,
  sequence    bigint not null,
  recorded_at timestamptz not null,
  answered_by uuid not null constraint review_answers_answered_by_fkey references people,
  part        text not null
                constraint review_answers_part_known check (part in ('alternant', 'tutor', 'referent')),
  as_of       bigint not null,
  agrees      boolean not null,
  comment     text,
  -- An erasure takes the words and leaves the answer.
  constraint review_answers_say_why check (agrees or comment is not null)
);
create index review_answers_contract on review_answers (contract_id);
create unique index review_answers_once_for_a_part on review_answers (review_id, part);
create unique index review_answers_once_by_a_person on review_answers (review_id, answered_by);

alter table review_answers enable row level security, force row level security;
grant select, insert, update, delete on review_answers to palier_maintenance;
grant select, insert on review_answers to palier_api;
create policy review_answers_maintenance on review_answers to palier_maintenance using (true) with check (true);
create policy review_answers_read on review_answers for select to palier_api using (
  app.reads_reviews(contract_id)
  or app.kept_person(answered_by) = (select app.person_id()) and app.sees_contract(contract_id)
);
create policy review_answers_write on review_answers for insert to palier_api with check (
  answered_by = (select app.person_id()) and app.speaks_in_review(review_id, contract_id, part)
);

alter table review_steps enable row level security, force row level security;
grant select, insert, update, delete on review_steps to palier_maintenance;
grant select, insert on review_steps to palier_api;
create policy review_steps_maintenance on review_steps to palier_maintenance using (true) with check (true);
create policy review_steps_read on review_steps for select to palier_api using (
  contract_id = (select app.contract_scope())
  or exists (select from contracts c where c.id = review_steps.contract_id)
);
-- The last of the answers closes it, whoever of the three gave it.
create policy review_steps_write on review_steps for insert to palier_api with check (
  recorded_by = (select app.person_id())
  and exists (
    select from reviews r where r.id = review_steps.review_id and r.contract_id = review_steps.contract_id
  )
  and (
    app.plans_reviews(contract_id)
    or kind = 'closed'
      and reason is null
      and app.speaks_in_review(review_id, contract_id, 'alternant')
      and (select count(*) from review_answers a where a.review_id = review_steps.review_id) = 2
  )
);

-- What is written in reviews, and whether somebody agrees, is not for the employer's HR: neither are their events.
create or replace function app.is_confidential(type text) returns boolean
  language sql immutable
return split_part(type, '.', 1) = 'dispute' or type in ('review.section_signed', 'review.answered', 'review.disagreed');

-- What decides which reviews of these contracts are due: for whoever sees the contract, and for whoever tells people. `ahead`:
-- only of those of which something may be due so many days after that day by a rule of their centre; null: of all. Suspensions
-- make it later, never sooner, so they are left to the code.
create function app.review_circumstances(contracts uuid[], on_day date, ahead integer)
  returns table (contract_id uuid, kind text, life jsonb, rules jsonb, reviews jsonb)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  with rights as materialized (
    select
      app.is_notifier() as is_notifier,
      app.person_id() as person_id,
      app.contracts_mandated() as mandated,
      app.organisations_as('hr', 'auditor') as employers,
      app.organisations_as('centre_admin', 'auditor') as centres
  ),
  running as materialized (
    select c.*
    from rights r
    cross join unnest(review_circumstances.contracts) w (id)
    cross join lateral (select * from contracts one where one.id = w.id offset 0) c
    where c.signed_on is not null
      and c.cancelled_on is null
      and c.held_until > review_circumstances.on_day
      and (
        r.is_notifier
        or c.alternant_id = r.person_id
        or c.id = any (r.mandated)
        or c.employer_id = any (r.employers)
        or c.training_centre_id = any (r.centres)
      )
  ),
  ruled as materialized (
    select d.training_centre_id, k.kind, u.id, u.first_months, u.every_months
    from (select distinct r.training_centre_id from running r) d
    cross join (values ('review'), ('visit')) k (kind)
    left join lateral (
      select x.id, x.first_months, x.every_months
      from review_rules x
      where x.training_centre_id = d.training_centre_id and x.kind = k.kind and x.from_day <= review_circumstances.on_day
      order by x.from_day desc, x.id desc
      limit 1
    ) u on true
  )
  select
    c.id,
    c.kind,
    jsonb_build_object(
      'startsOn', c.starts_on,
      'until', c.until_day,
      'signedOn', c.signed_on,
      'endedOn', case when c.ended_as is not null then c.held_until end,
      'endedAs', c.ended_as,
      'cancelledOn', c.cancelled_on,
      'suspensions', (
        select coalesce(jsonb_agg(jsonb_build_object('from', lower(s.r), 'until', upper(s.r))), '[]')
        from unnest(c.suspensions) as s (r)
      )
    ),
    (
      select coalesce(jsonb_agg(jsonb_build_object(
        'kind', u.kind, 'firstMonths', u.first_months, 'everyMonths', u.every_months
      ) order by u.kind), '[]')
      from ruled u
      where u.training_centre_id = c.training_centre_id and u.id is not null
    ),
    (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', v.id, 'kind', v.kind, 'on', v.on_day, 'mode', v.mode, 'place', null, 'steps', (
          select coalesce(jsonb_agg(jsonb_build_object('kind', s.kind, 'on', s.on_day, 'mode', s.mode) order by s.sequence), '[]')
          from review_steps s
          where s.review_id = v.id
        )
      ) order by v.sequence), '[]')
      from reviews v
      where v.contract_id = c.id
    )
  from running c
  where review_circumstances.ahead is null
    or exists (
      select
      from ruled u
      cross join lateral (
        select max(s.on_day) as held_on
        from reviews v
        join review_steps s on s.review_id = v.id and s.kind = 'held'
        where v.contract_id = c.id
          and v.kind = u.kind
          and not exists (select from review_steps x where x.review_id = v.id and x.kind = 'cancelled' offset 0)
      ) h
      where u.training_centre_id = c.training_centre_id
        and case
          when h.held_on is not null then h.held_on + make_interval(months => u.every_months)
          else c.starts_on + make_interval(months => u.first_months)
        end <= review_circumstances.on_day + review_circumstances.ahead
      offset 0
    );
end;

-- Every running contract, in pages: for whoever tells people.
create function app.contracts_running(on_day date, after uuid, most integer) returns table (contract_id uuid)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select c.id
  from contracts c
  where c.signed_on is not null
    and c.cancelled_on is null
    and c.starts_on <= contracts_running.on_day
    and c.held_until > contracts_running.on_day
    and (contracts_running.after is null or c.id > contracts_running.after)
    and app.is_notifier()
  order by c.id
  limit contracts_running.most;
end;

insert into personal_data (place, table_name, of_contract, by_person, sorted_by, words, item_words, erased) values
  (491, 'reviews', '{contract_id}', '{recorded_by}', 'sequence', '{place}', '{}', 'words'),
  (492, 'review_steps', '{contract_id}', '{recorded_by}', 'sequence', '{place, reason}', '{}', 'words'),
  (493, 'review_sections', '{contract_id}', '{written_by}', 'sequence', '{}', '{text}', 'words'),
  (494, 'review_answers', '{contract_id}', '{answered_by}', 'sequence', '{comment}', '{}', 'words'),
  (495, 'review_rules', '{}', '{recorded_by}', 'id', '{}', '{}', 'kept');
