//! What a vendor says to a return.

use axum::response::Response;
use souk_domain::ids::ReturnId;
use souk_domain::vendor::VendorPermission;
use souk_http::read::{Form, Part};
use souk_http::{Result, to_the_end};
use souk_market::portal::ReturnsQuery;
use souk_market::refunds::Seller;
use souk_market::returns::{self, Receipt};
use souk_ui::redirect::see_other;

use super::list::{Trouble, answer_field, draw};
use crate::routes;
use crate::shared::{Fields, Mistakes, Worker};

/// `GET` where only forms are sent: a page with what was wrong in one stands at such an address, and may be opened again.
pub(super) async fn back(_worker: Worker, Part(_id): Part<ReturnId>) -> Result<Response> {
    Ok(see_other(routes::returns(), None))
}

/// `POST /vendor/returns/{id}`: `do` says what becomes of it.
pub(super) async fn answer(
    worker: Worker,
    Part(id): Part<ReturnId>,
    Form(sent): Form<Fields>,
) -> Result<Response> {
    worker.require(VendorPermission::ReturnsWrite)?;
    sent.only(&["key", "do", "answer", "restock", "refund"], &[])?;
    let (app, actor, seller) = (worker.http.app(), worker.actor(), Seller::Vendor(worker.seat.vendor));
    let words = sent.get("answer").to_owned();
    let done = match sent.get("do") {
        "approve" => returns::approve_return(app, actor, seller, id, words, sent.once()),
        "refuse" => returns::refuse_return(app, actor, seller, id, words, sent.once()),
        "receive" => {
            let (restock, refund) = (!sent.get("restock").is_empty(), !sent.get("refund").is_empty());
            returns::receive_return(app, actor, seller, id, Receipt { restock, refund }, sent.once())
        }
        "refund" => returns::refund_return(app, actor, seller, id, sent.once()),
        _ => return back(worker, Part(id)).await,
    };
    let mistakes = match to_the_end(done).await? {
        Ok(_) => return Ok(see_other(&format!("{}?done=answered", routes::returns()), None)),
        Err(error) => Mistakes::of(error, |pointer| match pointer {
            "/answer" => answer_field(&id.to_string()),
            _ => String::new(),
        })?,
    };
    let query = ReturnsQuery { status: None, after: None, only: Some(id) };
    let trouble = Trouble { of: Some(id), sent, mistakes };
    draw(&worker, query, &trouble, String::new()).await
}
