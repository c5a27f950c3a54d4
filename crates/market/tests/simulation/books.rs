//! The bank's book laid beside the shop's, and what the driver asks of the database.

use souk_db::{params, sql};
use souk_domain::{
    ids::OrderId,
    order::{OrderStatus, PaymentMethod},
};
use souk_market::Result;

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

    /// What people must still give back of an order: the gateway did not, or took another amount than it was asked for.
    async fn left_to_people(&self, order: OrderId) -> i64 {
        let owed = self.db.read(move |tx| {
            Box::pin(async move {
                let failed = sql!(
                    "select {sum r.total} from refund r join payment p on p.id = r.payment_id \
                     where p.order_id = ? and r.status = 'failed' and r.gateway = 'sandbox'"
                );
                tx.one(failed, params![order]).await
            })
        });
        let owed: Result<i64, souk_db::Error> = owed.await;
        owed.expect("its refunds")
    }

    /// Every order that was paid by card holds its total at the bank, every other one nothing, but for what is left to people.
    pub(crate) async fn compare_books(&mut self) {
        self.bank.assert_no_key_was_charged_twice();
        for order in self.all_orders().await {
            let view = self.view(order).await.expect("the order is there");
            let held: i64 = self.attempt_keys(order).await.iter().map(|key| self.bank.holds(key)).sum();
            let by_card = view.payment.method == PaymentMethod::Card;
            let is_paid = !matches!(view.status, OrderStatus::Pending | OrderStatus::Cancelled);
            let paid = if is_paid && by_card { view.grand_total } else { 0 };
            let due = paid + self.left_to_people(order).await;
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
        }
    }
}
