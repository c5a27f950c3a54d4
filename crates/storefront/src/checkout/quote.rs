//! What a cart costs when it goes where the form says.

use souk_domain::ids::CartKey;
use souk_domain::pricing::{Destination, PricedVendor};
use souk_market::cart::{self, CartView, Delivery};
use souk_market::{Ctx, Result};
use souk_ui::address::{countries, regions};

use super::check;
use super::sent::Typed;

/// Where the form says it goes: as an order would have it once the address is whole, and as far as is known before.
pub(super) fn destination(typed: &Typed) -> Destination {
    if let Ok(address) = check::address(typed) {
        return address.destination();
    }
    let country =
        if countries::is_known(&typed.place.country) { typed.place.country.clone() } else { String::new() };
    let region = regions::kept(&country, &typed.place.region);
    Destination { country, region, postal_code: typed.place.postal_code.trim().to_owned() }
}

/// Prices the cart for the form's destination. A way that a seller does not offer there gives way to the cheapest.
pub(super) async fn quote(ctx: &Ctx<'_>, key: CartKey, typed: &Typed) -> Result<CartView> {
    let delivery = Delivery { destination: Some(destination(typed)), chosen: typed.deliveries.clone() };
    cart::quote_or_cheapest(ctx, key, &delivery).await
}

/// The sellers with something to send.
pub(super) fn senders(view: &CartView) -> impl Iterator<Item = &PricedVendor> {
    view.priced.vendors.iter().filter(|vendor| vendor.needs_shipping)
}
