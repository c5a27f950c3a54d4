//! The statements of one card checkout with three lines of two vendors, in the order the money path runs them: PREPARE in
//! one transaction, FINALISE in another. Each is written once and run both ways.

use std::sync::LazyLock;

use souk_db::{Param, ToParam};

use crate::statements;

/// As long as the answer that is kept for an order of three lines.
pub(crate) static ANSWER: LazyLock<String> = LazyLock::new(|| "x".repeat(3_000));

statements!(
    /// Every statement of the checkout, under a name.
    Checkout {
        claim: "insert into idempotency (";
        lock_claim: "select fingerprint, order_id, attempt_id, lease_id";
        lock_cart: "select id, order_id, account_id, currency, revision from cart where key_hash = ? {for update}";
        lines: "from cart_line where cart_id = ? order by created_at";
        purchasable_variants: "select v.id, p.id, p.vendor_id, p.name, p.slug, s.name, s.slug, o1.name";
        categories: "select p.id, t.ancestor_id";
        settings: "select name, value from market_setting order by name limit ?";
        taxes: "select country, region, rate_bps";
        shipping: "from shipping_method where status = 'active'" & "order by position, id limit ?";
        unpaid: "select count(*) from orders where email_key = ? and status = 'pending'";
        meet: "update throttle set uses = uses + 1 where bucket = ?";
        first_meet: "insert into throttle (";
        throttle: "select window_ends_at, uses from throttle";
        rates: "from commission_rate order by id";
        insert_order: "insert into orders (";
        insert_vendor_order: "insert into vendor_order (";
        insert_line: "insert into order_line (";
        cart_ordered: "update cart set status = 'ordered'";
        insert_payment: "insert into payment (id";
        insert_event: "insert into order_event (";
        variant: "select product_id, tracked, backorder, is_unique, sold_at is not null from variant where id = ?";
        lock_levels: "select l.priority from location l where l.id = stock_level.location_id" & "{for update}";
        raise_reserved: "update stock_level set reserved = reserved + ?";
        reserve: "insert into reservation (";
        lock_payment: "reference, created_at from payment where order_id = ? {for update}";
        insert_attempt: "insert into payment_attempt (";
        open_attempt: "update payment set open_attempt_id = ?";
        attach_attempt: "update idempotency set order_id = ?, attempt_id = ?";
        attempt: "from payment_attempt a join payment p on p.id = a.payment_id where a.id = ?";
        lock_order: "from orders where id = ? {for update}";
        move_attempt: "update payment_attempt set status = ?";
        close_attempt: "update payment set open_attempt_id = null, updated_at = ? where id = ? and open_attempt_id = ?";
        complete: "update payment set status = 'completed'";
        set_card: "update payment set brand = (select";
        set_method: "update payment set method = ?";
        received: "from incoming_transfer where payment_id = ?" & "{sum received}";
        set_sold: "update variant set sold_at = ? where is_unique";
        allocate: "update reservation set allocated = allocated + reserved";
        vendor_orders_status: "update vendor_order set status = ?" & "where order_id = ?";
        order_status: "update orders set status = ?";
        vendor_orders: "from vendor_order o join vendor v on v.id = o.vendor_id where o.order_id = ?";
        insert_ledger: "insert into ledger_transaction (";
        insert_entry: "insert into ledger_entry (";
        balance: "update vendor_balance set escrow = escrow + ?";
        emit: "insert into outbox (";
        order: "created_at, updated_at from orders where id = ?" & "!{for update}";
        payment: "reference, created_at from payment where order_id = ?" & "!{for update}";
        last_attempt: "a.payment_id where a.payment_id = ?";
        order_lines: "from order_line l join product p on p.id = l.product_id where l.order_id = ?";
        events: "select vendor_order_id, from_status, to_status, actor, reason, created_at from order_event";
        keep_answer: "update idempotency set state = 'done'";
    }
);

/// What an order's answer and addresses come to, in bytes: kept with the order as they are in life.
pub(crate) const ADDRESS: &str = r#"{"name":"Ada Buyer","street":"1 Long Street","city":"Austin","region":"TX","postal_code":"78701","country":"US"}"#;

/// A value as a statement takes it.
pub(crate) fn text<T: ToParam + ?Sized>(value: &T) -> Param<'_> {
    value.to_param()
}

/// Three ids in the sixteen places of the statements that take a whole cart: the first is repeated.
pub(crate) fn places<'i>(ids: [&'i [u8]; 3]) -> [Param<'i>; 16] {
    let mut places = [Param::Bytes(ids.first().copied()); 16];
    places.iter_mut().zip(ids).for_each(|(place, id)| *place = Param::Bytes(Some(id)));
    places
}

/// PREPARE of a [`crate::goods::Purchase`]; `run` must change so many rows, `list` read at least so many.
#[macro_export]
macro_rules! prepare {
    ($run:ident, $list:ident, $s:expr, $p:expr) => {{
        use $crate::goods::Kind;
        let (s, p, now) = ($s, $p, $p.now_ms);
        let [a, b, c] = p.goods;
        let (key, scope, asked) = (p.hash(1), p.hash(2), p.hash(3));
        let (order, cart, payment) = (p.id(Kind::Order, 0), p.id(Kind::Cart, 0), p.id(Kind::Payment, 0));
        let (attempt, lease) = (p.id(Kind::Attempt, 0), p.id(Kind::Lease, 0));
        let nothing = souk_db::Param::Text(None);
        use $crate::script::{places, text};
        $run!(
            1,
            s.claim,
            params![scope, key, "place_order", asked, lease, now + 60_000, now, now + 86_400_000]
        );
        $list!(1, s.lock_claim, params![scope, key]);
        $list!(1, s.lock_cart, params![p.hash(0)]);
        $list!(3, s.lines, params![cart]);
        $list!(3, s.purchasable_variants, &places([&a.variant, &b.variant, &c.variant]));
        $list!(2, s.categories, &places([&a.product, &b.product, &c.product]));
        $list!(0, s.settings, params![200_i64]);
        $list!(0, s.taxes, params![10_000_i64]);
        $list!(1, s.shipping, params![10_000_i64]);
        $run!(0, s.meet, params![asked, now]);
        $run!(1, s.first_meet, params![asked, now + 900_000]);
        $list!(1, s.unpaid, params![p.email]);
        $list!(0, s.throttle, params![asked]);
        let total = a.price + b.price + c.price;
        $run!(
            1,
            s.insert_order,
            &[
                text(&order),
                text(&p.order_number),
                text(&cart),
                souk_db::Param::Bytes(None),
                text(&p.email),
                text(&p.email),
                nothing,
                text("USD"),
                text(&false),
                text(&total),
                text(&0_i64),
                text(&500_i64),
                text(&80_i64),
                text(&(total + 580)),
                text($crate::script::ADDRESS),
                text($crate::script::ADDRESS),
                souk_db::Param::Bytes(None),
                text(&(now + 900_000)),
                text(&now),
                text(&now),
            ]
        );
        $list!(0, s.rates, &[]);
        for (which, vendor) in [(0_u8, &a.vendor), (1, &c.vendor)] {
            $run!(
                1,
                s.insert_vendor_order,
                &[
                    text(&p.id(Kind::Part, which)),
                    text(&order),
                    text(vendor),
                    text(&which),
                    text(&total),
                    text(&0_i64),
                    text(&0_i64),
                    text(&250_i64),
                    text(&0_i64),
                    text(&40_i64),
                    text(&total),
                    text(&100_i64),
                    text(&0_i64),
                    text(&40_i64),
                    text(&(total - 140)),
                    souk_db::Param::Bytes(None),
                    text("Standard"),
                    text(&now),
                    text(&now),
                    text(&now),
                    text(&now),
                ]
            );
        }
        for (which, (part, good)) in (0_u8..).zip([(0_u8, a), (0, b), (1, c)]) {
            $run!(
                1,
                s.insert_line,
                &[
                    text(&p.id(Kind::Line, which)),
                    text(&order),
                    text(&p.id(Kind::Part, part)),
                    text(&which),
                    text(&good.product),
                    text(&good.variant),
                    text("Turned bowl"),
                    text("Size: Small"),
                    text("B-1-0"),
                    nothing,
                    text(&good.price),
                    text(&1_i64),
                    text(&0_i64),
                    text(&0_i64),
                    text(&600_i64),
                    text(&30_i64),
                    text(&(good.price + 30)),
                    text(&1_000_i64),
                    text(&(good.price / 10)),
                    text(&0_i64),
                    text(&30_i64),
                    text(&(good.price - good.price / 10)),
                    text(&true),
                    text(&false),
                ]
            );
        }
        $run!(1, s.cart_ordered, params![order, now, cart]);
        $run!(
            1,
            s.insert_payment,
            &[
                text(&payment),
                text(&order),
                text("card"),
                text("sandbox"),
                text("USD"),
                text(&(total + 580)),
                nothing,
                text(&now),
                text(&now),
            ]
        );
        $run!(
            1,
            s.insert_event,
            &[
                text(&p.id(Kind::Event, 0)),
                text(&order),
                souk_db::Param::Bytes(None),
                nothing,
                text("pending"),
                text("guest"),
                nothing,
                text(&now),
            ]
        );
        for (which, good) in (0_u8..).zip(p.goods) {
            $list!(1, s.variant, params![good.variant]);
            $list!(1, s.lock_levels, params![good.variant, 200_i64]);
            $run!(1, s.raise_reserved, params![1_i64, now, good.variant, good.location, 1_i64]);
            $run!(
                1,
                s.reserve,
                params![p.id(Kind::Line, which), good.location, order, good.variant, 1_i64, now, now]
            );
        }
        $list!(1, s.lock_payment, params![order]);
        $run!(
            1,
            s.insert_attempt,
            params![
                attempt,
                payment,
                1_i64,
                "sandbox",
                p.order_number,
                total + 580,
                "visa",
                "4242",
                12_i64,
                2034_i64,
                now,
                now + 50_000,
                now,
                now
            ]
        );
        $run!(1, s.open_attempt, params![attempt, now, payment]);
        $run!(1, s.attach_attempt, params![order, attempt, scope, key]);
    }};
}

/// FINALISE of the same purchase, once the gateway said that it is paid.
#[macro_export]
macro_rules! finalise {
    ($run:ident, $list:ident, $s:expr, $p:expr) => {{
        use $crate::goods::Kind;
        let (s, p, now) = ($s, $p, $p.now_ms);
        let (key, scope) = (p.hash(1), p.hash(2));
        let (order, payment, attempt) =
            (p.id(Kind::Order, 0), p.id(Kind::Payment, 0), p.id(Kind::Attempt, 0));
        let nothing = souk_db::Param::Text(None);
        use $crate::script::text;
        $list!(1, s.attempt, params![attempt]);
        $list!(1, s.lock_order, params![order]);
        $list!(1, s.lock_payment, params![order]);
        $list!(1, s.attempt, params![attempt]);
        $run!(
            1,
            s.move_attempt,
            &[
                text("succeeded"),
                text("tr_0123456789"),
                nothing,
                nothing,
                souk_db::Param::Int(None),
                text(&now),
                text(&now),
                text(&attempt),
                text("sent"),
            ]
        );
        $run!(1, s.close_attempt, params![now, payment, attempt]);
        $run!(1, s.complete, params![5_000_i64, "tr_0123456789", now, payment]);
        $run!(1, s.set_card, params![attempt, attempt, attempt, attempt, payment]);
        $run!(1, s.set_method, &[text("card"), text("sandbox"), nothing, text(&now), text(&payment)]);
        $list!(1, s.received, params![payment]);
        $run!(0, s.set_sold, params![now, order]);
        $run!(3, s.allocate, params![now, order]);
        $run!(2, s.vendor_orders_status, params!["processing", now, now, order, "pending"]);
        $list!(2, s.vendor_orders, params![order]);
        $run!(1, s.order_status, &[text("processing"), nothing, text(&now), text(&order), text("pending")]);
        $run!(
            1,
            s.insert_event,
            &[
                text(&p.id(Kind::Event, 1)),
                text(&order),
                souk_db::Param::Bytes(None),
                text("pending"),
                text("processing"),
                text("system"),
                text("paid"),
                text(&now),
            ]
        );
        for (which, vendor) in [(0_u8, &p.goods[0].vendor), (1, &p.goods[2].vendor)] {
            let (ledger, part) = (p.id(Kind::Ledger, which), p.id(Kind::Part, which));
            $run!(
                1,
                s.insert_ledger,
                params![ledger, "capture", "vendor_order", part, "USD", order, part, now]
            );
            let none = souk_db::Param::Bytes(None);
            for (position, account, of, gateway, debit) in [
                (0_i64, "gateway_receivable", none, text("sandbox"), 2_000_i64),
                (1, "vendor_escrow", text(vendor), nothing, -1_700),
                (2, "commission", none, nothing, -200),
                (3, "sales_tax_payable", none, nothing, -100),
            ] {
                $run!(
                    1,
                    s.insert_entry,
                    &[text(&ledger), text(&position), text(account), of, gateway, text("USD"), text(&debit)]
                );
            }
            $run!(1, s.balance, params![1_700_i64, 0_i64, now, vendor, "USD"]);
        }
        $run!(1, s.emit, params![p.id(Kind::Outbox, 0), "order_paid", order, now]);
        $list!(1, s.order, params![order]);
        $list!(1, s.payment, params![order]);
        $list!(1, s.last_attempt, params![payment]);
        $list!(3, s.order_lines, params![order]);
        $list!(2, s.vendor_orders, params![order]);
        $list!(2, s.events, params![order]);
        $run!(1, s.keep_answer, params![order, 201_i64, $crate::script::ANSWER.as_str(), scope, key]);
    }};
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_statement_of_the_script_is_the_programs() {
        super::Checkout::find().unwrap();
    }
}
