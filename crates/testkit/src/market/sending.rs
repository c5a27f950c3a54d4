//! What vendors and carriers do with what was bought.

use souk_domain::{
    ids::{OrderId, OrderLineId, ShipmentId, VendorOrderId},
    order::{CashCollector, CashTerms},
    shipment::ShipmentStatus,
};
use souk_market::{
    Actor, Result,
    fulfilment::{self, NewShipment, NewTracking},
    orders::{OrderView, ShipmentView, VendorOrderView},
    settings,
    shipping::{self, MethodChanges, Whose},
};

use super::{Market, Notice};

impl Market {
    /// One parcel of these pieces of a vendor order, by UPS under a number of its own; none named: of all that is open.
    pub async fn ship(&self, part: &VendorOrderView, lines: &[(OrderLineId, u32)]) -> Result<ShipmentView> {
        let new = NewShipment {
            lines: lines.to_vec(),
            carrier: Some("UPS".to_owned()),
            tracking_number: Some(format!("1Z{}", self.count())),
            ..NewShipment::of_all()
        };
        let named = (part.vendor, part.id.to_string());
        let made = fulfilment::ship(&self.app, Actor::Operator, named, None, new, None).await?;
        Ok(made.fresh().expect("it came under no key"))
    }

    /// The market takes cash at the door: `collector` says who does, and every way to ship of the market has it taken.
    pub async fn take_cash(&self, collector: CashCollector) {
        let change = move |market: settings::Market| {
            let cash = CashTerms { taken: true, ..market.cash };
            settings::Market { cash, cash_collector: collector, ..market }
        };
        settings::change_market(&self.app, Actor::Operator, Box::new(change)).await.expect("it is saved");
        let ways = shipping::list_shipping_methods(&self.app, Actor::Operator, Whose::Market).await;
        for way in ways.expect("ways to ship").0 {
            let changes = MethodChanges { takes_cash: Some(true), ..MethodChanges::default() };
            let named = (None, way.method.method);
            shipping::change_shipping_method(&self.app, Actor::Operator, named, changes)
                .await
                .expect("it is changed");
        }
    }

    /// Parcels of all that is open of an order, one for each of its vendor orders.
    pub async fn ship_all(&self, order: OrderId) -> Vec<ShipmentView> {
        let mut made = Vec::new();
        for part in &self.order_view(order).await.vendor_orders {
            made.push(self.ship(part, &[]).await.expect("it can be sent"));
        }
        made
    }

    /// The vendor types where a parcel is.
    pub async fn track(&self, shipment: ShipmentId, status: ShipmentStatus) -> Result<ShipmentView> {
        let told = NewTracking::at(status);
        let moved =
            fulfilment::record_tracking(&self.app, Actor::Operator, (None, shipment), None, told, None);
        Ok(moved.await?.fresh().expect("it came under no key"))
    }

    /// The carrier tells where a parcel is.
    pub async fn tell_parcel(&self, notice: &Notice) -> Result<()> {
        fulfilment::receive_carrier_event(&self.app, "ups", &notice.headers, &notice.body).await
    }

    /// The buyer has it: all of the order, or one vendor order.
    pub async fn confirm(&self, order: OrderId, only: Option<VendorOrderId>) -> Result<OrderView> {
        let confirmed = fulfilment::confirm_receipt(&self.app, Actor::Guest, order, only, None).await?;
        Ok(confirmed.fresh().expect("it came under no key"))
    }

    /// The buyer misses something.
    pub async fn miss(&self, order: OrderId, only: Option<VendorOrderId>) -> Result<OrderView> {
        let told = fulfilment::report_not_received(&self.app, Actor::Guest, order, only, None).await?;
        Ok(told.fresh().expect("it came under no key"))
    }
}
