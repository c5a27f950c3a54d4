//! E-mail addresses.

use unicode_normalization::UnicodeNormalization as _;

use super::{fold_key, plain};
use std::{fmt, str::FromStr};

/// The longest part before the @ (RFC 5321).
const MAX_LOCAL_BYTES: usize = 64;

/// The longest part of a domain between dots (RFC 1035).
const MAX_LABEL_BYTES: usize = 63;

/// An e-mail address, as it was written.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Email(String);

/// The text is no e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an e-mail address has one @ with a name before it and a domain after it, such as ada@example.org")]
pub struct MalformedEmail;

impl Email {
    /// The longest address a mail server must take, in bytes (RFC 5321); so it has no more characters either.
    pub const MAX_CHARS: usize = 254;

    /// Reads an address; white space around it, and whatever else pasting brings along, is dropped.
    pub fn parse(text: &str) -> Result<Self, MalformedEmail> {
        let text: String = plain(text).nfc().collect();
        let (local, domain) = text.split_once('@').ok_or(MalformedEmail)?;
        let good = text.len() <= Self::MAX_CHARS && is_local(local) && is_domain(domain);
        if good { Ok(Self(text)) } else { Err(MalformedEmail) }
    }

    /// The address as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key under which the same address in another spelling is found: folded, with the domain as the name system asks
    /// for it (IDNA), so that `bücher.example` and `xn--bcher-kva.example` are one.
    pub fn key(&self) -> String {
        let ascii = self.0.split_once('@').and_then(|(local, domain)| Some((local, ascii_domain(domain)?)));
        ascii.map_or_else(|| fold_key(&self.0), |(local, domain)| fold_key(&format!("{local}@{domain}")))
    }
}

/// The key of a text that is an address or not: what is none has the key of any other text.
pub fn email_key(text: &str) -> String {
    Email::parse(text).map_or_else(|_| fold_key(text), |email| email.key())
}

fn is_local(local: &str) -> bool {
    let dots = !local.starts_with('.') && !local.ends_with('.') && !local.contains("..");
    let symbols = local.chars().all(|c| {
        c.is_ascii_alphanumeric()
            || "!#$%&'*+-/=?^_`{|}~.".contains(c)
            || (!c.is_ascii() && c.is_alphanumeric())
    });
    !local.is_empty() && local.len() <= MAX_LOCAL_BYTES && dots && symbols
}

/// A domain as the name system asks for it. `None`: it cannot be asked for.
fn ascii_domain(domain: &str) -> Option<String> {
    let ascii = idna::domain_to_ascii(domain).ok()?;
    ascii.split('.').all(|label| (1..=MAX_LABEL_BYTES).contains(&label.len())).then_some(ascii)
}

fn is_domain(domain: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let known = domain.contains('.') || domain.eq_ignore_ascii_case("localhost");
    known && domain.split('.').all(label) && ascii_domain(domain).is_some()
}

impl FromStr for Email {
    type Err = MalformedEmail;

    fn from_str(text: &str) -> Result<Self, MalformedEmail> {
        Self::parse(text)
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Email {
    /// Addresses are personal: a log shows only that there is one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email(…)")
    }
}
