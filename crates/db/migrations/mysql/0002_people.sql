create table account (
    id binary(16) not null primary key,
    username varchar(40) not null,
    username_key varchar(191) not null,
    email varchar(254),
    email_key varchar(191),
    email_claimed_at bigint,
    email_verified_at bigint,
    phone varchar(20),
    phone_claimed_at bigint,
    first_name varchar(100) not null,
    last_name varchar(100) not null,
    password_hash varchar(191),
    totp_secret binary(48),
    totp_confirmed_at bigint,
    totp_step bigint,
    status varchar(16) not null check (status in ('active', 'deleted')),
    revision bigint not null,
    created_at bigint not null,
    updated_at bigint not null
) engine = innodb default charset = utf8mb4 collate = utf8mb4_bin;
create unique index account_username_key on account (username_key);
create unique index account_email_key on account (email_key);
create unique index account_phone on account (phone);
create index account_by_age on account (created_at, id);

create table account_session (
    id binary(16) not null primary key,
    token_hash binary(32) not null,
    account_id binary(16) not null,
    agent varchar(200) not null,
    client varchar(64) not null,
    created_at bigint not null,
    seen_at bigint not null,
    expires_at bigint not null,
    foreign key (account_id) references account (id)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_bin;
create unique index account_session_token_hash on account_session (token_hash);
create index account_session_by_account on account_session (account_id, seen_at);
create index account_session_by_expiry on account_session (expires_at);

create table account_token (
    id binary(16) not null primary key,
    token_hash binary(32) not null,
    account_id binary(16),
    purpose varchar(16) not null check (purpose in ('verify', 'reset', 'invite', 'setup')),
    email varchar(254),
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint,
    foreign key (account_id) references account (id)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_bin;
create unique index account_token_token_hash on account_token (token_hash);
create index account_token_by_account on account_token (account_id, purpose);
create index account_token_by_expiry on account_token (expires_at);

create table account_address (
    id binary(16) not null primary key,
    account_id binary(16) not null,
    address longtext not null,
    default_shipping boolean not null,
    default_billing boolean not null,
    created_at bigint not null,
    updated_at bigint not null,
    foreign key (account_id) references account (id)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_bin;
create index account_address_by_account on account_address (account_id, created_at, id);

create table recovery_code (
    account_id binary(16) not null,
    code_hash binary(32) not null,
    used_at bigint,
    primary key (account_id, code_hash),
    foreign key (account_id) references account (id)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_bin;

create table staff (
    account_id binary(16) not null primary key,
    role varchar(16) not null check (role in ('super_admin', 'admin', 'user')),
    department varchar(60) not null,
    created_at bigint not null,
    foreign key (account_id) references account (id)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_bin;

alter table cart add column account_id binary(16);
alter table cart add foreign key (account_id) references account (id);
create index cart_by_account on cart (account_id, status);

create index orders_by_buyer on orders (buyer_id, created_at, id);
create index orders_by_email_age on orders (email_key, created_at, id);
