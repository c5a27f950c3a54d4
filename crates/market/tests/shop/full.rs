//! Lists of the market that have an end: it is told when something is to be put on them, and what is on them is all read.

use souk_db::{params, sql};
use souk_domain::{
    bounds::{
        category::MAX_CATEGORIES,
        shipping_method::{MAX_METHODS, MAX_OF_ONE},
        tax::MAX_ZONES,
    },
    ids::{CategoryId, ShippingMethodId},
    pricing::{Destination, ShippingKind, ShippingZone},
    refusal::{Refusal, RequestRefusal},
    tax::{TaxClassCode, TaxPlace, TaxRemitter, TaxRounding, TaxZone},
};
use souk_market::{
    Actor, Error,
    access::{self, Scope},
    catalogue::{self, NewCategory},
    check,
    shipping::{self, NewMethod},
    tax,
};

use crate::setting::Shop;

fn assert_full<T: std::fmt::Debug>(outcome: &souk_market::Result<T>, what: &'static str, max: usize) {
    let refusal = Refusal::from(RequestRefusal::ListFull { what, max });
    assert!(matches!(outcome, Err(Error::Refused(told)) if *told == refusal), "{outcome:?}");
}

#[tokio::test]
async fn a_market_with_every_category_takes_no_other_and_shows_them_all() {
    let shop = Shop::open().await;
    let own = shop.write(|ctx| Box::pin(catalogue::tree(ctx))).await.expect("a tree").len();
    shop.write(|ctx| {
        Box::pin(async move {
            // with what the shop has, some more than may be, as by a race
            for number in 0..MAX_CATEGORIES {
                let (id, name) = (ctx.id(CategoryId::from_parts), format!("kind-{number}"));
                let put = sql!(
                    "insert into category (id, parent_id, slug, slug_key, name, name_key, description, position, \
                     revision, created_at, updated_at) values (?, null, ?, ?, ?, ?, '', ?, 1, ?, ?)"
                );
                let place = i64::try_from(number).expect("a place");
                ctx.tx.run(put, params![id, name, name, name, name, place, ctx.now, ctx.now]).await?;
            }
            Ok(())
        })
    })
    .await
    .expect("categories");
    let made = shop
        .write(|ctx| {
            Box::pin(async move {
                let new = NewCategory {
                    name: "One more".to_owned(),
                    slug: None,
                    description: String::new(),
                    parent: None,
                };
                catalogue::create_category_in(ctx, &new).await
            })
        })
        .await;
    assert_full(&made, "categories", MAX_CATEGORIES);
    let shown = shop.write(|ctx| Box::pin(catalogue::tree(ctx))).await.expect("a tree");
    assert_eq!(shown.len(), MAX_CATEGORIES + own);
    // they were put past the tree, and of so many findings the check names some and says that there are others
    let findings = check::run(shop.app()).await.expect("findings");
    let lacking: Vec<_> = findings.iter().filter(|finding| finding.code == "tree_lacks_itself").collect();
    assert!(lacking.len() >= 2 && lacking.len() < MAX_CATEGORIES, "{}", lacking.len());
    let others = "there are more of this kind";
    let (last, before) = lacking.split_last().expect("findings");
    assert!(last.detail.contains(others) && before.iter().all(|one| !one.detail.contains(others)));
}

#[tokio::test]
async fn a_market_with_every_zone_of_tax_takes_no_other_and_asks_them_all() {
    let shop = Shop::open().await;
    let zone = |number: usize| TaxZone {
        name: format!("Zone {number}"),
        places: vec![TaxPlace {
            country: "US".to_owned(),
            region: None,
            postal_prefix: Some(format!("{number:05}")),
        }],
        included: false,
        taxes_shipping: false,
        rounding: TaxRounding::Line,
        remitter: TaxRemitter::Market,
        rates: [(TaxClassCode::default(), 600)].into(),
    };
    shop.write(move |ctx| {
        Box::pin(async move {
            for number in 0..MAX_ZONES {
                let id: [u8; 16] = ctx.app.random_bytes();
                let name = format!("Zone {number}");
                let put = sql!(
                    "insert into tax_zone (id, name, name_key, included, taxes_shipping, rounding, remitter, revision, \
                     created_at, updated_at) values (?, ?, ?, ?, ?, 'line', 'market', 1, ?, ?)"
                );
                ctx.tx.run(put, params![id, name, name.to_lowercase(), false, false, ctx.now, ctx.now]).await?;
                let put = sql!("insert into tax_zone_place (zone_id, position, country, postal_prefix) values (?, 0, 'US', ?)");
                ctx.tx.run(put, params![id, format!("{number:05}")]).await?;
                let put = sql!("insert into tax_rate (zone_id, tax_class, rate_bps) values (?, 'standard', ?)");
                ctx.tx.run(put, params![id, i64::try_from(number).unwrap_or_default()]).await?;
            }
            Ok(())
        })
    })
    .await
    .expect("zones");
    let made =
        shop.write(move |ctx| Box::pin(async move { tax::create_zone(ctx, &zone(MAX_ZONES)).await })).await;
    assert_full(&made, "tax zones", MAX_ZONES);
    let place =
        |code: &str| Destination { country: "US".to_owned(), region: None, postal_code: code.to_owned() };
    let rules = shop.write(|ctx| Box::pin(tax::rules(ctx))).await.expect("rules");
    assert_eq!(rules.zones.len(), MAX_ZONES);
    let due = |code: &str| rules.due(Some(&place(code))).standard_bps;
    assert_eq!((due("00999-1234"), due("00007"), due("99999")), (999, 7, 600));
}

#[tokio::test]
async fn a_market_with_every_way_to_ship_takes_no_other_until_one_ends() {
    let shop = Shop::open().await;
    let method = |vendor| NewMethod {
        vendor,
        name: "Bike".to_owned(),
        zones: vec![ShippingZone::everywhere(ShippingKind::Flat { fee: 500 })],
        min_days: 1,
        max_days: 2,
        takes_cash: false,
    };
    let make = async |vendor| {
        let new = method(vendor);
        shop.write(move |ctx| {
            let new = new.clone();
            Box::pin(async move { shipping::create_method(ctx, &new).await })
        })
        .await
    };
    let there = shop.write(|ctx| Box::pin(async move { Ok(shipping::rules(ctx).await?.market.len()) })).await;
    let there = there.expect("ways to ship");
    for _ in there..MAX_OF_ONE {
        make(None).await.expect("a way to ship");
    }
    assert_full(&make(None).await, "ways to ship of its own", MAX_OF_ONE);
    let other = shop.vendor;
    shop.write(move |ctx| {
        Box::pin(async move {
            for number in MAX_OF_ONE..MAX_METHODS {
                let id = ctx.id(ShippingMethodId::from_parts);
                let put = sql!(
                    "insert into shipping_method (id, vendor_id, name, min_days, max_days, takes_cash, position, status, revision, \
                     created_at, updated_at) values (?, ?, 'Parcel', 1, 2, false, ?, 'active', 1, ?, ?)"
                );
                let place = i64::try_from(number).expect("a place");
                ctx.tx.run(put, params![id, other, place, ctx.now, ctx.now]).await?;
            }
            Ok(())
        })
    })
    .await
    .expect("ways to ship");
    assert_full(&make(None).await, "ways to ship", MAX_METHODS);
    let rules =
        shop.write(|ctx| Box::pin(async move { Ok(shipping::rules(ctx).await?.all().count()) })).await;
    assert_eq!(rules.expect("ways to ship"), MAX_METHODS);
    let one = shop
        .write(|ctx| Box::pin(async move { Ok(shipping::rules(ctx).await?.market.first().cloned()) }))
        .await;
    let one = one.expect("ways to ship").expect("a way to ship").method;
    shop.write(move |ctx| Box::pin(shipping::archive_method(ctx, one))).await.expect("it ends");
    make(None).await.expect("there is room again");
}

#[tokio::test]
async fn every_key_is_listed_page_by_page() {
    let shop = Shop::open().await;
    let vendor = shop.vendor;
    shop.write(move |ctx| {
        Box::pin(async move {
            for number in 0..7 {
                access::create(ctx, Scope::Vendor(vendor), &format!("till {number}")).await?;
            }
            Ok(())
        })
    })
    .await
    .expect("keys");
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let scope = Scope::Vendor(vendor);
        let page = access::list_api_keys(shop.app(), Actor::Operator, scope, after, 3).await.expect("a page");
        assert!(page.items.len() <= 3);
        seen.extend(page.items.into_iter().map(|key| key.label));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    seen.sort_unstable();
    assert_eq!(seen, (0..7).map(|number| format!("till {number}")).collect::<Vec<_>>());
    let wrong =
        access::list_api_keys(shop.app(), Actor::Operator, Scope::Staff, Some("x".to_owned()), 3).await;
    assert!(matches!(wrong, Err(Error::Refused(Refusal::Request(RequestRefusal::MalformedCursor)))));
}
