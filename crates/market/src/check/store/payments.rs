//! Invariant 7: one open attempt at most, and no money beyond the order's total without a refund of it.

use super::rule::{Rule, rule};
use crate::stored::open_statuses;

#[rustfmt::skip]
pub(super) fn rules() -> Vec<Rule> {
    vec![
        rule!(7, "several_open_attempts", PaymentId, "{a} attempts are open",
            "select payment_id, count(*), 0 from payment_attempt where status in ", open_statuses!(),
            " group by payment_id having count(*) > 1"),
        rule!(7, "open_attempt_not_named", PaymentId, "an attempt is open that the payment does not name",
            "select p.id, 0, 0 from payment p join payment_attempt a on a.payment_id = p.id where a.status in ", open_statuses!(),
            " and (p.open_attempt_id is null or p.open_attempt_id <> a.id)"),
        rule!(7, "named_attempt_not_open", PaymentId, "it names an attempt that is not open, or not its own",
            "select p.id, 0, 0 from payment p where p.open_attempt_id is not null and not exists \
             (select 1 from payment_attempt a where a.id = p.open_attempt_id and a.payment_id = p.id and a.status in ",
            open_statuses!(), ")"),
        rule!(7, "kept_beyond_the_total", PaymentId, "{a} was taken and is not on its way back, the order costs {b}",
            "select id, kept, total from (select p.id, p.total, p.captured - (select {sum r.total} from refund r \
             where r.payment_id = p.id and r.currency = p.currency and r.status not in ('retried', 'waived')) as kept from payment p) money where kept > total"),
        rule!(7, "captured_is_not_what_came", PaymentId, "captured {a}, successes, transfers and cash add up to {b}",
            "select id, captured, came from (select p.id, p.captured, (select {sum a.charge} from payment_attempt a \
             where a.payment_id = p.id and a.status = 'succeeded') + (select {sum a.taken} from payment_attempt a \
             where a.payment_id = p.id and a.taken_currency = p.currency) + (select {sum b.received} from incoming_transfer b \
             where b.payment_id = p.id and p.status <> 'pending') + (select {sum v.cash_due} from vendor_order v where v.order_id = p.order_id \
             and v.collected_at is not null) as came from payment p) money where captured <> came"),
        rule!(7, "refunded_is_not_what_went", PaymentId, "refunded {a}, refunds that succeeded add up to {b}",
            "select id, refunded, went from (select p.id, p.refunded, (select {sum r.total} from refund r \
             where r.payment_id = p.id and r.status = 'succeeded' and r.currency = p.currency) as went from payment p) money where refunded <> went"),
        rule!(7, "retried_by_nothing", RefundId, "it was tried again, yet no refund of the same amount stands in its place",
            "select r.id, 0, 0 from refund r where r.status = 'retried' and not exists (select 1 from refund n \
             where n.retry_of = r.id and n.payment_id = r.payment_id and n.total = r.total and n.currency = r.currency)"),
        rule!(7, "retried_beside_itself", RefundId, "it stands in the place of a refund that was not given up",
            "select n.id, 0, 0 from refund n join refund r on r.id = n.retry_of where r.status <> 'retried'"),
        rule!(7, "completed_below_the_total", PaymentId, "{a} was taken, the order costs {b}",
            "select id, captured, total from payment where status = 'completed' and captured < total \
             and method <> 'cash_on_delivery'"),
        rule!(7, "attempts_miscounted", PaymentId, "it counts {a} attempts and has {b}",
            "select id, attempts, made from (select p.id, p.attempts, (select count(*) from payment_attempt a \
             where a.payment_id = p.id) as made from payment p) tries where attempts <> made"),
        rule!(7, "transfer_for_nothing", OrderId, "a transfer of another currency or state is applied to it",
            "select p.order_id, count(*), 0 from incoming_transfer b join payment p on p.id = b.payment_id \
             where b.state <> 'applied' or b.currency <> p.currency group by p.order_id"),
        rule!(9, "success_not_booked", PaymentId, "an attempt succeeded, yet nothing is decided",
            "select p.id, 0, 0 from payment p where p.status = 'pending' and exists \
             (select 1 from payment_attempt a where a.payment_id = p.id and a.status = 'succeeded')"),
        rule!(7, "mismatch_without_a_sum", AttemptId, "what it took and its status do not fit",
            "select id, 0, 0 from payment_attempt where (status = 'mismatched') <> (taken is not null) \
             or (taken is null) <> (taken_currency is null)"),
        rule!(9, "attempt_never_begun", AttemptId, "it was sent, yet nobody kept what the gateway knows it by",
            "select id, 0, 0 from payment_attempt where gateway_ref is null \
             and status in ('sent', 'requires_action', 'in_doubt', 'succeeded')"),
        rule!(9, "attempt_never_looked_at", AttemptId, "it is open, yet nobody will ask after it",
            "select id, 0, 0 from payment_attempt where next_check_at is null and status in ", open_statuses!()),
        rule!(9, "attempt_end_not_dated", AttemptId, "its end and its status do not fit",
            "select id, 0, 0 from payment_attempt where (ended_at is null) <> (status in ", open_statuses!(), ")"),
        rule!(9, "closing_without_end", PaymentId, "it is closing, yet no attempt is open whose end would end it",
            "select id, 0, 0 from payment where closing and (status <> 'pending' or open_attempt_id is null)"),
    ]
}
