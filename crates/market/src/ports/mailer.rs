use jiff::Timestamp;
use souk_db::BoxFuture;
use souk_domain::ids::MailId;

use crate::Fault;

/// A mail as it leaves the house.
#[derive(Clone, Debug)]
pub struct OutgoingMail {
    pub id: MailId,
    pub recipient: String,
    /// Who is answered, where it is not the market.
    pub reply_to: Option<String>,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// For its Date header.
    pub written_at: Timestamp,
}

/// Hands mails on.
pub trait Mailer: Send + Sync {
    /// Hands one mail on. Errors: it was not accepted; it will be tried again.
    fn send<'a>(&'a self, mail: &'a OutgoingMail) -> BoxFuture<'a, Result<(), Fault>>;
    /// Whether mails stay here, to be read in the shop's own mailbox.
    fn keeps_mails(&self) -> bool {
        false
    }
}
