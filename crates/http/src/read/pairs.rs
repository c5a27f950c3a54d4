//! Names and values of a query or a form (`application/x-www-form-urlencoded`).

use std::collections::BTreeSet;

use souk_domain::{field::FieldError, percent::decode_form, refusal::RequestRefusal};

use super::no_nul;

/// Names and values in their order.
pub(super) type Pairs = Vec<(String, String)>;

/// Decodes `a=1&b=2`. Errors: bytes that are no UTF-8, a name that comes twice, more than so many.
pub(super) fn parse(text: &[u8], most: usize) -> Result<Pairs, RequestRefusal> {
    let pairs = parse_repeated(text, most)?;
    let mut known = BTreeSet::new();
    match pairs.iter().find(|(name, _)| !known.insert(name.as_str())) {
        Some((name, _)) => {
            Err(RequestRefusal::DuplicateField { pointer: format!("/{name}"), name: name.clone() })
        }
        None => Ok(pairs),
    }
}

/// The same, where a name may come more than once: a field for several files sends its name for each.
pub(super) fn parse_repeated(text: &[u8], most: usize) -> Result<Pairs, RequestRefusal> {
    let mut pairs = Pairs::new();
    for piece in text.split(|byte| *byte == b'&').filter(|piece| !piece.is_empty()) {
        let mut halves = piece.splitn(2, |byte| *byte == b'=');
        let mut half = || decode_form(halves.next().unwrap_or_default()).ok_or(RequestRefusal::InvalidUtf8);
        let (name, value) = (half()?, half()?);
        no_nul::check("", &name)?;
        no_nul::check(&format!("/{name}"), &value)?;
        if pairs.len() == most {
            let detail = format!("Send at most {most} parameters.");
            return Err(RequestRefusal::InvalidValue { pointer: String::new(), detail });
        }
        pairs.push((name, value));
    }
    Ok(pairs)
}

/// A query's refusals carry the code of queries.
pub(super) fn as_query(refusal: RequestRefusal) -> RequestRefusal {
    let fields: Vec<FieldError> = refusal.fields();
    if fields.is_empty() { refusal } else { RequestRefusal::MalformedQuery { fields } }
}

#[cfg(test)]
mod tests {
    use super::{super::MAX_PAIRS, *};

    #[test]
    fn pairs_are_decoded_once_and_strictly() {
        assert_eq!(
            parse(b"a=1+2&b=%C3%A9%&c&&d==", MAX_PAIRS).unwrap(),
            [("a", "1 2"), ("b", "é%"), ("c", ""), ("d", "=")].map(|(k, v)| (k.to_owned(), v.to_owned()))
        );
        assert!(matches!(parse(b"a=%FF", MAX_PAIRS), Err(RequestRefusal::InvalidUtf8)));
        for nul in [b"a=x%00".as_slice(), b"%00=x", b"a=\0"] {
            assert!(matches!(parse(nul, MAX_PAIRS), Err(RequestRefusal::InvalidValue { .. })), "{nul:?}");
        }
        assert!(
            matches!(parse(b"a=1&%61=2", MAX_PAIRS), Err(RequestRefusal::DuplicateField { name, .. }) if name == "a")
        );
        let many = (0..=MAX_PAIRS).map(|n| format!("p{n}=1")).collect::<Vec<_>>().join("&");
        assert!(parse(many.as_bytes(), MAX_PAIRS).is_err());
    }
}
