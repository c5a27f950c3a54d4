//! Mail: what is written to whom, kept as facts until it is delivered and for some time after.
//!
//! A mail is a kind, a reader and the facts that its words are made of; no word and no link of it is stored. Mails of one
//! event are one batch: their ids are the event's with the number of the reader at the end, so each is written once however
//! often the event is handled, and keeps one Message-ID through all tries. Who is told what, and in which words,
//! `notifications` decides.

mod smtp;
mod store;
mod use_cases;

use souk_db::BoxFuture;
use souk_domain::ids::{EventId, MailId, OrderId};

pub use crate::ports::{Mailer, OutgoingMail};
pub use smtp::Smtp;
pub use store::{MOST_SHOWN, Mail};
pub(crate) use store::{
    clean, delete, find, forget_of_order, forget_of_reader, forget_words, list_newest, list_queued,
    mark_sent, write,
};
pub use use_cases::list_mails;

use crate::{Fault, Result};

/// A mail to be written.
pub(crate) struct NewMail {
    /// Of its batch and reader, which get it once.
    pub(crate) id: MailId,
    /// What it is about, in a word.
    pub(crate) kind: &'static str,
    pub(crate) order: Option<OrderId>,
    pub(crate) recipient: String,
    /// Who is answered, where it is not the market.
    pub(crate) reply_to: Option<String>,
    pub(crate) facts: String,
}

/// Mails that are written and delivered together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Batch([u8; 14]);

impl Batch {
    /// The mails of an event.
    pub(crate) fn of_event(event: EventId) -> Self {
        Self::of(event.as_bytes())
    }

    /// The batch that a mail is of.
    pub(crate) fn of_mail(mail: MailId) -> Self {
        Self::of(mail.as_bytes())
    }

    fn of(bytes: &[u8; 16]) -> Self {
        let [start @ .., _, _] = *bytes;
        Self(start)
    }

    /// The mail to reader `number`.
    pub(crate) fn mail(self, number: u16) -> MailId {
        let mut bytes = [0; 16];
        let (start, end) = bytes.split_at_mut(self.0.len());
        start.copy_from_slice(&self.0);
        end.copy_from_slice(&number.to_be_bytes());
        MailId::from_bytes(bytes)
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mails_of_an_event_are_one_batch_and_sort_by_their_readers() {
        let event = EventId::from_bytes([7; 16]);
        let batch = Batch::of_event(event);
        let mails = [batch.mail(0), batch.mail(1), batch.mail(300), batch.mail(u16::MAX)];
        assert!(mails.is_sorted() && mails.iter().all(|mail| Batch::of_mail(*mail) == batch));
        assert_ne!(Batch::of_event(EventId::from_bytes([8; 16])), batch);
    }
}
