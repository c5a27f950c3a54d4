//! What faces ask of the shop's mailbox.

use souk_domain::ids::MailId;

use super::{Mail, find, list_newest};
use crate::{Actor, App, BoxFuture, Result};

/// The newest mails of the shop's mailbox, at most a hundred.
pub fn list_mails(app: &App) -> BoxFuture<'static, Result<Vec<Mail>>> {
    app.read(Actor::Operator, |ctx| Box::pin(list_newest(ctx)))
}

/// One mail of the shop's mailbox.
pub fn show_mail(app: &App, id: MailId) -> BoxFuture<'static, Result<Option<Mail>>> {
    app.read(Actor::Operator, move |ctx| Box::pin(find(ctx, id)))
}
