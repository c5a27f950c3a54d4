//! A whole catalogue carried from one shop to another by the commands: what the second one sells is what the first did.

use std::{collections::BTreeMap, fs};

use serde_json::{Value, json};

use super::{Folder, client};

/// Names, choices, tags and numbers that a spreadsheet would run, beside the goods of the demonstration.
const HOSTILE: &str = "\
Handle,Title,Body (HTML),Vendor,Product Category,Tags,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Tracker,Variant Inventory Qty,Published,Kind (product.metafields.custom.kind)
sum,\"=SUM(\"\"A1\"\", 2)\",<p>=1+1</p>,=Formula & Sons,Home,\"=tag, @tag\",=Size,+1,=SKU-1,12.00,shopify,3,true,=kind
sum,,,,,,,-1,+SKU-2,13.00,shopify,4,,
plus,+44 20 mug,<p>+1</p>,+Plus,Home,+tag,,,-SKU-3,14.00,shopify,5,true,+kind
minus,-5 bowl,<p>-1</p>,-Minus,Home,-tag,,,@SKU-4,15.00,shopify,6,true,-kind
at,@home cup,<p>@1</p>,@At,Home,@tag,,,SKU-5,16.00,shopify,7,true,@kind
tab,\"\tTabbed jug\",<p>Jug</p>,\"\tTab\",Home,\"\ttag\",,,\"\tSKU-6\",17.00,shopify,8,true,\"'\tkind\"
guard,'=kept lid,<p>Lid</p>,'Tis,Home,'tag,,,''SKU-7,18.00,shopify,9,true,''kind
";
/// The names of those, by their handles. White space around a name is nobody's wish.
const NAMES: [(&str, &str); 6] = [
    ("sum", "=SUM(\"A1\", 2)"),
    ("plus", "+44 20 mug"),
    ("minus", "-5 bowl"),
    ("at", "@home cup"),
    ("tab", "Tabbed jug"),
    // one guard is taken away where there was something to guard from
    ("guard", "=kept lid"),
];

async fn get(address: &str, path: &str) -> Value {
    let answer = client().get(format!("{address}{path}")).send().await.expect("an answer");
    assert_eq!(answer.status().as_u16(), 200, "{path}");
    // addresses of pictures begin with the shop's own
    let text = answer.text().await.expect("text").replace(address, "");
    serde_json::from_str(&text).expect("JSON")
}

/// Every product that a shop shows, by its slug, with every field but those that each shop gives itself: ids and times.
async fn catalogue(address: &str) -> BTreeMap<String, Value> {
    let mut products = BTreeMap::new();
    let mut path = "/api/v1/products?limit=100".to_owned();
    loop {
        let page = get(address, &path).await;
        for item in page["items"].as_array().expect("a list") {
            let slug = item["slug"].as_str().expect("a slug").to_owned();
            let mut product = get(address, &format!("/api/v1/products/{slug}")).await;
            name_variants_by_place(&mut product);
            take_own(&mut product);
            products.insert(slug, product);
        }
        let Some(next) = page["next"].as_str() else { return products };
        path = format!("/api/v1/products?limit=100&after={next}");
    }
}

/// Pictures name the variants that they show by their place in place of their id.
fn name_variants_by_place(product: &mut Value) {
    let ids: Vec<Value> = product["variants"]
        .as_array()
        .expect("variants")
        .iter()
        .map(|variant| variant["id"].clone())
        .collect();
    for image in product["images"].as_array_mut().expect("images") {
        for id in image["variant_ids"].as_array_mut().expect("ids") {
            *id = json!(ids.iter().position(|own| own == id).expect("a variant of its own"));
        }
    }
}

/// Takes away what is a shop's own, at any depth: ids and times, what buyers said of things and what they were promised of them, and the addresses of categories and vendors,
/// which the file knows by their names.
fn take_own(value: &mut Value) {
    let is_own = |name: &str| {
        ["id", "created_at", "updated_at", "review_count", "available"].contains(&name)
            || name.starts_with("rating")
    };
    match value {
        Value::Object(fields) => {
            fields.retain(|name, _| !is_own(name));
            for field in fields.values_mut() {
                take_own(field);
                take_slugs(field);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(take_own),
        _ => {}
    }
}

fn take_slugs(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove("slug");
        }
        Value::Array(items) => items.iter_mut().for_each(take_slugs),
        _ => {}
    }
}

#[tokio::test]
async fn the_whole_catalogue_of_a_shop_is_carried_into_an_empty_one_field_by_field() {
    let (here, there) = (Folder::new(), Folder::new());
    here.done(&["demo", "load"]).await;
    let hostile = here.path().join("hostile.csv");
    fs::write(&hostile, HOSTILE).expect("a file");
    here.done(&["import", "products", &hostile.display().to_string(), "--vendors-from-file"]).await;
    let (shop, address) = here.serve(&[]).await;
    let before = catalogue(&address).await;
    drop(shop);
    assert_eq!(before.len(), 240 + NAMES.len());
    for (slug, name) in NAMES {
        assert_eq!(before[slug]["name"], name);
    }

    let carried = here.path().join("carried.csv");
    let file = carried.display().to_string();
    here.done(&["export", "products", "--out", &file]).await;
    let pictures = here.path().join("data/media").display().to_string();
    there.done(&["import", "products", &file, "--vendors-from-file", "--pictures", &pictures]).await;
    let (shop, address) = there.serve(&[]).await;
    let after = catalogue(&address).await;
    drop(shop);
    assert_eq!(after.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
    for (slug, product) in &before {
        let (product, arrived) =
            (product.as_object().expect("a product"), after[slug].as_object().expect("one"));
        for (field, value) in product {
            assert_eq!(arrived.get(field), Some(value), "{slug}: {field}");
        }
        assert_eq!(arrived.len(), product.len(), "{slug}");
    }
    // what no page shows is in the file: stock that is promised, costs, metadata
    let again = there.done(&["export", "products"]).await;
    let file = fs::read_to_string(&carried).expect("a file");
    assert_eq!(again.trim(), file.trim());
    for folder in [&here, &there] {
        assert_eq!(folder.done(&["check"]).await, "all is well\n");
    }
}
