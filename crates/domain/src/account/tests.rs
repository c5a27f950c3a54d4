use super::*;

#[test]
fn usernames_take_every_script_and_nothing_that_reads_otherwise() {
    for good in ["maya", "J.R-R_2", "नमस्ते", "Ærø_7", "佐藤花", "مايا"] {
        let name = Username::parse("/username", good).unwrap();
        assert_eq!(name.as_str(), good);
    }
    for (bad, code) in [
        ("", "required"),
        ("ab", "too_short"),
        ("maya@example.org", "malformed_username"),
        ("two words", "malformed_username"),
        ("😀😀😀", "malformed_username"),
        ("-maya", "malformed_username"),
        ("ma\u{202e}ya", "control_characters"),
        ("<script>", "malformed_username"),
    ] {
        assert_eq!(Username::parse("/username", bad).unwrap_err().code, code, "{bad:?}");
    }
    assert_eq!(Username::parse("/username", &"x".repeat(1000)).unwrap_err().code, "too_long");
}

#[test]
fn usernames_that_look_alike_have_one_key() {
    let key = |text| Username::parse("/username", text).unwrap().key();
    assert_eq!(key("Maya"), key("maya"));
    assert_eq!(key("ｍａｙａ"), key("maya"));
    assert_ne!(key("maya"), key("maja"));
}

#[test]
fn a_suggested_username_is_one() {
    for (from, number) in [("maya.lind@example.org", 0), ("a@example.org", 7), ("@", 1), ("😀@x.y", 0)] {
        let name = Username::suggested(from, number);
        assert!(Username::parse("/username", name.as_str()).is_ok(), "{from} {name}");
    }
    let long = format!("{}@example.org", "y".repeat(64));
    assert!(Username::parse("/username", Username::suggested(&long, 99_999).as_str()).is_ok());
}

#[test]
fn telephone_numbers_have_one_form() {
    for text in ["+1 555 010 0123", "+1 (555) 010-0123", "001 555.010.0123", " +15550100123 "] {
        assert_eq!(Phone::parse(text).unwrap().as_str(), "+15550100123", "{text}");
    }
    for bad in [
        "",
        "555 0100",
        "+",
        "+0 555 0100",
        "++1 555 010 0123",
        "+1 555 call me",
        "+1234567890123456",
        "+123456",
    ] {
        assert!(Phone::parse(bad).is_err(), "{bad}");
    }
}

#[test]
fn passwords_are_long_enough_whatever_is_set() {
    assert!(check_password("/password", "sixsix", 0).is_ok());
    assert_eq!(check_password("/password", "five5", 0).unwrap_err().code, "too_short");
    assert_eq!(check_password("/password", "seven77", DEFAULT_PASSWORD_CHARS).unwrap_err().code, "too_short");
    assert_eq!(check_password("/password", "", 8).unwrap_err().code, "required");
    assert!(check_password("/password", &"é".repeat(MAX_PASSWORD_CHARS), 8).is_ok());
    assert_eq!(
        check_password("/password", &"é".repeat(MAX_PASSWORD_CHARS + 1), 8).unwrap_err().code,
        "too_long"
    );
    assert!(check_password("/password", "   spaces   ", 8).is_ok());
}
