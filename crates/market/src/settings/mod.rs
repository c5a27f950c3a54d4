//! What the operator decides about the market as a whole.

mod marks;
mod store;
mod use_cases;

use jiff::SignedDuration;
use souk_domain::{
    address::is_country,
    bounds::{
        market::{
            MAX_ACCOUNT_CHARS, MAX_ANNOUNCEMENT_CHARS, MAX_CASH, MAX_NAME_CHARS, MAX_SETTLING_DAYS,
            MAX_TAX_BPS,
        },
        returns::MAX_DAYS,
    },
    field::FieldError,
    money::Currency,
    order::{CashCollector, CashTerms},
    refusal::RequestRefusal,
    text::{Email, bounded_line},
};

pub use marks::{find_mark, mark_once};
pub use use_cases::{change_market, leave_mark, show_mark, show_market};

use crate::{Ctx, Error, Result};

/// The market as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Market {
    /// Its name, as buyers read it.
    pub name: String,
    /// The one currency it charges in.
    pub currency: Currency,
    /// Where it is: ISO 3166-1 alpha-2, capital letters.
    pub country: String,
    /// The tax where no rule fits, in basis points.
    pub tax_default_bps: u32,
    /// Whether prices include tax where no rule says otherwise.
    pub tax_included: bool,
    /// Whether shipping is taxed where no rule fits.
    pub taxes_shipping: bool,
    /// Where buyers write, and where the market hears what needs its people; empty: nobody reads mail.
    pub contact: String,
    /// One line above every page, such as the last day to order for a feast; empty: none.
    pub announcement: String,
    /// Days after arrival for which things may be returned.
    pub return_days: u32,
    /// Where bank transfers go.
    pub account: BankAccount,
    /// Days after which a vendor order that has arrived is confirmed by itself, unless its buyer says something.
    pub confirm_after_days: u32,
    /// Days after its arrival when nothing more can happen to it.
    pub complete_after_days: u32,
    /// Whether the staff looks at what vendors put on sale before anyone else does.
    pub checks_products: bool,
    /// Whether a price that was lowered is shown beside the lowest of thirty days, as the law of some countries wants it.
    pub shows_lowest_price: bool,
    /// What of cash on delivery is allowed.
    pub cash: CashTerms,
    /// Who takes the cash at the door, of orders from now on.
    pub cash_collector: CashCollector,
}

/// Nothing costs so much that it could not be collected, unless the market says otherwise.
const NO_CASH: CashTerms = CashTerms { taken: false, most: MAX_CASH, unique: false };

/// The market's account, line by line as a buyer writes it into a bank's form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BankAccount {
    /// Whose it is; empty: the market's, by its name.
    pub holder: String,
    /// IBAN, or whatever the bank calls it; empty: no account was named yet.
    pub number: String,
    /// The bank's name or BIC; may be empty.
    pub bank: String,
}

impl Default for Market {
    fn default() -> Self {
        Self {
            name: "Souk".to_owned(),
            currency: Currency::USD,
            country: "US".to_owned(),
            tax_default_bps: 600,
            tax_included: false,
            taxes_shipping: false,
            contact: String::new(),
            announcement: String::new(),
            return_days: 30,
            account: BankAccount::default(),
            confirm_after_days: 7,
            complete_after_days: 14,
            checks_products: false,
            shows_lowest_price: false,
            cash: NO_CASH,
            cash_collector: CashCollector::Vendor,
        }
    }
}

/// The settings as saved; what was never saved is as in [`Market::default`].
pub async fn load(ctx: &Ctx<'_>) -> Result<Market> {
    Ok(Market::clone(&*ctx.rule(read(ctx)).await?))
}

/// The settings as the database has them at this moment: for whoever saves them changed.
async fn read(ctx: &Ctx<'_>) -> Result<Market> {
    let mut market = Market::default();
    for (name, value) in store::list(ctx).await? {
        set(&mut market, &name, value)?;
    }
    Ok(market)
}

/// Saves the settings. Errors: a name, country, rate, address or account that cannot be.
pub async fn save(ctx: &Ctx<'_>, market: &Market) -> Result<()> {
    let market = checked(market)?;
    let flag = |on| if on { "yes" } else { "no" };
    let values = [
        ("name", market.name.as_str()),
        ("currency", market.currency.code()),
        ("country", market.country.as_str()),
        ("tax_default_bps", &market.tax_default_bps.to_string()),
        ("tax_included", flag(market.tax_included)),
        ("taxes_shipping", flag(market.taxes_shipping)),
        ("contact", &market.contact),
        ("announcement", &market.announcement),
        ("return_days", &market.return_days.to_string()),
        ("account_holder", &market.account.holder),
        ("account_number", &market.account.number),
        ("account_bank", &market.account.bank),
        ("confirm_after_days", &market.confirm_after_days.to_string()),
        ("complete_after_days", &market.complete_after_days.to_string()),
        ("checks_products", flag(market.checks_products)),
        ("shows_lowest_price", flag(market.shows_lowest_price)),
        ("cash_on_delivery", flag(market.cash.taken)),
        ("cash_most", &market.cash.most.to_string()),
        ("cash_for_unique", flag(market.cash.unique)),
        ("cash_collector", market.cash_collector.as_str()),
    ];
    for (name, value) in values {
        store::put(ctx, name, value).await?;
    }
    Ok(())
}

fn set(market: &mut Market, name: &str, value: String) -> Result<()> {
    let broken = || Error::broken(format!("the setting {name} cannot be read"));
    match name {
        "name" => market.name = value,
        "currency" => market.currency = Currency::parse(&value).map_err(|_| broken())?,
        "country" => market.country = value,
        "tax_default_bps" => market.tax_default_bps = value.parse().map_err(|_| broken())?,
        "tax_included" => market.tax_included = value == "yes",
        "taxes_shipping" => market.taxes_shipping = value == "yes",
        "contact" => market.contact = value,
        "announcement" => market.announcement = value,
        "return_days" => market.return_days = value.parse().map_err(|_| broken())?,
        "account_holder" => market.account.holder = value,
        "account_number" => market.account.number = value,
        "account_bank" => market.account.bank = value,
        "confirm_after_days" => market.confirm_after_days = value.parse().map_err(|_| broken())?,
        "checks_products" => market.checks_products = value == "yes",
        "shows_lowest_price" => market.shows_lowest_price = value == "yes",
        "cash_on_delivery" => market.cash.taken = value == "yes",
        "cash_most" => market.cash.most = value.parse().map_err(|_| broken())?,
        "cash_for_unique" => market.cash.unique = value == "yes",
        "cash_collector" => market.cash_collector = CashCollector::parse(&value).ok_or_else(broken)?,
        "complete_after_days" => market.complete_after_days = value.parse().map_err(|_| broken())?,
        // of a newer server beside this one
        _ => {}
    }
    Ok(())
}

/// So many days.
pub(crate) fn days(days: u32) -> SignedDuration {
    SignedDuration::from_hours(24 * i64::from(days))
}

/// The settings as they are kept.
fn checked(market: &Market) -> Result<Market> {
    let mut fields = Vec::new();
    let mut line = |pointer: &str, value: &str, min, max| {
        bounded_line(pointer, value, min, max).map_err(|field| fields.push(field)).unwrap_or_default()
    };
    let name = line("/name", &market.name, 1, MAX_NAME_CHARS);
    let announcement = line("/announcement", &market.announcement, 0, MAX_ANNOUNCEMENT_CHARS);
    let account = BankAccount {
        holder: line("/account/holder", &market.account.holder, 0, MAX_ACCOUNT_CHARS),
        number: line("/account/number", &market.account.number, 0, MAX_ACCOUNT_CHARS),
        bank: line("/account/bank", &market.account.bank, 0, MAX_ACCOUNT_CHARS),
    };
    if !is_country(&market.country) {
        fields.push(FieldError::new(
            "/country",
            "invalid_value",
            "Use a country's two capital letters, such as US.",
        ));
    }
    if market.tax_default_bps > MAX_TAX_BPS {
        fields.push(FieldError::new(
            "/tax_default_bps",
            "out_of_range",
            format!("At most {MAX_TAX_BPS} basis points."),
        ));
    }
    if market.return_days > MAX_DAYS {
        let detail = format!("At most {MAX_DAYS} days.");
        fields.push(FieldError::new("/return_days", "out_of_range", detail));
    }
    let mut contact = String::new();
    if !market.contact.trim().is_empty() {
        match Email::parse(&market.contact) {
            Ok(email) => email.as_str().clone_into(&mut contact),
            Err(malformed) => {
                fields.push(FieldError::new("/contact", "invalid_value", malformed.to_string()));
            }
        }
    }
    let (confirm, complete) = (market.confirm_after_days, market.complete_after_days);
    for (pointer, days) in [("/confirm_after_days", confirm), ("/complete_after_days", complete)] {
        if !(1..=MAX_SETTLING_DAYS).contains(&days) {
            let detail = format!("From 1 to {MAX_SETTLING_DAYS} days.");
            fields.push(FieldError::new(pointer, "out_of_range", detail));
        }
    }
    if !(1..=MAX_CASH).contains(&market.cash.most) {
        let detail = format!("From 1 to {MAX_CASH} minor units.");
        fields.push(FieldError::new("/cash_most", "out_of_range", detail));
    }
    if complete < confirm {
        let detail = "An order is confirmed before it is completed.";
        fields.push(FieldError::new("/complete_after_days", "out_of_range", detail));
    }
    if fields.is_empty() {
        Ok(Market { name, announcement, account, contact, ..market.clone() })
    } else {
        Err(RequestRefusal::InvalidFields { fields }.into())
    }
}
