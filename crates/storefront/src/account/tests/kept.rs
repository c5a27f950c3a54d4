//! Pages made once for everyone: each visitor finds what is theirs in them, and nothing of anybody else.

use std::convert::Infallible;

use axum::http::StatusCode;
use souk_market::{App, Cacheable};

use super::register;
use crate::tests::browser::Page;
use crate::tests::rig::Shop;

#[tokio::test]
async fn a_page_made_for_all_shows_each_visitor_their_own() {
    let shop = Shop::open().await;
    let app = shop.market.app.clone();
    tokio::select! {
        () = app.watch_commits(std::future::pending()) => {}
        () = walk(&shop) => {}
    }
    shop.market.close().await;
}

async fn walk(shop: &Shop) {
    until_kept(&shop.market.app).await;
    let mut maya = shop.browser();
    register(&mut maya, "Maya").await;
    maya.add(shop.mug, 2).await;
    let mut bea = maya.stranger();
    register(&mut bea, "Bea").await;
    let mut guest = maya.stranger();
    let home = guest.get("/").await;
    let product = address(&home, "/p/");
    let seller = address(&home, "/s/");
    for path in ["/", "/products", "/sellers", &product, &seller] {
        for round in ["made", "kept"] {
            let hers = maya.get(path).await;
            assert!(hers.says("Cart 2 items") && hers.says("Maya"), "{round} {path}: {}", hers.words());
            assert!(!hers.html.contains("Bea"), "{round} {path}");
            let others = bea.get(path).await;
            assert!(
                others.says("Bea") && !others.html.contains("Maya"),
                "{round} {path}: {}",
                others.words()
            );
            assert!(others.html.contains("id=\"cart-link\"") && !others.says("Cart 2"), "{round} {path}");
            let nobodys = guest.get(path).await;
            assert!(nobodys.html.contains("href=\"/login\""), "{round} {path}: {}", nobodys.words());
            assert!(!nobodys.html.contains("Maya") && !nobodys.html.contains("Bea"), "{round} {path}");
        }
    }
    let hers = maya.get(&product).await.form("/cart/lines");
    assert_eq!(guest.post(&hers).await.status, StatusCode::FORBIDDEN, "a form is of one browser");
    let own = guest.get(&product).await.form("/cart/lines");
    assert!(guest.submit(&own).await.says("Cart 1 item"));
    let block = guest.get_block(&product, "product").await;
    assert!(!block.html.contains("<html") && guest.post(&block.form("/cart/lines")).await.status == 303);
}

/// The first address on a page that begins like this.
fn address(page: &Page, start: &str) -> String {
    let (_, rest) = page.html.split_once(&format!("href=\"{start}")).unwrap();
    format!("{start}{}", rest.split_once('"').unwrap().0)
}

struct Probe;

impl Cacheable for Probe {
    fn bytes(&self) -> usize {
        0
    }
}

/// Things are kept as soon as somebody looks out for other processes; until then each asker has them made.
async fn until_kept(app: &App) {
    loop {
        let mut made = false;
        let make = async {
            made = true;
            Ok::<_, Infallible>(Probe)
        };
        let Ok(_) = app.shown("probe", make).await;
        if !made {
            break;
        }
        tokio::task::yield_now().await;
    }
}
