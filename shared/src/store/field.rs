//! Declared fields of a document, read without building its whole data.

use jiff::Timestamp;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{RawDocument, Scalar, StoreError};

/// Fields of the envelope that filters, indexes and orders may name; they win over data fields of the same name.
pub(super) const ENVELOPE: [&str; 4] = ["company", "created_at", "updated_at", "id"];

/// What stands in a field. Everything that an index cannot hold (null, fractions, objects) counts as missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Field {
    /// Nothing that can be compared.
    Missing,
    /// One value.
    One(Scalar),
    /// The values of an array.
    Many(Vec<Scalar>),
}

/// A moment as stored: always nine digits of fraction, so that text order is time order.
pub(super) fn instant(at: Timestamp) -> String {
    format!("{at:.9}")
}

impl From<Timestamp> for Scalar {
    /// The form in which the envelope's `created_at` and `updated_at` are compared.
    fn from(at: Timestamp) -> Self {
        Self::Text(instant(at))
    }
}

/// The fields of those names, in their order.
pub(super) fn fields(document: &RawDocument, names: &[&'static str]) -> Result<Vec<Field>, StoreError> {
    let mut found = vec![Field::Missing; names.len()];
    if names.iter().any(|name| !ENVELOPE.contains(name)) {
        let mut json = serde_json::Deserializer::from_str(document.data.get());
        Object { names, found: &mut found }.deserialize(&mut json).map_err(|error| {
            StoreError::Misuse(format!("the data of {} is no object: {error}", document.id))
        })?;
    }
    for (name, field) in names.iter().zip(&mut found) {
        match *name {
            "company" => {
                *field = document.company.clone().map_or(Field::Missing, |id| Field::One(Scalar::Text(id)));
            }
            "created_at" => *field = Field::One(document.created_at.into()),
            "updated_at" => *field = Field::One(document.updated_at.into()),
            "id" => *field = Field::One(Scalar::Text(document.id.clone())),
            _ => {}
        }
    }
    Ok(found)
}

/// The value of one field; `None` where it is missing or an array.
pub(super) fn scalar(document: &RawDocument, name: &'static str) -> Result<Option<Scalar>, StoreError> {
    Ok(match fields(document, &[name])?.pop() {
        Some(Field::One(value)) => Some(value),
        _ => None,
    })
}

/// Walks the top level of an object and keeps the named fields.
struct Object<'a> {
    names: &'a [&'static str],
    found: &'a mut [Field],
}

impl<'de> DeserializeSeed<'de> for Object<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = ();
    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(place) = map.next_key_seed(Name(self.names))? {
            match place.and_then(|place| self.found.get_mut(place)) {
                Some(field) => *field = map.next_value_seed(Leaf)?,
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// Which of the names a key is.
struct Name<'a>(&'a [&'static str]);

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = Option<usize>;
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Option<usize>, D::Error> {
        from.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = Option<usize>;
    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a name")
    }
    fn visit_str<E>(self, key: &str) -> Result<Option<usize>, E> {
        Ok(self.0.iter().position(|name| *name == key))
    }
}

/// One field's value.
struct Leaf;

impl<'de> DeserializeSeed<'de> for Leaf {
    type Value = Field;
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Field, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Leaf {
    type Value = Field;
    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a value")
    }
    fn visit_bool<E>(self, truth: bool) -> Result<Field, E> {
        Ok(Field::One(Scalar::Bool(truth)))
    }
    fn visit_i64<E>(self, number: i64) -> Result<Field, E> {
        Ok(Field::One(Scalar::Int(number)))
    }
    fn visit_u64<E>(self, number: u64) -> Result<Field, E> {
        Ok(i64::try_from(number).map_or(Field::Missing, |number| Field::One(Scalar::Int(number))))
    }
    fn visit_f64<E>(self, _: f64) -> Result<Field, E> {
        Ok(Field::Missing)
    }
    fn visit_str<E>(self, text: &str) -> Result<Field, E> {
        Ok(Field::One(Scalar::Text(text.to_owned())))
    }
    fn visit_unit<E>(self) -> Result<Field, E> {
        Ok(Field::Missing)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Field, A::Error> {
        let mut values = Vec::new();
        while let Some(item) = items.next_element_seed(Leaf)? {
            if let Field::One(value) = item {
                values.push(value);
            }
        }
        Ok(Field::Many(values))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Field, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Field::Missing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Tag;

    fn document(data: &str) -> RawDocument {
        RawDocument {
            id: "a".into(),
            kind: "thing".into(),
            company: None,
            schema: 1,
            version: 1,
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
            expires_at: None,
            data: serde_json::value::RawValue::from_string(data.into()).unwrap(),
            terms: vec![],
            tag: Tag::default(),
        }
    }

    #[test]
    fn named_fields_come_back_and_what_cannot_be_compared_is_missing() {
        let found = fields(
            &document(
                r#"{"x":{"s":1},"s":"ü\"","n":-3,"b":true,"f":1.5,"z":null,"l":["a",1,null,[2]],"o":{}}"#,
            ),
            &["s", "n", "b", "f", "z", "l", "o", "absent", "id", "company"],
        )
        .unwrap();
        let text = |text: &str| Field::One(Scalar::from(text));
        assert_eq!(found[0], text("ü\""));
        assert_eq!(found[1], Field::One(Scalar::Int(-3)));
        assert_eq!(found[2], Field::One(Scalar::Bool(true)));
        assert_eq!(found[3..5], [Field::Missing, Field::Missing]);
        assert_eq!(found[5], Field::Many(vec![Scalar::from("a"), Scalar::Int(1)]));
        assert_eq!(found[6..8], [Field::Missing, Field::Missing]);
        assert_eq!(found[8..], [text("a"), Field::Missing]);
    }

    #[test]
    fn instants_of_any_precision_sort_as_text() {
        let whole = instant("2026-01-01T00:00:00Z".parse().unwrap());
        let half = instant("2026-01-01T00:00:00.5Z".parse().unwrap());
        let nano = instant("2026-01-01T00:00:00.000000001Z".parse().unwrap());
        assert_eq!(whole, "2026-01-01T00:00:00.000000000Z");
        assert!(whole < nano && nano < half);
        assert_eq!(half.parse::<Timestamp>().unwrap(), "2026-01-01T00:00:00.5Z".parse().unwrap());
    }
}
