use souk_domain::ids::{ProductId, VendorId};
use souk_market::catalogue::ProductStatus;
use souk_ui::samples::{photo, usd};
use souk_ui::{Entry, FormError};

use super::list::tabs;
use super::{ProductOnPage, ProductsPage};
use crate::routes;
use crate::shared::sample::around;

impl ProductsPage {
    /// Two that wait; one was rejected without a reason.
    pub fn sample() -> Self {
        let (frame, desk) = around(routes::products());
        let counts = vec![(ProductStatus::InReview, 2), (ProductStatus::Active, 412)];
        let product = |byte: u8, name: &str| ProductOnPage {
            id: ProductId::from_bytes([byte; 16]).to_string(),
            revision: 3,
            name: name.to_owned(),
            slug: String::new(),
            vendor: "Kiln & Fern".to_owned(),
            vendor_id: VendorId::from_bytes([1; 16]).to_string(),
            category: "Bowls".to_owned(),
            picture: Some(photo("bowl", "")),
            price: usd(6_800),
            excerpt: "Turned from one piece of walnut.\n\nOiled, not varnished.".to_owned(),
            rejection: String::new(),
            since: "Sat, Nov 21, 4:12 pm UTC".to_owned(),
            may_approve: true,
            may_reject: true,
            reason: Entry::default(),
        };
        let wrong = "Please fill this in.";
        let first = product(1, "Walnut fruit bowl");
        Self {
            frame,
            desk,
            errors: vec![FormError { field: format!("reason-{}", first.id), words: wrong.to_owned() }],
            tabs: tabs(&counts, ProductStatus::InReview),
            status: "in_review",
            is_queue: true,
            are_checked: true,
            products: vec![
                ProductOnPage { reason: Entry::wrong("", wrong), ..first },
                ProductOnPage {
                    picture: None,
                    rejection: "The picture shows another bowl.".to_owned(),
                    ..product(2, "Ash fruit bowl")
                },
            ],
            next: "/admin/products?after=b".to_owned(),
            first: "/admin/products".to_owned(),
            done: String::new(),
        }
    }

    /// Nothing waits, where nothing has to.
    pub fn sample_none() -> Self {
        Self {
            errors: Vec::new(),
            are_checked: false,
            products: Vec::new(),
            next: String::new(),
            first: String::new(),
            done: souk_ui::texts::say("judged-approved", &[]),
            ..Self::sample()
        }
    }
}
