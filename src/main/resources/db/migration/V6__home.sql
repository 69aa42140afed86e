-- Who has opened the bot's Home, and when last: theirs is published anew when something changes.
create table home (
    slack_user varchar(64) primary key,
    opened_at  timestamp(6) with time zone not null
);

-- What somebody looks at now comes before what is only kept up to date.
alter table outbox add column urgent boolean default false not null;
