//! From the market to its front page.

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use souk_http::{Access, Edge, Face, Result, Route};
use souk_market::Ctx;
use souk_market::catalogue::{self, ProductFilter, description_html};
use souk_market::orders;
use souk_market::vendors::{self, Vendor, VendorStatus};
use souk_ui::common::{Common, common};
use souk_ui::page::browsed;
use souk_ui::request::{Guest, Setting};
use souk_ui::routes;
use souk_ui::{Card, Frame, Seller, drawn, words};

use super::{Home, HomePage, Story, Tile};
use crate::catalogue::{place_of, shelf};
use crate::vendors::makers;

/// Newest things looked at, so that one busy seller does not fill the front page.
const LOOKED_AT: u32 = 32;
/// Things in the arches.
const FEATURED: usize = 3;
/// Things on the shelf of arrivals: two rows of four.
const ARRIVALS: usize = 8;
/// Sellers shown: one row.
const MAKERS: u32 = 4;
/// Things in a row of best sellers or of what is on sale.
const ROW: usize = 4;
/// What is read of a story, and where its first sentence may end at the earliest.
const STORY_CHARS: usize = 240;
const SENTENCE_CHARS: usize = 40;

/// `GET /`.
pub(crate) fn mounted() -> Vec<Route> {
    vec![Route::new(Method::GET, routes::HOME, "home", Access::Anyone, show).face(Face::Page)]
}

async fn show(State(edge): State<Edge>, guest: Guest) -> Result<Response> {
    let nobody = guest.nobody();
    let home = common(&edge, &guest, routes::HOME, move |ctx| {
        let guest = nobody.clone();
        Box::pin(async move { look(ctx, &guest).await })
    })
    .await?;
    Ok(browsed(home.answer()))
}

impl Common for HomePage {
    fn frame(&mut self) -> &mut Frame {
        &mut self.frame
    }
}

async fn look(ctx: &Ctx<'_>, guest: &Guest) -> souk_market::Result<HomePage> {
    let setting = guest.setting(ctx).await?;
    let newest = ProductFilter { limit: LOOKED_AT, ..ProductFilter::default() };
    let tiles = catalogue::category_facets(ctx, &newest).await?;
    let found = catalogue::list_products(ctx, &newest).await?;
    let things = found.total.unwrap_or(catalogue::MAX_COUNTED);
    let (mut featured, arrivals) = arrange(shelf::cards(ctx, &setting, &found.items).await?);
    shelf::begin_with(&mut featured);
    for card in &mut featured {
        // on a phone the sign with the name has no room
        card.picture.alt.clone_from(&card.name);
    }
    let sellers = vendors::list(ctx, VendorStatus::Active, None, MAKERS).await?;
    let sale = ProductFilter { on_sale_only: true, in_stock_only: true, ..newest.clone() };
    let home = Home {
        sellers: number(vendors::count_open(ctx).await?),
        things: number(things),
        featured,
        tiles: tiles
            .into_iter()
            .filter(|category| category.products > 0)
            .map(|category| Tile {
                name: category.name,
                slug: category.slug,
                things: number(category.products),
            })
            .collect(),
        arrivals,
        best: shelf_of_best(ctx, &setting).await?,
        on_sale: enough(shelf::others(ctx, &setting, sale, &[], ROW).await?),
        story: story(ctx, &setting, &sellers.items).await?,
        makers: makers(ctx, &setting, &sellers.items).await?,
    };
    Ok(HomePage { frame: setting.frame, home })
}

/// A row that is not full looks like a mistake.
fn enough(cards: Vec<Card>) -> Vec<Card> {
    if cards.len() < ROW { Vec::new() } else { cards }
}

/// What was bought most and can still be had.
async fn shelf_of_best(ctx: &Ctx<'_>, setting: &Setting) -> souk_market::Result<Vec<Card>> {
    let ids = orders::list_best_sellers(ctx, LOOKED_AT).await?;
    let mut found = catalogue::find_cards(ctx, &ids).await?;
    found.retain(|product| product.in_stock);
    found.sort_by_key(|product| ids.iter().position(|id| *id == product.id));
    found.truncate(ROW);
    Ok(enough(shelf::cards(ctx, setting, &found).await?))
}

/// The seller who tells most, beside the newest thing of theirs that has a picture.
async fn story(ctx: &Ctx<'_>, setting: &Setting, sellers: &[Vendor]) -> souk_market::Result<Option<Story>> {
    let Some(seller) = sellers.iter().max_by_key(|seller| seller.story.len()) else { return Ok(None) };
    let words = first_sentence(&words::plain(&description_html(&seller.story), STORY_CHARS));
    let theirs = catalogue::newest_of_vendor(ctx, seller.id, LOOKED_AT).await?;
    let things = number(catalogue::count_of_vendor(ctx, seller.id).await?);
    let cards = shelf::cards(ctx, setting, &theirs).await?;
    let picture = cards
        .into_iter()
        .find(|card| !drawn::is_drawn(&card.picture))
        .map(|card| card.picture.later().saying(card.name));
    Ok(picture.filter(|_| !words.is_empty()).map(|picture| Story {
        seller: Seller {
            name: seller.name.clone(),
            slug: seller.slug.clone(),
            place: place_of(&seller.city, &seller.country, setting),
        },
        things,
        words,
        picture,
    }))
}

/// Up to the end of the first sentence; a story is told on the seller's own page.
fn first_sentence(words: &str) -> String {
    let end = words.match_indices(". ").map(|(at, _)| at + 1).find(|end| *end >= SENTENCE_CHARS);
    words.get(..end.unwrap_or(words.len())).unwrap_or(words).to_owned()
}

/// What stands in the arches, and what on the shelf below, of as many sellers as there are. The arches show what can be
/// had now and travels: a picture of a gift note draws nobody in.
fn arrange(newest: Vec<Card>) -> (Vec<Card>, Vec<Card>) {
    let mut featured = Vec::new();
    let mut rest = Vec::new();
    for card in spread(newest) {
        let fits = featured.len() < FEATURED && card.arrives.is_some() && !drawn::is_drawn(&card.picture);
        if fits { featured.push(card) } else { rest.push(card) }
    }
    if featured.len() < FEATURED {
        // too few for the arches: then all of them stand on the shelf
        featured.append(&mut rest);
        std::mem::swap(&mut featured, &mut rest);
    }
    rest.truncate(ARRIVALS);
    (featured, rest)
}

/// Every seller's newest first, then every seller's second, and so on.
fn spread(newest: Vec<Card>) -> Vec<Card> {
    let mut ranked: Vec<(usize, Card)> = Vec::with_capacity(newest.len());
    for card in newest {
        let rank = ranked.iter().filter(|(_, other)| other.seller == card.seller).count();
        ranked.push((rank, card));
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, card)| card).collect()
}

fn number(counted: i64) -> u32 {
    u32::try_from(counted).unwrap_or(u32::MAX)
}
