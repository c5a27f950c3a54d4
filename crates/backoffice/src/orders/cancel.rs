//! Ending an order.

use axum::response::Response;
use souk_http::read::{Form, Part};
use souk_http::{Result, to_the_end};
use souk_market::{checkout, office};
use souk_ui::desk::{Fields, Mistakes};
use souk_ui::redirect::see_other;

use super::show::draw;
use crate::routes;
use crate::shared::Clerk;

/// `GET` where only the form is sent: a page with what was wrong in it stands at that address, and may be opened again.
pub(super) async fn back(_clerk: Clerk, Part(number): Part<String>) -> Result<Response> {
    Ok(see_other(&routes::order(&number), None))
}

/// `POST /admin/orders/{number}/cancel`: ends the order, and gives back what was paid.
pub(super) async fn cancel(
    clerk: Clerk,
    Part(number): Part<String>,
    Form(sent): Form<Fields>,
) -> Result<Response> {
    sent.only(&["key", "reason"], &[])?;
    let app = clerk.http.app();
    let found = office::order(app, clerk.actor, number.clone()).await?;
    let reason = sent.get("reason").to_owned();
    let ending = checkout::cancel_any_order(app, clerk.actor, found.order.id, reason, sent.once());
    match to_the_end(ending).await? {
        Ok(_) => Ok(see_other(&format!("{}?done=cancelled", routes::order(&number)), None)),
        Err(error) => {
            let mistakes = Mistakes::of(error, |pointer| pointer.trim_start_matches('/').to_owned())?;
            let found = office::order(app, clerk.actor, number).await?;
            draw(&clerk, &found, &mistakes, sent.get("reason"), String::new())
        }
    }
}
