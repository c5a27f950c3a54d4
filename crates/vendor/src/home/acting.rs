//! One of the staff stops acting for a vendor.

use axum::extract::State;
use axum::response::Response;
use souk_http::read::Form;
use souk_http::{HttpState, Owner, Result};
use souk_market::accounts;
use souk_ui::form::ButtonForm;
use souk_ui::redirect::see_other;

/// `POST /vendor/acting/end`: back to where the staff works.
pub(super) async fn end(
    State(http): State<HttpState>,
    owner: Owner,
    Form(ButtonForm {}): Form<ButtonForm>,
) -> Result<Response> {
    accounts::stop_acting(http.app(), owner.account, owner.session.id).await?;
    Ok(see_other(souk_ui::routes::office_desk(), None))
}
