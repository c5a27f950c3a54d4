use std::fmt;

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error as _, MapAccess, Visitor},
};
use souk_domain::bounds::product::MAX_OPTIONS;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        RefOr, Schema,
        schema::{ObjectBuilder, SchemaFormat, Type},
    },
};

/// Option names and chosen values, as an object in their order: `{"Colour": "Teal", "Size": "M"}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Choices(pub(crate) Vec<(String, String)>);

impl Serialize for Choices {
    fn serialize<S: Serializer>(&self, writer: S) -> Result<S::Ok, S::Error> {
        writer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

impl<'de> Deserialize<'de> for Choices {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        reader.deserialize_map(ChoicesVisitor)
    }
}

struct ChoicesVisitor;

impl<'de> Visitor<'de> for ChoicesVisitor {
    type Value = Choices;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of option names and values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Choices, A::Error> {
        let mut choices: Vec<(String, String)> = Vec::new();
        while let Some((name, value)) = map.next_entry::<String, String>()? {
            if choices.iter().any(|(known, _)| *known == name) {
                return Err(A::Error::custom("An option is there twice."));
            }
            if choices.len() == MAX_OPTIONS {
                return Err(A::Error::custom(format!("A product has at most {MAX_OPTIONS} options.")));
            }
            choices.push((name, value));
        }
        Ok(Choices(choices))
    }
}

impl PartialSchema for Choices {
    fn schema() -> RefOr<Schema> {
        let value = ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::Custom("option_value".to_owned())));
        let values = ObjectBuilder::new()
            .description(Some("Option names and chosen values."))
            .additional_properties(Some(value))
            .max_properties(Some(MAX_OPTIONS))
            .build();
        RefOr::T(values.into())
    }
}

impl ToSchema for Choices {}
