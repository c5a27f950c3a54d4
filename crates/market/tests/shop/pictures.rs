use axum::{Router, http::StatusCode, response::IntoResponse as _, routing::get};
use souk_domain::ids::{ImageId, ProductId};
use souk_market::{
    Actor,
    catalogue::{self, Network, NewImage, OutgoingPolicy, VariantDraft},
};

use souk_testkit::market::Setup;

use crate::setting::{Market, Shop};

/// The smallest header that says 3 × 2 pixels.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x03\0\0\0\x02\x08\x02\0\0\0";

/// A server of pictures, good and bad. Answers its address.
async fn gallery() -> String {
    let routes = Router::new()
        .route("/jar.png", get(|| async { PNG }))
        .route("/page", get(|| async { "<html>" }))
        .route("/huge", get(|| async { vec![0_u8; 10 * 1024 * 1024 + 1] }))
        .route("/moved", get(|| async { (StatusCode::FOUND, [("location", "/jar.png")]).into_response() }))
        .route("/loop", get(|| async { (StatusCode::FOUND, [("location", "/loop")]).into_response() }))
        .route(
            "/inside",
            get(|| async { (StatusCode::FOUND, [("location", "http://169.254.169.254/")]).into_response() }),
        )
        .route("/busy", get(|| async { StatusCode::SERVICE_UNAVAILABLE }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, routes).await });
    format!("http://{address}")
}

async fn queue(shop: &Shop, product: ProductId, url: String) -> ImageId {
    let vendor = shop.vendor;
    shop.write(move |ctx| {
        let (new, url) = (NewImage { product, variant: None, alt: "A jar".to_owned() }, url.clone());
        Box::pin(async move { catalogue::add_image_url(ctx, vendor, &new, &url).await })
    })
    .await
    .expect("a queued picture")
}

async fn state(shop: &Shop, product: ProductId, image: ImageId) -> (String, Option<u32>) {
    let page = shop
        .write(move |ctx| Box::pin(async move { catalogue::product_page(ctx, &product.to_string()).await }))
        .await
        .expect("the page");
    let found = page.images.into_iter().find(|found| found.id == image).expect("the picture");
    (found.state, found.width)
}

#[tokio::test]
async fn pictures_are_fetched_and_those_that_cannot_be_are_marked() {
    let shop = Shop::open().await;
    let (product, variant) = shop.product("Jar", VariantDraft::new(100, 1)).await;
    let base = gallery().await;
    let allowed = OutgoingPolicy { allow_networks: vec![Network::parse("127.0.0.0/8").expect("a network")] };
    for (path, outcome) in [
        ("/page", "failed"),
        ("/huge", "failed"),
        ("/loop", "failed"),
        ("/inside", "failed"),
        ("/nothing", "failed"),
        ("/busy", "waiting"),
        ("/moved", "ready"),
        ("/jar.png", "ready"),
    ] {
        let image = queue(&shop, product, format!("{base}{path}")).await;
        let fetched = catalogue::fetch_image_under(shop.app(), image, &allowed).await;
        assert_eq!(fetched.is_err(), outcome == "waiting", "{path}: {fetched:?}");
        let width = (outcome == "ready").then_some(3);
        assert_eq!(state(&shop, product, image).await, (outcome.to_owned(), width), "{path}");
    }
    let file = shop.sellable(variant).await.image.expect("a picture");
    assert_eq!(shop.app().files().get(&file).expect("the folder").as_deref(), Some(PNG));
}

#[tokio::test]
async fn the_job_that_fetches_keeps_to_the_policy_of_its_server() {
    let allowed = OutgoingPolicy { allow_networks: vec![Network::parse("127.0.0.1").expect("a network")] };
    for (outgoing, outcome) in [(OutgoingPolicy::default(), "failed"), (allowed, "ready")] {
        let shop = Shop::within(Market::with(Setup { outgoing, ..Setup::default() }).await).await;
        let (product, _) = shop.product("Jar", VariantDraft::new(100, 1)).await;
        let image = queue(&shop, product, format!("{}/jar.png", gallery().await)).await;
        shop.market.settle().await;
        assert_eq!(state(&shop, product, image).await.0, outcome);
    }
}

#[tokio::test]
async fn our_own_network_is_never_asked() {
    let shop = Shop::open().await;
    let (product, _) = shop.product("Jar", VariantDraft::new(100, 1)).await;
    let base = gallery().await;
    let port = base.rsplit_once(':').map_or("", |(_, port)| port).to_owned();
    for url in [
        format!("{base}/jar.png"),
        format!("http://localhost:{port}/jar.png"),
        format!("http://[::ffff:127.0.0.1]:{port}/jar.png"),
        format!("http://2130706433:{port}/jar.png"),
        "http://10.0.0.1/a.png".to_owned(),
        "http://user:pw@1.1.1.1/a.png".to_owned(),
        "http://[::1]/a.png".to_owned(),
    ] {
        let image = queue(&shop, product, url.clone()).await;
        catalogue::fetch_image(shop.app(), image).await.expect("a definite end");
        assert_eq!(state(&shop, product, image).await.0, "failed", "{url}");
    }
}

#[tokio::test]
async fn a_file_that_is_no_picture_is_refused() {
    let shop = Shop::open().await;
    let (product, _) = shop.product("Jar", VariantDraft::new(100, 1)).await;
    let new = || NewImage { product, variant: None, alt: String::new() };
    let add = |bytes: &'static [u8]| {
        catalogue::add_image_file(shop.app(), Actor::Operator, shop.vendor, new(), bytes)
    };
    let image = add(PNG).await.expect("a picture");
    assert_eq!(state(&shop, product, image).await, ("ready".to_owned(), Some(3)));
    let refusal = add(b"<svg onload='x()'/>").await.err().and_then(|error| error.refusal().cloned());
    assert_eq!(refusal.map(|refusal| refusal.fields()[0].code), Some("not_a_picture"));
    let other = souk_domain::ids::VendorId::from_bytes([1; 16]);
    assert!(catalogue::add_image_file(shop.app(), Actor::Operator, other, new(), PNG).await.is_err());
}
