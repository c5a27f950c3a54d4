//! Reads a struct out of names and texts, as a query or a form has them.

use serde::{
    Deserializer,
    de::{DeserializeOwned, Error as _, IntoDeserializer, Visitor, value::MapDeserializer},
    forward_to_deserialize_any,
};
use souk_domain::{refusal::RequestRefusal, text::plain};

use super::{diagnose, pairs::Pairs};

type Unread = serde::de::value::Error;

/// The struct the pairs make. Errors: [`RequestRefusal`] with the parameter named.
pub(super) fn read<T: DeserializeOwned>(pairs: Pairs) -> Result<T, RequestRefusal> {
    let map = MapDeserializer::new(pairs.into_iter().map(|(name, value)| (name, Text(value))));
    serde_path_to_error::deserialize(map)
        .map_err(|error| diagnose::refusal(error.path(), &error.inner().to_string()))
}

/// One value: a text that is read as whatever is wanted. An empty one is no value where none is needed.
struct Text(String);

impl IntoDeserializer<'_, Unread> for Text {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

macro_rules! whole_numbers {
    ($($read:ident $visit:ident $number:ty),+) => {$(
        fn $read<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
            let number: $number =
                plain(&self.0).parse().map_err(|_| Unread::custom("invalid value, expected a whole number within its bounds"))?;
            visitor.$visit(number)
        }
    )+};
}

impl<'de> Deserializer<'de> for Text {
    type Error = Unread;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        visitor.visit_string(self.0)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        if self.0.is_empty() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unread> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unread> {
        visitor.visit_enum(self.0.into_deserializer())
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unread> {
        match self.0.as_str() {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => Err(Unread::custom("invalid value, expected true or false")),
        }
    }

    whole_numbers!(
        deserialize_i64 visit_i64 i64, deserialize_i32 visit_i32 i32, deserialize_u64 visit_u64 u64,
        deserialize_u32 visit_u32 u32, deserialize_u16 visit_u16 u16, deserialize_u8 visit_u8 u8
    );

    forward_to_deserialize_any! {
        i8 i16 i128 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct
        identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::super::pairs;
    use super::*;

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "lowercase")]
    enum Sort {
        Newest,
        #[serde(rename = "-price")]
        Dearest,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Wanted {
        name: String,
        limit: Option<u32>,
        sort: Option<Sort>,
        #[serde(default)]
        in_stock: bool,
    }

    fn wanted(text: &str) -> Result<Wanted, RequestRefusal> {
        pairs::parse(text.as_bytes(), super::super::MAX_PAIRS).and_then(read)
    }

    #[test]
    fn texts_become_what_is_wanted() {
        let all = wanted("name=a&limit=7&sort=-price&in_stock=true").unwrap();
        assert_eq!(
            all,
            Wanted { name: "a".into(), limit: Some(7), sort: Some(Sort::Dearest), in_stock: true }
        );
        assert_eq!(
            wanted("name=&limit=").unwrap(),
            Wanted { name: String::new(), limit: None, sort: None, in_stock: false }
        );
    }

    #[test]
    fn what_does_not_fit_is_named() {
        for (text, code, pointer) in [
            ("limit=7", "missing_field", "/name"),
            ("name=a&limit=-1", "invalid_value", "/limit"),
            ("name=a&limit=4294967296", "invalid_value", "/limit"),
            ("name=a&sort=best", "invalid_value", "/sort"),
            ("name=a&in_stock=yes", "invalid_value", "/in_stock"),
            ("name=a&colour=red", "unknown_field", "/colour"),
        ] {
            let fields = wanted(text).unwrap_err().fields();
            assert_eq!((fields[0].code, fields[0].pointer.as_str()), (code, pointer), "{text}");
        }
    }
}
