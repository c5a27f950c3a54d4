//! What a vendor keeps beside a product.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use souk_domain::bounds::product::MAX_METADATA;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        RefOr, Schema,
        schema::{ObjectBuilder, SchemaFormat, SchemaType, Type},
    },
};

/// Keys and values, as an object.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Metadata(pub(crate) BTreeMap<String, String>);

/// The same in a merge patch (RFC 7396): a key with null goes, one that is not named stays.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub(crate) struct MetadataPatch(pub(crate) BTreeMap<String, Option<String>>);

fn schema(of_value: SchemaType, says: &str) -> RefOr<Schema> {
    let value = ObjectBuilder::new()
        .schema_type(of_value)
        .format(Some(SchemaFormat::Custom("metadata_value".to_owned())));
    let values = ObjectBuilder::new()
        .description(Some(says))
        .additional_properties(Some(value))
        .max_properties(Some(MAX_METADATA))
        .build();
    RefOr::T(values.into())
}

impl PartialSchema for Metadata {
    fn schema() -> RefOr<Schema> {
        schema(Type::String.into(), "Keys and values of the vendor's own.")
    }
}

impl ToSchema for Metadata {}

impl PartialSchema for MetadataPatch {
    fn schema() -> RefOr<Schema> {
        let text_or_null = SchemaType::from_iter([Type::String, Type::Null]);
        schema(text_or_null, "Keys and values of the vendor's own; null takes a key away, others stay.")
    }
}

impl ToSchema for MetadataPatch {}
