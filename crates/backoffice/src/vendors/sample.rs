use souk_domain::ids::VendorId;
use souk_ui::FormError;
use souk_ui::samples::frame;

use super::{ApplicationOnPage, ApplicationsPage};

impl ApplicationsPage {
    /// One that waits, and a refusal without a reason.
    pub fn sample() -> Self {
        Self {
            frame: frame("/admin/vendors"),
            errors: vec![FormError { field: String::new(), words: "Please fill this in.".to_owned() }],
            applications: vec![ApplicationOnPage {
                id: VendorId::from_bytes([1; 16]).to_string(),
                revision: 3,
                name: "Kiln & Fern".to_owned(),
                slug: "kiln-fern".to_owned(),
                when: "Sat, Nov 21, 4:12 pm UTC".to_owned(),
                sells: "Stoneware that we throw ourselves.".to_owned(),
                story: "We glaze on Wednesdays.".to_owned(),
                email: "orders@kiln.example".to_owned(),
                address: ["Kiln & Fern", "418 Foster Street", "Durham, NC 27701", "United States"]
                    .map(str::to_owned)
                    .to_vec(),
                reason: String::new(),
                wrong: Some("Please fill this in.".to_owned()),
            }],
            more: String::new(),
            done: String::new(),
        }
    }

    /// Nobody waits.
    pub fn sample_none() -> Self {
        Self {
            errors: Vec::new(),
            applications: Vec::new(),
            done: souk_ui::texts::say("office-approved", &[]),
            ..Self::sample()
        }
    }
}
