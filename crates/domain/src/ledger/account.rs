//! The accounts of the ledger.

use crate::words::words;

/// An account; some are kept per vendor or per gateway, which the entry names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Account {
    /// What a gateway owes the market; per gateway.
    GatewayReceivable,
    /// What the market has at its bank.
    MarketBank,
    /// A vendor's money that is not released yet; per vendor.
    VendorEscrow,
    /// A vendor's money that can be paid out; below zero it is a debt; per vendor.
    VendorAvailable,
    /// The market's commission.
    Commission,
    /// Tax on the commission.
    CommissionTax,
    /// Sales tax the market remits.
    SalesTaxPayable,
    /// Discounts the market bears.
    PlatformDiscounts,
    /// What gateways charge.
    GatewayFees,
    /// Money that arrived by bank transfer and is not used for an order yet.
    UnappliedReceipts,
    /// Refunds asked for and not yet done, and surplus to give back.
    RefundsClearing,
    /// Payouts on their way.
    PayoutsInTransit,
    /// Money taken back by card holders' banks.
    Chargebacks,
    /// Debts nobody will pay.
    BadDebts,
    /// Corrections by staff, with a reason.
    Adjustments,
}

words!(Account {
    GatewayReceivable = "gateway_receivable",
    MarketBank = "market_bank",
    VendorEscrow = "vendor_escrow",
    VendorAvailable = "vendor_available",
    Commission = "commission",
    CommissionTax = "commission_tax",
    SalesTaxPayable = "sales_tax_payable",
    PlatformDiscounts = "platform_discounts",
    GatewayFees = "gateway_fees",
    UnappliedReceipts = "unapplied_receipts",
    RefundsClearing = "refunds_clearing",
    PayoutsInTransit = "payouts_in_transit",
    Chargebacks = "chargebacks",
    BadDebts = "bad_debts",
    Adjustments = "adjustments",
});
