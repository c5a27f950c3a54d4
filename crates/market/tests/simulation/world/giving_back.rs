//! What goes back of what is paid: pieces that are called off, sums, and things that their buyers return.

use souk_domain::{
    ids::{OrderId, RefundId},
    order::{ReturnReason, ReturnStatus},
    shipment::ShipmentStatus,
};
use souk_market::{
    Actor,
    fulfilment::{self, NewShipment, NewTracking},
    orders::VendorOrderView,
    payments,
    refunds::{self, LinePieces, NewRefund, Seller, ToRefund},
    returns::{self, Answered, Arrived, NewReturn, Receipt},
};

use super::World;

impl World {
    /// A vendor order of one of some orders.
    async fn part_of(&mut self, orders: Vec<OrderId>) -> Option<VendorOrderView> {
        if orders.is_empty() {
            return None;
        }
        let order = *self.chance.pick(&orders);
        let parts = self.view(order).await.ok()?.vendor_orders;
        (!parts.is_empty()).then(|| self.chance.pick(&parts).clone())
    }

    /// The vendor of a vendor order, or the staff in its place.
    fn seller_of(&self, part: &VendorOrderView) -> Seller {
        if self.chance.happens(2, 3) { Seller::Vendor(part.vendor) } else { Seller::Market }
    }

    /// Some pieces of some lines, more than there are now and then.
    fn some_pieces(&self, part: &VendorOrderView) -> Vec<LinePieces> {
        let all = self.chance.happens(1, 4);
        let mut lines = Vec::new();
        for line in &part.lines {
            if all || self.chance.happens(1, 2) {
                let quantity = if all { line.quantity } else { 1 };
                lines.push(LinePieces { line: line.id, quantity });
            }
        }
        lines
    }

    /// A vendor order goes all its way at once: what is open of it is sent, and arrives.
    pub(super) async fn bring_a_vendor_order(&mut self) -> String {
        let paid = self.orders_with_part(&["processing", "shipped"]).await;
        let Some(part) = self.part_of(paid).await else { return "nothing to bring".to_owned() };
        let (app, named, order) = (self.app.clone(), (part.vendor, part.id.to_string()), part.order);
        self.run(async move {
            let new = NewShipment { status: ShipmentStatus::InTransit, ..NewShipment::of_all() };
            // what is on its way already needs no other parcel
            let _refused = fulfilment::ship(&app, Actor::Operator, named, None, new, None).await;
            let view = souk_market::orders::load_order(&app, order).await?;
            for parcel in view.vendor_orders.iter().flat_map(|part| &part.shipments) {
                if !parcel.status.is_end() {
                    let told = NewTracking::at(ShipmentStatus::Delivered);
                    let moved =
                        fulfilment::record_tracking(&app, Actor::System, (None, parcel.id), None, told, None);
                    moved.await?;
                }
            }
            Ok(())
        })
        .await;
        "a vendor order arrived".to_owned()
    }

    /// A parcel that is on its way, or was said to have arrived, is lost, and another is sent in its place.
    pub(super) async fn lose_a_parcel_and_send_again(&mut self) -> String {
        let sent = self.orders_with_part(&["shipped", "delivered"]).await;
        let Some(part) = self.part_of(sent).await else { return "nothing to lose".to_owned() };
        let Some(parcel) = part.shipments.first().map(|parcel| parcel.id) else {
            return "nothing to lose".to_owned();
        };
        let (app, named) = (self.app.clone(), (part.vendor, part.id.to_string()));
        self.run(async move {
            let told = NewTracking::at(ShipmentStatus::Lost);
            fulfilment::record_tracking(&app, Actor::Operator, (None, parcel), None, told, None).await?;
            let new = NewShipment { status: ShipmentStatus::InTransit, ..NewShipment::of_all() };
            fulfilment::ship(&app, Actor::Operator, named, None, new, None).await.map(|_| ())
        })
        .await;
        "a parcel was lost, and sent again".to_owned()
    }

    /// A vendor, or the staff, gives pieces or a sum back; what is not sent yet is called off by it.
    pub(super) async fn give_back(&mut self) -> String {
        let paid = self.orders_with_part(&[
            "processing",
            "shipped",
            "delivered",
            "confirmed",
            "reviewed",
            "completed",
        ]);
        let paid = paid.await;
        let Some(part) = self.part_of(paid).await else { return "nothing to give back".to_owned() };
        let what = if self.chance.happens(1, 2) {
            ToRefund::Pieces(self.some_pieces(&part))
        } else {
            let sums = [1, 99, part.total / 3, part.total, part.total + 1];
            ToRefund::Sum(*self.chance.pick(&sums))
        };
        let told = format!("{what:?} goes back");
        let new = NewRefund { what, note: "a scratch".to_owned(), restock: self.chance.happens(1, 2) };
        let (app, seller, id) = (self.app.clone(), self.seller_of(&part), part.id);
        self.run(async move {
            refunds::refund_vendor_order(&app, Actor::Operator, seller, id, new, None).await.map(|_| ())
        })
        .await;
        if self.chance.happens(1, 2) {
            self.work_and_answer().await;
        }
        told
    }

    /// A buyer wants to give something back.
    pub(super) async fn ask_a_return(&mut self) -> String {
        let arrived = self.orders_with_part(&["delivered", "confirmed", "reviewed", "completed"]).await;
        let Some(part) = self.part_of(arrived).await else { return "nothing to return".to_owned() };
        let lines = self.some_pieces(&part);
        let new = NewReturn { lines, reason: ReturnReason::Damaged, words: "It is broken.".to_owned() };
        let (app, order) = (self.app.clone(), part.order);
        self.run(
            async move { returns::request_return(&app, Actor::Guest, order, new, None).await.map(|_| ()) },
        )
        .await;
        "a return was asked for".to_owned()
    }

    /// A vendor, or the staff, takes a step of a return, whichever it is.
    pub(super) async fn answer_a_return(&mut self) -> String {
        let open = self.returns().await;
        let Some(asked) = (!open.is_empty()).then(|| *self.chance.pick(&open)) else {
            return "no return".to_owned();
        };
        let found = returns::show_return(&self.app, Actor::Operator, Seller::Market, asked).await;
        let Ok(found) = found else { return "no return".to_owned() };
        let reason = Some("nobody else answered".to_owned());
        let answered = Answered { reason, ..asked.into() };
        let seller = if self.chance.happens(2, 3) { Seller::Vendor(found.vendor) } else { Seller::Market };
        let arrived = Arrived::All { restock: self.chance.happens(1, 2) };
        let receipt = Receipt { arrived, refund: self.chance.happens(1, 2), closing: None };
        // mostly the step that comes next, sometimes any
        let step = match found.status {
            _ if self.chance.happens(1, 5) => self.chance.below(4),
            ReturnStatus::Requested => self.chance.below(5).min(1),
            ReturnStatus::Approved => 2,
            _ => 3,
        };
        let (app, actor, words) = (self.app.clone(), Actor::Operator, "as it is".to_owned());
        self.run(async move {
            match step {
                0 => returns::refuse_return(&app, actor, seller, answered, words, None).await,
                1 => returns::approve_return(&app, actor, seller, answered, words, None).await,
                2 => returns::receive_return(&app, actor, seller, answered, receipt, None).await,
                _ => returns::refund_return(&app, actor, seller, answered, None).await,
            }
            .map(|_| ())
        })
        .await;
        format!("a return that was {} took step {step}", found.status)
    }

    /// The staff see to a refund that its gateway refused, or that no gateway makes.
    pub(super) async fn see_to_a_refund(&mut self) -> String {
        let waiting: Vec<RefundId> = self.refunds_for_staff().await;
        let Some(refund) = (!waiting.is_empty()).then(|| *self.chance.pick(&waiting)) else {
            return "no refund to see to".to_owned();
        };
        let app = self.app.clone();
        self.run(
            async move { payments::mark_refund_done(&app, Actor::Operator, refund, None).await.map(|_| ()) },
        )
        .await;
        "the staff sent a refund".to_owned()
    }
}
