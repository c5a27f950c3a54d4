//! What a shopper writes to the market from its contact page.

use jiff::SignedDuration;
use souk_domain::{
    bounds::message,
    field::FieldError,
    ids::{MailId, OrderNumber},
    refusal::RequestRefusal,
    text::{Email, bounded_line, bounded_text},
};

use super::{DeliverMails, facts::Facts, kind::Kind};
use crate::{
    Ctx, Result,
    mail::{self, Batch, NewMail},
    queue, settings,
    throttle::{self, Rule},
};

/// Messages of one network in an hour: somebody with much to say, and no machine.
const RULE: Rule = Rule { name: "message to the market", uses: 5, window: SignedDuration::from_hours(1) };

/// A message as it was typed.
#[derive(Clone, Debug, Default)]
pub struct Message {
    pub name: String,
    pub email: String,
    /// The order it is about; may be empty.
    pub order: String,
    pub words: String,
}

/// A message that can be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedMessage {
    pub name: String,
    pub email: Email,
    pub order: Option<OrderNumber>,
    pub words: String,
}

impl Message {
    /// What can be sent. Errors: every field that cannot be, by its name in the form.
    pub fn checked(&self) -> Result<CheckedMessage, Vec<FieldError>> {
        let mut wrong = Vec::new();
        let mut keep = |read: Result<String, FieldError>| {
            read.unwrap_or_else(|field| {
                wrong.push(field);
                String::new()
            })
        };
        let name = keep(bounded_line("/name", &self.name, 1, message::MAX_NAME_CHARS));
        let words = keep(bounded_text("/words", &self.words, 1, message::MAX_WORDS_CHARS));
        let email = Email::parse(&self.email)
            .map_err(|malformed| FieldError::new("/email", "malformed_email", malformed.to_string()));
        let order = match self.order.trim() {
            "" => Ok(None),
            typed => typed.to_ascii_uppercase().parse().map(Some).map_err(|_| {
                FieldError::new("/order", "invalid_value", "An order number looks like S-7K2M-9QXT.")
            }),
        };
        match (email, order) {
            (Ok(email), Ok(order)) if wrong.is_empty() => Ok(CheckedMessage { name, email, order, words }),
            (email, order) => {
                wrong.extend(email.err());
                wrong.extend(order.err());
                Err(wrong)
            }
        }
    }
}

/// Sends a message to the market's contact, once however often it is sent. `who` is the network it is counted by, where
/// it is. Errors: too many messages, a market that named no contact.
pub async fn write_to_market(ctx: &Ctx<'_>, message: &CheckedMessage, who: Option<&[u8]>) -> Result<()> {
    let contact = settings::load(ctx).await?.contact;
    if contact.is_empty() {
        return Err(RequestRefusal::NotFound.into());
    }
    if let Some(who) = who {
        throttle::spend(ctx, RULE, who).await?;
    }
    let hash =
        ctx.app.key().keyed_hash("message", &[message.email.as_str().as_bytes(), message.words.as_bytes()]);
    // without a time, so that the same words are the same mail whenever they are sent
    let [random @ .., _, _] = hash.first_chunk::<12>().copied().unwrap_or_default();
    let batch = Batch::of_mail(MailId::from_parts(0, random));
    let id = batch.mail(0);
    let new = NewMail {
        id,
        kind: Kind::Message.as_str(),
        order: None,
        recipient: contact,
        reply_to: Some(message.email.as_str().to_owned()),
        facts: Facts::of_message(message).to_words()?,
    };
    mail::write(ctx, vec![new]).await?;
    queue::enqueue::<DeliverMails>(ctx, id).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message() -> Message {
        Message {
            name: "Maya".into(),
            email: "maya@example.com".into(),
            order: String::new(),
            words: "Where is my mug?".into(),
        }
    }

    #[test]
    fn every_wrong_field_is_named() {
        assert!(message().checked().is_ok());
        let wrong = Message { order: "12".into(), email: "maya".into(), ..Message::default() };
        let mut named: Vec<String> =
            wrong.checked().unwrap_err().into_iter().map(|field| field.pointer).collect();
        named.sort();
        assert_eq!(named, ["/email", "/name", "/order", "/words"]);
    }

    #[test]
    fn a_number_may_be_typed_small() {
        let asked = Message { order: " s-7k2m-9qxt ".into(), ..message() };
        let number = asked.checked().map(|checked| checked.order.map(|number| number.to_string()));
        assert_eq!(number.ok().flatten().as_deref(), Some("S-7K2M-9QXT"));
    }
}
