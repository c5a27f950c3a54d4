//! Drawings: the icon sprite, the glyphs of the categories, the marks of the vendors.

use crate::assets;

/// Backgrounds of sellers' signs: deep enough that the light letter reads at 4.5:1 or better.
const SIGN_COLOURS: &[&str] = &[
    "#1f4f52", "#7a4a24", "#2b2522", "#51407a", "#2f4a2c", "#7c2f2a", "#24405e", "#5b4a1c", "#6b2f52",
    "#31484f",
];
/// The letter on a sign.
const SIGN_INK: &str = "#f6ecd9";

/// Arches side by side over a shop.
const FRONT_ARCHES: u64 = 8;

/// How many plaster tints the style knows (`t1` to `t6`).
const TINTS: u64 = 6;

/// Words in a category's address, and the glyph that stands for them.
const GLYPHS: &[(&str, &str)] = &[
    ("kitchen", "cup"),
    ("table", "cup"),
    ("mug", "cup"),
    ("ceramic", "cup"),
    ("living", "lamp"),
    ("home", "lamp"),
    ("light", "lamp"),
    ("furniture", "lamp"),
    ("textile", "cloth"),
    ("bath", "soap"),
    ("beauty", "soap"),
    ("pantry", "jar"),
    ("food", "jar"),
    ("paper", "book"),
    ("book", "book"),
    ("note", "letter"),
    ("card", "letter"),
    ("desk", "book"),
    ("play", "blocks"),
    ("toy", "blocks"),
    ("plant", "plant"),
    ("garden", "plant"),
    ("jewel", "ring"),
    ("ring", "ring"),
    ("bike", "wheel"),
    ("bicycle", "wheel"),
    ("outdoor", "wheel"),
    ("apparel", "shirt"),
    ("cloth", "shirt"),
    ("wear", "shirt"),
    ("shirt", "shirt"),
];
/// For a category no word fits.
const ANY_GLYPH: &str = "parcel";

pub(crate) fn icon(name: &str) -> String {
    format!(
        "<svg class=\"icon\" aria-hidden=\"true\"><use href=\"{}#{name}\"/></svg>",
        assets::url("icons.svg")
    )
}

pub(crate) fn glyph(name: &str) -> String {
    format!(
        "<svg viewBox=\"0 0 80 80\" aria-hidden=\"true\"><use href=\"{}#{name}\"/></svg>",
        assets::url("glyphs.svg")
    )
}

/// A rounded square in a colour of the name's own, with its first letter.
pub(crate) fn mark(name: &str, size: &str) -> String {
    let letter = name.chars().find(|c| c.is_alphanumeric()).unwrap_or('S').to_uppercase();
    let colour = sign_colour(name);
    format!(
        "<svg class=\"mark {size}\" viewBox=\"0 0 40 40\" aria-hidden=\"true\"><rect width=\"40\" height=\"40\" fill=\"{colour}\"/>\
         <path d=\"M9 40V20a11 11 0 0 1 22 0v20\" fill=\"{SIGN_INK}\" fill-opacity=\".14\"/>\
         <text x=\"20\" y=\"27.5\" text-anchor=\"middle\" font-size=\"21\" fill=\"{SIGN_INK}\">{letter}</text></svg>"
    )
}

/// The front of a seller's shop: arches in the colour of their sign, more or fewer by the name.
pub(crate) fn front(name: &str) -> String {
    let (colour, seed) = (sign_colour(name), seed(name));
    let arches: String = (0..FRONT_ARCHES)
        .map(|place| {
            let (x, rise) = (place * 150 + 20, (seed >> (place * 5)) % 5 * 14);
            let (top, shade) = (164 - rise, 10 + (seed >> (place * 3)) % 4 * 6);
            format!(
                "<path d=\"M{x} 220V{top}a55 55 0 0 1 110 0v{down}z\" fill=\"{SIGN_INK}\" fill-opacity=\".{shade:02}\"/>",
                down = 220 - top
            )
        })
        .collect();
    format!(
        "<svg class=\"front-art\" viewBox=\"0 0 1220 220\" preserveAspectRatio=\"xMidYMax slice\" aria-hidden=\"true\">\
         <rect width=\"1220\" height=\"220\" fill=\"{colour}\"/>{arches}\
         <rect y=\"206\" width=\"1220\" height=\"14\" fill=\"{SIGN_INK}\" fill-opacity=\".18\"/></svg>"
    )
}

fn sign_colour(name: &str) -> &'static str {
    let count = SIGN_COLOURS.len() as u64;
    usize::try_from(seed(name) % count).ok().and_then(|i| SIGN_COLOURS.get(i)).unwrap_or(&"#1f4f52")
}

/// The glyph that suits a category's address: `cup` for `kitchen-table`, a parcel when none does.
pub fn glyph_for(slug: &str) -> &'static str {
    GLYPHS.iter().find(|(word, _)| slug.contains(word)).map_or(ANY_GLYPH, |(_, glyph)| glyph)
}

/// The tint class of a product: the same for the same name, `t1` to `t6`.
pub fn tint_for(name: &str) -> String {
    format!("t{}", seed(name) % TINTS + 1)
}

/// A number that is the same for the same name in every run (FNV-1a).
pub(crate) fn seed(name: &str) -> u64 {
    name.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
