create table market_setting (
    name text not null primary key,
    value text not null
) strict, without rowid;

create table vendor (
    id blob not null primary key,
    slug text not null,
    slug_key text not null,
    name text not null,
    email text not null,
    tagline text not null,
    story text not null,
    city text not null,
    country text not null,
    status text not null check (status in ('pending', 'active', 'suspended')),
    transfer_for_unique integer not null,
    revision integer not null,
    created_at integer not null,
    updated_at integer not null
) strict;
create unique index vendor_slug_key on vendor (slug_key);
create index vendor_by_status on vendor (status, created_at, id);

create table api_key (
    id blob not null primary key,
    key_hash blob not null,
    label text not null,
    scope text not null check (scope in ('staff', 'vendor')),
    vendor_id blob references vendor (id),
    created_at integer not null,
    revoked_at integer
) strict, without rowid;
create unique index api_key_key_hash on api_key (key_hash);
create index api_key_by_vendor on api_key (vendor_id);

create table location (
    id blob not null primary key,
    vendor_id blob not null references vendor (id),
    name text not null,
    priority integer not null,
    created_at integer not null
) strict, without rowid;
create index location_by_vendor on location (vendor_id, priority, id);

create table category (
    id blob not null primary key,
    parent_id blob references category (id),
    slug text not null,
    slug_key text not null,
    name text not null,
    position integer not null,
    revision integer not null,
    created_at integer not null,
    updated_at integer not null
) strict, without rowid;
create unique index category_slug_key on category (slug_key);
create index category_by_parent on category (parent_id, position, id);

create table category_tree (
    ancestor_id blob not null references category (id),
    descendant_id blob not null references category (id),
    depth integer not null,
    primary key (ancestor_id, descendant_id)
) strict, without rowid;
create index category_tree_by_descendant on category_tree (descendant_id, depth);

create table product (
    id blob not null primary key,
    vendor_id blob not null references vendor (id),
    category_id blob not null references category (id),
    handle_key text not null,
    slug text not null,
    slug_key text not null,
    name text not null,
    description text not null,
    specs text not null,
    tags text not null,
    status text not null check (status in ('draft', 'active', 'archived')),
    price integer not null check (price >= 0),
    compare_at integer,
    in_stock integer not null,
    revision integer not null,
    created_at integer not null,
    updated_at integer not null
) strict;
create unique index product_slug_key on product (slug_key);
create unique index product_vendor_id_handle_key on product (vendor_id, handle_key);
create index product_by_category on product (category_id, status);
create index product_by_vendor on product (vendor_id, status, created_at, id);

create table product_option (
    product_id blob not null references product (id),
    position integer not null,
    name text not null,
    primary key (product_id, position)
) strict, without rowid;

create table variant (
    id blob not null primary key,
    product_id blob not null references product (id),
    position integer not null,
    sku text,
    option1 text,
    option2 text,
    option3 text,
    option_key text not null,
    price integer not null check (price >= 0),
    compare_at integer,
    weight_g integer not null check (weight_g >= 0),
    barcode text,
    is_unique integer not null,
    tracked integer not null,
    backorder integer not null,
    requires_shipping integer not null,
    taxable integer not null,
    status text not null check (status in ('active', 'archived')),
    sold_at integer,
    revision integer not null,
    created_at integer not null,
    updated_at integer not null
) strict;
create unique index variant_product_id_option_key on variant (product_id, option_key);
create index variant_by_sku on variant (sku);

create table product_image (
    id blob not null primary key,
    product_id blob not null references product (id),
    variant_id blob references variant (id),
    position integer not null,
    alt text not null,
    file text,
    width integer,
    height integer,
    colour text,
    source_url text,
    state text not null check (state in ('ready', 'waiting', 'failed')),
    created_at integer not null
) strict;
create index product_image_by_product on product_image (product_id, position, id);

create table listing (
    category_id blob not null,
    product_id blob not null references product (id),
    vendor_id blob not null,
    price integer not null,
    in_stock integer not null,
    created_at integer not null,
    primary key (category_id, product_id)
) strict, without rowid;
create index listing_by_newest on listing (category_id, created_at, product_id, price, in_stock, vendor_id);
create index listing_by_price on listing (category_id, price, product_id, in_stock, vendor_id);
create index listing_by_vendor on listing (vendor_id, category_id, created_at, product_id);
create index listing_by_product on listing (product_id);

create table stock_level (
    variant_id blob not null references variant (id),
    location_id blob not null references location (id),
    on_hand integer not null,
    reserved integer not null,
    backorder integer not null,
    updated_at integer not null,
    primary key (variant_id, location_id),
    constraint stock_is_never_oversold check (on_hand >= 0 and reserved >= 0 and (backorder or reserved <= on_hand))
) strict, without rowid;

create table stock_movement (
    id blob not null primary key,
    variant_id blob not null references variant (id),
    location_id blob not null references location (id),
    delta integer not null,
    reason text not null check (reason in ('initial', 'adjustment', 'count', 'import', 'sale', 'return')),
    note text,
    cause_kind text not null,
    cause_id blob not null,
    actor text not null,
    created_at integer not null
) strict, without rowid;
create unique index stock_movement_cause_kind_cause_id_variant_id_location_id on stock_movement (cause_kind, cause_id, variant_id, location_id);
create index stock_movement_by_variant on stock_movement (variant_id, location_id, id);

create table shipping_method (
    id blob not null primary key,
    vendor_id blob references vendor (id),
    name text not null,
    kind text not null check (kind in ('flat', 'by_weight', 'free_over')),
    fee integer not null check (fee >= 0),
    per_kg integer not null check (per_kg >= 0),
    free_from integer,
    countries text not null,
    min_days integer not null,
    max_days integer not null,
    position integer not null,
    status text not null check (status in ('active', 'archived')),
    created_at integer not null
) strict, without rowid;
create index shipping_method_by_status on shipping_method (status, position, id);

create table tax_rule (
    id blob not null primary key,
    country text not null,
    region text,
    rate_bps integer not null,
    taxes_shipping integer not null,
    included integer,
    created_at integer not null
) strict, without rowid;

create table commission_rate (
    id blob not null primary key,
    vendor_id blob references vendor (id),
    category_id blob references category (id),
    percent_bps integer not null,
    fixed_fee integer not null,
    minimum integer not null,
    maximum integer,
    created_at integer not null
) strict, without rowid;

create table cart (
    id blob not null primary key,
    key_hash blob not null,
    status text not null check (status in ('open', 'ordered')),
    order_id blob,
    currency text not null,
    revision integer not null,
    created_at integer not null,
    updated_at integer not null
) strict, without rowid;
create unique index cart_key_hash on cart (key_hash);
create index cart_by_age on cart (status, updated_at);

create table cart_line (
    id blob not null primary key,
    cart_id blob not null references cart (id),
    variant_id blob not null references variant (id),
    quantity integer not null check (quantity between 1 and 999),
    seen_price integer not null,
    created_at integer not null
) strict, without rowid;
create unique index cart_line_cart_id_variant_id on cart_line (cart_id, variant_id);

create table orders (
    id blob not null primary key,
    number text not null,
    cart_id blob not null references cart (id),
    buyer_id blob,
    email text not null,
    email_key text not null,
    phone text,
    status text not null check (status in ('pending', 'processing', 'shipped', 'delivered', 'confirmed', 'completed', 'reviewed', 'cancelled')),
    currency text not null,
    tax_included integer not null,
    subtotal integer not null,
    discount_total integer not null,
    shipping_total integer not null,
    tax_total integer not null,
    grand_total integer not null check (grand_total >= 0),
    shipping_address text,
    billing_address text,
    client_key blob,
    token_version integer not null,
    expires_at integer,
    cancel_reason text,
    revision integer not null,
    created_at integer not null,
    updated_at integer not null
) strict;
create unique index orders_number on orders (number);
create unique index orders_cart_id on orders (cart_id);
create index orders_by_expiry on orders (status, expires_at);
create index orders_by_email on orders (email_key, status);
create index orders_by_client on orders (client_key, status);

create table vendor_order (
    id blob not null primary key,
    order_id blob not null references orders (id),
    vendor_id blob not null references vendor (id),
    position integer not null,
    status text not null check (status in ('pending', 'processing', 'shipped', 'delivered', 'confirmed', 'completed', 'reviewed', 'cancelled')),
    subtotal integer not null,
    discount_total integer not null,
    platform_discount integer not null,
    shipping integer not null,
    shipping_tax integer not null,
    tax_total integer not null,
    total integer not null,
    commission integer not null,
    commission_tax integer not null,
    tax_remitted integer not null,
    vendor_net integer not null,
    shipping_method_id blob,
    shipping_method_name text,
    arrives_from integer,
    arrives_by integer,
    created_at integer not null,
    updated_at integer not null
) strict;
create unique index vendor_order_order_id_vendor_id on vendor_order (order_id, vendor_id);
create index vendor_order_by_vendor on vendor_order (vendor_id, status, id);

create table order_line (
    id blob not null primary key,
    order_id blob not null references orders (id),
    vendor_order_id blob not null references vendor_order (id),
    position integer not null,
    product_id blob not null references product (id),
    variant_id blob not null references variant (id),
    name text not null,
    options text not null,
    sku text,
    image text,
    unit_price integer not null,
    quantity integer not null check (quantity > 0),
    discount integer not null,
    platform_discount integer not null,
    tax_bps integer not null,
    tax integer not null,
    total integer not null,
    requires_shipping integer not null,
    is_unique integer not null,
    fulfilled integer not null,
    returned integer not null,
    refunded integer not null
) strict;
create index order_line_by_order on order_line (order_id, position);
create index order_line_by_vendor_order on order_line (vendor_order_id, position);
create index order_line_by_variant on order_line (variant_id);

create table reservation (
    id blob not null primary key,
    order_id blob not null references orders (id),
    order_line_id blob not null references order_line (id),
    variant_id blob not null references variant (id),
    location_id blob not null references location (id),
    quantity integer not null check (quantity > 0),
    state text not null check (state in ('reserved', 'allocated', 'released', 'shipped')),
    created_at integer not null,
    updated_at integer not null
) strict, without rowid;
create index reservation_by_order on reservation (order_id, state);
create index reservation_by_level on reservation (variant_id, location_id, state);

create table order_event (
    id blob not null primary key,
    order_id blob not null references orders (id),
    vendor_order_id blob references vendor_order (id),
    from_status text,
    to_status text not null,
    actor text not null,
    reason text,
    created_at integer not null
) strict, without rowid;
create index order_event_by_order on order_event (order_id, id);

create table payment (
    id blob not null primary key,
    order_id blob not null references orders (id),
    method text not null check (method in ('card', 'bank_transfer', 'none')),
    gateway text not null,
    status text not null check (status in ('pending', 'authorised', 'completed', 'failed', 'cancelled')),
    currency text not null,
    total integer not null,
    authorised integer not null,
    captured integer not null,
    refunded integer not null,
    disputed integer not null,
    open_attempt_id blob,
    closing integer not null,
    attempts integer not null,
    transaction_id text,
    brand text,
    last4 text,
    exp_month integer,
    exp_year integer,
    reference text,
    created_at integer not null,
    updated_at integer not null,
    constraint money_given_back_was_taken check (refunded <= captured)
) strict;
create unique index payment_order_id on payment (order_id);
create unique index payment_reference on payment (reference);

create table payment_attempt (
    id blob not null primary key,
    payment_id blob not null references payment (id),
    sequence integer not null,
    gateway text not null,
    gateway_key text not null,
    status text not null check (status in ('created', 'sent', 'requires_action', 'in_doubt', 'succeeded', 'declined', 'cancelled')),
    charge integer not null,
    transaction_id text,
    decline_code text,
    next_action_url text,
    brand text,
    last4 text,
    exp_month integer,
    exp_year integer,
    sent_at integer,
    unknown_since integer,
    unknown_seen integer not null,
    next_check_at integer,
    ended_at integer,
    created_at integer not null,
    updated_at integer not null
) strict;
create unique index payment_attempt_payment_id_sequence on payment_attempt (payment_id, sequence);
create unique index payment_attempt_gateway_key on payment_attempt (gateway_key);
create index payment_attempt_by_check on payment_attempt (status, next_check_at);

create table refund (
    id blob not null primary key,
    payment_id blob not null references payment (id),
    attempt_id blob references payment_attempt (id),
    vendor_order_id blob references vendor_order (id),
    gateway text not null,
    gateway_key text not null,
    charge_key text not null,
    currency text not null,
    total integer not null check (total > 0),
    status text not null check (status in ('requested', 'sent', 'succeeded', 'failed', 'in_doubt')),
    reason text not null,
    created_at integer not null,
    updated_at integer not null
) strict;
create unique index refund_gateway_key on refund (gateway_key);
create index refund_by_payment on refund (payment_id, status);

create table bank_receipt (
    id blob not null primary key,
    statement_line text not null,
    reference text not null,
    payment_id blob references payment (id),
    received integer not null check (received > 0),
    currency text not null,
    state text not null check (state in ('applied', 'unmatched')),
    received_at integer not null,
    created_at integer not null
) strict, without rowid;
create unique index bank_receipt_statement_line on bank_receipt (statement_line);
create index bank_receipt_by_payment on bank_receipt (payment_id);
create index bank_receipt_by_state on bank_receipt (state, created_at, id);

create table gateway_event (
    gateway text not null,
    event_id text not null,
    kind text not null,
    gateway_key text not null,
    received_at integer not null,
    applied_at integer,
    primary key (gateway, event_id)
) strict, without rowid;

create table ledger_transaction (
    id blob not null primary key,
    kind text not null,
    cause_kind text not null,
    cause_id blob not null,
    currency text not null,
    order_id blob references orders (id),
    vendor_order_id blob references vendor_order (id),
    created_at integer not null
) strict, without rowid;
create unique index ledger_transaction_kind_cause_kind_cause_id on ledger_transaction (kind, cause_kind, cause_id);
create index ledger_transaction_by_order on ledger_transaction (order_id);

create table ledger_entry (
    transaction_id blob not null references ledger_transaction (id),
    position integer not null,
    account text not null,
    vendor_id blob references vendor (id),
    gateway text,
    debit integer not null,
    primary key (transaction_id, position)
) strict, without rowid;
create index ledger_entry_by_account on ledger_entry (account, vendor_id);

create table outbox (
    id blob not null primary key,
    kind text not null,
    subject_id blob not null,
    payload text not null,
    created_at integer not null,
    handled_at integer
) strict, without rowid;
create index outbox_by_state on outbox (handled_at, id);

create table job (
    id blob not null primary key,
    kind text not null,
    dedup_key text not null,
    payload text not null,
    state text not null check (state in ('ready', 'done', 'failed')),
    run_at integer not null,
    attempts integer not null,
    leased_until integer,
    lease_id blob,
    last_error text,
    created_at integer not null,
    finished_at integer
) strict, without rowid;
create unique index job_dedup_key on job (dedup_key);
create index job_by_turn on job (state, run_at, id);

create table mail (
    id blob not null primary key,
    dedup_key text not null,
    kind text not null,
    order_id blob references orders (id),
    recipient text not null,
    subject text not null,
    body_text text not null,
    body_html text not null,
    state text not null check (state in ('queued', 'sent', 'failed')),
    created_at integer not null,
    sent_at integer
) strict;
create unique index mail_dedup_key on mail (dedup_key);
create index mail_by_age on mail (created_at, id);

create table idempotency (
    scope blob not null,
    key_hash blob not null,
    operation text not null,
    fingerprint blob not null,
    order_id blob,
    state text not null check (state in ('running', 'done')),
    lease_id blob not null,
    lease_until integer not null,
    answer_status integer,
    answer text,
    created_at integer not null,
    expires_at integer not null,
    primary key (scope, key_hash)
) strict, without rowid;
create index idempotency_by_expiry on idempotency (expires_at);

create table throttle (
    bucket blob not null primary key,
    window_ends_at integer not null,
    uses integer not null
) strict, without rowid;
create index throttle_by_age on throttle (window_ends_at);
