//! What faces ask of notifications.

use super::{CheckedMessage, to_market::write_to_market};
use crate::{Actor, App, BoxFuture, Result};

/// Sends the market what somebody wrote to it. `who` is the client, for limits. Errors: that client wrote too much.
pub fn send_message(
    app: &App,
    message: CheckedMessage,
    who: Option<Vec<u8>>,
) -> BoxFuture<'static, Result<()>> {
    app.write_with(Actor::Guest, (message, who), |ctx, (message, who)| {
        Box::pin(write_to_market(ctx, message, who.as_deref()))
    })
}
