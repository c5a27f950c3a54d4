//! From a cart and what was typed to the checkout page.

use souk_domain::field::FieldError;
use souk_domain::money::Money;
use souk_domain::pricing::{PricedVendor, ShippingOption, Undeliverable};
use souk_domain::text::Email;
use souk_http::HttpState;
use souk_market::cart::CartLineView;
use souk_market::shop::{CheckoutPage as Found, CheckoutQuery, PictureSource, ShipTo, day_after};
use souk_ui::FormError;
use souk_ui::address::{AddressForm, countries};
use souk_ui::bill::Standing;
use souk_ui::request::PageRequest;
use souk_ui::texts::say;

use super::form::{DELIVERY, Travels, Typed};
use super::{Buyer, Checkout, CheckoutPage, Delivery, DeliveryOption, PaymentForm, buyer};
use crate::shared::coupons::coupons;
use crate::shared::items::Item;
use crate::shared::payment::{CardErrors, Way, fresh_key};
use crate::shared::pictures::picture;
use crate::shared::priced::bill;

/// What is wrong, to be shown at its field and above the form.
#[derive(Clone, Debug, Default)]
pub(super) struct Wrong {
    /// By the names of the form.
    pub(super) fields: Vec<FieldError>,
    pub(super) card: CardErrors,
    /// What is about no field.
    pub(super) whole: Vec<String>,
    /// What the buyer should look at before going on; no mistake of theirs.
    pub(super) notice: String,
    /// Where the orders that wait for payment are found, when they are too many; else empty.
    pub(super) unpaid_href: String,
}

/// What the market is asked for, of what was typed.
pub(super) fn query(request: &PageRequest, typed: &Typed) -> CheckoutQuery {
    let ship_to = match typed.wanted {
        Some(id) => ShipTo::Booked(id),
        None if typed.is_first_look() => ShipTo::Usual,
        None => ShipTo::Typed(typed.place.destination()),
    };
    CheckoutQuery {
        account: request.actor().account(),
        ship_to,
        chosen: typed.deliveries.clone(),
        email: Email::parse(&typed.email).ok(),
    }
}

/// The page of a cart, with what was typed and what is wrong.
pub(super) fn draw(
    http: &HttpState,
    request: &PageRequest,
    found: &Found,
    typed: &Typed,
    wrong: &Wrong,
) -> CheckoutPage {
    let setting = request.setting(found.layout.clone());
    let mut typed = typed.clone();
    if let Some(known) = &found.buyer {
        buyer::fill_in(request, known, &mut typed);
    }
    if typed.place.country.is_empty() {
        typed.place.country.clone_from(&setting.country);
    }
    let buyer = match &found.buyer {
        Some(known) => buyer::owner(&known.book, &typed),
        None => Buyer::Guest { password_error: wrong.words("password") },
    };
    let checkout = fill(found, typed, wrong, buyer, fresh_key(http.app()));
    CheckoutPage { frame: setting.frame, checkout }
}

/// Whether anything of a cart has to be sent.
pub(super) fn travels(checkout: &Checkout) -> Travels {
    if checkout.address.is_some() { Travels::Yes } else { Travels::No }
}

fn fill(found: &Found, typed: Typed, wrong: &Wrong, buyer: Buyer, idempotency_key: String) -> Checkout {
    let view = &found.cart;
    let item = |(line, source): (&CartLineView, &PictureSource)| {
        let thing = &line.purchasable;
        Item {
            name: thing.name.clone(),
            detail: if thing.options.is_empty() { thing.vendor_name.clone() } else { thing.options.clone() },
            picture: picture(source, &thing.name),
            quantity: line.quantity,
            total: Money::new(line.priced.subtotal, view.currency),
        }
    };
    let senders = view.priced.vendors.iter().filter(|vendor| vendor.needs_shipping);
    let deliveries: Vec<Delivery> =
        senders.map(|sender| delivery(found, sender, &typed.place.country, wrong)).collect();
    let address = (!deliveries.is_empty()).then(|| {
        let form = AddressForm::of(&typed.place, |name| wrong.words(name));
        AddressForm { countries: countries::by_reach(form.countries, &found.served), ..form }
    });
    Checkout {
        errors: summary(address.as_ref(), &deliveries, wrong),
        notice: wrong.notice.clone(),
        unpaid_href: wrong.unpaid_href.clone(),
        buyer,
        address,
        payment: payment(found, &typed, wrong),
        items: view.lines.iter().zip(&found.pictures).map(item).collect(),
        crosses_border: !deliveries.is_empty() && typed.place.country != found.layout.market.country,
        bill: bill(&view.priced, Standing::Due),
        codes: coupons(view),
        deliveries,
        idempotency_key,
        cart: view.id.to_string(),
        contents: view.contents().to_string(),
        typed,
        wrong: wrong.fields.clone(),
    }
}

impl Wrong {
    fn words(&self, name: &str) -> Option<String> {
        words_for(&self.fields, name)
    }
}

/// What is wrong with a field of the form.
pub(super) fn words_for(wrong: &[FieldError], name: &str) -> Option<String> {
    wrong.iter().find(|field| name_of(field) == name).map(|field| field.detail.clone())
}

fn name_of(field: &FieldError) -> &str {
    field.pointer.trim_start_matches('/')
}

/// What a vendor sends, and the ways it can go.
fn delivery(found: &Found, sender: &PricedVendor, country: &str, wrong: &Wrong) -> Delivery {
    let country = countries::name_of(country);
    let lines = &found.cart.lines;
    let seller = lines
        .iter()
        .find(|line| line.purchasable.vendor == sender.vendor)
        .map(|line| line.purchasable.vendor_name.clone())
        .unwrap_or_default();
    let vendor = sender.vendor.to_string();
    let error = match sender.undeliverable {
        Some(Undeliverable::RegionUnknown) => {
            Some(say("delivery-region", &[("seller", &seller), ("country", &country)]))
        }
        Some(Undeliverable::NoAnswer) => Some(say("delivery-no-answer", &[("seller", &seller)])),
        Some(_) => Some(say("delivery-none", &[("seller", &seller), ("country", &country)])),
        None => wrong.words(&format!("{DELIVERY}{vendor}")),
    };
    let option = |option: &ShippingOption| DeliveryOption {
        method: option.method.to_string(),
        name: option.name.clone(),
        fee: Money::new(option.fee, found.cart.currency),
        earliest: day_after(found.now, option.min_days),
        latest: day_after(found.now, option.max_days),
        chosen: sender.chosen == Some(option.method),
    };
    let undeliverable = sender.undeliverable.is_some_and(|why| why != Undeliverable::RegionUnknown);
    Delivery {
        vendor,
        seller,
        undeliverable,
        awaits_carrier: !sender.unanswered.is_empty() && !sender.options.is_empty(),
        options: sender.options.iter().map(option).collect(),
        error,
    }
}

fn payment(found: &Found, typed: &Typed, wrong: &Wrong) -> PaymentForm {
    let mut ways = Vec::new();
    ways.extend(found.by_card.then_some(Way::Card));
    ways.extend(found.by_transfer.then_some(Way::BankTransfer));
    ways.extend(found.by_cash.then_some(Way::CashOnDelivery));
    let asked = ways.iter().copied().find(|way| way.as_str() == typed.pay);
    let chosen = asked.or(ways.first().copied()).unwrap_or(Way::Card);
    PaymentForm { ways, chosen, card: wrong.card.clone(), no_cash: found.no_cash }
}

/// Everything that is wrong: contact and address in the order of the form, then its other fields, the deliveries and the card.
fn summary(address: Option<&AddressForm>, deliveries: &[Delivery], wrong: &Wrong) -> Vec<FormError> {
    let mut first = vec!["email"];
    first.extend(address.map(AddressForm::order).unwrap_or_default());
    first.push("password");
    let error = |field: &str, words: &str| FormError { field: field.to_owned(), words: words.to_owned() };
    let mut errors: Vec<FormError> = wrong.whole.iter().map(|words| error("", words)).collect();
    errors.extend(first.iter().filter_map(|name| Some(error(name, &wrong.words(name)?))));
    let others = wrong.fields.iter().filter(|field| {
        let name = name_of(field);
        !first.contains(&name) && !name.starts_with(DELIVERY)
    });
    errors.extend(others.map(|field| error(name_of(field), &field.detail)));
    errors.extend(deliveries.iter().filter_map(|delivery| {
        Some(error(&format!("{DELIVERY}{}", delivery.vendor), delivery.error.as_deref()?))
    }));
    let card = [("number", &wrong.card.number), ("exp", &wrong.card.exp), ("cvc", &wrong.card.cvc)];
    errors.extend(card.into_iter().filter_map(|(name, words)| Some(error(name, words.as_deref()?))));
    errors
}
