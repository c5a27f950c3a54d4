//! Colours by their names: which dot stands beside a value such as "Moss green".

/// A word in the name of a value, and the class of the dot. The first that fits wins, so what is said more closely stands first.
const WORDS: &[(&str, &str)] = &[
    ("terracotta", "sw-rust"),
    ("rust", "sw-rust"),
    ("brick", "sw-rust"),
    ("copper", "sw-copper"),
    ("brass", "sw-gold"),
    ("gold", "sw-gold"),
    ("silver", "sw-silver"),
    ("steel", "sw-silver"),
    ("charcoal", "sw-charcoal"),
    ("graphite", "sw-charcoal"),
    ("ink", "sw-ink"),
    ("black", "sw-ink"),
    ("white", "sw-white"),
    ("chalk", "sw-white"),
    ("cream", "sw-cream"),
    ("ivory", "sw-cream"),
    ("oat", "sw-cream"),
    ("linen", "sw-cream"),
    ("sand", "sw-sand"),
    ("beige", "sw-sand"),
    ("natural", "sw-sand"),
    ("grey", "sw-grey"),
    ("gray", "sw-grey"),
    ("stone", "sw-grey"),
    ("lagoon", "sw-teal"),
    ("teal", "sw-teal"),
    ("turquoise", "sw-teal"),
    ("moss", "sw-moss"),
    ("olive", "sw-moss"),
    ("sage", "sw-sage"),
    ("green", "sw-green"),
    ("forest", "sw-green"),
    ("navy", "sw-navy"),
    ("indigo", "sw-navy"),
    ("blue", "sw-blue"),
    ("harbor", "sw-blue"),
    ("plum", "sw-plum"),
    ("purple", "sw-plum"),
    ("lavender", "sw-lavender"),
    ("lilac", "sw-lavender"),
    ("pink", "sw-pink"),
    ("rose", "sw-pink"),
    ("blush", "sw-pink"),
    ("red", "sw-red"),
    ("orange", "sw-orange"),
    ("amber", "sw-honey"),
    ("honey", "sw-honey"),
    ("mustard", "sw-honey"),
    ("yellow", "sw-yellow"),
    ("walnut", "sw-walnut"),
    ("brown", "sw-walnut"),
    ("chestnut", "sw-walnut"),
    ("oak", "sw-oak"),
    ("tan", "sw-oak"),
    ("maple", "sw-oak"),
];

/// The class of the dot for a value whose name has a colour's word in it.
pub(super) fn class_of(value: &str) -> Option<&'static str> {
    let value = value.to_lowercase();
    let words: Vec<&str> = value.split(|c: char| !c.is_alphabetic()).collect();
    WORDS.iter().find(|(word, _)| words.contains(word)).map(|(_, class)| *class)
}

#[cfg(test)]
mod tests {
    use super::class_of;

    #[test]
    fn a_colour_is_known_by_its_word() {
        assert_eq!(class_of("Moss green"), Some("sw-moss"));
        assert_eq!(class_of("Rose-gold"), Some("sw-gold"));
        assert_eq!(class_of("Tanned"), None);
        assert_eq!(class_of("12 oz"), None);
    }
}
