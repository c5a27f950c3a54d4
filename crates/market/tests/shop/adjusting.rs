use souk_db::{params, sql};
use souk_domain::{
    ids::LocationId,
    refusal::{InventoryRefusal, Refusal},
};
use souk_market::{
    Actor, Error,
    catalogue::{ProductFilter, VariantDraft, list_products},
    inventory::{self, Adjustment, Change, LevelFilter, LevelRow, Reason},
};

use crate::setting::Shop;

async fn change(
    shop: &Shop,
    variant: souk_domain::ids::VariantId,
    change: Change,
) -> Result<LevelRow, Refusal> {
    let vendor = shop.vendor;
    let adjustment =
        Adjustment { variant, location: None, change, reason: Reason::Count, note: None, cause: None };
    let changed = shop
        .write(move |ctx| {
            let adjustment = adjustment.clone();
            Box::pin(async move { inventory::adjust(ctx, vendor, &adjustment).await })
        })
        .await;
    changed.map_err(|error| match error {
        Error::Refused(refusal) => refusal,
        Error::Fault(fault) => panic!("{fault}"),
    })
}

#[tokio::test]
async fn the_level_is_always_the_sum_of_its_movements() {
    let shop = Shop::open().await;
    let (_, variant) = shop.product("Bowl", VariantDraft::new(1_200, 4)).await;
    for step in [Change::By(3), Change::To(2), Change::By(-2), Change::To(0), Change::To(9)] {
        change(&shop, variant, step).await.expect("a change");
        let on_hand = shop.number(sql!("select on_hand from stock_level")).await;
        assert_eq!(on_hand, shop.number(sql!("select {sum delta} from stock_movement")).await);
        let page = shop
            .write(|ctx| Box::pin(async move { list_products(ctx, &ProductFilter::default()).await }))
            .await
            .expect("a page");
        assert_eq!(page.items[0].in_stock, on_hand > 0);
    }
    // the first pieces and four changes: counting the nothing that was there says nothing new
    assert_eq!(shop.number(sql!("select count(*) from stock_movement")).await, 5);
}

#[tokio::test]
async fn no_count_goes_below_zero_what_is_promised_or_above_one_for_a_unique_piece() {
    let shop = Shop::open().await;
    let (_, variant) = shop.product("Bowl", VariantDraft::new(1_200, 4)).await;
    let (order, demands) = shop.order(&[(variant, 3)]).await;
    assert_eq!(shop.reserve(order, demands).await, Ok(()));
    assert_eq!(
        change(&shop, variant, Change::By(-5)).await,
        Err(InventoryRefusal::BelowZero { on_hand: 4 }.into())
    );
    match change(&shop, variant, Change::To(2)).await {
        Err(Refusal::Inventory(InventoryRefusal::BelowAllocated { reserved: 3, orders })) => {
            assert_eq!(orders.len(), 1);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(change(&shop, variant, Change::To(3)).await.map(|level| level.available()), Ok(0));

    let unique = VariantDraft { is_unique: true, ..VariantDraft::new(90_000, 1) };
    let (_, piece) = shop.product("Moon jar", unique).await;
    assert_eq!(change(&shop, piece, Change::To(2)).await, Err(InventoryRefusal::UniqueQuantity.into()));
    let (_, uncounted) =
        shop.product("Guide", VariantDraft { tracked: false, ..VariantDraft::new(1, 0) }).await;
    assert_eq!(change(&shop, uncounted, Change::To(2)).await, Err(InventoryRefusal::NotTracked.into()));
}

/// PostgreSQL's locks see no row that another transaction has just inserted.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_unique_piece_is_found_at_one_place_though_it_is_counted_at_two_at_once() {
    let shop = Shop::open().await;
    let second = shop.market.second_app().await;
    let vendor = shop.vendor;
    let location = shop
        .write(move |ctx| {
            Box::pin(async move {
                let id = ctx.id(LocationId::from_parts);
                let insert = sql!(
                    "insert into location (id, vendor_id, name, priority, created_at) values (?, ?, 'Barn', 2, ?)"
                );
                ctx.tx.run(insert, params![id, vendor, ctx.now]).await?;
                Ok(id)
            })
        })
        .await
        .expect("a location");
    for round in 0..30 {
        let unique = VariantDraft { is_unique: true, ..VariantDraft::new(90_000, 0) };
        let (_, piece) = shop.product(&format!("Moon jar {round}"), unique).await;
        let counting = [(shop.app(), None), (&second, Some(location))].map(|(app, location)| {
            let adjustment = Adjustment {
                variant: piece,
                location,
                change: Change::To(1),
                reason: Reason::Count,
                note: None,
                cause: None,
            };
            let counted = inventory::adjust_stock(app, Actor::Operator, vendor, adjustment, None);
            tokio::spawn(counted)
        });
        let mut found = 0;
        for counted in counting {
            match counted.await.expect("no panic") {
                Ok(_) => found += 1,
                Err(Error::Refused(refusal)) => assert_eq!(refusal, InventoryRefusal::UniqueQuantity.into()),
                Err(Error::Fault(fault)) => panic!("{fault}"),
            }
        }
        assert_eq!(found, 1);
    }
    second.db().close().await;
}

#[tokio::test]
async fn a_vendors_stock_is_listed_page_by_page_without_gap_or_repeat() {
    let shop = Shop::open().await;
    let mut made = Vec::new();
    for name in ["A", "B", "C", "D", "E"] {
        made.push(shop.product(name, VariantDraft::new(100, 1)).await.1);
    }
    let (vendor, mut seen, mut after) = (shop.vendor, Vec::new(), None::<String>);
    loop {
        let from = after.clone();
        let page = shop
            .write(move |ctx| {
                let from = from.clone();
                Box::pin(async move {
                    inventory::levels(ctx, vendor, &LevelFilter::default(), from.as_deref(), 2).await
                })
            })
            .await
            .expect("a page");
        seen.extend(page.items.iter().map(|row| row.level.variant));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(seen, made);
}
