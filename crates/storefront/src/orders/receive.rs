//! Saying whether what was sent has arrived.

use axum::response::Response;
use serde::Deserialize;
use souk_domain::ids::VendorOrderId;
use souk_domain::refusal::RequestRefusal;
use souk_http::Result;
use souk_http::read::Form;
use souk_market::fulfilment;

use super::asked::AskedOrder;

/// Which part of the order it is about.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReceiptForm {
    vendor_order: String,
}

impl ReceiptForm {
    fn part(&self) -> Result<VendorOrderId> {
        self.vendor_order.parse().map_err(|_| RequestRefusal::NotFound.into())
    }
}

/// `POST /o/{number}/received`: the buyer has it. Where that cannot be, the order's page says how it stands.
pub(super) async fn received(asked: AskedOrder, Form(form): Form<ReceiptForm>) -> Result<Response> {
    let (app, actor, part) = (asked.http.app(), asked.request.actor(), form.part()?);
    let done = fulfilment::confirm_receipt(app, actor, asked.order.id, Some(part), None).await;
    back(&asked, done.map(|_| ()))
}

/// `POST /o/{number}/not-received`: the buyer misses it, and its seller is asked.
pub(super) async fn missed(asked: AskedOrder, Form(form): Form<ReceiptForm>) -> Result<Response> {
    let (app, actor, part) = (asked.http.app(), asked.request.actor(), form.part()?);
    let done = fulfilment::report_not_received(app, actor, asked.order.id, Some(part), None).await;
    back(&asked, done.map(|_| ()))
}

fn back(asked: &AskedOrder, done: Result<(), souk_market::Error>) -> Result<Response> {
    match done {
        Err(error) if error.refusal().is_none() => Err(error.into()),
        _ => Ok(asked.to_its_page()),
    }
}
