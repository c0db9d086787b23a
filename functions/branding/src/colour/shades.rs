//! The shades derived from a tenant's two colours: readable whatever they chose, in both schemes.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::{Colour, MARK, TEXT};

/// CSS variables of both schemes: name → `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Variables {
    /// On light grounds.
    #[schema(value_type = BTreeMap<String, String>)]
    pub light: BTreeMap<&'static str, String>,
    /// On dark grounds.
    #[schema(value_type = BTreeMap<String, String>)]
    pub dark: BTreeMap<&'static str, String>,
}

/// A colour scheme's grounds.
#[derive(Clone, Copy)]
struct Scheme {
    /// Where the tint of soft grounds is mixed from.
    base: Colour,
    /// Part of the accent in a soft ground.
    tint: f64,
    /// The grounds that stand nearest to text and farthest from it: what passes on both passes between them.
    grounds: [Colour; 2],
}

const LIGHT: Scheme =
    Scheme { base: Colour::WHITE, tint: 0.1, grounds: [Colour::WHITE, Colour::rgb(0xee, 0xf1, 0xf5)] };
const DARK: Scheme = Scheme {
    base: Colour::rgb(0x1a, 0x1b, 0x1e),
    tint: 0.2,
    grounds: [Colour::rgb(0x0f, 0x11, 0x14), Colour::rgb(0x21, 0x26, 0x2d)],
};
/// Part of a link's own colour in the ground of the small counters beside it.
const COUNTER: f64 = 0.14;
/// How far a fill's lightness moves under the pointer.
const HOVER: f64 = 0.05;

/// The variables for a tenant's colours.
pub(crate) fn variables(primary: Colour, accent: Colour) -> Variables {
    Variables { light: LIGHT.variables(primary, accent), dark: DARK.variables(primary, accent) }
}

impl Scheme {
    fn variables(self, primary: Colour, accent: Colour) -> BTreeMap<&'static str, String> {
        let (fill, label) = self.fill(primary);
        let (mark, mark_label) = self.fill(accent);
        let soft = self.base.under(accent, self.tint);
        [
            ("--brand-primary", fill),
            ("--brand-primary-hover", hover(fill, label)),
            ("--brand-primary-text", label),
            ("--brand-accent", mark),
            ("--brand-accent-text", mark_label),
            ("--brand-accent-soft", soft),
            ("--brand-link", self.link(accent, soft)),
        ]
        .into_iter()
        .map(|(name, colour)| (name, colour.to_string()))
        .collect()
    }

    /// A ground for labels that shows as a mark, and the colour of its label: white where the brand allows it.
    fn fill(self, colour: Colour) -> (Colour, Colour) {
        let shows = |fill: Colour| self.grounds.iter().all(|ground| fill.contrast(*ground) >= MARK);
        let mark = colour.nearest(shows);
        if mark.contrast(Colour::WHITE) >= MARK {
            let fill = mark.nearest(|fill| shows(fill) && fill.contrast(Colour::WHITE) >= TEXT);
            if fill.contrast(Colour::WHITE) >= TEXT && shows(fill) {
                return (fill, Colour::WHITE);
            }
        }
        (mark, Colour::BLACK)
    }

    /// The accent as text: on every ground, on its own tint, and on a counter upon that tint.
    fn link(self, accent: Colour, soft: Colour) -> Colour {
        accent.nearest(|link| {
            let counter = soft.under(link, COUNTER);
            self.grounds.iter().chain([&soft, &counter]).all(|ground| link.contrast(*ground) >= TEXT)
        })
    }
}

/// Away from the label, so that it only becomes easier to read.
fn hover(fill: Colour, label: Colour) -> Colour {
    fill.lightened(if label == Colour::WHITE { -HOVER } else { HOVER })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(variables: &BTreeMap<&'static str, String>, name: &str) -> Colour {
        Colour::parse(&variables[name]).unwrap()
    }

    fn sound(scheme: Scheme, found: &BTreeMap<&'static str, String>) -> Result<(), TestCaseError> {
        let text = [
            ("--brand-primary-text", "--brand-primary"),
            ("--brand-primary-text", "--brand-primary-hover"),
            ("--brand-accent-text", "--brand-accent"),
            ("--brand-link", "--brand-accent-soft"),
        ];
        for (ink, ground) in text {
            let ratio = read(found, ink).contrast(read(found, ground));
            prop_assert!(ratio >= TEXT, "{} on {}: {}", ink, ground, ratio);
        }
        for ground in scheme.grounds {
            prop_assert!(read(found, "--brand-link").contrast(ground) >= TEXT);
            prop_assert!(read(found, "--brand-primary").contrast(ground) >= MARK);
            prop_assert!(read(found, "--brand-accent").contrast(ground) >= MARK);
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(600))]
        #[test]
        fn whatever_a_tenant_chooses_is_readable_in_both_schemes(primary: [u8; 3], accent: [u8; 3]) {
            let colour = |[red, green, blue]: [u8; 3]| Colour::rgb(red, green, blue);
            let found = variables(colour(primary), colour(accent));
            sound(LIGHT, &found.light)?;
            sound(DARK, &found.dark)?;
        }
    }

    #[test]
    fn the_corners_of_the_colour_cube_are_readable_too() {
        for bits in 0..8_u8 {
            let corner = Colour::rgb(255 * (bits & 1), 255 * (bits >> 1 & 1), 255 * (bits >> 2));
            let found = variables(corner, corner);
            sound(LIGHT, &found.light).unwrap();
            sound(DARK, &found.dark).unwrap();
        }
    }

    #[test]
    fn a_strong_colour_stays_itself() {
        let green = Colour::parse("#0f766e").unwrap();
        assert_eq!(variables(green, green).light["--brand-primary"], "#0f766e");
        let violet = variables(Colour::VIOLET, Colour::VIOLET).light;
        assert!(read(&violet, "--brand-primary").contrast(Colour::VIOLET) < 1.1, "{violet:?}");
        assert_eq!(violet["--brand-primary-text"], "#ffffff");
    }
}
