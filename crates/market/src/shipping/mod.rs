//! Ways to ship, of the market and of single vendors, and how each vendor ships.
//!
//! - [`rules`]: all of them, as prices are made of them
//! - [`create_method`], [`change_method`], [`archive_method`]; [`change_terms`]
//! - what carriers are asked, outside any transaction: `live.rs`
//! - what faces ask: `use_cases.rs`

mod live;
mod store;
mod use_cases;

use std::sync::Arc;

use souk_domain::{
    bounds::{applicant, shipping_method},
    field::FieldErrors,
    ids::{ShippingMethodId, VendorId},
    pricing::{ShippingKind, ShippingMethod, ShippingRules, ShippingTerms, ShippingZone},
    refusal::{RequestRefusal, expect_revision},
    shipping::checked_zones,
    text::bounded_line,
};

pub(crate) use live::{ask, known_fees};
pub use use_cases::{
    PricedMethod, Whose, change_shipping_method, change_shipping_terms, create_shipping_method,
    list_shipping_methods, remove_shipping_method, show_shipping_method, show_shipping_terms,
};

use crate::{Ctx, Result, vendors};

/// A way to ship that is to be offered.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NewMethod {
    /// The vendor that offers it; `None` for the market.
    pub vendor: Option<VendorId>,
    /// Its name, as the buyer reads it.
    pub name: String,
    /// Where it leads, and for how much.
    pub zones: Vec<ShippingZone>,
    /// Days on the way at least.
    pub min_days: u16,
    /// Days on the way at most.
    pub max_days: u16,
    /// Whether whoever brings it takes cash for it.
    pub takes_cash: bool,
}

/// What is to change about a way to ship; `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub struct MethodChanges {
    pub name: Option<String>,
    /// They replace all there are.
    pub zones: Option<Vec<ShippingZone>>,
    pub min_days: Option<u16>,
    pub max_days: Option<u16>,
    pub takes_cash: Option<bool>,
    /// Refuse when it is at another revision.
    pub expected_revision: Option<i64>,
}

/// A way to ship that is offered, with its revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedMethod {
    pub method: ShippingMethod,
    pub revision: i64,
}

/// What is to change about how a vendor ships; `None` stays as it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct TermsChanges {
    pub own_only: Option<bool>,
    pub handling_days: Option<u16>,
    /// Refuse when they are at another revision.
    pub expected_revision: Option<i64>,
}

/// How a vendor ships, with the revision of that; 0 until it is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VendorTerms {
    pub terms: ShippingTerms,
    pub revision: i64,
}

/// Every way to ship that is offered now, in the order of the market, and how vendors ship.
pub async fn rules(ctx: &Ctx<'_>) -> Result<Arc<ShippingRules>> {
    ctx.rule(store::load_rules(ctx)).await
}

/// The ways to ship that the market offers, or a vendor, in their order.
pub(crate) async fn list_methods(ctx: &Ctx<'_>, of: Option<VendorId>) -> Result<Vec<OfferedMethod>> {
    store::list_of(ctx, of).await
}

/// Offers a way to ship, after those offered already. Errors: fields that cannot be, too many.
pub async fn create_method(ctx: &Ctx<'_>, new: &NewMethod) -> Result<ShippingMethodId> {
    let (name, zones) = check(ctx, &new.name, &new.zones, (new.min_days, new.max_days))?;
    let new = NewMethod { zones, name, ..new.clone() };
    require_room(ctx, new.vendor).await?;
    let id = ctx.id(ShippingMethodId::from_parts);
    let position = store::next_position(ctx).await?;
    store::insert(ctx, id, &new, position).await?;
    Ok(id)
}

/// Errors: the market has as many as it takes, or whoever offers it.
async fn require_room(ctx: &Ctx<'_>, vendor: Option<VendorId>) -> Result<()> {
    let (all, own) = store::count_active(ctx, vendor).await?;
    if let Some(vendor) = vendor
        && vendors::is_on_trial(ctx, vendor).await?
    {
        vendors::require_trial_room(own, "ways to ship", applicant::MAX_METHODS)?;
    }
    let of_one = if vendor.is_some() { "ways to ship of one vendor" } else { "ways to ship of its own" };
    for (there, max, what) in
        [(all, shipping_method::MAX_METHODS, "ways to ship"), (own, shipping_method::MAX_OF_ONE, of_one)]
    {
        if usize::try_from(there).is_ok_and(|there| there >= max) {
            return Err(RequestRefusal::ListFull { what, max }.into());
        }
    }
    Ok(())
}

/// Changes what is given; placed orders keep what they were placed with. `of`: the vendor whose it must be.
/// Errors: not found, changed meanwhile, fields that cannot be.
pub async fn change_method(
    ctx: &Ctx<'_>,
    (of, id): (Option<VendorId>, ShippingMethodId),
    changes: &MethodChanges,
) -> Result<()> {
    let before = find(ctx, (of, id), true).await?;
    expect_revision(changes.expected_revision, before.revision)?;
    let method = &before.method;
    let changed = ShippingMethod {
        name: changes.name.clone().unwrap_or_else(|| method.name.clone()),
        zones: changes.zones.clone().unwrap_or_else(|| method.zones.clone()),
        min_days: changes.min_days.unwrap_or(method.min_days),
        max_days: changes.max_days.unwrap_or(method.max_days),
        takes_cash: changes.takes_cash.unwrap_or(method.takes_cash),
        ..method.clone()
    };
    let (name, zones) = check(ctx, &changed.name, &changed.zones, (changed.min_days, changed.max_days))?;
    let changed = ShippingMethod { name, zones, ..changed };
    if changed == *method { Ok(()) } else { store::update(ctx, &changed).await }
}

/// Stops offering a way to ship; placed orders keep it.
pub async fn archive_method(ctx: &Ctx<'_>, method: ShippingMethodId) -> Result<()> {
    store::archive(ctx, method).await
}

/// A way to ship that is offered, of that vendor if one is named. Errors: there is none.
async fn find(
    ctx: &Ctx<'_>,
    (of, id): (Option<VendorId>, ShippingMethodId),
    locked: bool,
) -> Result<OfferedMethod> {
    let found = store::find(ctx, id, locked).await?;
    let found = found.filter(|found| of.is_none() || found.method.vendor == of);
    found.ok_or_else(|| RequestRefusal::NotFound.into())
}

/// How a vendor ships.
pub async fn terms_of(ctx: &Ctx<'_>, vendor: VendorId) -> Result<VendorTerms> {
    let none = VendorTerms { terms: ShippingTerms::default(), revision: 0 };
    Ok(store::find_terms(ctx, vendor).await?.unwrap_or(none))
}

/// Changes how a vendor ships. Errors: changed meanwhile, more days than anybody waits.
pub async fn change_terms(ctx: &Ctx<'_>, vendor: VendorId, changes: TermsChanges) -> Result<VendorTerms> {
    let most = shipping_method::MAX_HANDLING_DAYS;
    if changes.handling_days.is_some_and(|days| days > most) {
        let mut wrong = FieldErrors::default();
        wrong.add("/handling_days", "out_of_range", format!("From 0 to {most} working days."));
        wrong.none().map_err(|fields| RequestRefusal::InvalidFields { fields })?;
    }
    let before = store::lock_terms(ctx, vendor).await?;
    expect_revision(changes.expected_revision, before.revision)?;
    let terms = ShippingTerms {
        own_only: changes.own_only.unwrap_or(before.terms.own_only),
        handling_days: changes.handling_days.unwrap_or(before.terms.handling_days),
    };
    if terms == before.terms {
        return Ok(before);
    }
    store::update_terms(ctx, vendor, terms).await?;
    Ok(VendorTerms { terms, revision: before.revision + 1 })
}

/// Offers a standard and an express way to ship when none is offered yet.
pub async fn ensure_default_methods(ctx: &Ctx<'_>) -> Result<()> {
    if store::count_active(ctx, None).await?.0 > 0 {
        return Ok(());
    }
    for method in defaults() {
        create_method(ctx, &method).await?;
    }
    Ok(())
}

fn defaults() -> [NewMethod; 2] {
    let offered = |name: &str, fee, min_days, max_days| NewMethod {
        vendor: None,
        name: name.to_owned(),
        zones: vec![ShippingZone::everywhere(ShippingKind::Flat { fee })],
        min_days,
        max_days,
        takes_cash: false,
    };
    [offered("Standard", 500, 3, 5), offered("Express", 1500, 1, 2)]
}

/// The name and the zones as they are kept. Errors: fields that cannot be.
fn check(
    ctx: &Ctx<'_>,
    name: &str,
    zones: &[ShippingZone],
    (min_days, max_days): (u16, u16),
) -> Result<(String, Vec<ShippingZone>)> {
    let mut wrong = FieldErrors::default();
    let name = wrong.keep(bounded_line("/name", name, 1, shipping_method::MAX_NAME_CHARS));
    let kept = match checked_zones(zones) {
        Ok(kept) => kept,
        Err(fields) => {
            fields.into_iter().for_each(|field| wrong.push(field));
            Vec::new()
        }
    };
    for (number, zone) in zones.iter().enumerate().take(shipping_method::MAX_ZONES) {
        if let ShippingKind::Carrier { carrier, service } = &zone.kind {
            check_carrier(ctx, &format!("/zones/{number}/fee"), (carrier, service), &mut wrong);
        }
    }
    if min_days > max_days || max_days > shipping_method::MAX_DAYS {
        wrong.add("/max_days", "out_of_range", format!("From min_days to {}.", shipping_method::MAX_DAYS));
    }
    wrong.none().map_err(|fields| RequestRefusal::InvalidFields { fields })?;
    Ok((name, kept))
}

/// A carrier that is asked for fees is one that this market knows, and so is its service.
fn check_carrier(ctx: &Ctx<'_>, at: &str, (carrier, service): (&str, &str), wrong: &mut FieldErrors) {
    let carriers = ctx.app.carrier_rates();
    match carriers.find(carrier) {
        Some(known) => {
            let services = known.services();
            if !services.iter().any(|one| one == service) {
                let detail = format!("This carrier has: {}.", services.join(", "));
                wrong.add(format!("{at}/service"), "invalid_value", detail);
            }
        }
        None => {
            let detail = match carriers.names() {
                Some(names) => format!("The carriers that can be asked are: {names}."),
                None => "No carrier can be asked: `carrier_rates` is not set.".to_owned(),
            };
            wrong.add(format!("{at}/carrier"), "invalid_value", detail);
        }
    }
}
