//! The shop's own files: style, script, icons. In the binary, named by their content, compressed once.
//!
//! `files/css/*.css` and the colours that stand in for pictures become one `shop.css` for shoppers and one `desk.css` for those who work
//! here; everything else in `files/` is served as it is.
//! A name carries the hash of the bytes, so a browser may keep it for ever.

use std::collections::HashMap;
use std::sync::LazyLock;

use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};
use souk_domain::hex::hex;

mod answer;
mod mounted;
mod pack;
#[cfg(test)]
mod tests;
pub(crate) mod tint;

pub(crate) use mounted::mounted;
pub use pack::Packed;

/// The shop's style sheet, in cascade order.
const SHOP_STYLE: &[&str] = &[
    "css/tokens.css",
    "css/base.css",
    "css/shop_layout.css",
    "css/parts.css",
    "css/frame.css",
    "css/browse.css",
    "css/buy.css",
    "css/gallery.css",
    "css/account.css",
    "css/utilities.css",
];

/// The style sheet of the faces where people work, in cascade order: the same tokens and parts, without what only shoppers see.
const DESK_STYLE: &[&str] = &[
    "css/tokens.css",
    "css/base.css",
    "css/parts.css",
    "css/frame.css",
    "css/buy.css",
    "css/account.css",
    "css/desk.css",
    "css/utilities.css",
];

/// Hex digits of the content hash in a file's name: 64 bits, far beyond an accidental clash of a dozen files.
const HASH_DIGITS: usize = 16;

#[derive(RustEmbed)]
#[folder = "src/assets/files"]
struct Files;

/// One file with its hashed name.
struct Asset {
    name: String,
    packed: Packed,
}

struct Assets {
    by_plain: HashMap<String, Asset>,
    plain_of: HashMap<String, String>,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(stock);

/// Compresses every file, so that the first visitor does not wait for it. Call once at start.
pub fn warm() {
    for asset in ASSETS.by_plain.values() {
        asset.packed.warm();
    }
}

/// The hashed address of a file: `shop.css` is at `/a/shop.<hash>.css`. An unknown name keeps its own address, which answers 404.
pub fn url(plain: &str) -> String {
    crate::routes::asset(ASSETS.by_plain.get(plain).map_or(plain, |asset| &asset.name))
}

/// Answers `/a/{file}` with the smallest coding the browser takes, or 404.
pub fn answer(file: &str, headers: &HeaderMap) -> Response {
    match ASSETS.plain_of.get(file).and_then(|plain| ASSETS.by_plain.get(plain)) {
        Some(asset) => answer::found(&asset.packed, headers),
        None => answer::empty(StatusCode::NOT_FOUND),
    }
}

/// Every file as (address, bytes): what a static copy of the shop needs.
pub fn all() -> Vec<(String, Vec<u8>)> {
    ASSETS
        .by_plain
        .values()
        .map(|asset| (crate::routes::asset(&asset.name), asset.packed.plain().to_vec()))
        .collect()
}

fn stock() -> Assets {
    let styles = [("shop.css", SHOP_STYLE), ("desk.css", DESK_STYLE)]
        .map(|(name, parts)| (name.to_owned(), style_of(parts)));
    let others = Files::iter()
        .filter(|name| !name.starts_with("css/"))
        .filter_map(|name| Files::get(&name).map(|file| (name.to_string(), file.data.to_vec())));
    let mut assets = Assets { by_plain: HashMap::new(), plain_of: HashMap::new() };
    for (plain, bytes) in others.chain(styles) {
        let name = hashed_name(&plain, &bytes);
        assets.plain_of.insert(name.clone(), plain.clone());
        let packed = Packed::new(content_type(&plain), bytes);
        assets.by_plain.insert(plain, Asset { name, packed });
    }
    assets
}

fn style_of(parts: &[&str]) -> Vec<u8> {
    let files = parts.iter().filter_map(|name| Files::get(name));
    let mut style: Vec<u8> = files.flat_map(|file| file.data.to_vec()).collect();
    style.extend(tint::style().into_bytes());
    style
}

fn hashed_name(plain: &str, bytes: &[u8]) -> String {
    let mut hash = hex(&Sha256::digest(bytes));
    hash.truncate(HASH_DIGITS);
    match plain.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}.{hash}.{ending}"),
        None => format!("{plain}.{hash}"),
    }
}

fn content_type(plain: &str) -> &'static str {
    match plain.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        // the only JSON here says what may be fetched ahead, and a browser takes it under this name alone
        Some("json") => "application/speculationrules+json",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

/// The inside of one symbol of a sprite, for a drawing that has to stand alone.
pub(crate) fn symbol(sprite: &str, id: &str) -> Option<&'static str> {
    let text = std::str::from_utf8(ASSETS.by_plain.get(sprite)?.packed.plain()).ok()?;
    let (_, rest) = text.split_once(&format!("<symbol id=\"{id}\""))?;
    let (_, rest) = rest.split_once('>')?;
    rest.split_once("</symbol>").map(|(inside, _)| inside)
}
