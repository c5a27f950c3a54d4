//! Promotions as they are sent and told.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use souk_domain::{
    field::FieldError,
    ids::MalformedId,
    money::Currency,
    pricing::{Benefit, BenefitKind, FundedBy, Scope, Stacking, WHOLE_BPS},
    promotion::PromotionDraft,
    refusal::RequestRefusal,
};
use souk_http::{Result, read::change as patched};
use souk_market::promotions::{PromotionPatch, PromotionView};
use utoipa::ToSchema;

use crate::wire::{Price, id, moment, required, time};

/// A promotion.
#[derive(Serialize, ToSchema)]
pub(super) struct Promotion {
    id: String,
    /// Whose it is; null: the market's.
    vendor_id: Option<String>,
    name: String,
    description: String,
    /// Whether a code has to unlock it; otherwise it applies by itself.
    needs_code: bool,
    #[schema(inline)]
    kind: Kind,
    percent_bps: Option<u32>,
    amount: Option<Price>,
    buy: Option<u32>,
    get: Option<u32>,
    scope: ScopeOf,
    starts_at: Option<String>,
    ends_at: Option<String>,
    minimum: Minimum,
    limits: Limits,
    #[schema(inline)]
    stacking: StackingWord,
    priority: u8,
    /// The part that the market pays, in basis points; the vendors whose goods it lowers pay the rest.
    platform_bps: u32,
    /// `active`, or `archived`: ended for good.
    status: &'static str,
    /// By how many orders it was used that have not ended unpaid.
    used: i64,
    created_at: String,
    updated_at: String,
}

/// A promotion that is to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PromotionRequest {
    #[schema(format = "promotion_name", example = "Spring sale")]
    name: String,
    #[serde(default)]
    #[schema(format = "promotion_description")]
    description: String,
    /// Its first code; more are made at `codes`. Left out: it applies by itself, unless `needs_code` says otherwise.
    #[schema(format = "promotion_code", example = "SPRING-26")]
    code: Option<String>,
    /// Left out: whether there is a `code`.
    needs_code: Option<bool>,
    #[schema(inline)]
    kind: Kind,
    /// With `percent`, and with `buy_x_get_y` (left out there: all of it), in basis points: 1000 is a tenth.
    #[schema(format = "promotion_percent", example = 1000)]
    percent_bps: Option<u32>,
    /// With `fixed`: what is taken off; with `fixed_price`: what each piece costs.
    amount: Option<Price>,
    /// With `buy_x_get_y`: pieces at full price.
    #[schema(format = "promotion_pieces")]
    buy: Option<u32>,
    /// With `buy_x_get_y`: pieces that get cheaper.
    #[schema(format = "promotion_pieces")]
    get: Option<u32>,
    /// Left out: everything.
    #[serde(default)]
    scope: ScopeOf,
    #[schema(max_length = 40, format = "date-time")]
    starts_at: Option<String>,
    #[schema(max_length = 40, format = "date-time")]
    ends_at: Option<String>,
    #[serde(default)]
    minimum: Minimum,
    #[serde(default)]
    limits: Limits,
    /// Left out: `combinable`.
    #[serde(default)]
    #[schema(inline)]
    stacking: StackingWord,
    /// The higher wins in the priority lane, and is taken off first.
    #[serde(default)]
    #[schema(format = "promotion_priority")]
    priority: u8,
    /// The part that the market pays, in basis points; left out: the vendors pay.
    #[serde(default)]
    #[schema(format = "promotion_platform")]
    platform_bps: u32,
}

/// What is to change about a promotion (RFC 7396).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PromotionChange {
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = String, format = "promotion_name")]
    name: Option<Option<String>>,
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = String, format = "promotion_description")]
    description: Option<Option<String>>,
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = bool)]
    needs_code: Option<Option<bool>>,
    /// With all that belongs to it.
    #[schema(inline)]
    kind: Option<Kind>,
    #[schema(format = "promotion_percent")]
    percent_bps: Option<u32>,
    amount: Option<Price>,
    #[schema(format = "promotion_pieces")]
    buy: Option<u32>,
    #[schema(format = "promotion_pieces")]
    get: Option<u32>,
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = ScopeOf)]
    scope: Option<Option<ScopeOf>>,
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<String>, max_length = 40, format = "date-time")]
    starts_at: Option<Option<String>>,
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<String>, max_length = 40, format = "date-time")]
    ends_at: Option<Option<String>>,
    /// It replaces both; null: none.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<Minimum>)]
    minimum: Option<Option<Minimum>>,
    /// They replace both; null: none.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<Limits>)]
    limits: Option<Option<Limits>>,
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = StackingWord, inline)]
    stacking: Option<Option<StackingWord>>,
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = u8, format = "promotion_priority")]
    priority: Option<Option<u8>>,
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = u32, format = "promotion_platform")]
    platform_bps: Option<Option<u32>>,
}

/// What a promotion gives.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Percent,
    Fixed,
    FreeShipping,
    #[serde(rename = "buy_x_get_y")]
    BuyXGetY,
    FixedPrice,
}

/// How a promotion goes with others.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum StackingWord {
    #[default]
    Combinable,
    Priority,
    Exclusive,
}

/// What a promotion reaches: one of the lists, or, without any, everything.
#[derive(Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ScopeOf {
    /// Ids of products.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = "ProductId", min_items = 1, max_items = 100)]
    products: Option<Vec<String>>,
    /// Ids of categories; what is below them is reached too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = "CategoryId", min_items = 1, max_items = 100)]
    categories: Option<Vec<String>>,
    /// Ids of vendors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = "VendorId", min_items = 1, max_items = 100)]
    vendors: Option<Vec<String>>,
}

/// From what on a promotion applies: of the goods that it reaches, before discounts.
#[derive(Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Minimum {
    subtotal: Option<Price>,
    #[schema(format = "promotion_uses")]
    quantity: Option<u32>,
}

/// How often a promotion may be used.
#[derive(Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Limits {
    #[schema(format = "promotion_uses")]
    total: Option<u32>,
    /// By each account, and by each e-mail address of a guest.
    #[schema(format = "promotion_uses")]
    per_customer: Option<u32>,
}

/// What a kind has beside its word.
struct Given<'a> {
    percent_bps: Option<u32>,
    amount: Option<&'a Price>,
    buy: Option<u32>,
    get: Option<u32>,
}

impl Given<'_> {
    /// Errors: what the kind needs is missing, or something is there that means nothing to it.
    fn benefit(&self, kind: Kind, currency: Currency) -> Result<Benefit> {
        let in_groups = kind == Kind::BuyXGetY;
        let mut fields = Vec::new();
        let mut check = |field: &str, is_there: bool, belongs: bool, may_miss: bool| {
            let detail = match (is_there, belongs) {
                (true, false) => "A promotion of this kind has none: leave it out.",
                (false, true) if !may_miss => "A promotion of this kind needs it.",
                _ => return,
            };
            fields.push(FieldError::new(format!("/{field}"), "invalid_value", detail));
        };
        let has_amount = matches!(kind, Kind::Fixed | Kind::FixedPrice);
        check("percent_bps", self.percent_bps.is_some(), kind == Kind::Percent || in_groups, in_groups);
        check("amount", self.amount.is_some(), has_amount, false);
        check("buy", self.buy.is_some(), in_groups, false);
        check("get", self.get.is_some(), in_groups, false);
        if !fields.is_empty() {
            return Err(RequestRefusal::InvalidFields { fields }.into());
        }
        let amount =
            self.amount.map(|price| price.read("/amount", currency)).transpose()?.unwrap_or_default();
        let bps = self.percent_bps.unwrap_or(WHOLE_BPS as u32);
        Ok(match kind {
            Kind::Percent => Benefit::Percent { bps },
            Kind::Fixed => Benefit::FixedAmount { discount: amount },
            Kind::FreeShipping => Benefit::FreeShipping,
            Kind::BuyXGetY => Benefit::BuyXGetY {
                buy: self.buy.unwrap_or_default(),
                get: self.get.unwrap_or_default(),
                discount_bps: bps,
            },
            Kind::FixedPrice => Benefit::FixedPrice { unit_price: amount },
        })
    }
}

impl PromotionRequest {
    /// It, and its first code. Errors: what cannot be read.
    pub(super) fn read(self, currency: Currency) -> Result<(PromotionDraft, Option<String>)> {
        let given = Given {
            percent_bps: self.percent_bps,
            amount: self.amount.as_ref(),
            buy: self.buy,
            get: self.get,
        };
        let draft = PromotionDraft {
            benefit: given.benefit(self.kind, currency)?,
            scope: self.scope.read()?,
            description: self.description,
            needs_code: self.needs_code.unwrap_or(self.code.is_some()),
            starts_at: self.starts_at.as_deref().map(|at| moment("/starts_at", at)).transpose()?,
            ends_at: self.ends_at.as_deref().map(|at| moment("/ends_at", at)).transpose()?,
            minimum: self.minimum.subtotal(currency)?,
            minimum_quantity: self.minimum.quantity,
            limit_total: self.limits.total,
            limit_per_customer: self.limits.per_customer,
            stacking: self.stacking.read(),
            priority: self.priority,
            funded_by: funded_by(self.platform_bps)?,
            name: self.name,
        };
        Ok((draft, self.code))
    }
}

impl PromotionChange {
    pub(super) fn read(self, currency: Currency, expected: Option<i64>) -> Result<PromotionPatch> {
        let given = Given {
            percent_bps: self.percent_bps,
            amount: self.amount.as_ref(),
            buy: self.buy,
            get: self.get,
        };
        let is_given = given.percent_bps.is_some()
            || given.amount.is_some()
            || given.buy.is_some()
            || given.get.is_some();
        let benefit = match self.kind {
            Some(kind) => Some(given.benefit(kind, currency)?),
            None if is_given => {
                let field = FieldError::new("/kind", "required", "Send the kind with what belongs to it.");
                return Err(RequestRefusal::InvalidFields { fields: vec![field] }.into());
            }
            None => None,
        };
        let at = |pointer, change: Option<Option<String>>| match change {
            Some(Some(text)) => Ok(Some(Some(moment(pointer, &text)?))),
            Some(None) => Ok(Some(None)),
            None => Ok::<_, souk_http::Refusal>(None),
        };
        let minimum = self.minimum.map(Option::unwrap_or_default);
        let limits = self.limits.map(Option::unwrap_or_default);
        let bps = required("/platform_bps", self.platform_bps)?;
        Ok(PromotionPatch {
            name: required("/name", self.name)?,
            description: required("/description", self.description)?,
            needs_code: required("/needs_code", self.needs_code)?,
            benefit,
            scope: required("/scope", self.scope)?.map(|scope| scope.read()).transpose()?,
            starts_at: at("/starts_at", self.starts_at)?,
            ends_at: at("/ends_at", self.ends_at)?,
            minimum: minimum.as_ref().map(|minimum| minimum.subtotal(currency)).transpose()?,
            minimum_quantity: minimum.as_ref().map(|minimum| minimum.quantity),
            limit_total: limits.as_ref().map(|limits| limits.total),
            limit_per_customer: limits.as_ref().map(|limits| limits.per_customer),
            stacking: required("/stacking", self.stacking)?.map(StackingWord::read),
            priority: required("/priority", self.priority)?,
            funded_by: bps.map(funded_by).transpose()?,
            expected_revision: expected,
        })
    }
}

/// Errors: more than the whole.
fn funded_by(platform_bps: u32) -> Result<FundedBy> {
    if i64::from(platform_bps) > WHOLE_BPS {
        let detail = format!("The market's part is from 0 to {WHOLE_BPS}.");
        let field = FieldError::new("/platform_bps", "out_of_range", detail);
        return Err(RequestRefusal::InvalidFields { fields: vec![field] }.into());
    }
    Ok(FundedBy::of_platform_bps(platform_bps))
}

impl Minimum {
    fn subtotal(&self, currency: Currency) -> Result<Option<i64>> {
        self.subtotal.as_ref().map(|price| price.read("/minimum/subtotal", currency)).transpose()
    }
}

impl StackingWord {
    fn read(self) -> Stacking {
        match self {
            Self::Combinable => Stacking::Combinable,
            Self::Priority => Stacking::Priority,
            Self::Exclusive => Stacking::Exclusive,
        }
    }

    fn of(stacking: Stacking) -> Self {
        match stacking {
            Stacking::Combinable => Self::Combinable,
            Stacking::Priority => Self::Priority,
            Stacking::Exclusive => Self::Exclusive,
        }
    }
}

impl ScopeOf {
    /// Errors: several lists, or something in one that is no id.
    fn read(&self) -> Result<Scope> {
        Ok(match (&self.products, &self.categories, &self.vendors) {
            (None, None, None) => Scope::All,
            (Some(products), None, None) => Scope::Products(ids("/scope/products", products)?),
            (None, Some(categories), None) => Scope::Categories(ids("/scope/categories", categories)?),
            (None, None, Some(vendors)) => Scope::Vendors(ids("/scope/vendors", vendors)?),
            _ => {
                let detail =
                    "Name products, or categories, or vendors. For several make a promotion for each.";
                let field = FieldError::new("/scope", "invalid_value", detail);
                return Err(RequestRefusal::InvalidFields { fields: vec![field] }.into());
            }
        })
    }

    fn of(scope: &Scope) -> Self {
        fn written<T: ToString>(ids: &BTreeSet<T>) -> Option<Vec<String>> {
            Some(ids.iter().map(ToString::to_string).collect())
        }
        match scope {
            Scope::All => Self::default(),
            Scope::Products(products) => Self { products: written(products), ..Self::default() },
            Scope::Categories(categories) => Self { categories: written(categories), ..Self::default() },
            Scope::Vendors(vendors) => Self { vendors: written(vendors), ..Self::default() },
        }
    }
}

fn ids<T: std::str::FromStr<Err = MalformedId> + Ord>(
    pointer: &str,
    texts: &[String],
) -> Result<BTreeSet<T>> {
    texts.iter().enumerate().map(|(place, text)| id(&format!("{pointer}/{place}"), text)).collect()
}

impl Promotion {
    pub(super) fn of(view: &PromotionView) -> Self {
        let (found, draft) = (&view.promotion, &view.promotion.draft);
        let price = |minor| Price::of(minor, view.currency);
        let (percent_bps, amount, buy, get) = match draft.benefit {
            Benefit::Percent { bps } => (Some(bps), None, None, None),
            Benefit::FixedAmount { discount } => (None, Some(price(discount)), None, None),
            Benefit::FreeShipping => (None, None, None, None),
            Benefit::BuyXGetY { buy, get, discount_bps } => (Some(discount_bps), None, Some(buy), Some(get)),
            Benefit::FixedPrice { unit_price } => (None, Some(price(unit_price)), None, None),
        };
        Self {
            id: found.id.to_string(),
            vendor_id: found.vendor.map(|vendor| vendor.to_string()),
            name: draft.name.clone(),
            description: draft.description.clone(),
            needs_code: draft.needs_code,
            kind: match draft.benefit.kind() {
                BenefitKind::Percent => Kind::Percent,
                BenefitKind::Fixed => Kind::Fixed,
                BenefitKind::FreeShipping => Kind::FreeShipping,
                BenefitKind::BuyXGetY => Kind::BuyXGetY,
                BenefitKind::FixedPrice => Kind::FixedPrice,
            },
            percent_bps,
            amount,
            buy,
            get,
            scope: ScopeOf::of(&draft.scope),
            starts_at: draft.starts_at.map(time),
            ends_at: draft.ends_at.map(time),
            minimum: Minimum { subtotal: draft.minimum.map(price), quantity: draft.minimum_quantity },
            limits: Limits { total: draft.limit_total, per_customer: draft.limit_per_customer },
            stacking: StackingWord::of(draft.stacking),
            priority: draft.priority,
            platform_bps: draft.funded_by.platform_bps(),
            status: if found.archived { "archived" } else { "active" },
            used: view.used,
            created_at: time(found.created_at),
            updated_at: time(found.updated_at),
        }
    }
}
