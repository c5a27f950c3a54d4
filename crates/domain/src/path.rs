//! Where what the shop shows stands, for rules that must know it without a face: what moved is led on from there.
//!
//! Patterns are in the router's syntax. Paths made here are not encoded: they are keys, not addresses.

/// One category's listing.
pub const CATEGORY: &str = "/c/{slug}";
/// One product.
pub const PRODUCT: &str = "/p/{slug}";
/// One vendor and what they sell.
pub const VENDOR: &str = "/s/{slug}";
/// A picture of the catalogue, by its file's name.
pub const MEDIA: &str = "/media/{file}";
/// A product, where the usual shop software has it.
pub const OLD_PRODUCT: &str = "/products/{handle}";
/// A category, where the usual shop software has it.
pub const OLD_CATEGORY: &str = "/collections/{handle}";
/// A product below a category, where the usual shop software has it too.
pub const OLD_PRODUCT_IN_CATEGORY: &str = "/collections/{handle}/products/{product}";

/// Characters of a path that may be led on: what an index of every database holds whole.
pub const MAX_PATH_CHARS: usize = 500;

/// A pattern of one hole with its word put in.
pub fn filled(pattern: &str, word: &str) -> String {
    match (pattern.split_once('{'), pattern.split_once('}')) {
        (Some((before, _)), Some((_, after))) => format!("{before}{word}{after}"),
        _ => pattern.to_owned(),
    }
}

/// The word that was put into a pattern of one hole; `None`: the path is of another pattern.
pub fn word_of<'p>(pattern: &str, path: &'p str) -> Option<&'p str> {
    let (before, _) = pattern.split_once('{')?;
    let (_, after) = pattern.split_once('}')?;
    path.strip_prefix(before)?.strip_suffix(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_filled_with_its_word() {
        assert_eq!(filled(PRODUCT, "mug"), "/p/mug");
        assert_eq!(filled(OLD_PRODUCT, "茶碗"), "/products/茶碗");
        assert_eq!(word_of(OLD_PRODUCT, "/products/茶碗"), Some("茶碗"));
        assert_eq!(word_of(PRODUCT, "/products/茶碗"), None);
        assert_eq!(filled("/products", "x"), "/products");
    }
}
