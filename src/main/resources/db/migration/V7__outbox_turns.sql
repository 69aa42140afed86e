-- Who has the latest turn at a lane: a delivery that another one has overtaken changes nothing any more.
alter table outbox_lane add column turn bigint default 0 not null;

-- How often in a row a message could not be delivered: after a few times it waits alone.
alter table outbox add column failures integer default 0 not null;
