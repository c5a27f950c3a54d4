//! Invariant 6: the ledger says what the operational tables say.
//!
//! For each payment, over the ledger transactions of its order (debit positive):
//!
//! ```text
//! held       = Σ transfers applied while the payment is pending: money kept for the buyer, not yet the order's
//! receivable = captured − Σ refunds succeeded − Σ fees + held − disputed
//! clearing   = −(Σ refunds not succeeded and not tried again) − held
//! ```
//!
//! Their sum is captured − Σ refunds asked for − Σ fees − disputed. A capture debits receivable by the order's total; a success
//! beyond it, or a transfer, debits receivable and credits clearing; a refund that was done turns that round; a transfer that
//! pays moves its money out of clearing before the capture. A failed refund leaves its money in clearing, where staff find
//! it; one that was tried again has left it to the refund in its place. What a gateway took in another currency than the order is in none of its sums. There are no settlements yet.
//!
//! For each vendor: escrow + available = −Σ net of the vendor orders whose payment is completed. There are no refunds of those and
//! no payouts yet.

use super::rule::{Rule, rule};

/// What a vendor order's capture booked on accounts against what the vendor order froze.
macro_rules! vendor_order_is_booked {
    ($code:literal, $accounts:literal, $frozen:literal) => {
        rule!(
            6,
            $code,
            VendorOrderId,
            "the vendor order froze {a}, its capture booked {b}",
            concat!("select id, frozen, booked from (select p.id, ", $frozen, " as frozen, "),
            "(select {sum e.debit} from ledger_transaction t join ledger_entry e on e.transaction_id = t.id ",
            concat!("where t.kind = 'capture' and t.cause_kind = 'vendor_order' and t.cause_id = p.id and e.account in (", $accounts, ")) as booked "),
            "from vendor_order p join payment m on m.order_id = p.order_id where m.status = 'completed') part ",
            "where frozen <> booked"
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

/// Σ of transfers kept for a payment that waits for more.
macro_rules! held {
    () => {
        "(select {sum b.received} from incoming_transfer b where b.payment_id = p.id and p.status = 'pending')"
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
             p.captured - p.disputed - (select {sum r.total} from refund r where r.payment_id = p.id \
             and r.status = 'succeeded' and r.currency = p.currency) - (select {sum a.fee} from payment_attempt a \
             where a.payment_id = p.id) + ", held!(), " as due from payment p) account where booked <> due"),
        rule!(6, "clearing_is_not_what_is_owed", OrderId, "clearing holds {a} for it, refunds and transfers say {b}",
            "select order_id, booked, due from (select p.order_id, ", booked!("refunds_clearing"), " as booked, \
             0 - (select {sum r.total} from refund r where r.payment_id = p.id and r.status not in ('succeeded', 'retried') \
             and r.currency = p.currency) - ", held!(),
            " as due from payment p) account where booked <> due"),
        rule!(6, "fees_are_not_what_was_kept", OrderId, "fees of {a} are booked for it, gateways kept {b}",
            "select order_id, booked, kept from (select p.order_id, ", booked!("gateway_fees"), " as booked, \
             (select {sum a.fee} from payment_attempt a where a.payment_id = p.id) as kept from payment p) account \
             where booked <> kept"),
        vendor_order_is_booked!("capture_is_not_the_vendor_order", "'gateway_receivable'", "p.total"),
        vendor_order_is_booked!("escrow_is_not_the_net", "'vendor_escrow'", "0 - p.vendor_net"),
        vendor_order_is_booked!("commission_is_not_the_vendor_orders", "'commission', 'commission_tax'", "0 - p.commission - p.commission_tax"),
        vendor_order_is_booked!("sales_tax_is_not_the_vendor_orders", "'sales_tax_payable'", "0 - p.tax_remitted"),
        vendor_order_is_booked!("discount_is_not_the_vendor_orders", "'platform_discounts'", "p.platform_discount"),
        rule!(6, "captured_and_not_paid", OrderId, "a vendor order was captured, yet the payment is not completed",
            "select p.order_id, count(*), 0 from payment p join ledger_transaction t on t.order_id = p.order_id \
             where p.status <> 'completed' and t.kind = 'capture' group by p.order_id"),
        balance_is_booked!("escrow_is_not_what_was_booked", "escrow", "vendor_escrow"),
        balance_is_booked!("available_is_not_what_was_booked", "available", "vendor_available"),
        rule!(6, "vendor_without_balance", VendorId, "its entries say {a}, and no balance is kept",
            "select e.vendor_id, 0 - {sum e.debit}, 0 from ledger_entry e left join vendor_balance b \
             on b.vendor_id = e.vendor_id and b.currency = e.currency where e.vendor_id is not null \
             and b.vendor_id is null group by e.vendor_id, e.currency"),
        rule!(6, "vendor_is_owed_other_than_the_net", VendorId, "escrow and available say {a}, captured vendor orders {b}",
            "select id, booked, due from (select v.id, (select {sum e.debit} from ledger_entry e \
             where e.account in ('vendor_escrow', 'vendor_available') and e.vendor_id = v.id) as booked, \
             0 - (select {sum p.vendor_net} from vendor_order p join payment m on m.order_id = p.order_id \
             where p.vendor_id = v.id and m.status = 'completed') as due from vendor v) account where booked <> due"),
    ]
}
