create table market_setting (
    name varchar(64) collate "C" not null primary key,
    value text collate "C" not null
);

create table vendor (
    id bytea not null primary key,
    slug varchar(80) collate "C" not null,
    slug_key varchar(191) collate "C" not null,
    name varchar(120) collate "C" not null,
    email varchar(254) collate "C" not null,
    tagline varchar(200) collate "C" not null,
    story text collate "C" not null,
    city varchar(120) collate "C" not null,
    country varchar(2) collate "C" not null,
    status varchar(16) collate "C" not null check (status in ('pending', 'active', 'suspended')),
    transfer_for_unique boolean not null,
    revision bigint not null,
    created_at bigint not null,
    updated_at bigint not null
);
create unique index vendor_slug_key on vendor (slug_key);
create index vendor_by_status on vendor (status, created_at, id);

create table api_key (
    id bytea not null primary key,
    key_hash bytea not null,
    label varchar(120) collate "C" not null,
    scope varchar(16) collate "C" not null check (scope in ('staff', 'vendor')),
    vendor_id bytea references vendor (id),
    created_at bigint not null,
    revoked_at bigint
);
create unique index api_key_key_hash on api_key (key_hash);
create index api_key_by_vendor on api_key (vendor_id);

create table location (
    id bytea not null primary key,
    vendor_id bytea not null references vendor (id),
    name varchar(120) collate "C" not null,
    priority bigint not null,
    created_at bigint not null
);
create index location_by_vendor on location (vendor_id, priority, id);

create table category (
    id bytea not null primary key,
    parent_id bytea references category (id),
    slug varchar(80) collate "C" not null,
    slug_key varchar(191) collate "C" not null,
    name varchar(120) collate "C" not null,
    position bigint not null,
    revision bigint not null,
    created_at bigint not null,
    updated_at bigint not null
);
create unique index category_slug_key on category (slug_key);
create index category_by_parent on category (parent_id, position, id);

create table category_tree (
    ancestor_id bytea not null references category (id),
    descendant_id bytea not null references category (id),
    depth bigint not null,
    primary key (ancestor_id, descendant_id)
);
create index category_tree_by_descendant on category_tree (descendant_id, depth);

create table product (
    id bytea not null primary key,
    vendor_id bytea not null references vendor (id),
    category_id bytea not null references category (id),
    handle_key varchar(191) collate "C" not null,
    slug varchar(191) collate "C" not null,
    slug_key varchar(191) collate "C" not null,
    name varchar(255) collate "C" not null,
    description text collate "C" not null,
    specs text collate "C" not null,
    tags text collate "C" not null,
    status varchar(16) collate "C" not null check (status in ('draft', 'active', 'archived')),
    price bigint not null check (price >= 0),
    compare_at bigint,
    in_stock boolean not null,
    revision bigint not null,
    created_at bigint not null,
    updated_at bigint not null
);
create unique index product_slug_key on product (slug_key);
create unique index product_vendor_id_handle_key on product (vendor_id, handle_key);
create index product_by_category on product (category_id, status);
create index product_by_vendor on product (vendor_id, status, created_at, id);

create table product_option (
    product_id bytea not null references product (id),
    position bigint not null,
    name varchar(120) collate "C" not null,
    primary key (product_id, position)
);

create table variant (
    id bytea not null primary key,
    product_id bytea not null references product (id),
    position bigint not null,
    sku varchar(120) collate "C",
    option1 varchar(191) collate "C",
    option2 varchar(191) collate "C",
    option3 varchar(191) collate "C",
    option_key varchar(191) collate "C" not null,
    price bigint not null check (price >= 0),
    compare_at bigint,
    weight_g bigint not null check (weight_g >= 0),
    barcode varchar(64) collate "C",
    is_unique boolean not null,
    tracked boolean not null,
    backorder boolean not null,
    requires_shipping boolean not null,
    taxable boolean not null,
    status varchar(16) collate "C" not null check (status in ('active', 'archived')),
    sold_at bigint,
    revision bigint not null,
    created_at bigint not null,
    updated_at bigint not null
);
create unique index variant_product_id_option_key on variant (product_id, option_key);
create index variant_by_sku on variant (sku);

create table product_image (
    id bytea not null primary key,
    product_id bytea not null references product (id),
    variant_id bytea references variant (id),
    position bigint not null,
    alt varchar(500) collate "C" not null,
    file varchar(120) collate "C",
    width bigint,
    height bigint,
    colour varchar(7) collate "C",
    source_url text collate "C",
    state varchar(16) collate "C" not null check (state in ('ready', 'waiting', 'failed')),
    created_at bigint not null
);
create index product_image_by_product on product_image (product_id, position, id);

create table listing (
    category_id bytea not null,
    product_id bytea not null references product (id),
    vendor_id bytea not null,
    price bigint not null,
    in_stock boolean not null,
    created_at bigint not null,
    primary key (category_id, product_id)
);
create index listing_by_newest on listing (category_id, created_at, product_id, price, in_stock, vendor_id);
create index listing_by_price on listing (category_id, price, product_id, in_stock, vendor_id);
create index listing_by_vendor on listing (vendor_id, category_id, created_at, product_id);
create index listing_by_product on listing (product_id);

create table stock_level (
    variant_id bytea not null references variant (id),
    location_id bytea not null references location (id),
    on_hand bigint not null,
    reserved bigint not null,
    backorder boolean not null,
    updated_at bigint not null,
    primary key (variant_id, location_id),
    constraint stock_is_never_oversold check (on_hand >= 0 and reserved >= 0 and (backorder or reserved <= on_hand))
);

create table stock_movement (
    id bytea not null primary key,
    variant_id bytea not null references variant (id),
    location_id bytea not null references location (id),
    delta bigint not null,
    reason varchar(16) collate "C" not null check (reason in ('initial', 'adjustment', 'count', 'import', 'sale', 'return')),
    note varchar(500) collate "C",
    cause_kind varchar(32) collate "C" not null,
    cause_id bytea not null,
    actor varchar(64) collate "C" not null,
    created_at bigint not null
);
create unique index stock_movement_cause_kind_cause_id_variant_id_location_id on stock_movement (cause_kind, cause_id, variant_id, location_id);
create index stock_movement_by_variant on stock_movement (variant_id, location_id, id);

create table shipping_method (
    id bytea not null primary key,
    vendor_id bytea references vendor (id),
    name varchar(120) collate "C" not null,
    kind varchar(16) collate "C" not null check (kind in ('flat', 'by_weight', 'free_over')),
    fee bigint not null check (fee >= 0),
    per_kg bigint not null check (per_kg >= 0),
    free_from bigint,
    countries varchar(1000) collate "C" not null,
    min_days bigint not null,
    max_days bigint not null,
    position bigint not null,
    status varchar(16) collate "C" not null check (status in ('active', 'archived')),
    created_at bigint not null
);
create index shipping_method_by_status on shipping_method (status, position, id);

create table tax_rule (
    id bytea not null primary key,
    country varchar(2) collate "C" not null,
    region varchar(64) collate "C",
    rate_bps bigint not null,
    taxes_shipping boolean not null,
    included boolean,
    created_at bigint not null
);

create table commission_rate (
    id bytea not null primary key,
    vendor_id bytea references vendor (id),
    category_id bytea references category (id),
    percent_bps bigint not null,
    fixed_fee bigint not null,
    minimum bigint not null,
    maximum bigint,
    created_at bigint not null
);

create table cart (
    id bytea not null primary key,
    key_hash bytea not null,
    status varchar(16) collate "C" not null check (status in ('open', 'ordered')),
    order_id bytea,
    currency varchar(3) collate "C" not null,
    revision bigint not null,
    created_at bigint not null,
    updated_at bigint not null
);
create unique index cart_key_hash on cart (key_hash);
create index cart_by_age on cart (status, updated_at);

create table cart_line (
    id bytea not null primary key,
    cart_id bytea not null references cart (id),
    variant_id bytea not null references variant (id),
    quantity bigint not null check (quantity between 1 and 999),
    seen_price bigint not null,
    created_at bigint not null
);
create unique index cart_line_cart_id_variant_id on cart_line (cart_id, variant_id);

create table orders (
    id bytea not null primary key,
    number varchar(16) collate "C" not null,
    cart_id bytea not null references cart (id),
    buyer_id bytea,
    email varchar(254) collate "C" not null,
    email_key varchar(191) collate "C" not null,
    phone varchar(40) collate "C",
    status varchar(16) collate "C" not null check (status in ('pending', 'processing', 'shipped', 'delivered', 'confirmed', 'completed', 'reviewed', 'cancelled')),
    currency varchar(3) collate "C" not null,
    tax_included boolean not null,
    subtotal bigint not null,
    discount_total bigint not null,
    shipping_total bigint not null,
    tax_total bigint not null,
    grand_total bigint not null check (grand_total >= 0),
    shipping_address text collate "C",
    billing_address text collate "C",
    client_key bytea,
    token_version bigint not null,
    expires_at bigint,
    cancel_reason varchar(64) collate "C",
    revision bigint not null,
    created_at bigint not null,
    updated_at bigint not null
);
create unique index orders_number on orders (number);
create unique index orders_cart_id on orders (cart_id);
create index orders_by_expiry on orders (status, expires_at);
create index orders_by_email on orders (email_key, status);
create index orders_by_client on orders (client_key, status);

create table vendor_order (
    id bytea not null primary key,
    order_id bytea not null references orders (id),
    vendor_id bytea not null references vendor (id),
    position bigint not null,
    status varchar(16) collate "C" not null check (status in ('pending', 'processing', 'shipped', 'delivered', 'confirmed', 'completed', 'reviewed', 'cancelled')),
    subtotal bigint not null,
    discount_total bigint not null,
    platform_discount bigint not null,
    shipping bigint not null,
    shipping_tax bigint not null,
    tax_total bigint not null,
    total bigint not null,
    commission bigint not null,
    commission_tax bigint not null,
    tax_remitted bigint not null,
    vendor_net bigint not null,
    shipping_method_id bytea,
    shipping_method_name varchar(120) collate "C",
    arrives_from bigint,
    arrives_by bigint,
    created_at bigint not null,
    updated_at bigint not null
);
create unique index vendor_order_order_id_vendor_id on vendor_order (order_id, vendor_id);
create index vendor_order_by_vendor on vendor_order (vendor_id, status, id);

create table order_line (
    id bytea not null primary key,
    order_id bytea not null references orders (id),
    vendor_order_id bytea not null references vendor_order (id),
    position bigint not null,
    product_id bytea not null references product (id),
    variant_id bytea not null references variant (id),
    name varchar(255) collate "C" not null,
    options varchar(600) collate "C" not null,
    sku varchar(120) collate "C",
    image varchar(120) collate "C",
    unit_price bigint not null,
    quantity bigint not null check (quantity > 0),
    discount bigint not null,
    platform_discount bigint not null,
    tax_bps bigint not null,
    tax bigint not null,
    total bigint not null,
    requires_shipping boolean not null,
    is_unique boolean not null,
    fulfilled bigint not null,
    returned bigint not null,
    refunded bigint not null
);
create index order_line_by_order on order_line (order_id, position);
create index order_line_by_vendor_order on order_line (vendor_order_id, position);
create index order_line_by_variant on order_line (variant_id);

create table reservation (
    id bytea not null primary key,
    order_id bytea not null references orders (id),
    order_line_id bytea not null references order_line (id),
    variant_id bytea not null references variant (id),
    location_id bytea not null references location (id),
    quantity bigint not null check (quantity > 0),
    state varchar(16) collate "C" not null check (state in ('reserved', 'allocated', 'released', 'shipped')),
    created_at bigint not null,
    updated_at bigint not null
);
create index reservation_by_order on reservation (order_id, state);
create index reservation_by_level on reservation (variant_id, location_id, state);

create table order_event (
    id bytea not null primary key,
    order_id bytea not null references orders (id),
    vendor_order_id bytea references vendor_order (id),
    from_status varchar(16) collate "C",
    to_status varchar(16) collate "C" not null,
    actor varchar(64) collate "C" not null,
    reason varchar(200) collate "C",
    created_at bigint not null
);
create index order_event_by_order on order_event (order_id, id);

create table payment (
    id bytea not null primary key,
    order_id bytea not null references orders (id),
    method varchar(16) collate "C" not null check (method in ('card', 'bank_transfer', 'none')),
    gateway varchar(16) collate "C" not null,
    status varchar(16) collate "C" not null check (status in ('pending', 'authorised', 'completed', 'failed', 'cancelled')),
    currency varchar(3) collate "C" not null,
    total bigint not null,
    authorised bigint not null,
    captured bigint not null,
    refunded bigint not null,
    disputed bigint not null,
    open_attempt_id bytea,
    closing boolean not null,
    attempts bigint not null,
    transaction_id varchar(191) collate "C",
    brand varchar(16) collate "C",
    last4 varchar(4) collate "C",
    exp_month bigint,
    exp_year bigint,
    reference varchar(32) collate "C",
    created_at bigint not null,
    updated_at bigint not null,
    constraint money_given_back_was_taken check (refunded <= captured)
);
create unique index payment_order_id on payment (order_id);
create unique index payment_reference on payment (reference);

create table payment_attempt (
    id bytea not null primary key,
    payment_id bytea not null references payment (id),
    sequence bigint not null,
    gateway varchar(16) collate "C" not null,
    gateway_key varchar(191) collate "C" not null,
    status varchar(16) collate "C" not null check (status in ('created', 'sent', 'requires_action', 'in_doubt', 'succeeded', 'declined', 'cancelled')),
    charge bigint not null,
    transaction_id varchar(191) collate "C",
    decline_code varchar(64) collate "C",
    next_action_url text collate "C",
    brand varchar(16) collate "C",
    last4 varchar(4) collate "C",
    exp_month bigint,
    exp_year bigint,
    sent_at bigint,
    unknown_since bigint,
    unknown_seen bigint not null,
    next_check_at bigint,
    ended_at bigint,
    created_at bigint not null,
    updated_at bigint not null
);
create unique index payment_attempt_payment_id_sequence on payment_attempt (payment_id, sequence);
create unique index payment_attempt_gateway_key on payment_attempt (gateway_key);
create index payment_attempt_by_check on payment_attempt (status, next_check_at);

create table refund (
    id bytea not null primary key,
    payment_id bytea not null references payment (id),
    attempt_id bytea references payment_attempt (id),
    vendor_order_id bytea references vendor_order (id),
    gateway varchar(16) collate "C" not null,
    gateway_key varchar(191) collate "C" not null,
    charge_key varchar(191) collate "C" not null,
    currency varchar(3) collate "C" not null,
    total bigint not null check (total > 0),
    status varchar(16) collate "C" not null check (status in ('requested', 'sent', 'succeeded', 'failed', 'in_doubt')),
    reason varchar(64) collate "C" not null,
    created_at bigint not null,
    updated_at bigint not null
);
create unique index refund_gateway_key on refund (gateway_key);
create index refund_by_payment on refund (payment_id, status);

create table bank_receipt (
    id bytea not null primary key,
    statement_line varchar(191) collate "C" not null,
    reference varchar(64) collate "C" not null,
    payment_id bytea references payment (id),
    received bigint not null check (received > 0),
    currency varchar(3) collate "C" not null,
    state varchar(16) collate "C" not null check (state in ('applied', 'unmatched')),
    received_at bigint not null,
    created_at bigint not null
);
create unique index bank_receipt_statement_line on bank_receipt (statement_line);
create index bank_receipt_by_payment on bank_receipt (payment_id);
create index bank_receipt_by_state on bank_receipt (state, created_at, id);

create table gateway_event (
    gateway varchar(16) collate "C" not null,
    event_id varchar(120) collate "C" not null,
    kind varchar(64) collate "C" not null,
    gateway_key varchar(191) collate "C" not null,
    received_at bigint not null,
    applied_at bigint,
    primary key (gateway, event_id)
);

create table ledger_transaction (
    id bytea not null primary key,
    kind varchar(32) collate "C" not null,
    cause_kind varchar(32) collate "C" not null,
    cause_id bytea not null,
    currency varchar(3) collate "C" not null,
    order_id bytea references orders (id),
    vendor_order_id bytea references vendor_order (id),
    created_at bigint not null
);
create unique index ledger_transaction_kind_cause_kind_cause_id on ledger_transaction (kind, cause_kind, cause_id);
create index ledger_transaction_by_order on ledger_transaction (order_id);

create table ledger_entry (
    transaction_id bytea not null references ledger_transaction (id),
    position bigint not null,
    account varchar(32) collate "C" not null,
    vendor_id bytea references vendor (id),
    gateway varchar(16) collate "C",
    debit bigint not null,
    primary key (transaction_id, position)
);
create index ledger_entry_by_account on ledger_entry (account, vendor_id);

create table outbox (
    id bytea not null primary key,
    kind varchar(64) collate "C" not null,
    subject_id bytea not null,
    payload text collate "C" not null,
    created_at bigint not null,
    handled_at bigint
);
create index outbox_by_state on outbox (handled_at, id);

create table job (
    id bytea not null primary key,
    kind varchar(64) collate "C" not null,
    dedup_key varchar(191) collate "C" not null,
    payload text collate "C" not null,
    state varchar(16) collate "C" not null check (state in ('ready', 'done', 'failed')),
    run_at bigint not null,
    attempts bigint not null,
    leased_until bigint,
    lease_id bytea,
    last_error varchar(500) collate "C",
    created_at bigint not null,
    finished_at bigint
);
create unique index job_dedup_key on job (dedup_key);
create index job_by_turn on job (state, run_at, id);

create table mail (
    id bytea not null primary key,
    dedup_key varchar(191) collate "C" not null,
    kind varchar(64) collate "C" not null,
    order_id bytea references orders (id),
    recipient varchar(254) collate "C" not null,
    subject varchar(255) collate "C" not null,
    body_text text collate "C" not null,
    body_html text collate "C" not null,
    state varchar(16) collate "C" not null check (state in ('queued', 'sent', 'failed')),
    created_at bigint not null,
    sent_at bigint
);
create unique index mail_dedup_key on mail (dedup_key);
create index mail_by_age on mail (created_at, id);

create table idempotency (
    scope bytea not null,
    key_hash bytea not null,
    operation varchar(40) collate "C" not null,
    fingerprint bytea not null,
    order_id bytea,
    state varchar(16) collate "C" not null check (state in ('running', 'done')),
    lease_id bytea not null,
    lease_until bigint not null,
    answer_status bigint,
    answer text collate "C",
    created_at bigint not null,
    expires_at bigint not null,
    primary key (scope, key_hash)
);
create index idempotency_by_expiry on idempotency (expires_at);

create table throttle (
    bucket bytea not null primary key,
    window_ends_at bigint not null,
    uses bigint not null
);
create index throttle_by_age on throttle (window_ends_at);
