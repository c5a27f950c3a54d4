//! Who waits for whom: a product is locked before its stock, and an order that need not lock it waits for nobody.

use std::sync::Arc;

use souk_db::{Dialect, Error, Statement, params, sql};
use souk_domain::ids::{LocationId, ProductId, VariantId};
use souk_market::{Actor, App, checkout};
use souk_testkit::{
    Market,
    market::{CARD, Purchase},
};
use tokio::{sync::Notify, task::JoinHandle};

use super::shop::{PATIENCE, mug_of, until};

/// Whoever waits for a row in this database.
static WAITING_IN_POSTGRES: Statement = Statement::new(
    "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    file!(),
    line!(),
);
/// Whoever is about to have a product of this database for themselves. The server's list of waits is no help: it is made anew only
/// when nobody has read it for a while.
static WAITING_IN_MYSQL: Statement = Statement::new(
    "select count(*) from information_schema.processlist where db = database() and id <> connection_id() \
     and info like '%from product%for update%'",
    file!(),
    line!(),
);

async fn somebody_waits(market: &Market) -> bool {
    let asked = match market.app.db().dialect() {
        Dialect::Postgres => &WAITING_IN_POSTGRES,
        Dialect::Sqlite | Dialect::Mysql => &WAITING_IN_MYSQL,
    };
    let waiting = market.app.db().read(move |tx| Box::pin(async move { tx.one::<i64>(asked, &[]).await }));
    waiting.await.unwrap() > 0
}

/// A vendor at work: the product is locked, its variant too, and then its stock as far as nobody has it.
struct Editing {
    go_on: Arc<Notify>,
    ends: JoinHandle<souk_db::Result<usize>>,
}

impl Editing {
    async fn begin(app: &App, variant: VariantId) -> Self {
        let (locked, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let (db, tell, told) = (app.db().clone(), Arc::clone(&locked), Arc::clone(&go_on));
        let ends = tokio::spawn(async move {
            let body = db.transaction(move |tx| {
                let (tell, told) = (Arc::clone(&tell), Arc::clone(&told));
                Box::pin(async move {
                    let product: ProductId =
                        tx.one(sql!("select product_id from variant where id = ?"), params![variant]).await?;
                    let own = sql!("select id from product where id = ? {for update}");
                    tx.one::<ProductId>(own, params![product]).await?;
                    let own = sql!("select id from variant where id = ? {for update}");
                    tx.one::<VariantId>(own, params![variant]).await?;
                    tell.notify_one();
                    told.notified().await;
                    let levels: Vec<LocationId> = tx
                        .list(
                            sql!("select location_id from stock_level where variant_id = ? {skip locked}"),
                            params![variant],
                        )
                        .await?;
                    Ok::<_, Error>(levels.len())
                })
            });
            body.await
        });
        locked.notified().await;
        Self { go_on, ends }
    }

    /// How many levels nobody else had.
    async fn end(self) -> usize {
        self.go_on.notify_one();
        self.ends.await.unwrap().unwrap()
    }
}

/// A market where one mug is in somebody's cart, who is about to buy it; none on a database that lets one write at a time.
async fn about_to_buy(stock: i64) -> Option<(Market, VariantId, Purchase)> {
    let market = Market::open().await;
    if market.app.db().dialect() == Dialect::Sqlite {
        market.close().await;
        return None;
    }
    let mug = mug_of(&market, stock).await;
    let purchase = market.purchase(market.cart(&[(mug, 1)]).await, CARD);
    Some((market, mug, purchase))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_that_takes_no_last_piece_waits_for_nobody_at_work_on_the_product() {
    let Some((market, mug, purchase)) = about_to_buy(10).await else { return };
    let editing = Editing::begin(&market.app, mug).await;
    let bought =
        tokio::time::timeout(PATIENCE, purchase.on(&market.app)).await.expect("nobody is waited for");
    assert_eq!(bought.unwrap().body, "paid");
    assert_eq!(editing.end().await, 1);
    market.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_takes_the_last_piece_waits_for_the_product_before_its_stock() {
    let Some((market, mug, purchase)) = about_to_buy(1).await else { return };
    let editing = Editing::begin(&market.app, mug).await;
    let app = market.app.clone();
    let buying = tokio::spawn(async move { purchase.on(&app).await });
    until("the buyer waits", || somebody_waits(&market)).await;
    assert_eq!(editing.end().await, 1, "who waits has locked no stock");
    assert_eq!(buying.await.unwrap().unwrap().body, "paid");
    market.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_that_ends_waits_for_the_product_before_its_stock() {
    let Some((market, mug, purchase)) = about_to_buy(1).await else { return };
    let order = market.buy(&purchase.by_transfer()).await.unwrap().order;
    let editing = Editing::begin(&market.app, mug).await;
    let app = market.app.clone();
    let ending =
        tokio::spawn(async move { checkout::cancel_order(&app, Actor::Guest, order).await.map(|_| ()) });
    until("the order's end waits", || somebody_waits(&market)).await;
    assert_eq!(editing.end().await, 1, "what waits has locked no stock");
    ending.await.unwrap().unwrap();
    market.close().await;
}
