use jiff::Timestamp;
use souk_db::{Param, TableRow as _, ToParam as _, params, sql, table};
use souk_domain::{
    ids::{MailId, OrderId},
    text::Email,
};

use super::{Batch, NewMail};
use crate::{Ctx, Result};

/// Mails shown on one page of the mailbox.
const PAGE: i64 = 100;
/// Mails that one statement writes or changes: more than most orders cause.
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
pub(super) async fn insert_if_new(ctx: &Ctx<'_>, mails: &[(MailId, &NewMail<'_>)]) -> Result<()> {
    let mails: Vec<Mail> = mails.iter().map(|(id, new)| queued(ctx, *id, new)).collect();
    for some in mails.chunks(AT_ONCE) {
        match some {
            [one] => {
                ctx.tx.run(sql!("{insert mail} {or ignore id}"), &one.params()).await?;
            }
            several => {
                let rows: Vec<Param<'_>> = filled(several).flat_map(Mail::params).collect();
                ctx.tx.run(sql!("{insert mail 4} {or ignore id}"), &rows).await?;
            }
        }
    }
    Ok(())
}

fn queued(ctx: &Ctx<'_>, id: MailId, new: &NewMail<'_>) -> Mail {
    Mail {
        id,
        kind: new.kind.to_owned(),
        order: new.order,
        recipient: new.recipient.to_owned(),
        reply_to: new.reply_to.map(str::to_owned),
        facts: new.facts.to_owned(),
        state: "queued".to_owned(),
        created_at: ctx.now,
        sent_at: None,
    }
}

/// The things, and in the places left over the last one again: done twice by one statement it is done once.
fn filled<T>(some: &[T]) -> impl Iterator<Item = &T> {
    some.iter().chain(some.last().into_iter().cycle()).take(AT_ONCE)
}

/// The mails of a batch that were not sent yet.
pub(crate) async fn list_queued(ctx: &Ctx<'_>, batch: Batch) -> Result<Vec<Mail>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns mail} from mail where id >= ? and id <= ? and state = 'queued' order by id"
            ),
            params![batch.mail(0), batch.mail(u16::MAX)],
        )
        .await?)
}

pub(crate) async fn mark_sent(ctx: &Ctx<'_>, mails: &[MailId]) -> Result<()> {
    for some in mails.chunks(AT_ONCE) {
        let values: Vec<Param<'_>> =
            std::iter::once(ctx.now.to_param()).chain(filled(some).map(|id| id.to_param())).collect();
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
    // the inner one is a table of its own, since MySQL does not read from a table that it deletes from
    Ok(ctx
        .tx
        .run(
            sql!(
                "delete from mail where id in (select id from (select m.id as id from mail m where m.created_at <= ? \
                 order by m.created_at, m.id limit ?) old_mails)"
            ),
            params![before, at_most],
        )
        .await?)
}

/// One mail of the shop's mailbox.
pub(crate) async fn find(ctx: &Ctx<'_>, id: MailId) -> Result<Option<Mail>> {
    Ok(ctx.tx.find(sql!("select {columns mail} from mail where id = ?"), params![id]).await?)
}

/// The newest mails of the shop's mailbox, at most a hundred.
pub(crate) async fn list_newest(ctx: &Ctx<'_>) -> Result<Vec<Mail>> {
    Ok(ctx
        .tx
        .list(
            sql!("select {columns mail} from mail order by created_at desc, id desc limit ?"),
            params![PAGE],
        )
        .await?)
}
