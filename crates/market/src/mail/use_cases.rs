//! What faces ask of the shop's mailbox.

use souk_domain::ids::MailId;

use super::{CheckedMessage, Mail, find, list_newest, write_to_market};
use crate::{Actor, App, BoxFuture, Result};

/// The newest mails of the shop's mailbox, at most a hundred.
pub fn list_mails(app: &App) -> BoxFuture<'static, Result<Vec<Mail>>> {
    app.read(Actor::Operator, |ctx| Box::pin(list_newest(ctx)))
}

/// One mail of the shop's mailbox.
pub fn show_mail(app: &App, id: MailId) -> BoxFuture<'static, Result<Option<Mail>>> {
    app.read(Actor::Operator, move |ctx| Box::pin(find(ctx, id)))
}

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
