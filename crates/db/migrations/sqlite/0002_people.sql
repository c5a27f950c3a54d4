create table account (
    id blob not null primary key,
    username text not null,
    username_key text not null,
    email text,
    email_key text,
    email_claimed_at integer,
    email_verified_at integer,
    phone text,
    phone_claimed_at integer,
    first_name text not null,
    last_name text not null,
    password_hash text,
    totp_secret blob,
    totp_confirmed_at integer,
    totp_step integer,
    status text not null check (status in ('active', 'deleted')),
    revision integer not null,
    created_at integer not null,
    updated_at integer not null
) strict;
create unique index account_username_key on account (username_key);
create unique index account_email_key on account (email_key);
create unique index account_phone on account (phone);
create index account_by_age on account (created_at, id);

create table account_session (
    id blob not null primary key,
    token_hash blob not null,
    account_id blob not null references account (id),
    agent text not null,
    client text not null,
    created_at integer not null,
    seen_at integer not null,
    expires_at integer not null
) strict, without rowid;
create unique index account_session_token_hash on account_session (token_hash);
create index account_session_by_account on account_session (account_id, seen_at);
create index account_session_by_expiry on account_session (expires_at);

create table account_token (
    id blob not null primary key,
    token_hash blob not null,
    account_id blob references account (id),
    purpose text not null check (purpose in ('verify', 'reset', 'invite', 'setup')),
    email text,
    created_at integer not null,
    expires_at integer not null,
    used_at integer
) strict, without rowid;
create unique index account_token_token_hash on account_token (token_hash);
create index account_token_by_account on account_token (account_id, purpose);
create index account_token_by_expiry on account_token (expires_at);

create table account_address (
    id blob not null primary key,
    account_id blob not null references account (id),
    address text not null,
    default_shipping integer not null,
    default_billing integer not null,
    created_at integer not null,
    updated_at integer not null
) strict;
create index account_address_by_account on account_address (account_id, created_at, id);

create table recovery_code (
    account_id blob not null references account (id),
    code_hash blob not null,
    used_at integer,
    primary key (account_id, code_hash)
) strict, without rowid;

create table staff (
    account_id blob not null primary key references account (id),
    role text not null check (role in ('super_admin', 'admin', 'user')),
    department text not null,
    created_at integer not null
) strict, without rowid;

alter table cart add column account_id blob references account (id);
create index cart_by_account on cart (account_id, status);

create index orders_by_buyer on orders (buyer_id, created_at, id);
create index orders_by_email_age on orders (email_key, created_at, id);
