create table account (
    id bytea not null primary key,
    username varchar(40) collate "C" not null,
    username_key varchar(191) collate "C" not null,
    email varchar(254) collate "C",
    email_key varchar(191) collate "C",
    email_claimed_at bigint,
    email_verified_at bigint,
    phone varchar(20) collate "C",
    phone_claimed_at bigint,
    first_name varchar(100) collate "C" not null,
    last_name varchar(100) collate "C" not null,
    password_hash varchar(191) collate "C",
    totp_secret bytea,
    totp_confirmed_at bigint,
    totp_step bigint,
    status varchar(16) collate "C" not null check (status in ('active', 'deleted')),
    revision bigint not null,
    created_at bigint not null,
    updated_at bigint not null
);
create unique index account_username_key on account (username_key);
create unique index account_email_key on account (email_key);
create unique index account_phone on account (phone);
create index account_by_age on account (created_at, id);

create table account_session (
    id bytea not null primary key,
    token_hash bytea not null,
    account_id bytea not null references account (id),
    agent varchar(200) collate "C" not null,
    client varchar(64) collate "C" not null,
    created_at bigint not null,
    seen_at bigint not null,
    expires_at bigint not null
);
create unique index account_session_token_hash on account_session (token_hash);
create index account_session_by_account on account_session (account_id, seen_at);
create index account_session_by_expiry on account_session (expires_at);

create table account_token (
    id bytea not null primary key,
    token_hash bytea not null,
    account_id bytea references account (id),
    purpose varchar(16) collate "C" not null check (purpose in ('verify', 'reset', 'invite', 'setup')),
    email varchar(254) collate "C",
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint
);
create unique index account_token_token_hash on account_token (token_hash);
create index account_token_by_account on account_token (account_id, purpose);
create index account_token_by_expiry on account_token (expires_at);

create table account_address (
    id bytea not null primary key,
    account_id bytea not null references account (id),
    address text collate "C" not null,
    default_shipping boolean not null,
    default_billing boolean not null,
    created_at bigint not null,
    updated_at bigint not null
);
create index account_address_by_account on account_address (account_id, created_at, id);

create table recovery_code (
    account_id bytea not null references account (id),
    code_hash bytea not null,
    used_at bigint,
    primary key (account_id, code_hash)
);

create table staff (
    account_id bytea not null primary key references account (id),
    role varchar(16) collate "C" not null check (role in ('super_admin', 'admin', 'user')),
    department varchar(60) collate "C" not null,
    created_at bigint not null
);

alter table cart add column account_id bytea references account (id);
create index cart_by_account on cart (account_id, status);

create index orders_by_buyer on orders (buyer_id, created_at, id);
create index orders_by_email_age on orders (email_key, created_at, id);
