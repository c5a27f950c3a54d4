use souk_domain::ids::{OrderLineId, ReturnId, ReturnPhotoId};
use souk_domain::order::ReturnReason;
use souk_ui::order::return_reason_key;
use souk_ui::samples::{at, usd};
use souk_ui::{Entry, FormError, Tone};

use super::list::{answer_field, deed_key, pieces_prefix, restock_prefix, tabs};
use super::{AwaitedLine, ReturnOnPage, ReturnsPage};
use crate::routes;
use crate::shared::FormLine;
use crate::shared::sample::around;

fn one(letter: u8, label: &'static str, tone: Tone) -> ReturnOnPage {
    let id = ReturnId::from_bytes([letter; 16]);
    ReturnOnPage {
        id: id.to_string(),
        number: "S-7K2M-9QXT".to_owned(),
        asked: at(22, 10, 5),
        label,
        tone,
        things: "1 × Tall stoneware mug".to_owned(),
        reason: return_reason_key(ReturnReason::Damaged),
        words: "The handle came off.".to_owned(),
        answered: String::new(),
        arrived: String::new(),
        closing: String::new(),
        photos: vec![routes::return_photo(&id, &ReturnPhotoId::from_bytes([3; 16]))],
        key: "e5".to_owned(),
        revision: 1,
        answer: Entry::default(),
        awaited: Vec::new(),
        refund_now: true,
        may_approve: false,
        may_refuse: false,
        may_receive: false,
        may_close: false,
        may_refund: false,
        deed: None,
    }
}

fn awaited(id: &str) -> AwaitedLine {
    let line = OrderLineId::from_bytes([7; 16]);
    AwaitedLine {
        pieces: FormLine {
            field: format!("{}{line}", pieces_prefix(id)),
            name: "Tall stoneware mug".to_owned(),
            most: 1,
            quantity: Entry::of("1"),
        },
        restock_field: format!("{}{line}", restock_prefix(id)),
        restock: true,
    }
}

impl ReturnsPage {
    /// One to be answered, one on its way, one that is done with.
    pub fn sample() -> Self {
        let (frame, desk) = around(routes::returns());
        let asked = one(1, "return-requested", Tone::Warn);
        let coming = one(2, "return-approved", Tone::Info);
        let done = one(4, "return-refunded", Tone::Good);
        Self {
            frame,
            desk,
            tabs: tabs(None),
            returns: vec![
                ReturnOnPage { may_approve: true, may_refuse: true, ..asked },
                ReturnOnPage {
                    may_receive: true,
                    may_close: true,
                    may_refund: true,
                    deed: Some(("refund".to_owned(), deed_key("refund"), usd(2_800))),
                    things: "2 × Tall stoneware mug".to_owned(),
                    arrived: "1 × Tall stoneware mug".to_owned(),
                    awaited: vec![awaited(&coming.id)],
                    ..coming
                },
                ReturnOnPage {
                    answered: "Sorry about that.".to_owned(),
                    arrived: "1 × Tall stoneware mug".to_owned(),
                    closing: "The other one never came.".to_owned(),
                    photos: Vec::new(),
                    ..done
                },
            ],
            next: None,
            errors: Vec::new(),
            done: String::new(),
        }
    }

    /// A no without a reason.
    pub fn sample_errors() -> Self {
        let mut page = Self::sample();
        let words = "Say why.";
        if let Some(first) = page.returns.first_mut() {
            first.answer = Entry::wrong("", words);
            page.errors = vec![FormError { field: answer_field(&first.id), words: words.to_owned() }];
        }
        page
    }

    /// Nothing comes back.
    pub fn sample_none() -> Self {
        Self { returns: Vec::new(), ..Self::sample() }
    }
}
