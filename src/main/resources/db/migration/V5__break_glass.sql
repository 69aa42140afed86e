-- In an emergency one person is enough, and somebody else reviews it afterwards.
alter table approval add column way varchar(16) not null default 'QUORUM';
alter table approval add column review_due timestamp(6) with time zone;
alter table approval add column reviewed_at timestamp(6) with time zone;
alter table approval add column reviewed_by varchar(64);
alter table approval add column findings varchar(2000);
