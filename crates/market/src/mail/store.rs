use jiff::Timestamp;
use souk_db::{TableRow as _, params, sql, table};
use souk_domain::{
    ids::{MailId, OrderId},
    text::Email,
};

use super::NewMail;
use crate::{Ctx, Result, ports::OutgoingMail};

/// Mails shown on one page of the mailbox.
const PAGE: i64 = 100;

table! {
    /// A mail as it was written.
    #[derive(Clone, Debug)]
    pub struct Mail in "mail", private {
        pub id: MailId,
        /// What it is about: a second one under the same key is not written.
        pub(super) dedup_key: String [free_text],
        pub kind: String,
        pub order as order_id: Option<OrderId>,
        pub recipient: String [free_text, max(Email::MAX_CHARS)],
        /// Who is answered, where it is not the market.
        pub reply_to: Option<String> [free_text, max(Email::MAX_CHARS)],
        pub subject: String [free_text],
        pub text as body_text: String [free_text],
        pub html as body_html: String [free_text],
        pub state: String,
        pub created_at: Timestamp,
        pub(super) sent_at: Option<Timestamp>,
    }
}

impl Mail {
    /// What the mailer is handed.
    pub(super) fn outgoing(self) -> OutgoingMail {
        let Self { id, recipient, reply_to, subject, text, html, created_at, .. } = self;
        OutgoingMail { id, recipient, reply_to, subject, text, html, written_at: created_at }
    }
}

/// Writes a mail once: a second one under the same key changes nothing.
pub(super) async fn insert_if_new(ctx: &Ctx<'_>, id: MailId, new: &NewMail<'_>) -> Result<()> {
    let NewMail { key, kind, order, recipient, reply_to, written } = *new;
    let mail = Mail {
        id,
        dedup_key: key.to_owned(),
        kind: kind.to_owned(),
        order,
        recipient: recipient.to_owned(),
        reply_to: reply_to.map(str::to_owned),
        subject: written.subject.clone(),
        text: written.text.clone(),
        html: written.html.clone(),
        state: "queued".to_owned(),
        created_at: ctx.now,
        sent_at: None,
    };
    ctx.tx.run(sql!("{insert mail} {or ignore dedup_key}"), &mail.params()).await?;
    Ok(())
}

/// The mail, unless it was sent already.
pub(super) async fn find_queued(ctx: &Ctx<'_>, id: MailId) -> Result<Option<Mail>> {
    Ok(ctx
        .tx
        .find(sql!("select {columns mail} from mail where id = ? and state = 'queued'"), params![id])
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
    Ok(ctx.tx.find(sql!("select {columns mail} from mail where id = ?"), params![id]).await?)
}

/// The newest mails of the shop's mailbox, at most a hundred.
pub async fn list_newest(ctx: &Ctx<'_>) -> Result<Vec<Mail>> {
    Ok(ctx
        .tx
        .list(
            sql!("select {columns mail} from mail order by created_at desc, id desc limit ?"),
            params![PAGE],
        )
        .await?)
}
