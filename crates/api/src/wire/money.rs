use serde::{Deserialize, Serialize};
use souk_domain::{
    field::FieldError,
    money::{Currency, MAX_PRICE},
    refusal::{CURRENCY_MISMATCH, RequestRefusal},
};
use souk_http::Refusal;
use utoipa::ToSchema;

/// An amount of money in minor units of a currency: 1999 is 19.99 USD.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Money {
    /// Minor units: cents for USD, whole yen for JPY.
    #[schema(example = 1999, minimum = -9_007_199_254_740_991_i64, maximum = 9_007_199_254_740_991_i64)]
    pub(crate) amount: i64,
    /// ISO 4217.
    #[schema(format = "currency", example = "USD")]
    pub(crate) currency: String,
}

/// What something costs: an amount of money that is no debt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Price {
    /// Minor units: cents for USD, whole yen for JPY.
    #[schema(format = "price", example = 1999)]
    amount: i64,
    /// ISO 4217: the market's currency.
    #[schema(format = "currency", example = "USD")]
    currency: String,
}

impl Money {
    /// That many minor units.
    pub(crate) fn of(minor: i64, currency: Currency) -> Self {
        Self { amount: minor, currency: currency.code().to_owned() }
    }

    /// The currency, which exists. Errors: it does not.
    pub(crate) fn currency(&self, pointer: &str) -> Result<Currency, Refusal> {
        currency(pointer, &self.currency)
    }
}

impl Price {
    /// That many minor units.
    pub(crate) fn of(minor: i64, currency: Currency) -> Self {
        Self { amount: minor, currency: currency.code().to_owned() }
    }

    /// It in minor units of the market's currency. Errors: another currency, out of range.
    pub(crate) fn read(&self, pointer: &str, charged: Currency) -> Result<i64, Refusal> {
        let at_currency = format!("{pointer}/currency");
        if currency(&at_currency, &self.currency)? != charged {
            let detail = format!("This market charges in {charged}.");
            let field = FieldError::new(at_currency, CURRENCY_MISMATCH.name, detail);
            return Err(RequestRefusal::InvalidFields { fields: vec![field] }.into());
        }
        if (0..=MAX_PRICE).contains(&self.amount) {
            return Ok(self.amount);
        }
        let detail = format!("An amount is a whole number of minor units from 0 to {MAX_PRICE}.");
        Err(RequestRefusal::InvalidValue { pointer: format!("{pointer}/amount"), detail }.into())
    }
}

/// A currency, which exists. Errors: it does not.
pub(crate) fn currency(pointer: &str, code: &str) -> Result<Currency, Refusal> {
    Currency::parse(code).map_err(|_| {
        let detail = "Use a currency code of ISO 4217 in capital letters, such as USD.".to_owned();
        RequestRefusal::InvalidValue { pointer: pointer.to_owned(), detail }.into()
    })
}
