//! What a vendor says to a return.

use axum::response::Response;
use souk_domain::ids::ReturnId;
use souk_domain::vendor::VendorPermission;
use souk_http::read::{Form, Part};
use souk_http::{Result, to_the_end};
use souk_market::portal::ReturnsQuery;
use souk_market::refunds::Seller;
use souk_market::returns::{self, Answered, Arrived, Receipt, ReceivedPieces};
use souk_ui::redirect::see_other;
use souk_ui::texts::say;

use super::list::{Trouble, answer_field, draw, pieces_prefix, restock_prefix};
use crate::routes;
use crate::shared::{Fields, Mistakes, Worker, field_of, sum_of, typed_pieces};

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
    let (pieces, restocks) = (pieces_prefix(&id.to_string()), restock_prefix(&id.to_string()));
    sent.only(&["key", "revision", "do", "answer", "refund", "sum"], &[pieces.as_str(), restocks.as_str()])?;
    let (app, actor, seller) = (worker.http.app(), worker.actor(), Seller::Vendor(worker.seat.vendor));
    let words = sent.get("answer").to_owned();
    let asked = || Answered {
        id,
        expected: Some(sent.revision().unwrap_or_default()),
        reason: None,
        agreed: sent.agreed(),
    };
    let mut mistakes = Mistakes::default();
    let lines = typed_pieces(&sent, &pieces, &mut mistakes);
    let doing = sent.get("do").to_owned();
    if doing == "receive" && lines.is_empty() && mistakes.is_empty() {
        mistakes.add("", say("returns-nothing", &[]));
    }
    if matches!(doing.as_str(), "receive" | "close") && !mistakes.is_empty() {
        return again(&worker, id, sent, mistakes).await;
    }
    let done = match doing.as_str() {
        "approve" => returns::approve_return(app, actor, seller, asked(), words, sent.once()),
        "refuse" => returns::refuse_return(app, actor, seller, asked(), words, sent.once()),
        "receive" | "close" => {
            let arrived = lines.iter().map(|(line, quantity)| ReceivedPieces {
                line: *line,
                quantity: *quantity,
                restock: !sent.get(&format!("{restocks}{line}")).is_empty(),
            });
            let receipt = Receipt {
                arrived: Arrived::Pieces(arrived.collect()),
                refund: !sent.get("refund").is_empty(),
                closing: (doing == "close").then_some(words),
            };
            returns::receive_return(app, actor, seller, asked(), receipt, sent.once())
        }
        "refund" => returns::refund_return(app, actor, seller, asked(), sent.once()),
        _ => return back(worker, Part(id)).await,
    };
    let mistakes = match to_the_end(done).await? {
        Ok(_) => return Ok(see_other(&format!("{}?done=answered", routes::returns()), None)),
        Err(error) if sum_of(&error).is_some() => {
            let trouble = Trouble { of: Some(id), sent, mistakes, sum: sum_of(&error) };
            return draw(&worker, alone(id), &trouble, String::new()).await;
        }
        Err(error) => Mistakes::of(error, |pointer| match pointer {
            "/answer" | "/close_reason" => answer_field(&id.to_string()),
            "/lines" => String::new(),
            other => field_of(other, &pieces, &lines),
        })?,
    };
    again(&worker, id, sent, mistakes).await
}

/// The return alone, with what went wrong in its form.
async fn again(worker: &Worker, id: ReturnId, sent: Fields, mistakes: Mistakes) -> Result<Response> {
    let trouble = Trouble { of: Some(id), sent, mistakes, sum: None };
    draw(worker, alone(id), &trouble, String::new()).await
}

fn alone(id: ReturnId) -> ReturnsQuery {
    ReturnsQuery { status: None, after: None, only: Some(id) }
}
