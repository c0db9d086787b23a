//! What is listed as harmless, for the portal's pages and for pictures.

/// The class of the element that holds what a tenant may style.
pub(crate) const ROOT: &str = ".portal-root";

/// What a stylesheet may do.
#[derive(Debug)]
pub(crate) struct Policy {
    /// Properties that may be set.
    pub(super) properties: &'static [&'static str],
    /// True to confine every rule to [`ROOT`] and to let it depend on the screen.
    pub(super) pages: bool,
}

impl Policy {
    /// A tenant's own CSS on the portal's pages.
    pub(crate) const PAGES: Self = Self { properties: PAGES, pages: true };
    /// The stylesheet inside a picture.
    pub(crate) const PICTURE: Self = Self { properties: PICTURE, pages: false };

    /// True where the property may be set. The kernel of Mantine's own variables stays as it is: they also place
    /// overlays.
    pub(super) fn sets(&self, property: &str) -> bool {
        match property.strip_prefix("--") {
            Some(name) => self.pages && super::walk::plain(name) && !name.starts_with("mantine"),
            None => self.properties.contains(&property),
        }
    }

    /// True where a value may point to another part of the same document.
    pub(super) fn local(&self) -> bool {
        !self.pages
    }
}

/// Colour, type, boxes in the flow. Left out on purpose: whatever lifts an element out of its place or lays it over
/// another (`position`, `z-index`, `transform`, `float`), hides it (`visibility`, `overflow`, `clip-path`, `mask`,
/// `filter`, `text-indent`, `content-visibility`), writes text (`content`), takes clicks away (`pointer-events`), hides
/// the keyboard's focus (`outline`) or moves (`animation`, `transition`). What is listed is also bounded: see
/// [`super::hiding`].
#[rustfmt::skip]
const PAGES: &[&str] = &[
    "color", "background", "background-color", "background-image", "background-position", "background-position-x",
    "background-position-y", "background-size", "background-repeat", "background-origin", "background-clip",
    "opacity", "accent-color", "caret-color", "fill", "stroke", "stroke-width", "cursor",
    "border", "border-color", "border-style", "border-width", "border-radius", "border-collapse", "border-spacing",
    "border-top", "border-top-color", "border-top-style", "border-top-width",
    "border-right", "border-right-color", "border-right-style", "border-right-width",
    "border-bottom", "border-bottom-color", "border-bottom-style", "border-bottom-width",
    "border-left", "border-left-color", "border-left-style", "border-left-width",
    "border-block", "border-block-start", "border-block-end", "border-inline", "border-inline-start",
    "border-inline-end", "border-top-left-radius", "border-top-right-radius", "border-bottom-left-radius",
    "border-bottom-right-radius", "box-shadow", "text-shadow",
    "font", "font-family", "font-size", "font-style", "font-weight", "font-stretch", "font-variant",
    "font-variant-caps", "font-variant-numeric", "letter-spacing", "word-spacing", "line-height",
    "text-align", "text-decoration", "text-decoration-color", "text-decoration-line", "text-decoration-style",
    "text-decoration-thickness", "text-underline-offset", "text-transform", "text-overflow", "text-wrap",
    "white-space", "word-break", "overflow-wrap", "hyphens", "vertical-align",
    "margin", "margin-top", "margin-right", "margin-bottom", "margin-left", "margin-block", "margin-block-start",
    "margin-block-end", "margin-inline", "margin-inline-start", "margin-inline-end",
    "padding", "padding-top", "padding-right", "padding-bottom", "padding-left", "padding-block",
    "padding-block-start", "padding-block-end", "padding-inline", "padding-inline-start", "padding-inline-end",
    "width", "min-width", "max-width", "height", "min-height", "max-height", "inline-size", "min-inline-size",
    "max-inline-size", "block-size", "min-block-size", "max-block-size", "aspect-ratio", "box-sizing",
    "object-fit", "object-position",
    "display", "gap", "row-gap", "column-gap", "flex", "flex-direction", "flex-wrap", "flex-flow", "flex-grow",
    "flex-shrink", "flex-basis", "align-items", "align-content", "align-self", "justify-items", "justify-content",
    "justify-self", "place-items", "place-content", "place-self", "grid-template-columns", "grid-template-rows",
    "list-style", "list-style-type", "list-style-position", "table-layout",
];

/// Presentation of shapes and text in a picture. Also the attributes of the same names.
#[rustfmt::skip]
pub(crate) const PICTURE: &[&str] = &[
    "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "opacity", "color",
    "stop-color", "stop-opacity", "clip-rule", "display", "visibility", "paint-order",
    "font", "font-family", "font-size", "font-style", "font-weight", "letter-spacing", "word-spacing", "text-anchor",
    "text-decoration", "dominant-baseline", "shape-rendering", "text-rendering", "vector-effect", "isolation",
];
