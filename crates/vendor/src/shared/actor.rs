//! Who did something.

use souk_domain::ids::AccountId;
use souk_ui::texts::say;

/// Who did something, as it was recorded; members are named as `people` has them.
pub(crate) fn actor_words(actor: &str, people: &[(AccountId, String)]) -> String {
    let (kind, who) = actor.split_once(':').unwrap_or((actor, ""));
    let key = match kind {
        "vendor" => {
            let known = people.iter().find(|(account, _)| account.to_string() == who);
            return known.map_or_else(|| say("actor-vendor", &[]), |(_, name)| name.clone());
        }
        "guest" | "account" => "actor-buyer",
        "staff" | "acting" | "operator" => "actor-market",
        "carrier" => "actor-carrier",
        _ => "actor-system",
    };
    say(key, &[])
}
