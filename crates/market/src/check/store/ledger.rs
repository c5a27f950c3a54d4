//! Invariant 5: the ledger balances, names accounts there are, and books nothing twice.

use super::rule::{Rule, rule};

#[rustfmt::skip]
pub(super) fn rules() -> Vec<Rule> {
    vec![
        rule!(5, "entries_do_not_balance", LedgerTransactionId, "its {b} entries add up to {a}",
            "select transaction_id, {sum debit}, count(*) from ledger_entry group by transaction_id having sum(debit) <> 0"),
        rule!(5, "nothing_booked", LedgerTransactionId, "it has no entries",
            "select t.id, 0, 0 from ledger_transaction t \
             where not exists (select 1 from ledger_entry e where e.transaction_id = t.id)"),
        rule!(5, "booked_twice", LedgerTransactionId, "its cause was booked before",
            "select t.id, 0, 0 from ledger_transaction t where exists (select 1 from ledger_transaction o \
             where o.kind = t.kind and o.cause_kind = t.cause_kind and o.cause_id = t.cause_id and o.id < t.id)"),
        rule!(5, "account_unknown", LedgerTransactionId, "entry {a} is of an account there is not",
            "select transaction_id, position, 0 from ledger_entry where account not in ('gateway_receivable', \
             'market_bank', 'vendor_escrow', 'vendor_available', 'commission', 'commission_tax', 'sales_tax_payable', \
             'platform_discounts', 'gateway_fees', 'unapplied_receipts', 'refunds_clearing', 'payouts_in_transit', 'chargebacks', 'bad_debts', \
             'adjustments')"),
        rule!(5, "account_of_nobody", LedgerTransactionId, "entry {a} names no vendor or gateway where it must, or one where it may not",
            "select transaction_id, position, 0 from ledger_entry \
             where (account in ('vendor_escrow', 'vendor_available')) <> (vendor_id is not null) \
             or (account = 'gateway_receivable') <> (gateway is not null)"),
        rule!(5, "entry_in_another_currency", LedgerTransactionId, "entry {a} is not in its currency",
            "select e.transaction_id, e.position, 0 from ledger_entry e join ledger_transaction t on t.id = e.transaction_id \
             where e.currency <> t.currency"),
        rule!(5, "currency_of_another", LedgerTransactionId, "it is not in the currency of its order",
            "select t.id, 0, 0 from ledger_transaction t join orders o on o.id = t.order_id where t.currency <> o.currency"),
    ]
}

#[cfg(test)]
mod tests {
    use souk_domain::ledger::Account;

    #[test]
    fn every_account_is_known() {
        let rules = super::rules();
        let asked = rules.iter().find(|rule| rule.code == "account_unknown").unwrap().statement.source();
        for account in Account::ALL {
            assert!(asked.contains(&format!("'{account}'")), "{account}");
        }
        assert_eq!(asked.matches('\'').count(), 2 * Account::ALL.len());
    }
}
