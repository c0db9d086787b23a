//! Whether a colour passes WCAG 2 AA as it is, and the nearest one that does.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Colour, TEXT};

/// One colour against white: the same ratio holds for it as text on the page and for a white label on it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ContrastCheck)]
pub struct Verdict {
    /// Contrast ratio, 1 to 21, rounded down to two digits.
    pub ratio: f64,
    /// True from 4.5 on.
    pub passes: bool,
    /// The same colour at the nearest lightness that passes; absent where it passes as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<Colour>,
}

/// Both colours of a branding.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Contrast {
    /// The primary colour.
    pub primary: Verdict,
    /// The accent.
    pub accent: Verdict,
}

/// Checks a branding's colours.
pub(crate) fn check(primary: Colour, accent: Colour) -> Contrast {
    Contrast { primary: verdict(primary), accent: verdict(accent) }
}

fn verdict(colour: Colour) -> Verdict {
    let readable = |colour: Colour| colour.contrast(Colour::WHITE) >= TEXT;
    let passes = readable(colour);
    // Rounded down: 4.496 must not read as a passing 4.5.
    let ratio = (colour.contrast(Colour::WHITE) * 100.0).floor() / 100.0;
    Verdict { ratio, passes, suggestion: (!passes).then(|| colour.nearest(readable)) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_pale_colour_fails_and_its_suggestion_passes() {
        let found = verdict(Colour::parse("#ffd400").unwrap());
        assert!(!found.passes && found.ratio < 1.5);
        assert!(verdict(found.suggestion.unwrap()).passes);
        assert_eq!(verdict(Colour::ROSE), Verdict { ratio: 4.69, passes: true, suggestion: None });
    }

    proptest! {
        #[test]
        fn every_suggestion_passes_and_is_the_nearest(red: u8, green: u8, blue: u8) {
            let colour = Colour::rgb(red, green, blue);
            let found = verdict(colour);
            prop_assert_eq!(found.passes, found.suggestion.is_none());
            if let Some(better) = found.suggestion {
                prop_assert!(verdict(better).passes);
                prop_assert!(better.contrast(Colour::WHITE) < 4.75, "{better} is darker than needed");
            }
        }
    }
}
