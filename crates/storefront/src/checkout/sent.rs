//! The checkout form as it was sent.

use serde::Deserialize;
use souk_domain::ids::{AddressId, ShippingMethodId, VendorId};
use souk_domain::refusal::RequestRefusal;
use souk_ui::address::TypedAddress;
use souk_ui::form::Secret;
use std::collections::BTreeMap;

/// What the name of a seller's radio buttons starts with; the seller's id follows.
pub(super) const DELIVERY: &str = "delivery-";
/// The button that has the figures made anew.
const UPDATE: &str = "update";
/// Longer than any key of ours: 32 hex digits.
const MAX_KEY_CHARS: usize = 64;

/// The fields as they come. It has no `Debug`: it holds a card.
#[derive(Deserialize)]
pub(super) struct CheckoutForm {
    idempotency_key: String,
    expected_total: i64,
    #[serde(default)]
    email: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    country: String,
    #[serde(default)]
    street: String,
    #[serde(default)]
    line2: String,
    #[serde(default)]
    postal_code: String,
    #[serde(default)]
    city: String,
    #[serde(default)]
    region: String,
    #[serde(default)]
    pay: String,
    #[serde(default, rename = "do")]
    pressed: String,
    /// The address of the book that is to be filled in.
    #[serde(default, rename = "use")]
    wanted: String,
    #[serde(default)]
    keep: String,
    /// Of a guest who wants an account with the order.
    #[serde(default)]
    pub(super) password: Secret,
    #[serde(default)]
    pub(super) number: Secret,
    #[serde(default)]
    pub(super) exp: Secret,
    #[serde(default)]
    pub(super) cvc: Secret,
    /// The radio buttons, whose names hold the seller's id.
    #[serde(flatten)]
    more: BTreeMap<String, String>,
}

/// What of it may be kept and shown again.
#[derive(Clone, Default)]
pub(super) struct Typed {
    pub(super) idempotency_key: String,
    /// What the buyer saw as the total, in minor units.
    pub(super) expected_total: i64,
    pub(super) email: String,
    /// Who it is for and where it goes; the country is empty on the first look.
    pub(super) place: TypedAddress,
    pub(super) pay: String,
    pub(super) deliveries: BTreeMap<VendorId, ShippingMethodId>,
    /// An address of the book to be filled in.
    pub(super) wanted: Option<AddressId>,
    /// Whether the address goes into the book.
    pub(super) keep: bool,
}

/// What the buyer wants to happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pressed {
    /// See the figures for what is chosen now.
    Update,
    Pay,
}

impl CheckoutForm {
    /// The pressed button and what was typed. Errors: a field that no form of ours has.
    pub(super) fn typed(&self) -> Result<(Pressed, Typed), RequestRefusal> {
        if self.idempotency_key.is_empty() || self.idempotency_key.len() > MAX_KEY_CHARS {
            let detail = "Open the checkout page anew and send its form.".to_owned();
            return Err(RequestRefusal::InvalidValue { pointer: "/idempotency_key".to_owned(), detail });
        }
        let mut deliveries = BTreeMap::new();
        for (name, method) in &self.more {
            let vendor = name.strip_prefix(DELIVERY).and_then(|vendor| vendor.parse().ok());
            let vendor = vendor.ok_or_else(|| RequestRefusal::UnknownField {
                pointer: format!("/{name}"),
                name: name.clone(),
            })?;
            // a way that is none is as good as none chosen
            if let Ok(method) = method.parse() {
                deliveries.insert(vendor, method);
            }
        }
        let wanted = self.wanted.parse().ok();
        let pressed = if self.pressed == UPDATE || wanted.is_some() { Pressed::Update } else { Pressed::Pay };
        let typed = Typed {
            idempotency_key: self.idempotency_key.clone(),
            expected_total: self.expected_total,
            email: self.email.clone(),
            place: TypedAddress {
                name: self.name.clone(),
                country: self.country.clone(),
                street: self.street.clone(),
                line2: self.line2.clone(),
                postal_code: self.postal_code.clone(),
                city: self.city.clone(),
                region: self.region.clone(),
            },
            pay: self.pay.clone(),
            deliveries,
            wanted,
            keep: !self.keep.is_empty(),
        };
        Ok((pressed, typed))
    }
}

impl Typed {
    /// Whether nothing was sent yet.
    pub(super) fn is_first_look(&self) -> bool {
        self.idempotency_key.is_empty()
    }
}
