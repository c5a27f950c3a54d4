//! What a refused statement answers is the same on every database, and leaves nothing behind.

use souk_db::{Error, Result, params, sql};

use crate::shop::{Shop, write_note};

const CATEGORY: &str = "insert into category (id, parent_id, slug, slug_key, name, name_key, description, position, \
    revision, created_at, updated_at) values (?, ?, 's', ?, 'n', 'n', '', 0, 1, 0, 0)";

fn unique<T>(index: &str) -> Result<T> {
    Err(Error::Unique { index: index.to_owned() })
}

#[tokio::test]
async fn a_unique_index_is_called_by_its_name() {
    let shop = Shop::open().await;
    let none = None::<[u8; 16]>;
    shop.run(sql!(CATEGORY), params![[1_u8; 16], none, "lamps"]).await.unwrap();
    let twice = shop.run(sql!(CATEGORY), params![[2_u8; 16], none, "lamps"]).await;
    assert_eq!(twice, unique("category_slug_key"));
    let same_id = shop.run(sql!(CATEGORY), params![[1_u8; 16], none, "chairs"]).await;
    assert_eq!(same_id, unique(Error::PRIMARY_KEY));
    shop.close().await;
}

const VENDOR: &str = "insert into vendor (id, slug, slug_key, name, search_key, email, tagline, story, city, country, status, \
    delivery_note, return_note, transfer_for_unique, closure_notice, revision, created_at, updated_at) \
    values (?, 's', 's', 'n', 'n', 'e', '', '', '', 'EE', 'active', '', '', ?, '', 1, 0, 0)";
const PRODUCT: &str = "insert into product (id, vendor_id, category_id, handle_key, slug, slug_key, name, name_key, brand, \
    description, seo_title, seo_description, specs, tags, metadata, tax_class, status, price, in_stock, revision, created_at, \
    updated_at) values (?, ?, ?, 'lamp', 's', ?, 'n', 'n', '', '', '', '', '', '', '', 'standard', 'draft', 0, ?, 1, 0, 0)";
const VARIANT: &str = "insert into variant (id, product_id, position, option_key, price, weight_g, is_unique, tracked, \
    backorder, requires_shipping, taxable, status, revision, created_at, updated_at) \
    values (?, ?, 0, '', 0, 0, ?, ?, ?, ?, ?, 'active', 1, 0, 0)";
const LOCATION: &str =
    "insert into location (id, vendor_id, name, priority, created_at) values (?, ?, 'shed', 0, 0)";
const LEVEL: &str = "insert into stock_level (variant_id, location_id, on_hand, reserved, backorder, updated_at) \
    values (?, ?, 1, 2, ?, 0)";
const ID: [u8; 16] = [1; 16];

#[tokio::test]
async fn an_index_over_two_columns_is_called_by_both() {
    let shop = Shop::open().await;
    shop.run(sql!(VENDOR), params![ID, true]).await.unwrap();
    shop.run(sql!(CATEGORY), params![ID, None::<[u8; 16]>, "lamps"]).await.unwrap();
    for (id, slug, expected) in
        [([1_u8; 16], "a", Ok(1)), ([2; 16], "b", unique("product_vendor_id_handle_key"))]
    {
        assert_eq!(shop.run(sql!(PRODUCT), params![id, ID, ID, slug, true]).await, expected);
    }
    shop.close().await;
}

#[tokio::test]
async fn a_check_that_has_a_name_is_called_by_it() {
    let shop = Shop::open().await;
    shop.run(sql!(VENDOR), params![ID, true]).await.unwrap();
    shop.run(sql!(CATEGORY), params![ID, None::<[u8; 16]>, "lamps"]).await.unwrap();
    shop.run(sql!(PRODUCT), params![ID, ID, ID, "a", true]).await.unwrap();
    shop.run(sql!(VARIANT), params![ID, ID, false, true, false, true, true]).await.unwrap();
    shop.run(sql!(LOCATION), params![ID, ID]).await.unwrap();
    let oversold = shop.run(sql!(LEVEL), params![ID, ID, false]).await;
    assert_eq!(oversold, Err(Error::Check { constraint: "stock_is_never_oversold".to_owned() }));
    assert_eq!(
        shop.run(sql!(LEVEL), params![ID, ID, true]).await,
        Ok(1),
        "backorders may pass what is there"
    );
    shop.close().await;
}

#[tokio::test]
async fn a_foreign_key_refuses_an_orphan_and_the_loss_of_a_parent() {
    let shop = Shop::open().await;
    assert_eq!(shop.run(sql!(LOCATION), params![ID, ID]).await, Err(Error::ForeignKey));
    shop.run(sql!(VENDOR), params![ID, true]).await.unwrap();
    assert_eq!(shop.run(sql!(LOCATION), params![ID, ID]).await, Ok(1));
    let removed = shop.run(sql!("delete from vendor where id = ?"), params![ID]).await;
    assert_eq!(removed, Err(Error::ForeignKey));
    shop.close().await;
}

#[tokio::test]
async fn a_body_that_fails_or_panics_leaves_nothing() {
    let shop = Shop::open().await;
    let refused = shop.db.transaction(|tx| {
        Box::pin(async move {
            write_note(tx, "refused").await?;
            tx.one::<i64>(sql!("select priority from location where name = 'nowhere'"), &[]).await
        })
    });
    assert_eq!(refused.await, Err(Error::RowNotFound));
    let panicking = shop.db.transaction(|tx| {
        Box::pin(async move {
            write_note(tx, "panicking").await?;
            panic!("this body panics on purpose");
            #[allow(unreachable_code)]
            Ok::<(), Error>(())
        })
    });
    assert_eq!(panicking.await, Err(Error::Panicked));
    assert_eq!(shop.notes().await, [""; 0]);
    shop.close().await;
}

/// PostgreSQL answers COMMIT kindly after a failed statement, and rolls back; the body must hear of it everywhere.
#[tokio::test]
async fn a_statement_that_failed_cannot_be_kept_from_the_caller() {
    let shop = Shop::open().await;
    shop.note("taken").await;
    let swallowed = shop.db.transaction(|tx| {
        Box::pin(async move {
            write_note(tx, "before").await?;
            let _kept_quiet = write_note(tx, "taken").await;
            Ok(())
        })
    });
    assert_eq!(swallowed.await, unique(Error::PRIMARY_KEY));
    let gone_on = shop.db.transaction(|tx| {
        Box::pin(async move {
            let _kept_quiet = write_note(tx, "taken").await;
            assert_eq!(write_note(tx, "after").await, unique(Error::PRIMARY_KEY));
            Ok::<_, Error>(())
        })
    });
    assert_eq!(gone_on.await, unique(Error::PRIMARY_KEY));
    assert_eq!(shop.notes().await, ["taken"]);
    shop.close().await;
}
