//! What somebody keeps here who wants to sell and whom the market has not approved: enough to be looked at, and no more.

use souk_domain::{
    bounds::applicant::{MAX_METHODS, MAX_PICTURES, MAX_PRODUCTS},
    ids::{ProductId, VendorId},
    pricing::{ShippingKind, ShippingZone},
    vendor::MemberRole,
};
use souk_market::{
    Actor, Result,
    catalogue::{self, NewImage, NewProduct, ProductDetails, ProductStatus, VariantDraft},
    imports,
    shipping::{self, NewMethod, Whose},
};
use souk_testkit::Market;

use super::{
    joining::{application, apply, approve, person},
    shop::refused,
};

fn post(name: &str) -> NewMethod {
    let kind = ShippingKind::ByWeight { base: 500, per_kg: 0 };
    let zones = vec![ShippingZone { places: Vec::new(), kind, free_from: None }];
    NewMethod { vendor: None, name: name.to_owned(), zones, min_days: 2, max_days: 4, takes_cash: false }
}

/// Somebody who applied, as the owner of what is to sell.
async fn applicant(market: &Market) -> (Actor, VendorId) {
    let account = person(market, "ines").await;
    let vendor = apply(market, account, application("Slow Kiln")).await.unwrap().vendor.id;
    (Actor::VendorMember { vendor, account, role: MemberRole::Owner }, vendor)
}

async fn draft(market: &Market, (actor, vendor): (Actor, VendorId), name: &str) -> Result<ProductId> {
    let new = NewProduct {
        category: market.category,
        name: name.to_owned(),
        description: String::new(),
        slug: None,
        handle: None,
        specs: Vec::new(),
        tags: Vec::new(),
        details: ProductDetails::default(),
        status: ProductStatus::Draft,
        options: Vec::new(),
        variants: vec![VariantDraft::new(900, 1)],
    };
    let made = catalogue::create_product(&market.app, actor, vendor, new, None).await?;
    Ok(made.fresh().unwrap().0.product.id)
}

#[tokio::test]
async fn who_is_not_approved_makes_a_few_drafts_ways_and_pictures_and_no_more() {
    let market = Market::open().await;
    let (actor, vendor) = applicant(&market).await;
    let mut products = Vec::new();
    for number in 0..MAX_PRODUCTS {
        products.push(draft(&market, (actor, vendor), &format!("Jug {number}")).await.unwrap());
    }
    assert_eq!(refused(draft(&market, (actor, vendor), "One more").await), "list_full");

    let app = &market.app;
    let way = |number: usize| {
        shipping::create_shipping_method(app, actor, Whose::Own(vendor), post(&format!("Way {number}")), None)
    };
    for number in 0..MAX_METHODS {
        way(number).await.unwrap();
    }
    assert_eq!(refused(way(MAX_METHODS).await), "list_full");

    let url = |number: usize| format!("https://pictures.example/{number}.webp");
    let picture = async |number: usize| {
        let new = NewImage { product: products[number % 5], variants: Vec::new(), alt: String::new() };
        let url = url(number);
        let added = app.write(actor, move |ctx| {
            let (new, url) = (new.clone(), url.clone());
            Box::pin(async move { catalogue::add_image_url(ctx, vendor, &new, &url).await })
        });
        added.await
    };
    for number in 0..MAX_PICTURES {
        picture(number).await.unwrap();
    }
    assert_eq!(refused(picture(MAX_PICTURES).await), "list_full");
    assert_eq!(refused(imports::receive(app, actor, vendor).await.map(|_| ())), "vendor_step_not_allowed");

    // the market is not bound by it, and neither is whoever it approves
    draft(&market, (Actor::Operator, vendor), "By the staff").await.unwrap();
    approve(&market, Actor::Operator, vendor).await.unwrap();
    draft(&market, (actor, vendor), "One more").await.unwrap();
    way(MAX_METHODS).await.unwrap();
    picture(MAX_PICTURES).await.unwrap();
    market.close().await;
}
