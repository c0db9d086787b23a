//! A password as it comes from a form.

use std::borrow::Cow;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer};
use unicode_normalization::UnicodeNormalization;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{RefOr, Schema};

/// Characters of a password at most.
const LONGEST: usize = 128;

/// A password as typed: never shown by `Debug`, and in NFC, since the same key gives `ü` in one piece on one system and
/// in two on another.
#[derive(Clone)]
pub struct TypedPassword(SecretString);

impl TypedPassword {
    /// Takes what was typed.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.nfc().collect::<String>().into())
    }

    /// The text itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// For the hasher.
    #[must_use]
    pub fn secret(&self) -> SecretString {
        self.0.clone()
    }

    /// Why this cannot be anybody's password: absent, or longer than any.
    #[must_use]
    pub fn impossible(&self) -> Option<&'static str> {
        match self.expose().chars().count() {
            0 => Some("Please fill this in."),
            length if length > LONGEST => Some("Use at most 128 characters."),
            _ => None,
        }
    }
}

impl std::fmt::Debug for TypedPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TypedPassword")
    }
}

impl<'de> Deserialize<'de> for TypedPassword {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self::new(&String::deserialize(from)?))
    }
}

impl utoipa::PartialSchema for TypedPassword {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Password)))
            .max_length(Some(LONGEST))
            .write_only(true)
            .into()
    }
}

impl utoipa::ToSchema for TypedPassword {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Password")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_key_is_the_same_password_on_every_system() {
        assert_eq!(TypedPassword::new("gru\u{308}n").expose(), TypedPassword::new("gr\u{fc}n").expose());
        assert!(!format!("{:?}", TypedPassword::new("hush-hush")).contains("hush"));
    }
}
