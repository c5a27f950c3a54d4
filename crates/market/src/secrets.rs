use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};
use souk_domain::ids::{CartKey, OrderId};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

/// The server's key, from which every other key is derived by purpose. Never logged.
#[derive(Clone)]
pub struct ServerKey(Zeroizing<[u8; 32]>);

impl ServerKey {
    /// A key of 32 random bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// A keyed hash of `parts`, separate for every `purpose`: nobody without the key can make or test one.
    pub fn keyed_hash(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        // HMAC takes keys of any length, so this cannot fail; an all-zero answer would match nothing
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&*self.0) else { return [0; 32] };
        for part in std::iter::once(purpose.as_bytes()).chain(parts.iter().copied()) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    /// The capability of a guest's order: whoever holds it may view, pay and cancel it. Changing `version` revokes it.
    pub fn order_token(&self, order: OrderId, version: i64) -> OrderToken {
        let hash = self.keyed_hash("order token", &[order.as_bytes(), &version.to_be_bytes()]);
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash[..16]);
        OrderToken(CartKey::from_bytes(bytes))
    }

    /// The capability of the cart that an ended order gives back: made of the order, so that it can be told again
    /// though it is stored nowhere.
    pub(crate) fn cart_given_back(&self, order: OrderId) -> CartKey {
        let hash = self.keyed_hash("cart given back", &[order.as_bytes()]);
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash[..16]);
        CartKey::from_bytes(bytes)
    }
}

/// The capability of one order. `Debug` hides it; [`OrderToken::reveal`] writes it for a link or an answer.
#[derive(Clone, PartialEq, Eq)]
pub struct OrderToken(CartKey);

impl OrderToken {
    const PREFIX: &str = "otk_";

    /// Reads a token as it was given out. `None` when it has another shape.
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix(Self::PREFIX)?;
        format!("cart_{rest}").parse().ok().map(Self)
    }

    /// The token in full, for the one who may have it.
    pub fn reveal(&self) -> String {
        let text = self.0.to_string();
        format!("{}{}", Self::PREFIX, text.strip_prefix("cart_").unwrap_or(&text))
    }

    /// Compares in a time that does not depend on where they differ.
    pub fn matches(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl std::fmt::Debug for OrderToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OrderToken(hidden)")
    }
}

/// The plain hash under which a capability of 128 random bits is stored: it has nothing to guess, so it needs no key.
pub fn capability_hash(capability: &[u8]) -> [u8; 32] {
    Sha256::digest(capability).into()
}
