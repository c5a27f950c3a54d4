//! Goods for sale, made as a market's people make them: keys by the command line, everything else by the API.

use serde_json::{Value, json};

use super::{Api, Ask, api::text};

/// Where the program's commands are run on a shop's data.
pub(crate) trait Console {
    /// Runs a command that must end well. Answers its stdout.
    fn run(&self, args: &[&str]) -> impl Future<Output = String> + Send;
}

/// A vendor's stall, and the keys of those who run the market.
pub(crate) struct Stall {
    pub(crate) staff: String,
    pub(crate) vendor: String,
    pub(crate) vendor_id: String,
    category: String,
}

impl Stall {
    /// An approved vendor, a category, a flat fee for shipping.
    pub(crate) async fn open(console: &impl Console, api: &Api) -> Self {
        let staff =
            console.run(&["api-key", "create", "--label", "the market's staff"]).await.trim().to_owned();
        let post = async |path: &str, body: Value, status: u16| {
            api.ask(&Ask::post(path).by(&staff).json(&body)).await.expect(status)
        };
        let vendor = json!({"name": "Kiln & Fern", "slug": "kiln-fern", "email": "kiln@vendors.example"});
        let vendor_id = text(&post("admin/vendors", vendor, 201).await, "/id");
        post(&format!("admin/vendors/{vendor_id}/approve"), json!({}), 200).await;
        let category = text(&post("admin/categories", json!({"name": "Everything"}), 201).await, "/id");
        let shipping = json!({"name": "Parcel", "zones": [{"fee": {"kind": "flat", "fee": usd(500)}}], "min_days": 2, "max_days": 5});
        post("admin/shipping-methods", shipping, 201).await;
        let vendor =
            console.run(&["api-key", "create", "--label", "the vendor", "--vendor", "kiln-fern"]).await;
        Self { staff, vendor: vendor.trim().to_owned(), vendor_id, category }
    }

    /// A product of `stock` pieces at `price` minor units each. Answers its variant.
    pub(crate) async fn product(&self, api: &Api, name: &str, price: i64, stock: i64) -> String {
        self.sell(api, name, &json!({"price": usd(price), "stock": stock})).await
    }

    /// A piece that exists once.
    pub(crate) async fn unique(&self, api: &Api, name: &str, price: i64) -> String {
        self.sell(api, name, &json!({"price": usd(price), "stock": 1, "is_unique": true})).await
    }

    /// The body of a product that is shown at once.
    pub(crate) fn draft(&self, name: &str, variant: &Value) -> Value {
        json!({"name": name, "description": "", "category_id": self.category, "status": "active",
               "variants": [variant]})
    }

    /// Takes the product of a variant off the shelf.
    pub(crate) async fn archive(&self, api: &Api, variant: &str) {
        let products = api.ask(&Ask::get("vendor/products").by(&self.vendor)).await.expect(200);
        for product in products["items"].as_array().expect("a list") {
            let path = format!("vendor/products/{}", text(product, "/id"));
            let whole = api.ask(&Ask::get(path.as_str()).by(&self.vendor)).await.expect(200);
            if text(&whole, "/variants/0/id") == variant {
                let change = Ask::patch(path).by(&self.vendor).json(&json!({"status": "archived"}));
                api.ask(&change).await.expect(200);
                return;
            }
        }
        panic!("no product has the variant {variant}");
    }

    async fn sell(&self, api: &Api, name: &str, variant: &Value) -> String {
        let ask = Ask::post("vendor/products").by(&self.vendor).json(&self.draft(name, variant));
        text(&api.ask(&ask).await.expect(201), "/variants/0/id")
    }
}

/// Money of the market.
pub(crate) fn usd(minor: i64) -> Value {
    json!({"amount": minor, "currency": "USD"})
}
