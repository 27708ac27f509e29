-- The queue of jobs. Whoever records a fact adds a job with it; whoever works takes jobs, and pg-boss tidies up: of
-- its tables the API's role gets what that takes, and nothing of those that it does not use.

revoke all on all functions in schema jobs from public;
grant usage on schema jobs to palier_api, palier_maintenance;
grant execute on function jobs.job_now() to palier_api, palier_maintenance;

grant select, insert, update, delete on jobs.job, jobs.job_common to palier_api;
grant select, update on jobs.queue, jobs.version to palier_api;
grant select, delete on jobs.job_dependency, jobs.instance to palier_api;
-- Rows are locked before they are deleted, which takes the right to change one column.
grant update (stopped_on) on jobs.instance to palier_api;
grant select, insert, update, delete on all tables in schema jobs to palier_maintenance;

insert into jobs.queue
  (name, policy, retry_limit, retry_delay, retry_backoff, retry_delay_max, expire_seconds, retention_seconds,
   deletion_seconds, partition, table_name)
values
  ('notify', 'standard', 10000, 1, true, 300, 60, 1209600, 86400, false, 'job_common'),
  ('mail', 'standard', 700, 5, true, 900, 180, 1209600, 86400, false, 'job_common'),
  ('invite', 'standard', 700, 5, true, 900, 180, 604800, 86400, false, 'job_common');
