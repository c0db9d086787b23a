//! How single fields are written so that indexes can compare them.

pub(super) use shared::store::sortable;

/// A person or the word `none`: a field that is missing cannot be asked for.
pub(super) mod or_none {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};
    use shared::id::UserId;

    use super::super::NOBODY;

    pub(in super::super) fn serialize<S: Serializer>(who: &Option<UserId>, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(who.as_ref().map_or(NOBODY, UserId::as_str))
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<UserId>, D::Error> {
        let text = String::deserialize(from)?;
        if text == NOBODY {
            return Ok(None);
        }
        UserId::parse(&text).map(Some).ok_or_else(|| D::Error::custom("neither a person nor none"))
    }
}

/// Words with blanks between them: a list of short texts costs less as one.
pub(super) mod spaced {
    use std::collections::BTreeSet;

    use serde::{Deserialize, Deserializer, Serializer};

    pub(in super::super) fn serialize<S: Serializer>(
        words: &BTreeSet<String>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        let all: Vec<&str> = words.iter().map(String::as_str).collect();
        to.serialize_str(&all.join(" "))
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<BTreeSet<String>, D::Error> {
        Ok(String::deserialize(from)?.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect())
    }
}
