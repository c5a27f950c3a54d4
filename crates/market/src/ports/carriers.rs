//! Carriers that tell of parcels by themselves.

use std::{fmt, sync::Arc};

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use souk_domain::shipment::folded_carrier;
use zeroize::Zeroizing;

use crate::secrets::is_signed_webhook;

/// As few bytes as Standard Webhooks allows.
const MIN_SECRET_BYTES: usize = 24;

/// The carriers whose news are taken, each with the secret it signs them with.
#[derive(Clone, Default)]
pub struct Carriers(Arc<Vec<(String, Zeroizing<Vec<u8>>)>>);

impl Carriers {
    /// Carriers by their names, which are compared as those of parcels are.
    pub fn new(secrets: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let known = |(name, secret): (String, Vec<u8>)| (folded_carrier(&name), Zeroizing::new(secret));
        Self(Arc::new(secrets.into_iter().map(known).collect()))
    }

    /// Reads `UPS=whsec_…, DHL=whsec_…`: names, each with its secret as Standard Webhooks writes it; lines part them too.
    /// Errors: an entry that is none, by its name alone.
    pub fn parse(text: &str) -> Result<Self, String> {
        let entries = text.split([',', '\n']).map(str::trim).filter(|entry| !entry.is_empty());
        let read = |entry: &str| {
            let (name, secret) = entry
                .split_once('=')
                .ok_or_else(|| "a carrier has no secret: write NAME=SECRET".to_owned())?;
            let name = name.trim();
            if folded_carrier(name).is_empty() {
                return Err("a secret has no carrier: write NAME=SECRET".to_owned());
            }
            let secret = secret.trim();
            let bytes = BASE64.decode(secret.strip_prefix("whsec_").unwrap_or(secret)).ok();
            let bytes = bytes.filter(|bytes| bytes.len() >= MIN_SECRET_BYTES);
            let bytes = bytes.ok_or_else(|| {
                format!("the secret of {name} is not base64 of at least {MIN_SECRET_BYTES} bytes")
            })?;
            Ok((name.to_owned(), bytes))
        };
        Ok(Self::new(entries.map(read).collect::<Result<Vec<_>, String>>()?))
    }

    /// Whether a carrier signed this; `None`: nobody here takes news of such a carrier.
    pub(crate) fn is_genuine(&self, key: &str, headers: &[(String, String)], body: &[u8]) -> Option<bool> {
        let (_, secret) = self.0.iter().find(|(name, _)| name == key)?;
        Some(is_signed_webhook(secret, headers, body))
    }
}

impl fmt::Debug for Carriers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::Carriers;

    #[test]
    fn names_and_secrets_are_read_and_what_is_wrong_is_named_without_its_secret() {
        let good = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let read = Carriers::parse(&format!("UPS=whsec_{good}\n Royal Mail = {good} ,")).unwrap();
        assert_eq!(format!("{read:?}"), r#"["ups", "royalmail"]"#);
        assert!(read.is_genuine("dhl", &[], b"").is_none());
        assert_eq!(read.is_genuine("ups", &[], b""), Some(false));
        for wrong in ["UPS", "=whsec_abc", "UPS=whsec_%", "UPS=whsec_dG9vIHNob3J0"] {
            let told = Carriers::parse(wrong).unwrap_err();
            assert!(!told.contains("whsec_") && !told.contains("dG9v"), "{told}");
        }
        assert!(Carriers::parse("").is_ok());
    }
}
