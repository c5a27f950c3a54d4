use super::ParcelNews;
use crate::{accounts::About, joining::VendorNews};

/// What a mail is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    OrderPlaced,
    PaymentReceived,
    PaymentFailed,
    OrderCancelled,
    LatePaymentReturned,
    OrderLink,
    VendorNewOrder,
    Message,
    RefundLeftToStaff,
    RefundContradicted,
    PaymentStayedOpen,
    TransferAwaited,
    NotReceived,
    StockRanLow,
    NotReceivedToMarket,
    Parcel(ParcelNews),
    RefundSent,
    RefundFailed,
    RefundByHand,
    CalledOff,
    ReviewAsked,
    ReturnRequested,
    ReturnApproved,
    ReturnRefused,
    ReturnReceived,
    Vendor(VendorNews),
    Account(About),
}

impl Kind {
    /// Every kind that is not of an account, a parcel or a vendor.
    const OWN: &'static [Self] = &[
        Self::OrderPlaced,
        Self::PaymentReceived,
        Self::PaymentFailed,
        Self::OrderCancelled,
        Self::LatePaymentReturned,
        Self::OrderLink,
        Self::VendorNewOrder,
        Self::Message,
        Self::RefundLeftToStaff,
        Self::RefundContradicted,
        Self::PaymentStayedOpen,
        Self::TransferAwaited,
        Self::NotReceived,
        Self::StockRanLow,
        Self::NotReceivedToMarket,
        Self::RefundSent,
        Self::RefundFailed,
        Self::RefundByHand,
        Self::CalledOff,
        Self::ReviewAsked,
        Self::ReturnRequested,
        Self::ReturnApproved,
        Self::ReturnRefused,
        Self::ReturnReceived,
    ];

    /// The word it is stored by.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::OrderPlaced => "order_placed",
            Self::PaymentReceived => "payment_received",
            Self::PaymentFailed => "payment_failed",
            Self::OrderCancelled => "order_cancelled",
            Self::LatePaymentReturned => "late_payment_returned",
            Self::OrderLink => "order_link",
            Self::VendorNewOrder => "vendor_new_order",
            Self::Message => "message",
            Self::RefundLeftToStaff => "refund_left_to_staff",
            Self::RefundContradicted => "refund_contradicted",
            Self::PaymentStayedOpen => "payment_stayed_open",
            Self::TransferAwaited => "transfer_awaited",
            Self::NotReceived => "not_received",
            Self::StockRanLow => "stock_ran_low",
            Self::NotReceivedToMarket => "not_received_to_market",
            Self::Parcel(news) => news.as_str(),
            Self::RefundSent => "refund_sent",
            Self::RefundFailed => "refund_failed",
            Self::RefundByHand => "refund_by_hand",
            Self::CalledOff => "called_off",
            Self::ReviewAsked => "review_asked",
            Self::ReturnRequested => "return_requested",
            Self::ReturnApproved => "return_approved",
            Self::ReturnRefused => "return_refused",
            Self::ReturnReceived => "return_received",
            Self::Vendor(news) => news.as_str(),
            Self::Account(about) => about.as_str(),
        }
    }

    pub(super) fn parse(word: &str) -> Option<Self> {
        let of_accounts = About::ALL.iter().map(|about| Self::Account(*about));
        let of_parcels = ParcelNews::ALL.iter().map(|news| Self::Parcel(*news));
        let of_vendors = VendorNews::ALL.iter().map(|news| Self::Vendor(*news));
        let mut all = Self::OWN.iter().copied().chain(of_accounts).chain(of_parcels).chain(of_vendors);
        all.find(|kind| kind.as_str() == word)
    }
}
