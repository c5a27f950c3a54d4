//! Invariant 6: the ledger says what the operational tables say.
//!
//! For each payment, over the ledger transactions of its order (debit positive):
//!
//! ```text
//! receivable = captured − Σ transfers used − Σ refunds done by a gateway − Σ fees − disputed
//!            − what vendors took at the door
//! clearing   = −(Σ refunds not succeeded and not tried again)
//! ```
//!
//! A capture debits receivable by the order's total; a success beyond it debits receivable and credits clearing; a refund that
//! a gateway did turns that round, one that people sent credits the bank instead. A failed refund leaves its money in clearing, where
//! staff find it; one that was tried again has left it to the refund in its place. What a gateway took in another currency than
//! the order is in none of its sums. There are no settlements yet.
//!
//! For each transfer: it debits the bank and credits unapplied receipts when it arrives, and stands there until an order that
//! does not wait any more has used it, or it was returned. Then it leaves them: for the receivable, which the capture debits, for
//! clearing, or for the bank.
//!
//! For each vendor: escrow + available = −Σ net of the vendor orders that are captured + Σ net of what they gave back + Σ cash that it
//! took at the door. What is paid at the door is captured once it has arrived, for what of it was not called off before: a refund of
//! what was never paid is waived, and booked nowhere. There are no payouts yet. What a refund gives back stands in its lines, and is booked once, whatever its gateway says: a refund that
//! failed is owed still.

use super::rule::{Rule, rule};

/// What was called off of a vendor order before it was paid.
macro_rules! waived {
    ($figure:literal) => {
        concat!(
            "(select {sum w.",
            $figure,
            "} from refund_line w join refund x on x.id = w.refund_id where w.vendor_order_id = p.id and x.status = 'waived')"
        )
    };
}

/// What captures of a vendor order booked on accounts against what it froze.
macro_rules! vendor_order_is_booked {
    ($code:literal, $accounts:literal, $frozen:expr) => {
        rule!(
            6,
            $code,
            VendorOrderId,
            "the vendor order froze {a}, its capture booked {b}",
            concat!("select id, frozen, booked from (select p.id, ", $frozen, " as frozen, "),
            "(select {sum e.debit} from ledger_transaction t join ledger_entry e on e.transaction_id = t.id ",
            concat!("where t.kind = 'capture' and t.cause_kind = 'vendor_order' and t.cause_id = p.id and e.account in (", $accounts, ")) "),
            "+ (select {sum e.debit} from shipment s join ledger_transaction t on t.cause_id = s.id join ledger_entry e on e.transaction_id = t.id ",
            "where s.vendor_order_id = p.id and t.kind in ('capture', 'capture_undone') and t.cause_kind = 'shipment' ",
            concat!("and e.account in (", $accounts, ")) as booked "),
            "from vendor_order p join payment m on m.order_id = p.order_id where p.collected_at is not null ",
            "or (p.cash_due is null and m.status = 'completed')) part ",
            "where frozen <> booked"
        )
    };
}

/// What a refund booked on accounts against what its lines give back.
macro_rules! refund_is_booked {
    ($code:literal, $accounts:literal, $given_back:literal) => {
        rule!(
            6,
            $code,
            RefundId,
            "its lines give back {a}, {b} is booked for it",
            concat!("select id, due, booked from (select l.refund_id as id, ", $given_back, " as due, "),
            "(select {sum e.debit} from ledger_transaction t join ledger_entry e on e.transaction_id = t.id ",
            concat!("where t.kind = 'refund' and t.cause_kind = 'refund' and t.cause_id = l.refund_id and e.account in (", $accounts, ")) as booked "),
            "from refund_line l join refund r on r.id = l.refund_id where r.status <> 'waived' group by l.refund_id) given where due <> booked"
        )
    };
}

/// Σ of an account over the transactions of a payment's order.
macro_rules! booked {
    ($account:literal) => {
        concat!(
            "(select {sum e.debit} from ledger_transaction t join ledger_entry e on e.transaction_id = t.id \
              where t.order_id = p.order_id and e.account = '",
            $account,
            "')"
        )
    };
}

/// Σ of an account over the transactions of a transfer.
macro_rules! booked_of_transfer {
    ($account:literal) => {
        concat!(
            "(select {sum e.debit} from ledger_transaction t join ledger_entry e on e.transaction_id = t.id \
              where t.kind in ('transfer', 'transfer_applied', 'transfer_returned') and t.cause_kind = 'incoming_transfer' \
              and t.cause_id = b.id and e.account = '",
            $account,
            "')"
        )
    };
}

/// What is kept of a vendor's balance against the entries of the account.
macro_rules! balance_is_booked {
    ($code:literal, $kept:literal, $account:literal) => {
        rule!(
            6,
            $code,
            VendorId,
            "its balance says {a}, its entries {b}",
            concat!("select vendor_id, kept, booked from (select b.vendor_id, b.", $kept, " as kept, "),
            "0 - (select {sum e.debit} from ledger_entry e where e.vendor_id = b.vendor_id and e.currency = b.currency ",
            concat!("and e.account = '", $account, "') as booked from vendor_balance b) balance where kept <> booked")
        )
    };
}

#[rustfmt::skip]
pub(super) fn rules() -> Vec<Rule> {
    vec![
        rule!(6, "receivable_is_not_what_was_taken", OrderId, "gateways owe {a} for it, payments say {b}",
            "select order_id, booked, due from (select p.order_id, ", booked!("gateway_receivable"), " as booked, \
             case when p.gateway = 'cash_vendor' then 0 else p.captured end - p.disputed - (select {sum r.total} from refund r where r.payment_id = p.id \
             and r.status = 'succeeded' and not r.by_hand and r.currency = p.currency) - (select {sum a.fee} from payment_attempt a \
             where a.payment_id = p.id) - (select {sum b.received} from incoming_transfer b where b.payment_id = p.id \
             and p.status <> 'pending') as due from payment p) account where booked <> due"),
        rule!(6, "clearing_is_not_what_is_owed", OrderId, "clearing holds {a} for it, refunds say {b}",
            "select order_id, booked, due from (select p.order_id, ", booked!("refunds_clearing"), " as booked, \
             0 - (select {sum r.total} from refund r where r.payment_id = p.id and r.status not in ('succeeded', 'retried', 'waived') \
             and r.currency = p.currency) as due from payment p) account where booked <> due"),
        rule!(6, "refund_by_hand_is_not_booked", RefundId, "people sent {a}, {b} of it left the bank",
            "select id, total, booked from (select r.id, r.total, 0 - (select {sum e.debit} from ledger_transaction t \
             join ledger_entry e on e.transaction_id = t.id where t.kind = 'refund_by_hand' and t.cause_kind = 'refund' \
             and t.cause_id = r.id and e.account = 'market_bank') as booked from refund r \
             where r.by_hand and r.status = 'succeeded') sent where total <> booked"),
        rule!(6, "transfer_is_not_at_the_bank", IncomingTransferId, "it brought {a}, the bank has {b} of it",
            "select id, due, booked from (select b.id, case when b.state = 'returned' then 0 else b.received end as due, ",
            booked_of_transfer!("market_bank"), " as booked from incoming_transfer b) transfer where due <> booked"),
        rule!(6, "unapplied_is_not_what_waits", IncomingTransferId, "{a} of it waits to be used, unapplied receipts hold {b}",
            "select id, due, booked from (select b.id, case when b.state = 'unmatched' or (b.state = 'applied' and p.status = 'pending') \
             then b.received else 0 end as due, 0 - ", booked_of_transfer!("unapplied_receipts"),
            " as booked from incoming_transfer b left join payment p on p.id = b.payment_id) transfer where due <> booked"),
        rule!(6, "unapplied_of_no_transfer", LedgerTransactionId, "it moves {a} of unapplied receipts, and no transfer caused it",
            "select t.id, e.debit, 0 from ledger_entry e join ledger_transaction t on t.id = e.transaction_id \
             where e.account = 'unapplied_receipts' and (t.cause_kind <> 'incoming_transfer' \
             or t.kind not in ('transfer', 'transfer_applied', 'transfer_returned') \
             or not exists (select 1 from incoming_transfer b where b.id = t.cause_id))"),
        rule!(6, "fees_are_not_what_was_kept", OrderId, "fees of {a} are booked for it, gateways kept {b}",
            "select order_id, booked, kept from (select p.order_id, ", booked!("gateway_fees"), " as booked, \
             (select {sum a.fee} from payment_attempt a where a.payment_id = p.id) as kept from payment p) account \
             where booked <> kept"),
        vendor_order_is_booked!("capture_is_not_the_vendor_order", "'gateway_receivable'",
            concat!("case when m.gateway = 'cash_vendor' then 0 else p.total - ", waived!("gross"), " end")),
        vendor_order_is_booked!("escrow_is_not_the_net", "'vendor_escrow'",
            concat!("case when m.gateway = 'cash_vendor' then 0 else ", waived!("vendor_net"), " - p.vendor_net end")),
        vendor_order_is_booked!("cash_is_not_the_vendors", "'vendor_available'",
            concat!("case when m.gateway = 'cash_vendor' then p.total - p.vendor_net - ", waived!("gross"), " + ", waived!("vendor_net"), " else 0 end")),
        vendor_order_is_booked!("commission_is_not_the_vendor_orders", "'commission', 'commission_tax'",
            concat!(waived!("commission"), " + ", waived!("commission_tax"), " - p.commission - p.commission_tax")),
        vendor_order_is_booked!("sales_tax_is_not_the_vendor_orders", "'sales_tax_payable'", concat!(waived!("tax_remitted"), " - p.tax_remitted")),
        vendor_order_is_booked!("discount_is_not_the_vendor_orders", "'platform_discounts'", concat!("p.platform_discount - ", waived!("platform_discount"))),
        rule!(6, "captured_and_not_paid", OrderId, "a vendor order was captured, yet the payment is not completed",
            "select p.order_id, count(*), 0 from payment p join ledger_transaction t on t.order_id = p.order_id \
             where p.status <> 'completed' and p.method <> 'cash_on_delivery' and t.kind = 'capture' group by p.order_id"),
        balance_is_booked!("escrow_is_not_what_was_booked", "escrow", "vendor_escrow"),
        balance_is_booked!("available_is_not_what_was_booked", "available", "vendor_available"),
        rule!(6, "vendor_without_balance", VendorId, "its entries say {a}, and no balance is kept",
            "select e.vendor_id, 0 - {sum e.debit}, 0 from ledger_entry e left join vendor_balance b \
             on b.vendor_id = e.vendor_id and b.currency = e.currency where e.vendor_id is not null \
             and b.vendor_id is null group by e.vendor_id, e.currency"),
        rule!(6, "vendor_is_owed_other_than_the_net", VendorId, "escrow and available say {a}, captured vendor orders {b}",
            "select id, booked, due from (select v.id, (select {sum e.debit} from ledger_entry e \
             where e.account in ('vendor_escrow', 'vendor_available') and e.vendor_id = v.id) as booked, \
             (select {sum r.vendor_net} from refund_line r join refund b on b.id = r.refund_id \
             join vendor_order p on p.id = r.vendor_order_id where p.vendor_id = v.id and (b.status <> 'waived' or p.collected_at is not null)) \
             - (select {sum p.vendor_net} from vendor_order p join payment m on m.order_id = p.order_id \
             where p.vendor_id = v.id and ((p.cash_due is null and m.status = 'completed') or p.collected_at is not null)) \
             + (select {sum p.cash_due} from vendor_order p join payment m on m.order_id = p.order_id \
             where p.vendor_id = v.id and p.collected_at is not null and m.gateway = 'cash_vendor') as due from vendor v) account where booked <> due"),
        refund_is_booked!("refund_is_not_owed", "'refunds_clearing'", "0 - {sum l.gross}"),
        refund_is_booked!("refund_is_not_of_the_vendor", "'vendor_escrow', 'vendor_available'", "{sum l.vendor_net}"),
        refund_is_booked!("refund_keeps_commission", "'commission', 'commission_tax'", "{sum l.commission + l.commission_tax}"),
        refund_is_booked!("refund_keeps_sales_tax", "'sales_tax_payable'", "{sum l.tax_remitted}"),
        refund_is_booked!("refund_keeps_a_discount", "'platform_discounts'", "0 - {sum l.platform_discount}"),
    ]
}
