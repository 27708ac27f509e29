-- A day of a contract's life that was recorded wrong is put right by a fact that names it; so is a suspension, a return
-- or an end that never was. What is corrected stays, and keeps its place among the others.

alter table contract_steps
  add column corrects bigint,
  add column place bigint,
  drop constraint contract_steps_kind_known,
  add constraint contract_steps_kind_known check (
    kind in (
      'created', 'amended', 'signed', 'suspended', 'resumed', 'terminated', 'cancelled', 'completed', 'withdrawn'
    )
  ),
  add constraint contract_steps_corrects_fkey
    foreign key (contract_id, corrects) references contract_steps (contract_id, sequence),
  add constraint contract_steps_correct_earlier_ones check (place <= corrects and corrects < sequence),
  add constraint contract_steps_correction_has_reason
    check (corrects is null or (place is not null and comment is not null)),
  add constraint contract_steps_withdrawal_corrects check (kind <> 'withdrawn' or corrects is not null);

-- Of two corrections at once one wins; the other has to read it first.
create unique index contract_steps_corrected_once on contract_steps (contract_id, corrects) where corrects is not null;

-- The days out of each backdated act, as the steps say it now: what was corrected or withdrawn speaks no more, and its
-- correction in its place. A suspension until the return that was recorded last, an end for good unless another
-- replaced it. Invoker's rights: whoever sees the contract sees its steps.
create or replace function app.contesting_steps(wanted uuid)
  returns table (sequence bigint, recorded_at timestamptz, days daterange)
  language sql stable
begin atomic
  select s.sequence, s.recorded_at, daterange(s.on_day, (
    select r.on_day
    from contract_steps r
    where r.contract_id = s.contract_id
      and s.kind = 'suspended'
      and r.kind = 'resumed'
      and coalesce(r.place, r.sequence) > coalesce(s.place, s.sequence)
      and not exists (
        select from contract_steps x where x.contract_id = r.contract_id and x.corrects = r.sequence
      )
      and not exists (
        select from contract_steps n
        where n.contract_id = s.contract_id
          and n.kind = 'suspended'
          and n.corrects is null
          and n.sequence > coalesce(s.place, s.sequence)
          and n.sequence < coalesce(r.place, r.sequence)
      )
    order by coalesce(r.place, r.sequence) desc
    limit 1
  )) as days
  from contract_steps s
  where s.contract_id = contesting_steps.wanted
    and s.kind in ('suspended', 'terminated', 'completed')
    and s.on_day < (s.recorded_at at time zone 'Europe/Paris')::date
    and not exists (
      select from contract_steps x where x.contract_id = s.contract_id and x.corrects = s.sequence
    )
    and (s.kind = 'suspended' or not exists (
      select from contract_steps e
      where e.contract_id = s.contract_id
        and e.kind in ('terminated', 'completed')
        and coalesce(e.place, e.sequence) > coalesce(s.place, s.sequence)
        and not exists (
          select from contract_steps x where x.contract_id = e.contract_id and x.corrects = e.sequence
        )
    ));
end;
