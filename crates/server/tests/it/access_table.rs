//! Who may call what: one table of every operation of the API and every page, held against what each answers to everybody.
//!
//! Which permission an operation asks for within the staff or a vendor is held by the tests of those: `api/tests/it/access.rs` and
//! `market/tests/it/vendor_roles.rs`.

use std::{fmt::Write as _, net::SocketAddr};

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{Request, Response, StatusCode, header},
};
use souk_domain::{
    account::{Department, Role},
    ids::AccountId,
    vendor::MemberRole,
};
use souk_http::{Access, Face, HttpState, Route, Settings, router};
use souk_market::{
    Actor,
    access::{self, Scope},
    accounts::{self, NewStaff},
};
use souk_testkit::Market;
use tower::ServiceExt as _;

/// Where the table is read.
const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/access.md");

fn routes() -> Vec<Route> {
    [
        souk_api::routes(),
        souk_storefront::page_routes(),
        souk_vendor::page_routes(),
        souk_backoffice::page_routes(),
    ]
    .concat()
}

#[test]
#[allow(
    clippy::disallowed_methods,
    reason = "how a developer asks for the file; nothing of the shop reads it"
)]
fn the_table_lists_every_operation_and_every_page() {
    let mut table = "# Who may call what\n\nEvery operation of the API and every page, by its name. Within the staff and a vendor each asks for a permission \
                     besides.\n\n| name | method | address | who |\n|---|---|---|---|\n"
        .to_owned();
    let mut routes = routes();
    routes.sort_by_key(|route| (route.path, route.method.to_string()));
    for Route { name, method, path, access, .. } in routes {
        writeln!(table, "| `{name}` | {method} | `{path}` | {} |", access.as_str()).unwrap();
    }
    if std::env::var("SOUK_WRITE_DOCS").is_ok() {
        std::fs::write(TABLE, &table).unwrap();
    }
    let written = std::fs::read_to_string(TABLE).unwrap_or_default();
    assert!(written == table, "docs/access.md is not the table of routes: write it anew");
}

/// Somebody who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    Nobody,
    Buyer,
    Owner,
    Reader,
    Chief,
    VendorKey,
    StaffKey,
}

use Who::{Buyer, Chief, Nobody, Owner, Reader, StaffKey, VendorKey};

const EVERYBODY: [Who; 7] = [Nobody, Buyer, Owner, Reader, Chief, VendorKey, StaffKey];

struct Scene {
    market: Market,
    router: Router,
    buyer: AccountId,
    owner: AccountId,
    reader: AccountId,
    chief: AccountId,
    vendor_key: String,
    staff_key: String,
}

impl Scene {
    async fn open() -> Self {
        let market = Market::open().await;
        let vendor = market.vendor("Loom").await;
        let buyer = market.person("Ida").await.0;
        let owner = market.worker("Maya", vendor, MemberRole::Owner).await.0;
        let (reader, chief) = (market.person("Lou").await.0, market.person("Mara").await.0);
        for (name, role) in [("lou", Role::User), ("mara", Role::SuperAdmin)] {
            let email = format!("{name}@people.example");
            let new = NewStaff { email, role, department: Department::All };
            accounts::enrol_staff(&market.app, new).await.unwrap();
        }
        let key = async |scope| {
            let made = access::create_api_key(&market.app, Actor::Operator, scope, "key".to_owned());
            made.await.unwrap().1.reveal()
        };
        let (vendor_key, staff_key) = (key(Scope::Vendor(vendor)).await, key(Scope::Staff).await);
        let http = HttpState::new(market.app.clone(), Settings::default(), None);
        let router = router(&http, routes());
        Self { router, buyer, owner, reader, chief, vendor_key, staff_key, market }
    }

    /// A session of its own for each call: some of them end it.
    async fn secret(&self, who: Who) -> Option<String> {
        let account = match who {
            Nobody => return None,
            VendorKey => return Some(self.vendor_key.clone()),
            StaffKey => return Some(self.staff_key.clone()),
            Buyer => self.buyer,
            Owner => self.owner,
            Reader => self.reader,
            Chief => self.chief,
        };
        let entered =
            accounts::sign_in_registered(&self.market.app, account, None, "a test".to_owned(), None);
        Some(entered.await.unwrap().token.reveal().clone())
    }

    async fn call(&self, route: &Route, who: Who) -> Response<Body> {
        let parts = route.path.split('/');
        let path: Vec<&str> = parts.map(|part| if part.starts_with('{') { "none" } else { part }).collect();
        let mut request = Request::builder()
            .method(&route.method)
            .uri(path.join("/"))
            .header(header::HOST, "localhost")
            .header(header::CONTENT_TYPE, "text/plain");
        if let Some(secret) = self.secret(who).await {
            request = match route.face {
                Face::Api => request.header(header::AUTHORIZATION, format!("Bearer {secret}")),
                _ => request.header(header::COOKIE, format!("souk_dev_session={secret}")),
            };
        }
        let mut request = request.body(Body::empty()).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 4711))));
        self.router.clone().oneshot(request).await.unwrap()
    }
}

/// What the edge says to somebody.
#[derive(Debug, PartialEq, Eq)]
enum Said {
    /// Sign in first.
    WhoAreYou,
    /// You are known, and may not.
    No,
    /// Go on.
    In,
}

fn said(route: &Route, answer: &Response<Body>) -> Said {
    let leads_to = answer.headers().get(header::LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default();
    match answer.status() {
        StatusCode::UNAUTHORIZED => Said::WhoAreYou,
        StatusCode::SEE_OTHER if leads_to.starts_with("/login?next=") || leads_to == "/login" => {
            Said::WhoAreYou
        }
        // a form without its token is refused like that, once its sender was let in
        StatusCode::FORBIDDEN if route.face == Face::Page && route.method != "GET" => Said::In,
        StatusCode::FORBIDDEN => Said::No,
        _ => Said::In,
    }
}

/// What the table says of somebody; `None`: it is asked further in.
#[expect(clippy::match_same_arms, reason = "each line is a rule of its own, and the first that fits counts")]
fn expected(route: &Route, who: Who) -> Option<Said> {
    let is_key = matches!(who, VendorKey | StaffKey);
    Some(match (route.access, who) {
        // a cookie holds no key
        (Access::Account | Access::Vendor | Access::Staff, VendorKey | StaffKey)
            if route.face != Face::Api =>
        {
            Said::WhoAreYou
        }
        (Access::Account | Access::Vendor | Access::Staff, Nobody) => Said::WhoAreYou,
        (Access::Account, _) if is_key => Said::WhoAreYou,
        (Access::Account, _) if route.path.starts_with("/vendor") => return None,
        (Access::Account, _) => Said::In,
        (Access::Vendor, Owner) => Said::In,
        (Access::Vendor, VendorKey) => return None,
        (Access::Vendor, _) => Said::No,
        (Access::Staff, Chief | StaffKey) => Said::In,
        (Access::Staff, Reader) => return None,
        // of a page's form the token is asked after who sends it
        (Access::Staff, _) if route.face == Face::Page && route.method != "GET" => return None,
        (Access::Staff, _) => Said::No,
        _ => return None,
    })
}

#[tokio::test]
async fn everybody_is_answered_as_the_table_says() {
    let scene = Scene::open().await;
    let mut wrong = Vec::new();
    let mut asked = 0;
    for route in routes() {
        for who in EVERYBODY {
            let Some(expected) = expected(&route, who) else { continue };
            asked += 1;
            let answer = scene.call(&route, who).await;
            let said = said(&route, &answer);
            if said != expected {
                wrong.push(format!(
                    "{} as {who:?}: {said:?} ({}), not {expected:?}",
                    route.name,
                    answer.status()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {asked}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(asked > 1_000, "{asked}");
    scene.market.close().await;
}
