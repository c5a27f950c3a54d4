use serde::{Deserialize, Serialize};
use souk_domain::address::Address;
use utoipa::ToSchema;

use crate::{Error, Result};

/// How an address is kept on an order: as it was when the order was placed.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct StoredAddress {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    residence_number: Option<String>,
    street: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    line2: Option<String>,
    city: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    region: Option<String>,
    postal_code: String,
    country: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    description: Option<String>,
}

impl From<&Address> for StoredAddress {
    fn from(address: &Address) -> Self {
        let address = address.clone();
        Self {
            name: address.name,
            residence_number: address.residence_number,
            street: address.street,
            line2: address.line2,
            city: address.city,
            region: address.region,
            postal_code: address.postal_code,
            country: address.country,
            phone: address.phone,
            description: address.description,
        }
    }
}

/// The address as it is stored.
pub fn address_to_json(address: &Address) -> Result<String> {
    let kept = StoredAddress::from(address);
    serde_json::to_string(&kept).map_err(|e| Error::broken(format!("an address cannot be written: {e}")))
}

/// The address as it was stored.
pub fn address_from_json(json: &str) -> Result<Address> {
    let kept: StoredAddress = serde_json::from_str(json)
        .map_err(|e| Error::broken(format!("a stored address cannot be read: {e}")))?;
    Ok(Address {
        name: kept.name,
        residence_number: kept.residence_number,
        street: kept.street,
        line2: kept.line2,
        city: kept.city,
        region: kept.region,
        postal_code: kept.postal_code,
        country: kept.country,
        phone: kept.phone,
        description: kept.description,
    })
}
