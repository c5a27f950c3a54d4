//! Forms are taken from our own pages alone.

use super::rig::Rig;

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// A visitor's cookie and the token of a form it was shown.
async fn visit(rig: &Rig) -> (String, String) {
    let shown = rig.get("/form").await;
    let set = shown.header("set-cookie").to_owned();
    assert!(set.starts_with("souk_dev=") && set.ends_with("; Path=/; HttpOnly; SameSite=Lax"), "{set}");
    (set.split(';').next().unwrap().to_owned(), shown.text)
}

#[tokio::test]
async fn a_form_with_its_own_token_is_taken_from_each_page() {
    let rig = Rig::open().await;
    let (cookie, token) = visit(&rig).await;
    let again = rig.call("GET", "/form", &[("cookie", &cookie)], "").await;
    assert_eq!(again.header("set-cookie"), "", "a known visitor keeps its cookie");
    assert_ne!(again.text, token, "a token is masked anew each time");
    for token in [token, again.text] {
        let sent =
            rig.call("POST", "/form", &[FORM, ("cookie", &cookie)], format!("quantity=2&csrf={token}")).await;
        assert_eq!((sent.status.as_u16(), sent.text.as_str()), (200, "2"));
    }
}

#[tokio::test]
async fn any_other_form_is_refused() {
    let rig = Rig::open().await;
    let (cookie, token) = visit(&rig).await;
    let (other, _) = visit(&rig).await;
    let good = format!("quantity=2&csrf={token}");
    for (headers, body) in [
        (vec![("cookie", cookie.as_str())], "quantity=2".to_owned()),
        (vec![("cookie", &cookie)], format!("quantity=2&csrf={}", "0".repeat(64))),
        (vec![("cookie", &cookie)], format!("quantity=2&csrf={token}é")),
        (vec![], good.clone()),
        (vec![("cookie", &other)], good.clone()),
        (vec![("cookie", &cookie), ("origin", "http://evil.example")], good.clone()),
        (vec![("cookie", &cookie), ("origin", "null")], good.clone()),
        (vec![("cookie", &cookie), ("sec-fetch-site", "cross-site")], good.clone()),
        (vec![("cookie", &cookie), ("sec-fetch-site", "same-site")], good.clone()),
    ] {
        let headers: Vec<_> = std::iter::once(FORM).chain(headers).collect();
        let sent = rig.call("POST", "/form", &headers, body).await;
        assert_eq!(sent.status, 403, "{headers:?}");
        assert!(sent.text.contains("not sent from our page"), "{}", sent.text);
    }
    let own = [FORM, ("cookie", &cookie), ("origin", "null"), ("sec-fetch-site", "same-origin")];
    assert_eq!(rig.call("POST", "/form", &own, good).await.status, 200);
}

#[tokio::test]
async fn forms_are_as_strict_as_json() {
    let rig = Rig::open().await;
    let (cookie, token) = visit(&rig).await;
    for (fields, status) in
        [("quantity=2&quantity=3", 422), ("quantity=2&colour=red", 422), ("quantity=x", 422), ("", 422)]
    {
        let sent =
            rig.call("POST", "/form", &[FORM, ("cookie", &cookie)], format!("{fields}&csrf={token}")).await;
        assert_eq!(sent.status, status, "{fields}");
    }
    let long = format!("quantity={}&csrf={token}", "1".repeat(70_000));
    assert_eq!(rig.call("POST", "/form", &[FORM, ("cookie", &cookie)], long).await.status, 413);
    assert_eq!(
        rig.call("POST", "/form", &[("content-type", "text/plain"), ("cookie", &cookie)], "").await.status,
        415
    );
}

/// A form of parts: name, file name where it is a file, content.
fn parts(parts: &[(&str, Option<&str>, &str)]) -> String {
    let part = |(name, file, content): &(&str, Option<&str>, &str)| {
        let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{content}\r\n")
    };
    parts.iter().map(part).collect::<String>() + "--XX--\r\n"
}

#[tokio::test]
async fn files_come_part_by_part_behind_the_token_of_their_form() {
    let rig = Rig::open().await;
    let (cookie, token) = visit(&rig).await;
    let headers = [("content-type", "multipart/form-data; boundary=XX"), ("cookie", cookie.as_str())];
    let (long, wrong) = ("x".repeat(1_001), "0".repeat(64));
    let csrf = ("csrf", None, token.as_str());
    let one = ("files", Some("a.png"), "12345");
    let sent = rig.call(
        "POST",
        "/files",
        &headers,
        parts(&[csrf, one, ("files", Some(""), ""), ("note", None, "hi")]),
    );
    assert_eq!(sent.await.text, "files a.png 5; files  0; note  2");
    for (body, status) in [
        (parts(&[one, csrf]), 403),
        (parts(&[one]), 403),
        (parts(&[("csrf", None, wrong.as_str()), one]), 403),
        (parts(&[("csrf", None, long.as_str()), one]), 413),
        (parts(&[csrf, ("files", Some("a.png"), long.as_str())]), 413),
        (parts(&[csrf, one]).replace("--XX--", ""), 422),
        ("nonsense".to_owned(), 422),
        (String::new(), 422),
    ] {
        let sent = rig.call("POST", "/files", &headers, body.clone()).await;
        assert_eq!(sent.status, status, "{body}: {}", sent.text);
    }
    let plain = [FORM, ("cookie", cookie.as_str())];
    assert_eq!(rig.call("POST", "/files", &plain, format!("csrf={token}")).await.status, 415);
}

#[tokio::test]
async fn a_long_form_has_more_fields_and_an_end_all_the_same() {
    let rig = Rig::open().await;
    let (cookie, token) = visit(&rig).await;
    let headers = [FORM, ("cookie", cookie.as_str())];
    let fields = |count: usize| {
        let fields: Vec<String> = (0..count).map(|number| format!("f{number}=x")).collect();
        format!("csrf={token}&{}", fields.join("&"))
    };
    assert_eq!(rig.call("POST", "/long", &headers, fields(3_000)).await.text, "3000");
    assert_eq!(rig.call("POST", "/long", &headers, fields(4_000)).await.status, 422);
    let long = format!("csrf={token}&description={}", "x".repeat(1 << 20));
    assert_eq!(rig.call("POST", "/long", &headers, long).await.status, 413);
    assert_eq!(rig.call("POST", "/long", &headers, "f=x".to_owned()).await.status, 403);
}
