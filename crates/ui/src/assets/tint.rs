//! Colours that stand in for pictures. Pages carry no inline style, so each colour is a class: 512 of them, near enough.

use std::fmt::Write as _;
use std::sync::LazyLock;

use souk_market::catalogue::Colour;

/// Steps of each of red, green and blue.
const STEPS: u16 = 8;

/// The classes, in the order of [`place`].
static CLASSES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let class = |place: u16| format!("q{}{}{}", place / STEPS / STEPS, place / STEPS % STEPS, place % STEPS);
    (0..STEPS.pow(3)).map(class).collect()
});

/// The class of the colour that comes nearest.
pub(crate) fn class(colour: Colour) -> &'static str {
    CLASSES.get(place(colour)).map_or("", String::as_str)
}

/// The rules of all classes.
pub(super) fn style() -> String {
    let mut style = "@layer utilities {\n".to_owned();
    for (place, class) in CLASSES.iter().enumerate() {
        let part = |step: usize| step % usize::from(STEPS) * 255 / usize::from(STEPS - 1);
        let (red, green) = (part(place / usize::from(STEPS.pow(2))), part(place / usize::from(STEPS)));
        // writing to a String cannot fail
        let _ = writeln!(style, ".{class} {{ background-color: #{red:02x}{green:02x}{:02x} }}", part(place));
    }
    style + "}\n"
}

fn place(colour: Colour) -> usize {
    let step = |part: u8| (usize::from(part) * usize::from(STEPS - 1) + 127) / 255;
    let [red, green, blue] = [colour.red, colour.green, colour.blue].map(step);
    (red * usize::from(STEPS) + green) * usize::from(STEPS) + blue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_colour_has_a_rule_that_is_near() {
        let style = style();
        for (text, rule) in [
            ("#000000", ".q000 { background-color: #000000 }"),
            ("#ffffff", ".q777 { background-color: #ffffff }"),
            ("#d8c9b5", ".q665 { background-color: #dadab6 }"),
            ("#1020f0", ".q017 { background-color: #0024ff }"),
        ] {
            let class = class(text.parse().unwrap());
            assert!(style.contains(rule) && rule.starts_with(&format!(".{class} ")), "{text}: {class}");
        }
        assert_eq!(style.lines().count(), 514);
    }
}
