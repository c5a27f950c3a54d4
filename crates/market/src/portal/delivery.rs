use souk_db::BoxFuture;
use souk_domain::{ids::ShippingMethodId, pricing::ShippingMethod, refusal::RequestRefusal};

use super::{Around, Seat, around};
use crate::{
    App, Result,
    shipping::{self, OfferedMethod, VendorTerms},
};

/// How a vendor ships.
#[derive(Clone, Debug)]
pub struct Delivery {
    pub around: Around,
    /// Its own ways, in their order.
    pub own: Vec<OfferedMethod>,
    /// Those of the market.
    pub shared: Vec<ShippingMethod>,
    pub terms: VendorTerms,
}

/// A page that changes one way to ship, or makes one.
#[derive(Clone, Debug)]
pub struct WayPage {
    pub around: Around,
    /// `None`: a new one is made.
    pub way: Option<OfferedMethod>,
    /// The services of carriers that can be asked for a fee: the carrier, and its service.
    pub services: Vec<(String, String)>,
}

/// How a vendor ships, and what it may choose of.
pub fn delivery(app: &App, seat: Seat) -> BoxFuture<'static, Result<Delivery>> {
    app.read(seat.actor(), move |ctx| {
        Box::pin(async move {
            Ok(Delivery {
                around: around::load(ctx, seat).await?,
                own: shipping::list_methods(ctx, Some(seat.vendor)).await?,
                shared: shipping::rules(ctx).await?.market.clone(),
                terms: shipping::terms_of(ctx, seat.vendor).await?,
            })
        })
    })
}

/// One of a vendor's own ways to ship, or what a new one needs. Errors: there is none, or it is another's.
pub fn way_to_ship(
    app: &App,
    seat: Seat,
    id: Option<ShippingMethodId>,
) -> BoxFuture<'static, Result<WayPage>> {
    app.read(seat.actor(), move |ctx| {
        Box::pin(async move {
            let own = match id {
                Some(_) => shipping::list_methods(ctx, Some(seat.vendor)).await?,
                None => Vec::new(),
            };
            let way = own.into_iter().find(|own| Some(own.method.method) == id);
            if way.is_none() && id.is_some() {
                return Err(RequestRefusal::NotFound.into());
            }
            let around = around::load(ctx, seat).await?;
            Ok(WayPage { around, way, services: ctx.app.carrier_rates().services() })
        })
    })
}
