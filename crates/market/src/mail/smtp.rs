use std::time::{Duration, SystemTime};

use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{Mailbox, MultiPart},
};
use souk_db::BoxFuture;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::{
    Fault,
    ports::{Mailer, OutgoingMail},
};

/// A mail server that does not answer in this time has failed; the mail is tried again.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Mails that are handed on side by side: a mail server takes only so many calls from one place.
const AT_ONCE: usize = 8;

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
        message
            .subject(&mail.subject)
            .message_id(Some(message_id(mail, &self.public_url)))
            .date(SystemTime::UNIX_EPOCH + Duration::from_millis(at))
            .multipart(MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone()))
            .map_err(|e| outside(&e))
    }
}

impl Mailer for Smtp {
    fn turn(&self) -> BoxFuture<'_, Option<SemaphorePermit<'_>>> {
        Box::pin(async { self.turns.acquire().await.ok() })
    }

    fn send<'a>(&'a self, mail: &'a OutgoingMail) -> BoxFuture<'a, Result<(), Fault>> {
        Box::pin(async move {
            let message = self.message(mail)?;
            self.transport
                .send(message)
                .await
                .map_err(|e| Fault::Outside(format!("the mail server did not take {}: {e}", mail.id)))?;
            Ok(())
        })
    }
}

/// The Message-ID of a mail: the same through all tries, so that a reader's mailbox drops a second copy.
fn message_id(mail: &OutgoingMail, public_url: &str) -> String {
    let host =
        public_url.split("://").nth(1).unwrap_or("localhost").split([':', '/']).next().unwrap_or("localhost");
    format!("<{}@{host}>", mail.id)
}
