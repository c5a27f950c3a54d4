//! Mail: letters in words, kept until they are delivered, and in a shop without a mail server for good.
//!
//! A mail is written in the transaction that handles what it tells of, once under its key however often that is handled.
//! Delivery is a job; the mail keeps one Message-ID through all tries. Who is told what, `notifications` decides.

mod delivery;
mod smtp;
mod store;
mod use_cases;

use souk_db::BoxFuture;
use souk_domain::ids::{MailId, OrderId};

pub use crate::ports::{Mailer, OutgoingMail};
pub(crate) use delivery::DeliverMail;
pub use smtp::Smtp;
pub use store::{Mail, find, list_newest};
pub(crate) use store::{forget_of_order, forget_of_reader};
pub use use_cases::{list_mails, show_mail};

use crate::{Ctx, Fault, Result, queue};

/// A letter in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// A mail to be written.
pub(crate) struct NewMail<'a> {
    /// What makes it the same mail, however often it is written.
    pub(crate) key: &'a str,
    /// What it is about, in a word.
    pub(crate) kind: &'a str,
    pub(crate) order: Option<OrderId>,
    pub(crate) recipient: &'a str,
    /// Who is answered, where it is not the market.
    pub(crate) reply_to: Option<&'a str>,
    pub(crate) written: &'a Written,
}

/// Writes a mail and promises its delivery; a second one under the same key is not written.
pub(crate) async fn post(ctx: &Ctx<'_>, new: &NewMail<'_>) -> Result<()> {
    let id = ctx.id(MailId::from_parts);
    store::insert_if_new(ctx, id, new).await?;
    queue::enqueue(ctx, &DeliverMail(id)).await
}

/// Keeps every mail in the shop's own mailbox: for a demo or a shop without a mail server. Nothing leaves the machine.
#[derive(Debug, Default)]
pub struct KeptHere;

impl Mailer for KeptHere {
    fn send<'a>(&'a self, _mail: &'a OutgoingMail) -> BoxFuture<'a, Result<(), Fault>> {
        Box::pin(async { Ok(()) })
    }

    fn keeps_mails(&self) -> bool {
        true
    }
}
