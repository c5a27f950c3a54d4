//! What breaks which rules of cash on delivery. Of the scene's cash orders one has a vendor order that is `delivered` and one that is
//! `cancelled`; one is `processing`.

use super::cases::Case;

pub(super) const CASH: &[Case] = &[
    (
        "update vendor_order set cash_due = null where cash_due is not null and status = 'processing'",
        &["cash_of_another_method"],
    ),
    (
        "update vendor_order set cash_due = 1 where cash_due is null and status = 'processing'",
        &[
            "cash_of_another_method",
            "cash_is_not_what_is_left",
            "booked_without_collecting",
            "vendor_is_owed_other_than_the_net",
        ],
    ),
    (
        "update vendor_order set cash_due = cash_due + 1 where collected_at is not null",
        &["cash_is_not_what_is_left", "captured_is_not_what_came", "vendor_is_owed_other_than_the_net"],
    ),
    (
        "update vendor_order set collected_at = null where status = 'delivered'",
        &[
            "collected_otherwise_than_arrived",
            "booked_without_collecting",
            "captured_is_not_what_came",
            "vendor_is_owed_other_than_the_net",
            "cash_payment_stands_otherwise",
        ],
    ),
    (
        "update ledger_entry set debit = debit + 1 where account = 'vendor_available' and transaction_id in \
         (select id from ledger_transaction where cause_kind = 'shipment'); \
         update ledger_entry set debit = debit - 1 where account = 'commission' and transaction_id in \
         (select id from ledger_transaction where cause_kind = 'shipment')",
        &[
            "cash_is_not_the_vendors",
            "commission_is_not_the_vendor_orders",
            "vendor_is_owed_other_than_the_net",
            "available_is_not_what_was_booked",
        ],
    ),
    (
        "update refund set status = 'waived' where status = 'succeeded'",
        &[
            "waived_though_paid_otherwise",
            "refunded_is_not_what_went",
            "cancelled_and_not_given_back",
            "receivable_is_not_what_was_taken",
            "vendor_is_owed_other_than_the_net",
            "capture_is_not_the_vendor_order",
            "escrow_is_not_the_net",
            "commission_is_not_the_vendor_orders",
            "sales_tax_is_not_the_vendor_orders",
        ],
    ),
    (
        "update payment set status = 'completed' where method = 'cash_on_delivery' and status = 'pending'",
        &["cash_payment_stands_otherwise"],
    ),
    (
        "update payment set status = 'pending' where method = 'cash_on_delivery' and status = 'completed'",
        &["cash_payment_stands_otherwise"],
    ),
];
