use souk_ui::mail::OrderPlaced;
use souk_ui::samples::at;
use souk_ui::samples::frame;

use super::{Envelope, LetterPage, MailboxPage};

fn envelope(id: &str, to: &str, subject: &str) -> Envelope {
    Envelope { id: id.to_owned(), to: to.to_owned(), subject: subject.to_owned(), sent: at(21, 16, 12) }
}

impl MailboxPage {
    pub fn sample() -> Self {
        Self {
            frame: frame("/_mail"),
            letters: vec![
                envelope("mail_2", "maya.lindqvist@example.com", "Your order S-7K2M-9QXT at Souk"),
                envelope("mail_1", "hello@kiln-fern.example", "New order S-7K2M-9QXT at Souk"),
            ],
        }
    }
}

impl LetterPage {
    pub fn sample() -> Self {
        Self {
            frame: frame("/_mail/mail_2"),
            envelope: envelope("mail_2", "maya.lindqvist@example.com", "Your order S-7K2M-9QXT at Souk"),
            text: OrderPlaced::sample().letter().map(|letter| letter.text).unwrap_or_default(),
        }
    }
}
