//! The elements and attributes of a drawing that does nothing but show shapes.

use crate::css::{PICTURE, harmless_value};

/// Elements that are kept. Not among them, besides everything that acts: `use`, `pattern`, `mask` and `filter`,
/// by which a small file can cost a browser endless work.
const ELEMENTS: [&str; 18] = [
    "g",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "defs",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "text",
    "tspan",
    "title",
    "desc",
    "style",
];
const SHAPES: [&str; 8] = ["path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text"];

/// Attributes made of numbers, lengths and key words.
#[rustfmt::skip]
const GEOMETRY: [&str; 33] = [
    "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "fr", "dx", "dy", "rotate",
    "width", "height", "points", "viewBox", "preserveAspectRatio", "transform", "offset", "gradientUnits",
    "gradientTransform", "spreadMethod", "clipPathUnits", "pathLength", "textLength", "lengthAdjust", "version",
];

pub(super) fn is_kept(element: &str) -> bool {
    ELEMENTS.contains(&element)
}

pub(super) fn is_shape(element: &str) -> bool {
    SHAPES.contains(&element)
}

/// The name and value under which an attribute is kept.
pub(super) fn attribute(
    element: &str,
    clipping: bool,
    name: &str,
    value: &str,
) -> Option<(&'static str, String)> {
    let value = value.trim();
    if let Some(kept) = GEOMETRY.iter().find(|kept| **kept == name) {
        return numbers(value).then(|| (*kept, value.to_owned()));
    }
    if let Some(kept) = PICTURE.iter().find(|kept| **kept == name) {
        return harmless_value(name, value, true).then(|| (*kept, value.to_owned()));
    }
    match name {
        "id" => plain(value).then(|| ("id", value.to_owned())),
        "class" => value.split_whitespace().all(plain).then(|| ("class", value.to_owned())),
        // A clip within a clip within a clip: the other way to endless work.
        "clip-path" => {
            (!clipping && harmless_value(name, value, true)).then(|| ("clip-path", value.to_owned()))
        }
        "href" | "xlink:href" if element.ends_with("Gradient") => {
            value.strip_prefix('#').is_some_and(plain).then(|| ("href", value.to_owned()))
        }
        "style" => {
            let style = crate::css::declarations(value);
            (!style.is_empty()).then_some(("style", style))
        }
        _ => None,
    }
}

fn numbers(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" \t\r\n.,+-()%".contains(&byte))
}

fn plain(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 100
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}
