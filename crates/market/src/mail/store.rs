use jiff::Timestamp;
use souk_db::{params, row, sql};
use souk_domain::ids::{MailId, OrderId};

use super::NewMail;
use crate::{Ctx, Result, ports::OutgoingMail};

/// Mails shown on one page of the mailbox.
const PAGE: i64 = 100;

row! {
    /// A mail as it was written.
    #[derive(Clone, Debug)]
    pub struct Mail {
        pub id: MailId,
        pub kind: String,
        pub order: Option<OrderId>,
        pub recipient: String,
        pub subject: String,
        pub text: String,
        pub html: String,
        pub state: String,
        pub created_at: Timestamp,
        /// Who is answered, where it is not the market.
        pub reply_to: Option<String>,
    }
}

impl Mail {
    /// What the mailer is handed.
    pub(super) fn outgoing(self) -> OutgoingMail {
        let Self { id, recipient, reply_to, subject, text, html, created_at, .. } = self;
        OutgoingMail { id, recipient, reply_to, subject, text, html, written_at: created_at }
    }
}

macro_rules! columns {
    () => {
        "id, kind, order_id, recipient, subject, body_text, body_html, state, created_at, reply_to"
    };
}

/// Writes a mail once: a second one under the same key changes nothing.
pub(super) async fn insert_if_new(ctx: &Ctx<'_>, id: MailId, new: &NewMail<'_>) -> Result<()> {
    let NewMail { key, kind, order, recipient, reply_to, written } = *new;
    ctx.tx
        .run(
            sql!(
                "insert into mail (id, dedup_key, kind, order_id, recipient, subject, body_text, body_html, state, created_at, \
                 sent_at, reply_to) values (?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, null, ?) {or ignore dedup_key}"
            ),
            params![
                id, key, kind, order, recipient, written.subject, written.text, written.html, ctx.now, reply_to
            ],
        )
        .await?;
    Ok(())
}

/// The mail, unless it was sent already.
pub(super) async fn find_queued(ctx: &Ctx<'_>, id: MailId) -> Result<Option<Mail>> {
    Ok(ctx
        .tx
        .find(
            sql!(concat!("select ", columns!(), " from mail where id = ? and state = 'queued'")),
            params![id],
        )
        .await?)
}

pub(super) async fn mark_sent(ctx: &Ctx<'_>, id: MailId) -> Result<()> {
    ctx.tx
        .run(
            sql!("update mail set state = 'sent', sent_at = ? where id = ? and state = 'queued'"),
            params![ctx.now, id],
        )
        .await?;
    Ok(())
}

/// Leaves of a letter who got it, when, and what it was about.
pub(super) async fn forget_words(ctx: &Ctx<'_>, id: MailId) -> Result<()> {
    ctx.tx.run(sql!("update mail set body_text = '', body_html = '' where id = ?"), params![id]).await?;
    Ok(())
}

/// Forgets the letters about an account that a reader got, and what the reader wrote to the market.
pub(crate) async fn forget_of_reader(ctx: &Ctx<'_>, reader: &str) -> Result<()> {
    let statement = sql!("delete from mail where order_id is null and (recipient = ? or reply_to = ?)");
    ctx.tx.run(statement, params![reader, reader]).await?;
    Ok(())
}

/// Forgets the letters about an order.
pub(crate) async fn forget_of_order(ctx: &Ctx<'_>, order: OrderId) -> Result<()> {
    ctx.tx.run(sql!("delete from mail where order_id = ?"), params![order]).await?;
    Ok(())
}

/// One mail of the shop's mailbox.
pub async fn find(ctx: &Ctx<'_>, id: MailId) -> Result<Option<Mail>> {
    Ok(ctx.tx.find(sql!(concat!("select ", columns!(), " from mail where id = ?")), params![id]).await?)
}

/// The newest mails of the shop's mailbox, at most a hundred.
pub async fn list_newest(ctx: &Ctx<'_>) -> Result<Vec<Mail>> {
    Ok(ctx
        .tx
        .list(
            sql!(concat!("select ", columns!(), " from mail order by created_at desc, id desc limit ?")),
            params![PAGE],
        )
        .await?)
}
