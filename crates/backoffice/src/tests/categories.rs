//! The tree of categories, as the market's people arrange it.

use axum::http::StatusCode;
use souk_domain::account::{Department, Role};
use souk_domain::ids::CategoryId;
use souk_market::catalogue::{self, CategoryNode};
use souk_market::{Actor, redirects};
use souk_testkit::Market;
use souk_testkit::browser::{Browser, Page};

use super::rig::{browser, browser_of};

const AT: &str = "/admin/categories";

async fn keeper(market: &Market) -> Browser {
    browser_of(market, "Kim", Some((Role::Admin, Department::Catalogue))).await
}

async fn make(browser: &mut Browser, name: &str, parent: &str) -> Page {
    let form = browser.get(AT).await.form(AT);
    browser.submit(&form.with("name", name).with("parent", parent)).await
}

async fn tree(market: &Market) -> Vec<CategoryNode> {
    catalogue::list_categories(&market.app, Actor::Operator).await.unwrap()
}

fn find(tree: &[CategoryNode], name: &str) -> Option<CategoryNode> {
    tree.iter()
        .find_map(|node| if node.name == name { Some(node.clone()) } else { find(&node.children, name) })
}

async fn id_of(market: &Market, name: &str) -> CategoryId {
    find(&tree(market).await, name).unwrap().id
}

fn names(row: &[CategoryNode]) -> Vec<&str> {
    row.iter().map(|node| node.name.as_str()).collect()
}

#[tokio::test]
async fn categories_are_made_named_and_put_in_order_with_plain_forms() {
    let market = Market::open().await;
    let mut kim = keeper(&market).await;
    let made = make(&mut kim, "Kitchen <b>", "").await;
    assert!(made.says("Made.") && !made.html.contains("<b>"), "{}", made.words());
    let kitchen = id_of(&market, "Kitchen <b>").await.to_string();
    for name in ["Bowls", "Cups", "Jugs"] {
        assert!(make(&mut kim, name, &kitchen).await.says("Made."));
    }
    // a name that is beside it already, and a slug that cannot be or is another's
    let form = kim.get(AT).await.form(AT).with("parent", &kitchen);
    let twice = kim.post(&form.clone().with("name", "CUPS")).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.html.contains("href=\"#name\"") && twice.value("name") == "CUPS", "{}", twice.words());
    let odd = kim.post(&form.clone().with("name", "Mugs").with("slug", "a b")).await;
    assert!(odd.html.contains("href=\"#slug\""), "{}", odd.words());
    let taken = kim.post(&form.clone().with("name", "Mugs").with("slug", "cups")).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.html.contains("href=\"#slug\""), "{}", taken.words());
    // the second press of the same button makes no second one
    let once = form.with("name", "Plates");
    kim.submit(&once).await;
    kim.submit(&once).await;
    let order = async |market: &Market| {
        let tree = tree(market).await;
        find(&tree, "Kitchen <b>").unwrap().children
    };
    assert_eq!(names(&order(&market).await), ["Bowls", "Cups", "Jugs", "Plates"]);
    let press = async |kim: &mut Browser, way: &str, name: &str| {
        let node = find(&tree(&market).await, name).unwrap();
        let form = kim.get(AT).await.form(&format!("{AT}/order"));
        kim.submit(&form.with("move", &format!("{way}.{}.{}", node.id, node.revision))).await
    };
    press(&mut kim, "up", "Jugs").await;
    assert_eq!(names(&order(&market).await), ["Bowls", "Jugs", "Cups", "Plates"]);
    press(&mut kim, "down", "Bowls").await;
    assert_eq!(names(&order(&market).await), ["Jugs", "Bowls", "Cups", "Plates"]);
    press(&mut kim, "down", "Plates").await;
    press(&mut kim, "up", "Jugs").await;
    assert_eq!(names(&order(&market).await), ["Jugs", "Bowls", "Cups", "Plates"]);
    let form = kim.get(AT).await.form(&format!("{AT}/order"));
    let stale = kim.post(&form.with("move", &format!("up.{}.1", id_of(&market, "Bowls").await))).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    market.close().await;
}

#[tokio::test]
async fn a_category_gets_another_address_and_moves_but_never_below_itself() {
    let market = Market::open().await;
    let mut kim = keeper(&market).await;
    make(&mut kim, "Kitchen", "").await;
    let kitchen = id_of(&market, "Kitchen").await;
    make(&mut kim, "Cups", &kitchen.to_string()).await;
    let cups = id_of(&market, "Cups").await;
    make(&mut kim, "Espresso", &cups.to_string()).await;
    let espresso = id_of(&market, "Espresso").await;
    let at = format!("{AT}/{cups}");
    let page = kim.get(&at).await;
    // what is below it is not offered, and refused
    assert!(!page.html.contains(&espresso.to_string()), "{}", page.html);
    for inside in [cups, espresso] {
        let form = page.form(&format!("{at}/move")).with("parent", &inside.to_string());
        let wrong = kim.post(&form).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.says("A category cannot be inside itself"), "{}", wrong.words());
        assert!(wrong.html.contains("href=\"#parent\""), "{}", wrong.words());
    }
    let named = page.form(&format!("{at}/names")).with("name", "Mugs & cups").with("slug", "mugs");
    let saved = kim.submit(&named).await;
    assert!(saved.says("Saved.") && saved.says("Mugs & cups"), "{}", saved.words());
    let led = redirects::find_redirect(&market.app, Actor::Guest, vec!["/c/cups".to_owned()]).await.unwrap();
    assert_eq!(led.as_deref(), Some("/c/mugs"));
    let stale = kim.post(&named.with("name", "Beakers")).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.says("Somebody changed this meanwhile") && stale.value("name") == "Beakers");
    let moved = kim.submit(&saved.form(&format!("{at}/move")).with("parent", "")).await;
    assert!(moved.says("Moved."), "{}", moved.words());
    let tree = tree(&market).await;
    assert!(names(&tree).contains(&"Mugs & cups"));
    assert_eq!(names(&find(&tree, "Mugs & cups").unwrap().children), ["Espresso"]);
    market.close().await;
}

#[tokio::test]
async fn two_become_one_with_their_products_and_addresses_and_an_empty_one_goes() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln").await;
    market.product(kiln, 2450, 3).await;
    let mut kim = keeper(&market).await;
    let full = tree(&market).await.into_iter().find(|node| node.products == 1).unwrap();
    make(&mut kim, "Earthenware", "").await;
    make(&mut kim, "Small", &full.id.to_string()).await;
    let target = id_of(&market, "Earthenware").await;
    let at = format!("{AT}/{}", full.id);
    let page = kim.get(&at).await;
    assert!(page.says("It holds 1 product and 1 category"), "{}", page.words());
    // what holds something is offered no such button, and refused
    let delete = page.form(&format!("{at}/names"));
    let delete = souk_testkit::browser::SentForm { action: format!("{at}/delete"), ..delete };
    let bare = delete.without("name").without("slug").without("description");
    assert_eq!(kim.post(&bare).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let merge = page.form(&format!("{at}/merge"));
    let none = kim.post(&merge).await;
    assert!(none.says("Choose the other one."), "{}", none.words());
    let small = id_of(&market, "Small").await.to_string();
    let inside = kim.post(&merge.clone().with("into", &small)).await;
    assert_eq!(inside.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(inside.says("cannot be merged into itself"), "{}", inside.words());
    let merged = kim.submit(&merge.with("into", &target.to_string())).await;
    assert!(merged.says("Merged.") && merged.says("Earthenware"), "{}", merged.words());
    let after = tree(&market).await;
    let both = find(&after, "Earthenware").unwrap();
    assert_eq!((both.products, names(&both.children)), (1, vec!["Small"]));
    assert!(find(&after, &full.name).is_none());
    let old = vec![format!("/c/{}", full.slug)];
    let led = redirects::find_redirect(&market.app, Actor::Guest, old).await.unwrap();
    assert_eq!(led.as_deref(), Some("/c/earthenware"));
    assert_eq!(kim.get(&at).await.status, StatusCode::NOT_FOUND);
    let at = format!("{AT}/{small}");
    let delete = kim.get(&at).await.form(&format!("{at}/delete"));
    let gone = kim.submit(&delete).await;
    assert!(gone.says("It is gone."), "{}", gone.words());
    assert!(find(&tree(&market).await, "Small").is_none());
    market.close().await;
}

#[tokio::test]
async fn who_only_looks_sees_the_tree_and_arranges_nothing() {
    let market = Market::open().await;
    let mut kim = keeper(&market).await;
    make(&mut kim, "Kitchen", "").await;
    let form = kim.get(AT).await.form(AT);
    let mut reader = browser(&market, "Reader", Some(Role::Admin)).await;
    let page = reader.get(AT).await;
    assert!(page.says("Kitchen") && !page.says("New category"), "{}", page.words());
    let kitchen = id_of(&market, "Kitchen").await;
    assert_eq!(reader.get(&format!("{AT}/{kitchen}")).await.status, StatusCode::FORBIDDEN);
    let token = reader.token().await;
    let refused = reader.post(&form.with("csrf", &token).with("name", "Bath")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let mut finance = browser_of(&market, "Fin", Some((Role::Admin, Department::Finance))).await;
    assert_eq!(finance.get(AT).await.status, StatusCode::FORBIDDEN);
    market.close().await;
}
