//! Ways to ship, of the market and of single vendors.

mod store;
mod use_cases;

use std::sync::Arc;

use souk_domain::{
    address::is_country,
    bounds::shipping_method,
    field::FieldError,
    ids::{ShippingMethodId, VendorId},
    money::MAX_PRICE,
    pricing::{ShippingKind, ShippingRate},
    refusal::RequestRefusal,
    text::bounded_line,
};

pub use use_cases::{create_shipping_method, list_shipping_methods};

use crate::{Ctx, Result};

/// A way to ship that is to be offered.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NewMethod {
    /// The vendor that offers it; `None` for every vendor.
    pub vendor: Option<VendorId>,
    /// Its name, as the buyer reads it.
    pub name: String,
    /// How its fee comes about, in minor units.
    pub kind: ShippingKind,
    /// Countries it serves (alpha-2); empty for all.
    pub countries: Vec<String>,
    /// Days at least.
    pub min_days: u16,
    /// Days at most.
    pub max_days: u16,
}

/// Every way to ship that is offered now, in the order of the market.
pub async fn rates(ctx: &Ctx<'_>) -> Result<Arc<Vec<ShippingRate>>> {
    ctx.rule(store::list_active(ctx)).await
}

/// Offers a way to ship, after those offered already. Errors: fields that cannot be, too many.
pub async fn create_method(ctx: &Ctx<'_>, method: &NewMethod) -> Result<ShippingMethodId> {
    check(method)?;
    if usize::try_from(store::count_active(ctx).await?)
        .is_ok_and(|there| there >= shipping_method::MAX_METHODS)
    {
        let full = RequestRefusal::ListFull { what: "ways to ship", max: shipping_method::MAX_METHODS };
        return Err(full.into());
    }
    let id = ctx.id(ShippingMethodId::from_parts);
    let position = store::next_position(ctx).await?;
    store::insert(ctx, id, method, position).await?;
    Ok(id)
}

/// Stops offering a way to ship; placed orders keep it.
pub async fn archive_method(ctx: &Ctx<'_>, method: ShippingMethodId) -> Result<()> {
    store::archive(ctx, method).await
}

/// Offers a standard and an express way to ship when none is offered yet.
pub async fn ensure_default_methods(ctx: &Ctx<'_>) -> Result<()> {
    if !store::list_active(ctx).await?.is_empty() {
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
        kind: ShippingKind::Flat { fee },
        countries: Vec::new(),
        min_days,
        max_days,
    };
    [offered("Standard", 500, 3, 5), offered("Express", 1500, 1, 2)]
}

fn check(method: &NewMethod) -> Result<()> {
    let mut fields = Vec::new();
    fields.extend(bounded_line("/name", &method.name, 1, shipping_method::MAX_NAME_CHARS).err());
    if method.countries.len() > shipping_method::MAX_COUNTRIES
        || !method.countries.iter().all(|code| is_country(code))
    {
        fields.push(FieldError::new(
            "/countries",
            "invalid_value",
            "Use each country's two capital letters, such as US.",
        ));
    }
    if method.min_days > method.max_days || method.max_days > shipping_method::MAX_DAYS {
        fields.push(FieldError::new(
            "/max_days",
            "out_of_range",
            format!("From min_days to {}.", shipping_method::MAX_DAYS),
        ));
    }
    let (fee, second) = match method.kind {
        ShippingKind::Flat { fee } => (fee, 0),
        ShippingKind::ByWeight { base, per_kg } => (base, per_kg),
        ShippingKind::FreeOver { fee, free_from } => (fee, free_from),
    };
    if ![fee, second].iter().all(|sum| (0..=MAX_PRICE).contains(sum)) {
        fields.push(FieldError::new("/fee", "out_of_range", "From 0 to the dearest price there is."));
    }
    if fields.is_empty() { Ok(()) } else { Err(RequestRefusal::InvalidFields { fields }.into()) }
}
