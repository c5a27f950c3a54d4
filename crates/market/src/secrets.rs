use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD as BASE64, URL_SAFE_NO_PAD as BASE64_URL},
};
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use souk_domain::ids::{
    AccountId, AccountTokenId, CartId, CartKey, DownloadId, InvitationId, OrderId, OrderLineId,
};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

/// What the seals of links to files are for.
const DOWNLOAD: &str = "download";

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
        OrderToken::from_bytes(self.keyed_bits("order token", &[order.as_bytes(), &version.to_be_bytes()]))
    }

    /// The capability of the cart that an ended order gives back: made of the order, so that it can be told again
    /// though it is stored nowhere.
    pub(crate) fn cart_given_back(&self, order: OrderId) -> CartKey {
        CartKey::from_bytes(self.keyed_bits("cart given back", &[order.as_bytes()]))
    }

    /// The capability of an account's cart: made of the cart, so that every browser that is signed in can hold it.
    pub(crate) fn cart_of_account(&self, cart: CartId) -> CartKey {
        CartKey::from_bytes(self.keyed_bits("cart of account", &[cart.as_bytes()]))
    }

    /// What a mailed link carries: made of its row, so that whoever writes the mail can tell it though it is stored hashed.
    pub(crate) fn mail_token(&self, row: AccountTokenId) -> MailToken {
        MailToken::from_bytes(self.keyed_bits("mail token", &[row.as_bytes()]))
    }

    /// What the link of an invitation to act for a vendor carries.
    pub(crate) fn invitation_token(&self, row: InvitationId) -> MailToken {
        MailToken::from_bytes(self.keyed_bits("vendor invitation", &[row.as_bytes()]))
    }

    /// What opens a file that was bought until a time, told to nobody but whoever is shown the order.
    pub(crate) fn download_link(&self, line: OrderLineId, download: DownloadId, until: Timestamp) -> String {
        let until = until.as_second().to_be_bytes();
        let seal = self.keyed_bits(DOWNLOAD, &[line.as_bytes(), download.as_bytes(), &until]);
        BASE64_URL.encode([&line.as_bytes()[..], download.as_bytes(), &until, &seal].concat())
    }

    /// What a link opens, and until when. `None`: this market never made it.
    pub(crate) fn read_download_link(&self, link: &str) -> Option<(OrderLineId, DownloadId, Timestamp)> {
        let bytes: [u8; 56] = BASE64_URL.decode(link).ok()?.try_into().ok()?;
        let (line, rest) = bytes.split_first_chunk::<16>()?;
        let (download, rest) = rest.split_first_chunk::<16>()?;
        let (until, seal) = rest.split_first_chunk::<8>()?;
        let own = self.keyed_bits(DOWNLOAD, &[line, download, until]);
        let is_own: bool = own.ct_eq(seal).into();
        let until = Timestamp::from_second(i64::from_be_bytes(*until)).ok().filter(|_| is_own)?;
        Some((OrderLineId::from_bytes(*line), DownloadId::from_bytes(*download), until))
    }

    /// The mark of a browser that an account signed in with. Changing the password revokes it.
    pub(crate) fn device_token(&self, account: AccountId, password_hash: &str) -> DeviceToken {
        DeviceToken::from_bytes(self.keyed_bits("device", &[account.as_bytes(), password_hash.as_bytes()]))
    }

    fn keyed_bits(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 16] {
        let hash = self.keyed_hash(purpose, parts);
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash[..16]);
        bytes
    }
}

/// Declares a capability of 128 random bits: its written form starts with a prefix, so that people and scanners know it for
/// what it is, and `Debug` hides it.
macro_rules! capability {
    ($(#[$meta:meta])* $name:ident = $prefix:literal) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq)]
        pub struct $name(CartKey);

        impl $name {
            const PREFIX: &str = $prefix;

            pub(crate) fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(CartKey::from_bytes(bytes))
            }

            /// Reads one as it was given out. `None` when it has another shape.
            pub fn parse(text: &str) -> Option<Self> {
                let rest = text.strip_prefix(Self::PREFIX)?;
                format!("{}_{rest}", CartKey::PREFIX).parse().ok().map(Self)
            }

            /// It in full, for the one who may have it.
            pub fn reveal(&self) -> String {
                let text = self.0.to_string();
                let rest = text.split_once('_').map_or("", |(_, rest)| rest);
                format!("{}{rest}", Self::PREFIX)
            }

            /// What is stored of it.
            pub fn hash(&self) -> [u8; 32] {
                capability_hash(self.0.as_bytes())
            }

            /// Compares in a time that does not depend on where they differ.
            pub fn matches(&self, other: &Self) -> bool {
                self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(hidden)"))
            }
        }
    };
}

capability! {
    /// The capability of one order.
    OrderToken = "otk_"
}
capability! {
    /// A key for the API; it is shown once, when it is made.
    ApiSecret = "sk_"
}
capability! {
    /// A session: whoever has it is signed in. It is told once, when it begins.
    SessionToken = "st_"
}
capability! {
    /// What a link sent by mail carries; it works once.
    MailToken = "mt_"
}
capability! {
    /// What a browser keeps that somebody signed in with, so that strangers who guess do not lock its owner out.
    DeviceToken = "dt_"
}

/// The plain hash under which a capability of 128 random bits is stored: it has nothing to guess, so it needs no key.
pub fn capability_hash(capability: &[u8]) -> [u8; 32] {
    Sha256::digest(capability).into()
}

/// Whether a message is signed as Standard Webhooks has it: `webhook-signature` holds `v1,` and the base64 HMAC-SHA256 of
/// `id.timestamp.body` under the secret, maybe among others.
pub(crate) fn is_signed_webhook(secret: &[u8], headers: &[(String, String)], body: &[u8]) -> bool {
    let header =
        |name: &str| headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str());
    let (Some(id), Some(timestamp), Some(given)) =
        (header("webhook-id"), header("webhook-timestamp"), header("webhook-signature"))
    else {
        return false;
    };
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else { return false };
    mac.update(format!("{id}.{timestamp}.").as_bytes());
    mac.update(body);
    let expected = format!("v1,{}", BASE64.encode(mac.finalize().into_bytes()));
    given.split(' ').any(|one| bool::from(one.as_bytes().ct_eq(expected.as_bytes())))
}
