//! `souk import products`, beside a shop that is open.

use std::fs;

use super::{Folder, client};

const GOODS: &str = "\
Handle,Title,Vendor,Type,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Tracker,Variant Inventory Qty,Published
tall-mug,Tall mug,Kiln & Fern,Mugs,Colour,Teal,KF-1,36.00,shopify,5,true
tall-mug,,,,,Sand,KF-2,36.00,shopify,-2,
plain-bowl,Plain bowl,Oak,Bowls,Title,Default Title,O-1,18.00,,,false
no-price,No price,Oak,Bowls,Title,Default Title,O-2,cheap,,,true
";

#[tokio::test]
async fn a_file_is_tried_stored_and_stored_again_without_a_change() {
    let folder = Folder::new();
    let (_shop, address) = folder.serve(&[]).await;
    let file = folder.path().join("goods.csv");
    fs::write(&file, GOODS).expect("a file");
    let file = file.display().to_string();
    let import = ["import", "products", &file, "--vendors-from-file"];
    let ask = async || {
        let asked = client().get(format!("{address}/api/v1/products/tall-mug")).send().await;
        asked.expect("an answer").status().as_u16()
    };

    let tried = folder.refused(&[&import[..], &["--dry-run"]].concat()).await;
    assert!(tried.contains("a dry run") && tried.contains("2 created"), "{tried}");
    assert_eq!(ask().await, 404);

    let own = folder.refused(&[&import[..], &["--report", import[2]]].concat()).await;
    assert!(own.contains("is the file to be imported"), "{own}");
    let report = folder.path().join("report.txt");
    let stored = folder.refused(&[&import[..], &["--report", &report.display().to_string()]].concat()).await;
    assert!(stored.contains("2 products (1 active, 1 draft, 0 archived)"), "{stored}");
    assert!(stored.contains("price_invalid: 1 error"), "{stored}");
    assert!(stored.contains("2 vendors"), "{stored}");
    assert_eq!(ask().await, 200);
    let led = client().get(format!("{address}/products/tall-mug?from=mail")).send().await.expect("an answer");
    assert_eq!(led.status().as_u16(), 301);
    assert!(
        led.headers()["location"].to_str().is_ok_and(|to| to.ends_with("/p/tall-mug?from=mail")),
        "{led:?}"
    );
    let report = fs::read_to_string(report).expect("a report");
    assert!(report.contains("line 3: warning") && report.contains("line 5: error"), "{report}");

    let again = folder.refused(&import).await;
    assert!(again.contains("0 created, 0 updated, 2 unchanged; stock set for 0"), "{again}");
    assert!(folder.refused(&import[..3]).await.contains("--vendor"));
    let unclear = folder.path().join("unclear.csv");
    fs::write(&unclear, "Handle;Title;Vendor;Price\npot;Pot;Oak;1.250\n").expect("a file");
    let unclear = ["import", "products", &unclear.display().to_string(), "--vendors-from-file"];
    let asked = folder.refused(&unclear).await;
    assert!(asked.contains("--decimal point (1.25) or --decimal comma (1250)"), "{asked}");
    let said = folder.done(&[&unclear[..], &["--decimal", "comma"]].concat()).await;
    assert!(said.contains("1 created"), "{said}");
    let nameless = folder.path().join("nameless.csv");
    fs::write(&nameless, "Handle,Title,Vendor,Variant Price\njug,Jug,,12.00\nlid,Lid,Elm,3.00\n")
        .expect("a file");
    let nameless = ["import", "products", &nameless.display().to_string(), "--vendors-from-file"];
    let nobodys = folder.refused(&nameless).await;
    assert!(nobodys.contains("Say whose such products are with --vendor"), "{nobodys}");
    let given = folder.done(&[&nameless[..], &["--vendor", "oak"]].concat()).await;
    assert!(given.contains("1 created, 0 updated, 1 unchanged"), "{given}");
    let out = folder.path().join("out.csv");
    folder.done(&["export", "products", "--out", &out.display().to_string()]).await;
    let written = fs::read_to_string(&out).expect("a file");
    assert!(written.starts_with("Title,URL handle,") && written.contains("plain-bowl"), "{written}");
    assert_eq!(folder.done(&["export", "products"]).await.trim(), written.trim());
    let older = folder.done(&["export", "products", "--older", "--vendor", "oak"]).await;
    assert!(older.starts_with("Handle,Title,") && !older.contains("tall-mug"), "{older}");
    assert!(
        older.contains("jug") && !older.contains("lid"),
        "those without a name are the vendor's: {older}"
    );
    let nobody = folder.refused(&["export", "products", "--vendor", "nobody"]).await;
    assert!(nobody.contains("no such vendor"), "{nobody}");
    let second = Folder::new();
    let import_out = ["import", "products", &out.display().to_string(), "--vendors-from-file"];
    let no_folder = second.refused(&[&import_out[..], &["--pictures", "/dev/null"]].concat()).await;
    assert!(no_folder.contains("no folder of pictures"), "{no_folder}");
    second.done(&import_out).await;
    assert_eq!(second.done(&["export", "products"]).await.trim(), written.trim());
    let one = folder.refused(&[&import[..3], &["--vendor", "nobody"]].concat()).await;
    assert!(one.contains("no such vendor"), "{one}");
}
