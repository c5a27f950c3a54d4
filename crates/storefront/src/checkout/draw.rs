//! From a cart and what was typed to the checkout page.

use souk_domain::field::FieldError;
use souk_domain::money::Money;
use souk_domain::pricing::PricedVendor;
use souk_market::cart::{self, CartView};
use souk_market::orders::OrderView;
use souk_market::{Ctx, Result, checkout};
use souk_ui::address::AddressForm;
use souk_ui::bill::Standing;
use souk_ui::request::Guest;
use souk_ui::texts::say;
use souk_ui::{Entry, FormError};

use super::buyer;
use super::check::Travels;
use super::quote::{quote, senders};
use super::sent::{DELIVERY, Typed};
use super::{
    Buyer, CardErrors, Checkout, CheckoutPage, Contact, Delivery, DeliveryOption, Item, PaymentForm, Way,
    fresh_key,
};
use crate::cart::held::{self, Held};
use crate::cart::pictures::picture;
use crate::cart::view::{bill, day_after};

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
}

/// What a look at checkout comes to.
pub(super) enum Drawn {
    Page(Box<CheckoutPage>),
    /// There is nothing to check out, or something stands in the way.
    Cart,
    /// The cart became this order.
    Order(Box<OrderView>),
}

/// The page for the cart that is held, or where to go instead.
pub(super) async fn draw(ctx: &Ctx<'_>, guest: &Guest, typed: &Typed, wrong: &Wrong) -> Result<Drawn> {
    let Some(key) = guest.cart else { return Ok(Drawn::Cart) };
    match held::find(ctx, Some(key), None).await? {
        Held::Nothing => return Ok(Drawn::Cart),
        Held::Order(order) => return Ok(Drawn::Order(order)),
        Held::Cart(view) if view.lines.is_empty() || is_blocked(&view) => return Ok(Drawn::Cart),
        Held::Cart(_) => {}
    }
    let setting = guest.setting(ctx).await?;
    let mut typed = typed.clone();
    let book = buyer::fill_in(ctx, guest, &mut typed).await?;
    if typed.place.country.is_empty() {
        typed.place.country.clone_from(&setting.country);
    }
    let view = quote(ctx, key, &typed).await?;
    let buyer = match book {
        Some(book) => buyer::owner(&book, &typed),
        None => Buyer::Guest { password_error: words_for(wrong, "password") },
    };
    let checkout = fill(ctx, &view, &typed, wrong, buyer).await?;
    Ok(Drawn::Page(Box::new(CheckoutPage { frame: setting.frame, checkout })))
}

/// Whether a line cannot be bought as it is.
fn is_blocked(view: &CartView) -> bool {
    let short = |line: &cart::CartLineView| line.purchasable.left().is_some_and(|left| left < line.quantity);
    view.lines.iter().any(|line| !line.purchasable.for_sale || line.purchasable.sold || short(line))
}

/// Whether anything of a cart has to be sent.
pub(super) fn travels(checkout: &Checkout) -> Travels {
    if checkout.address.is_some() { Travels::Yes } else { Travels::No }
}

async fn fill(
    ctx: &Ctx<'_>,
    view: &CartView,
    typed: &Typed,
    wrong: &Wrong,
    buyer: Buyer,
) -> Result<Checkout> {
    let entry = |name: &str, value: &str| Entry { value: value.to_owned(), error: words_for(wrong, name) };
    let mut items = Vec::new();
    for line in &view.lines {
        let thing = &line.purchasable;
        items.push(Item {
            name: thing.name.clone(),
            detail: if thing.options.is_empty() { thing.vendor_name.clone() } else { thing.options.clone() },
            picture: picture(ctx, thing.image.as_deref(), &thing.name, &thing.categories).await?,
            quantity: line.quantity,
            total: Money::new(line.priced.subtotal, view.currency),
        });
    }
    let deliveries: Vec<Delivery> = senders(view).map(|sender| delivery(ctx, view, sender, wrong)).collect();
    let bill = bill(&view.priced, Standing::Due);
    let address =
        (!deliveries.is_empty()).then(|| AddressForm::of(&typed.place, |name| words_for(wrong, name)));
    Ok(Checkout {
        errors: summary(&deliveries, wrong),
        notice: wrong.notice.clone(),
        buyer,
        contact: Contact { email: entry("email", &typed.email), name: entry("name", &typed.place.name) },
        address,
        payment: payment(ctx, view, typed, wrong).await?,
        deliveries,
        items,
        bill,
        idempotency_key: fresh_key(ctx.app),
    })
}

fn words_for(wrong: &Wrong, name: &str) -> Option<String> {
    let field = wrong.fields.iter().find(|field| field.pointer.trim_start_matches('/') == name)?;
    Some(field.detail.clone())
}

/// What a seller sends, and the ways it can go.
fn delivery(ctx: &Ctx<'_>, view: &CartView, sender: &PricedVendor, wrong: &Wrong) -> Delivery {
    let seller = view
        .lines
        .iter()
        .find(|line| line.purchasable.vendor == sender.vendor)
        .map(|line| line.purchasable.vendor_name.clone())
        .unwrap_or_default();
    let vendor = sender.vendor.to_string();
    let error = if sender.undeliverable.is_some() {
        Some(say("delivery-none", &[("seller", &seller)]))
    } else {
        words_for(wrong, &format!("{DELIVERY}{vendor}"))
    };
    let option = |option: &souk_domain::pricing::ShippingOption| DeliveryOption {
        method: option.method.to_string(),
        name: option.name.clone(),
        fee: Money::new(option.fee, view.currency),
        earliest: day_after(ctx.now, option.min_days),
        latest: day_after(ctx.now, option.max_days),
        chosen: sender.chosen == Some(option.method),
    };
    Delivery { vendor, seller, options: sender.options.iter().map(option).collect(), error }
}

async fn payment(ctx: &Ctx<'_>, view: &CartView, typed: &Typed, wrong: &Wrong) -> Result<PaymentForm> {
    let mut ways = Vec::new();
    if view.priced.grand_total > 0 {
        ways.extend(ctx.app.gateways().card().map(|_| Way::Card));
        if checkout::offers_transfer(ctx, view.id).await? {
            ways.push(Way::BankTransfer);
        }
    }
    let asked = ways.iter().copied().find(|way| way.as_str() == typed.pay);
    let chosen = asked.or(ways.first().copied()).unwrap_or(Way::Card);
    Ok(PaymentForm { ways, chosen, card: wrong.card.clone() })
}

/// Everything that is wrong, in the order of the form.
fn summary(deliveries: &[Delivery], wrong: &Wrong) -> Vec<FormError> {
    const ORDER: [&str; 9] =
        ["email", "name", "country", "street", "line2", "postal_code", "city", "region", "password"];
    let error = |field: &str, words: &str| FormError { field: field.to_owned(), words: words.to_owned() };
    let mut errors: Vec<FormError> = wrong.whole.iter().map(|words| error("", words)).collect();
    errors.extend(ORDER.iter().filter_map(|name| Some(error(name, &words_for(wrong, name)?))));
    errors.extend(deliveries.iter().filter_map(|delivery| {
        Some(error(&format!("{DELIVERY}{}", delivery.vendor), delivery.error.as_deref()?))
    }));
    let card = [("number", &wrong.card.number), ("exp", &wrong.card.exp), ("cvc", &wrong.card.cvc)];
    errors.extend(card.into_iter().filter_map(|(name, words)| Some(error(name, words.as_deref()?))));
    errors
}
