//! The bank's book laid beside the shop's, and what the driver asks of the database.

use souk_db::{params, sql};
use souk_domain::{
    ids::{OrderId, RefundId, ReturnId},
    order::{OrderStatus, PaymentMethod},
    shipment::ShipmentStatus,
};
use souk_market::{
    Result,
    orders::{OrderView, ShipmentView},
};

use super::world::World;

impl World {
    pub(crate) async fn all_orders(&self) -> Vec<OrderId> {
        let orders = self.db.read(|tx| Box::pin(tx.list(sql!("select id from orders order by id"), &[])));
        let orders: Result<_, souk_db::Error> = orders.await;
        orders.expect("the orders")
    }

    /// An order that waits for money while no try is under way.
    pub(crate) async fn payable_order(&self) -> Option<OrderId> {
        let waiting = self.db.read(|tx| {
            let waiting = sql!(
                "select o.id from orders o join payment p on p.order_id = o.id \
                 where o.status = 'pending' and p.open_attempt_id is null and p.closing = false order by o.id"
            );
            Box::pin(tx.find(waiting, &[]))
        });
        let waiting: Result<_, souk_db::Error> = waiting.await;
        waiting.expect("the orders")
    }

    pub(crate) async fn attempt_keys(&self, order: OrderId) -> Vec<String> {
        let keys = self.db.read(move |tx| {
            Box::pin(async move {
                let of_order = sql!(
                    "select a.gateway_key from payment_attempt a join payment p on p.id = a.payment_id where p.order_id = ?"
                );
                tx.list(of_order, params![order]).await
            })
        });
        let keys: Result<_, souk_db::Error> = keys.await;
        keys.expect("its attempts")
    }

    /// Orders with a vendor order of one of these statuses.
    pub(crate) async fn orders_with_part(&self, statuses: &[&'static str]) -> Vec<OrderId> {
        let rows = self.db.read(|tx| {
            Box::pin(tx.list(sql!("select order_id, status from vendor_order order by order_id, id"), &[]))
        });
        let rows: Result<Vec<(OrderId, String)>, souk_db::Error> = rows.await;
        let rows = rows.expect("the vendor orders").into_iter();
        rows.filter(|(_, status)| statuses.contains(&status.as_str())).map(|(order, _)| order).collect()
    }

    /// Returns that somebody can decide about.
    pub(crate) async fn returns(&self) -> Vec<ReturnId> {
        let open = self.db.read(|tx| {
            let open = sql!(
                "select id from return_request where status in ('requested', 'approved', 'received') order by id"
            );
            Box::pin(tx.list(open, &[]))
        });
        let open: Result<_, souk_db::Error> = open.await;
        open.expect("the returns")
    }

    /// Refunds that wait for people.
    pub(crate) async fn refunds_for_staff(&self) -> Vec<RefundId> {
        let waiting = self.db.read(|tx| {
            let waiting = sql!(
                "select id from refund where status = 'failed' or (status = 'requested' and by_hand = true) order by id"
            );
            Box::pin(tx.list(waiting, &[]))
        });
        let waiting: Result<_, souk_db::Error> = waiting.await;
        waiting.expect("the refunds")
    }

    /// What the bank has given back of what an order cost.
    async fn given_back(&self, order: OrderId) -> i64 {
        let given = self.db.read(move |tx| {
            Box::pin(async move {
                let given = sql!(
                    "select {sum r.total} from refund r join payment p on p.id = r.payment_id \
                     where p.order_id = ? and r.vendor_order_id is not null and r.status = 'succeeded' \
                     and r.by_hand = false and r.gateway = 'sandbox'"
                );
                tx.one(given, params![order]).await
            })
        });
        let given: Result<i64, souk_db::Error> = given.await;
        given.expect("its refunds")
    }

    /// What the bank holds beyond what an order costs, and people give back: the gateway did not, or took another amount than it was
    /// asked for.
    async fn left_to_people(&self, order: OrderId) -> i64 {
        let owed = self.db.read(move |tx| {
            Box::pin(async move {
                let failed = sql!(
                    "select {sum r.total} from refund r join payment p on p.id = r.payment_id \
                     where p.order_id = ? and r.vendor_order_id is null and r.gateway = 'sandbox' \
                     and (r.status = 'failed' or r.by_hand = true)"
                );
                tx.one(failed, params![order]).await
            })
        });
        let owed: Result<i64, souk_db::Error> = owed.await;
        owed.expect("its refunds")
    }

    /// Nothing went back that was not there: of the order, of each vendor order, and of each line.
    fn require_no_more_back_than_came(&self, view: &OrderView) {
        if view.payment.refunded > view.payment.captured {
            let (refunded, captured) = (view.payment.refunded, view.payment.captured);
            self.fail(&format!("{refunded} of {captured} went back of {}", view.number));
        }
        for part in &view.vendor_orders {
            for line in &part.lines {
                let gone = line.cancelled + line.returned;
                if line.refunded_total > line.total || line.refunded > line.quantity || gone > line.quantity {
                    self.fail(&format!(
                        "more went back of {} of {} than it was: {line:?}",
                        line.id, view.number
                    ));
                }
            }
        }
    }

    /// Every order that was paid by card holds at the bank what it cost less what went back of it, every other one nothing, but for
    /// what is left to people.
    pub(crate) async fn compare_books(&mut self) {
        self.bank.assert_no_key_was_charged_twice();
        for order in self.all_orders().await {
            let view = self.view(order).await.expect("the order is there");
            let held: i64 = self.attempt_keys(order).await.iter().map(|key| self.bank.holds(key)).sum();
            let by_card = view.payment.method == PaymentMethod::Card;
            let is_paid = view.vendor_orders.iter().any(|part| part.processing_at.is_some());
            let paid = if is_paid && by_card { view.grand_total } else { 0 };
            let given_back = self.given_back(order).await;
            let due = paid - given_back + self.left_to_people(order).await;
            self.require_no_more_back_than_came(&view);
            if held != due {
                self.fail(&format!(
                    "the bank holds {held} for {}, which is {} and costs {due}",
                    view.number, view.status
                ));
            }
            if view.status == OrderStatus::Pending {
                self.fail(&format!("{} is still pending", view.number));
            }
            self.seen.orders += 1;
            self.seen.paid += usize::from(is_paid);
            self.seen.confirmed +=
                usize::from(matches!(view.status, OrderStatus::Confirmed | OrderStatus::Completed));
            self.seen.cancelled += usize::from(view.status == OrderStatus::Cancelled);
            self.seen.refunds += usize::from(view.payment.refunded > 0);
            self.seen.in_part += usize::from(given_back > 0 && given_back < view.grand_total);
            let lines = || view.vendor_orders.iter().flat_map(|part| &part.lines);
            self.seen.called_off +=
                usize::from(lines().any(|line| line.cancelled > 0 && line.cancelled < line.quantity));
            self.seen.returned += usize::from(lines().any(|line| line.returned > 0));
            let lost = |parcel: &ShipmentView| parcel.status == ShipmentStatus::Lost;
            let parts = &view.vendor_orders;
            self.seen.lost += usize::from(parts.iter().any(|part| part.shipments.iter().any(lost)));
        }
    }
}
