//! What a product page reads, through `Db::read` and by hand.

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};
use souk_db::{Db, PoolSize, Tx, params};

use crate::{
    hand::{Cells, Hand},
    load::{self, Dice, Measured, us_since},
    report::Report,
    statements,
};

/// Tasks that read at once through the data layer.
const TASKS: usize = 32;
const ROUNDS: u32 = 3;

statements!(
    /// Every statement of a product's page.
    Page {
        product: "in_stock, revision, created_at, updated_at from product where slug_key = ?";
        vendor: "select id, slug, name, tagline, city, country, status = 'active' from vendor where id = ?";
        images: "select id, variant_id, alt, file, width, height, colour, state from product_image";
        options: "select name from product_option where product_id = ? order by position limit ?";
        stock: "from variant v join stock_level l on l.variant_id = v.id where v.product_id = ?" & "group by v.id";
        variants: "sold_at is not null, revision from variant where product_id = ? order by position, id limit ?";
        path: "select c.id, c.parent_id, c.slug, c.name, c.revision from category_tree t";
        settings: "select name, value from market_setting order by name limit ?";
    }
);

/// The page once, with `list` as whoever runs it reads.
macro_rules! page {
    ($list:ident, $page:expr, $slug:expr) => {{
        let product = $list!($page.product, params![$slug]);
        let product = product.first().context("no product")?;
        let (id, vendor, category) = (product.bytes(0), product.bytes(1), product.bytes(2));
        let vendors = $list!($page.vendor, params![vendor]);
        let _images = $list!($page.images, params![id, 250_i64]);
        let options = $list!($page.options, params![id, 3_i64]);
        let stock = $list!($page.stock, params![id, 1000_i64]);
        let variants = $list!($page.variants, params![id, 1000_i64]);
        let path = $list!($page.path, params![category, 12_i64]);
        let _settings = $list!($page.settings, params![200_i64]);
        if (vendors.len(), options.len(), stock.len(), variants.len(), path.len()) != (1, 1, 2, 2, 1) {
            bail!("a page that is not whole");
        }
    }};
}

pub(crate) fn measure(database: &Path, time: Duration, report: &mut Report) -> Result<()> {
    let page = Arc::new(Page::find()?);
    let slugs = Arc::new(slugs(database)?);
    let (mut ours, mut limit) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        limit.push(by_hand(database, &page, &slugs, time / ROUNDS)?);
        ours.push(load::on_all_cores(through_db(database, &page, &slugs, time / ROUNDS))?);
    }
    let (ours, limit) = (Measured::together(ours), Measured::together(limit));
    report.rate("db: product page reads", ours.per_s, limit.per_s, 0.6);
    Ok(())
}

fn slugs(database: &Path) -> Result<Vec<String>> {
    let connection = rusqlite::Connection::open(database)?;
    let mut prepared = connection.prepare("select slug_key from product")?;
    let slugs = prepared.query_map([], |row| row.get(0))?;
    Ok(slugs.collect::<rusqlite::Result<_>>()?)
}

/// One thread for each core, each with its connection, nothing between.
fn by_hand(database: &Path, page: &Arc<Page>, slugs: &Arc<Vec<String>>, time: Duration) -> Result<Measured> {
    let began = Instant::now();
    let until = began + time;
    let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let running: Vec<_> = (0..threads)
        .map(|number| {
            let (page, slugs, database) = (Arc::clone(page), Arc::clone(slugs), database.to_owned());
            std::thread::spawn(move || -> Result<Vec<u32>> {
                let hand = Hand::open(&database)?;
                let mut dice = Dice::new(number);
                let mut took_us = Vec::new();
                while Instant::now() < until {
                    let slug = slugs.get(dice.below(slugs.len())).context("no products")?;
                    let began = Instant::now();
                    hand.say("begin")?;
                    macro_rules! list {
                        ($statement:expr, $params:expr) => {
                            hand.list($statement, $params)?
                        };
                    }
                    page!(list, page, slug);
                    hand.say("commit")?;
                    took_us.push(us_since(began));
                }
                Ok(took_us)
            })
        })
        .collect();
    let mut took_us = Vec::new();
    for thread in running {
        took_us.extend(thread.join().map_err(|_| anyhow::anyhow!("a thread panicked"))??);
    }
    Ok(Measured::new(took_us, began.elapsed()))
}

async fn through_db(
    database: &Path,
    page: &Arc<Page>,
    slugs: &Arc<Vec<String>>,
    time: Duration,
) -> Result<Measured> {
    let db = Db::open(&format!("sqlite:{}", database.display()).parse()?, PoolSize::default()).await?;
    load::side_by_side(TASKS, time, |number, until| {
        let (db, page, slugs) = (db.clone(), Arc::clone(page), Arc::clone(slugs));
        async move {
            let mut dice = Dice::new(number);
            let mut took_us = Vec::new();
            while Instant::now() < until {
                let slug = slugs.get(dice.below(slugs.len())).context("no products")?.clone();
                let began = Instant::now();
                let page = Arc::clone(&page);
                let read = db.read(move |tx| {
                    let (page, slug) = (Arc::clone(&page), slug.clone());
                    Box::pin(async move { read(tx, &page, &slug).await.map_err(told) })
                });
                read.await?;
                took_us.push(us_since(began));
            }
            Ok(took_us)
        }
    })
    .await
}

async fn read(tx: &Tx<'_>, page: &Page, slug: &str) -> Result<()> {
    macro_rules! list {
        ($statement:expr, $params:expr) => {
            tx.list::<Cells>($statement, $params).await?
        };
    }
    page!(list, page, slug);
    Ok(())
}

/// A body ends with an error of the data layer's kind.
#[allow(clippy::needless_pass_by_value, reason = "handed to map_err")]
pub(crate) fn told(error: anyhow::Error) -> souk_db::Error {
    souk_db::Error::Driver(error.to_string())
}
