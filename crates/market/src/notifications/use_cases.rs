//! What faces ask of notifications.

use souk_domain::ids::MailId;

use super::{CheckedMessage, KeptLetter, to_market::write_to_market, words::put_into_words};
use crate::{Actor, App, BoxFuture, Ctx, Result, mail};

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

/// The newest letters of the shop's mailbox, at most a hundred.
pub fn list_letters(app: &App) -> BoxFuture<'static, Result<Vec<KeptLetter>>> {
    app.read(Actor::Operator, |ctx| {
        Box::pin(async move { in_words(ctx, mail::list_newest(ctx).await?).await })
    })
}

/// One letter of the shop's mailbox.
pub fn show_letter(app: &App, id: MailId) -> BoxFuture<'static, Result<Option<KeptLetter>>> {
    app.read(Actor::Operator, move |ctx| {
        Box::pin(async move {
            let found = mail::find(ctx, id).await?.into_iter().collect();
            Ok(in_words(ctx, found).await?.pop())
        })
    })
}

/// Those that can still be put into words.
async fn in_words(ctx: &Ctx<'_>, mails: Vec<mail::Mail>) -> Result<Vec<KeptLetter>> {
    let written = put_into_words(ctx, mails).await?.into_iter();
    let kept = written.filter_map(|(mail, words)| {
        let mail::Mail { id, recipient, reply_to, created_at, .. } = mail;
        Some(KeptLetter { id, recipient, reply_to, written_at: created_at, words: words? })
    });
    Ok(kept.collect())
}
