//! What faces ask of the shop's mailbox.

use super::{Mail, list_newest};
use crate::{Actor, App, BoxFuture, Result};

/// The newest mails of the shop's mailbox, at most a hundred, without their words.
pub fn list_mails(app: &App) -> BoxFuture<'static, Result<Vec<Mail>>> {
    app.read(Actor::Operator, |ctx| Box::pin(list_newest(ctx)))
}
