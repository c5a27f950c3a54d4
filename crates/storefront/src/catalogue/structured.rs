//! What search engines read: JSON-LD, which is data and no script.

use serde_json::{Value, json};
use souk_domain::money::to_decimal;
use souk_ui::routes;
use souk_ui::{Availability, Crumb, Frame};

use super::{ListingPage, ProductPage};

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
                "brand": { "@type": "Brand", "name": product.seller.name },
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

pub(crate) fn crumbs(frame: &Frame, crumbs: &[Crumb]) -> Value {
    let items: Vec<Value> = crumbs
        .iter()
        .enumerate()
        .map(|(index, crumb)| {
            let href = if crumb.href.is_empty() { frame.canonical() } else { absolute(frame, &crumb.href) };
            json!({ "@type": "ListItem", "position": index + 1, "name": crumb.name, "item": href })
        })
        .collect();
    json!({ "@type": "BreadcrumbList", "itemListElement": items })
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

pub(crate) fn absolute(frame: &Frame, href: &str) -> String {
    if href.starts_with('/') { format!("{}{href}", frame.origin) } else { href.to_owned() }
}

/// JSON that cannot end the element it stands in, whatever a seller called their mug.
pub(crate) fn inside_html(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}
