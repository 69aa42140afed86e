-- A click may be about an approval; a command or a modal may bring words.
alter table inbox add column words varchar(2000);

-- What people are asked to agree to.
create table approval (
    id          varchar(40)   primary key,
    target      varchar(63)   not null,
    request_key varchar(255)  not null unique,
    requester   varchar(64)   not null,
    channel     varchar(64)   not null,
    reason      varchar(2000) not null,
    release     varchar(200)  not null,
    digest      varchar(64)   not null,
    -- JSON: what the digest is over, the plan in words, the policy, who could agree
    basis       text          not null,
    summary     text          not null,
    policy      text          not null,
    approvers   text          not null,
    state       varchar(16)   not null,
    asked_at    timestamp(6) with time zone not null,
    expires_at  timestamp(6) with time zone not null,
    ended_at    timestamp(6) with time zone,
    ended_by    varchar(64),
    note        varchar(4000) not null
);
create index approval_of_target on approval (target, asked_at);

-- Who holds the row of a target may ask for approval there.
create table approval_target (
    target varchar(63) primary key
);

create table approval_vote (
    approval_id varchar(40) not null references approval (id),
    slack_user  varchar(64) not null,
    at          timestamp(6) with time zone not null,
    counts_for  text not null,
    primary key (approval_id, slack_user)
);

-- Append-only: who asked, was refused, decided; hash-chained per target.
create table audit (
    target      varchar(63)   not null,
    seq         bigint        not null,
    request_key varchar(400)  unique,
    at          timestamp(3) with time zone not null,
    slack_user  varchar(64)   not null,
    what        varchar(64)   not null,
    detail      varchar(4000) not null,
    digest      varchar(64)   not null,
    previous    varchar(64)   not null,
    hash        varchar(64)   not null,
    primary key (target, seq)
);
create table audit_chain (
    target varchar(63) primary key,
    seq    bigint      not null,
    head   varchar(64) not null
);

-- What people hold against a target: a lock, a freeze.
create table hold (
    target     varchar(63)   not null,
    kind       varchar(8)    not null,
    slack_user varchar(64)   not null,
    reason     varchar(2000) not null,
    since      timestamp(3) with time zone not null,
    until      timestamp(3) with time zone,
    primary key (target, kind)
);
