//! Every page and letter, as it is looked at and checked.

use askama::Template;
use souk_market::accounts::About;
use souk_market::joining::VendorNews;
use souk_market::notifications::ParcelNews;
use souk_ui::mail::{
    AccountNews, LatePaymentReturned, Letter, NewsOf, NotReceived, OrderCancelled, OrderLink, OrderNews,
    OrderPlaced, ParcelTold, PaymentFailed, PaymentReceived, PaymentStayedOpen, RefundContradicted,
    RefundLeftToStaff, StockRanLow, ToMarket, TransferAwaited, VendorNewOrder, VendorTold,
};
use souk_ui::trouble::ErrorKind;

use crate::account::{
    AddressPage, AddressesPage, CodesPage, DataPage, DeadLinkPage, EmailPage, ForgotPage, LoginPage,
    OrdersPage, OverviewPage, PasswordPage, ProfilePage, RegisterPage, ResetPage, SecurityPage, SetupPage,
    VerifyPage,
};
use crate::cart::CartPage;
use crate::catalogue::{ListingPage, ProductPage};
use crate::checkout::CheckoutPage;
use crate::home::HomePage;
use crate::mailbox::{LetterPage, MailboxPage};
use crate::orders::{LookupPage, OrderPage, ReturnPage, ReviewPage};
use crate::pages::{
    AccessibilityPage, ContactPage, CountryPage, ErrorPage, HelpPage, PoliciesPage, PolicyPage,
};
use crate::selling::{JoinPage, SellPage, StaffJoinPage};
use crate::styleguide::StyleguidePage;
use crate::vendors::{VendorPage, VendorsPage};

/// A page or letter rendered from its sample: file name and text.
pub struct Sample {
    pub name: &'static str,
    pub rendered: askama::Result<String>,
}

/// Every page and letter, rendered from its sample.
pub fn every() -> Vec<Sample> {
    vec![
        sample("home", &HomePage::sample()),
        sample("listing", &ListingPage::sample()),
        sample("listing-empty", &ListingPage::sample_empty()),
        sample("product", &ProductPage::sample()),
        sample("product-on-hold", &ProductPage::sample_on_hold()),
        sample("cart", &CartPage::sample()),
        sample("cart-undeliverable", &CartPage::sample_undeliverable()),
        sample("cart-blocked", &CartPage::sample_blocked()),
        sample("cart-empty", &CartPage::sample_empty()),
        sample("checkout", &CheckoutPage::sample()),
        sample("checkout-errors", &CheckoutPage::sample_errors()),
        sample("checkout-owner", &CheckoutPage::sample_owner()),
        sample("checkout-join", &CheckoutPage::sample_join()),
        sample("checkout-nothing", &CheckoutPage::sample_nothing_to_pay()),
        sample("order", &OrderPage::sample()),
        sample("order-unpaid", &OrderPage::sample_unpaid()),
        sample("order-confirming", &OrderPage::sample_confirming()),
        sample("order-needs-confirmation", &OrderPage::sample_needs_confirmation()),
        sample("order-transfer", &OrderPage::sample_transfer()),
        sample("order-transfer-part", &OrderPage::sample_transfer_part()),
        sample("order-transfer-unnamed", &OrderPage::sample_transfer_unnamed()),
        sample("order-cancelled", &OrderPage::sample_cancelled()),
        sample("order-cash", &OrderPage::sample_cash()),
        sample("order-given-back", &OrderPage::sample_given_back()),
        sample("order-return", &ReturnPage::sample()),
        sample("order-return-nothing", &ReturnPage::sample_nothing()),
        sample("order-review", &ReviewPage::sample()),
        sample("order-review-nothing", &ReviewPage::sample_nothing()),
        sample("order-lookup", &LookupPage::sample()),
        sample("order-lookup-named", &LookupPage::sample_named()),
        sample("order-lookup-sent", &LookupPage::sample_sent()),
        sample("login", &LoginPage::sample()),
        sample("login-wrong", &LoginPage::sample_wrong()),
        sample("login-done", &LoginPage::sample_done()),
        sample("login-code", &LoginPage::sample_code()),
        sample("register", &RegisterPage::sample()),
        sample("register-wrong", &RegisterPage::sample_wrong()),
        sample("verify", &VerifyPage::sample()),
        sample("forgot", &ForgotPage::sample()),
        sample("forgot-asked", &ForgotPage::sample_asked()),
        sample("reset", &ResetPage::sample()),
        sample("dead-link", &DeadLinkPage::sample()),
        sample("setup", &SetupPage::sample()),
        sample("account", &OverviewPage::sample()),
        sample("account-empty", &OverviewPage::sample_empty()),
        sample("account-orders", &OrdersPage::sample()),
        sample("account-orders-empty", &OrdersPage::sample_empty()),
        sample("account-addresses", &AddressesPage::sample()),
        sample("account-addresses-empty", &AddressesPage::sample_empty()),
        sample("account-address", &AddressPage::sample()),
        sample("account-profile", &ProfilePage::sample()),
        sample("account-security", &SecurityPage::sample()),
        sample("account-password", &PasswordPage::sample()),
        sample("account-email", &EmailPage::sample()),
        sample("account-codes-off", &CodesPage::sample_off()),
        sample("account-codes-started", &CodesPage::sample_started()),
        sample("account-codes-on", &CodesPage::sample_on()),
        sample("account-codes-told", &CodesPage::sample_told()),
        sample("account-data", &DataPage::sample()),
        sample("vendors", &VendorsPage::sample()),
        sample("vendor", &VendorPage::sample()),
        sample("sell", &SellPage::sample()),
        sample("sell-stranger", &SellPage::sample_stranger()),
        sample("join", &JoinPage::sample()),
        sample("join-dead", &JoinPage::sample_dead()),
        sample("staff-join", &StaffJoinPage::sample()),
        sample("staff-join-dead", &StaffJoinPage::sample_dead()),
        sample("help", &HelpPage::sample()),
        sample("policies", &PoliciesPage::sample()),
        sample("policy", &PolicyPage::sample()),
        sample("contact", &ContactPage::sample()),
        sample("contact-errors", &ContactPage::sample_errors()),
        sample("contact-sent", &ContactPage::sample_sent()),
        sample("country", &CountryPage::sample()),
        sample("accessibility", &AccessibilityPage::sample()),
        sample("error-404", &ErrorPage::sample(ErrorKind::NotFound)),
        sample("error-503", &ErrorPage::sample(ErrorKind::Busy)),
        sample("styleguide", &StyleguidePage::sample()),
        sample("mailbox", &MailboxPage::sample()),
        sample("letter", &LetterPage::sample()),
        html("mail-order-placed", OrderPlaced::sample().letter()),
        html("mail-order-placed-transfer", OrderPlaced::sample_transfer().letter()),
        html("mail-order-placed-cash", OrderPlaced::sample_cash().letter()),
        html("mail-payment-received", PaymentReceived::sample().letter()),
        html("mail-payment-failed", PaymentFailed::sample().letter()),
        html("mail-order-cancelled", OrderCancelled::sample().letter()),
        html("mail-order-cancelled-paid-back", OrderCancelled::sample_paid_back().letter()),
        html("mail-late-payment-returned", LatePaymentReturned::sample().letter()),
        html("mail-order-link", OrderLink::sample().letter()),
        html("mail-vendor-new-order", VendorNewOrder::sample().letter()),
        html("mail-vendor-new-order-cash", VendorNewOrder::sample_cash().letter()),
        html("mail-to-market", ToMarket::sample().letter()),
        html("mail-refund-left-to-staff", RefundLeftToStaff::sample().letter()),
        html("mail-refund-contradicted", RefundContradicted::sample().letter()),
        html("mail-payment-stayed-open", PaymentStayedOpen::sample().letter()),
        html("mail-transfer-awaited", TransferAwaited::sample().letter()),
        html("mail-parcel-sent", ParcelTold::sample(ParcelNews::Sent).letter()),
        html("mail-parcel-today", ParcelTold::sample(ParcelNews::OutForDelivery).letter()),
        html("mail-parcel-there", ParcelTold::sample(ParcelNews::Delivered).letter()),
        html("mail-parcel-provided", ParcelTold::sample_provided().letter()),
        html("mail-parcel-sent-cash", ParcelTold::sample_cash(ParcelNews::Sent).letter()),
        html("mail-parcel-lost", ParcelTold::sample(ParcelNews::Lost).letter()),
        html("mail-parcel-lost-cash", ParcelTold::sample_cash(ParcelNews::Lost).letter()),
        html("mail-parcel-back", ParcelTold::sample(ParcelNews::Returned).letter()),
        html("mail-parcel-back-cash", ParcelTold::sample_cash(ParcelNews::Returned).letter()),
        html("mail-not-received", NotReceived::sample().letter()),
        html("mail-stock-ran-low", StockRanLow::sample().letter()),
        html("mail-refund-sent", OrderNews::sample(NewsOf::RefundSent).letter()),
        html("mail-refund-failed", OrderNews::sample(NewsOf::RefundFailed).letter()),
        html("mail-return-approved", OrderNews::sample(NewsOf::ReturnApproved).letter()),
        html("mail-return-refused", OrderNews::sample(NewsOf::ReturnRefused).letter()),
        html("mail-return-received", OrderNews::sample(NewsOf::ReturnReceived).letter()),
        html("mail-return-requested", OrderNews::sample(NewsOf::ReturnRequested).letter()),
        html("mail-refund-by-hand", OrderNews::sample(NewsOf::RefundByHand).letter()),
        html("mail-nothing-to-refund", OrderNews::sample(NewsOf::NothingToRefund).letter()),
        html("mail-called-off", OrderNews::sample(NewsOf::CalledOff).letter()),
        html("mail-review-asked", OrderNews::sample(NewsOf::ReviewAsked).letter()),
        html("mail-missing-to-market", OrderNews::sample(NewsOf::Missing).letter()),
        html("mail-account-verify", AccountNews::sample(About::Verify).letter()),
        html("mail-account-reset", AccountNews::sample(About::Reset).letter()),
        html("mail-account-invite", AccountNews::sample(About::Invite).letter()),
        html("mail-account-staff-invite", AccountNews::sample(About::StaffInvite).letter()),
        html("mail-account-password-changed", AccountNews::sample(About::PasswordChanged).letter()),
        html("mail-account-email-change", AccountNews::sample(About::EmailChangeAsked).letter()),
        html("mail-account-codes-on", AccountNews::sample(About::SecondFactorOn).letter()),
        html("mail-account-codes-off", AccountNews::sample(About::SecondFactorOff).letter()),
        html("mail-vendor-applied", VendorTold::sample(VendorNews::Applied).letter()),
        html("mail-vendor-to-review", VendorTold::sample(VendorNews::ToReview).letter()),
        html("mail-vendor-approved", VendorTold::sample(VendorNews::Approved).letter()),
        html("mail-vendor-refused", VendorTold::sample(VendorNews::Refused).letter()),
        html("mail-vendor-suspended", VendorTold::sample(VendorNews::Suspended).letter()),
        html("mail-vendor-reinstated", VendorTold::sample(VendorNews::Reinstated).letter()),
        html("mail-vendor-closed", VendorTold::sample(VendorNews::Closed).letter()),
        html("mail-vendor-document-accepted", VendorTold::sample(VendorNews::DocumentAccepted).letter()),
        html("mail-vendor-document-refused", VendorTold::sample(VendorNews::DocumentRefused).letter()),
        html("mail-vendor-payout", VendorTold::sample(VendorNews::PayoutChanged).letter()),
        html("mail-vendor-member-joined", VendorTold::sample(VendorNews::MemberJoined).letter()),
        html("mail-vendor-role-changed", VendorTold::sample(VendorNews::RoleChanged).letter()),
        html("mail-vendor-member-removed", VendorTold::sample(VendorNews::MemberRemoved).letter()),
        html("mail-vendor-invited", VendorTold::sample(VendorNews::Invited).letter()),
    ]
}

fn html(name: &'static str, letter: askama::Result<Letter>) -> Sample {
    Sample { name, rendered: letter.map(|letter| letter.html) }
}

fn sample<T: Template>(name: &'static str, page: &T) -> Sample {
    Sample { name, rendered: page.render() }
}
