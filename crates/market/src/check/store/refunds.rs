//! Invariants 6, 8 and 9 of what goes back: a refund is its lines, lines count what refunds gave back, returns are of what was sent.

use super::rule::{Rule, rule};

/// What refunds gave back of a line, figure by figure, against what the line froze.
macro_rules! within_the_line {
    ($code:literal, $frozen:literal, $given_back:literal) => {
        rule!(
            8,
            $code,
            OrderLineId,
            "the line froze {a}, its refunds give back {b}",
            concat!("select id, frozen, back from (select l.id, l.", $frozen, " as frozen, (select {sum r.", $given_back, "} "),
            "from refund_line r where r.order_line_id = l.id) as back, l.refunded, l.quantity from order_line l) line ",
            "where back > frozen or (refunded = quantity and back <> frozen)"
        )
    };
}

#[rustfmt::skip]
pub(super) fn rules() -> Vec<Rule> {
    vec![
        rule!(6, "refund_is_not_its_lines", RefundId, "it is over {a}, its lines give back {b}",
            "select id, total, given from (select r.id, r.total, (select {sum l.gross} from refund_line l where l.refund_id = r.id) as given \
             from refund r where r.vendor_order_id is not null and r.retry_of is null) one where total <> given"),
        rule!(6, "refund_line_of_another", RefundId, "a line of it is of another vendor order",
            "select r.id, 0, 0 from refund r join refund_line l on l.refund_id = r.id left join order_line o on o.id = l.order_line_id \
             where r.vendor_order_id is null or l.vendor_order_id <> r.vendor_order_id \
             or (l.order_line_id is not null and o.vendor_order_id <> l.vendor_order_id)"),
        rule!(8, "line_counts_other_than_was_refunded", OrderLineId, "it counts {a} pieces as paid back, its refunds {b}",
            "select id, refunded, given from (select l.id, l.refunded, (select {sum r.quantity} from refund_line r \
             where r.order_line_id = l.id) as given from order_line l) line where refunded <> given"),
        rule!(8, "line_sums_other_than_was_refunded", OrderLineId, "{a} are said to have gone back for it, its refunds say {b}",
            "select id, refunded_total, given from (select l.id, l.refunded_total, (select {sum r.gross} from refund_line r \
             where r.order_line_id = l.id) as given from order_line l) line where refunded_total <> given"),
        within_the_line!("refunded_beyond_the_line", "total", "gross"),
        within_the_line!("commission_given_back_beyond_the_line", "commission", "commission"),
        within_the_line!("tax_given_back_beyond_the_line", "tax", "tax"),
        within_the_line!("commission_tax_given_back_beyond_the_line", "commission_tax", "commission_tax"),
        within_the_line!("remitted_given_back_beyond_the_line", "tax_remitted", "tax_remitted"),
        within_the_line!("discount_given_back_beyond_the_line", "platform_discount", "platform_discount"),
        // a net may be negative, of which less is given back until the last piece
        rule!(8, "net_given_back_is_not_the_lines", OrderLineId, "all of it went back, its net was {a}, its refunds give back {b}",
            "select id, frozen, back from (select l.id, l.vendor_net as frozen, (select {sum r.vendor_net} from refund_line r \
             where r.order_line_id = l.id) as back, l.refunded, l.quantity from order_line l) line where refunded = quantity and back <> frozen"),
        rule!(8, "delivery_given_back_beyond_what_it_cost", VendorOrderId, "its delivery cost {a}, its refunds give back {b}",
            "select id, frozen, back from (select p.id, p.total - (select {sum l.total} from order_line l where l.vendor_order_id = p.id) as frozen, \
             (select {sum r.gross} from refund_line r where r.vendor_order_id = p.id and r.order_line_id is null) as back \
             from vendor_order p) part where back > frozen"),
        rule!(9, "ended_and_not_given_back", VendorOrderId, "it has ended and nothing of it came back by a parcel, yet {a} of it is kept",
            "select id, kept, 0 from (select p.id, p.total - (select {sum r.gross} from refund_line r where r.vendor_order_id = p.id) as kept \
             from vendor_order p where p.status = 'cancelled' and p.processing_at is not null and not exists (select 1 from shipment s \
             where s.vendor_order_id = p.id and s.status = 'returned' and s.shipped_at is not null)) part where kept <> 0"),
        rule!(8, "returned_is_not_what_came_back", OrderLineId, "{a} pieces are said to be back, returns and refunds say {b}",
            "select id, returned, back from (select l.id, l.returned, (select {sum r.received} from return_line r \
             where r.order_line_id = l.id) as back from order_line l) line where returned < back"),
        rule!(9, "returns_and_holds_differ", VendorOrderId, "{a} returns of it are open, {b} hold it",
            "select id, open_returns, holding from (select p.id, (select count(*) from return_request q where q.vendor_order_id = p.id \
             and q.status in ('requested', 'approved', 'received')) as open_returns, (select count(*) from vendor_order_hold h \
             where h.vendor_order_id = p.id and h.kind = 'return' and h.released_at is null) as holding from vendor_order p) part \
             where open_returns <> holding"),
        rule!(9, "return_of_another_order", ReturnId, "its order, vendor or a line of it does not fit",
            "select q.id, 0, 0 from return_request q join vendor_order p on p.id = q.vendor_order_id \
             left join return_line r on r.return_id = q.id left join order_line l on l.id = r.order_line_id \
             where p.order_id <> q.order_id or p.vendor_id <> q.vendor_id or l.id is null or l.vendor_order_id <> q.vendor_order_id"),
        rule!(9, "return_step_not_recorded", ReturnId, "nobody recorded how it came to its status",
            "select q.id, 0, 0 from return_request q where not exists (select 1 from return_event e \
             where e.return_id = q.id and e.to_status = q.status)"),
        rule!(9, "return_refunded_otherwise", ReturnId, "a refund is named though nothing of it arrived, or one of another vendor order",
            "select q.id, 0, 0 from return_refund f join return_request q on q.id = f.return_id join refund r on r.id = f.refund_id \
             where q.status in ('requested', 'refused') or r.vendor_order_id <> q.vendor_order_id"),
        rule!(9, "return_settled_otherwise", ReturnId, "{a} pieces of it arrived, {b} are settled, which its status does not say",
            "select id, received, settled from (select q.id, q.status, (select {sum r.received} from return_line r where r.return_id = q.id) as received, \
             (select {sum r.settled} from return_line r where r.return_id = q.id) as settled from return_request q) back \
             where (status = 'refunded' and (received = 0 or settled <> received)) or (status = 'received' and received = 0) \
             or (status in ('requested', 'refused') and received > 0)"),
        rule!(9, "ratings_are_not_the_reviews", ProductId, "its ratings count {a} stars, its reviews give {b}",
            "select product_id, counted, given from (select g.product_id, g.ones + 2 * g.twos + 3 * g.threes + 4 * g.fours + 5 * g.fives \
             as counted, (select {sum r.rating} from review r where r.product_id = g.product_id and r.hidden = false) as given \
             from product_rating g) rating where counted <> given"),
        rule!(9, "ratings_miscounted", ProductId, "its ratings count {a} reviews, there are {b}",
            "select product_id, counted, given from (select g.product_id, g.ones + g.twos + g.threes + g.fours + g.fives as counted, \
             (select count(*) from review r where r.product_id = g.product_id and r.hidden = false) as given \
             from product_rating g) rating where counted <> given"),
        rule!(9, "review_not_counted", ProductId, "it has {a} reviews, and no ratings are kept",
            "select r.product_id, count(*), 0 from review r left join product_rating g on g.product_id = r.product_id \
             where r.hidden = false and g.product_id is null group by r.product_id"),
        // what arrived by a word that was taken back may have been reviewed
        rule!(9, "review_of_nothing_sent", ReviewId, "it is of a line of which {a} pieces were sent, or of another product",
            "select r.id, l.fulfilled, 0 from review r join order_line l on l.id = r.order_line_id where l.product_id <> r.product_id \
             or not exists (select 1 from shipment_line s where s.order_line_id = l.id)"),
    ]
}
