//! One order of three lines and two vendors, paid by card, with the fewest statements that keep the promises: one key has one
//! effect, one cart one order, stock is never sold twice, the ledger is balanced, the first answer is the answer.

use souk_db::{Param, Result, ToParam as _, params, sql};

use super::{
    Runner,
    tables::{Kind, Purchase},
};

const ADDRESS: &str = r#"{"name":"Ada Buyer","street":"1 Long Street","city":"Austin","region":"TX","postal_code":"78701","country":"US"}"#;
/// As long as a compact answer that is kept for an order of three lines.
const ANSWER: &str = "an answer, compressed, of some six hundred bytes: ...........................................................................\
    ..............................................................................................................................\
    ..............................................................................................................................\
    ..............................................................................................................................\
    ..............................................................................................................................";
const TAX: i64 = 30;
const SHIPPING: i64 = 250;
const COMMISSION: i64 = 100;

/// Everything before the gateway is asked, in one transaction.
pub(super) async fn prepare(runner: &impl Runner, p: &Purchase<'_>) -> Result<()> {
    let [a, b, c] = p.goods;
    let (claim, cart, order) = (p.id(Kind::Claim, 0), p.id(Kind::Cart, 0), p.id(Kind::Order, 0));
    let (first, second) = (p.id(Kind::VendorOrder, 0), p.id(Kind::VendorOrder, 1));
    let (totals, now) = ([a.price + b.price + SHIPPING, c.price + SHIPPING], p.now_ms);
    let total = totals.iter().sum::<i64>() + 3 * TAX;
    let begin =
        sql!("insert into claim (key, asked, order_id, answer, expires_at) values (?, ?, ?, null, ?)");
    runner.change(1, begin, params![claim, claim, order, now + 86_400_000]).await?;
    let lines = sql!(
        "select l.variant_id, l.quantity, v.price, v.on_hand - v.reserved, p.name, p.vendor_id from cart_line l \
         join variant v on v.id = l.variant_id join product p on p.id = v.product_id where l.cart_id = ?"
    );
    runner.read(3, lines, params![cart]).await?;
    let take_cart = sql!("update cart set order_id = ? where id = ? and order_id is null");
    runner.change(1, take_cart, params![order, cart]).await?;
    let insert_order = sql!(
        "insert into orders (id, number, cart_id, email, status, total, address, created_at) \
         values (?, ?, ?, ?, 'pending', ?, ?, ?)"
    );
    runner
        .change(1, insert_order, params![order, p.order_number, cart, p.email, total, ADDRESS, now])
        .await?;
    let insert_vendor_orders = sql!(
        "insert into vendor_order (id, order_id, vendor_id, status, total, commission, net) \
         values (?, ?, ?, 'pending', ?, 100, ?), (?, ?, ?, 'pending', ?, 100, ?)"
    );
    let [one, two] = totals;
    let [net_one, net_two] = totals.map(|total| total - COMMISSION);
    let values = params![first, order, a.vendor, one, net_one, second, order, c.vendor, two, net_two];
    runner.change(2, insert_vendor_orders, values).await?;
    let insert_lines = sql!(
        "insert into order_line (id, order_id, vendor_order_id, variant_id, name, price, quantity, tax, commission, held) values \
         (?, ?, ?, ?, 'Turned bowl', ?, 1, 30, 50, 'reserved'), (?, ?, ?, ?, 'Turned bowl', ?, 1, 30, 50, 'reserved'), \
         (?, ?, ?, ?, 'Turned bowl', ?, 1, 30, 100, 'reserved')"
    );
    let ids = [p.id(Kind::Line, 0), p.id(Kind::Line, 1), p.id(Kind::Line, 2)];
    let of = [(a, first), (b, first), (c, second)];
    let values: Vec<Param<'_>> = (ids.iter().zip(&of))
        .flat_map(|(id, (good, part))| {
            [id.to_param(), order.to_param(), part.to_param(), good.variant.to_param(), good.price.to_param()]
        })
        .collect();
    runner.change(3, insert_lines, &values).await?;
    for good in p.goods {
        let take =
            sql!("update variant set reserved = reserved + 1 where id = ? and on_hand - reserved >= 1");
        runner.change(1, take, params![good.variant]).await?;
    }
    let pay = sql!(
        "insert into payment (id, order_id, key, status, total, captured) values (?, ?, ?, 'sent', ?, 0)"
    );
    runner.change(1, pay, params![p.id(Kind::Payment, 0), order, p.order_number, total]).await
}

/// Everything once the gateway said that it is paid, in another.
pub(super) async fn finalise(runner: &impl Runner, p: &Purchase<'_>) -> Result<()> {
    let order = p.id(Kind::Order, 0);
    let paid = sql!(
        "update payment set status = 'completed', captured = total where order_id = ? and status = 'sent'"
    );
    runner.change(1, paid, params![order]).await?;
    let order_on = sql!("update orders set status = 'processing' where id = ? and status = 'pending'");
    runner.change(1, order_on, params![order]).await?;
    let parts_on = sql!("update vendor_order set status = 'processing' where order_id = ?");
    runner.change(2, parts_on, params![order]).await?;
    let allocate = sql!("update order_line set held = 'allocated' where order_id = ? and held = 'reserved'");
    runner.change(3, allocate, params![order]).await?;
    let (first, second) = (p.id(Kind::VendorOrder, 0), p.id(Kind::VendorOrder, 1));
    let book = sql!(
        "insert into entry (cause_id, position, account, vendor_id, debit) values (?, 0, 'gateway_receivable', null, 1000), \
         (?, 1, 'vendor_escrow', ?, -850), (?, 2, 'commission', null, -100), (?, 3, 'sales_tax_payable', null, -50), \
         (?, 0, 'gateway_receivable', null, 1000), (?, 1, 'vendor_escrow', ?, -850), (?, 2, 'commission', null, -100), \
         (?, 3, 'sales_tax_payable', null, -50)"
    );
    let [a, _, c] = p.goods;
    let values = params![first, first, a.vendor, first, first, second, second, c.vendor, second, second];
    runner.change(8, book, values).await?;
    let tell = sql!("insert into event (id, kind, subject_id, created_at) values (?, 'order_paid', ?, ?)");
    runner.change(1, tell, params![p.id(Kind::Event, 0), order, p.now_ms]).await?;
    let keep = sql!("update claim set answer = ? where key = ?");
    runner.change(1, keep, params![ANSWER, p.id(Kind::Claim, 0)]).await
}
