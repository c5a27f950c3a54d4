use serde::Serialize;
use souk_domain::{ids::CartKey, money::Currency, pricing::Adjustment};
use souk_http::HttpState;
use souk_market::cart::{CartLineView, CartView, Notice, NoticeKind};
use utoipa::ToSchema;

use crate::{
    promotions::PromotionOutcome,
    wire::{Money, picture_url, time},
};

/// A cart with what it would cost now.
#[derive(Serialize, ToSchema)]
pub(crate) struct Cart {
    /// The cart's capability.
    id: String,
    currency: String,
    /// What the cart lists (variants, quantities, prices, deliveries) as one word; send it back as `expected_contents`.
    contents: String,
    lines: Vec<CartLine>,
    /// The codes that were entered.
    codes: Vec<String>,
    /// What became of each promotion that applies, and of each whose code was entered.
    promotions: Vec<PromotionOutcome>,
    adjustments: Vec<CartAdjustment>,
    /// Whether prices include their tax.
    tax_included: bool,
    subtotal: Money,
    discount_total: Money,
    shipping_total: Money,
    tax_total: Money,
    grand_total: Money,
    /// What the buyer should know before ordering.
    notices: Vec<CartNotice>,
    /// The order it became, when it did.
    order_id: Option<String>,
}

/// A line of a cart.
#[derive(Serialize, ToSchema)]
pub(crate) struct CartLine {
    id: String,
    variant_id: String,
    product: CartProduct,
    quantity: u32,
    unit_price: Money,
    discount: Money,
    tax: Money,
    total: Money,
    vendor_id: String,
    /// Pieces that can still be promised; null when they are not counted.
    available: Option<i64>,
}

/// What a line is of.
#[derive(Serialize, ToSchema)]
pub(crate) struct CartProduct {
    id: String,
    slug: String,
    name: String,
    /// Such as `Colour: Teal, Size: M`.
    options: String,
    sku: Option<String>,
    image: Option<String>,
    vendor_name: String,
}

/// What a promotion took off.
#[derive(Serialize, ToSchema)]
pub(crate) struct CartAdjustment {
    promotion_id: String,
    name: String,
    code: Option<String>,
    /// What was taken off, positive.
    discount: Money,
}

/// Something that changed since a line was put in.
#[derive(Serialize, ToSchema)]
pub(crate) struct CartNotice {
    line_id: String,
    variant_id: String,
    name: String,
    /// `price_changed`, `only_left`, `sold`, `not_for_sale` or `vendor_away`.
    kind: &'static str,
    /// With `price_changed`: the price when it was put in.
    from: Option<Money>,
    /// With `price_changed`: the price now.
    to: Option<Money>,
    /// With `only_left`: pieces there are.
    left: Option<u32>,
    /// With `vendor_away`: the first moment in which its vendor sells again, if that is known.
    until: Option<String>,
}

impl Cart {
    pub(crate) fn of(http: &HttpState, key: CartKey, view: &CartView) -> Self {
        let currency = view.currency;
        let of = |minor| Money::of(minor, currency);
        Self {
            id: key.to_string(),
            currency: currency.code().to_owned(),
            contents: view.contents().to_string(),
            lines: view.lines.iter().map(|found| line(http, currency, found)).collect(),
            codes: view.codes.iter().map(|(_, entered)| entered.code.clone()).collect(),
            promotions: view.told_promotions().map(|one| PromotionOutcome::of(one, currency)).collect(),
            adjustments: view.priced.adjustments.iter().map(|found| adjustment(currency, found)).collect(),
            tax_included: view.priced.tax_included,
            subtotal: of(view.priced.subtotal),
            discount_total: of(view.priced.discount_total),
            shipping_total: of(view.priced.shipping_total),
            tax_total: of(view.priced.tax_total),
            grand_total: of(view.priced.grand_total),
            notices: view.notices.iter().map(|found| notice(currency, found)).collect(),
            order_id: view.order.map(|order| order.to_string()),
        }
    }
}

fn line(http: &HttpState, currency: Currency, found: &CartLineView) -> CartLine {
    let (purchasable, priced) = (&found.purchasable, &found.priced);
    let of = |minor| Money::of(minor, currency);
    CartLine {
        id: found.id.to_string(),
        variant_id: purchasable.variant.to_string(),
        product: CartProduct {
            id: purchasable.product.to_string(),
            slug: purchasable.slug.clone(),
            name: purchasable.name.clone(),
            options: purchasable.options.clone(),
            sku: purchasable.sku.clone(),
            image: purchasable.image.as_ref().map(|file| picture_url(http.public_url(), file)),
            vendor_name: purchasable.vendor_name.clone(),
        },
        quantity: found.quantity,
        unit_price: of(priced.unit_price),
        discount: of(priced.discount),
        tax: of(priced.tax),
        total: of(priced.total),
        vendor_id: purchasable.vendor.to_string(),
        available: purchasable.available,
    }
}

fn adjustment(currency: Currency, found: &Adjustment) -> CartAdjustment {
    CartAdjustment {
        promotion_id: found.promotion.to_string(),
        name: found.name.clone(),
        code: found.code.clone(),
        discount: Money::of(found.discount, currency),
    }
}

fn notice(currency: Currency, found: &Notice) -> CartNotice {
    let (kind, from, to, left) = match found.kind {
        NoticeKind::PriceChanged { from, to } => ("price_changed", Some(from), Some(to), None),
        NoticeKind::OnlyLeft { left } => ("only_left", None, None, Some(left)),
        NoticeKind::Sold => ("sold", None, None, None),
        NoticeKind::NotForSale => ("not_for_sale", None, None, None),
        NoticeKind::VendorAway { .. } => ("vendor_away", None, None, None),
    };
    let until = match found.kind {
        NoticeKind::VendorAway { until } => until.map(time),
        _ => None,
    };
    CartNotice {
        line_id: found.line.to_string(),
        variant_id: found.variant.to_string(),
        name: found.name.clone(),
        kind,
        from: from.map(|minor| Money::of(minor, currency)),
        to: to.map(|minor| Money::of(minor, currency)),
        left,
        until,
    }
}
