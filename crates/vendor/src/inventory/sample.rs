use jiff::Timestamp;
use jiff::tz::TimeZone;
use souk_market::inventory::Reason;
use souk_ui::{Choice, Entry, FormError};

use super::list::{LevelRow, Place};
use super::variant::{Level, MovementRow, words_for};
use super::{InventoryPage, VariantPage};
use crate::prelude::*;
use crate::shared::sample::around;

impl InventoryPage {
    /// Two levels, of which one was counted below what is promised.
    pub fn sample() -> Self {
        let (frame, desk) = around(ways::inventory());
        let row = |number: i64, values: &str, error: Option<String>| LevelRow {
            key: format!("var_{number}.loc_1"),
            name: "Tall stoneware mug".to_owned(),
            values: values.to_owned(),
            sku: format!("KF-MUG-{number}"),
            href: ways::inventory_variant(&format!("var_{number}")),
            place: "Main".to_owned(),
            on_hand: 4 * number,
            reserved: 2,
            available: 4 * number - 2,
            is_out: false,
            is_low: number == 1,
            count: Entry { value: (4 * number).to_string(), error },
        };
        let wrong = "2 pieces are promised to order SK-7TQ4. Cancel or ship some of it, or count again.";
        let place = |number: usize, name: &str| Place {
            id: format!("loc_{number}"),
            name: name.to_owned(),
            number,
            before: (number > 1).then(|| number - 1),
            after: (number < 2).then_some(number + 1),
        };
        Self {
            frame,
            desk,
            may_write: true,
            rows: vec![row(1, "Lagoon", Some(wrong.to_owned())), row(2, "Ink", None)],
            places: vec![place(1, "Main"), place(2, "Attic")],
            errors: vec![FormError { field: "set-var_1.loc_1".to_owned(), words: wrong.to_owned() }],
            reason: Entry::of("Counted on Monday"),
            place: Entry::default(),
            text: String::new(),
            low: false,
            done: String::new(),
            next: Some(format!("{}?after=next", ways::inventory())),
            after: String::new(),
        }
    }
}

impl VariantPage {
    /// Two places, and what happened there.
    pub fn sample() -> Self {
        let (frame, mut desk) = around(&ways::inventory_variant("var_1"));
        desk.crumbs = vec![
            Crumb::to("Inventory".to_owned(), ways::inventory()),
            Crumb::here("Tall stoneware mug".to_owned()),
        ];
        let level = |place: &str, on_hand: i64| Level {
            place: place.to_owned(),
            on_hand,
            reserved: 1,
            available: on_hand - 1,
        };
        let row = |delta: &str, reason: Reason, note: &str| MovementRow {
            at: Timestamp::UNIX_EPOCH.to_zoned(TimeZone::UTC),
            place: "Main".to_owned(),
            delta: delta.to_owned(),
            reason: words_for(reason),
            note: note.to_owned(),
        };
        let place = |value: &str, name: &str| Choice {
            value: value.to_owned(),
            name: name.to_owned(),
            chosen: false,
        };
        Self {
            frame,
            desk,
            id: "var_1".to_owned(),
            name: "Tall stoneware mug".to_owned(),
            product: ways::product("prod_1"),
            values: "Lagoon".to_owned(),
            sku: "KF-MUG-1".to_owned(),
            is_tracked: true,
            low: "You hear of it at 3 or fewer.".to_owned(),
            may_write: true,
            levels: vec![level("Main", 4), level("Attic", 9)],
            movements: vec![
                row("\u{2212}1", Reason::Sale, ""),
                row("+2", Reason::Adjustment, "Found behind the kiln"),
                row("+12", Reason::Initial, ""),
            ],
            places: vec![place("loc_1", "Main"), place("loc_2", "Attic")],
            key: "a1".to_owned(),
            place_error: None,
            how_error: None,
            number: Entry::default(),
            reason: Entry::default(),
            is_delta: false,
            errors: Vec::new(),
            done: String::new(),
            next: None,
        }
    }
}
