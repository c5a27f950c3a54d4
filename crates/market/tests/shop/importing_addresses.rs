//! Whose imported products are, where they stand, and where what moved is led on to.

use souk_db::{params, sql};
use souk_domain::{
    ids::{CategoryId, ProductId, VendorId},
    text::Slug,
};
use souk_market::{
    Actor,
    catalogue::{self, ProductChanges, category_path, find_product_address, update_product},
    imports::{DryRun, Target},
    redirects::find_redirect,
    vendors::{self, VendorChanges},
};

use crate::{
    importing::{import, kinds},
    setting::Shop,
};

const FROM_FILE: Target = Target::VendorsFromFile { nameless: None };

async fn slug_of(shop: &Shop, title: &'static str) -> String {
    shop.write(move |ctx| {
        Box::pin(async move {
            Ok(ctx.tx.one(sql!("select slug from product where name = ?"), params![title]).await?)
        })
    })
    .await
    .expect("a product")
}

async fn led(shop: &Shop, path: &str) -> Option<String> {
    find_redirect(shop.app(), Actor::Guest, vec![path.to_owned()]).await.expect("an answer")
}

async fn set_slug(shop: &Shop, title: &'static str, slug: &'static str) {
    shop.write(move |ctx| {
        Box::pin(async move {
            let (id, vendor): (ProductId, VendorId) =
                ctx.tx.one(sql!("select id, vendor_id from product where name = ?"), params![title]).await?;
            let slug = Some(Slug::parse(slug).expect("a slug"));
            update_product(ctx, vendor, id, &ProductChanges { slug, ..ProductChanges::default() }).await
        })
    })
    .await
    .expect("another slug");
}

#[tokio::test]
async fn the_handle_is_the_address_in_every_script() {
    let shop = Shop::open().await;
    let file = "Handle,Title,Vendor,Variant Price\nold-mug,The new name,Kiln,9.00\n茶碗,Bowl,Kiln,9.00\nspoon_2,Spoon,Kiln,9.00\n\
        5.0-mm,Cord,Kiln,9.00\nold-mug,Of another,Oven,8.00\n";
    let report = import(&shop, file, FROM_FILE, DryRun::No).await;
    for (title, slug) in [
        ("The new name", "old-mug"),
        ("Bowl", "茶碗"),
        ("Spoon", "spoon_2"),
        ("Cord", "5-0-mm"),
        ("Of another", "old-mug-2"),
    ] {
        assert_eq!(slug_of(&shop, title).await, slug);
    }
    assert_eq!(kinds(&report), [("handle_taken", 2)]);
    assert_eq!(led(&shop, "/products/5.0-mm").await.as_deref(), Some("/p/5-0-mm"));
    let found = find_product_address(shop.app(), Actor::Guest, "OLD-mug".to_owned()).await;
    assert_eq!(found.expect("an answer").as_deref(), Some("old-mug"));
}

#[tokio::test]
async fn what_moved_is_led_on_in_one_step_and_in_no_circle() {
    let shop = Shop::open().await;
    let file = "Handle,Title,Vendor,Variant Price\none,Mug,Kiln,9.00\n";
    import(&shop, file, FROM_FILE, DryRun::No).await;
    set_slug(&shop, "Mug", "two").await;
    set_slug(&shop, "Mug", "three").await;
    for old in ["/p/one", "/p/two", "/p/TWO/"] {
        assert_eq!(led(&shop, old).await.as_deref(), Some("/p/three"), "{old}");
    }
    set_slug(&shop, "Mug", "one").await;
    assert_eq!((led(&shop, "/p/one").await, led(&shop, "/p/three").await.as_deref()), (None, Some("/p/one")));
    // a new product does not take an address that still leads to another
    let other = "Handle,Title,Vendor,Variant Price\ntwo,Cup,Kiln,9.00\n";
    import(&shop, other, FROM_FILE, DryRun::No).await;
    assert_eq!(
        (slug_of(&shop, "Cup").await.as_str(), led(&shop, "/p/two").await.as_deref()),
        ("two-2", Some("/p/one"))
    );
}

#[tokio::test]
async fn a_vendor_that_was_renamed_here_is_found_by_the_name_in_the_file() {
    let shop = Shop::open().await;
    let file = "Handle,Title,Vendor,Variant Price\nmug,Mug,Kiln Ltd,9.00\n";
    import(&shop, file, FROM_FILE, DryRun::No).await;
    shop.write(|ctx| {
        Box::pin(async move {
            let id = ctx.tx.one(sql!("select id from vendor where name = 'Kiln Ltd'"), &[]).await?;
            let slug = Some(Slug::parse("kiln").expect("a slug"));
            let changes =
                VendorChanges { name: Some("The Kiln".to_owned()), slug, ..VendorChanges::default() };
            vendors::update(ctx, id, &changes).await
        })
    })
    .await
    .expect("another name");
    assert_eq!(led(&shop, "/s/kiln-ltd").await.as_deref(), Some("/s/kiln"));
    let report = import(&shop, file, FROM_FILE, DryRun::No).await;
    assert_eq!((report.products_unchanged, report.vendors_created.len()), (1, 0), "{report:?}");
}

#[tokio::test]
async fn the_standard_category_is_made_with_those_above_it() {
    let shop = Shop::open().await;
    let file = "Handle,Title,Vendor,Variant Price,Product Category,Type\nmug,Mug,Kiln,9.00,Home > Kitchen > Mugs,\n\
        pan,Pan,Kiln,9.00,Home > Kitchen > Pans,Pottery\njar,Jar,Kiln,9.00,,\n";
    let report = import(&shop, file, FROM_FILE, DryRun::No).await;
    let made: Vec<&str> = report.categories_created.iter().map(String::as_str).collect();
    assert_eq!(made, ["Home", "Kitchen", "Mugs", "Other"]);
    let (path, metadata) = shop
        .write(|ctx| {
            Box::pin(async move {
                let mug: CategoryId =
                    ctx.tx.one(sql!("select category_id from product where name = 'Mug'"), &[]).await?;
                let pan: ProductId =
                    ctx.tx.one(sql!("select id from product where name = 'Pan'"), &[]).await?;
                let pan = catalogue::product_page(ctx, &pan.to_string()).await?;
                assert_eq!(pan.path.last().map(|category| category.name.as_str()), Some("Pottery"));
                Ok((category_path(ctx, mug).await?, pan.product.details().metadata))
            })
        })
        .await
        .expect("the categories");
    assert_eq!(
        path.iter().map(|category| category.name.as_str()).collect::<Vec<_>>(),
        ["Home", "Kitchen", "Mugs"]
    );
    assert_eq!(metadata.get("product_category").map(String::as_str), Some("Home > Kitchen > Pans"));
}
