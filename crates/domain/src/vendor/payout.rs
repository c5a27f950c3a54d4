//! Where a vendor's money goes.

/// Characters of the longest IBAN, which is longer than any other account number.
pub const MAX_ACCOUNT_CHARS: usize = 34;
/// Characters of the shortest IBAN.
const MIN_IBAN_CHARS: usize = 15;
/// Characters of the shortest account number of a bank that has no IBAN.
const MIN_OTHER_CHARS: usize = 4;

/// The number of an account at a bank. It has no `Debug` and is never written whole.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum AccountNumber {
    /// An International Bank Account Number whose checksum is right, in capitals without spaces.
    Iban(String),
    /// As a bank without IBANs writes it, without spaces.
    Other(String),
}

impl AccountNumber {
    /// Reads an IBAN in any spelling. Errors: what is wrong with it.
    pub fn iban(text: &str) -> Result<Self, &'static str> {
        let bare = bare(text);
        let shaped = bare.len() >= MIN_IBAN_CHARS
            && bare.len() <= MAX_ACCOUNT_CHARS
            && bare.chars().all(|c| c.is_ascii_alphanumeric())
            && bare.chars().take(2).all(|c| c.is_ascii_alphabetic())
            && bare.chars().skip(2).take(2).all(|c| c.is_ascii_digit());
        if !shaped {
            return Err(
                "An IBAN begins with two letters and two digits, such as DE89 3704 0044 0532 0130 00.",
            );
        }
        if checksum(&bare) != Some(1) {
            return Err("The check digits of this IBAN are not right. Compare it with your bank's letter.");
        }
        Ok(Self::Iban(bare))
    }

    /// Reads the number of an account at a bank that has no IBANs. Errors: what is wrong with it.
    pub fn other(text: &str) -> Result<Self, &'static str> {
        let bare = bare(text);
        let shaped = (MIN_OTHER_CHARS..=MAX_ACCOUNT_CHARS).contains(&bare.len())
            && bare.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '/');
        if shaped {
            Ok(Self::Other(bare))
        } else {
            Err("An account number has 4 to 34 letters, digits, dashes or slashes.")
        }
    }

    /// It whole, for whoever sends money there.
    pub fn reveal(&self) -> &str {
        match self {
            Self::Iban(number) | Self::Other(number) => number,
        }
    }

    /// Enough to know it by: `DE89 •••• 3000`, `•••• 6789`.
    pub fn masked(&self) -> String {
        let number = self.reveal();
        let end: String = number.chars().skip(number.chars().count().saturating_sub(4)).collect();
        match self {
            Self::Iban(number) => format!("{} •••• {end}", number.chars().take(4).collect::<String>()),
            Self::Other(number) if number.len() > 2 * MIN_OTHER_CHARS => format!("•••• {end}"),
            // so short a number would stand there whole
            Self::Other(_) => "••••".to_owned(),
        }
    }
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase()
}

/// The remainder by 97 of an IBAN with its first four characters behind the others and letters as numbers (ISO 7064).
fn checksum(iban: &str) -> Option<u32> {
    let (head, rest) = iban.split_at_checked(4)?;
    rest.chars().chain(head.chars()).try_fold(0, |remainder: u32, c| {
        let value = c.to_digit(36)?;
        let shift = if value < 10 { 10 } else { 100 };
        Some((remainder * shift + value) % 97)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ibans_are_read_in_any_spelling_and_no_two_digits_are_swapped() {
        for good in [
            "DE89 3704 0044 0532 0130 00",
            "gb29nwbk60161331926819",
            "FR14 2004 1010 0505 0001 3M02 606",
            "NO93 8601 1117 947",
        ] {
            let read = AccountNumber::iban(good).ok();
            assert_eq!(read.map(|read| read.reveal().to_owned()), Some(bare(good)), "{good}");
        }
        for bad in [
            "",
            "DE89 3704 0044 0532 0310 00",
            "DE88 3704 0044 0532 0130 00",
            "3704 0044 0532 0130 00",
            "DE89",
            "DE89 3704 0044 0532 0130 0ø",
        ] {
            assert!(AccountNumber::iban(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_number_is_shown_by_its_ends_alone() {
        let iban = AccountNumber::iban("DE89370400440532013000").ok();
        assert_eq!(iban.map(|iban| iban.masked()).as_deref(), Some("DE89 •••• 3000"));
        let other = |text: &str| AccountNumber::other(text).ok().map(|read| read.masked());
        assert_eq!(other("0123 456-789").as_deref(), Some("•••• -789"));
        assert_eq!(other("1234").as_deref(), Some("••••"));
        for bad in ["", "123", "12;34", &"1".repeat(35)] {
            assert_eq!(other(bad), None, "{bad}");
        }
    }
}
