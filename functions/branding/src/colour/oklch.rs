//! Lighter and darker as the eye sees it: OKLCH keeps the hue while the lightness moves (Ottosson, 2020).

use super::Colour;

/// Step of the search for a lightness; finer steps fall on the same 8-bit colour.
const STEP: f64 = 0.0025;

/// A colour as lightness (0 to 1), chroma and hue, the latter two as the plane's coordinates.
#[derive(Clone, Copy)]
struct Lab {
    lightness: f64,
    a: f64,
    b: f64,
}

impl Colour {
    /// The colour with its lightness moved by `by` (-1 to 1), its hue kept.
    pub(super) fn lightened(self, by: f64) -> Self {
        let lab = to_lab(self);
        from_lab(Lab { lightness: (lab.lightness + by).clamp(0.0, 1.0), ..lab })
    }

    /// The nearest lightness of this colour that `good` accepts; without any, the better end, black or white.
    pub(super) fn nearest(self, good: impl Fn(Self) -> bool) -> Self {
        if good(self) {
            return self;
        }
        let mut distance = STEP;
        while distance <= 1.0 {
            for candidate in [self.lightened(-distance), self.lightened(distance)] {
                if good(candidate) {
                    return candidate;
                }
            }
            distance += STEP;
        }
        if good(Self::BLACK) { Self::BLACK } else { Self::WHITE }
    }
}

fn to_lab(colour: Colour) -> Lab {
    let [red, green, blue] = colour.linear();
    let long = (0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue).cbrt();
    let medium = (0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue).cbrt();
    let short = (0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue).cbrt();
    Lab {
        lightness: 0.210_454_255_3 * long + 0.793_617_785 * medium - 0.004_072_046_8 * short,
        a: 1.977_998_495_1 * long - 2.428_592_205 * medium + 0.450_593_709_9 * short,
        b: 0.025_904_037_1 * long + 0.782_771_766_2 * medium - 0.808_675_766 * short,
    }
}

fn linear(lab: Lab) -> [f64; 3] {
    let long = (lab.lightness + 0.396_337_777_4 * lab.a + 0.215_803_757_3 * lab.b).powi(3);
    let medium = (lab.lightness - 0.105_561_345_8 * lab.a - 0.063_854_172_8 * lab.b).powi(3);
    let short = (lab.lightness - 0.089_484_177_5 * lab.a - 1.291_485_548 * lab.b).powi(3);
    [
        4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short,
        -1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short,
        -0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701 * short,
    ]
}

/// The colour, with as much chroma as a screen can show at that lightness.
fn from_lab(lab: Lab) -> Colour {
    let shown = |channels: [f64; 3]| channels.iter().all(|value| (-1e-4..=1.000_1).contains(value));
    if shown(linear(lab)) {
        return Colour::from_linear(linear(lab));
    }
    let (mut less, mut more) = (0.0, 1.0);
    for _ in 0..16 {
        let part = f64::midpoint(less, more);
        if shown(linear(Lab { a: lab.a * part, b: lab.b * part, ..lab })) {
            less = part;
        } else {
            more = part;
        }
    }
    Colour::from_linear(linear(Lab { a: lab.a * less, b: lab.b * less, ..lab }))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn there_and_back_is_the_same_colour(red: u8, green: u8, blue: u8) {
            let colour = Colour::rgb(red, green, blue);
            prop_assert_eq!(from_lab(to_lab(colour)), colour);
        }

        #[test]
        fn lighter_is_never_darker(red: u8, green: u8, blue: u8, by in 0.01..0.5_f64) {
            let colour = Colour::rgb(red, green, blue);
            prop_assert!(colour.lightened(by).luminance() + 0.01 >= colour.luminance());
            prop_assert!(colour.lightened(-by).luminance() <= colour.luminance() + 0.01);
        }
    }
}
