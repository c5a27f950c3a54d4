//! Where an address needs its state, province or prefecture, and which there are.

use super::{
    Region, RegionWord,
    region_lists::{AUSTRALIA, BRAZIL, INDIA, MEXICO, PREFECTURES, PROVINCES, STATES},
};
use crate::texts::say;
use crate::{Choice, Entry};

/// The regions of a country whose post needs one. Without a list the region is typed.
struct Shape {
    country: &'static str,
    word: RegionWord,
    /// What goes on the parcel, and the name to choose by.
    list: &'static [(&'static str, &'static str)],
}

const SHAPES: &[Shape] = &[
    Shape { country: "US", word: RegionWord::State, list: STATES },
    Shape { country: "CA", word: RegionWord::Province, list: PROVINCES },
    Shape { country: "AU", word: RegionWord::State, list: AUSTRALIA },
    Shape { country: "JP", word: RegionWord::Prefecture, list: PREFECTURES },
    Shape { country: "CN", word: RegionWord::Province, list: &[] },
    Shape { country: "BR", word: RegionWord::State, list: BRAZIL },
    Shape { country: "IN", word: RegionWord::State, list: INDIA },
    Shape { country: "MX", word: RegionWord::State, list: MEXICO },
    Shape { country: "AR", word: RegionWord::Province, list: &[] },
];

fn shape_of(country: &str) -> Option<&'static Shape> {
    SHAPES.iter().find(|shape| shape.country == country)
}

/// The field for a country's regions with what was typed; nothing where addresses have none.
pub fn field(country: &str, typed: &str) -> Option<Region> {
    let shape = shape_of(country)?;
    let choice = |(code, name): &(&str, &str)| Choice {
        value: (*code).to_owned(),
        name: (*name).to_owned(),
        chosen: *code == typed,
    };
    let choices: Vec<Choice> = shape.list.iter().map(choice).collect();
    // a region of another country is not carried over
    let value = if choices.is_empty() || choices.iter().any(|one| one.chosen) { typed } else { "" };
    Some(Region { word: shape.word, entry: Entry::of(value), choices })
}

/// The region to send to: what was typed or chosen where the country has regions, nothing elsewhere.
pub fn kept(country: &str, typed: &str) -> Option<String> {
    let field = field(country, typed)?;
    Some(field.entry.value.trim().to_owned()).filter(|region| !region.is_empty())
}

/// What is wrong with the region, if the country needs one.
pub fn problem(country: &str, typed: &str) -> Option<String> {
    let shape = shape_of(country)?;
    if kept(country, typed).is_some() {
        return None;
    }
    let word = say(shape.word.label(), &[]).to_lowercase();
    let key = if shape.list.is_empty() {
        say("region-needed", &[("word", &word)])
    } else {
        say("region-choose", &[("word", &word)])
    };
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_asked_where_the_post_needs_one() {
        assert!(field("DE", "").is_none() && problem("DE", "anything").is_none());
        assert_eq!(kept("US", "NC").as_deref(), Some("NC"));
        assert_eq!(problem("US", "").unwrap(), "Choose the state.");
        assert_eq!(problem("US", "Ontario").unwrap(), "Choose the state.");
        assert_eq!(problem("JP", " ").unwrap(), "Choose the prefecture.");
        assert_eq!(kept("JP", "Tokyo").as_deref(), Some("Tokyo"));
        assert_eq!(problem("CN", " ").unwrap(), "The province is needed.");
        assert_eq!(kept("CN", " Yunnan ").as_deref(), Some("Yunnan"));
        assert_eq!(kept("DE", "Bavaria"), None);
    }
}
