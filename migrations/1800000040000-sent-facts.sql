-- A device also sends what was only seen: what stands under its id is a sign-off or an observation.
alter table sent_sign_offs rename to sent_facts;
alter table sent_facts rename constraint sent_sign_offs_person_id_fkey to sent_facts_person_id_fkey;
alter table sent_facts rename constraint sent_sign_offs_pkey to sent_facts_pkey;
alter table sent_facts rename constraint sent_sign_offs_sign_off_id_fkey to sent_facts_sign_off_id_fkey;
alter policy sent_sign_offs_maintenance on sent_facts rename to sent_facts_maintenance;
alter policy sent_sign_offs_own on sent_facts rename to sent_facts_own;
alter policy sent_sign_offs_write on sent_facts rename to sent_facts_write;

alter table sent_facts
  alter column sign_off_id drop not null,
  add column observation_id uuid constraint sent_facts_observation_id_fkey references observations,
  add constraint sent_facts_of_one_kind check (num_nonnulls(sign_off_id, observation_id) = 1);
