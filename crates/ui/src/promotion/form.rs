//! The form of a promotion: what is typed into it, and the promotion that is made of it.

use souk_domain::bounds::promotion::MAX_TARGETS;
use souk_domain::money::{Currency, parse_typed_price, to_decimal};
use souk_domain::pricing::{Benefit, BenefitKind, FundedBy, Scope, ScopeKind, Stacking, parse_percent};
use souk_domain::promotion::PromotionDraft;
use souk_domain::text::plain;
use souk_market::promotions::PromotionSheet;

use super::choices;
use crate::desk::{Fields, Mistakes, day_of, end_moment, first_moment};
use crate::form::{Choice, Entry};
use crate::texts::say;

/// The fields of the form.
pub const PROMOTION_FIELDS: &[&str] = &[
    "key",
    "revision",
    "name",
    "description",
    "needs_code",
    "code",
    "kind",
    "percent",
    "amount",
    "buy",
    "get",
    "scope",
    "targets",
    "starts",
    "ends",
    "minimum",
    "minimum_quantity",
    "limit_total",
    "limit_per_customer",
    "stacking",
    "priority",
    "market_part",
];

const KINDS: &[(&str, &str)] = &[
    ("percent", "promotion-kind-percent"),
    ("fixed", "promotion-kind-fixed"),
    ("free_shipping", "promotion-kind-free-shipping"),
    ("buy_x_get_y", "promotion-kind-buy-get"),
    ("fixed_price", "promotion-kind-fixed-price"),
];
const SCOPES: &[(&str, &str)] = &[
    ("all", "promotion-scope-all"),
    ("products", "promotion-scope-products"),
    ("categories", "promotion-scope-categories"),
    ("vendors", "promotion-scope-vendors"),
];
const STACKINGS: &[(&str, &str)] = &[
    ("combinable", "promotion-combinable"),
    ("priority", "promotion-priority-lane"),
    ("exclusive", "promotion-exclusive"),
];

/// The form as a page shows it.
#[derive(Clone, Debug)]
pub struct PromotionForm {
    pub name: Entry,
    pub description: Entry,
    pub needs_code: bool,
    /// Of a new one: its first code.
    pub code: Option<Entry>,
    pub kinds: Vec<Choice>,
    pub percent: Entry,
    pub amount: Entry,
    pub buy: Entry,
    pub get: Entry,
    pub scopes: Vec<Choice>,
    pub targets: Entry,
    pub starts: Entry,
    pub ends: Entry,
    pub minimum: Entry,
    pub minimum_quantity: Entry,
    pub limit_total: Entry,
    pub limit_per_customer: Entry,
    pub stackings: Vec<Choice>,
    pub priority: Entry,
    /// Percent that the market pays; a vendor is not asked.
    pub market_part: Option<Entry>,
    /// What amounts are in.
    pub currency: String,
}

/// What the form says, by the names of its fields.
#[derive(Clone, Debug)]
pub struct Typed(Fields);

/// The field that a pointer names.
pub fn field_of(pointer: &str) -> String {
    match pointer {
        "/percent_bps" => "percent",
        "/starts_at" => "starts",
        "/ends_at" => "ends",
        "/minimum/subtotal" => "minimum",
        "/minimum/quantity" => "minimum_quantity",
        "/limits/total" => "limit_total",
        "/limits/per_customer" => "limit_per_customer",
        "/platform_bps" => "market_part",
        pointer if pointer.starts_with("/scope/") => "targets",
        pointer => pointer.trim_start_matches('/'),
    }
    .to_owned()
}

impl Typed {
    /// What was sent. Errors: a field that is none of the form's.
    pub fn read(sent: Fields) -> souk_http::Result<Self> {
        sent.only(PROMOTION_FIELDS, &[])?;
        Ok(Self(sent))
    }

    /// What a promotion says now.
    pub fn of(sheet: &PromotionSheet) -> Self {
        let (found, currency) = (&sheet.view.promotion, sheet.view.currency);
        let draft = &found.draft;
        let money = |minor| to_decimal(minor, currency);
        let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
        let (percent, amount, buy, get) = match draft.benefit {
            Benefit::Percent { bps } => (percent_of(bps), String::new(), None, None),
            Benefit::FixedAmount { discount } => (String::new(), money(discount), None, None),
            Benefit::FreeShipping => (String::new(), String::new(), None, None),
            Benefit::BuyXGetY { buy, get, discount_bps } => {
                (percent_of(discount_bps), String::new(), Some(buy), Some(get))
            }
            Benefit::FixedPrice { unit_price } => (String::new(), money(unit_price), None, None),
        };
        let fields = [
            ("revision", found.revision.to_string()),
            ("name", draft.name.clone()),
            ("description", draft.description.clone()),
            ("needs_code", if draft.needs_code { "yes".to_owned() } else { String::new() }),
            ("kind", draft.benefit.kind().to_string()),
            ("percent", percent),
            ("amount", amount),
            ("buy", number(buy)),
            ("get", number(get)),
            ("scope", draft.scope.kind().to_string()),
            ("targets", sheet.targets.join("\n")),
            ("starts", draft.starts_at.map(day_of).unwrap_or_default()),
            ("ends", draft.ends_at.map(last_day).unwrap_or_default()),
            ("minimum", draft.minimum.map(money).unwrap_or_default()),
            ("minimum_quantity", number(draft.minimum_quantity)),
            ("limit_total", number(draft.limit_total)),
            ("limit_per_customer", number(draft.limit_per_customer)),
            ("stacking", draft.stacking.to_string()),
            ("priority", draft.priority.to_string()),
            ("market_part", percent_of(draft.funded_by.platform_bps())),
        ];
        Self(Fields::from_iter(fields.map(|(name, value)| (name.to_owned(), value))))
    }

    /// As a sample has it.
    pub(super) fn sample(fields: Fields) -> Self {
        Self(fields)
    }

    /// A new one.
    pub fn blank() -> Self {
        let fields = [("kind", "percent"), ("scope", "all"), ("stacking", "combinable"), ("priority", "0")];
        Self(Fields::from_iter(fields.map(|(name, value)| (name.to_owned(), value.to_owned()))))
    }

    pub fn fields(&self) -> &Fields {
        &self.0
    }

    /// The first code, where one was typed.
    pub fn code(&self) -> Option<String> {
        self.0.said("code")
    }

    /// What it reaches, as it was typed: one in each line.
    pub fn targets(&self) -> (ScopeKind, Vec<String>) {
        let kind = ScopeKind::parse(self.0.get("scope")).unwrap_or(ScopeKind::All);
        let lines = self.0.get("targets").lines().map(str::trim).filter(|line| !line.is_empty());
        (kind, lines.take(MAX_TARGETS + 1).map(str::to_owned).collect())
    }

    /// The promotion, with a scope that was read. Errors: what cannot be read.
    pub fn draft(&self, scope: Scope, currency: Currency) -> Result<PromotionDraft, Mistakes> {
        let mut wrong = Mistakes::default();
        let benefit = self.benefit(currency, &mut wrong);
        let (starts_at, ends_at) = (first_moment(self.0.get("starts")), end_moment(self.0.get("ends")));
        for (name, moment) in [("starts", &starts_at), ("ends", &ends_at)] {
            if moment.is_err() {
                wrong.add(name, say("promotion-day-wrong", &[]));
            }
        }
        let minimum = self.0.said("minimum").and_then(|typed| match parse_typed_price(&typed, currency) {
            Ok(minor) => Some(minor),
            Err(_) => {
                wrong.add("minimum", say("promotion-amount-wrong", &[]));
                None
            }
        });
        let mut number = |name: &str| self.number(name, &mut wrong);
        let (minimum_quantity, limit_total) = (number("minimum_quantity"), number("limit_total"));
        let (limit_per_customer, priority) = (number("limit_per_customer"), number("priority"));
        let priority = priority.unwrap_or_default().try_into().unwrap_or(u8::MAX);
        let market_part = match parse_percent(self.0.get("market_part")) {
            Ok(bps) => bps,
            Err(_) => {
                wrong.add("market_part", say("promotion-percent-wrong", &[]));
                0
            }
        };
        if !wrong.is_empty() {
            return Err(wrong);
        }
        Ok(PromotionDraft {
            name: self.0.get("name").to_owned(),
            description: self.0.get("description").to_owned(),
            needs_code: !self.0.get("needs_code").is_empty(),
            benefit,
            scope,
            starts_at: starts_at.unwrap_or_default(),
            ends_at: ends_at.unwrap_or_default(),
            minimum,
            minimum_quantity,
            limit_total,
            limit_per_customer,
            stacking: Stacking::parse(self.0.get("stacking")).unwrap_or(Stacking::Combinable),
            priority,
            funded_by: FundedBy::of_platform_bps(market_part),
        })
    }

    fn benefit(&self, currency: Currency, wrong: &mut Mistakes) -> Benefit {
        let kind = BenefitKind::parse(self.0.get("kind")).unwrap_or(BenefitKind::Percent);
        let percent = |wrong: &mut Mistakes| match parse_percent(self.0.get("percent")) {
            Ok(bps) if bps > 0 => bps,
            _ => {
                wrong.add("percent", say("promotion-percent-wrong", &[]));
                0
            }
        };
        let amount = |wrong: &mut Mistakes| match parse_typed_price(self.0.get("amount"), currency) {
            Ok(minor) => minor,
            Err(_) => {
                wrong.add("amount", say("promotion-amount-wrong", &[]));
                0
            }
        };
        match kind {
            BenefitKind::Percent => Benefit::Percent { bps: percent(wrong) },
            BenefitKind::Fixed => Benefit::FixedAmount { discount: amount(wrong) },
            BenefitKind::FreeShipping => Benefit::FreeShipping,
            BenefitKind::BuyXGetY => Benefit::BuyXGetY {
                buy: self.number("buy", wrong).unwrap_or_default(),
                get: self.number("get", wrong).unwrap_or_default(),
                discount_bps: percent(wrong),
            },
            BenefitKind::FixedPrice => Benefit::FixedPrice { unit_price: amount(wrong) },
        }
    }

    /// A whole number, where one was typed.
    fn number(&self, name: &str, wrong: &mut Mistakes) -> Option<u32> {
        let typed = plain(&self.0.said(name)?);
        let number = typed.parse().ok();
        if number.is_none() {
            wrong.add(name, say("promotion-number-wrong", &[]));
        }
        number
    }

    /// It as a page shows it. `is_new`: it has no codes yet; `of_market`: the market may pay a part.
    pub fn shown(
        &self,
        mistakes: &Mistakes,
        currency: Currency,
        (is_new, of_market): (bool, bool),
    ) -> PromotionForm {
        let entry = |name: &str| self.0.entry(mistakes, name, "");
        let scopes = if of_market { SCOPES } else { SCOPES.get(..3).unwrap_or(SCOPES) };
        PromotionForm {
            name: entry("name"),
            description: entry("description"),
            needs_code: !self.0.get("needs_code").is_empty(),
            code: is_new.then(|| entry("code")),
            kinds: choices(KINDS, self.0.get("kind")),
            percent: entry("percent"),
            amount: entry("amount"),
            buy: entry("buy"),
            get: entry("get"),
            scopes: choices(scopes, self.0.get("scope")),
            targets: entry("targets"),
            starts: entry("starts"),
            ends: entry("ends"),
            minimum: entry("minimum"),
            minimum_quantity: entry("minimum_quantity"),
            limit_total: entry("limit_total"),
            limit_per_customer: entry("limit_per_customer"),
            stackings: choices(STACKINGS, self.0.get("stacking")),
            priority: entry("priority"),
            market_part: of_market.then(|| entry("market_part")),
            currency: currency.code().to_owned(),
        }
    }
}

/// Basis points as people read them: `12.5`.
fn percent_of(bps: u32) -> String {
    let (whole, part) = (bps / 100, bps % 100);
    match part {
        0 => whole.to_string(),
        part if part % 10 == 0 => format!("{whole}.{}", part / 10),
        part => format!("{whole}.{part:02}"),
    }
}

/// The last day of what ends at a moment.
fn last_day(end: jiff::Timestamp) -> String {
    day_of(end - jiff::SignedDuration::from_millis(1))
}

#[cfg(test)]
mod tests {
    use super::percent_of;

    #[test]
    fn percentages_are_read_as_they_are_typed() {
        for (bps, read) in
            [(1_000, "10"), (1_250, "12.5"), (825, "8.25"), (5, "0.05"), (0, "0"), (10_000, "100")]
        {
            assert_eq!(percent_of(bps), read);
            assert_eq!(souk_domain::pricing::parse_percent(read), Ok(bps));
        }
    }
}
