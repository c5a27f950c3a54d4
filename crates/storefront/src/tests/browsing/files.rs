//! Pictures, the shop's own files, and what search engines ask for.

use axum::http::Method;

use super::rig::{PICTURE, Shop, after};

#[tokio::test]
async fn a_picture_is_kept_for_ever_and_asked_for_once() {
    let shop = Shop::open().await;
    let html = shop.get("/p/tall-mug").await.page();
    let path = format!("/media/{}", after(&html, "class=\"btn line square\" href=\"/media/"));
    let answer = shop.get(&path).await;
    assert!(answer.body.starts_with(b"RIFF") && answer.body != PICTURE, "written anew");
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
async fn every_size_a_page_names_is_made_when_first_asked_for() {
    let shop = Shop::open().await;
    let html = shop.get("/p/tall-mug").await.page();
    let sizes = after(&html, "srcset=\"");
    let paths: Vec<&str> = sizes.split(", ").map(|size| size.split_once(' ').unwrap().0).collect();
    assert_eq!(paths.len(), 4, "160, 320, 640, and itself: {sizes}");
    for path in &paths {
        // all at once, as visitors come
        let answers = futures_util::future::join_all((0..6).map(|_| shop.get(path))).await;
        for answer in &answers {
            assert_eq!(
                (answer.status.as_u16(), answer.header("content-type")),
                (200, "image/webp"),
                "{path}"
            );
            assert_eq!(answer.body, answers[0].body);
            assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert!(answer.header("content-security-policy").contains("sandbox"));
        }
    }
    let shared =
        after(&html, "property=\"og:image\" content=\"").strip_prefix(shop.app().public_url()).unwrap();
    let jpeg = shop.get(shared).await;
    assert!(jpeg.header("content-type") == "image/jpeg" && jpeg.body.starts_with(&[0xff, 0xd8, 0xff]));
    assert!(html.contains(&format!("\"image\":[\"{}{shared}\"]", shop.app().public_url())), "JSON-LD");
    let stem = shared.trim_end_matches("-640.jpg");
    for other in
        ["-641.webp", "-960.webp", "-1440.webp", "-0640.webp", "-320.jpg", "-640.png", "-640.avif", ".jpg"]
    {
        assert_eq!(shop.get(&format!("{stem}{other}")).await.status, 404, "{other}");
    }
    let unknown = format!("/media/{}-800x800-160.webp", "0".repeat(40));
    assert_eq!(shop.get(&unknown).await.status, 404, "no such picture");
    shop.market.close().await;
}

#[tokio::test]
async fn only_what_a_page_begins_with_is_urgent() {
    let shop = Shop::open().await;
    for path in ["/p/tall-mug", "/products", "/s/kiln-fern"] {
        let html = shop.get(path).await.page();
        let images: Vec<&str> =
            html.split("<img").skip(1).map(|tag| tag.split_once('>').unwrap().0).collect();
        let urgent = images.iter().filter(|tag| tag.contains("fetchpriority=\"high\"")).count();
        assert_eq!(urgent, 1, "{path}");
        assert!(images[0].contains("fetchpriority=\"high\"") && !images[0].contains("loading"), "{path}");
        for tag in images {
            assert!(
                tag.contains(" width=\"") && tag.contains(" height=\"") && tag.contains("decoding=\"async\"")
            );
        }
    }
    let html = shop.get("/c/mugs").await.page();
    assert!(html.contains("<img class=\"q"), "a colour stands in");
    assert!(shop.get("/p/tall-mug").await.page().contains("alt=\"A mug, from the side\""));
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
    let style = shop.get(&souk_ui::assets::url("shop.css")).await;
    assert_eq!((style.status.as_u16(), style.header("content-type")), (200, "text/css; charset=utf-8"));
    assert!(style.header("cache-control").contains("immutable"));
    shop.market.close().await;
}

#[tokio::test]
async fn search_engines_are_shown_the_way() {
    let shop = Shop::open().await;
    let url = shop.app().public_url().to_owned();
    let robots = shop.get("/robots.txt").await.text();
    assert!(robots.contains("Disallow: /o/\n") && robots.contains(&format!("Sitemap: {url}/sitemap.xml")));
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
