//! Colours: `#rrggbb`, how bright they are to the eye (WCAG 2), and the shades that the portal derives from a brand's.

mod check;
mod oklch;
mod shades;

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub(crate) use check::{Contrast, check};
pub(crate) use shades::{Variables, variables};

/// What WCAG 2 AA asks of text.
pub(crate) const TEXT: f64 = 4.5;
/// What WCAG 2 AA asks of marks: icons, dots, outlines of controls.
pub(crate) const MARK: f64 = 3.0;

/// An opaque sRGB colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

impl Colour {
    pub(crate) const WHITE: Self = Self::rgb(255, 255, 255);
    pub(crate) const BLACK: Self = Self::rgb(0, 0, 0);
    /// The product's violet.
    pub(crate) const VIOLET: Self = Self::rgb(0x8b, 0x5c, 0xf6);
    /// Mission's rose.
    pub(crate) const ROSE: Self = Self::rgb(0xe1, 0x1d, 0x48);

    pub(crate) const fn rgb(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// Red, green, blue.
    pub(crate) const fn channels(self) -> (u8, u8, u8) {
        (self.red, self.green, self.blue)
    }

    /// Reads `#rrggbb`, in any case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let channel = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        Some(Self { red: channel(0)?, green: channel(2)?, blue: channel(4)? })
    }

    /// Relative luminance, 0 (black) to 1 (white).
    pub(crate) fn luminance(self) -> f64 {
        let [red, green, blue] = self.linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Contrast ratio, 1 to 21.
    pub(crate) fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance() + 0.05, other.luminance() + 0.05);
        one.max(two) / one.min(two)
    }

    /// This colour with `part` (0 to 1) of another laid over it.
    pub(crate) fn under(self, over: Self, part: f64) -> Self {
        let mix = |ground: u8, ink: u8| round(f64::from(ground) * (1.0 - part) + f64::from(ink) * part);
        Self::rgb(mix(self.red, over.red), mix(self.green, over.green), mix(self.blue, over.blue))
    }

    /// Channels from 0 to 1, linear in light.
    fn linear(self) -> [f64; 3] {
        [self.red, self.green, self.blue].map(|channel| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        })
    }

    fn from_linear(channels: [f64; 3]) -> Self {
        let [red, green, blue] = channels.map(|value| {
            let curved =
                if value <= 0.003_130_8 { value * 12.92 } else { 1.055 * value.powf(1.0 / 2.4) - 0.055 };
            round(curved * 255.0)
        });
        Self::rgb(red, green, blue)
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range of a byte")]
fn round(value: f64) -> u8 {
    value.round().clamp(0.0, 255.0) as u8
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

impl Serialize for Colour {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a colour of the form #rrggbb"))
    }
}

impl utoipa::PartialSchema for Colour {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .pattern(Some("^#[0-9a-fA-F]{6}$"))
            .into()
    }
}

impl utoipa::ToSchema for Colour {
    fn name() -> std::borrow::Cow<'static, str> {
        std::borrow::Cow::Borrowed("Colour")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_contrasts_come_out() {
        assert!((Colour::BLACK.contrast(Colour::WHITE) - 21.0).abs() < 1e-9);
        let grey = Colour::rgb(0x76, 0x76, 0x76);
        assert!((grey.contrast(Colour::WHITE) - 4.54).abs() < 0.005);
        assert!((Colour::VIOLET.contrast(Colour::WHITE) - 4.23).abs() < 0.005);
    }

    #[test]
    fn only_six_digits_are_a_colour() {
        assert_eq!(Colour::parse("#8B5cF6"), Some(Colour::VIOLET));
        assert_eq!(Colour::VIOLET.to_string(), "#8b5cf6");
        for bad in
            ["", "#", "8b5cf6", "#8b5cf", "#8b5cf6f", "#8b5cg6", "red", "#+b5cf6", "#é5cf6", "#8b5cf6 "]
        {
            assert_eq!(Colour::parse(bad), None, "{bad}");
        }
    }
}
