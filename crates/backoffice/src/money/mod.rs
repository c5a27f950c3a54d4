//! The market's money: what came to its bank account, what goes back to buyers, and the books.

use axum::http::Method;
use souk_http::{Access, Route};

mod ledger;
mod refunds;
mod sample;
mod transfers;

pub use ledger::{AccountChoice, LedgerPage};
pub use refunds::{RefundOnPage, RefundsPage};
pub use transfers::{NewTransfer, TransferOnPage, TransfersPage};

use crate::routes;

/// The addresses of the market's money.
pub(crate) fn mounted() -> Vec<Route> {
    let staff = Access::Staff;
    vec![
        Route::new(Method::GET, routes::TRANSFERS, "office_transfers", staff, transfers::show),
        Route::new(Method::POST, routes::TRANSFERS, "office_transfer_record", staff, transfers::record),
        Route::new(Method::GET, routes::TRANSFER_APPLY, "office_transfer_apply_back", staff, transfers::back),
        Route::new(Method::POST, routes::TRANSFER_APPLY, "office_transfer_apply", staff, transfers::apply),
        Route::new(
            Method::GET,
            routes::TRANSFER_RETURN,
            "office_transfer_return_back",
            staff,
            transfers::back,
        ),
        Route::new(
            Method::POST,
            routes::TRANSFER_RETURN,
            "office_transfer_return",
            staff,
            transfers::give_back,
        ),
        Route::new(Method::GET, routes::REFUNDS, "office_refunds", staff, refunds::show),
        Route::new(Method::GET, routes::REFUND_DONE, "office_refund_done_back", staff, refunds::back),
        Route::new(Method::POST, routes::REFUND_DONE, "office_refund_done", staff, refunds::done),
        Route::new(Method::GET, routes::REFUND_RETRY, "office_refund_retry_back", staff, refunds::back),
        Route::new(Method::POST, routes::REFUND_RETRY, "office_refund_retry", staff, refunds::retry),
        Route::new(Method::GET, routes::LEDGER, "office_ledger", staff, ledger::show),
    ]
}
