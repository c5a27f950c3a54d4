use souk_domain::{
    ids::CategoryId,
    refusal::{CatalogueRefusal, Refusal, RequestRefusal},
};
use souk_market::{
    Error,
    catalogue::{self, NewCategory, ProductFilter, VariantDraft},
};

use crate::setting::Shop;

async fn make(shop: &Shop, name: &str, parent: Option<CategoryId>) -> Result<CategoryId, Refusal> {
    let new = NewCategory { name: name.to_owned(), slug: None, description: String::new(), parent };
    refused(
        shop.write(move |ctx| {
            let new = new.clone();
            Box::pin(async move { catalogue::create_category_in(ctx, &new).await })
        })
        .await,
    )
}

async fn shift(shop: &Shop, id: CategoryId, parent: Option<CategoryId>) -> Result<(), Refusal> {
    refused(
        shop.write(move |ctx| Box::pin(async move { catalogue::move_category(ctx, id, parent, None).await }))
            .await,
    )
}

fn refused<T>(outcome: souk_market::Result<T>) -> Result<T, Refusal> {
    outcome.map_err(|error| match error {
        Error::Refused(refusal) => refusal,
        Error::Fault(fault) => panic!("{fault}"),
    })
}

async fn shown_in(shop: &Shop, category: CategoryId) -> usize {
    let filter = ProductFilter { category: Some(category), ..ProductFilter::default() };
    shop.write(move |ctx| {
        let filter = filter.clone();
        Box::pin(async move { catalogue::list_products(ctx, &filter).await })
    })
    .await
    .expect("a page")
    .items
    .len()
}

#[tokio::test]
async fn a_product_is_shown_in_every_category_above_its_own_and_follows_a_move() {
    let shop = Shop::open().await;
    let bowls = make(&shop, "Bowls", Some(shop.category)).await.expect("a category");
    let home = make(&shop, "Home", None).await.expect("a category");
    let (product, variant) = shop.product("Bowl", VariantDraft::new(100, 1)).await;
    let vendor = shop.vendor;
    shop.write(move |ctx| {
        let changes = catalogue::ProductChanges { category: Some(bowls), ..Default::default() };
        Box::pin(async move { catalogue::update_product(ctx, vendor, product, &changes).await })
    })
    .await
    .expect("a move");
    assert_eq!(shop.purchasable(variant).await.categories, [bowls, shop.category]);
    assert_eq!((shown_in(&shop, shop.category).await, shown_in(&shop, home).await), (1, 0));
    assert_eq!(shift(&shop, bowls, Some(home)).await, Ok(()));
    assert_eq!((shown_in(&shop, shop.category).await, shown_in(&shop, home).await), (0, 1));
    assert_eq!(shown_in(&shop, bowls).await, 1);
    assert_eq!(shop.purchasable(variant).await.categories, [bowls, home]);
    let tree = shop.write(|ctx| Box::pin(async move { catalogue::tree(ctx).await })).await.expect("the tree");
    let counts = |name: &str| {
        let node = tree.iter().find(|node| node.name == name).expect("at the top");
        (node.products, node.children.len())
    };
    assert_eq!((counts("Pottery"), counts("Home")), ((0, 0), (1, 1)));
}

#[tokio::test]
async fn a_category_never_stands_inside_itself_or_deeper_than_six_levels() {
    let shop = Shop::open().await;
    let mut chain = vec![shop.category];
    for level in 2..=6 {
        let parent = chain.last().copied();
        chain.push(make(&shop, &format!("Level {level}"), parent).await.expect("a level"));
    }
    let too_deep = Err(CatalogueRefusal::CategoryTooDeep { max: 6 }.into());
    assert_eq!(make(&shop, "Level 7", Some(chain[5])).await.map(|_| ()), too_deep);
    assert_eq!(shift(&shop, chain[0], Some(chain[3])).await, Err(CatalogueRefusal::CategoryCycle.into()));
    assert_eq!(shift(&shop, chain[1], Some(chain[1])).await, Err(CatalogueRefusal::CategoryCycle.into()));
    let home = make(&shop, "Home", None).await.expect("a category");
    let shelf = make(&shop, "Shelf", Some(home)).await.expect("a category");
    assert_eq!(shift(&shop, chain[1], Some(shelf)).await, too_deep);
    assert_eq!(shift(&shop, chain[1], Some(home)).await, Ok(()));
    assert_eq!(shift(&shop, chain[1], None).await, Ok(()));
}

#[tokio::test]
async fn two_of_one_name_get_two_slugs_and_a_stale_rename_is_refused() {
    let shop = Shop::open().await;
    let taken = make(&shop, "POTTERY", None).await.map(|_| ());
    assert_eq!(taken, Err(CatalogueRefusal::CategoryNameTaken { name: "POTTERY".to_owned() }.into()));
    let home = make(&shop, "Home", None).await.expect("a category");
    let second = make(&shop, "Pottery", Some(home)).await.expect("a category");
    let found = shop
        .write(|ctx| Box::pin(async move { catalogue::find_category_by_slug(ctx, "pottery-2").await }))
        .await
        .expect("the second");
    assert_eq!(found.id, second);
    let rename = |revision| {
        shop.write(move |ctx| {
            Box::pin(async move { catalogue::rename_category(ctx, second, "Ceramics", Some(revision)).await })
        })
    };
    rename(1).await.expect("a new name");
    assert_eq!(refused(rename(1).await), Err(RequestRefusal::PreconditionFailed.into()));
}

#[tokio::test]
async fn a_description_is_kept_bounded_and_has_its_revision() {
    let shop = Shop::open().await;
    let id = shop.category;
    let describe = |words: String, expected| {
        shop.write(move |ctx| {
            let words = words.clone();
            Box::pin(async move {
                catalogue::describe_category(ctx, id, &words, expected).await?;
                let found = catalogue::find_category(ctx, id).await?;
                Ok((found.description, found.revision))
            })
        })
    };
    let described = describe("Thrown by hand.".to_owned(), Some(1)).await.expect("a description");
    assert_eq!(described, ("Thrown by hand.".to_owned(), 2));
    let same = describe("Thrown by hand.".to_owned(), Some(2)).await.expect("no change");
    assert_eq!(same.1, 2, "the same words change nothing");
    let stale = refused(describe(String::new(), Some(1)).await);
    assert_eq!(stale, Err(RequestRefusal::PreconditionFailed.into()));
    let long = refused(describe("x".repeat(501), None).await).expect_err("too long");
    assert_eq!(long.fields()[0].pointer, "/description");
}
