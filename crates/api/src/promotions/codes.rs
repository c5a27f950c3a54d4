//! Codes as they are asked for and told.

use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, header};
use serde::{Deserialize, Serialize};
use souk_domain::{field::FieldError, ids::PromotionId, refusal::RequestRefusal};
use souk_http::{Result, read::IdempotencyKey};
use souk_market::promotions::{CodeRow, NewCodes};
use utoipa::ToSchema;

use crate::{
    operation::CSV,
    wire::{Answer, Once, time},
};

/// Codes that are to be made: one of your own, or random ones.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CodesRequest {
    /// One that people type, in any case.
    #[schema(format = "promotion_code", example = "SPRING-26")]
    code: Option<String>,
    /// With `code`: how often it works; left out: as often as its promotion.
    #[schema(format = "promotion_uses")]
    max_uses: Option<u32>,
    /// How many random ones, that each work once.
    #[schema(format = "promotion_codes")]
    count: Option<u32>,
    /// With `count`: what each begins with.
    #[schema(format = "promotion_prefix", example = "FAIR-")]
    prefix: Option<String>,
}

/// A code that unlocks a promotion.
#[derive(Serialize, ToSchema)]
pub(super) struct PromotionCode {
    id: String,
    promotion_id: String,
    code: String,
    /// How often it works; null: as often as its promotion.
    max_uses: Option<u32>,
    /// By how many orders it was used that have not ended unpaid.
    used: i64,
    /// Since when it unlocks nothing any more.
    withdrawn_at: Option<String>,
    created_at: String,
}

/// Codes that were made.
#[derive(Serialize, ToSchema)]
pub(super) struct PromotionCodes {
    items: Vec<PromotionCode>,
}

impl CodesRequest {
    /// Errors: neither of the two, or what does not belong to it.
    pub(super) fn read(self) -> Result<NewCodes> {
        match self {
            Self { code: Some(code), max_uses, count: None, prefix: None } => {
                Ok(NewCodes::One { code, max_uses })
            }
            Self { code: None, max_uses: None, count: Some(count), prefix } => {
                Ok(NewCodes::Batch { count, prefix: prefix.unwrap_or_default() })
            }
            _ => {
                let detail =
                    "Send a `code`, with `max_uses` or without, or a `count`, with a `prefix` or without.";
                let fields = vec![FieldError::new("/code", "invalid_value", detail)];
                Err(RequestRefusal::InvalidFields { fields }.into())
            }
        }
    }
}

impl PromotionCode {
    pub(super) fn of(row: &CodeRow) -> Self {
        Self {
            id: row.id.to_string(),
            promotion_id: row.promotion.to_string(),
            code: row.code.clone(),
            max_uses: row.max_uses,
            used: row.used,
            withdrawn_at: row.withdrawn_at.map(time),
            created_at: time(row.created_at),
        }
    }
}

/// Codes that were made, and where they are listed.
pub(super) fn made_codes(
    key: Option<IdempotencyKey>,
    path: &'static str,
    promotion: PromotionId,
) -> Once<Vec<CodeRow>> {
    Once::new(key, move |rows: &Vec<CodeRow>| {
        let items = rows.iter().map(PromotionCode::of).collect();
        Ok(Answer::created(&PromotionCodes { items })?.at(path, &[&promotion]))
    })
}

/// A file of codes.
pub(super) fn codes_file(text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(CSV)),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"codes.csv\"")),
    ];
    (headers, text).into_response()
}
