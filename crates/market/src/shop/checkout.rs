use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;
use souk_db::BoxFuture;
use souk_domain::{
    ids::{AccountId, AddressId, ShippingMethodId, VendorId},
    order::{NoCash, PaymentMethod},
    pricing::Destination,
    text::Email,
};

use super::{
    HeldCart, Layout, PictureSource, Viewer,
    cart::{find, line_pictures},
    delivery::{Served, in_country},
    layout,
};
use crate::{
    Actor, App, Ctx, Result,
    accounts::{self, BookedAddress},
    cart::{self, CartLineView, CartView, Delivery},
    checkout::{Offered, offered_methods},
    orders::OrderView,
    shipping,
};

/// What checkout is asked for.
#[derive(Clone, Debug)]
pub struct CheckoutQuery {
    /// Who is signed in.
    pub account: Option<AccountId>,
    pub ship_to: ShipTo,
    /// The methods that were chosen; what a vendor does not offer there gives way to the cheapest.
    pub chosen: BTreeMap<VendorId, ShippingMethodId>,
    /// Of a guest, once it was typed.
    pub email: Option<Email>,
}

/// Where an order should go.
#[derive(Clone, Debug)]
pub enum ShipTo {
    /// Nobody said so yet: the usual address of who is signed in, or else somewhere in the visitor's country.
    Usual,
    /// An address of the book; one that is not in it is as good as none.
    Booked(AddressId),
    /// What was typed, as far as it goes; without a country, somewhere in the visitor's.
    Typed(Destination),
}

/// What a look at checkout comes to.
#[derive(Clone, Debug)]
pub enum Checkout {
    /// There is nothing to check out, or a line cannot be bought as it is: the cart says so.
    Cart,
    /// The cart became this order.
    Order(Box<OrderView>),
    Page(Box<CheckoutPage>),
}

/// The checkout of a cart.
#[derive(Clone, Debug)]
pub struct CheckoutPage {
    pub layout: Layout,
    /// What is known of who is signed in.
    pub buyer: Option<KnownBuyer>,
    pub cart: CartView,
    /// One picture for each line, in their order.
    pub pictures: Vec<PictureSource>,
    /// Whether anything is left to pay by card, by transfer, and in cash when it arrives.
    pub by_card: bool,
    pub by_transfer: bool,
    pub by_cash: bool,
    /// Why not in cash, where the market takes it at all.
    pub no_cash: Option<NoCash>,
    /// Where all who send something of it send to.
    pub served: Served,
    /// When it was priced.
    pub now: Timestamp,
}

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct KnownBuyer {
    /// First and last name; may be empty.
    pub name: String,
    pub book: Vec<BookedAddress>,
    /// The address that was asked for: the usual one, or that of [`ShipTo::Booked`].
    pub address: Option<BookedAddress>,
}

/// The cart that the visitor holds, priced for where it goes, with what carriers say within their time.
pub fn checkout(app: &App, viewer: Viewer, query: CheckoutQuery) -> BoxFuture<'static, Result<Checkout>> {
    let (app, asked) = (app.clone(), Arc::new((viewer, query)));
    Box::pin(async move {
        let look = || {
            app.read_with(Actor::Guest, Arc::clone(&asked), |ctx, asked| {
                Box::pin(load(ctx, &asked.0, &asked.1))
            })
        };
        let found = look().await?;
        match &found {
            Checkout::Page(page) if shipping::ask(&app, &page.cart.priced).await? => look().await,
            _ => Ok(found),
        }
    })
}

async fn load(ctx: &Ctx<'_>, viewer: &Viewer, query: &CheckoutQuery) -> Result<Checkout> {
    let Some(key) = viewer.cart else { return Ok(Checkout::Cart) };
    match find(ctx, Some(key), None).await? {
        HeldCart::Order(order) => return Ok(Checkout::Order(order)),
        HeldCart::Cart(view) if can_be_ordered(&view) => {}
        HeldCart::Nothing | HeldCart::Cart(_) => return Ok(Checkout::Cart),
    }
    let layout = layout::load(ctx, viewer).await?;
    let buyer = match query.account {
        Some(account) => Some(known(ctx, account, &query.ship_to).await?),
        None => None,
    };
    let address = buyer.as_ref().and_then(|buyer| buyer.address.as_ref());
    let destination = match (&query.ship_to, address) {
        (ShipTo::Typed(destination), _) if !destination.country.is_empty() => destination.clone(),
        (_, Some(booked)) => booked.address.destination(),
        (_, None) => in_country(&layout.country),
    };
    let delivery = Delivery {
        destination: Some(destination),
        chosen: query.chosen.clone(),
        email_key: query.email.as_ref().map(Email::key),
    };
    let cart = cart::quote_or_cheapest(ctx, key, &delivery).await?;
    let Offered { methods, no_cash } = offered_methods(ctx, &cart).await?;
    let senders = cart.priced.vendors.iter().filter(|vendor| vendor.needs_shipping);
    let rules = shipping::rules(ctx).await?;
    let served = Served::by_all(&rules, senders.map(|vendor| vendor.vendor));
    Ok(Checkout::Page(Box::new(CheckoutPage {
        buyer,
        pictures: line_pictures(ctx, &cart).await?,
        by_card: methods.contains(&PaymentMethod::Card),
        by_transfer: methods.contains(&PaymentMethod::BankTransfer),
        by_cash: methods.contains(&PaymentMethod::CashOnDelivery),
        no_cash,
        served,
        cart,
        now: ctx.now,
        layout,
    })))
}

/// Whether there is something in it, and each line can be bought as it is.
fn can_be_ordered(view: &CartView) -> bool {
    let can_be_had = |line: &CartLineView| line.purchasable.can_be_had(line.quantity);
    !view.lines.is_empty() && view.lines.iter().all(can_be_had)
}

async fn known(ctx: &Ctx<'_>, account: AccountId, ship_to: &ShipTo) -> Result<KnownBuyer> {
    let own = accounts::load(ctx, account).await?;
    let book = accounts::list_addresses(ctx, account).await?;
    let address = match ship_to {
        ShipTo::Usual => book.iter().find(|booked| booked.default_shipping).or(book.first()),
        ShipTo::Booked(id) => book.iter().find(|booked| booked.id == *id),
        ShipTo::Typed(_) => None,
    };
    let name = format!("{} {}", own.first_name, own.last_name).trim().to_owned();
    Ok(KnownBuyer { name, address: address.cloned(), book })
}
