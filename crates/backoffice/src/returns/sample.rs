use souk_domain::ids::{ReturnId, ReturnPhotoId, VendorId};
use souk_domain::order::ReturnStatus;
use souk_ui::texts::say;

use super::list::tabs;
use super::words::{age, status_key, tone};
use super::{LineOnPage, ReturnPage, ReturnRow, ReturnsPage};
use crate::routes;
use crate::shared::sample::around;

impl ReturnsPage {
    /// Two that wait, of which one has waited too long.
    pub fn sample() -> Self {
        let (frame, desk) = around(routes::returns());
        let row = |byte: u8, days| ReturnRow {
            id: ReturnId::from_bytes([byte; 16]).to_string(),
            number: "S-7K2M-9QXT".to_owned(),
            vendor: "Kiln & Fern".to_owned(),
            vendor_id: VendorId::from_bytes([1; 16]).to_string(),
            things: "2 × Tall stoneware mug".to_owned(),
            reason: say("return-damaged", &[]),
            age: age(days),
            is_late: days > 6,
        };
        Self {
            frame,
            desk,
            tabs: tabs(&[(ReturnStatus::Requested, 2), (ReturnStatus::Approved, 5)], ReturnStatus::Requested),
            rows: vec![row(1, 9), row(2, 0)],
            next: "/admin/returns?after=b".to_owned(),
            first: String::new(),
        }
    }

    /// None of that status.
    pub fn sample_none() -> Self {
        Self { rows: Vec::new(), next: String::new(), ..Self::sample() }
    }
}

impl ReturnPage {
    /// One of which a piece has come.
    pub fn sample() -> Self {
        let id = ReturnId::from_bytes([1; 16]);
        let (frame, desk) = around(&routes::return_of(&id.to_string()));
        Self {
            frame,
            desk,
            number: "S-7K2M-9QXT".to_owned(),
            status: status_key(ReturnStatus::Approved),
            tone: tone(ReturnStatus::Approved),
            vendor: "Kiln & Fern".to_owned(),
            vendor_id: VendorId::from_bytes([1; 16]).to_string(),
            reason: say("return-damaged", &[]),
            words: "The handle is off.".to_owned(),
            answer: "Sorry! Please send it back.".to_owned(),
            closing: "The second one was found whole.".to_owned(),
            asked: "Sat, Nov 21, 4:12 pm UTC".to_owned(),
            age: age(3),
            lines: vec![LineOnPage { name: "Tall stoneware mug".to_owned(), quantity: 2, received: 1 }],
            photos: vec![routes::return_photo(&id, &ReturnPhotoId::from_bytes([2; 16]))],
        }
    }
}
