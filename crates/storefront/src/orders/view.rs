//! From an order to what its page shows.

use jiff::Zoned;
use souk_domain::card::Brand;
use souk_domain::ids::ReturnId;
use souk_domain::money::Money;
use souk_domain::order::{AttemptStatus, CancelReason, OrderStatus, PaymentMethod};
use souk_domain::refusal::DeclineCode;
use souk_market::orders::{LineView, OrderView, VendorOrderView};
use souk_market::shop::{OrderPage, PictureSource, VendorOrderOnPage};
use souk_ui::dates::at;
use souk_ui::faults::Faults;
use souk_ui::order::{Goods, Transfer, bill, paid_back};
use souk_ui::request::Setting;
use souk_ui::texts::say;
use souk_ui::{Bill, FormError, Seller};

use super::sent;
use super::timeline::{is_new, steps};
use super::{
    CardErrors, CashOnPage, FileOnPage, Join, PaidBy, Parcel, PayAgain, RefundOnPage, ReturnOnPage, Standing,
};
use crate::shared::items::Item;
use crate::shared::makers::place_of;
use crate::shared::pictures::picture;

/// An order as its buyer sees it.
#[derive(Clone, Debug)]
pub struct Order {
    /// `S-XXXX-XXXX`.
    pub number: String,
    /// The buyer's first name; may be empty.
    pub buyer: String,
    pub email: String,
    pub placed: Zoned,
    /// Whether it was placed or paid a moment ago: then the page says thanks, later what it is.
    pub is_new: bool,
    /// Whether its buyer meant to place it once more: then the page says that it is placed.
    pub placed_before: bool,
    pub standing: Standing,
    /// Where the least advanced of its parts stands.
    pub status: OrderStatus,
    pub parcels: Vec<Parcel>,
    pub bill: Bill,
    /// Line by line; empty when nothing travels.
    pub address: Vec<String>,
    pub paid_by: Option<PaidBy>,
    /// Money that came and goes back.
    pub paid_back: Option<Money>,
    /// What came by transfer towards an order that is not paid yet.
    pub received: Option<Money>,
    /// Whether the cancel button stands.
    pub may_cancel: bool,
    /// Money that went back of what was bought, or is on its way.
    pub refunds: Vec<RefundOnPage>,
    pub returns: Vec<ReturnOnPage>,
    /// Files that were bought.
    pub files: Vec<FileOnPage>,
    /// Whether anything may be given back, and reviewed.
    pub may_return: bool,
    pub may_review: bool,
    /// Where questions go; may be empty.
    pub contact: String,
    /// None: somebody is signed in, or the order is an account's.
    pub join: Option<Join>,
}

impl Order {
    /// Whether its things may go into a cart once more: what was cancelled has a button of its own for that.
    pub(super) fn can_be_bought_again(&self) -> bool {
        matches!(self.standing, Standing::Paid)
    }

    /// Whether some of it is to be paid when it arrives.
    pub(super) fn is_due_at_the_door(&self) -> bool {
        self.parcels.iter().any(|parcel| parcel.cash.is_some_and(|cash| !cash.is_paid))
    }

    /// The key of what the cancel button asks first.
    pub(super) fn cancel_sure(&self) -> &'static str {
        match self.standing {
            Standing::Paid if !self.is_due_at_the_door() => "order-cancel-sure-paid",
            _ => "order-cancel-sure",
        }
    }

    /// How many shipments it comes in.
    pub(super) fn shipments(&self) -> usize {
        self.parcels.iter().filter(|parcel| parcel.goods.ships()).count()
    }

    /// Whether anything of it is not sent.
    pub(super) fn has_unshipped(&self) -> bool {
        self.parcels.iter().any(|parcel| parcel.goods != Goods::Shipped)
    }

    /// Whether the page says what happens next: after buying, and as long as it is a seller's turn.
    pub(super) fn has_next_steps(&self) -> bool {
        let waits = || self.parcels.iter().any(|parcel| parcel.status == OrderStatus::Processing);
        matches!(self.standing, Standing::Paid) && (self.is_new || waits())
    }
}

/// When the page is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    Any,
    /// The bank just sent the buyer back, and its own notice may not be here yet.
    BackFromBank,
    /// The buyer meant to place it once more, in another tab.
    PlacedBefore,
}

/// What went wrong with a try to pay: shown at the form.
#[derive(Clone, Debug, Default)]
pub(super) struct Trouble {
    pub(super) errors: Vec<FormError>,
    pub(super) card: CardErrors,
    /// At the form that makes an account.
    pub(super) join: Faults,
    /// At the photographs of a return.
    pub(super) photos: Option<(ReturnId, Vec<FormError>)>,
}

/// The order as its page shows it.
pub(super) fn draw(
    setting: &Setting,
    page: &OrderPage,
    moment: Moment,
    trouble: Trouble,
    idempotency_key: String,
) -> Order {
    let view = &page.order;
    let join =
        (setting.frame.account.is_none() && view.buyer.is_none() && !view.email.is_empty()).then(|| {
            let faults = &trouble.join;
            Join { errors: faults.summary(&["password"]), password_error: faults.words("password") }
        });
    let photos = trouble.photos.clone();
    let standing = standing(setting, page, moment, trouble, idempotency_key);
    let waits = view.status == OrderStatus::Pending && !matches!(standing, Standing::Confirming);
    let vendor_orders = view.vendor_orders.iter().zip(&page.vendor_orders);
    let mut parcels: Vec<Parcel> = vendor_orders.map(|(own, beside)| parcel(page, own, beside)).collect();
    let shipments = parcels.iter_mut().filter(|parcel| parcel.goods.ships());
    shipments.zip(1..).for_each(|(parcel, number)| parcel.shipment = Some(number));
    let name = view.shipping_address.as_ref().map(|address| address.name.as_str()).unwrap_or_default();
    Order {
        number: view.number.clone(),
        buyer: name.split_whitespace().next().unwrap_or_default().to_owned(),
        email: view.email.clone(),
        placed: at(view.created_at),
        is_new: is_new(view, page.now),
        placed_before: moment == Moment::PlacedBefore,
        bill: bill(view),
        address: view.shipping_address.as_ref().map(souk_domain::address::Address::lines).unwrap_or_default(),
        paid_by: paid_by(view),
        paid_back: paid_back(view),
        received: received(view),
        may_cancel: waits || is_paid_and_not_sent(view),
        refunds: page.refunds.iter().map(|one| RefundOnPage::of(view, one)).collect(),
        returns: page.returns.iter().map(|one| ReturnOnPage::of(one, photos.as_ref())).collect(),
        files: page.files.iter().map(FileOnPage::of).collect(),
        may_return: !page.returnable.is_empty(),
        may_review: !page.to_review.is_empty(),
        contact: setting.market.contact.clone(),
        join,
        standing,
        status: view.status,
        parcels,
    }
}

/// Whether its buyer may call it off although it is paid: nothing of it is on its way.
fn is_paid_and_not_sent(view: &OrderView) -> bool {
    let waits = |part: &VendorOrderView| match part.status {
        OrderStatus::Cancelled => true,
        OrderStatus::Processing => part.lines.iter().all(|line| line.fulfilled == 0),
        _ => false,
    };
    view.status == OrderStatus::Processing && view.vendor_orders.iter().all(waits)
}

fn parcel(page: &OrderPage, own: &VendorOrderView, beside: &VendorOrderOnPage) -> Parcel {
    let view = &page.order;
    let lines = own.lines.iter().zip(&beside.pictures);
    Parcel {
        seller: Seller {
            name: own.vendor_name.clone(),
            slug: own.vendor_slug.clone(),
            place: place_of(&beside.city, &beside.country),
        },
        status: own.status,
        goods: Goods::of(&own.lines),
        shipment: None,
        steps: steps(view, own, page.now),
        items: lines.map(|(line, source)| item(view, own, line, source)).collect(),
        cash: cash(view, own),
        sent: sent::parcels(own),
        receipt: sent::receipt(own, &page.returns),
    }
}

/// What a part costs at the door.
fn cash(view: &OrderView, own: &VendorOrderView) -> Option<CashOnPage> {
    let due = own.cash_due.filter(|due| *due > 0)?;
    Some(CashOnPage { due: Money::new(due, view.currency), is_paid: own.collected_at.is_some() })
}

fn standing(
    setting: &Setting,
    page: &OrderPage,
    moment: Moment,
    trouble: Trouble,
    idempotency_key: String,
) -> Standing {
    let view = &page.order;
    let payment = &view.payment;
    match view.status {
        OrderStatus::Cancelled => {
            return Standing::Cancelled { paid_back: paid_back(view), why: why_cancelled(view) };
        }
        OrderStatus::Pending => {}
        _ => return Standing::Paid,
    }
    if payment.closing {
        return Standing::Confirming;
    }
    if payment.open_attempt.is_some() {
        let attempt = view.last_attempt.as_ref();
        let asked = attempt.filter(|attempt| attempt.status == AttemptStatus::RequiresAction);
        return match asked.and_then(|attempt| attempt.next_action_url.as_deref()) {
            Some(href) if moment != Moment::BackFromBank && is_web(href) => {
                Standing::NeedsConfirmation { href: href.to_owned() }
            }
            _ => Standing::Confirming,
        };
    }
    let held_until = at(view.expires_at.unwrap_or(page.now));
    if payment.method == PaymentMethod::BankTransfer {
        return Standing::AwaitingTransfer(Transfer::of(&setting.market, view, held_until));
    }
    Standing::Unpaid(PayAgain {
        reason: reason(view),
        tries_left: page.tries_left,
        held_until,
        errors: trouble.errors,
        card: trouble.card,
        idempotency_key,
    })
}

/// A link of a gateway is only ever followed to the web.
fn is_web(href: &str) -> bool {
    href.starts_with("https://") || href.starts_with("http://")
}

/// Why the last try brought nothing, in the bank's words.
fn reason(view: &OrderView) -> String {
    match &view.last_attempt {
        Some(attempt) if attempt.status == AttemptStatus::Declined => {
            let code = DeclineCode::from_gateway(attempt.decline_code.as_deref().unwrap_or_default());
            format!("{} {}", code.advice(), say("order-declined-calm", &[]))
        }
        _ => String::new(),
    }
}

fn why_cancelled(view: &OrderView) -> String {
    match view.cancel_reason {
        Some(CancelReason::Expired) => say("order-cancelled-expired", &[]),
        Some(CancelReason::ByVendor) => say("mail-cancelled-by-vendor", &[]),
        Some(CancelReason::ByMarket) => say("mail-cancelled-by-market", &[]),
        Some(CancelReason::NotAccepted) => say("mail-cancelled-not-accepted", &[]),
        Some(CancelReason::ByBuyer) | None => String::new(),
    }
}

/// Money that came by transfer and waits for the rest.
fn received(view: &OrderView) -> Option<Money> {
    let waits = view.status == OrderStatus::Pending && view.received > 0;
    waits.then(|| Money::new(view.received, view.currency))
}

/// A line; where others of its seller are sent, one that is not says so.
fn item(view: &OrderView, part: &VendorOrderView, line: &LineView, source: &PictureSource) -> Item {
    let stays = !line.requires_shipping && Goods::of(&part.lines) == Goods::Mixed;
    let details = [line.options.clone(), if stays { say("line-unshipped", &[]) } else { String::new() }];
    Item {
        name: line.name.clone(),
        detail: details
            .iter()
            .filter(|words| !words.is_empty())
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" · "),
        picture: picture(source, &line.name),
        quantity: line.quantity,
        total: Money::new(line.unit_price * i64::from(line.quantity), view.currency),
    }
}

/// How it was, or is to be, paid.
fn paid_by(view: &OrderView) -> Option<PaidBy> {
    let payment = &view.payment;
    match (payment.method, view.status) {
        (PaymentMethod::BankTransfer, _) => Some(PaidBy::BankTransfer),
        (PaymentMethod::CashOnDelivery, _) => Some(PaidBy::Cash),
        (PaymentMethod::None, _) => Some(PaidBy::Nothing),
        (PaymentMethod::Card, _) => {
            let brand = brand_name(payment.brand.as_deref()?);
            Some(PaidBy::Card { brand, last4: payment.last4.clone()? })
        }
    }
}

fn brand_name(word: &str) -> String {
    match Brand::parse(word) {
        Some(Brand::Visa) => "Visa".to_owned(),
        Some(Brand::Mastercard) => "Mastercard".to_owned(),
        Some(Brand::Amex) => "American Express".to_owned(),
        Some(Brand::Discover) => "Discover".to_owned(),
        Some(Brand::Other) | None => say("way-card", &[]),
    }
}
