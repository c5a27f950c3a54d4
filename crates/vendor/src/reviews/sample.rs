use souk_domain::ids::{ProductId, ReviewId};
use souk_market::reviews::ReviewsView;
use souk_ui::samples::{friday, photo, tuesday};
use souk_ui::{Entry, FormError};

use super::list::{reply_field, star_choices, tabs};
use super::{ReviewOnPage, ReviewsPage};
use crate::routes;
use crate::shared::sample::around;

fn one(letter: u8, stars: u32, comment: &str) -> ReviewOnPage {
    ReviewOnPage {
        id: ReviewId::from_bytes([letter; 16]).to_string(),
        stars,
        name: "Tall stoneware mug".to_owned(),
        picture: photo("mug-lagoon", ""),
        product: routes::product(&ProductId::from_bytes([3; 16]).to_string()),
        number: "S-7K2M-9QXT".to_owned(),
        author: "Maya L.".to_owned(),
        written: tuesday(),
        comment: comment.to_owned(),
        answered: String::new(),
        revision: 1,
        key: "e5".to_owned(),
        reply: Entry::default(),
        reason: Entry::default(),
        is_hidden: false,
        is_reported: false,
    }
}

impl ReviewsPage {
    /// One to be answered, one that was, one that the market was told of, one that it took off.
    pub fn sample() -> Self {
        let (frame, desk) = around(routes::reviews());
        let answered = one(2, 5, "Sits well in the hand, and the glaze is deeper than on the picture.");
        let reported = one(3, 1, "Never arrived!");
        let thanks = "Thank you, Maya. Enjoy it.";
        Self {
            frame,
            desk,
            tabs: tabs(ReviewsView::All, None),
            view: ReviewsView::All.as_str(),
            stars: star_choices(None),
            is_whole: true,
            reviews: vec![
                one(1, 4, "Lovely, but smaller than I thought."),
                ReviewOnPage {
                    answered: thanks.to_owned(),
                    reply: Entry { value: thanks.to_owned(), error: None },
                    ..answered
                },
                ReviewOnPage { is_reported: true, author: String::new(), ..reported },
                ReviewOnPage { is_hidden: true, written: friday(), ..one(4, 2, "") },
            ],
            may_write: true,
            first: Some(routes::reviews_of("all")),
            next: Some(routes::reviews_of("all")),
            errors: Vec::new(),
            done: String::new(),
        }
    }

    /// An answer without words.
    pub fn sample_errors() -> Self {
        let mut page = Self::sample();
        let words = souk_ui::texts::say("desk-review-no-words", &[]);
        page.reviews.truncate(1);
        if let Some(first) = page.reviews.first_mut() {
            first.reply = Entry::wrong("", &words);
            page.errors = vec![FormError { field: reply_field(&first.id), words }];
        }
        Self { first: None, next: None, ..page }
    }

    /// Nobody wrote one of so few stars.
    pub fn sample_none() -> Self {
        Self {
            tabs: tabs(ReviewsView::Unanswered, Some(2)),
            view: ReviewsView::Unanswered.as_str(),
            stars: star_choices(Some(2)),
            is_whole: false,
            reviews: Vec::new(),
            first: None,
            next: None,
            ..Self::sample()
        }
    }
}
