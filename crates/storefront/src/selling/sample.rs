use souk_domain::vendor::{MemberRole, VendorStatus};
use souk_ui::Entry;
use souk_ui::FormError;
use souk_ui::address::{AddressForm, TypedAddress};
use souk_ui::samples::frame;

use super::join::{Asked, JoinPage};
use super::sell::{Hurdle, OwnShop, SellForm, SellPage};
use super::staff::{AskedOfStaff, StaffJoinPage};

impl SellPage {
    /// Somebody who was refused, and typed something that cannot be.
    pub fn sample() -> Self {
        let place = TypedAddress { country: "US".to_owned(), ..TypedAddress::default() };
        Self {
            frame: frame("/sell"),
            shops: vec![OwnShop {
                name: "Kiln & Fern".to_owned(),
                slug: "kiln-fern".to_owned(),
                status: VendorStatus::Refused,
                answer: "Tell us where your clay comes from.".to_owned(),
            }],
            hurdle: None,
            form: Some(SellForm {
                shop: Entry::of("Kiln & Fern"),
                handle: Entry::wrong("Kiln Fern", "Use small letters, digits and single dashes."),
                email: Entry::of("maya@example.org"),
                sells: Entry::of("Stoneware that we throw ourselves."),
                story: Entry::default(),
                address: AddressForm::of(&place, |_| None),
                again: true,
            }),
            errors: vec![FormError {
                field: "handle".to_owned(),
                words: "Use small letters, digits and single dashes.".to_owned(),
            }],
        }
    }

    /// Somebody whom nobody knows.
    pub fn sample_stranger() -> Self {
        Self {
            shops: Vec::new(),
            hurdle: Some(Hurdle::SignIn),
            form: None,
            errors: Vec::new(),
            ..Self::sample()
        }
    }
}

impl JoinPage {
    /// Somebody who is signed in.
    pub fn sample() -> Self {
        let asked = Asked {
            vendor: "Kiln & Fern".to_owned(),
            email: "maya@example.org".to_owned(),
            role: MemberRole::Manager,
        };
        Self { frame: frame("/join"), asked: Some(asked), signed_in: true, errors: Vec::new() }
    }

    /// A link that does not work.
    pub fn sample_dead() -> Self {
        Self { asked: None, ..Self::sample() }
    }
}

impl StaffJoinPage {
    /// Somebody whom no account has the address of.
    pub fn sample() -> Self {
        let asked = AskedOfStaff {
            market: "Souk".to_owned(),
            email: "otto@example.org".to_owned(),
            role: "Admin".to_owned(),
            department: "Support".to_owned(),
        };
        Self { frame: frame("/staff/join"), asked: Some(asked), may_join: true, errors: Vec::new() }
    }

    /// A link that does not work.
    pub fn sample_dead() -> Self {
        Self { asked: None, may_join: false, ..Self::sample() }
    }
}
