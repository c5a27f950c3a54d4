use souk_db::sql;
use souk_market::{
    catalogue::{ProductFilter, VariantDraft, list_products},
    inventory,
};

use crate::setting::Shop;

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_buyers_at_once_ten_get_the_ten_pieces() {
    let shop = Shop::open().await;
    let (_, variant) = shop.product("Bowl", VariantDraft::new(1_200, 10)).await;
    let mut orders = Vec::new();
    for _ in 0..50 {
        orders.push(shop.order(&[(variant, 1)]).await);
    }
    let tries = orders.into_iter().map(|(order, demands)| shop.reserve(order, demands));
    let outcomes = futures_util::future::join_all(tries).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 10);
    assert!(
        outcomes
            .iter()
            .filter_map(|outcome| outcome.as_ref().err())
            .all(|short| *short == vec![(variant, 0)])
    );
    assert_eq!(shop.number(sql!("select on_hand - reserved from stock_level")).await, 0);
    assert_eq!(
        shop.number(sql!(
            "select count(*) from reservation where reserved = 1 and allocated + shipped + released = 0"
        ))
        .await,
        10
    );
    assert!(!in_stock(&shop).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_pieces_of_two_variants_sold_at_once_leave_the_product_out_of_stock() {
    let shop = Shop::open().await;
    let (_, one) = shop.product("Cup", VariantDraft::new(900, 1)).await;
    let (_, other) = shop.product("Jug", VariantDraft::new(900, 1)).await;
    let first = shop.order(&[(one, 1), (other, 1)]).await;
    let second = shop.order(&[(other, 1), (one, 1)]).await;
    let outcomes =
        tokio::join!(shop.reserve(first.0, first.1.clone()), shop.reserve(second.0, second.1.clone()));
    assert!(outcomes.0.is_ok() != outcomes.1.is_ok(), "{outcomes:?}");
    assert!(!in_stock(&shop).await);
}

#[tokio::test]
async fn lines_of_one_variant_are_summed_before_any_is_held() {
    let shop = Shop::open().await;
    let (_, variant) = shop.product("Plate", VariantDraft::new(900, 3)).await;
    let (order, demands) = shop.order(&[(variant, 2), (variant, 2)]).await;
    assert_eq!(shop.reserve(order, demands).await, Err(vec![(variant, 3)]));
    assert_eq!(shop.purchasable(variant).await.available, Some(3));
}

#[tokio::test]
async fn what_an_order_held_comes_back_once_and_the_shop_shows_it() {
    let shop = Shop::open().await;
    let (_, variant) = shop.product("Vase", VariantDraft::new(900, 2)).await;
    let (order, demands) = shop.order(&[(variant, 2)]).await;
    assert_eq!(shop.reserve(order, demands).await, Ok(()));
    assert!(!in_stock(&shop).await);
    for _ in 0..2 {
        shop.write(move |ctx| Box::pin(async move { inventory::release(ctx, order).await }))
            .await
            .expect("a release");
        assert_eq!(shop.purchasable(variant).await.available, Some(2));
        assert!(in_stock(&shop).await);
    }
}

#[tokio::test]
async fn a_unique_piece_is_held_then_sold_and_for_sale_again_when_the_order_ends() {
    let shop = Shop::open().await;
    let unique = VariantDraft { is_unique: true, ..VariantDraft::new(90_000, 1) };
    let (_, variant) = shop.product("Moon jar", unique).await;
    let (order, demands) = shop.order(&[(variant, 1)]).await;
    let (late, wanting) = shop.order(&[(variant, 1)]).await;
    let (line, ..) = demands[0];
    assert_eq!(shop.reserve(order, demands).await, Ok(()));
    assert!(!shop.purchasable(variant).await.sold);
    for _ in 0..2 {
        shop.write(move |ctx| Box::pin(async move { inventory::allocate(ctx, &[line], &[variant]).await }))
            .await
            .expect("an allocation");
    }
    assert!(shop.purchasable(variant).await.sold);
    assert_eq!(shop.reserve(late, wanting.clone()).await, Err(vec![(variant, 0)]));
    shop.write(move |ctx| Box::pin(async move { inventory::release(ctx, order).await }))
        .await
        .expect("a release");
    assert!(!shop.purchasable(variant).await.sold);
    assert_eq!(shop.reserve(late, wanting).await, Ok(()));
}

#[tokio::test]
async fn backorder_promises_more_than_is_there_and_uncounted_is_never_held() {
    let shop = Shop::open().await;
    let (_, owed) = shop.product("Tile", VariantDraft { backorder: true, ..VariantDraft::new(100, 1) }).await;
    let (_, free) = shop.product("Guide", VariantDraft { tracked: false, ..VariantDraft::new(100, 0) }).await;
    let (order, demands) = shop.order(&[(owed, 5), (free, 99)]).await;
    assert_eq!(shop.reserve(order, demands).await, Ok(()));
    assert_eq!(shop.number(sql!("select reserved from stock_level")).await, 5);
    assert!(in_stock(&shop).await);
    assert_eq!(shop.purchasable(free).await.available, None);
}

async fn in_stock(shop: &Shop) -> bool {
    let page = shop
        .write(|ctx| Box::pin(async move { list_products(ctx, &ProductFilter::default()).await }))
        .await
        .expect("a page");
    page.items.iter().any(|card| card.in_stock)
}
