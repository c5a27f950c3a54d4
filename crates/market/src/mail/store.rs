use jiff::Timestamp;
use souk_db::{ToParam, fill_places, params, sql, table};
use souk_domain::{
    ids::{MailId, OrderId},
    text::Email,
};

use super::{Batch, NewMail};
use crate::{Ctx, Result, stored::delete_some};

/// Mails shown on one page of the mailbox.
pub const MOST_SHOWN: u32 = 100;
/// Mails that one statement changes: more than most orders cause.
const AT_ONCE: usize = 4;

table! {
    /// A mail as it is kept.
    #[derive(Clone, Debug)]
    pub struct Mail in "mail", private {
        pub id: MailId,
        pub kind: String,
        pub order as order_id: Option<OrderId>,
        pub recipient: String [free_text, max(Email::MAX_CHARS)],
        /// Who is answered, where it is not the market.
        pub reply_to: Option<String> [free_text, max(Email::MAX_CHARS)],
        pub(crate) facts: String [free_text],
        state: String,
        pub created_at: Timestamp,
        sent_at: Option<Timestamp>,
    }
}

/// Writes each mail once: one that is there already stays as it is.
pub(crate) async fn write(ctx: &Ctx<'_>, mails: Vec<NewMail>) -> Result<()> {
    let queued = |new: NewMail| Mail {
        id: new.id,
        kind: new.kind.to_owned(),
        order: new.order,
        recipient: new.recipient,
        reply_to: new.reply_to,
        facts: new.facts,
        state: "queued".to_owned(),
        created_at: ctx.now,
        sent_at: None,
    };
    ctx.tx.insert_missing(&mails.into_iter().map(queued).collect::<Vec<_>>()).await?;
    Ok(())
}

/// The mails of batches that were not sent yet.
pub(crate) async fn list_queued(ctx: &Ctx<'_>, batches: &[Batch]) -> Result<Vec<Mail>> {
    let mut queued = Vec::new();
    for some in batches.chunks(AT_ONCE) {
        let ends = some.iter().chain(some.last().into_iter().cycle()).take(AT_ONCE);
        let ends: Vec<MailId> = ends.flat_map(|batch| [batch.mail(0), batch.mail(u16::MAX)]).collect();
        let mails: Vec<Mail> = ctx
            .tx
            .list(
                sql!(
                    "select {columns mail} from mail where (id between ? and ? or id between ? and ? \
                     or id between ? and ? or id between ? and ?) and state = 'queued' order by id"
                ),
                &ends.iter().map(ToParam::to_param).collect::<Vec<_>>(),
            )
            .await?;
        queued.extend(mails);
    }
    Ok(queued)
}

pub(crate) async fn mark_sent(ctx: &Ctx<'_>, mails: &[MailId]) -> Result<()> {
    for some in mails.chunks(AT_ONCE) {
        let mut values = params![ctx.now].to_vec();
        values.extend(fill_places::<AT_ONCE, _>(some));
        ctx.tx
            .run(
                sql!(
                    "update mail set state = 'sent', sent_at = ? where id in (?, ?, ?, ?) and state = 'queued'"
                ),
                &values,
            )
            .await?;
    }
    Ok(())
}

/// Leaves of a mail who got it, when, and what it was about.
pub(crate) async fn forget_words(ctx: &Ctx<'_>, id: MailId) -> Result<()> {
    ctx.tx.run(sql!("update mail set facts = '' where id = ?"), params![id]).await?;
    Ok(())
}

/// Takes back a mail that nobody is to get any more.
pub(crate) async fn delete(ctx: &Ctx<'_>, id: MailId) -> Result<()> {
    ctx.tx.run(sql!("delete from mail where id = ?"), params![id]).await?;
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

/// Removes mails that were written before a time. Answers how many.
pub(crate) async fn clean(ctx: &Ctx<'_>, before: Timestamp, at_most: i64) -> Result<u64> {
    let old = sql!(delete_some!("mail", "id", "created_at <= ?", "created_at, id"));
    Ok(ctx.tx.run(old, params![before, at_most, before]).await?)
}

/// One mail of the shop's mailbox.
pub(crate) async fn find(ctx: &Ctx<'_>, id: MailId) -> Result<Option<Mail>> {
    Ok(ctx.tx.find(sql!("select {columns mail} from mail where id = ?"), params![id]).await?)
}

/// The newest mails of the shop's mailbox, at most [`MOST_SHOWN`].
pub(crate) async fn list_newest(ctx: &Ctx<'_>) -> Result<Vec<Mail>> {
    Ok(ctx
        .tx
        .list(
            sql!("select {columns mail} from mail order by created_at desc, id desc limit ?"),
            params![MOST_SHOWN],
        )
        .await?)
}
