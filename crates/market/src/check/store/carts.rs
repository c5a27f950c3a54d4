//! Invariant 7: one cart is one order at most, and one key has one effect.

use super::rule::{Rule, rule};

#[rustfmt::skip]
pub(super) fn rules() -> Vec<Rule> {
    vec![
        rule!(7, "cart_ordered_twice", CartId, "it became {a} orders",
            "select cart_id, count(*), 0 from orders group by cart_id having count(*) > 1"),
        rule!(7, "order_without_its_cart", OrderId, "its cart is not ordered, or became another order",
            "select o.id, 0, 0 from orders o left join cart c on c.id = o.cart_id \
             where c.id is null or c.status <> 'ordered' or c.order_id is null or c.order_id <> o.id"),
        rule!(7, "cart_without_its_order", CartId, "it is ordered, yet there is no such order",
            "select c.id, 0, 0 from cart c left join orders o on o.id = c.order_id and o.cart_id = c.id \
             where (c.status = 'ordered' and o.id is null) or (c.status = 'open' and c.order_id is not null)"),
        rule!(7, "answer_without_order", OrderId, "an idempotency record answers with it, yet there is no such order",
            "select i.order_id, count(*), 0 from idempotency i left join orders o on o.id = i.order_id \
             where i.order_id is not null and o.id is null group by i.order_id"),
        rule!(7, "answered_and_still_running", OrderId, "its idempotency record is done without an answer, or has one while it runs",
            "select i.order_id, count(*), 0 from idempotency i where i.order_id is not null \
             and (i.state = 'done') <> (i.answer is not null) group by i.order_id"),
    ]
}
