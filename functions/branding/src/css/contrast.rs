//! Detects text in the color of its background.

use lightningcss::declaration::DeclarationBlock;
use lightningcss::properties::Property;
use lightningcss::values::color::CssColor;

/// Minimum contrast at which text can be made out at all; comfortable reading starts at 4.5.
const LEAST: f32 = 1.5;

/// True if a rule sets a color and a background that can hardly be distinguished.
pub(super) fn is_unreadable(declarations: &DeclarationBlock<'_>) -> bool {
    let (mut text, mut behind) = (None, None);
    for (property, _) in declarations.iter() {
        match property {
            Property::Color(color) => text = luminance(color),
            Property::BackgroundColor(color) => behind = luminance(color),
            Property::Background(layers) => behind = layers.last().and_then(|layer| luminance(&layer.color)),
            _ => {}
        }
    }
    let (Some(text), Some(behind)) = (text, behind) else { return false };
    let (lighter, darker) = if text > behind { (text, behind) } else { (behind, text) };
    (lighter + 0.05) / (darker + 0.05) < LEAST
}

/// The relative luminance of an opaque color, as WCAG defines it.
fn luminance(color: &CssColor) -> Option<f32> {
    let CssColor::RGBA(color) = color.to_rgb().ok()? else { return None };
    let linear = |channel: u8| {
        let share = f32::from(channel) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    let sum = 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
    (color.alpha >= 128).then_some(sum)
}
