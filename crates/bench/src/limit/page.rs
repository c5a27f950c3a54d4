//! What a product's page has to read, at the least.

use souk_db::{Result, params, sql};

use super::Runner;

pub(super) async fn read(runner: &impl Runner, slug: &str) -> Result<()> {
    let product = sql!(
        "select p.id, p.name, p.description, v.id, v.name from product p join vendor v on v.id = p.vendor_id where p.slug = ?"
    );
    runner.read(1, product, params![slug]).await?;
    let variants = sql!(
        "select id, name, price, on_hand - reserved from variant where product_id = (select id from product where slug = ?)"
    );
    runner.read(2, variants, params![slug]).await?;
    let images = sql!(
        "select file, alt from image where product_id = (select id from product where slug = ?) order by position"
    );
    runner.read(1, images, params![slug]).await?;
    runner.read(1, sql!("select name, value from setting order by name"), &[]).await
}
