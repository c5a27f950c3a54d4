use jiff::Timestamp;
use souk_db::table;
use souk_domain::{
    bounds::audit::{MAX_DETAIL_CHARS, MAX_OPERATION_CHARS, MAX_STATE_CHARS},
    ids::{AccountId, AuditEntryId, KINDS, VendorId},
    text::cut_line,
};
use subtle::ConstantTimeEq as _;

use super::Origin;
use crate::secrets::ServerKey;

/// Characters of the name of a kind of thing, and of the id of one.
const MAX_KIND_CHARS: usize = 32;
const MAX_OBJECT_CHARS: usize = 64;

table! {
    /// Something that somebody did.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct AuditEntry in "audit_entry", private {
        pub id: AuditEntryId,
        /// What was done: `staff_member.invited`, or else the name of the operation that did it.
        pub action: String [max(MAX_OPERATION_CHARS)],
        /// The operation that was called, as the API or a page names it; `None`: it came by no request.
        pub operation: Option<String> [max(MAX_OPERATION_CHARS)],
        /// Through whom: `staff:acct_…`, `staff:key_…`, `vendor:acct_…`, `vendor:key_…`, `acting:acct_…`, `operator`, `system`.
        pub actor: String [free_text],
        /// The person behind it; `None`: the operator, or a key of nobody's.
        pub account as account_id: Option<AccountId>,
        /// The vendor that it was done for, by its people or by one of the staff in their place.
        pub vendor as vendor_id: Option<VendorId>,
        /// What kind of thing it was done to: `vendor`, `order`, `staff_role`; empty: nothing that has an id.
        pub object_kind: String [max(MAX_KIND_CHARS)],
        /// Its id or code.
        pub object as object_id: String [free_text, max(MAX_OBJECT_CHARS)],
        /// What else is to be said.
        pub detail: String [free_text, max(MAX_DETAIL_CHARS)],
        /// How it was, as a short JSON object; `None`: nobody said.
        pub before as state_before: Option<String> [free_text, max(MAX_STATE_CHARS)],
        /// How it is then.
        pub after as state_after: Option<String> [free_text, max(MAX_STATE_CHARS)],
        /// The network that it was asked from.
        pub client: Option<String> [max(64)],
        /// A keyed hash of all of it: whoever changes a row without the server's key is found out.
        pub(crate) seal: [u8; 32],
        pub created_at: Timestamp,
    }
}

/// What a use case says of what it does.
#[derive(Clone, Debug, Default)]
pub(crate) struct Note {
    pub(crate) action: &'static str,
    /// The person behind it, where it is another than who asks.
    pub(crate) account: Option<AccountId>,
    pub(crate) object: String,
    pub(crate) detail: String,
    pub(crate) before: Option<serde_json::Value>,
    pub(crate) after: Option<serde_json::Value>,
}

/// Who does it, as it is written down.
#[derive(Clone, Debug)]
pub(crate) struct Who {
    pub(crate) actor: String,
    pub(crate) account: Option<AccountId>,
    pub(crate) vendor: Option<VendorId>,
}

impl AuditEntry {
    pub(crate) fn of(
        id: AuditEntryId,
        who: &Who,
        origin: &Origin,
        note: Note,
        at: Timestamp,
        key: &ServerKey,
    ) -> Self {
        let (object_kind, object) = named(&note.object);
        let state = |state: Option<serde_json::Value>| state.map(|state| bounded_state(&state));
        let mut entry = Self {
            id,
            action: cut_line(note.action, MAX_OPERATION_CHARS),
            operation: origin.operation.map(|name| cut_line(name, MAX_OPERATION_CHARS)),
            actor: who.actor.clone(),
            account: note.account.or(who.account),
            vendor: who.vendor,
            object_kind,
            object,
            detail: cut_line(&note.detail, MAX_DETAIL_CHARS),
            before: state(note.before),
            after: state(note.after),
            client: origin.client.as_deref().map(|client| cut_line(client, 64)),
            seal: [0; 32],
            created_at: at,
        };
        entry.seal = entry.right_seal(key);
        entry
    }

    fn right_seal(&self, key: &ServerKey) -> [u8; 32] {
        let optional = |text: &Option<String>| match text {
            Some(text) => format!("+{text}"),
            None => String::new(),
        };
        let parts: [Vec<u8>; 13] = [
            self.id.as_bytes().to_vec(),
            self.action.clone().into_bytes(),
            optional(&self.operation).into_bytes(),
            self.actor.clone().into_bytes(),
            self.account.map(|id| id.as_bytes().to_vec()).unwrap_or_default(),
            self.vendor.map(|id| id.as_bytes().to_vec()).unwrap_or_default(),
            self.object_kind.clone().into_bytes(),
            self.object.clone().into_bytes(),
            self.detail.clone().into_bytes(),
            optional(&self.before).into_bytes(),
            optional(&self.after).into_bytes(),
            optional(&self.client).into_bytes(),
            self.created_at.as_millisecond().to_be_bytes().to_vec(),
        ];
        key.keyed_hash("audit entry", &parts.each_ref().map(Vec::as_slice))
    }
}

/// Whether an entry is as it was written.
pub(crate) fn is_whole(entry: &AuditEntry, key: &ServerKey) -> bool {
    entry.right_seal(key).ct_eq(&entry.seal).into()
}

/// The kind of thing that a text names and the text: an id by what it begins with, or `kind:code`.
fn named(object: &str) -> (String, String) {
    if let Some((kind, code)) = object.split_once(':') {
        return (cut_line(kind, MAX_KIND_CHARS), cut_line(code, MAX_OBJECT_CHARS));
    }
    let prefix = object.split_once('_').map_or("", |(prefix, _)| prefix);
    let kind = KINDS.iter().find(|(_, known)| *known == prefix && !prefix.is_empty());
    let kind = kind.map(|(name, _)| snake_case(name.trim_end_matches("Id"))).unwrap_or_default();
    (kind, cut_line(object, MAX_OBJECT_CHARS))
}

fn snake_case(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !words.is_empty() {
            words.push('_');
        }
        words.push(letter.to_ascii_lowercase());
    }
    words
}

/// A short object as it is kept; what is too long for that is cut and says so.
fn bounded_state(state: &serde_json::Value) -> String {
    let text = state.to_string();
    if text.chars().count() <= MAX_STATE_CHARS {
        return text;
    }
    text.chars().take(MAX_STATE_CHARS - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_was_done_to_is_named_by_its_kind() {
        let vendor = VendorId::from_bytes([1; 16]).to_string();
        assert_eq!(named(&vendor), ("vendor".to_owned(), vendor));
        let part = souk_domain::ids::VendorOrderId::from_bytes([1; 16]).to_string();
        assert_eq!(named(&part).0, "vendor_order");
        assert_eq!(named("staff_role:buyers"), ("staff_role".to_owned(), "buyers".to_owned()));
        assert_eq!(named("S-1234-5678"), (String::new(), "S-1234-5678".to_owned()));
        assert_eq!(named(""), (String::new(), String::new()));
    }

    #[test]
    fn a_state_is_kept_short() {
        let long = serde_json::json!({ "words": "x".repeat(5_000) });
        assert_eq!(bounded_state(&long).chars().count(), MAX_STATE_CHARS);
        assert_eq!(bounded_state(&serde_json::json!({ "a": 1 })), r#"{"a":1}"#);
    }
}
