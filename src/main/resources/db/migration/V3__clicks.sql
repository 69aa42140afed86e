-- A click decides about a rollout, where a command names a target; what Azure keeps from being answered is handled again.
alter table inbox add column rollout varchar(64);
alter table inbox add column postponed integer default 0 not null;
