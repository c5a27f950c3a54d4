//! What vendors, carriers and buyers do with what is paid: parcels are made, move, go astray and arrive.

use souk_domain::shipment::ShipmentStatus;
use souk_market::{
    Actor,
    fulfilment::{self, NewShipment, NewTracking},
    orders::VendorOrderView,
};

use super::World;

impl World {
    /// A vendor order of some order.
    async fn any_part(&mut self) -> Option<VendorOrderView> {
        let order = self.any_order()?;
        let parts = self.view(order).await.ok()?.vendor_orders;
        (!parts.is_empty()).then(|| self.chance.pick(&parts).clone())
    }

    pub(super) async fn send_a_parcel(&mut self) -> String {
        let Some(part) = self.any_part().await else { return "nothing to send".to_owned() };
        // one piece of one line, or all that is left
        let line = self.chance.pick(&part.lines).id;
        let lines = if self.chance.happens(1, 2) { vec![(line, 1)] } else { Vec::new() };
        let (app, named) = (self.app.clone(), (part.vendor, part.id.to_string()));
        let new = NewShipment { lines, ..NewShipment::of_all() };
        self.run(
            async move { fulfilment::ship(&app, Actor::Operator, named, None, new, None).await.map(|_| ()) },
        )
        .await;
        "a parcel was made".to_owned()
    }

    pub(super) async fn move_a_parcel(&mut self) -> String {
        let Some(part) = self.any_part().await else { return "no parcel".to_owned() };
        if part.shipments.is_empty() {
            return "no parcel".to_owned();
        }
        let parcel = self.chance.pick(&part.shipments).id;
        let status = *self.chance.pick(ShipmentStatus::ALL);
        let actor = *self.chance.pick(&[Actor::Operator, Actor::System]);
        let (app, told) = (self.app.clone(), NewTracking::at(status));
        self.run(async move {
            let moved = fulfilment::record_tracking(&app, actor, (None, parcel), None, told, None);
            moved.await.map(|_| ())
        })
        .await;
        format!("a parcel was told to be {status}")
    }

    pub(super) async fn say_what_came(&mut self) -> String {
        let Some(part) = self.any_part().await else { return "nobody said anything".to_owned() };
        let (app, order, only) = (self.app.clone(), part.order, Some(part.id));
        match self.chance.below(4) {
            0 | 1 => {
                self.run(async move {
                    fulfilment::confirm_receipt(&app, Actor::Guest, order, only, None).await.map(|_| ())
                })
                .await;
                "a buyer has it".to_owned()
            }
            2 => {
                self.run(async move {
                    fulfilment::report_not_received(&app, Actor::Guest, order, only, None).await.map(|_| ())
                })
                .await;
                "a buyer misses it".to_owned()
            }
            _ => {
                let (id, reason) = (part.id, "it was found".to_owned());
                self.run(async move {
                    fulfilment::settle_report(&app, Actor::Operator, id, reason, None).await.map(|_| ())
                })
                .await;
                "a report was settled".to_owned()
            }
        }
    }
}
