//! Pages that show everyone the same: made and drawn once, then handed to each visitor with what is theirs written in.

use std::sync::Arc;

use askama::Template;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use jiff::Timestamp;
use souk_domain::hex::hex;
use souk_http::HttpState;
use souk_market::{Cacheable, Error, shop};

use crate::Frame;
use crate::frame::Own;
use crate::page::{self, Blocks};
use crate::request::PageRequest;

/// A page whose content is the same for everyone who has orders sent to one country; only its frame belongs to the one who looks.
pub trait Common: Template + Clone + Send + Sync + 'static {
    fn frame(&mut self) -> &mut Frame;

    /// When it becomes untrue by time alone; `None`: by a change only.
    fn good_until(&self) -> Option<Timestamp> {
        None
    }
}

/// A page for everyone, and the one who looks at it.
pub struct Shared<P> {
    kept: Arc<Kept<P>>,
    frame: Frame,
}

struct Kept<P> {
    page: P,
    /// Nobody's.
    frame: Frame,
    /// The page's text, cut where something of one visitor goes.
    pieces: Vec<(String, Option<Own>)>,
    text_bytes: usize,
}

/// Room for a visitor's own parts, about: the menu of an account is the longest.
const OWN_BYTES: usize = 2 * 1024;
/// Random bytes of a mark: nobody guesses it, so that no seller can write one.
const MARK_BYTES: usize = 16;

impl<P: Common> Cacheable for Kept<P> {
    fn bytes(&self) -> usize {
        // what a page shows takes about as much as the text that shows it
        2 * self.text_bytes
    }

    fn good_until(&self) -> Option<Timestamp> {
        self.page.good_until()
    }
}

/// The page at `address`, with everything in it that changes the page. It is made once for all guests, by `look` for
/// [`PageRequest::nobody`], until something that is shown changes or the day does, since pages tell when a parcel would come.
/// Errors: those of `look`.
pub async fn common<P: Common>(
    http: &HttpState,
    request: &PageRequest,
    address: &str,
    look: impl Future<Output = souk_market::Result<P>> + Send,
) -> souk_http::Result<Shared<P>> {
    let app = http.app();
    let country = request.country.as_deref().unwrap_or_default();
    let key = format!("{} {country} {address}", app.now().strftime("%F"));
    let make = async { Kept::draw(look.await?, app.random_bytes()) };
    let kept = app.shown(&key, make).await?;
    let mut frame = Frame {
        csrf: request.csrf.clone(),
        account: request.signed.as_ref().map(|session| session.name.clone()),
        ..kept.frame.clone()
    };
    if let Some(key) = request.cart {
        let pieces = shop::cart_pieces(app, key).await?;
        frame.cart_count = u32::try_from(pieces).unwrap_or_default();
    }
    Ok(Shared { kept, frame })
}

impl<P: Common> Shared<P> {
    /// What everyone is shown.
    pub fn page(&self) -> &P {
        &self.kept.page
    }

    /// The page as this visitor's alone, to change something more of it.
    pub fn into_own(self) -> P {
        let mut page = self.kept.page.clone();
        *page.frame() = self.frame;
        page
    }

    /// The whole page.
    pub fn answer(&self) -> Response {
        page::answer(StatusCode::OK, self.kept.for_one(&self.frame))
    }
}

impl<P: Common + Blocks> Shared<P> {
    /// The block the script asks for, or the whole page.
    pub fn fragment_or_page(self, asked: &HeaderMap) -> Response {
        if page::asked_block(asked).is_some() {
            return page::fragment_or_page(StatusCode::OK, asked, &self.into_own());
        }
        page::in_parts(self.answer())
    }
}

impl<P: Common> Kept<P> {
    fn draw(mut page: P, mark: [u8; MARK_BYTES]) -> souk_market::Result<Self> {
        let mark = hex(&mark);
        let frame = page.frame().clone();
        page.frame().marked(mark.clone());
        let drawn = page.render().and_then(|text| Ok((cut(&text, &mark)?, text.len())));
        let (pieces, text_bytes) =
            drawn.map_err(|error| Error::broken(format!("a page could not be drawn: {error}")))?;
        page.frame().clone_from(&frame);
        Ok(Self { page, frame, pieces, text_bytes })
    }

    fn for_one(&self, frame: &Frame) -> askama::Result<String> {
        let mut text = String::with_capacity(self.text_bytes + OWN_BYTES);
        for (before, own) in &self.pieces {
            text.push_str(before);
            if let Some(own) = own {
                text.push_str(&frame.own(*own)?);
            }
        }
        Ok(text)
    }
}

/// Cuts a text at its marks.
fn cut(text: &str, mark: &str) -> askama::Result<Vec<(String, Option<Own>)>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(mark) {
        let own =
            Own::ALL.into_iter().find(|own| after.starts_with(own.letter())).ok_or(askama::Error::Fmt)?;
        pieces.push((before.to_owned(), Some(own)));
        rest = &after[own.letter().len_utf8()..];
    }
    pieces.push((rest.to_owned(), None));
    Ok(pieces)
}
