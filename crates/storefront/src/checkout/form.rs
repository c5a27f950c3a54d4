//! The checkout form: what is typed into it, what of that is wrong, and the order that it asks for.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use souk_domain::address::Address;
use souk_domain::field::FieldError;
use souk_domain::ids::{AddressId, CartId, CartKey, ShippingMethodId, VendorId};
use souk_domain::money::Currency;
use souk_domain::order::PaymentMethod;
use souk_domain::refusal::RequestRefusal;
use souk_domain::text::Email;
use souk_market::cart::CartContents;
use souk_market::checkout::PlaceOrder;
use souk_ui::address::TypedAddress;
use souk_ui::form::Secret;
use souk_ui::texts::say;
use std::collections::BTreeMap;
use std::str::FromStr;

/// What the name of a seller's radio buttons starts with; the seller's id follows.
pub(super) const DELIVERY: &str = "delivery-";
/// The button that has the figures made anew.
const UPDATE: &str = "update";
/// Longer than any key of ours: 32 hex digits.
const MAX_KEY_CHARS: usize = 64;

/// The form as it was sent. It has no `Debug`: it holds a card.
#[derive(Deserialize)]
pub(super) struct CheckoutForm {
    #[serde(flatten)]
    pub(super) typed: Typed,
    /// Of a guest who wants an account with the order.
    #[serde(default)]
    pub(super) password: Secret,
    #[serde(default)]
    pub(super) number: Secret,
    #[serde(default)]
    pub(super) exp: Secret,
    #[serde(default)]
    pub(super) cvc: Secret,
}

/// What of it may be kept and shown again.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Typed {
    #[serde(default)]
    pub(super) idempotency_key: String,
    /// What the buyer saw as the total, in minor units.
    #[serde(deserialize_with = "whole_number")]
    pub(super) expected_total: i64,
    /// What the buyer saw listed; a text that is no such word is as good as none.
    #[serde(default, deserialize_with = "if_readable")]
    pub(super) expected_contents: Option<CartContents>,
    /// The cart that the form was made for.
    #[serde(default, deserialize_with = "if_readable")]
    pub(super) cart: Option<CartId>,
    #[serde(default)]
    pub(super) email: String,
    /// Who it is for and where it goes; the country is empty on the first look.
    #[serde(flatten)]
    pub(super) place: TypedAddress,
    #[serde(default)]
    pub(super) pay: String,
    #[serde(default, rename = "do")]
    pub(super) pressed: String,
    /// An address of the book to be filled in.
    #[serde(default, rename = "use", deserialize_with = "if_readable")]
    pub(super) wanted: Option<AddressId>,
    /// A vendor whose goods shall leave the cart, since nothing of it can be sent there.
    #[serde(default, deserialize_with = "if_readable")]
    pub(super) without: Option<VendorId>,
    /// Whether the address goes into the book.
    #[serde(default, deserialize_with = "is_ticked")]
    pub(super) keep: bool,
    /// The radio buttons, whose names hold the seller's id. No other field is left.
    #[serde(flatten, deserialize_with = "deliveries")]
    pub(super) deliveries: BTreeMap<VendorId, ShippingMethodId>,
}

/// What the buyer wants to happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pressed {
    /// See the figures for what is chosen now.
    Update,
    Pay,
}

/// Who buys and where it goes.
pub(super) struct Checked {
    pub(super) email: Email,
    /// None when nothing travels.
    pub(super) address: Option<Address>,
}

/// Whether anything has to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Travels {
    Yes,
    No,
}

impl Typed {
    /// The pressed button. Errors: the form has no key that it could be sent twice by.
    pub(super) fn pressed(&self) -> Result<Pressed, RequestRefusal> {
        if self.idempotency_key.is_empty() || self.idempotency_key.len() > MAX_KEY_CHARS {
            let detail = "Open the checkout page anew and send its form.".to_owned();
            return Err(RequestRefusal::InvalidValue { pointer: "/idempotency_key".to_owned(), detail });
        }
        let updates = self.pressed == UPDATE || self.wanted.is_some() || self.without.is_some();
        Ok(if updates { Pressed::Update } else { Pressed::Pay })
    }

    /// Whether nothing was sent yet.
    pub(super) fn is_first_look(&self) -> bool {
        self.idempotency_key.is_empty()
    }

    /// Checks contact and address. Errors: fields by the names of the form, in no order.
    pub(super) fn check(&self, travels: Travels) -> Result<Checked, Vec<FieldError>> {
        let email = self.checked_email();
        let address = match travels {
            Travels::No => Ok(None),
            Travels::Yes => self.place.address().map(Some),
        };
        match (email, address) {
            (Ok(email), Ok(address)) => Ok(Checked { email, address }),
            (email, address) => {
                let mut wrong: Vec<FieldError> = email.err().into_iter().collect();
                wrong.extend(address.err().into_iter().flatten());
                Err(wrong)
            }
        }
    }

    fn checked_email(&self) -> Result<Email, FieldError> {
        Email::parse(&self.email).map_err(|_| {
            let words = if self.email.trim().is_empty() {
                say("email-needed", &[])
            } else {
                say("email-malformed", &[])
            };
            FieldError::new("/email", "malformed_email", words)
        })
    }

    /// The order that it asks for.
    pub(super) fn order(
        &self,
        cart: CartKey,
        checked: Checked,
        method: PaymentMethod,
        currency: Currency,
    ) -> PlaceOrder {
        PlaceOrder {
            shipping_address: checked.address,
            chosen: self.deliveries.clone(),
            expected_total: Some((self.expected_total, currency)),
            expected_contents: self.expected_contents,
            ..PlaceOrder::new(cart, checked.email, method)
        }
    }
}

fn whole_number<'de, D: Deserializer<'de>>(reader: D) -> Result<i64, D::Error> {
    let text = String::deserialize(reader)?;
    souk_domain::text::plain(&text)
        .parse()
        .map_err(|_| D::Error::custom("invalid value, expected a whole number"))
}

fn is_ticked<'de, D: Deserializer<'de>>(reader: D) -> Result<bool, D::Error> {
    Ok(!String::deserialize(reader)?.is_empty())
}

/// What cannot be read is as good as left out.
fn if_readable<'de, D: Deserializer<'de>, T: FromStr>(reader: D) -> Result<Option<T>, D::Error> {
    Ok(String::deserialize(reader)?.parse().ok())
}

fn deliveries<'de, D: Deserializer<'de>>(
    reader: D,
) -> Result<BTreeMap<VendorId, ShippingMethodId>, D::Error> {
    let mut chosen = BTreeMap::new();
    for (name, method) in BTreeMap::<String, String>::deserialize(reader)? {
        let vendor = name.strip_prefix(DELIVERY).and_then(|vendor| vendor.parse().ok());
        let vendor = vendor.ok_or_else(|| D::Error::unknown_field(&name, &["delivery-<vendor>"]))?;
        // a way that is none is as good as none chosen
        if let Ok(method) = method.parse() {
            chosen.insert(vendor, method);
        }
    }
    Ok(chosen)
}
