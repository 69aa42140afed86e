-- Runs on H2 (MODE=PostgreSQL) and on PostgreSQL.

create table rollout (
    id          varchar(40)  primary key,
    target      varchar(63)  not null,
    request_key varchar(200) not null unique,
    requested_by varchar(40) not null,
    channel     varchar(40)  not null,
    release     varchar(200) not null,
    definition  int          not null,
    -- moved on by every row that ends what the running steps may still do
    epoch       int          not null,
    status      varchar(12)  not null,
    started_at  timestamp with time zone not null,
    ended_at    timestamp with time zone,
    -- the journal's last row
    seq         bigint       not null,
    head        varchar(64)  not null
);
create index rollout_of_target on rollout (target, started_at);

-- At most one running rollout of a target.
create table target_lock (
    target     varchar(63) primary key,
    rollout_id varchar(40) not null references rollout (id)
);

-- Append-only: what happened, hash-chained per rollout.
create table journal (
    rollout_id varchar(40) not null references rollout (id),
    seq        bigint      not null,
    at         timestamp with time zone not null,
    type       varchar(20) not null,
    body       text        not null,
    previous   varchar(64) not null,
    hash       varchar(64) not null,
    primary key (rollout_id, seq)
);

-- Who has the latest turn at a step: a row is accepted only from the latest turn.
create table step_turn (
    rollout_id varchar(40) not null references rollout (id),
    step       varchar(40) not null,
    turn       bigint      not null,
    holder     varchar(64) not null,
    at         timestamp with time zone not null,
    primary key (rollout_id, step)
);

-- db-scheduler's own table, as its documentation gives it.
create table scheduled_tasks (
    task_name            varchar(100) not null,
    task_instance        varchar(200) not null,
    task_data            bytea,
    execution_time       timestamp with time zone not null,
    picked               boolean not null,
    picked_by            varchar(100),
    last_success         timestamp with time zone,
    last_failure         timestamp with time zone,
    consecutive_failures int,
    last_heartbeat       timestamp with time zone,
    version              bigint not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat on scheduled_tasks (last_heartbeat);
