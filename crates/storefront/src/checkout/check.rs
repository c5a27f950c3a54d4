//! From what was typed to what an order needs, with every wrong field named at once.

use souk_domain::address::Address;
use souk_domain::field::FieldError;
use souk_domain::text::Email;
use souk_ui::texts::say;

use super::sent::Typed;

/// Who buys and where it goes.
pub(super) struct Checked {
    pub(super) email: Email,
    /// None when nothing travels.
    pub(super) address: Option<Address>,
}

/// Whether anything has to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Travels {
    Yes,
    No,
}

/// Checks contact and address. Errors: fields by the names of the form, in no order.
pub(super) fn check(typed: &Typed, travels: Travels) -> Result<Checked, Vec<FieldError>> {
    let email = email(typed);
    let address = match travels {
        Travels::No => Ok(None),
        Travels::Yes => address(typed).map(Some),
    };
    match (email, address) {
        (Ok(email), Ok(address)) => Ok(Checked { email, address }),
        (email, address) => {
            let mut wrong: Vec<FieldError> = email.err().into_iter().collect();
            wrong.extend(address.err().into_iter().flatten());
            Err(wrong)
        }
    }
}

fn email(typed: &Typed) -> Result<Email, FieldError> {
    Email::parse(&typed.email).map_err(|_| {
        let words = if typed.email.trim().is_empty() {
            say("email-needed", &[])
        } else {
            say("email-malformed", &[])
        };
        FieldError::new("/email", "malformed_email", words)
    })
}

/// The address, if it is one.
pub(super) fn address(typed: &Typed) -> Result<Address, Vec<FieldError>> {
    typed.place.address()
}
