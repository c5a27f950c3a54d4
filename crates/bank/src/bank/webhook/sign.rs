//! Signatures as Standard Webhooks has them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::settings::BankError;

/// What marks a secret whose rest is base64.
const PREFIX: &str = "whsec_";

pub(super) struct Signer {
    key: Zeroizing<Vec<u8>>,
}

/// What a caller's proof is made over.
const CALLER: &[u8] = b"caller";

/// What a caller sends as `Authorization: Bearer …` to prove that it knows the secret, which itself stays at home.
/// Errors: as [`signing_key`].
pub fn caller_proof(secret: &str) -> Result<String, BankError> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&signing_key(secret)?).map_err(|_| BankError::Secret)?;
    mac.update(CALLER);
    Ok(STANDARD.encode(mac.finalize().into_bytes()))
}

/// The bytes that sign, out of a secret as it is written down: after `whsec_` base64, any other text byte by byte. Whoever
/// signs and whoever checks read it here, so that both mean the same. Errors: empty, or no base64 after `whsec_`.
pub fn signing_key(secret: &str) -> Result<Zeroizing<Vec<u8>>, BankError> {
    let key = match secret.strip_prefix(PREFIX) {
        Some(encoded) => STANDARD.decode(encoded).map_err(|_| BankError::Secret)?,
        None => secret.as_bytes().to_vec(),
    };
    if key.is_empty() { Err(BankError::Secret) } else { Ok(Zeroizing::new(key)) }
}

impl Signer {
    pub(super) fn new(secret: &str) -> Result<Self, BankError> {
        Ok(Self { key: signing_key(secret)? })
    }

    /// The `webhook-signature` header: `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`.
    pub(super) fn sign(&self, id: &str, timestamp_s: i64, body: &[u8]) -> Result<String, BankError> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).map_err(|_| BankError::Secret)?;
        mac.update(id.as_bytes());
        mac.update(format!(".{timestamp_s}.").as_bytes());
        mac.update(body);
        Ok(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_example_of_standard_webhooks_signs_as_published() {
        let signer = Signer::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let signature =
            signer.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, br#"{"test": 2432232314}"#);
        assert_eq!(signature.unwrap(), "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn a_secret_is_never_empty_nor_broken_base64() {
        for secret in ["", "whsec_", "whsec_*"] {
            assert!(matches!(Signer::new(secret), Err(BankError::Secret)), "{secret}");
        }
        assert!(Signer::new("plain words").is_ok());
    }
}
