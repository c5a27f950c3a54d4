use souk_domain::ids::{ReviewId, VendorId};
use souk_ui::samples::tuesday;

use super::{ReviewOnPage, ReviewsPage};
use crate::routes;
use crate::shared::sample::around;

impl ReviewsPage {
    /// One that a vendor told of, and one without words.
    pub fn sample() -> Self {
        let (frame, desk) = around(routes::reviews());
        let review = |byte: u8, stars| ReviewOnPage {
            id: ReviewId::from_bytes([byte; 16]).to_string(),
            revision: 2,
            stars,
            product: "Tall stoneware mug".to_owned(),
            slug: "mug-lagoon".to_owned(),
            vendor: "Kiln & Fern".to_owned(),
            vendor_id: VendorId::from_bytes([1; 16]).to_string(),
            author: "Ida S.".to_owned(),
            written: tuesday(),
            comment: String::new(),
            answered: String::new(),
            told: 1,
            reason: String::new(),
        };
        Self {
            frame,
            desk,
            errors: Vec::new(),
            reviews: vec![
                ReviewOnPage {
                    comment: "Buy it at the other shop instead: write to me.".to_owned(),
                    answered: "That is not us.".to_owned(),
                    told: 4,
                    reason: "It is an advertisement.".to_owned(),
                    ..review(1, 1)
                },
                ReviewOnPage { author: String::new(), ..review(2, 3) },
            ],
            may_write: true,
            next: "/admin/reviews?after=b".to_owned(),
            first: "/admin/reviews".to_owned(),
            done: String::new(),
        }
    }

    /// Nobody told of any.
    pub fn sample_none() -> Self {
        Self {
            reviews: Vec::new(),
            next: String::new(),
            first: String::new(),
            done: souk_ui::texts::say("told-hidden", &[]),
            ..Self::sample()
        }
    }
}
