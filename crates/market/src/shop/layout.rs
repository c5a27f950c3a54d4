use souk_db::BoxFuture;
use souk_domain::ids::CartKey;

use crate::{
    Actor, App, Ctx, Result, cart, catalogue,
    settings::{self, Market},
};

/// Categories in the header: more would not fit a line.
const MAX_TOP: u32 = 10;
/// Categories below them, over all: more is no menu.
const MAX_BELOW: u32 = 80;

/// Who looks at a page, as far as it changes what is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Viewer {
    /// The key of the cart that the browser holds. The cart itself may be gone.
    pub cart: Option<CartKey>,
    /// Where things should be sent, when the visitor said so: ISO 3166-1 alpha-2, capital letters.
    pub country: Option<String>,
}

/// What stands around every page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    pub market: Market,
    /// Where things are sent: what the visitor said, or the market's own country.
    pub country: String,
    /// Top categories, in the order of the market.
    pub menu: Vec<MenuCategory>,
    /// Whether anything that is shown is on sale.
    pub has_sale: bool,
    /// Pieces in the visitor's cart.
    pub cart_pieces: i64,
}

/// A category of the header, with those right below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuCategory {
    pub name: String,
    pub slug: String,
    pub below: Vec<MenuEntry>,
}

/// A category below one of the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuEntry {
    pub name: String,
    pub slug: String,
}

/// What stands around a page that shows nothing else from the database.
pub fn layout(app: &App, viewer: Viewer) -> BoxFuture<'static, Result<Layout>> {
    app.read_with(Actor::Guest, viewer, |ctx, viewer| Box::pin(load(ctx, viewer)))
}

/// The same within the read of a page's own data.
pub(super) async fn load(ctx: &Ctx<'_>, viewer: &Viewer) -> Result<Layout> {
    let market = settings::load(ctx).await?;
    let cart_pieces = match viewer.cart {
        Some(key) => cart::count_pieces(ctx, key).await?,
        None => 0,
    };
    Ok(Layout {
        country: viewer.country.clone().unwrap_or_else(|| market.country.clone()),
        market,
        menu: menu(ctx).await?,
        has_sale: catalogue::anything_on_sale(ctx).await?,
        cart_pieces,
    })
}

async fn menu(ctx: &Ctx<'_>) -> Result<Vec<MenuCategory>> {
    let below = catalogue::second_categories(ctx, MAX_BELOW).await?;
    let entries = |top: &catalogue::Category| {
        let own = below.iter().filter(|entry| entry.parent == Some(top.id));
        own.map(|entry| MenuEntry { name: entry.name.clone(), slug: entry.slug.clone() }).collect()
    };
    let top = catalogue::top_categories(ctx, MAX_TOP).await?;
    Ok(top
        .into_iter()
        .map(|top| MenuCategory { below: entries(&top), name: top.name, slug: top.slug })
        .collect())
}

/// Pieces in the cart of a key; 0 when there is none.
pub fn cart_pieces(app: &App, key: CartKey) -> BoxFuture<'static, Result<i64>> {
    app.read_with(Actor::Guest, key, |ctx, key| Box::pin(cart::count_pieces(ctx, *key)))
}
