//! From the market to its front page.

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use souk_http::{Access, Face, HttpState, Result, Route};
use souk_market::catalogue::description_html;
use souk_market::shop;
use souk_ui::common::{Common, common};
use souk_ui::page::browsed;
use souk_ui::request::{PageRequest, Setting};
use souk_ui::routes;
use souk_ui::{Card, Frame, drawn, words};

use super::{Home, HomePage, Story, Tile};
use crate::shared::cards::{begin_with, cards};
use crate::shared::makers::{makers, seller};

/// Products in the arches.
const FEATURED: usize = 3;
/// Products on the shelf of arrivals: two rows of four.
const ARRIVALS: usize = 8;
/// What is read of a story, and where its first sentence may end at the earliest.
const STORY_CHARS: usize = 240;
const SENTENCE_CHARS: usize = 40;

/// `GET /`.
pub(crate) fn mounted() -> Vec<Route> {
    vec![Route::new(Method::GET, routes::HOME, "home", Access::Anyone, show).face(Face::Page)]
}

async fn show(State(http): State<HttpState>, request: PageRequest) -> Result<Response> {
    let nobody = request.nobody();
    let look = async { Ok(page(&nobody, shop::home(http.app(), nobody.viewer()).await?)) };
    let home = common(&http, &request, routes::HOME, look).await?;
    Ok(browsed(home.answer()))
}

impl Common for HomePage {
    fn frame(&mut self) -> &mut Frame {
        &mut self.frame
    }
}

fn page(request: &PageRequest, found: shop::Home) -> HomePage {
    let setting = request.setting(found.layout);
    let (mut featured, arrivals) = arrange(cards(&setting, &found.newest));
    begin_with(&mut featured);
    for card in &mut featured {
        // on a phone the sign with the name has no room
        card.picture.alt.clone_from(&card.name);
    }
    let home = Home {
        sellers: number(found.vendor_count),
        things: number(found.products),
        featured,
        tiles: found
            .categories
            .into_iter()
            .filter(|category| category.products > 0)
            .map(|category| Tile {
                name: category.name,
                slug: category.slug,
                things: number(category.products),
            })
            .collect(),
        arrivals,
        best: cards(&setting, &found.best),
        on_sale: cards(&setting, &found.on_sale),
        story: found.story.and_then(|found| story(&setting, &found)),
        makers: makers(&found.vendors),
    };
    HomePage { frame: setting.frame, home }
}

/// A seller's words, beside the newest product of theirs that has a picture.
fn story(setting: &Setting, found: &shop::Story) -> Option<Story> {
    let words = first_sentence(&words::plain(&description_html(&found.vendor.story), STORY_CHARS));
    let picture = cards(setting, &found.newest)
        .into_iter()
        .find(|card| !drawn::is_drawn(&card.picture))
        .map(|card| card.picture.later().saying(card.name));
    picture.filter(|_| !words.is_empty()).map(|picture| Story {
        seller: seller(&found.vendor),
        things: number(found.products),
        words,
        picture,
    })
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
