//! A small market with a shelf for every case, and somebody who looks at it.

use std::net::SocketAddr;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use souk_domain::ids::{CategoryId, ProductId, VendorId};
use souk_domain::text::{Email, Slug};
use souk_http::{HttpState, Settings, router};
use souk_market::catalogue::{
    self, NewCategory, NewImage, NewProduct, ProductDetails, ProductStatus, VariantDraft,
};
use souk_market::vendors::{self, NewVendor};
use souk_market::{Actor, App};
use souk_testkit::Market;
use tower::ServiceExt as _;

/// A real picture, 640 pixels wide.
pub(super) const PICTURE: &[u8] = include_bytes!("../../../../server/demo/pictures/mug-teal.webp");

/// Two sellers, three categories (Table over Mugs, and Bath), five things.
pub(super) struct Shop {
    pub(super) market: Market,
    pub(super) kiln: VendorId,
    pub(super) table: CategoryId,
    pub(super) mugs: CategoryId,
    router: Router,
}

/// What came back.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

impl Shop {
    /// The market with its shelves filled: a mug in two glazes with a picture, a bowl on sale, a lamp on backorder, a
    /// vase that exists once, and sold-out soap.
    pub(super) async fn open() -> Self {
        let shop = Self::empty().await;
        let bath = shop.category("Bath", None).await;
        let loom = shop.vendor("Loom & Co", "Lisbon", "PT").await;
        let mug = shop.thing(shop.kiln, shop.mugs, "Tall mug", mug_variants()).await;
        shop.picture(shop.kiln, mug).await;
        let bowl = VariantDraft { compare_at: Some(8500), ..VariantDraft::new(6800, 3) };
        shop.thing(loom, shop.table, "Walnut bowl", vec![bowl]).await;
        let lamp = VariantDraft { backorder: true, ..VariantDraft::new(16_400, 0) };
        shop.thing(loom, shop.table, "Table lamp", vec![lamp]).await;
        let vase = VariantDraft { is_unique: true, ..VariantDraft::new(5400, 1) };
        shop.thing(shop.kiln, shop.table, "Only vase", vec![vase]).await;
        shop.thing(loom, bath, "Rose soap", vec![VariantDraft::new(900, 0)]).await;
        shop
    }

    /// One seller and two categories, and nothing on the shelves.
    pub(super) async fn empty() -> Self {
        let market = Market::open().await;
        let http = HttpState::new(market.app.clone(), Settings::default(), Some(crate::error_page()));
        let mut routes = crate::page_routes();
        routes.extend(souk_ui::file_routes());
        let router = router(&http, routes);
        let nobody = VendorId::from_bytes([0; 16]);
        let mut shop = Self { kiln: nobody, table: market.category, mugs: market.category, market, router };
        shop.kiln = shop.vendor("Kiln & Fern", "Asheville", "US").await;
        shop.table = shop.category("Table", None).await;
        shop.mugs = shop.category("Mugs", Some(shop.table)).await;
        shop
    }

    pub(super) fn app(&self) -> &App {
        &self.market.app
    }

    pub(super) async fn category(&self, name: &str, parent: Option<CategoryId>) -> CategoryId {
        let new = NewCategory { name: name.to_owned(), slug: None, description: String::new(), parent };
        let made = self.app().write(Actor::Operator, move |ctx| {
            let new = new.clone();
            Box::pin(async move { catalogue::create_category_in(ctx, &new).await })
        });
        made.await.unwrap()
    }

    pub(super) async fn vendor(&self, name: &str, city: &str, country: &str) -> VendorId {
        let new = NewVendor {
            name: name.to_owned(),
            email: Email::parse("hello@vendors.example").unwrap(),
            slug: None,
            tagline: format!("{name} makes things"),
            story: "We work *slowly*. <script>alert(1)</script>".to_owned(),
            city: city.to_owned(),
            country: country.to_owned(),
        };
        let made = self.app().write(Actor::Operator, move |ctx| {
            let new = new.clone();
            Box::pin(async move {
                let id = vendors::create(ctx, &new).await?;
                vendors::approve(ctx, id).await?;
                Ok(id)
            })
        });
        made.await.unwrap()
    }

    /// A thing with these variants; with more than one, its option is `Glaze`.
    pub(super) async fn thing(
        &self,
        vendor: VendorId,
        category: CategoryId,
        name: &str,
        variants: Vec<VariantDraft>,
    ) -> ProductId {
        let options = if variants.len() > 1 { vec!["Glaze".to_owned()] } else { Vec::new() };
        let new = NewProduct {
            category,
            name: name.to_owned(),
            description: format!("The **{name}** is <b onclick=x>good</b> & plain. [x](javascript:alert(1))"),
            slug: Slug::from_name(name),
            handle: None,
            specs: vec![("Holds".to_owned(), "12 oz".to_owned())],
            tags: Vec::new(),
            details: ProductDetails::default(),
            status: ProductStatus::Active,
            options,
            variants,
        };
        let made = self.app().write(Actor::Operator, move |ctx| {
            let new = new.clone();
            Box::pin(async move { catalogue::create_product_in(ctx, vendor, &new).await })
        });
        // so that "newest first" has an order to keep
        self.market.clock.advance(jiff::SignedDuration::from_secs(60));
        made.await.unwrap()
    }

    pub(super) async fn picture(&self, vendor: VendorId, product: ProductId) {
        let new = NewImage { product, variants: Vec::new(), alt: "A mug, from the side".to_owned() };
        catalogue::add_image_file(self.app(), Actor::Operator, vendor, new, PICTURE).await.unwrap();
    }

    /// Somebody far away looks at an address.
    pub(super) async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, &[], [192, 0, 2, 7]).await
    }

    /// The same from the machine the market runs on.
    pub(super) async fn get_at_home(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, &[], [127, 0, 0, 1]).await
    }

    pub(super) async fn ask(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        peer: [u8; 4],
    ) -> Answer {
        let host = self.app().public_url().split_once("://").unwrap().1;
        let mut request = Request::builder().method(method).uri(path).header("host", host);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(Body::empty()).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from((peer, 4711))));
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

fn mug_variants() -> Vec<VariantDraft> {
    let glaze = |name: &str, price, stock| VariantDraft {
        options: vec![name.to_owned()],
        sku: Some(format!("MUG-{}", name.to_uppercase())),
        ..VariantDraft::new(price, stock)
    };
    vec![glaze("Lagoon", 2800, 20), glaze("Rust", 3200, 3), glaze("Ink", 3000, 0)]
}

impl Answer {
    pub(super) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    /// The page, after checking what holds for every page.
    pub(super) fn page(&self) -> String {
        let html = self.text();
        assert_eq!(self.status, 200, "{html}");
        assert_eq!(self.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(self.header("cache-control"), "private, no-cache");
        assert!(self.header("content-security-policy").contains("script-src 'self'"));
        html
    }

    /// The error page of a status, after checking that it has a way out and a reference, and tells nothing more.
    pub(super) fn error_page(&self, status: u16) -> String {
        let html = self.text();
        assert_eq!(self.status, status, "{html}");
        assert_eq!(self.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(self.header("cache-control"), "no-store");
        assert!(html.contains("href=\"/products\""), "no way out");
        assert!(html.contains(self.header("x-request-id")), "no reference");
        html
    }

    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The names on the cards, in their order.
    pub(super) fn cards(&self) -> Vec<String> {
        let html = self.text();
        let inside = |card: &str| {
            let (_, rest) = card.split_once("<h3><a href=\"/p/")?;
            rest.split_once('>')?.1.split_once('<').map(|(name, _)| name.to_owned())
        };
        html.split("<li class=\"card").skip(1).filter_map(inside).collect()
    }
}

/// The value of the first `name="…"` after `mark`.
pub(super) fn after<'h>(html: &'h str, mark: &str) -> &'h str {
    let rest = html.split_once(mark).unwrap_or_else(|| panic!("no {mark}")).1;
    rest.split_once('"').unwrap().0
}
