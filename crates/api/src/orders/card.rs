//! A card on its way in: no `Debug`, no `Serialize`, wiped when dropped.

use std::fmt;

use serde::{Deserialize, Deserializer, de::Visitor};
use souk_domain::{
    card::{Card, CardNumber, RawCard},
    refusal::PaymentRefusal,
};
use souk_http::{HttpState, Refusal, Result};
use utoipa::{
    ToSchema,
    openapi::schema::{Object, ObjectBuilder, SchemaType, Type},
};
use zeroize::Zeroizing;

/// The gateway that takes published test numbers, and nothing else.
const SANDBOX: &str = "sandbox";
/// As many as a card number may have; the other fields have fewer.
const MAX_CHARS: usize = CardNumber::MAX_CHARS;

/// A card as it was typed. It is handed to the gateway and kept nowhere.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CardRequest {
    /// Digits, with spaces or dashes if you like.
    #[schema(value_type = String, format = "card_number", example = "4242 4242 4242 4242")]
    number: Secret,
    #[serde(deserialize_with = "text_or_number")]
    #[schema(schema_with = month)]
    exp_month: Secret,
    #[serde(deserialize_with = "text_or_number")]
    #[schema(schema_with = year)]
    exp_year: Secret,
    /// Three digits, four for American Express.
    #[schema(value_type = String, min_length = 3, max_length = 4, example = "123")]
    cvc: Secret,
}

/// A text that is wiped when it is dropped.
struct Secret(Zeroizing<String>);

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        // no number, which would have lost the zeros it began with
        reader.deserialize_str(SecretVisitor)
    }
}

/// A month or a year, for those who keep them as numbers.
fn text_or_number<'de, D: Deserializer<'de>>(reader: D) -> Result<Secret, D::Error> {
    reader.deserialize_any(SecretVisitor)
}

fn month() -> Object {
    of_digits(2, "1 to 12, as a text or a number.", "12")
}

fn year() -> Object {
    of_digits(4, "Two or four digits, as a text or a number.", "2030")
}

fn of_digits(max: usize, says: &str, example: &str) -> Object {
    ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::String, Type::Integer]))
        .min_length(Some(1))
        .max_length(Some(max))
        .minimum(Some(0))
        .description(Some(says))
        .examples([example])
        .build()
}

struct SecretVisitor;

impl Visitor<'_> for SecretVisitor {
    type Value = Secret;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a text of at most {MAX_CHARS} characters")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Secret, E> {
        if text.chars().count() > MAX_CHARS {
            // the text itself must not come into the error
            return Err(E::custom(format!("too long, expected a text of at most {MAX_CHARS} characters")));
        }
        Ok(Secret(Zeroizing::new(text.to_owned())))
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Secret, E> {
        Ok(Secret(Zeroizing::new(number.to_string())))
    }
}

impl CardRequest {
    /// The checked card, for the gateway of this market. Errors: its data is wrong; no test number in a test shop.
    pub(super) fn checked(&self, http: &HttpState) -> Result<Card> {
        let raw = RawCard {
            number: &self.number.0,
            exp_month: &self.exp_month.0,
            exp_year: &self.exp_year.0,
            cvc: &self.cvc.0,
        };
        let now = http.app().now();
        let gateway = http.app().gateways().card().ok_or(PaymentRefusal::MethodNotOffered)?;
        if gateway.name() != SANDBOX {
            return Err(PaymentRefusal::CardDataNotAccepted.into());
        }
        Card::parse_for_test_shop("/payment/card", raw, now)
            .map(|(card, _outcome)| card)
            .map_err(Refusal::from)
    }
}
