//! What breaks which rules. Of the scene's orders the paid one is `processing`, the declined one `pending` by `card`, the
//! awaited one by `bank_transfer`.

/// SQL, and the codes that are found after it.
pub(super) type Case = (&'static str, &'static [&'static str]);

pub(super) const STOCK_AND_LINES: &[Case] = &[
    (
        "update stock_level set reserved = on_hand + 1 where on_hand = 10",
        &["stock_out_of_bounds", "reserved_is_not_what_orders_hold", "availability_is_not_the_stocks"],
    ),
    ("update stock_level set backorder = true where on_hand = 10", &["backorder_flag_differs"]),
    ("update stock_level set on_hand = 11 where on_hand = 10", &["on_hand_is_not_what_moved"]),
    (
        "update stock_level set reserved = reserved + 1 where on_hand = 10",
        &["reserved_is_not_what_orders_hold"],
    ),
    (
        "update stock_movement set location_id = (select l.id from location l join vendor v on v.id = l.vendor_id \
         where v.slug = 'loom-house') where delta = 10",
        &["movement_without_level", "on_hand_is_not_what_moved"],
    ),
    (
        "update reservation set location_id = (select l.id from location l join vendor v on v.id = l.vendor_id \
         where v.slug = 'loom-house') where allocated = 2",
        &["held_without_level", "reserved_is_not_what_orders_hold"],
    ),
    (
        "{drop stock_movement_cause_kind_cause_id_variant_id_location_id on stock_movement}; insert into stock_movement \
         select {ff}, variant_id, location_id, 0, reason, note, cause_kind, cause_id, actor, created_at \
         from stock_movement where delta = 10",
        &["movement_repeated"],
    ),
    (
        "update reservation set order_id = (select id from orders where status = 'processing') where reserved > 0",
        &["reservation_of_another_line"],
    ),
    (
        "update reservation set allocated = 3 where allocated = 2",
        &[
            "line_holds_other_than_it_needs",
            "line_counts_other_than_was_ordered",
            "reserved_is_not_what_orders_hold",
        ],
    ),
    ("update reservation set released = 2 where released = 1", &["line_counts_other_than_was_ordered"]),
    (
        "update reservation set released = 1, allocated = 1 where allocated = 2; \
         update stock_level set reserved = reserved - 1 where on_hand = 10",
        &["line_holds_other_than_it_needs"],
    ),
    (
        "update reservation set shipped = 1, allocated = 1 where allocated = 2; \
         update stock_level set reserved = reserved - 1 where on_hand = 10",
        &["fulfilled_is_not_what_was_shipped"],
    ),
    (
        "update order_line set is_unique = true, product_id = (select product_id from variant where is_unique), variant_id = \
         (select id from variant where is_unique) where order_id in (select id from orders where status = 'pending')",
        &["unique_piece_on_several_lines", "reservation_of_another_line"],
    ),
    (
        "update stock_level set on_hand = 2 where variant_id in (select id from variant where is_unique); \
         update stock_movement set delta = 2 where variant_id in (select id from variant where is_unique)",
        &["unique_piece_counted_twice"],
    ),
    ("update variant set sold_at = null", &["sold_and_not_marked"]),
    ("update variant_price set price = price + 1", &["price_not_kept"]),
    (
        "update variant set is_unique = true, sold_at = 5 where price = 5900",
        &["marked_and_not_sold", "availability_is_not_the_stocks"],
    ),
    (
        "update order_line set total = total + 1 where order_id in (select id from orders where status = 'pending')",
        &["line_is_not_its_figures", "vendor_order_total_is_not_its_lines", "line_net_is_not_the_rest"],
    ),
    (
        "update order_line set product_id = (select id from product where price = 5900) where quantity = 2",
        &["line_of_another_order"],
    ),
    (
        "update order_line set fulfilled = 3 where quantity = 2",
        &["more_than_was_ordered", "fulfilled_is_not_what_was_shipped", "fulfilled_is_not_in_parcels"],
    ),
    ("update payment_attempt set charge = charge + 1 where sequence = 2", &["attempt_for_another_sum"]),
];

pub(super) const TOTALS: &[Case] = &[
    (
        "update orders set discount_total = 1 where status = 'processing'",
        &["order_is_not_its_figures", "order_discount_is_not_its_vendor_orders"],
    ),
    (
        "update orders set grand_total = grand_total + 1, tax_total = tax_total + 1 where status = 'pending'",
        &[
            "order_total_is_not_its_vendor_orders",
            "order_tax_is_not_its_vendor_orders",
            "payment_for_another_sum",
        ],
    ),
    (
        "update orders set subtotal = subtotal + 1, discount_total = 1 where status = 'pending'",
        &["order_subtotal_is_not_its_vendor_orders", "order_discount_is_not_its_vendor_orders"],
    ),
    (
        "update orders set shipping_total = shipping_total + 1, discount_total = 1 where status = 'pending'",
        &["order_shipping_is_not_its_vendor_orders", "order_discount_is_not_its_vendor_orders"],
    ),
    (
        "update vendor_order set subtotal = subtotal + 1, discount_total = 1 where status = 'pending'; \
         update orders set subtotal = subtotal + 1, discount_total = 1 where status = 'pending'",
        &["vendor_order_subtotal_is_not_its_lines", "vendor_order_discount_is_not_its_lines"],
    ),
    (
        "update vendor_order set tax_total = tax_total + 1 where status = 'pending'",
        &["vendor_order_tax_is_not_its_lines", "order_tax_is_not_its_vendor_orders"],
    ),
    (
        "update vendor_order set total = total + 1, vendor_net = vendor_net + 1 where status = 'pending'",
        &["vendor_order_total_is_not_its_lines", "order_total_is_not_its_vendor_orders"],
    ),
    (
        "update vendor_order set vendor_net = vendor_net + 1 where status = 'pending'",
        &["net_is_not_the_rest"],
    ),
    (
        "update vendor_order set commission = commission + 1, vendor_net = vendor_net - 1 where status = 'pending'",
        &["vendor_order_commission_is_not_its_lines"],
    ),
    (
        "update vendor_order set commission_tax = commission_tax + 1, vendor_net = vendor_net - 1 where status = 'pending'",
        &["vendor_order_commission_tax_is_not_its_lines"],
    ),
    (
        "update order_line set tax_remitted = tax_remitted + 1, vendor_net = vendor_net - 1 \
         where order_id in (select id from orders where status = 'pending')",
        &["vendor_order_remitted_is_not_its_lines", "line_remitted_is_not_its_remitters"],
    ),
    (
        "update order_line set tax_remitter = 'vendor' where order_id in (select id from orders where status = 'pending')",
        &["line_remitted_is_not_its_remitters"],
    ),
    (
        "update order_line set tax_remitter = 'vendor' where is_unique = true",
        &["line_remitted_is_not_its_remitters", "order_has_two_remitters"],
    ),
    (
        "update order_line set tax_bps = 0 where order_id in (select id from orders where status = 'pending')",
        &["line_tax_without_rate"],
    ),
    (
        "update vendor_order set shipping_commission = 1 where status = 'pending'",
        &["vendor_order_commission_is_not_its_lines"],
    ),
    ("update order_line set vendor_net = vendor_net + 1", &["line_net_is_not_the_rest"]),
    ("update payment set total = total + 1 where method = 'bank_transfer'", &["payment_for_another_sum"]),
    (
        "update payment set currency = 'EUR' where method = 'card' and status = 'pending'",
        &["payment_for_another_sum"],
    ),
];

pub(super) const LEDGER: &[Case] = &[
    (
        "update ledger_entry set debit = debit + 1 where account = 'commission'",
        &["entries_do_not_balance", "commission_is_not_the_vendor_orders"],
    ),
    (
        "insert into ledger_transaction select {ff}, 'other', cause_kind, cause_id, currency, null, null, created_at \
         from ledger_transaction where kind = 'capture'",
        &["nothing_booked"],
    ),
    (
        "{drop ledger_transaction_kind_cause_kind_cause_id on ledger_transaction}; insert into ledger_transaction \
         select {ff}, kind, cause_kind, cause_id, currency, null, null, created_at from ledger_transaction \
         where kind = 'capture'; insert into ledger_entry values ({ff}, 0, 'commission', null, null, 'USD', 1), \
         ({ff}, 1, 'commission', null, null, 'USD', -1)",
        &["booked_twice"],
    ),
    (
        "update ledger_entry set account = 'pocket' where account = 'commission'",
        &["account_unknown", "commission_is_not_the_vendor_orders"],
    ),
    ("update ledger_entry set gateway = null where gateway = 'sandbox'", &["account_of_nobody"]),
    (
        "update ledger_transaction set currency = 'EUR' where kind = 'capture'",
        &["currency_of_another", "entry_in_another_currency"],
    ),
    ("update ledger_entry set currency = 'EUR' where account = 'commission'", &["entry_in_another_currency"]),
    ("update vendor_balance set escrow = escrow + 1", &["escrow_is_not_what_was_booked"]),
    ("update vendor_balance set available = available + 1", &["available_is_not_what_was_booked"]),
    ("delete from vendor_balance", &["vendor_without_balance"]),
    ("update payment set disputed = 1 where status = 'completed'", &["receivable_is_not_what_was_taken"]),
    (
        "insert into refund select {ff}, id, null, null, null, 'bank', 'k', null, 'c', currency, 1, 'requested', 'r', '', false, null, null, 1, 1 \
         from payment where status = 'completed'",
        &["clearing_is_not_what_is_owed"],
    ),
    (
        "update ledger_entry set debit = debit + 1 where account = 'gateway_receivable' and gateway = 'sandbox'; \
         update ledger_entry set debit = debit - 1 where account = 'vendor_escrow'",
        &[
            "receivable_is_not_what_was_taken",
            "capture_is_not_the_vendor_order",
            "escrow_is_not_the_net",
            "vendor_is_owed_other_than_the_net",
            "escrow_is_not_what_was_booked",
        ],
    ),
    (
        "update ledger_entry set debit = debit + 1 where account = 'sales_tax_payable'; \
         update ledger_entry set debit = debit - 1 where account = 'commission'",
        &["sales_tax_is_not_the_vendor_orders", "commission_is_not_the_vendor_orders"],
    ),
    (
        "update vendor_order set platform_discount = 1, vendor_net = vendor_net + 1 where status = 'processing'",
        &[
            "discount_is_not_the_vendor_orders",
            "escrow_is_not_the_net",
            "vendor_is_owed_other_than_the_net",
            "vendor_order_platform_part_is_not_its_adjustments",
        ],
    ),
    (
        "insert into refund select {ff}, id, null, null, null, 'bank', 'k', null, 'c', currency, 1, 'succeeded', 'r', '', true, null, null, 1, 1 \
         from payment where status = 'completed'",
        &["refund_by_hand_is_not_booked", "refunded_is_not_what_went"],
    ),
    (
        "update incoming_transfer set received = received + 1",
        &["transfer_is_not_at_the_bank", "unapplied_is_not_what_waits"],
    ),
    (
        "update ledger_entry set account = 'adjustments' where account = 'unapplied_receipts'",
        &["unapplied_is_not_what_waits"],
    ),
    (
        "update ledger_transaction set cause_id = {ff} where kind = 'transfer'",
        &["transfer_is_not_at_the_bank", "unapplied_is_not_what_waits", "unapplied_of_no_transfer"],
    ),
    (
        "update incoming_transfer set state = 'returned', payment_id = null",
        &["transfer_is_not_at_the_bank", "unapplied_is_not_what_waits"],
    ),
    (
        "update ledger_transaction set order_id = (select id from orders where status = 'cancelled') where kind = 'capture'",
        &["captured_and_not_paid", "receivable_is_not_what_was_taken"],
    ),
];

pub(super) const CARTS_AND_PAYMENTS: &[Case] = &[
    (
        "update payment_attempt set status = 'sent', ended_at = null, next_check_at = 1 where payment_id = \
         (select id from payment where attempts = 2)",
        &["several_open_attempts", "open_attempt_not_named"],
    ),
    (
        "update payment_attempt set status = 'sent', ended_at = null, next_check_at = 1 where sequence = 2",
        &["open_attempt_not_named"],
    ),
    ("update payment set open_attempt_id = {ff} where method = 'bank_transfer'", &["named_attempt_not_open"]),
    (
        "update payment set captured = captured + 1 where status = 'completed'",
        &["kept_beyond_the_total", "captured_is_not_what_came", "receivable_is_not_what_was_taken"],
    ),
    (
        "update payment set captured = captured - 1 where status = 'completed'",
        &["completed_below_the_total", "captured_is_not_what_came", "receivable_is_not_what_was_taken"],
    ),
    ("update payment set refunded = 1 where status = 'completed'", &["refunded_is_not_what_went"]),
    ("update payment set attempts = attempts + 1", &["attempts_miscounted"]),
    ("update incoming_transfer set state = 'unmatched'", &["transfer_for_nothing"]),
    (
        "update payment_attempt set status = 'succeeded' where sequence = 2",
        &["success_not_booked", "captured_is_not_what_came"],
    ),
    (
        "update payment_attempt set status = 'sent', ended_at = null where sequence = 2; update payment \
         set open_attempt_id = (select id from payment_attempt where sequence = 2) where attempts = 2",
        &["attempt_never_looked_at"],
    ),
    ("update payment_attempt set ended_at = null where sequence = 2", &["attempt_end_not_dated"]),
    ("update payment_attempt set taken = 1 where sequence = 2", &["mismatch_without_a_sum"]),
    (
        "insert into refund select {ff}, id, null, null, null, 'bank', 'k', null, 'c', currency, 1, 'retried', 'r', '', false, null, null, 1, 1 \
         from payment where status = 'completed'",
        &["retried_by_nothing"],
    ),
    (
        "insert into refund select {ff}, id, null, null, {ff}, 'bank', 'k', null, 'c', currency, 1, 'failed', 'r', '', false, null, null, 1, 1 \
         from payment where status = 'completed'",
        &["retried_beside_itself", "clearing_is_not_what_is_owed"],
    ),
    ("update payment_attempt set gateway_ref = null where status = 'succeeded'", &["attempt_never_begun"]),
    (
        "update payment_attempt set fee = 1 where status = 'succeeded'",
        &["fees_are_not_what_was_kept", "receivable_is_not_what_was_taken"],
    ),
    ("update payment set closing = true where method = 'bank_transfer'", &["closing_without_end"]),
    (
        "{drop orders_cart_id on orders}; update orders set cart_id = (select id from cart where order_id = \
         (select o.id from orders o where o.status = 'processing')) where status = 'cancelled'",
        &["cart_ordered_twice", "order_without_its_cart", "cart_without_its_order"],
    ),
    (
        "update cart set status = 'open', order_id = null where order_id = (select id from orders where status = 'cancelled')",
        &["order_without_its_cart"],
    ),
    ("update cart set status = 'ordered' where order_id is null", &["cart_without_its_order"]),
    ("update idempotency set order_id = {ff}", &["answer_without_order"]),
    ("update idempotency set state = 'running'", &["answered_and_still_running"]),
];

pub(super) const ORDERS: &[Case] = &[
    (
        "update orders set status = 'shipped' where status = 'processing'",
        &["status_is_not_its_vendor_orders", "step_not_recorded"],
    ),
    (
        "delete from vendor_order where status = 'cancelled'",
        &[
            "order_without_vendor_orders",
            "order_total_is_not_its_vendor_orders",
            "order_subtotal_is_not_its_vendor_orders",
            "order_shipping_is_not_its_vendor_orders",
            "order_tax_is_not_its_vendor_orders",
            "line_of_another_order",
        ],
    ),
    (
        "delete from order_line where order_id = (select id from orders where status = 'cancelled')",
        &[
            "vendor_order_without_lines",
            "vendor_order_subtotal_is_not_its_lines",
            "vendor_order_tax_is_not_its_lines",
            "vendor_order_total_is_not_its_lines",
            "vendor_order_commission_is_not_its_lines",
            "vendor_order_remitted_is_not_its_lines",
        ],
    ),
    (
        "update vendor_order set processing_at = null where status = 'processing'",
        &["shown_to_its_vendor_otherwise"],
    ),
    (
        "update vendor_order set processing_at = 5 where status = 'pending'",
        &["shown_to_its_vendor_otherwise"],
    ),
    ("delete from payment where status = 'cancelled'", &["order_without_payment"]),
    ("update payment set status = 'failed' where attempts = 2", &["pending_and_decided"]),
    (
        "update payment set status = 'authorised' where status = 'completed'; \
         update orders set status = 'pending', expires_at = 5 where status = 'processing'; \
         update vendor_order set status = 'pending', processing_at = null where status = 'processing'",
        &[
            "pending_and_decided",
            "captured_and_not_paid",
            "vendor_is_owed_other_than_the_net",
            "stock_held_otherwise",
            "marked_and_not_sold",
        ],
    ),
    (
        "update payment set status = 'failed' where status = 'completed'",
        &["open_and_not_paid", "captured_and_not_paid", "vendor_is_owed_other_than_the_net"],
    ),
    ("update payment set status = 'pending' where status = 'cancelled'", &["cancelled_and_undecided"]),
    (
        "update payment set captured = 1 where status = 'cancelled'",
        &["cancelled_and_not_given_back", "captured_is_not_what_came", "receivable_is_not_what_was_taken"],
    ),
    (
        "update reservation set reserved = released, released = 0 where released > 0",
        &["cancelled_and_holds_stock", "reserved_is_not_what_orders_hold"],
    ),
    (
        "update reservation set allocated = reserved, reserved = 0 where reserved > 0",
        &["stock_held_otherwise"],
    ),
    ("update orders set expires_at = null where status = 'pending'", &["never_ends_or_still_lapses"]),
    ("update orders set expires_at = 5 where status = 'processing'", &["never_ends_or_still_lapses"]),
    ("update orders set cancel_reason = null", &["cancelled_without_reason"]),
    ("update orders set cancel_reason = 'expired' where status = 'processing'", &["reason_without_end"]),
    ("delete from order_event where to_status = 'processing'", &["step_not_recorded"]),
];

pub(super) const CATALOGUE_AND_MAILS: &[Case] = &[
    ("update audit_entry set detail = 'nothing of that'", &["audit_entry_changed"]),
    (
        "update product set price = price + 1; update listing set price = price + 1",
        &["product_price_is_not_its_variants"],
    ),
    (
        "update product set in_stock = false; update listing set in_stock = false",
        &["availability_is_not_the_stocks"],
    ),
    ("update listing set price = price + 1", &["listing_is_not_the_product"]),
    ("update product set status = 'draft' where price = 5900", &["listed_and_not_shown"]),
    (
        "update listing set category_id = (select id from category where name = 'Below') \
         where category_id = (select id from category where name = 'Everything')",
        &["listed_in_another_branch", "shown_and_not_listed"],
    ),
    ("delete from listing where price = 5900", &["shown_and_not_listed"]),
    (
        "delete from category_tree where depth = 0 and descendant_id = (select id from category where name = 'Below')",
        &["tree_lacks_itself"],
    ),
    ("delete from category_tree where depth = 1", &["tree_lacks_an_ancestor"]),
    (
        "update category_tree set depth = 5 where depth = 1",
        &["tree_has_another_ancestor", "tree_lacks_an_ancestor"],
    ),
    (
        "delete from outbox where kind = 'order_paid'",
        &["paid_and_not_told", "buyer_not_told_of_order", "vendors_not_told"],
    ),
    (
        "delete from outbox where kind = 'order_cancelled'",
        &["cancelled_and_not_told", "buyer_not_told_of_end"],
    ),
    ("delete from mail where kind = 'order_placed'", &["buyer_not_told_of_order"]),
    ("delete from mail where kind = 'order_cancelled'", &["buyer_not_told_of_end"]),
    (
        "update outbox set kind = 'late_payment_returned' where kind = 'payment_failed'",
        &["buyer_not_told_of_failure", "buyer_not_told_of_return"],
    ),
    ("delete from mail where kind = 'vendor_new_order'", &["vendors_not_told"]),
    (
        "update outbox set subject_id = {ff} where kind = 'payment_failed'",
        &["event_of_nothing", "buyer_not_told_of_failure"],
    ),
];

/// Where a number is written, each on top of the ones before.
pub(super) const CARD_NUMBERS: &[(&str, &str)] = &[
    ("orders", "update orders set shipping_address = 'pay with 4242-4242-4242-4242 please'"),
    ("order_event", "update order_event set reason = '4242424242424242'"),
    ("payment", "update payment set transaction_id = 'x4000000000000002x' where status = 'completed'"),
    ("payment_attempt", "update payment_attempt set next_action_url = 'http://bank/?n=378282246310005'"),
    (
        "refund",
        "insert into refund select {ff}, id, null, null, null, 'bank', 'k', null, 'c', currency, 1, 'requested', '5555555555554444', '', \
         false, null, null, 1, 1 from payment where status = 'completed'",
    ),
    ("incoming_transfer", "update incoming_transfer set reference = '4242 4242 4242 4242'"),
    ("gateway_event", "update gateway_event set body = '4000000000000119'"),
    ("ledger_transaction", "update ledger_transaction set kind = '4000000000000069' where kind = 'transfer'"),
    ("stock_movement", "update stock_movement set note = '4000000000000218'"),
    ("outbox", "update outbox set kind = '4000000000000317' where kind = 'payment_failed'"),
    (
        "outbox_parked",
        "insert into outbox_parked select 'search', id, 1, 0, 'near 4000000000000002', 0 from outbox where place = 1",
    ),
    (
        "job",
        "insert into job values ({ff}, 'send_refund', 'refunds', 'k', '', 'failed', 1, 1, null, '4000000000009995', 1, 1)",
    ),
    ("mail", "update mail set facts = 'words of 4000 0000 0000 0127'"),
    ("idempotency", "update idempotency set answer = {answer 4000002500003155}"),
    ("market_setting", "insert into market_setting values ('note', '4242 4242-4242 4242')"),
];
