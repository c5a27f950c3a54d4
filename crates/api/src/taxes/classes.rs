//! Tax classes.

use axum::{extract::State, response::Response};
use souk_domain::{field::FieldError, refusal::RequestRefusal, tax::TaxClassCode};
use souk_http::{
    HttpState, Result, StaffCaller, VendorCaller,
    read::{IdempotencyKey, IfMatch, Json, Part},
};
use souk_market::tax::{self, StoredClass};

use super::{
    CLASS, nothing,
    wire::{TaxClassNames, TaxClassPatch, TaxClassRequest, TaxClassShown, TaxClassesShown},
};
use crate::wire::{Answer, Once};

pub(super) async fn of_vendor(State(http): State<HttpState>, caller: VendorCaller) -> Result<Response> {
    let classes = tax::vendor_tax_classes(http.app(), caller.actor, caller.vendor).await?;
    Ok(Answer::ok(&TaxClassNames::from(classes))?.send())
}

pub(super) async fn list(State(http): State<HttpState>, caller: StaffCaller) -> Result<Response> {
    let classes = tax::list_tax_classes(http.app(), caller.actor).await?;
    Ok(Answer::ok(&TaxClassesShown::from(classes))?.send())
}

pub(super) async fn create(
    State(http): State<HttpState>,
    caller: StaffCaller,
    key: Option<IdempotencyKey>,
    Json(asked): Json<TaxClassRequest>,
) -> Result<Response> {
    let class = asked.read()?;
    let once = Once::new(key, |made: &StoredClass| {
        let answer = Answer::created(&TaxClassShown::from(made))?.etag(made.revision);
        Ok(answer.at(CLASS, &[&made.class.code]))
    });
    let making = tax::create_tax_class(http.app(), caller.actor, class, once.guard());
    Ok(once.send(making.await?)?)
}

pub(super) async fn change(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(code): Part<TaxClassCode>,
    IfMatch(expected): IfMatch,
    Json(patch): Json<TaxClassPatch>,
) -> Result<Response> {
    let changes = patch.read(expected)?;
    let changed = tax::change_tax_class(http.app(), caller.actor, code, changes).await?;
    Ok(Answer::ok(&TaxClassShown::from(&changed))?.etag(changed.revision).send())
}

pub(super) async fn remove(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(code): Part<TaxClassCode>,
    IfMatch(expected): IfMatch,
) -> Result<Response> {
    tax::remove_tax_class(http.app(), caller.actor, code, expected).await?;
    Ok(nothing())
}

/// The class of a field. Errors: no class could be called so.
pub(crate) fn class_at(pointer: &str, code: &str) -> Result<TaxClassCode> {
    TaxClassCode::parse(code).map_err(|malformed| {
        let field = FieldError::new(pointer, "invalid_value", format!("{malformed}."));
        RequestRefusal::InvalidFields { fields: vec![field] }.into()
    })
}
