//! What a cart would cost that nobody has, and why: each promotion that meets it applied, or refused with its reason.

use std::collections::BTreeMap;

use jiff::Timestamp;
use souk_domain::{
    account::Permission,
    bounds::{
        cart::{MAX_CODES, MAX_LINES},
        promotion::MAX_CODE_CHARS,
    },
    field::FieldErrors,
    ids::{CartLineId, VariantId, VendorId},
    pricing::{CartTax, CartToPrice, Destination, Outcome, PricedCart},
    quantity::Quantity,
    refusal::RequestRefusal,
    text::Email,
    vendor::VendorPermission,
};

use super::view::{line_to_price, price_now, vendors_of};
use crate::{
    Actor, App, BoxFuture, Ctx, Result,
    catalogue::{self, PurchasableVariant},
    promotions::{self, Customer, Which},
    settings,
};

/// A cart to be tried.
#[derive(Clone, Debug, Default)]
pub struct CartToSimulate {
    /// What is in it, and how many.
    pub lines: Vec<(VariantId, Quantity)>,
    /// The codes entered.
    pub codes: Vec<String>,
    /// Where it goes.
    pub destination: Option<Destination>,
    /// Who buys it, for what each customer may use so often.
    pub email: Option<Email>,
    /// When; `None`: now.
    pub at: Option<Timestamp>,
}

/// What such a cart would cost, and why.
#[derive(Clone, Debug)]
pub struct SimulatedCart {
    pub lines: Vec<SimulatedLine>,
    /// Its adjustments, and what became of each promotion.
    pub priced: PricedCart,
    /// Codes that unlock nothing.
    pub unknown_codes: Vec<String>,
}

/// A line of it.
#[derive(Clone, Debug)]
pub struct SimulatedLine {
    pub purchasable: PurchasableVariant,
    pub quantity: u32,
}

/// Prices a cart that nobody has. `of`: the vendor that asks; it puts in its own things, and hears of its own promotions and of
/// those that apply. `None`: the staff asks. Errors: something named is not there, more lines or codes than a cart takes.
pub fn simulate_cart(
    app: &App,
    actor: Actor,
    of: Option<VendorId>,
    cart: CartToSimulate,
) -> BoxFuture<'static, Result<SimulatedCart>> {
    let simulated =
        app.read_with(actor, cart, move |ctx, cart| Box::pin(async move { simulate(ctx, of, cart).await }));
    match of {
        Some(vendor) => actor.permitted_of(vendor, VendorPermission::PromotionsRead, simulated),
        None => actor.permitted(Permission::PromotionsRead, simulated),
    }
}

async fn simulate(ctx: &Ctx<'_>, of: Option<VendorId>, cart: &CartToSimulate) -> Result<SimulatedCart> {
    let lines = lines_of(ctx, of, cart).await?;
    let to_price: Vec<_> = (0_u64..)
        .zip(&lines)
        .map(|(place, line)| {
            let id = CartLineId::from_parts(place, [0; 10]);
            line_to_price(id, line.quantity, &line.purchasable)
        })
        .collect();
    let entered = promotions::typed_codes(ctx, &cart.codes).await?;
    let customer = Customer::of(ctx.app, None, cart.email.as_ref().map(Email::key).as_deref());
    let with =
        promotions::for_cart(ctx, &vendors_of(&to_price), &entered, customer.as_ref(), Which::All).await?;
    let is_known = |typed: &&String| {
        let key = souk_domain::promotion::code_key(typed);
        !entered.iter().any(|(_, code)| souk_domain::promotion::code_key(&code.code) == key)
    };
    let unknown_codes = cart.codes.iter().filter(is_known).cloned().collect();
    let owners: BTreeMap<_, _> = with.promotions.iter().map(|one| (one.id, one.owner)).collect();
    let to_price = CartToPrice {
        currency: settings::load(ctx).await?.currency,
        lines: to_price,
        destination: cart.destination.clone(),
        chosen: BTreeMap::new(),
        codes: entered.iter().map(|(_, code)| code.clone()).collect(),
        used_up: with.used_up,
        live: BTreeMap::new(),
        tax: CartTax::default(),
    };
    let mut priced = price_now(ctx, to_price, &with.promotions, cart.at.unwrap_or(ctx.now)).await?;
    if of.is_some() {
        priced.considered.retain(|one| {
            owners.get(&one.promotion).is_some_and(|owner| *owner == of)
                || matches!(one.outcome, Outcome::Applied { .. })
        });
    }
    Ok(SimulatedCart { lines, priced, unknown_codes })
}

/// What is put in, each variant once. Errors: one that is not there, or not that vendor's; too many lines or codes.
async fn lines_of(ctx: &Ctx<'_>, of: Option<VendorId>, cart: &CartToSimulate) -> Result<Vec<SimulatedLine>> {
    let mut wrong = FieldErrors::default();
    if cart.lines.is_empty() || cart.lines.len() > MAX_LINES {
        wrong.add("/lines", "out_of_range", format!("Put in from 1 to {MAX_LINES} lines."));
    }
    if cart.codes.len() > MAX_CODES {
        wrong.add("/codes", "out_of_range", format!("A cart takes at most {MAX_CODES} codes."));
    }
    for (place, code) in
        cart.codes.iter().enumerate().filter(|(_, code)| code.chars().count() > MAX_CODE_CHARS)
    {
        let detail =
            format!("A code has at most {MAX_CODE_CHARS} characters: this has {}.", code.chars().count());
        wrong.add(format!("/codes/{place}"), "too_long", detail);
    }
    wrong.none().map_err(|fields| RequestRefusal::InvalidFields { fields })?;
    let variants: Vec<VariantId> = cart.lines.iter().map(|(variant, _)| *variant).collect();
    let found = catalogue::purchasable_variants(ctx, &variants).await?;
    let (mut wrong, mut lines) = (FieldErrors::default(), Vec::with_capacity(cart.lines.len()));
    for (place, (variant, quantity)) in cart.lines.iter().enumerate() {
        let own = |one: &&PurchasableVariant| {
            one.variant == *variant && of.is_none_or(|vendor| one.vendor == vendor)
        };
        match found.iter().find(own) {
            Some(one) => {
                lines.push(SimulatedLine { purchasable: one.clone(), quantity: quantity.get() });
            }
            None => wrong.add(
                format!("/lines/{place}/variant_id"),
                "not_found",
                "There is no such variant. Use the id of one there is.",
            ),
        }
    }
    wrong.none().map_err(|fields| RequestRefusal::InvalidFields { fields })?;
    Ok(lines)
}
