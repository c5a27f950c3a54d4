//! Words and addresses that several pages have.

use souk_domain::ledger::Account;
use souk_domain::order::OrderStatus;
use souk_domain::percent;

/// The key of what an order's status is called.
pub(crate) fn status_key(status: OrderStatus) -> &'static str {
    match status {
        OrderStatus::Pending => "office-status-pending",
        OrderStatus::Processing => "office-status-processing",
        OrderStatus::Shipped => "office-status-shipped",
        OrderStatus::Delivered => "office-status-delivered",
        OrderStatus::Confirmed => "office-status-confirmed",
        OrderStatus::Reviewed => "office-status-reviewed",
        OrderStatus::Completed => "office-status-completed",
        OrderStatus::Cancelled => "office-status-cancelled",
    }
}

/// The key of what an account of the books is called.
pub(crate) fn account_key(account: &str) -> &'static str {
    let Some(account) = Account::parse(account) else { return "office-account-other" };
    match account {
        Account::GatewayReceivable => "office-account-gateway-receivable",
        Account::MarketBank => "office-account-market-bank",
        Account::VendorEscrow => "office-account-vendor-escrow",
        Account::VendorAvailable => "office-account-vendor-available",
        Account::Commission => "office-account-commission",
        Account::CommissionTax => "office-account-commission-tax",
        Account::SalesTaxPayable => "office-account-sales-tax",
        Account::PlatformDiscounts => "office-account-platform-discounts",
        Account::GatewayFees => "office-account-gateway-fees",
        Account::UnappliedReceipts => "office-account-unapplied-receipts",
        Account::RefundsClearing => "office-account-refunds-clearing",
        Account::PayoutsInTransit => "office-account-payouts-in-transit",
        Account::Chargebacks => "office-account-chargebacks",
        Account::BadDebts => "office-account-bad-debts",
        Account::Adjustments => "office-account-adjustments",
    }
}

/// An address with those parameters that say something.
pub(crate) fn query(path: &str, params: &[(&str, &str)]) -> String {
    let said = params.iter().filter(|(_, value)| !value.is_empty());
    let said: Vec<String> = said.map(|(name, value)| format!("{name}={}", percent::encode(value))).collect();
    if said.is_empty() { path.to_owned() } else { format!("{path}?{}", said.join("&")) }
}
