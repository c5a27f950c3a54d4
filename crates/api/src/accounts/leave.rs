//! What somebody may take along, and how they leave.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use http::StatusCode;
use souk_http::{HttpState, Owner, Result, read::Json};
use souk_market::accounts;
use utoipa::ToSchema;

use super::password::CurrentPassword;
use crate::wire::{Address, Answer, Money};

/// Everything kept about an account.
#[derive(ToSchema)]
#[allow(dead_code, reason = "documents what the market writes")]
pub(crate) struct AccountExport {
    account: ExportedAccount,
    addresses: Vec<ExportedAddress>,
    sessions: Vec<ExportedSession>,
    orders: Vec<ExportedOrder>,
}

/// The account itself.
#[derive(ToSchema)]
#[allow(dead_code, reason = "documents what the market writes")]
pub(crate) struct ExportedAccount {
    id: String,
    username: String,
    email: Option<String>,
    email_verified: bool,
    phone: Option<String>,
    first_name: String,
    last_name: String,
    /// Whether signing in asks for a code.
    sign_in_codes: bool,
    created_at: String,
    updated_at: String,
}

/// An address of the address book.
#[derive(ToSchema)]
#[allow(dead_code, reason = "documents what the market writes")]
pub(crate) struct ExportedAddress {
    id: String,
    address: Address,
    default_shipping: bool,
    default_billing: bool,
}

/// A session.
#[derive(ToSchema)]
#[allow(dead_code, reason = "documents what the market writes")]
pub(crate) struct ExportedSession {
    /// As it named itself.
    program: String,
    /// Where it was begun, as limits count it.
    network: String,
    began: String,
    last_used: String,
}

/// An order.
#[derive(ToSchema)]
#[allow(dead_code, reason = "documents what the market writes")]
pub(crate) struct ExportedOrder {
    number: String,
    placed_at: String,
    status: String,
    email: String,
    phone: Option<String>,
    shipping_address: Option<Address>,
    billing_address: Option<Address>,
    lines: Vec<ExportedLine>,
    subtotal: Money,
    discount: Money,
    shipping: Money,
    tax: Money,
    total: Money,
}

/// A line of an order.
#[derive(ToSchema)]
#[allow(dead_code, reason = "documents what the market writes")]
pub(crate) struct ExportedLine {
    seller: String,
    name: String,
    sku: Option<String>,
    quantity: u32,
    unit_price: Money,
    total: Money,
}

pub(super) async fn export(State(http): State<HttpState>, owner: Owner) -> Result<Response> {
    let export = accounts::export_account(http.app(), owner.account).await?;
    Ok(Answer::ok(&export.0)?.send())
}

pub(super) async fn delete(
    State(http): State<HttpState>,
    owner: Owner,
    Json(asked): Json<CurrentPassword>,
) -> Result<Response> {
    let current = asked.current_password.take();
    accounts::delete(http.app(), owner.actor, owner.account, current).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
