//! Variants in a patch of their product.

use serde::Deserialize;
use souk_domain::money::Currency;
use souk_http::{Result, read::change};
use souk_market::catalogue::VariantPatch;
use utoipa::ToSchema;

use super::drafts::{ContentRequest, values};
use crate::wire::{Choices, Price, optional_id, required};

/// What is to change about a variant: what is left out stays as it is. One that is new needs a price.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct VariantPatchRequest {
    /// Which one is meant; left out: the one with these options, or a new one.
    #[schema(format = "VariantId")]
    id: Option<String>,
    /// Null takes it away.
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = Option<String>, format = "sku")]
    sku: Option<Option<String>>,
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = Price)]
    price: Option<Option<Price>>,
    /// The price it was lowered from; null: it was not.
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = Option<Price>)]
    compare_at_price: Option<Option<Price>>,
    /// What a piece costs you; null: nobody said.
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = Option<Price>)]
    cost: Option<Option<Price>>,
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = Choices)]
    options: Option<Option<Choices>>,
    /// Pieces on hand when it is made; later only adjustments change them.
    #[serde(default)]
    #[schema(format = "stock_count")]
    stock: i64,
    /// It exists once: then it is counted, and never on backorder.
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = bool)]
    is_unique: Option<Option<bool>>,
    /// Whether it is counted.
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = bool)]
    tracked: Option<Option<bool>>,
    /// Whether more may be sold than is there.
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = bool)]
    backorder: Option<Option<bool>>,
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = bool)]
    requires_shipping: Option<Option<bool>>,
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = bool)]
    taxable: Option<Option<bool>>,
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = u32, format = "weight_g")]
    weight_g: Option<Option<u32>>,
    /// Null takes it away.
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = Option<String>, format = "barcode")]
    barcode: Option<Option<String>>,
    /// How much is in one piece, for the price per measure; null takes it away.
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = Option<ContentRequest>)]
    content: Option<Option<ContentRequest>>,
    /// So many pieces, or fewer, are few; null: nobody wants to hear of it.
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = Option<u32>, format = "stock_count")]
    low_stock_at: Option<Option<u32>>,
}

impl VariantPatchRequest {
    /// The patch at `place` of the list; `options` are the names of the product's options.
    pub(super) fn read(self, place: usize, options: &[String], currency: Currency) -> Result<VariantPatch> {
        let at = |field: &str| format!("/variants/{place}/{field}");
        let chosen = required(&at("options"), self.options)?;
        let price = required(&at("price"), self.price)?;
        let was = |price: Price| price.read(&at("compare_at_price"), currency);
        let cost = |cost: Price| cost.read(&at("cost"), currency);
        let flag = |field: &str, change| required(&at(field), change);
        Ok(VariantPatch {
            id: optional_id(&at("id"), self.id.as_deref())?,
            options: chosen.map(|chosen| values(&at("options"), &chosen, options)).transpose()?,
            sku: self.sku,
            price: price.map(|price| price.read(&at("price"), currency)).transpose()?,
            compare_at: self.compare_at_price.map(|price| price.map(was).transpose()).transpose()?,
            cost: self.cost.map(|change| change.map(cost).transpose()).transpose()?,
            weight_g: required(&at("weight_g"), self.weight_g)?,
            barcode: self.barcode,
            content: self
                .content
                .map(|content| content.map(|content| content.read(&at("content"))).transpose())
                .transpose()?,
            low_stock_at: self.low_stock_at,
            is_unique: flag("is_unique", self.is_unique)?,
            tracked: flag("tracked", self.tracked)?,
            backorder: flag("backorder", self.backorder)?,
            requires_shipping: flag("requires_shipping", self.requires_shipping)?,
            taxable: flag("taxable", self.taxable)?,
            stock: self.stock,
        })
    }
}
