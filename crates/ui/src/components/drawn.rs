//! The picture of a product that has none: a plaster arch with the glyph of its category.
//!
//! It is a file like any other picture (`/media/drawn-<seed>-<glyph>.svg`), so pages need no second way to show one.

use super::icons::{glyph_for, seed};
use crate::{Picture, assets, routes};

/// Ground, wall and arch of each of the six tints.
const PLASTER: &[[&str; 3]] = &[
    ["#ecdccd", "#e3cfbc", "#f5ebe0"],
    ["#d9e3d6", "#cbd8c7", "#e8efe5"],
    ["#d5e1e6", "#c5d4db", "#e5eef1"],
    ["#f0e3c3", "#e6d5ab", "#f8f0dc"],
    ["#efd8cd", "#e6c9bb", "#f7e8e0"],
    ["#e0d6dc", "#d3c6ce", "#ece5ea"],
];

/// Width and height of every drawn picture, in pixels.
const SIDE: u32 = 640;

/// The picture of a product without one; `name` decides the tint, `category` (a slug) the glyph.
pub fn picture(name: &str, category: &str) -> Picture {
    let tint = seed(name) % PLASTER.len() as u64;
    let src = routes::media(&format!("drawn-{tint}-{}.svg", glyph_for(category)));
    Picture::plain(src, (SIDE, SIDE), "")
}

/// Whether a picture is one of these drawings.
pub fn is_drawn(picture: &Picture) -> bool {
    picture.src.starts_with(&routes::media("drawn-"))
}

/// The drawing behind a media file's name, or nothing when the name is no drawing's.
pub fn answer(file: &str) -> Option<String> {
    let (tint, glyph) = file.strip_prefix("drawn-")?.strip_suffix(".svg")?.split_once('-')?;
    let [ground, floor, arch] = PLASTER.get(tint.parse::<usize>().ok()?)?;
    let glyph = assets::symbol("glyphs.svg", glyph)?;
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 160 160\" width=\"{SIDE}\" height=\"{SIDE}\">\
         <rect width=\"160\" height=\"160\" fill=\"{ground}\"/><rect y=\"118\" width=\"160\" height=\"42\" fill=\"{floor}\"/>\
         <path d=\"M38 118V74a42 42 0 0 1 84 0v44z\" fill=\"{arch}\"/>\
         <svg x=\"46\" y=\"56\" width=\"68\" height=\"68\" viewBox=\"0 0 80 80\">{glyph}</svg></svg>"
    ))
}
