use super::say;

#[test]
fn counts_pick_their_plural() {
    assert_eq!(say("things", &[("count", &1_u32)]), "1 item");
    assert_eq!(say("things", &[("count", &31_u64)]), "31 items");
    assert_eq!(say("bill-goods", &[("pieces", &1_u32), ("sellers", &3_u32)]), "1 item from 3 sellers");
}

#[test]
fn an_empty_rate_is_left_out() {
    assert_eq!(say("bill-tax", &[("rate", &"none")]), "Sales tax");
    assert_eq!(say("bill-tax", &[("rate", &"6 %")]), "Sales tax, 6 %");
}

#[test]
fn a_missing_key_shows_itself() {
    assert_eq!(say(&["no", "such"].join("-"), &[]), "no-such");
}
