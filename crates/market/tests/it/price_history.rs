//! What variants cost since when.

use jiff::SignedDuration;
use souk_domain::{
    ids::{AccountId, ProductId, VariantId, VendorId},
    vendor::MemberRole,
};
use souk_market::{
    Actor,
    catalogue::{
        self, LOWEST_WITHIN, ManyChange, ManyProducts, PRICES_KEPT, PriceChange, PriceRow, ProductChanges,
        VariantPatch, VariantPrices,
    },
    portal::{self, Seat},
    settings, shop,
};
use souk_testkit::{Market, market::Good};

use super::shop::refused;

/// All prices that are kept of a variant, page by page.
async fn kept(market: &Market, vendor: VendorId, variant: VariantId) -> Vec<PriceRow> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = catalogue::list_variant_prices(&market.app, Actor::Operator, vendor, variant, after, 2)
            .await
            .unwrap();
        all.extend(page.items);
        after = page.next;
        if after.is_none() {
            return all;
        }
    }
}

async fn amounts(market: &Market, vendor: VendorId, variant: VariantId) -> Vec<(i64, Option<i64>)> {
    kept(market, vendor, variant).await.iter().map(|row| (row.price, row.compare_at)).collect()
}

/// What a vendor sees in the editor of a product.
async fn seen(market: &Market, vendor: VendorId, product: ProductId) -> Vec<VariantPrices> {
    let seat =
        Seat { account: AccountId::from_bytes([5; 16]), vendor, role: MemberRole::Owner, as_staff: false };
    portal::prices(&market.app, seat, product).await.unwrap().variants
}

async fn product_of(market: &Market, variant: VariantId) -> ProductId {
    let found = market.app.read(Actor::System, move |ctx| {
        Box::pin(async move { catalogue::purchasable_variants(ctx, &[variant]).await })
    });
    found.await.unwrap().remove(0).product
}

#[tokio::test]
async fn each_change_of_a_price_is_kept_with_who_made_it() {
    let market = Market::open().await;
    let (kiln, loom) = (market.vendor("Kiln & Fern").await, market.vendor("Loom House").await);
    let mug = market.product(kiln, 2_450, 5).await;
    let product = product_of(&market, mug).await;
    market.clock.advance(SignedDuration::from_hours(1));
    // what leaves the price alone is no change of it
    market.reprice(mug, Good::new(2_450, 0).on_backorder()).await;
    assert_eq!(amounts(&market, kiln, mug).await, [(2_450, None)]);
    let patch = VariantPatch {
        id: Some(mug),
        price: Some(1_900),
        compare_at: Some(Some(2_450)),
        ..VariantPatch::default()
    };
    let changed = catalogue::change_product(
        &market.app,
        Actor::Operator,
        kiln,
        product,
        ProductChanges::default(),
        Some(vec![patch]),
    );
    changed.await.unwrap();
    let many = ManyProducts { products: vec![product], change: ManyChange::Price(PriceChange::By(100)) };
    catalogue::change_many_products(&market.app, Actor::Operator, kiln, many, None).await.unwrap();
    let all = kept(&market, kiln, mug).await;
    let told: Vec<_> = all.iter().map(|row| (row.price, row.compare_at)).collect();
    assert_eq!(told, [(2_000, Some(2_450)), (1_900, Some(2_450)), (2_450, None)]);
    assert!(all.iter().all(|row| row.actor == "operator" && row.currency.code() == "USD"));
    assert_eq!(all[2].created_at + SignedDuration::from_hours(1), all[0].created_at);
    // buyers see the lowest beside a price that was lowered, where the market has it so
    let lowest = async || {
        let id = product.to_string();
        shop::product(&market.app, shop::Viewer::default(), id, Some(mug)).await.unwrap().lowest
    };
    assert_eq!(lowest().await, None);
    let shows = Box::new(|market| settings::Market { shows_lowest_price: true, ..market });
    settings::change_market(&market.app, Actor::Operator, shows).await.unwrap();
    assert_eq!(lowest().await, Some(1_900));
    // another vendor's are not there
    let theirs = catalogue::list_variant_prices(&market.app, Actor::Operator, loom, mug, None, 10);
    assert_eq!(refused(theirs.await), "not_found");
    assert!(seen(&market, loom, product).await.is_empty());
    // a copy has prices of its own; what was never sold goes with all that was kept of it
    let copy =
        catalogue::duplicate_product(&market.app, Actor::Operator, kiln, product, None, None).await.unwrap();
    let (copy, _) = copy.fresh().unwrap();
    let own = copy.variants[0].variant.id;
    assert_eq!(amounts(&market, kiln, own).await, [(2_000, Some(2_450))]);
    catalogue::remove_product(&market.app, Actor::Operator, kiln, copy.product.id, None).await.unwrap();
    let gone = catalogue::list_variant_prices(&market.app, Actor::Operator, kiln, own, None, 10);
    assert_eq!(refused(gone.await), "not_found");
    market.close().await;
}

#[tokio::test]
async fn the_lowest_price_is_of_thirty_days_and_knows_what_it_was_at_their_beginning() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 1_000, 5).await;
    let product = product_of(&market, mug).await;
    let lowest = async || seen(&market, kiln, product).await[0].lowest;
    assert_eq!(lowest().await, 1_000);
    let day = SignedDuration::from_hours(24);
    market.clock.advance(day);
    market.reprice(mug, Good::new(3_000, 0)).await;
    assert_eq!(lowest().await, 1_000);
    // it was in force when the thirty days began
    market.clock.advance(LOWEST_WITHIN - SignedDuration::from_secs(1));
    assert_eq!(lowest().await, 1_000);
    market.clock.advance(SignedDuration::from_secs(1));
    assert_eq!(lowest().await, 3_000, "it ended thirty days ago");
    market.reprice(mug, Good::new(2_000, 0)).await;
    market.clock.advance(day);
    market.reprice(mug, Good::new(2_500, 0)).await;
    assert_eq!(lowest().await, 2_000);
    market.close().await;
}

#[tokio::test]
async fn the_newest_prices_are_shown_and_those_that_are_long_over_are_forgotten() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 1_000, 5).await;
    let product = product_of(&market, mug).await;
    for price in 1_001..1_010 {
        market.clock.advance(SignedDuration::from_secs(1));
        market.reprice(mug, Good::new(price, 0)).await;
    }
    let ten = seen(&market, kiln, product).await.remove(0);
    assert_eq!((ten.prices.len(), ten.has_more), (10, false));
    market.reprice(mug, Good::new(1_010, 0)).await;
    let ten = seen(&market, kiln, product).await.remove(0);
    assert_eq!((ten.prices.len(), ten.has_more, ten.prices[0].price), (10, true, 1_010));
    // the last of them was in force as long as anybody may ask for
    market.clock.advance(PRICES_KEPT);
    market.reprice(mug, Good::new(2_000, 0)).await;
    assert_eq!(amounts(&market, kiln, mug).await, [(2_000, None), (1_010, None)]);
    market.close().await;
}
