use jiff::Timestamp;
use souk_db::BoxFuture;
use souk_domain::ids::MailId;

use tokio::sync::SemaphorePermit;

use crate::Fault;

/// Where everybody lives whom a demonstration made up. Nothing is sent there: such names are nobody's (RFC 2606), and a mail
/// server that is asked all the same answers with hundreds of returned letters.
pub const MADE_UP_DOMAIN: &str = "demo.example";

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
    /// Waits for a turn, where few mails are handed on at once; whoever has it hands one on.
    fn turn(&self) -> BoxFuture<'_, Option<SemaphorePermit<'_>>> {
        Box::pin(std::future::ready(None))
    }
    /// Hands one mail on. Errors: it was not accepted; it will be tried again.
    fn send<'a>(&'a self, mail: &'a OutgoingMail) -> BoxFuture<'a, Result<(), Fault>>;
    /// Whether mails stay here, to be read in the shop's own mailbox.
    fn keeps_mails(&self) -> bool {
        false
    }
}
