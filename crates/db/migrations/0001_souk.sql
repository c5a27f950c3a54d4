-- The first step of the schema. Types and table options are tokens; crates/db/src/ddl.rs tells what each database gets.

create table market_setting (
    name {text 64} not null primary key,
    value {text} not null
) {small rows};

create table account (
    id {id} not null primary key,
    username {text 40} not null,
    username_key {text 191} not null,
    email {text 254},
    email_key {text 191},
    email_claimed_at {time},
    email_verified_at {time},
    phone {text 16},
    phone_claimed_at {time},
    first_name {text 100} not null,
    last_name {text 100} not null,
    password_hash {text 191},
    totp_secret {bytes 48},
    totp_confirmed_at {time},
    totp_step {count},
    status {text 16} not null check (status in ('active', 'deleted')),
    revision {count} not null,
    created_at {time} not null,
    updated_at {time} not null
) {large rows};
create unique index account_username_key on account (username_key);
create unique index account_email_key on account (email_key);
create unique index account_phone on account (phone);
create index account_by_age on account (created_at, id);
create index account_by_status on account (status);

create table account_session (
    id {id} not null primary key,
    token_hash {hash} not null,
    account_id {id} not null,
    agent {text 200} not null,
    client {text 64} not null,
    created_at {time} not null,
    seen_at {time} not null,
    expires_at {time} not null,
    -- the vendor that a member of the staff acts for with it, and until when
    acts_for {id},
    acts_until {time},
    foreign key (account_id) references account (id)
) {small rows};
create unique index account_session_token_hash on account_session (token_hash);
create index account_session_by_account on account_session (account_id, seen_at);
create index account_session_by_expiry on account_session (expires_at);

create table account_token (
    id {id} not null primary key,
    token_hash {hash} not null,
    account_id {id},
    purpose {text 16} not null check (purpose in ('verify', 'reset', 'invite', 'setup', 'staff')),
    email {text 254},
    created_at {time} not null,
    expires_at {time} not null,
    used_at {time},
    foreign key (account_id) references account (id)
) {small rows};
create unique index account_token_token_hash on account_token (token_hash);
create index account_token_by_account on account_token (account_id, purpose);
create index account_token_by_expiry on account_token (expires_at);

create table account_address (
    id {id} not null primary key,
    account_id {id} not null,
    address {text} not null,
    default_shipping {flag} not null,
    default_billing {flag} not null,
    created_at {time} not null,
    updated_at {time} not null,
    foreign key (account_id) references account (id)
) {large rows};
create index account_address_by_account on account_address (account_id, created_at, id);

create table recovery_code (
    account_id {id} not null,
    code_hash {hash} not null,
    used_at {time},
    primary key (account_id, code_hash),
    foreign key (account_id) references account (id)
) {small rows};

-- what somebody works with; without permissions of its own it has those that every market begins with
create table staff_department (
    code {text 40} not null primary key,
    name {text 60} not null,
    name_key {text 191} not null,
    permissions {text 2000},
    revision {count} not null,
    created_at {time} not null,
    updated_at {time} not null
) {small rows};
create unique index staff_department_name_key on staff_department (name_key);
insert into staff_department (code, name, name_key, permissions, revision, created_at, updated_at) values
    ('all', 'The whole market', 'the whole market', null, 1, 0, 0),
    ('catalogue', 'Catalogue', 'catalogue', null, 1, 0, 0),
    ('finance', 'Finance', 'finance', null, 1, 0, 0),
    ('operations', 'Operations', 'operations', null, 1, 0, 0),
    ('support', 'Support', 'support', null, 1, 0, 0);

-- what somebody may do of what the department has; the three without permissions of their own mean the same in every market
create table staff_role (
    code {text 40} not null primary key,
    name {text 60} not null,
    name_key {text 191} not null,
    permissions {text 2000},
    requires_second_factor {flag} not null,
    revision {count} not null,
    created_at {time} not null,
    updated_at {time} not null
) {small rows};
create unique index staff_role_name_key on staff_role (name_key);
insert into staff_role (code, name, name_key, permissions, requires_second_factor, revision, created_at, updated_at) values
    ('admin', 'Admin', 'admin', null, false, 1, 0, 0),
    ('super_admin', 'Super Admin', 'super admin', null, false, 1, 0, 0),
    ('user', 'User', 'user', null, false, 1, 0, 0);

create table staff (
    account_id {id} not null primary key,
    role {text 40} not null,
    department {text 40} not null,
    created_at {time} not null,
    last_sign_in_at {time},
    foreign key (account_id) references account (id),
    foreign key (role) references staff_role (code),
    foreign key (department) references staff_department (code)
) {small rows};
create index staff_by_role on staff (role);
create index staff_by_department on staff (department);

-- somebody asked to join; the link is a row of account_token, and each letter has one of its own
create table staff_invitation (
    id {id} not null primary key,
    token_id {id} not null,
    email {text 254} not null,
    email_key {text 191} not null,
    role {text 40} not null,
    department {text 40} not null,
    -- the super admin that asked: the link ends when they may ask nobody any more
    invited_by {id},
    created_at {time} not null,
    expires_at {time} not null,
    foreign key (role) references staff_role (code),
    foreign key (department) references staff_department (code),
    foreign key (invited_by) references account (id)
) {small rows};
create unique index staff_invitation_token_id on staff_invitation (token_id);
create unique index staff_invitation_email_key on staff_invitation (email_key);
create index staff_invitation_by_role on staff_invitation (role);
create index staff_invitation_by_department on staff_invitation (department);
create index staff_invitation_by_inviter on staff_invitation (invited_by);

create table vendor (
    id {id} not null primary key,
    slug {text 191} not null,
    slug_key {text 191} not null,
    name {text 120} not null,
    email {text 254} not null,
    tagline {text 200} not null,
    story {text} not null,
    city {text 120} not null,
    country {text 2} not null,
    -- name, slug and address of mail as they are looked for
    search_key {text} not null,
    -- what is said of delivery and returns; empty: as the market has it
    delivery_note {text 2000} not null,
    return_note {text 2000} not null,
    status {text 16} not null check (status in ('applied', 'active', 'refused', 'suspended', 'closed')),
    transfer_for_unique {flag} not null,
    -- when it is away, and what it says of that; until null: until it opens itself
    closed_from {time},
    closed_until {time},
    closure_notice {text 500} not null,
    revision {count} not null,
    created_at {time} not null,
    updated_at {time} not null
) {large rows};
create unique index vendor_slug_key on vendor (slug_key);
create index vendor_by_status on vendor (status, created_at, id);

-- names by which an import knows a vendor: those it was called by
create table vendor_alias (
    name_key {text 191} not null primary key,
    vendor_id {id} not null,
    foreign key (vendor_id) references vendor (id)
) {small rows};
create index vendor_alias_by_vendor on vendor_alias (vendor_id);

-- what somebody tells the market who applies for a vendor, and nobody else
create table vendor_application (
    vendor_id {id} not null primary key,
    account_id {id} not null,
    sells {text 2000} not null,
    address {text} not null,
    -- why the market said no; empty while it did not
    answer {text 1000} not null,
    applied_at {time} not null,
    foreign key (vendor_id) references vendor (id),
    foreign key (account_id) references account (id)
) {small rows};
create index vendor_application_by_account on vendor_application (account_id);

-- where a vendor's money is sent to
create table vendor_payout (
    vendor_id {id} not null primary key,
    holder {text 70} not null,
    bank {text 70} not null,
    sealed {bytes} not null,
    -- what is shown of the account
    masked {text 64} not null,
    updated_at {time} not null,
    foreign key (vendor_id) references vendor (id)
) {small rows};

-- papers by which a vendor shows the market who it is
create table vendor_document (
    id {id} not null primary key,
    vendor_id {id} not null,
    -- who sent it; null: they have left
    account_id {id},
    name {text 200} not null,
    kind {text 16} not null check (kind in ('pdf', 'picture')),
    file {text 120} not null,
    bytes {count} not null,
    status {text 16} not null check (status in ('waiting', 'accepted', 'refused')),
    -- why it was refused; empty while it was not
    answer {text 1000} not null,
    created_at {time} not null,
    decided_at {time},
    foreign key (vendor_id) references vendor (id),
    foreign key (account_id) references account (id)
) {small rows};
create index vendor_document_by_vendor on vendor_document (vendor_id, created_at, id);
create index vendor_document_by_account on vendor_document (account_id);
create index vendor_document_by_status on vendor_document (status, created_at, id);

create table vendor_member (
    vendor_id {id} not null,
    account_id {id} not null,
    role {text 16} not null check (role in ('owner', 'manager', 'fulfilment', 'read_only')),
    created_at {time} not null,
    primary key (vendor_id, account_id),
    foreign key (vendor_id) references vendor (id),
    foreign key (account_id) references account (id)
) {small rows};
create index vendor_member_by_account on vendor_member (account_id, created_at);

-- who owned a vendor until lately: they hear of it when its money is sent elsewhere
create table vendor_former_owner (
    vendor_id {id} not null,
    account_id {id} not null,
    left_at {time} not null,
    primary key (vendor_id, account_id),
    foreign key (vendor_id) references vendor (id),
    foreign key (account_id) references account (id)
) {small rows};
create index vendor_former_owner_by_account on vendor_former_owner (account_id);

-- what one reader is told about a vendor, as it was when it happened; it goes when it is told
create table vendor_notice (
    id {id} not null primary key,
    vendor_id {id} not null,
    account_id {id} not null,
    about_id {id},
    role {text 16} check (role in ('owner', 'manager', 'fulfilment', 'read_only')),
    words {text 1000} not null,
    foreign key (vendor_id) references vendor (id),
    foreign key (account_id) references account (id),
    foreign key (about_id) references account (id)
) {small rows};
create index vendor_notice_by_vendor on vendor_notice (vendor_id);
create index vendor_notice_by_account on vendor_notice (account_id);
create index vendor_notice_by_about on vendor_notice (about_id);

create table vendor_invitation (
    id {id} not null primary key,
    token_hash {hash} not null,
    vendor_id {id} not null,
    email {text 254} not null,
    email_key {text 191} not null,
    role {text 16} not null check (role in ('owner', 'manager', 'fulfilment', 'read_only')),
    invited_by {text 64} not null,
    -- the member that asked: the link ends when they may ask nobody any more
    inviter_id {id},
    created_at {time} not null,
    expires_at {time} not null,
    foreign key (vendor_id) references vendor (id),
    foreign key (inviter_id) references account (id)
) {small rows};
create index vendor_invitation_by_inviter on vendor_invitation (inviter_id);
create unique index vendor_invitation_token_hash on vendor_invitation (token_hash);
create unique index vendor_invitation_vendor_id_email_key on vendor_invitation (vendor_id, email_key);
create index vendor_invitation_by_expiry on vendor_invitation (expires_at);

create table api_key (
    id {id} not null primary key,
    key_hash {hash} not null,
    label {text 120} not null,
    scope {text 16} not null check (scope in ('staff', 'vendor')),
    vendor_id {id},
    made_by {id},
    created_at {time} not null,
    revoked_at {time},
    foreign key (vendor_id) references vendor (id),
    foreign key (made_by) references account (id)
) {small rows};
create unique index api_key_key_hash on api_key (key_hash);
create index api_key_by_vendor on api_key (vendor_id);

create table audit_entry (
    id {id} not null primary key,
    action {text 60} not null,
    operation {text 60},
    actor {text 64} not null,
    account_id {id},
    vendor_id {id},
    object_kind {text 32} not null,
    object_id {text 64} not null,
    detail {text 200} not null,
    state_before {text 1000},
    state_after {text 1000},
    client {text 64},
    seal {hash} not null,
    created_at {time} not null,
    foreign key (account_id) references account (id)
) {large rows};
create index audit_entry_by_time on audit_entry (created_at, id);
create index audit_entry_by_account on audit_entry (account_id, created_at, id);
create index audit_entry_by_object on audit_entry (object_id, created_at, id);
create index audit_entry_by_action on audit_entry (action, created_at, id);

create table location (
    id {id} not null primary key,
    vendor_id {id} not null,
    name {text 120} not null,
    priority {count} not null,
    created_at {time} not null,
    foreign key (vendor_id) references vendor (id)
) {small rows};
create index location_by_vendor on location (vendor_id, priority, id);

create table category (
    id {id} not null primary key,
    parent_id {id},
    slug {text 191} not null,
    slug_key {text 191} not null,
    name {text 120} not null,
    name_key {text 191} not null,
    description {text 500} not null,
    position {count} not null,
    revision {count} not null,
    created_at {time} not null,
    updated_at {time} not null,
    foreign key (parent_id) references category (id)
) {small rows};
create unique index category_slug_key on category (slug_key);
create index category_by_name on category (name_key, position, id);
create index category_by_parent on category (parent_id, position, id);

create table category_tree (
    ancestor_id {id} not null,
    descendant_id {id} not null,
    depth {count} not null,
    primary key (ancestor_id, descendant_id),
    foreign key (ancestor_id) references category (id),
    foreign key (descendant_id) references category (id)
) {small rows};
create index category_tree_by_descendant on category_tree (descendant_id, depth);

-- where what stood at a path stands now; paths are of the shop itself, without a query
create table redirect (
    from_path {text 500} not null primary key,
    to_path {text 500} not null,
    created_at {time} not null
) {small rows};
create index redirect_by_target on redirect (to_path);

-- kinds of goods by what tax is due on them
create table tax_class (
    code {text 40} not null primary key,
    name {text 120} not null,
    -- wherever a zone names no rate for it; null: that of the standard class there
    rate_bps {count} check (rate_bps >= 0),
    revision {count} not null,
    created_at {time} not null,
    updated_at {time} not null
) {small rows};
insert into tax_class (code, name, rate_bps, revision, created_at, updated_at) values
    ('standard', 'Standard', null, 1, 0, 0), ('reduced', 'Reduced', null, 1, 0, 0), ('zero', 'Zero', 0, 1, 0, 0);

create table product (
    id {id} not null primary key,
    vendor_id {id} not null,
    category_id {id} not null,
    handle_key {text 191} not null,
    slug {text 191} not null,
    slug_key {text 191} not null,
    name {text 255} not null,
    -- the name as it is looked for
    name_key {text} not null,
    brand {text 120} not null,
    description {text} not null,
    seo_title {text 255} not null,
    seo_description {text 1000} not null,
    specs {text} not null,
    tags {text} not null,
    metadata {text} not null,
    tax_class {text 40} not null,
    status {text 16} not null check (status in ('draft', 'in_review', 'active', 'rejected', 'archived')),
    -- why the staff rejected it
    rejection {text 500},
    price {money} not null check (price >= 0),
    compare_at {money},
    in_stock {flag} not null,
    revision {count} not null,
    created_at {time} not null,
    updated_at {time} not null,
    foreign key (vendor_id) references vendor (id),
    foreign key (category_id) references category (id),
    foreign key (tax_class) references tax_class (code)
) {large rows};
create unique index product_slug_key on product (slug_key);
create index product_by_tax_class on product (tax_class);
create unique index product_vendor_id_handle_key on product (vendor_id, handle_key);
create index product_by_category on product (category_id, status);
create index product_by_vendor on product (vendor_id, status, created_at, id);
create index product_by_status on product (status, updated_at, id);

create table product_option (
    product_id {id} not null,
    position {count} not null,
    name {text 60} not null,
    primary key (product_id, position),
    foreign key (product_id) references product (id)
) {small rows};

create table variant (
    id {id} not null primary key,
    product_id {id} not null,
    position {count} not null,
    sku {text 255},
    -- the SKU as it is looked for
    sku_key {text},
    option1 {text 255},
    option2 {text 255},
    option3 {text 255},
    option_key {text 191} not null,
    price {money} not null check (price >= 0),
    compare_at {money},
    cost {money},
    weight_g {count} not null check (weight_g >= 0),
    barcode {text 64},
    -- how much is in one piece, for the price per measure
    content_amount {count},
    content_unit {text 8},
    -- so many pieces, or fewer, are few
    low_stock_at {count},
    is_unique {flag} not null,
    tracked {flag} not null,
    backorder {flag} not null,
    requires_shipping {flag} not null,
    taxable {flag} not null,
    status {text 16} not null check (status in ('active', 'archived')),
    sold_at {time},
    revision {count} not null,
    created_at {time} not null,
    updated_at {time} not null,
    foreign key (product_id) references product (id)
) {large rows};
create unique index variant_product_id_option_key on variant (product_id, option_key);
create index variant_by_sku on variant (sku);

-- what a variant costs since when: a row for each change of it, which nobody changes after that
create table variant_price (
    variant_id {id} not null,
    -- that of the variant with this price
    revision {count} not null,
    price {money} not null check (price >= 0),
    compare_at {money},
    currency {text 3} not null,
    actor {text 64} not null,
    created_at {time} not null,
    primary key (variant_id, revision),
    foreign key (variant_id) references variant (id)
) {small rows};

create table product_image (
    id {id} not null primary key,
    product_id {id} not null,
    position {count} not null,
    alt {text 500} not null,
    file {text 120},
    width {count},
    height {count},
    colour {text 7},
    source_url {text 2048},
    state {text 16} not null check (state in ('ready', 'waiting', 'failed')),
    created_at {time} not null,
    foreign key (product_id) references product (id)
) {large rows};
create index product_image_by_product on product_image (product_id, position, id);

-- which variants a picture shows; one of none of them shows the whole product
create table variant_image (
    image_id {id} not null,
    variant_id {id} not null,
    primary key (image_id, variant_id),
    foreign key (image_id) references product_image (id),
    foreign key (variant_id) references variant (id)
) {small rows};
create index variant_image_by_variant on variant_image (variant_id);

-- files that whoever bought a variant may download; one that was removed stays for those who bought before
create table download (
    id {id} not null primary key,
    variant_id {id} not null,
    vendor_id {id} not null,
    name {text 200} not null,
    file {text 120} not null,
    bytes {count} not null check (bytes > 0),
    created_at {time} not null,
    removed_at {time},
    foreign key (vendor_id) references vendor (id)
    -- no key to the variant: docs/decisions/020-locks.md
) {small rows};
create index download_by_variant on download (variant_id, id);
create index download_by_vendor on download (vendor_id, id);
create index download_by_removal on download (removed_at, id);

create table listing (
    category_id {id} not null,
    product_id {id} not null,
    vendor_id {id} not null,
    price {money} not null,
    in_stock {flag} not null,
    -- whether the price was lowered: lists can be narrowed to that
    on_sale {flag} not null,
    created_at {time} not null,
    primary key (category_id, product_id),
    foreign key (product_id) references product (id)
) {small rows};
create index listing_by_newest on listing (category_id, created_at, product_id, price, in_stock, on_sale, vendor_id);
create index listing_by_price on listing (category_id, price, product_id, in_stock, on_sale, vendor_id);
-- whether anything is on sale is asked for every page, also where nothing is
create index listing_by_sale on listing (category_id, on_sale);
-- a vendor's newest are read from this index alone
create index listing_by_vendor on listing (vendor_id, category_id, created_at, product_id, price, in_stock);
create index listing_by_product on listing (product_id);

create table stock_level (
    variant_id {id} not null,
    location_id {id} not null,
    on_hand {count} not null,
    reserved {count} not null,
    backorder {flag} not null,
    updated_at {time} not null,
    primary key (variant_id, location_id),
    constraint stock_is_never_oversold check (on_hand >= 0 and reserved >= 0 and (backorder or reserved <= on_hand)),
    foreign key (variant_id) references variant (id),
    foreign key (location_id) references location (id)
) {small rows};

-- variants of which few are left only while orders hold what nobody has paid: whether they stay so is looked at again
create table low_stock_watch (
    variant_id {id} not null primary key,
    created_at {time} not null,
    foreign key (variant_id) references variant (id)
) {small rows};

create table stock_movement (
    id {id} not null primary key,
    variant_id {id} not null,
    location_id {id} not null,
    delta {count} not null,
    reason {text 16} not null check (reason in ('initial', 'adjustment', 'count', 'import', 'sale', 'return')),
    note {text 500},
    cause_kind {text 32} not null,
    cause_id {id} not null,
    actor {text 64} not null,
    created_at {time} not null,
    foreign key (variant_id) references variant (id),
    foreign key (location_id) references location (id)
) {small rows};
create unique index stock_movement_cause_kind_cause_id_variant_id_location_id on stock_movement (cause_kind, cause_id, variant_id, location_id);
create index stock_movement_by_variant on stock_movement (variant_id, location_id, id);

create table shipping_method (
    id {id} not null primary key,
    vendor_id {id},
    name {text 120} not null,
    min_days {count} not null,
    max_days {count} not null,
    -- whether whoever brings it takes cash for it
    takes_cash {flag} not null,
    position {count} not null,
    status {text 16} not null check (status in ('active', 'archived')),
    revision {count} not null,
    created_at {time} not null,
    updated_at {time} not null,
    foreign key (vendor_id) references vendor (id)
) {small rows};
create index shipping_method_by_status on shipping_method (status, position, id);
create index shipping_method_by_vendor on shipping_method (vendor_id, status, position, id);

-- places that a way to ship serves for the same fee
create table shipping_zone (
    method_id {id} not null,
    position {count} not null,
    -- a country or a region of it in each line; empty: the rest of the world
    places {text} not null,
    kind {text 16} not null check (kind in ('flat', 'by_weight', 'weight_brackets', 'amount_brackets', 'carrier')),
    fee {money} not null check (fee >= 0),
    per_kg {money} not null check (per_kg >= 0),
    free_from {money},
    -- one in each line: its end and its fee
    brackets {text} not null,
    -- who is asked for the fee
    carrier {text 60},
    service {text 60},
    primary key (method_id, position),
    foreign key (method_id) references shipping_method (id)
) {small rows};

-- how a vendor ships, whichever way
create table vendor_shipping (
    vendor_id {id} not null primary key,
    own_only {flag} not null,
    handling_days {count} not null check (handling_days >= 0),
    revision {count} not null,
    created_at {time} not null,
    updated_at {time} not null,
    foreign key (vendor_id) references vendor (id)
) {small rows};

-- places with the same taxes
create table tax_zone (
    id {id} not null primary key,
    name {text 120} not null,
    -- the name as it is compared
    name_key {text 191} not null,
    included {flag} not null,
    taxes_shipping {flag} not null,
    rounding {text 16} not null check (rounding in ('line', 'vendor_order')),
    remitter {text 16} not null check (remitter in ('market', 'vendor')),
    revision {count} not null,
    created_at {time} not null,
    updated_at {time} not null
) {small rows};
create unique index tax_zone_name_key on tax_zone (name_key);

-- a country, a region of it, or its postal codes that begin alike; a zone without one is everywhere else
create table tax_zone_place (
    zone_id {id} not null,
    position {count} not null,
    country {text 2} not null,
    region {text 64},
    postal_prefix {text 12},
    primary key (zone_id, position),
    foreign key (zone_id) references tax_zone (id)
) {small rows};

create table tax_rate (
    zone_id {id} not null,
    tax_class {text 40} not null,
    rate_bps {count} not null check (rate_bps >= 0 and rate_bps <= 10000),
    primary key (zone_id, tax_class),
    foreign key (zone_id) references tax_zone (id),
    foreign key (tax_class) references tax_class (code)
) {small rows};

-- accounts that pay no tax
create table tax_exemption (
    account_id {id} not null primary key,
    reason {text 200} not null,
    -- of the certificate or the business; may be empty
    number {text 60} not null,
    ends_at {time},
    revision {count} not null,
    created_at {time} not null,
    updated_at {time} not null,
    foreign key (account_id) references account (id)
) {small rows};

-- what the market keeps of every sale: one row
create table commission (
    id {count} not null primary key check (id = 1),
    percent_bps {count} not null check (percent_bps >= 0 and percent_bps <= 10000),
    fixed_fee {money} not null check (fixed_fee >= 0),
    minimum {money} check (minimum >= 0),
    maximum {money} check (maximum >= 0),
    tax_bps {count} not null check (tax_bps >= 0 and tax_bps <= 10000),
    on_shipping {flag} not null,
    revision {count} not null,
    updated_at {time} not null
) {small rows};
insert into commission (id, percent_bps, fixed_fee, minimum, maximum, tax_bps, on_shipping, revision, updated_at)
    values (1, 1000, 0, null, null, 0, false, 1, 0);

-- what it keeps of a vendor's goods, of a category's, or of both
create table commission_rate (
    id {id} not null primary key,
    -- vendor and category as one word, so that no two rates are of the same
    scope {text 80} not null,
    vendor_id {id},
    category_id {id},
    percent_bps {count} not null check (percent_bps >= 0 and percent_bps <= 10000),
    fixed_fee {money} not null check (fixed_fee >= 0),
    minimum {money} check (minimum >= 0),
    maximum {money} check (maximum >= 0),
    revision {count} not null,
    created_at {time} not null,
    updated_at {time} not null,
    foreign key (vendor_id) references vendor (id),
    foreign key (category_id) references category (id)
) {small rows};
create unique index commission_rate_scope on commission_rate (scope);

-- rules that lower prices; what changes with each use stands in promotion_use, so that these rows can be kept in memory
create table promotion (
    id {id} not null primary key,
    -- whose it is; none: the market's
    vendor_id {id},
    name {text 120} not null,
    description {text 500} not null,
    needs_code {flag} not null,
    kind {text 16} not null check (kind in ('percent', 'fixed', 'free_shipping', 'buy_x_get_y', 'fixed_price')),
    -- what is not of its kind is 0
    percent_bps {count} not null check (percent_bps between 0 and 10000),
    amount {money} not null check (amount >= 0),
    buy {count} not null,
    get_pieces {count} not null,
    scope {text 16} not null check (scope in ('all', 'vendors', 'categories', 'products')),
    starts_at {time},
    ends_at {time},
    minimum {money},
    minimum_quantity {count},
    limit_total {count},
    limit_per_customer {count},
    stacking {text 16} not null check (stacking in ('combinable', 'priority', 'exclusive')),
    priority {count} not null,
    -- the part that the market pays
    platform_bps {count} not null check (platform_bps between 0 and 10000),
    status {text 16} not null check (status in ('active', 'archived')),
    revision {count} not null,
    created_at {time} not null,
    updated_at {time} not null,
    constraint a_vendor_pays_for_its_own check (vendor_id is null or platform_bps = 0),
    foreign key (vendor_id) references vendor (id)
) {small rows};
create index promotion_by_status on promotion (status, id);
create index promotion_by_vendor on promotion (vendor_id, status, id);

-- products, categories or vendors that a promotion names
create table promotion_target (
    promotion_id {id} not null,
    target_id {id} not null,
    primary key (promotion_id, target_id),
    foreign key (promotion_id) references promotion (id)
) {small rows};

-- how often a promotion was used by orders that have not ended unpaid
create table promotion_use (
    promotion_id {id} not null primary key,
    used {count} not null check (used >= 0),
    foreign key (promotion_id) references promotion (id)
) {small rows};

-- the same by customer: a keyed hash of the account or the e-mail address
create table promotion_customer (
    promotion_id {id} not null,
    customer_key {hash} not null,
    used {count} not null check (used >= 0),
    primary key (promotion_id, customer_key)
) {small rows};

create table promotion_code (
    id {id} not null primary key,
    promotion_id {id} not null,
    code {text 40} not null,
    code_key {text 40} not null,
    -- none: as often as the promotion
    max_uses {count},
    used {count} not null check (used >= 0),
    withdrawn_at {time},
    created_at {time} not null,
    foreign key (promotion_id) references promotion (id)
) {small rows};
create unique index promotion_code_code_key on promotion_code (code_key);
create index promotion_code_by_promotion on promotion_code (promotion_id, id);

create table cart (
    id {id} not null primary key,
    key_hash {hash} not null,
    account_id {id},
    status {text 16} not null check (status in ('open', 'ordered')),
    order_id {id},
    currency {text 3} not null,
    -- how many codes were entered
    codes {count} not null,
    revision {count} not null,
    created_at {time} not null,
    updated_at {time} not null,
    foreign key (account_id) references account (id)
) {small rows};
create unique index cart_key_hash on cart (key_hash);
-- those of nobody by age too: they are cleaned
create index cart_by_account on cart (account_id, status, updated_at);

create table cart_line (
    id {id} not null primary key,
    cart_id {id} not null,
    variant_id {id} not null,
    quantity {count} not null check (quantity between 1 and 999),
    quoted_price {money} not null,
    created_at {time} not null,
    foreign key (cart_id) references cart (id),
    foreign key (variant_id) references variant (id)
) {small rows};
create unique index cart_line_cart_id_variant_id on cart_line (cart_id, variant_id);
create index cart_line_by_variant on cart_line (variant_id);

-- codes that were entered; with the cart's lines they stay when it is ordered
create table cart_code (
    cart_id {id} not null,
    code_id {id} not null,
    created_at {time} not null,
    primary key (cart_id, code_id),
    foreign key (cart_id) references cart (id),
    foreign key (code_id) references promotion_code (id)
) {small rows};

create table orders (
    id {id} not null primary key,
    number {text 16} not null,
    cart_id {id} not null,
    buyer_id {id},
    email {text 254} not null,
    email_key {text 191} not null,
    phone {text 40},
    status {text 16} not null check (status in ('pending', 'processing', 'shipped', 'delivered', 'confirmed', 'completed', 'reviewed', 'cancelled')),
    currency {text 3} not null,
    tax_included {flag} not null,
    subtotal {money} not null,
    discount_total {money} not null,
    shipping_total {money} not null,
    tax_total {money} not null,
    grand_total {money} not null check (grand_total >= 0),
    -- how many adjustments it has
    adjustments {count} not null,
    shipping_address {text},
    -- null: the same as the shipping address
    billing_address {text},
    client_key {hash},
    token_version {count} not null,
    expires_at {time},
    cancel_reason {text 64},
    revision {count} not null,
    created_at {time} not null,
    updated_at {time} not null,
    foreign key (cart_id) references cart (id)
) {large rows};
create unique index orders_number on orders (number);
create unique index orders_cart_id on orders (cart_id);
create index orders_by_expiry on orders (status, expires_at);
-- the lists of the back office
create index orders_by_status on orders (status, id);
create index orders_by_email on orders (email_key, status);
create index orders_by_client on orders (client_key, status);
create index orders_by_buyer on orders (buyer_id, created_at, id);

create table vendor_order (
    id {id} not null primary key,
    order_id {id} not null,
    vendor_id {id} not null,
    position {count} not null,
    status {text 16} not null check (status in ('pending', 'processing', 'shipped', 'delivered', 'confirmed', 'completed', 'reviewed', 'cancelled')),
    subtotal {money} not null,
    discount_total {money} not null,
    platform_discount {money} not null,
    shipping {money} not null,
    shipping_tax {money} not null,
    tax_total {money} not null,
    total {money} not null,
    commission {money} not null,
    commission_tax {money} not null,
    -- what of the two is of its shipping
    shipping_commission {money} not null,
    shipping_commission_tax {money} not null,
    tax_remitted {money} not null,
    vendor_net {money} not null,
    shipping_method_id {id},
    shipping_method_name {text 120},
    arrives_from {time},
    arrives_by {time},
    ship_by {time},
    processing_at {time},
    delivered_at {time},
    delivered_by {text 16} check (delivered_by in ('buyer', 'carrier', 'vendor')),
    -- what is to be paid, or was, in cash when it arrives; none where it is paid otherwise
    cash_due {money} check (cash_due >= 0),
    -- when that was taken
    collected_at {time},
    -- when it takes its next step by itself
    due_at {time},
    -- when its buyer is asked for reviews; none: not yet, or asked
    review_due_at {time},
    -- returns, disputes and reports that keep it from that, and since when there are any
    holds {count} not null check (holds >= 0),
    held_since {time},
    revision {count} not null,
    created_at {time} not null,
    updated_at {time} not null,
    foreign key (order_id) references orders (id),
    foreign key (vendor_id) references vendor (id)
) {large rows};
create unique index vendor_order_order_id_vendor_id on vendor_order (order_id, vendor_id);
create index vendor_order_by_vendor on vendor_order (vendor_id, id);
create index vendor_order_by_vendor_status on vendor_order (vendor_id, status, id);
-- what a vendor sold since a day
create index vendor_order_by_sale on vendor_order (vendor_id, processing_at);
-- what the whole market sold
create index vendor_order_by_processing on vendor_order (processing_at);
create index vendor_order_by_due on vendor_order (due_at, id);
create index vendor_order_by_review_due on vendor_order (review_due_at, id);
create index vendor_order_by_held on vendor_order (held_since, id);

create table vendor_order_hold (
    vendor_order_id {id} not null,
    kind {text 16} not null check (kind in ('return', 'dispute', 'not_received')),
    cause_id {id} not null,
    created_at {time} not null,
    released_at {time},
    primary key (vendor_order_id, kind, cause_id),
    foreign key (vendor_order_id) references vendor_order (id)
) {small rows};

create table order_line (
    id {id} not null primary key,
    order_id {id} not null,
    vendor_order_id {id} not null,
    position {count} not null,
    product_id {id} not null,
    variant_id {id} not null,
    name {text 255} not null,
    options {text 1000} not null,
    sku {text 255},
    image {text 120},
    unit_price {money} not null,
    quantity {count} not null check (quantity > 0),
    discount {money} not null,
    platform_discount {money} not null,
    tax_bps {count} not null,
    tax_class {text 40} not null,
    tax_remitter {text 16} not null check (tax_remitter in ('market', 'vendor')),
    tax {money} not null,
    total {money} not null,
    commission_bps {count} not null,
    commission {money} not null,
    commission_tax {money} not null,
    tax_remitted {money} not null,
    vendor_net {money} not null,
    requires_shipping {flag} not null,
    is_unique {flag} not null,
    fulfilled {count} not null,
    -- pieces called off after they were paid, before they were sent
    cancelled {count} not null,
    returned {count} not null,
    -- pieces whose money went back or is on its way, and all that went back for the line
    refunded {count} not null,
    refunded_total {money} not null,
    constraint no_piece_counts_twice check (cancelled + fulfilled <= quantity and returned <= quantity and refunded <= quantity),
    foreign key (order_id) references orders (id),
    -- no keys to product and variant: docs/decisions/020-locks.md
    foreign key (vendor_order_id) references vendor_order (id)
) {large rows};
create index order_line_by_order on order_line (order_id, position);
create index order_line_by_vendor_order on order_line (vendor_order_id, position);
create index order_line_by_variant on order_line (variant_id);

create table reservation (
    order_line_id {id} not null,
    location_id {id} not null,
    order_id {id} not null,
    variant_id {id} not null,
    reserved {count} not null check (reserved >= 0),
    allocated {count} not null check (allocated >= 0),
    shipped {count} not null check (shipped >= 0),
    released {count} not null check (released >= 0),
    created_at {time} not null,
    updated_at {time} not null,
    primary key (order_line_id, location_id),
    foreign key (order_line_id) references order_line (id),
    foreign key (location_id) references location (id),
    foreign key (order_id) references orders (id)
) {small rows};
create index reservation_by_level on reservation (variant_id, location_id);

-- what promotions took off, as it was granted: of a line, or of a vendor order's shipping
create table order_adjustment (
    order_id {id} not null,
    position {count} not null,
    vendor_order_id {id} not null,
    order_line_id {id},
    promotion_id {id} not null,
    name {text 120} not null,
    code {text 40},
    discount {money} not null check (discount > 0),
    -- the part that the market pays
    platform {money} not null check (platform >= 0),
    primary key (order_id, position),
    constraint no_part_is_more_than_the_whole check (platform <= discount),
    foreign key (order_id) references orders (id)
) {small rows};
create index order_adjustment_by_promotion on order_adjustment (promotion_id, order_id);

-- that an order used a promotion
create table redemption (
    promotion_id {id} not null,
    order_id {id} not null,
    customer_key {hash} not null,
    code_id {id},
    -- when the order ended unpaid: then it counts no more
    given_back_at {time},
    created_at {time} not null,
    primary key (promotion_id, order_id),
    foreign key (order_id) references orders (id)
) {small rows};
create index redemption_by_order on redemption (order_id);
create index redemption_by_customer on redemption (promotion_id, customer_key);

create table shipment (
    id {id} not null primary key,
    vendor_order_id {id} not null,
    -- its number among those of its vendor order, from 1
    position {count} not null,
    status {text 24} not null check (status in ('pending', 'packed', 'in_transit', 'out_for_delivery', 'delivered', 'lost', 'returned')),
    carrier {text 60},
    -- the carrier's name as it is compared
    carrier_key {text 60},
    tracking_number {text 80},
    -- the number as it is compared
    tracking_key {text 80},
    estimated_delivery {time},
    shipped_at {time},
    delivered_at {time},
    delivered_by {text 16} check (delivered_by in ('buyer', 'carrier', 'vendor')),
    -- counts its changes
    revision {count} not null,
    created_at {time} not null,
    updated_at {time} not null,
    foreign key (vendor_order_id) references vendor_order (id)
) {large rows};
create unique index shipment_vendor_order_id_position on shipment (vendor_order_id, position);
create index shipment_by_tracking on shipment (tracking_key, carrier_key);

create table shipment_line (
    shipment_id {id} not null,
    order_line_id {id} not null,
    quantity {count} not null check (quantity > 0),
    primary key (shipment_id, order_line_id),
    foreign key (shipment_id) references shipment (id),
    foreign key (order_line_id) references order_line (id)
) {small rows};
create index shipment_line_by_line on shipment_line (order_line_id);

create table tracking_event (
    id {id} not null primary key,
    shipment_id {id} not null,
    status {text 24} not null check (status in ('pending', 'packed', 'in_transit', 'out_for_delivery', 'delivered', 'lost', 'returned')),
    words {text 200},
    place {text 120},
    happened_at {time} not null,
    actor {text 64} not null,
    -- the carrier's own id of it
    carrier_event {text 120},
    -- the time that the carrier gave it, where that cannot be
    claimed_at {time},
    created_at {time} not null,
    foreign key (shipment_id) references shipment (id)
) {small rows};
create unique index tracking_event_shipment_id_carrier_event on tracking_event (shipment_id, carrier_event);
create index tracking_event_by_shipment on tracking_event (shipment_id, happened_at, id);

create table order_event (
    id {id} not null primary key,
    order_id {id} not null,
    vendor_order_id {id},
    from_status {text 16},
    to_status {text 16} not null,
    actor {text 64} not null,
    reason {text 200},
    created_at {time} not null,
    foreign key (order_id) references orders (id),
    foreign key (vendor_order_id) references vendor_order (id)
) {small rows};
create index order_event_by_order on order_event (order_id, id);

create table payment (
    id {id} not null primary key,
    order_id {id} not null,
    method {text 16} not null check (method in ('card', 'bank_transfer', 'cash_on_delivery', 'none')),
    gateway {text 16} not null,
    status {text 16} not null check (status in ('pending', 'authorised', 'completed', 'failed', 'cancelled')),
    currency {text 3} not null,
    total {money} not null,
    authorised {money} not null,
    captured {money} not null,
    refunded {money} not null,
    disputed {money} not null,
    open_attempt_id {id},
    closing {flag} not null,
    attempts {count} not null,
    transaction_id {text 191},
    brand {text 16},
    last4 {text 4},
    exp_month {count},
    exp_year {count},
    reference {text 32},
    -- when its buyer was reminded of a transfer
    reminded_at {time},
    created_at {time} not null,
    updated_at {time} not null,
    constraint money_given_back_was_taken check (refunded <= captured),
    foreign key (order_id) references orders (id)
) {large rows};
create unique index payment_order_id on payment (order_id);
create unique index payment_reference on payment (reference);

create table payment_attempt (
    id {id} not null primary key,
    payment_id {id} not null,
    sequence {count} not null,
    gateway {text 16} not null,
    gateway_key {text 191} not null,
    gateway_ref {text 191},
    status {text 16} not null check (status in ('created', 'sent', 'requires_action', 'in_doubt', 'succeeded', 'declined', 'cancelled', 'mismatched')),
    charge {money} not null,
    taken {money},
    taken_currency {text 3},
    fee {money},
    transaction_id {text 191},
    decline_code {text 64},
    next_action_url {text},
    brand {text 16},
    last4 {text 4},
    exp_month {count},
    exp_year {count},
    sent_at {time},
    unknown_since {time},
    unknown_seen {count} not null,
    next_check_at {time},
    -- when people were told that it stays open
    alerted_at {time},
    ended_at {time},
    created_at {time} not null,
    updated_at {time} not null,
    foreign key (payment_id) references payment (id)
) {large rows};
create unique index payment_attempt_payment_id_sequence on payment_attempt (payment_id, sequence);
create unique index payment_attempt_gateway_key on payment_attempt (gateway_key);
create index payment_attempt_by_gateway_ref on payment_attempt (gateway_ref);
create index payment_attempt_by_check on payment_attempt (status, next_check_at);

create table refund (
    id {id} not null primary key,
    payment_id {id} not null,
    attempt_id {id},
    vendor_order_id {id},
    retry_of {id},
    gateway {text 16} not null,
    gateway_key {text 191} not null,
    gateway_ref {text 191},
    charge_key {text 191} not null,
    currency {text 3} not null,
    -- nothing for a line that the market paid for
    total {money} not null check (total >= 0),
    status {text 16} not null check (status in ('requested', 'sent', 'pending', 'succeeded', 'failed', 'retried', 'waived', 'in_doubt')),
    reason {text 64} not null,
    -- why, in the words of whoever gave it back
    note {text 500} not null,
    -- whether people send it, from the market's own account
    by_hand {flag} not null,
    -- the failed one in whose place it stands, where that went through after all
    paid_as {id},
    -- what its gateway says otherwise than was booked
    discrepancy {text 16} check (discrepancy in ('paid_twice', 'other_amount')),
    created_at {time} not null,
    updated_at {time} not null,
    foreign key (payment_id) references payment (id),
    foreign key (attempt_id) references payment_attempt (id),
    foreign key (vendor_order_id) references vendor_order (id),
    foreign key (retry_of) references refund (id)
) {large rows};
create unique index refund_gateway_key on refund (gateway_key);
create unique index refund_retry_of on refund (retry_of);
create index refund_by_payment on refund (payment_id, status);
create index refund_by_status on refund (status, created_at, id);
create index refund_by_age on refund (created_at, id);

-- what of a vendor order a refund gives back, figure by figure
create table refund_line (
    refund_id {id} not null,
    position {count} not null,
    vendor_order_id {id} not null,
    -- null: its shipping
    order_line_id {id},
    -- 0: a sum
    quantity {count} not null check (quantity >= 0),
    gross {money} not null check (gross >= 0),
    tax {money} not null,
    platform_discount {money} not null,
    vendor_net {money} not null,
    commission {money} not null,
    commission_tax {money} not null,
    tax_remitted {money} not null,
    primary key (refund_id, position),
    foreign key (refund_id) references refund (id),
    foreign key (vendor_order_id) references vendor_order (id),
    foreign key (order_line_id) references order_line (id)
) {small rows};
create index refund_line_by_vendor_order on refund_line (vendor_order_id);
create index refund_line_by_order_line on refund_line (order_line_id);

create table return_request (
    id {id} not null primary key,
    order_id {id} not null,
    vendor_order_id {id} not null,
    vendor_id {id} not null,
    status {text 16} not null check (status in ('requested', 'approved', 'refused', 'received', 'refunded')),
    reason {text 32} not null check (reason in ('damaged', 'not_as_described', 'wrong_item', 'does_not_fit', 'no_longer_wanted', 'other')),
    words {text 2000} not null,
    answer {text 2000} not null,
    -- why the vendor waits for the rest no more
    closing {text 2000} not null,
    revision {count} not null,
    created_at {time} not null,
    updated_at {time} not null,
    foreign key (order_id) references orders (id),
    foreign key (vendor_order_id) references vendor_order (id),
    foreign key (vendor_id) references vendor (id)
) {large rows};
create index return_request_by_order on return_request (order_id, id);
create index return_request_by_vendor on return_request (vendor_id, id);
create index return_request_by_vendor_status on return_request (vendor_id, status, id);
create index return_request_by_status on return_request (status, id);

create table return_line (
    return_id {id} not null,
    order_line_id {id} not null,
    quantity {count} not null check (quantity > 0),
    received {count} not null,
    restocked {count} not null,
    settled {count} not null,
    primary key (return_id, order_line_id),
    constraint no_piece_comes_back_twice check (received <= quantity and restocked <= received and settled <= received),
    foreign key (return_id) references return_request (id),
    foreign key (order_line_id) references order_line (id)
) {small rows};
create index return_line_by_order_line on return_line (order_line_id);

-- what gives the money of a return back: one refund for each time that some of it was settled
create table return_refund (
    refund_id {id} not null primary key,
    return_id {id} not null,
    foreign key (refund_id) references refund (id),
    foreign key (return_id) references return_request (id)
) {small rows};
create index return_refund_by_return on return_refund (return_id);

-- each step that a return took
create table return_event (
    id {id} not null primary key,
    return_id {id} not null,
    from_status {text 16},
    to_status {text 16} not null,
    actor {text 64} not null,
    reason {text 500},
    created_at {time} not null,
    foreign key (return_id) references return_request (id)
) {small rows};
create index return_event_by_return on return_event (return_id, id);

create table return_photo (
    id {id} not null primary key,
    return_id {id} not null,
    file {text 120} not null,
    created_at {time} not null,
    foreign key (return_id) references return_request (id)
) {small rows};
create index return_photo_by_return on return_photo (return_id, id);

-- files that are removed at a time: a photograph's until a row shows it, and again once none does
create table file_to_remove (
    file {text 120} not null primary key,
    due_at {time} not null
) {small rows};
create index file_to_remove_by_due on file_to_remove (due_at, file);

create table product_import (
    id {id} not null primary key,
    vendor_id {id} not null,
    -- the vendor, as long as it is open: one at a time
    open_vendor_id {id},
    kind {text 16} not null check (kind in ('products', 'stock')),
    status {text 16} not null check (status in ('asking', 'checking', 'ready', 'importing', 'done', 'canceled', 'failed')),
    file_name {text 255} not null,
    file {text 120} not null,
    -- when the file goes
    file_until {time},
    bytes {count} not null check (bytes >= 0),
    encoding {text 40},
    decimal_mark {text 8} check (decimal_mark in ('point', 'comma')),
    -- JSON, as are the columns and the report
    question {text} not null,
    columns_seen {text} not null,
    report {text} not null,
    -- the promised piece of work, and how often it was begun without getting on
    step {count} not null,
    tries {count} not null,
    -- of the products or rows of the file, and of its bytes
    done {count} not null check (done >= 0),
    bytes_done {count} not null,
    bytes_total {count} not null,
    failed_rows {count} not null,
    made_by {text 64} not null,
    account_id {id},
    key_id {id},
    created_at {time} not null,
    started_at {time},
    ended_at {time},
    updated_at {time} not null,
    foreign key (vendor_id) references vendor (id),
    check ((open_vendor_id is null) = (status in ('done', 'canceled', 'failed')))
) {large rows};
create unique index product_import_open_vendor_id on product_import (open_vendor_id);
create index product_import_by_vendor on product_import (vendor_id, created_at, id);
create index product_import_by_file on product_import (file_until, id);

-- why rows of a file failed
create table product_import_failure (
    import_id {id} not null,
    place {count} not null,
    line {count} not null,
    reason {text 500} not null,
    primary key (import_id, place),
    foreign key (import_id) references product_import (id)
) {small rows};

create table review (
    id {id} not null primary key,
    order_line_id {id} not null,
    product_id {id} not null,
    vendor_id {id} not null,
    account_id {id},
    author {text 120} not null,
    rating {count} not null check (rating between 1 and 5),
    comment {text 2000} not null,
    reply {text 2000} not null,
    replied_at {time},
    -- whether the market took it off the shop's pages
    hidden {flag} not null,
    revision {count} not null,
    created_at {time} not null,
    updated_at {time} not null,
    foreign key (order_line_id) references order_line (id),
    foreign key (vendor_id) references vendor (id)
) {large rows};
create unique index review_order_line_id on review (order_line_id);
create index review_by_product on review (product_id, created_at, id);
create index review_by_vendor on review (vendor_id, created_at, id);
-- what a vendor has not answered
create index review_by_answer on review (vendor_id, replied_at, hidden);

-- readers who told the market of a review, and its vendor, each once
create table review_report (
    review_id {id} not null,
    reporter {hash} not null,
    -- what its vendor says against it; readers give none
    reason {text 500} not null,
    created_at {time} not null,
    primary key (review_id, reporter),
    foreign key (review_id) references review (id)
) {small rows};
create index review_report_by_time on review_report (created_at);

-- what the reviews of a product come to, moved with each
create table product_rating (
    product_id {id} not null primary key,
    ones {count} not null,
    twos {count} not null,
    threes {count} not null,
    fours {count} not null,
    fives {count} not null,
    updated_at {time} not null
) {small rows};

create table incoming_transfer (
    id {id} not null primary key,
    statement_line {text 191} not null,
    reference {text 140} not null,
    payment_id {id},
    received {money} not null check (received > 0),
    currency {text 3} not null,
    state {text 16} not null check (state in ('applied', 'unmatched', 'returned')),
    received_at {time} not null,
    created_at {time} not null,
    foreign key (payment_id) references payment (id)
) {small rows};
create unique index incoming_transfer_statement_line on incoming_transfer (statement_line);
create index incoming_transfer_by_payment on incoming_transfer (payment_id);
create index incoming_transfer_by_state on incoming_transfer (state, created_at, id);

create table gateway_event (
    gateway {text 16} not null,
    event_id {text 120} not null,
    kind {text 64} not null,
    body {text} not null,
    state {text 16} not null check (state in ('waiting', 'applied')),
    tries {count} not null,
    next_try_at {time},
    last_error {text 500},
    received_at {time} not null,
    applied_at {time},
    primary key (gateway, event_id)
) {large rows};
create index gateway_event_by_try on gateway_event (state, next_try_at);
create index gateway_event_by_applied on gateway_event (state, applied_at);

create table ledger_transaction (
    id {id} not null primary key,
    kind {text 32} not null,
    cause_kind {text 32} not null,
    cause_id {id} not null,
    currency {text 3} not null,
    order_id {id},
    vendor_order_id {id},
    created_at {time} not null,
    foreign key (order_id) references orders (id),
    foreign key (vendor_order_id) references vendor_order (id)
) {small rows};
create unique index ledger_transaction_kind_cause_kind_cause_id on ledger_transaction (kind, cause_kind, cause_id);
create index ledger_transaction_by_order on ledger_transaction (order_id);
create index ledger_transaction_by_time on ledger_transaction (created_at, id);

create table ledger_entry (
    transaction_id {id} not null,
    position {count} not null,
    account {text 32} not null,
    vendor_id {id},
    gateway {text 16},
    currency {text 3} not null,
    debit {money} not null,
    primary key (transaction_id, position),
    foreign key (transaction_id) references ledger_transaction (id),
    foreign key (vendor_id) references vendor (id)
) {small rows};
create index ledger_entry_by_vendor on ledger_entry (vendor_id, transaction_id, position);

create table vendor_balance (
    vendor_id {id} not null,
    currency {text 3} not null,
    escrow {money} not null,
    available {money} not null,
    updated_at {time} not null,
    primary key (vendor_id, currency),
    foreign key (vendor_id) references vendor (id)
) {small rows};

create table outbox (
    id {id} not null primary key,
    kind {text 64} not null,
    subject_id {id} not null,
    created_at {time} not null,
    -- given by the sequencer, once the event is committed
    place {count}
) {small rows};
create unique index outbox_place on outbox (place);
create index outbox_by_age on outbox (created_at);

-- how far the sequencer and each subscriber have come, and the time up to which events were cleaned
create table outbox_cursor (
    name {text 64} not null primary key,
    place {count} not null
) {small rows};

-- events that a subscriber failed on
create table outbox_parked (
    subscriber {text 64} not null,
    event_id {id} not null,
    tries {count} not null,
    retry_at {time} not null,
    error {text 500} not null,
    parked_at {time} not null,
    primary key (subscriber, event_id),
    foreign key (event_id) references outbox (id)
) {small rows};
create index outbox_parked_by_event on outbox_parked (event_id);
create index outbox_parked_by_turn on outbox_parked (subscriber, retry_at);

create table job (
    id {id} not null primary key,
    kind {text 64} not null,
    lane {text 16} not null,
    dedup_key {text 191} not null,
    payload {text} not null,
    state {text 16} not null check (state in ('ready', 'failed')),
    -- when it may be taken: after its lease, while somebody holds it
    run_at {time} not null,
    attempts {count} not null,
    lease_id {id},
    last_error {text 500},
    created_at {time} not null,
    finished_at {time}
) {small rows};
create unique index job_dedup_key on job (dedup_key);
create index job_by_turn on job (lane, state, run_at, id);

create table mail (
    -- an event's, with the number of the reader in its last bytes
    id {id} not null primary key,
    kind {text 64} not null,
    order_id {id},
    recipient {text 254} not null,
    -- who is answered, where it is not the market
    reply_to {text 254},
    -- what its words are made of, beside what other rows hold for good
    facts {text} not null,
    state {text 16} not null check (state in ('queued', 'sent')),
    created_at {time} not null,
    sent_at {time},
    foreign key (order_id) references orders (id)
) {small rows};
create index mail_by_age on mail (created_at, id);
create index mail_by_order on mail (order_id);

create table idempotency (
    scope {hash} not null,
    key_hash {hash} not null,
    operation {text 40} not null,
    fingerprint {hash} not null,
    order_id {id},
    attempt_id {id},
    state {text 16} not null check (state in ('running', 'done')),
    lease_id {id} not null,
    lease_until {time} not null,
    answer_status {count},
    -- packed
    answer {bytes},
    created_at {time} not null,
    expires_at {time} not null,
    primary key (scope, key_hash)
) {large rows};
create index idempotency_by_expiry on idempotency (expires_at);
create index idempotency_by_order on idempotency (order_id);

create table throttle (
    bucket {hash} not null primary key,
    window_ends_at {time} not null,
    uses {count} not null
) {small rows};
create index throttle_by_age on throttle (window_ends_at);
