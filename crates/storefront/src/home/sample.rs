use souk_ui::Card;
use souk_ui::samples::{cards, frame, kiln, photo};

use super::{Home, HomePage, Story, Tile};
use crate::shared::makers;

impl HomePage {
    /// The page with a small market in it.
    pub fn sample() -> Self {
        let tile =
            |name: &str, slug: &str, things| Tile { name: name.to_owned(), slug: slug.to_owned(), things };
        let shelf = cards();
        let featured = [("Bottle vase", "vase"), ("Table lamp", "lamp-arch"), ("Teapot", "teapot-arch")]
            .into_iter()
            .zip(&shelf)
            .map(|((name, file), card)| Card {
                name: name.to_owned(),
                picture: photo(file, name),
                ..card.clone()
            })
            .collect();
        Self {
            frame: frame("/"),
            home: Home {
                sellers: 6,
                things: 40,
                featured,
                tiles: vec![
                    tile("Kitchen & table", "kitchen-table", 12),
                    tile("Living", "living", 8),
                    tile("Textiles", "textiles", 6),
                    tile("Bath", "bath", 1),
                    tile("Pantry", "pantry", 5),
                    tile("Paper", "paper", 3),
                    tile("Play", "play", 4),
                    tile("Plants", "plants", 2),
                ],
                best: shelf.iter().take(4).cloned().collect(),
                on_sale: Vec::new(),
                story: Some(Story {
                    seller: kiln(),
                    things: 42,
                    words: "I mix one glaze until it does what the river does at six in the morning."
                        .to_owned(),
                    picture: photo("plates", "Stack of speckled plates and a small bowl"),
                }),
                arrivals: shelf.into_iter().take(8).collect(),
                makers: makers::sample(),
            },
        }
    }
}
