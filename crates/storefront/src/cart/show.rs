//! Looking into the cart.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use souk_domain::ids::{ProductId, VariantId, VendorId};
use souk_domain::pricing::Destination;
use souk_domain::quantity::Quantity;
use souk_http::{Edge, Result};
use souk_market::cart::CartView;
use souk_market::catalogue::{self, MAX_VENDORS, ProductFilter};
use souk_market::orders::OrderView;
use souk_market::{Actor, Ctx};
use souk_ui::address::countries;
use souk_ui::page::fragment_or_page;
use souk_ui::request::{Guest, Setting};
use souk_ui::{Card, Tone};

use super::held::{self, Held};
use super::{Cart, CartPage, Notice, Undo, view};
use crate::catalogue::shelf;
use crate::orders::leading;

/// The parameters by which the page knows what was just taken out: nothing depends on them but the button that puts it back.
const REMOVED: &str = "removed";
const QUANTITY: &str = "quantity";
/// Other things below the cart: one row.
const MORE: usize = 4;

/// What was taken out of the cart a moment ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Removed {
    pub(super) variant: VariantId,
    pub(super) quantity: Quantity,
}

impl Removed {
    fn of(uri: &Uri) -> Option<Self> {
        let query = uri.query()?;
        let value = |name: &str| {
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
        };
        let quantity = value(QUANTITY)?.parse().ok().and_then(|number| Quantity::parse(number).ok())?;
        Some(Self { variant: value(REMOVED)?.parse().ok()?, quantity })
    }

    /// The address of the cart that offers to put it back.
    pub(super) fn href(self) -> String {
        let Self { variant, quantity } = self;
        format!("{}?{REMOVED}={variant}&{QUANTITY}={quantity}", souk_ui::routes::cart())
    }
}

/// `GET /cart`: by seller, with what changed, the bill, and how it would be delivered in the market's own country.
pub(super) async fn show(
    State(edge): State<Edge>,
    guest: Guest,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response> {
    answer(&edge, &guest, &headers, StatusCode::OK, Removed::of(&uri), None).await
}

enum Shown {
    Page(Box<CartPage>),
    Order(Box<OrderView>),
}

/// The cart's page, with a notice on top where something could not be done. A cart that became an order leads there.
pub(super) async fn answer(
    edge: &Edge,
    guest: &Guest,
    headers: &HeaderMap,
    status: StatusCode,
    removed: Option<Removed>,
    notice: Option<String>,
) -> Result<Response> {
    let asker = guest.clone();
    let shown = edge
        .app()
        .read(Actor::Guest, move |ctx| {
            let (guest, notice) = (asker.clone(), notice.clone());
            Box::pin(async move { look(ctx, &guest, removed, notice).await })
        })
        .await?;
    match shown {
        Shown::Page(page) => Ok(fragment_or_page(status, headers, &*page)),
        Shown::Order(order) => Ok(leading::lead_to(edge, headers, &order)),
    }
}

async fn look(
    ctx: &Ctx<'_>,
    guest: &Guest,
    removed: Option<Removed>,
    notice: Option<String>,
) -> souk_market::Result<Shown> {
    let setting = guest.setting(ctx).await?;
    let somewhere =
        Destination { country: setting.country.clone(), region: None, postal_code: String::new() };
    let mut cart = match held::find(ctx, guest.cart, Some(somewhere)).await? {
        Held::Order(order) => return Ok(Shown::Order(order)),
        Held::Nothing => view::empty(),
        Held::Cart(found) => {
            let mut cart = view::filled(ctx, &found).await?;
            cart.more = more(ctx, &setting, &found).await?;
            cart
        }
    };
    cart.ships_to = countries::name_of(&setting.country);
    cart.undo = match removed {
        Some(removed) => undo(ctx, &cart, removed).await?,
        None => None,
    };
    cart.notices.splice(0..0, notice.map(|words| Notice { tone: Tone::Bad, words }));
    Ok(Shown::Page(Box::new(CartPage { frame: setting.frame, cart })))
}

/// What else the sellers of the cart have: they send it along.
async fn more(ctx: &Ctx<'_>, setting: &Setting, view: &CartView) -> souk_market::Result<Vec<Card>> {
    let sellers: Vec<VendorId> = view::sellers_of(view).into_iter().take(MAX_VENDORS).collect();
    if sellers.is_empty() {
        return Ok(Vec::new());
    }
    let held: Vec<ProductId> = view.lines.iter().map(|line| line.purchasable.product).collect();
    let filter = ProductFilter { vendors: sellers, in_stock_only: true, ..ProductFilter::default() };
    shelf::others(ctx, setting, filter, &held, MORE).await
}

/// The button that puts a thing back, unless it is back already or cannot be had.
async fn undo(ctx: &Ctx<'_>, cart: &Cart, removed: Removed) -> souk_market::Result<Option<Undo>> {
    let variant = removed.variant.to_string();
    if cart.groups.iter().flat_map(|group| &group.lines).any(|line| line.variant == variant) {
        return Ok(None);
    }
    let found = catalogue::purchasable_variants(ctx, &[removed.variant]).await?.pop();
    Ok(found.filter(|thing| thing.for_sale && !thing.sold).map(|thing| Undo {
        name: thing.name,
        variant,
        quantity: removed.quantity.get(),
    }))
}
