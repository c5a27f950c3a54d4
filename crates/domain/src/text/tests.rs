use super::*;
use proptest::prelude::*;

#[test]
fn two_spellings_meet_under_one_key() {
    for (text, key) in
        [("  Café\t Noir ", "café noir"), ("CAFE\u{301} noir", "café noir"), ("ﬁne", "fine"), ("", "")]
    {
        assert_eq!(fold_key(text), key);
    }
    assert_eq!(fold_key(&"x".repeat(500)).len(), MAX_KEY_CHARS);
    assert_eq!(fold_key(&"X".repeat(MAX_KEY_CHARS)), "x".repeat(MAX_KEY_CHARS), "it still fits");
}

#[test]
fn a_slug_is_made_of_a_name() {
    for (name, slug) in [
        ("Oak Side Table", "oak-side-table"),
        ("  Crème brûlée -- torch! ", "creme-brulee-torch"),
        ("Straße & Ærø", "strasse-aero"),
        ("Ada’s mug", "adas-mug"),
        ("№ 5", "no-5"),
        ("茶碗 大", "茶碗-大"),
        ("ספל קרמיקה", "ספל-קרמיקה"),
        ("Синий стол", "синий-стол"),
        ("हिन्दी मग", "हिन्दी-मग"),
        ("ガラス鉢", "ガラス鉢"),
        ("İstanbul", "istanbul"),
        ("نیم\u{200c}فاصله", "نیمفاصله"),
    ] {
        assert_eq!(Slug::from_name(name).unwrap().as_str(), slug);
    }
    assert_eq!(Slug::from_name(" -- "), None);
    assert_eq!(Slug::parse("oak").unwrap().numbered(2).as_str(), "oak-2");
    let longest = "a".repeat(Slug::MAX_CHARS);
    assert_eq!(Slug::parse(&longest).unwrap().numbered(12).as_str().len(), Slug::MAX_CHARS);
    assert_eq!(Slug::from_name(&longest).unwrap().as_str().len(), 96);
}

#[test]
fn a_slug_is_read_as_it_is_or_not_at_all() {
    for good in ["a", "oak-side-table", "9-lives", "a_b", "é", "茶碗-大", "हिन्दी"] {
        assert_eq!(Slug::parse(good).unwrap().as_str(), good);
    }
    for bad in [
        "",
        "-a",
        "a-",
        "a--b",
        "a-_b",
        "A",
        "É",
        "e\u{301}",
        "\u{301}a",
        "a b",
        "a/b",
        "a.b",
        &"a".repeat(Slug::MAX_CHARS + 1),
    ] {
        assert_eq!(Slug::parse(bad), Err(MalformedSlug), "{bad}");
    }
}

#[test]
fn an_email_has_a_name_an_at_and_a_domain() {
    for good in [
        "ada@example.org",
        "a+b@localhost",
        " ada@example.org ",
        "o'hara@mail.example.co.uk",
        "ü@bücher.example",
    ] {
        assert_eq!(Email::parse(good).unwrap().as_str(), good.trim(), "{good}");
    }
    let long = format!("{}@example.org", "a".repeat(250));
    for bad in [
        "",
        "ada",
        "@example.org",
        "ada@",
        "ada@org",
        "a@b@example.org",
        "a b@example.org",
        "ada@exa mple.org",
        "ada@-x.org",
        ".ada@example.org",
        "a..b@example.org",
        "ada@example..org",
        "ada@example.org\r\nBcc: x@y.z",
        "<ada@example.org>",
        "ada\0@example.org",
        &long,
    ] {
        assert_eq!(Email::parse(bad), Err(MalformedEmail), "{bad}");
    }
    assert_eq!(Email::parse("Ada@Example.ORG").unwrap().key(), "ada@example.org");
    assert!(!format!("{:?}", Email::parse("ada@example.org").unwrap()).contains("ada"));
}

#[test]
fn text_is_bounded_and_printable() {
    assert_eq!(bounded_line("/n", "  Ada ", 1, 3).unwrap(), "Ada");
    assert_eq!(bounded_text("/n", "a\r\nb\tc\r", 1, 9).unwrap(), "a\nb\tc");
    for (text, code) in [("", "required"), ("  ", "required"), ("ab", "too_short"), ("abcdef", "too_long")] {
        assert_eq!(bounded_line("/n", text, 3, 5).unwrap_err().code, code, "{text:?}");
    }
    for text in ["a\0b", "a\nb", "a\u{7f}b", "a\u{85}b"] {
        assert_eq!(bounded_line("/n", text, 0, 99).unwrap_err().code, "control_characters", "{text:?}");
    }
    assert_eq!(bounded_text("/n", "a\0b", 0, 99).unwrap_err().code, "control_characters");
    assert_eq!(bounded_line("/a/b", "", 1, 5).unwrap_err().pointer, "/a/b");
}

#[test]
fn no_name_reads_as_another_one() {
    for turned in ["Ada \u{202e}nohtyB", "a\u{202a}b\u{202c}c", "a\u{2066}b", "a\u{2069}b", "a\u{202d}b"] {
        let error = bounded_line("/name", turned, 0, 99).unwrap_err();
        assert_eq!((error.pointer.as_str(), error.code), ("/name", "control_characters"), "{turned:?}");
        assert!(error.detail.contains("direction"), "{}", error.detail);
    }
    for broken in ["a\u{2028}b", "a\u{2029}b"] {
        assert_eq!(bounded_line("/n", broken, 0, 99).unwrap_err().code, "control_characters", "{broken:?}");
    }
    // an address book copies a number with marks around it
    assert_eq!(bounded_line("/n", "\u{202a}+1 555 0100\u{202c} ", 0, 99).unwrap(), "+1 555 0100");
    assert_eq!(bounded_line("/n", "\u{202e}", 1, 99).unwrap_err().code, "required");
    for name in [
        "עדה ביירון",
        "آدا بايرون",
        "שם\u{200f} (Ltd.)",
        "نام\u{200c}ها",
        "क्\u{200d}ष",
        "A\u{200e}B",
        "\u{61c}5",
    ] {
        assert_eq!(bounded_line("/n", name, 1, 99).unwrap(), name, "{name:?}");
    }
}

#[test]
fn both_spellings_of_a_domain_are_one_address() {
    let key = |text: &str| Email::parse(text).unwrap().key();
    for (one, other) in [
        ("i@bücher.example", "i@xn--bcher-kva.example"),
        ("I@BÜCHER.example", "i@bu\u{308}cher.example"),
        ("a@例え。テスト.example", "a@xn--r8jz45g.xn--zckzah.example"),
        ("a@straße.example", "a@xn--strae-oqa.example"),
        ("ada\u{200b}@example.org", "\u{ff41}da@example\u{ad}.org\u{a0}"),
    ] {
        assert_eq!(key(one), key(other), "{one} {other}");
        assert_eq!(email_key(one), key(other));
    }
    assert_ne!(key("i@bücher.example"), key("i@bucher.example"));
    for bad in ["a@xn--a.example", &format!("a@{}.example", "ü".repeat(60))] {
        assert_eq!(Email::parse(bad), Err(MalformedEmail), "{bad}");
    }
    assert_eq!(email_key(" No Address "), "no address");
}

#[test]
fn what_pasting_brings_along_is_taken_out() {
    for (pasted, typed) in [
        ("\u{a0}4242\u{202f}4242\u{2009}4242 4242\u{200b}", "4242 4242 4242 4242"),
        ("12\u{2010}34\u{2013}56\u{2212}78\u{ff0d}90", "12-34-56-78-90"),
        ("\u{ff11}\u{ff12}\u{ff0f}\u{ff12}\u{ff19}", "12/29"),
        ("\u{661}\u{6f2}\u{969}\u{e54}", "1234"),
        ("\u{202a}+1 555\u{202c}\u{feff}", "+1 555"),
        ("SPRING\u{ad}\u{2060}10\u{3000}", "SPRING10"),
        ("naïve é 東", "naïve é 東"),
    ] {
        assert_eq!(plain(pasted), typed, "{pasted:?}");
    }
}

proptest! {
    #[test]
    fn a_key_folds_to_itself(text in ".{0,60}") {
        let key = fold_key(&text);
        prop_assert_eq!(fold_key(&key), key);
    }

    #[test]
    fn a_made_slug_can_be_read(name in ".{0,200}", number: u32) {
        if let Some(slug) = Slug::from_name(&name) {
            prop_assert_eq!(Slug::parse(slug.as_str()), Ok(slug.clone()));
            let numbered = slug.numbered(number);
            prop_assert_eq!(Slug::parse(numbered.as_str()), Ok(numbered.clone()));
        }
    }

    #[test]
    fn bounds_hold(text in any::<String>(), max in 0_usize..50) {
        if let Ok(kept) = bounded_text("/n", &text, 0, max) {
            prop_assert!(kept.chars().count() <= max);
            prop_assert!(!kept.contains('\0') && !kept.contains('\r'));
        }
    }
}

#[test]
fn long_texts_that_begin_alike_have_keys_of_their_own() {
    let begin = "long ".repeat(60);
    let (one, other) = (fold_key(&format!("{begin}One")), fold_key(&format!("{begin}other")));
    assert_ne!(one, other);
    assert_eq!(one, fold_key(&format!("{begin} ONE ")), "and other spellings of one meet");
    let email = |end: &str| {
        let (local, label) = ("a".repeat(64), "b".repeat(63));
        Email::parse(&format!("{local}@{label}.{label}.{end}")).unwrap().key()
    };
    assert_ne!(email("one.example"), email("other.example"));
    assert_eq!(email("one.example"), email("ONE.example"));
}
