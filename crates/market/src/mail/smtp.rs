use std::time::{Duration, SystemTime};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};
use souk_db::BoxFuture;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::{
    Fault,
    ports::{MADE_UP_DOMAIN, Mailer, OutgoingMail},
};

/// A mail server that does not answer in this time has failed; the mail is tried again.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Mails that are handed on side by side: a mail server takes only so many calls from one place.
const AT_ONCE: usize = 8;

/// How an encoded word (RFC 2047) begins.
const ENCODED_WORD: &str = "=?";
/// Bytes of text in one encoded word, which has at most 75 characters.
const ENCODED_BYTES: usize = 42;

/// Hands mails to a mail server.
pub struct Smtp {
    turns: Semaphore,
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    public_url: String,
}

impl Smtp {
    /// `url` as lettre reads it: `smtp://user:password@host:587?tls=required`, `smtps://…`, or `smtp://127.0.0.1:2525`.
    /// Errors: a URL or a sender that cannot be read.
    pub fn new(url: &str, from: &str, public_url: &str) -> Result<Self, Fault> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|e| Fault::Outside(format!("the SMTP URL cannot be read: {e}")))?
            .timeout(Some(TIMEOUT))
            .build();
        let from = from
            .parse()
            .map_err(|e| Fault::Outside(format!("the sender `{from}` is no mail address: {e}")))?;
        Ok(Self { turns: Semaphore::new(AT_ONCE), transport, from, public_url: public_url.to_owned() })
    }

    fn message(&self, mail: &OutgoingMail) -> Result<Message, Fault> {
        let outside =
            |e: &dyn std::fmt::Display| Fault::Outside(format!("mail {} cannot be written: {e}", mail.id));
        let to: Mailbox = mail.recipient.parse().map_err(|e| outside(&e))?;
        let at = u64::try_from(mail.written_at.as_millisecond()).unwrap_or(0);
        let mut message = Message::builder().from(self.from.clone()).to(to);
        if let Some(reply_to) = &mail.reply_to {
            message = message.reply_to(reply_to.parse().map_err(|e| outside(&e))?);
        }
        let mut message = message
            .message_id(Some(message_id(mail, &self.public_url)))
            .date(SystemTime::UNIX_EPOCH + Duration::from_millis(at))
            .multipart(MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone()))
            .map_err(|e| outside(&e))?;
        message.headers_mut().insert_raw(subject(&mail.subject));
        Ok(message)
    }
}

/// The header of a subject. A visitor's words may look like an encoded word, which a reader's program would decode into what
/// nobody wrote or saw: what holds the mark of one is encoded itself.
fn subject(words: &str) -> HeaderValue {
    let name = HeaderName::new_from_ascii_str("Subject");
    if words.contains(ENCODED_WORD) {
        HeaderValue::dangerous_new_pre_encoded(name, words.to_owned(), encoded(words))
    } else {
        HeaderValue::new(name, words.to_owned())
    }
}

/// A text as encoded words (RFC 2047), each on a line of its own.
fn encoded(words: &str) -> String {
    let mut pieces = vec![String::new()];
    for c in words.chars() {
        if pieces.last().is_some_and(|piece| piece.len() + c.len_utf8() > ENCODED_BYTES) {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
    }
    let encoded: Vec<String> =
        pieces.iter().map(|piece| format!("=?utf-8?b?{}?=", STANDARD.encode(piece))).collect();
    encoded.join("\r\n ")
}

impl Mailer for Smtp {
    fn turn(&self) -> BoxFuture<'_, Option<SemaphorePermit<'_>>> {
        Box::pin(async { self.turns.acquire().await.ok() })
    }

    fn send<'a>(&'a self, mail: &'a OutgoingMail) -> BoxFuture<'a, Result<(), Fault>> {
        Box::pin(async move {
            if is_made_up(&mail.recipient) {
                return Ok(());
            }
            let message = self.message(mail)?;
            self.transport
                .send(message)
                .await
                .map_err(|e| Fault::Outside(format!("the mail server did not take {}: {e}", mail.id)))?;
            Ok(())
        })
    }
}

/// Whether a reader is one whom a demonstration made up: no letter to them leaves the shop.
fn is_made_up(recipient: &str) -> bool {
    recipient.rsplit_once('@').is_some_and(|(_, domain)| {
        domain == MADE_UP_DOMAIN
            || domain.strip_suffix(MADE_UP_DOMAIN).is_some_and(|rest| rest.ends_with('.'))
    })
}

/// The Message-ID of a mail: the same through all tries, so that a reader's mailbox drops a second copy.
fn message_id(mail: &OutgoingMail, public_url: &str) -> String {
    let host =
        public_url.split("://").nth(1).unwrap_or("localhost").split([':', '/']).next().unwrap_or("localhost");
    format!("<{}@{host}>", mail.id)
}

#[cfg(test)]
mod tests {
    use lettre::message::header::Headers;

    use super::*;

    #[test]
    fn what_looks_encoded_is_encoded_anew_in_words_that_read_back() {
        let sent = |words: &str| {
            let mut headers = Headers::new();
            headers.insert_raw(subject(words));
            headers.to_string()
        };
        assert_eq!(sent("=?utf-8?q?You_won?="), "Subject: =?utf-8?b?PT91dGYtOD9xP1lvdV93b24/PQ==?=\r\n");
        assert_eq!(sent("Your order"), "Subject: Your order\r\n");
        let long = format!("=?{}", "ü".repeat(80));
        let mut back = String::new();
        for word in encoded(&long).split("\r\n ") {
            assert!(word.len() <= 75, "{word}");
            let inside = word.strip_prefix("=?utf-8?b?").and_then(|rest| rest.strip_suffix("?=")).unwrap();
            back += std::str::from_utf8(&STANDARD.decode(inside).unwrap()).unwrap();
        }
        assert_eq!(back, long);
    }

    #[test]
    fn only_those_whom_a_demonstration_made_up_get_no_letter() {
        for made_up in ["maya@demo.example", "hello@saltmarsh.demo.example"] {
            assert!(is_made_up(made_up), "{made_up}");
        }
        for other in ["a@mydemo.example", "a@example.org", "a@demo.example.org", "demo.example"] {
            assert!(!is_made_up(other), "{other}");
        }
    }
}
