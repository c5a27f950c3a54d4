//! What breaks which rules of things that went back.

use super::cases::Case;

/// In the scene of things that went back: of two mugs one was called off and paid back, one was sent and reviewed; a bowl was sent and
/// returned; another order was cancelled after it was paid.
pub(super) const GIVING_BACK: &[Case] = &[
    (
        "update order_line set refunded = 2 where quantity = 2",
        &[
            "line_counts_other_than_was_refunded",
            "refunded_beyond_the_line",
            "commission_given_back_beyond_the_line",
            "tax_given_back_beyond_the_line",
            "remitted_given_back_beyond_the_line",
            "net_given_back_is_not_the_lines",
        ],
    ),
    (
        "update order_line set refunded = 0 where quantity = 2",
        &["cancelled_and_not_refunded", "line_counts_other_than_was_refunded"],
    ),
    (
        "update order_line set refunded_total = refunded_total + 1 where quantity = 2",
        &["line_sums_other_than_was_refunded"],
    ),
    (
        "update reservation set released = 0, shipped = shipped + 1 where released = 1",
        &["cancelled_and_still_held", "fulfilled_is_not_what_was_shipped"],
    ),
    (
        "update order_line set cancelled = 0 where order_id in (select id from orders where status = 'cancelled')",
        &["cancelled_and_pieces_left", "open_and_paid_back"],
    ),
    (
        "update refund_line set gross = gross + 1, vendor_net = vendor_net + 1 \
         where order_line_id in (select id from order_line where quantity = 2)",
        &[
            "refund_is_not_its_lines",
            "refund_is_not_owed",
            "refund_is_not_of_the_vendor",
            "vendor_is_owed_other_than_the_net",
            "line_sums_other_than_was_refunded",
        ],
    ),
    (
        "update refund_line set commission = commission + 1, vendor_net = vendor_net - 1 \
         where order_line_id in (select id from order_line where quantity = 2)",
        &["refund_keeps_commission", "refund_is_not_of_the_vendor", "vendor_is_owed_other_than_the_net"],
    ),
    (
        "update refund_line set tax_remitted = tax_remitted + 1, vendor_net = vendor_net - 1 \
         where order_line_id in (select id from order_line where quantity = 2)",
        &["refund_keeps_sales_tax", "refund_is_not_of_the_vendor", "vendor_is_owed_other_than_the_net"],
    ),
    (
        "update refund_line set platform_discount = 1, vendor_net = vendor_net + 1 \
         where order_line_id in (select id from order_line where quantity = 2)",
        &[
            "refund_keeps_a_discount",
            "refund_is_not_of_the_vendor",
            "vendor_is_owed_other_than_the_net",
            "discount_given_back_beyond_the_line",
        ],
    ),
    (
        "update refund_line set commission_tax = 1, vendor_net = vendor_net - 1 \
         where order_line_id in (select id from order_line where quantity = 2)",
        &[
            "refund_keeps_commission",
            "refund_is_not_of_the_vendor",
            "vendor_is_owed_other_than_the_net",
            "commission_tax_given_back_beyond_the_line",
        ],
    ),
    (
        "update refund_line set gross = gross + 1 where order_line_id is null",
        &[
            "refund_is_not_its_lines",
            "refund_is_not_owed",
            "delivery_given_back_beyond_what_it_cost",
            "ended_and_not_given_back",
        ],
    ),
    (
        "update vendor_order_hold set released_at = null where kind = 'return'",
        &["returns_and_holds_differ", "holds_miscounted"],
    ),
    ("update refund set vendor_order_id = null where reason = 'refunded'", &["refund_line_of_another"]),
    ("update order_line set returned = 0 where returned = 1", &["returned_is_not_what_came_back"]),
    (
        "update return_request set vendor_id = (select id from vendor where slug = 'loom-house')",
        &["return_of_another_order"],
    ),
    ("delete from return_event where to_status = 'refunded'", &["return_step_not_recorded"]),
    (
        "update return_request set status = 'requested'",
        &["return_refunded_otherwise", "return_settled_otherwise", "returns_and_holds_differ"],
    ),
    ("update return_line set settled = 0", &["return_settled_otherwise"]),
    ("update review set rating = 5", &["ratings_are_not_the_reviews"]),
    ("update review set hidden = true", &["ratings_are_not_the_reviews", "ratings_miscounted"]),
    ("delete from product_rating", &["review_not_counted"]),
    (
        "update review set product_id = (select id from product where price = 999)",
        &[
            "review_of_nothing_sent",
            "ratings_are_not_the_reviews",
            "ratings_miscounted",
            "review_not_counted",
        ],
    ),
    ("delete from mail where kind = 'refund_sent'", &["buyer_not_told_of_refund"]),
    ("delete from mail where kind = 'return_approved'", &["buyer_not_told_of_answer"]),
];
