//! Pictures, the shop's own files, and what search engines ask for.

use axum::http::Method;

use super::rig::{PICTURE, Shop, after};

#[tokio::test]
async fn a_picture_is_kept_for_ever_and_asked_for_once() {
    let shop = Shop::open().await;
    let html = shop.get("/p/tall-mug").await.page();
    let path = format!("/media/{}", after(&html, "src=\"/media/"));
    let answer = shop.get(&path).await;
    assert_eq!(answer.body, PICTURE);
    for (name, value) in [
        ("content-type", "image/webp"),
        ("cache-control", "public, max-age=31536000, immutable"),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(answer.header(name), value);
    }
    assert!(answer.header("content-security-policy").contains("sandbox"));
    assert_eq!(answer.header("set-cookie"), "", "a file that all share is nobody's");
    let tag = answer.header("etag").to_owned();
    let again = shop.ask(Method::GET, &path, &[("if-none-match", &tag)], [192, 0, 2, 7]).await;
    assert_eq!((again.status.as_u16(), again.body.len(), again.header("etag")), (304, 0, tag.as_str()));
    let other = shop.ask(Method::GET, &path, &[("if-none-match", "\"x\"")], [192, 0, 2, 7]).await;
    assert_eq!(other.status, 200);
    shop.market.close().await;
}

#[tokio::test]
async fn a_drawing_stands_in_for_what_has_no_picture() {
    let shop = Shop::open().await;
    let html = shop.get("/p/rose-soap").await.page();
    let path = format!("/media/{}", after(&html, "src=\"/media/"));
    let answer = shop.get(&path).await;
    assert_eq!(answer.header("content-type"), "image/svg+xml");
    assert!(answer.text().starts_with("<svg") && !answer.header("cache-control").contains("immutable"));
    shop.market.close().await;
}

#[tokio::test]
async fn nothing_but_pictures_comes_out_of_the_folder() {
    let shop = Shop::open().await;
    shop.app().files().put("secret.html", b"<script>").unwrap();
    shop.app().files().put("evil.svg", b"<svg>").unwrap();
    for file in [
        "none.webp",
        "secret.html",
        "evil.svg",
        "..%2f..%2fetc%2fpasswd",
        "%2e%2e%2fbank.webp",
        ".webp",
        "drawn-9-cup.svg",
        "drawn-1-none.svg",
        "drawn-x.svg",
        "a%00.webp",
    ] {
        let answer = shop.get(&format!("/media/{file}")).await;
        assert_eq!(answer.status, 404, "{file}");
        assert_eq!(answer.header("cache-control"), "no-store", "{file}");
    }
    assert_eq!(shop.get("/a/shop.css").await.status, 404);
    let style = shop.get(&crate::assets::url("shop.css")).await;
    assert_eq!((style.status.as_u16(), style.header("content-type")), (200, "text/css; charset=utf-8"));
    assert!(style.header("cache-control").contains("immutable"));
    shop.market.close().await;
}

#[tokio::test]
async fn search_engines_are_shown_the_way() {
    let shop = Shop::open().await;
    let url = shop.app().public_url().to_owned();
    let robots = shop.get("/robots.txt").await.text();
    assert!(
        robots.contains("Disallow: /checkout\n") && robots.contains(&format!("Sitemap: {url}/sitemap.xml"))
    );
    let answer = shop.get("/sitemap.xml").await;
    assert_eq!(answer.header("content-type"), "application/xml; charset=utf-8");
    let xml = answer.text();
    for path in ["/p/tall-mug", "/c/mugs", "/c/table", "/s/loom-co", "/sellers"] {
        assert!(xml.contains(&format!("<loc>{url}{path}</loc>")), "{path} in {xml}");
    }
    assert!(xml.contains("<lastmod>2026-"), "{xml}");
    assert!(!xml.contains("/c/everything"), "nothing stands there");
    shop.market.close().await;
}
