use serde::{Deserialize, Serialize};
use souk_domain::{address, field::FieldError, pricing::Destination, refusal::RequestRefusal};
use souk_http::Result;
use utoipa::ToSchema;

/// Where goods or bills go, as it was checked.
#[derive(Serialize, ToSchema)]
pub(crate) struct Address {
    name: String,
    residence_number: Option<String>,
    street: String,
    line2: Option<String>,
    city: String,
    region: Option<String>,
    postal_code: String,
    country: String,
    phone: Option<String>,
    description: Option<String>,
}

impl From<&address::Address> for Address {
    fn from(address: &address::Address) -> Self {
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

/// An address as it was typed.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewAddress {
    /// Who it is for.
    #[schema(format = "address_line_or_none")]
    name: Option<String>,
    /// House or flat number, where it is not in the street.
    #[schema(format = "residence_number")]
    residence_number: Option<String>,
    /// Street, with the house number where that is usual.
    #[schema(format = "address_line_or_none")]
    street: Option<String>,
    /// Anything more: floor, care of.
    #[schema(format = "address_line_or_none")]
    line2: Option<String>,
    /// Town; left out where the country's addresses have none.
    #[schema(format = "town")]
    city: Option<String>,
    /// State or province: its name, or its code of ISO 3166-2 with or without the country. It is kept as the code, and
    /// needed where the country's addresses have it.
    #[schema(format = "region")]
    region: Option<String>,
    /// In any spelling; it is kept as the country writes it. Left out where the country has none.
    #[schema(format = "postal_code")]
    postal_code: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[schema(format = "country", example = "US")]
    country: Option<String>,
    /// Telephone for the carrier.
    #[schema(format = "phone")]
    phone: Option<String>,
    /// How to find the door.
    #[schema(format = "directions")]
    description: Option<String>,
}

impl NewAddress {
    /// The checked address. Errors: every wrong field under `pointer`.
    pub(crate) fn checked(&self, pointer: &str) -> std::result::Result<address::Address, Vec<FieldError>> {
        address::Address::parse(pointer, &self.raw())
    }

    /// What prices need of it, as far as it is typed.
    pub(crate) fn destination(&self) -> Destination {
        self.raw().destination()
    }

    fn raw(&self) -> address::RawAddress {
        let raw = self.clone();
        address::RawAddress {
            name: raw.name,
            residence_number: raw.residence_number,
            street: raw.street,
            line2: raw.line2,
            city: raw.city,
            region: raw.region,
            postal_code: raw.postal_code,
            country: raw.country,
            phone: raw.phone,
            description: raw.description,
        }
    }
}

/// What prices need of an address that may not be complete yet: what is there must be right, and the country must be there.
pub(crate) fn destination(address: &NewAddress) -> Result<Destination> {
    match address.checked("/shipping_address") {
        Ok(address) => Ok(address.destination()),
        Err(fields) => {
            let matters =
                |field: &FieldError| field.code != "required" || field.pointer.ends_with("/country");
            let fields: Vec<FieldError> = fields.into_iter().filter(matters).collect();
            if fields.is_empty() {
                Ok(address.destination())
            } else {
                Err(RequestRefusal::InvalidFields { fields }.into())
            }
        }
    }
}
