//! What a borrowed browser must not do asks for the password again.

use souk_http::{Result, to_the_end};
use souk_market::accounts;
use souk_ui::faults::Faults;
use souk_ui::form::Secret;
use souk_ui::texts::say;

use crate::shared::Worker;

/// Whether the one who asks knows the password; else what to say at its field. Errors: what nobody can mend there.
pub(super) async fn confirmed(worker: &Worker, typed: Secret) -> Result<Result<(), Faults>> {
    if typed.is_empty() {
        return Ok(Err(Faults::at("current_password", say("confirm-needed", &[]))));
    }
    let (app, actor, account) = (worker.http.app().clone(), worker.request.actor(), worker.seat.account);
    let asked = async move { accounts::check_current_password(&app, actor, account, typed.take()).await };
    match to_the_end(asked).await? {
        Ok(()) => Ok(Ok(())),
        Err(error) => Ok(Err(Faults::of(error)?)),
    }
}
