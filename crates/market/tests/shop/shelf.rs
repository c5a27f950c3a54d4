use std::collections::BTreeSet;

use souk_domain::refusal::RequestRefusal;
use souk_market::{
    catalogue::{self, ProductCard, ProductFilter, Sort, VariantDraft, facets, list_products},
    paging::Page,
};

use crate::setting::Shop;

async fn page(shop: &Shop, filter: ProductFilter) -> souk_market::Result<Page<ProductCard>> {
    shop.write(move |ctx| {
        let filter = filter.clone();
        Box::pin(async move { list_products(ctx, &filter).await })
    })
    .await
}

#[tokio::test]
async fn pages_neither_repeat_nor_skip_while_products_come_and_go() {
    let shop = Shop::open().await;
    let mut made = BTreeSet::new();
    for number in 0..12 {
        made.insert(shop.product(&format!("Bowl {number}"), VariantDraft::new(100 + number / 3, 1)).await.0);
    }
    for sort in [Sort::Newest, Sort::PriceUp, Sort::PriceDown] {
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let filter = ProductFilter { sort, limit: 5, after, ..ProductFilter::default() };
            let page = page(&shop, filter).await.expect("a page");
            seen.extend(page.items.iter().map(|card| (card.price, card.id)));
            // comes before everything shown so far, or behind it: never twice
            shop.product("Late", VariantDraft::new(100, 1)).await;
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        let ids: BTreeSet<_> = seen.iter().map(|(_, id)| *id).collect();
        assert_eq!(ids.len(), seen.len(), "{sort:?} repeats");
        assert!(made.is_subset(&ids), "{sort:?} skips");
        let mut prices: Vec<i64> = seen.iter().map(|(price, _)| *price).collect();
        if sort == Sort::PriceDown {
            prices.reverse();
        }
        assert!(sort == Sort::Newest || prices.is_sorted(), "{sort:?}: {prices:?}");
    }
}

#[tokio::test]
async fn filters_narrow_the_list_its_count_and_its_facets() {
    let shop = Shop::open().await;
    for (name, price, stock) in [("Cup", 500, 1), ("Bowl", 1_500, 0), ("Jug", 2_500, 4)] {
        shop.product(name, VariantDraft::new(price, stock)).await;
    }
    let names = |filter: ProductFilter| async {
        let page = page(&shop, filter).await.expect("a page");
        let names = page.items.into_iter().map(|card| card.name).collect::<Vec<_>>().join(" ");
        (names, page.total)
    };
    let by_price = || ProductFilter { sort: Sort::PriceUp, ..ProductFilter::default() };
    assert_eq!(names(by_price()).await, ("Cup Bowl Jug".to_owned(), Some(3)));
    assert_eq!(names(ProductFilter { in_stock_only: true, ..by_price() }).await.0, "Cup Jug");
    assert_eq!(names(ProductFilter { min_price: Some(1_500), ..by_price() }).await.0, "Bowl Jug");
    assert_eq!(names(ProductFilter { max_price: Some(1_500), ..by_price() }).await.0, "Cup Bowl");
    let vendors = |vendor| ProductFilter { vendors: vec![vendor], ..by_price() };
    assert_eq!(names(vendors(shop.vendor)).await, ("Cup Bowl Jug".to_owned(), Some(3)));
    assert_eq!(
        names(vendors(souk_domain::ids::VendorId::from_bytes([1; 16]))).await,
        (String::new(), Some(0))
    );
    for filter in [by_price(), vendors(shop.vendor)] {
        let found = shop
            .write(move |ctx| {
                let filter = filter.clone();
                Box::pin(async move { facets(ctx, &filter).await })
            })
            .await
            .expect("facets");
        assert_eq!(found.prices, Some((500, 2_500)));
        assert_eq!(found.vendors.iter().map(|vendor| vendor.products).collect::<Vec<_>>(), [3]);
        let pottery =
            found.categories.iter().find(|category| category.id == shop.category).expect("at the top");
        assert_eq!(pottery.products, 3);
    }
}

#[tokio::test]
async fn what_costs_less_than_it_did_is_found_and_follows_its_price() {
    let shop = Shop::open().await;
    let lowered = |price| VariantDraft { compare_at: Some(2_000), ..VariantDraft::new(price, 1) };
    let (bowl, _) = shop.product("Bowl", lowered(1_500)).await;
    shop.product("Cup", VariantDraft::new(500, 1)).await;
    let on_sale = || async {
        let filter = ProductFilter { on_sale_only: true, ..ProductFilter::default() };
        let counted = filter.clone();
        let count = shop.write(move |ctx| {
            let filter = counted.clone();
            Box::pin(async move {
                let anything = catalogue::anything_on_sale(ctx).await?;
                Ok((catalogue::count_products(ctx, &filter).await?, anything))
            })
        });
        let names: Vec<String> =
            page(&shop, filter).await.expect("a page").items.into_iter().map(|card| card.name).collect();
        (names.join(" "), count.await.expect("a count"))
    };
    assert_eq!(on_sale().await, ("Bowl".to_owned(), (1, true)));
    let vendor = shop.vendor;
    let full_price = shop.write(move |ctx| {
        let changes = catalogue::ProductChanges {
            variants: Some(vec![VariantDraft::new(2_000, 1)]),
            ..Default::default()
        };
        Box::pin(async move { catalogue::update_product(ctx, vendor, bowl, &changes).await })
    });
    full_price.await.expect("a change");
    assert_eq!(on_sale().await, (String::new(), (0, false)));
    let found = shop.write(move |ctx| Box::pin(async move { catalogue::find_cards(ctx, &[bowl]).await }));
    assert_eq!(found.await.expect("a card").iter().map(|card| card.price).collect::<Vec<_>>(), [2_000]);
}

#[tokio::test]
async fn a_cursor_of_another_order_or_of_nothing_is_refused() {
    let shop = Shop::open().await;
    for name in ["A", "B"] {
        shop.product(name, VariantDraft::new(100, 1)).await;
    }
    let first = page(&shop, ProductFilter { limit: 1, ..ProductFilter::default() }).await.expect("a page");
    let next = first.next.expect("more");
    for after in [next.clone(), "x".to_owned(), String::new()] {
        let filter = ProductFilter { sort: Sort::PriceUp, after: Some(after), ..ProductFilter::default() };
        let refusal = page(&shop, filter).await.err().and_then(|error| error.refusal().cloned());
        assert_eq!(refusal, Some(RequestRefusal::MalformedCursor.into()));
    }
    let second = ProductFilter { limit: 1, after: Some(next), ..ProductFilter::default() };
    assert_eq!(page(&shop, second).await.expect("a page").items[0].name, "A");
}

#[tokio::test]
async fn a_sold_piece_reads_sold() {
    let shop = Shop::open().await;
    let unique = VariantDraft { is_unique: true, ..VariantDraft::new(90_000, 1) };
    let (product, variant) = shop.product("Moon jar", unique).await;
    let (order, demands) = shop.order(&[(variant, 1)]).await;
    let (line, ..) = demands[0];
    assert_eq!(shop.reserve(order, demands).await, Ok(()));
    let state = || async {
        let id = product.to_string();
        let shown = shop.write(move |ctx| {
            let id = id.clone();
            Box::pin(async move { catalogue::product_page(ctx, &id).await })
        });
        let shown = shown.await.expect("the page");
        let card = page(&shop, ProductFilter::default()).await.expect("a page").items.remove(0);
        (shown.variants[0].on_hold, shown.variants[0].is_sold, card.is_sold, card.in_stock)
    };
    assert_eq!(state().await, (true, false, false, false));
    shop.write(move |ctx| {
        Box::pin(async move { souk_market::inventory::allocate(ctx, &[line], &[variant]).await })
    })
    .await
    .expect("an allocation");
    assert_eq!(state().await, (false, true, true, false));
}
