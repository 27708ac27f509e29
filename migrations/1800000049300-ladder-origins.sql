-- A ladder drafted from a template says what it was made from, for good: the version of the activities, the structures,
-- and the ladder of the platform that it builds on.
alter table ladders add column made_from jsonb;
