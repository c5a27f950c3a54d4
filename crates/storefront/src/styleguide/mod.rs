//! Every component in all its states, for whoever builds on them: light, dark, and from right to left.

use axum::extract::State;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use souk_http::{Access, Client, Face, HttpState, Result, Route};
use souk_ui::prelude::*;
use souk_ui::request::{PageRequest, Setting, demo_only, setting};
use souk_ui::samples;
use souk_ui::{Availability, FormError, drawn, page};

use crate::cart::CartPage;
use crate::catalogue::{OptionGroup, ProductPage};
use crate::home::HomePage;
use crate::orders::{OrderPage, Parcel};
use crate::shared::makers::MakerCard;

/// The page.
#[derive(Clone, Debug, Template)]
#[template(path = "styleguide/styleguide.html")]
pub struct StyleguidePage {
    pub frame: Frame,
    specimens: Vec<Specimen>,
    parts: Parts,
}

/// The same components once more, under another light or direction.
#[derive(Clone, Debug)]
struct Specimen {
    /// Stands before every id.
    id: &'static str,
    title: &'static str,
    theme: &'static str,
    dir: &'static str,
}

/// What is shown, taken from the samples of the pages.
#[derive(Clone, Debug)]
struct Parts {
    cards: Vec<Card>,
    makers: Vec<MakerCard>,
    options: Vec<OptionGroup>,
    parcels: Vec<Parcel>,
    bill: Bill,
    errors: Vec<FormError>,
}

impl StyleguidePage {
    /// The page in its frame.
    pub fn of(frame: Frame) -> Self {
        let specimen = |id, title, theme, dir| Specimen { id, title, theme, dir };
        Self {
            frame,
            specimens: vec![
                specimen("light", "guide-light", "light", "ltr"),
                specimen("dark", "guide-dark", "dark", "ltr"),
                specimen("rtl", "guide-rtl", "light", "rtl"),
            ],
            parts: parts(),
        }
    }

    pub(crate) fn sample() -> Self {
        Self::of(samples::frame(routes::styleguide()))
    }
}

fn parts() -> Parts {
    let product = ProductPage::sample().product;
    let mut options = product.options;
    // a glaze by its dot, as where there is no picture of it
    options.iter_mut().flat_map(|group| &mut group.values).for_each(|value| value.picture = None);
    let cards = samples::cards().into_iter().zip([
        Availability::InStock,
        Availability::Backorder,
        Availability::OnHold,
        Availability::SoldOut,
    ]);
    let bill = CartPage::sample().cart.bill.unwrap_or_else(|| OrderPage::sample().order.bill);
    Parts {
        cards: cards.map(|(card, availability)| drawn_card(card, availability)).collect(),
        makers: HomePage::sample().home.makers.into_iter().take(2).map(drawn_maker).collect(),
        options,
        parcels: OrderPage::sample().order.parcels.into_iter().take(1).collect(),
        bill,
        errors: vec![FormError { field: String::new(), words: souk_ui::texts::say("email-malformed", &[]) }],
    }
}

/// The samples' photographs are no files of this shop.
fn drawn_card(card: Card, availability: Availability) -> Card {
    Card { picture: drawn::picture(&card.name, "kitchen-table"), second: None, availability, ..card }
}

fn drawn_maker(maker: MakerCard) -> MakerCard {
    let pictures = ["kitchen", "living", "textiles"].map(|category| drawn::picture(category, category));
    MakerCard { pictures: pictures.into(), ..maker }
}

/// `GET /_styleguide`: where the demo's mailbox can be read, and nowhere else.
pub(crate) fn mounted() -> Vec<Route> {
    let route = Route::new(Method::GET, routes::STYLEGUIDE, "styleguide", Access::Anyone, show);
    vec![route.face(Face::Page)]
}

async fn show(State(http): State<HttpState>, client: Client, request: PageRequest) -> Result<Response> {
    demo_only(&http, client)?;
    let Setting { frame, .. } = setting(&http, &request).await?;
    Ok(page(StatusCode::OK, &StyleguidePage::of(frame)))
}
