//! What search engines read: JSON-LD, which is data and no script.

use serde_json::{Value, json};
use souk_domain::money::to_decimal;
use souk_ui::Availability;
use souk_ui::routes;

use super::{ListingPage, ProductPage};
use crate::shared::json_ld::{absolute, crumbs, inside_html};

impl ProductPage {
    /// Product, offer and the way up, ready to stand inside `<script type="application/ld+json">`.
    pub fn structured(&self) -> String {
        let product = &self.product;
        let price = product.price.now;
        let images: Vec<String> =
            product.pictures.iter().map(|picture| absolute(&self.frame, &picture.share())).collect();
        inside_html(&json!({
            "@context": "https://schema.org",
            "@graph": [{
                "@type": "Product",
                "@id": format!("{}#product", self.frame.canonical()),
                "url": self.frame.canonical(),
                "brand": { "@type": "Brand", "name": product.brand },
                "name": product.name,
                "sku": product.sku,
                "description": product.summary,
                "image": images,
                "offers": {
                    "@type": "Offer",
                    "url": self.frame.canonical(),
                    "price": to_decimal(price.minor, price.currency),
                    "priceCurrency": price.currency.code(),
                    "shippingDetails": shipping(product),
                    "availability": availability(product.availability),
                    "seller": {
                        "@type": "Organization",
                        "name": product.seller.name,
                        "url": absolute(&self.frame, &routes::vendor(&product.seller.slug)),
                    },
                },
            }, crumbs(&self.frame, &product.crumbs)],
        }))
    }
}

impl ListingPage {
    /// The way up.
    pub fn structured(&self) -> String {
        let mut list = crumbs(&self.frame, &self.listing.crumbs);
        if let Value::Object(fields) = &mut list {
            fields.insert("@context".to_owned(), json!("https://schema.org"));
        }
        inside_html(&list)
    }
}

/// The cheapest way it would come to the visitor's country.
fn shipping(product: &super::Product) -> Value {
    let Some(estimate) = product.delivery.first() else { return Value::Null };
    json!({
        "@type": "OfferShippingDetails",
        "shippingRate": {
            "@type": "MonetaryAmount",
            "value": to_decimal(estimate.fee.minor, estimate.fee.currency),
            "currency": estimate.fee.currency.code(),
        },
        "shippingDestination": { "@type": "DefinedRegion", "addressCountry": product.ships_to_code },
    })
}

fn availability(stock: Availability) -> &'static str {
    match stock {
        Availability::InStock | Availability::Few(_) => "https://schema.org/InStock",
        Availability::Backorder => "https://schema.org/BackOrder",
        Availability::OnHold => "https://schema.org/LimitedAvailability",
        Availability::SoldOut => "https://schema.org/SoldOut",
    }
}
