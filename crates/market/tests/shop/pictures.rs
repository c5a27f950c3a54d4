use axum::{Router, http::StatusCode, response::IntoResponse as _, routing::get};
use souk_domain::ids::{ImageId, ProductId};
use souk_market::{
    Actor,
    catalogue::{self, NewImage, PictureName, VariantDraft},
    ports::OutgoingPolicy,
};

use souk_testkit::market::Setup;

use crate::setting::{Market, Shop};

/// Pixels of the picture that is fetched.
const SIZE: (u32, u32) = (700, 350);

/// A picture as somebody uploads it.
pub(crate) fn png(red: u8) -> Vec<u8> {
    let shade = |x: u32, y: u32| image::Rgb([red, (x % 250) as u8, (y % 250) as u8]);
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_fn(SIZE.0, SIZE.1, shade)
        .write_to(&mut bytes, image::ImageFormat::Png)
        .expect("a picture");
    bytes.into_inner()
}

/// The names of all files the shop keeps.
fn files(shop: &Shop) -> Vec<String> {
    let folder = shop.market.scratch.directory().join("files");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("the folder")
        .map(|file| file.expect("a file").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// A server of pictures, good and bad. Answers its address.
async fn gallery() -> String {
    let routes = Router::new()
        .route("/jar.png", get(|| async { png(120) }))
        .route("/half.png", get(|| async { png(120)[..600].to_vec() }))
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
        let (new, url) = (NewImage { product, variants: Vec::new(), alt: "A jar".to_owned() }, url.clone());
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
    let allowed = OutgoingPolicy { allow_networks: vec!["127.0.0.0/8".parse().expect("a network")] };
    for (path, outcome) in [
        ("/page", "failed"),
        ("/half.png", "failed"),
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
        let width = (outcome == "ready").then_some(SIZE.0);
        assert_eq!(state(&shop, product, image).await, (outcome.to_owned(), width), "{path}");
    }
    let file = shop.purchasable(variant).await.image.expect("a picture");
    assert_eq!(files(&shop), [file.as_str()], "both are one picture, and what came is not kept");
    let kept = shop.app().files().get(&file).expect("the folder").expect("the file");
    assert!(kept.starts_with(b"RIFF"));
}

#[tokio::test]
async fn the_job_that_fetches_keeps_to_the_policy_of_its_server() {
    let allowed = OutgoingPolicy { allow_networks: vec!["127.0.0.1".parse().expect("a network")] };
    for (outgoing, outcome) in [(OutgoingPolicy::default(), "failed"), (allowed, "ready")] {
        let shop = Shop::within(Market::with(Setup { outgoing, ..Setup::default() }).await).await;
        let (product, _) = shop.product("Jar", VariantDraft::new(100, 1)).await;
        let image = queue(&shop, product, format!("{}/jar.png", gallery().await)).await;
        shop.market.settle().await;
        assert_eq!(state(&shop, product, image).await.0, outcome);
        assert_eq!(files(&shop).is_empty(), outcome == "failed");
    }
}

#[tokio::test]
async fn a_fetched_picture_has_its_copies_before_anybody_looks() {
    let outgoing = OutgoingPolicy { allow_networks: vec!["127.0.0.1".parse().expect("a network")] };
    let shop = Shop::within(Market::with(Setup { outgoing, ..Setup::default() }).await).await;
    let (product, variant) = shop.product("Jar", VariantDraft::new(100, 1)).await;
    queue(&shop, product, format!("{}/jar.png", gallery().await)).await;
    shop.market.settle().await;
    let page = shop
        .write(move |ctx| Box::pin(async move { catalogue::product_page(ctx, &product.to_string()).await }))
        .await
        .expect("the page");
    let [image] = page.images.as_slice() else { panic!("one picture: {:?}", page.images) };
    assert_eq!((image.width, image.height), (Some(SIZE.0), Some(SIZE.1)));
    assert_eq!(image.colour.as_deref().map(|colour| &colour[..3]), Some("#78"));
    let file = shop.purchasable(variant).await.image.expect("a picture");
    let name = PictureName::parse(&file).expect("a name of ours");
    let mut wanted: Vec<String> = name.sizes().into_iter().map(|(_, file)| file).collect();
    assert_eq!(wanted.len(), 4, "160, 320, 640, and itself");
    wanted.push(name.jpeg());
    wanted.sort();
    assert_eq!(files(&shop), wanted);
}

#[tokio::test]
async fn copies_may_be_thrown_away_at_any_time() {
    let shop = Shop::open().await;
    let (product, variant) = shop.product("Jar", VariantDraft::new(100, 1)).await;
    let new = NewImage { product, variants: Vec::new(), alt: String::new() };
    catalogue::add_image_file(shop.app(), Actor::Operator, shop.vendor, new, &png(120))
        .await
        .expect("a picture");
    let file = shop.purchasable(variant).await.image.expect("a picture");
    let name = PictureName::parse(&file).expect("a name of ours");
    let made = catalogue::find_picture(shop.app(), &name.at(160)).await.expect("a copy").expect("a copy");
    assert_eq!(files(&shop).len(), 2, "what was asked for, and no more");
    std::fs::remove_file(shop.market.scratch.directory().join("files").join(name.at(160))).expect("gone");
    let again = catalogue::find_picture(shop.app(), &name.at(160)).await.expect("a copy");
    assert_eq!(again, Some(made));
    shop.market.settle().await;
    assert_eq!(files(&shop).len(), 5, "the job makes the rest");
    std::fs::write(shop.market.scratch.directory().join("files").join(&file), b"RIFF").expect("damage");
    std::fs::remove_file(shop.market.scratch.directory().join("files").join(name.at(320))).expect("gone");
    assert!(
        catalogue::find_picture(shop.app(), &name.at(320)).await.is_err(),
        "a fault, and no empty picture"
    );
    assert_eq!(files(&shop).len(), 4);
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
    let new = || NewImage { product, variants: Vec::new(), alt: String::new() };
    let add = async |bytes: &[u8]| {
        catalogue::add_image_file(shop.app(), Actor::Operator, shop.vendor, new(), bytes).await
    };
    let image = add(&png(120)).await.expect("a picture");
    assert_eq!(state(&shop, product, image).await, ("ready".to_owned(), Some(SIZE.0)));
    let mut bomb = b"GIF89a\xff\xff\xff\xff\0\0\0".to_vec();
    bomb.extend([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4c, 1, 0, 0x3b]);
    for (bytes, code) in [
        (b"<svg onload='x()'/>".to_vec(), "not_a_picture"),
        (vec![0; catalogue::MAX_PICTURE_BYTES + 1], "too_large"),
        (bomb, "too_many_pixels"),
        (png(120)[..600].to_vec(), "broken_picture"),
    ] {
        let refusal = add(&bytes).await.err().and_then(|error| error.refusal().cloned());
        assert_eq!(refusal.map(|refusal| refusal.fields()[0].code), Some(code));
    }
    assert_eq!(files(&shop).len(), 1, "nothing of what was refused is kept");
    let other = souk_domain::ids::VendorId::from_bytes([1; 16]);
    assert!(catalogue::add_image_file(shop.app(), Actor::Operator, other, new(), &png(120)).await.is_err());
}
