//! Renders an SVG as a bitmap, for emails and PDF files, which cannot show SVG.
//!
//! The input has already been sanitized, so it has no external references, copies, patterns, masks or filters. It can
//! still be expensive to render: clips and gradients that are copied for every shape, thousands of layers over the
//! whole picture, extreme numbers. The cost is estimated before rendering, and the drawing is refused above a limit.

use std::path::Path as FilePath;

use quick_xml::Reader;
use quick_xml::events::Event;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Group, ImageHrefResolver, Node, Options, Path, Tree};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Why a drawing cannot be rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unpainted {
    /// Rendering would take too long.
    TooComplex,
    /// Nothing would be visible.
    Invisible,
    /// Its text cannot be drawn: there is too much of it, or the fonts are missing.
    Letters,
}

/// Letters in all.
const LETTERS: usize = 2_000;
/// Rules of its style sheets, times the elements that each is compared with.
const STYLED: usize = 4_000_000;
/// Shapes in clips, times the elements that may each get a copy of them.
const CLIPPED: usize = 100_000;
/// Stops of gradients, in the same way.
const STOPS: usize = 1_000_000;
/// Steps that painting may take, where a step is about what a pixel of a plain shape costs: one to two seconds in all.
const STEPS: f32 = 300e6;
/// Pixels that anything may lie beside the picture: far beyond them the painter's arithmetic ends.
const BESIDE: f32 = 8_000.0;
/// The fonts for Latin, Greek and Cyrillic letters, which are enough for most drawings.
const USUAL: [&str; 2] = ["NotoSans-Regular.ttf", "NotoSans-Bold.ttf"];
/// The first letter that may need another font.
const OTHER: char = '\u{530}';

/// The drawing as PNG, as large as fits into `most`. Letters are drawn with the portal's own fonts, which lie in `fonts`.
pub(in super::super) fn paint(svg: &str, most: (u32, u32), fonts: &FilePath) -> Result<Vec<u8>, Unpainted> {
    let letters = measure(svg)?;
    let mut options = Options {
        // Nothing is ever fetched, whatever URL the drawing contains.
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        font_family: "Noto Sans".into(),
        ..Options::default()
    };
    if !letters.is_empty() {
        load(&mut options, &letters, fonts);
        if options.fontdb.is_empty() {
            return Err(Unpainted::Letters);
        }
    }
    let tree = Tree::from_str(svg, &options).map_err(|_| Unpainted::Invisible)?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = (pixels(most.0) / width).min(pixels(most.1) / height);
    let (wide, high) = (whole(width * scale, most.0), whole(height * scale, most.1));
    let mut budget = Budget { steps: STEPS, scale, canvas: (pixels(wide), pixels(high)) };
    budget.group(tree.root(), Transform::identity())?;
    let mut image = Pixmap::new(wide, high).ok_or(Unpainted::TooComplex)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut image.as_mut());
    if image.pixels().iter().all(|pixel| pixel.alpha() == 0) {
        return Err(Unpainted::Invisible);
    }
    image.encode_png().map_err(|_| Unpainted::TooComplex)
}

#[expect(clippy::cast_precision_loss, reason = "a side of a picture")]
fn pixels(side: u32) -> f32 {
    side as f32
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rounded and bounded")]
fn whole(side: f32, most: u32) -> u32 {
    (side.round().max(1.0) as u32).min(most)
}

/// True for numbers that the parser and the renderer can handle.
fn usual(text: &str) -> bool {
    let is_part = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | 'e' | 'E' | '+' | '-');
    let numbers = text.split(|letter: char| !is_part(letter));
    numbers.filter(|number| number.contains(['e', 'E']) || number.len() > 7).all(|numbers| {
        // Numbers may stand together, as `1-2`, `.5.5` or `1e-3`.
        let whole = numbers.split(['+', '-', '.']).all(|digits| {
            let digits = digits.split(['e', 'E']).next().unwrap_or_default().trim_start_matches('0');
            digits.len() <= 7
        });
        let exponents = numbers.split(['e', 'E']).skip(1).all(|exponent| {
            let small = exponent.starts_with('-');
            let digits: String =
                exponent.trim_start_matches(['+', '-']).chars().take_while(char::is_ascii_digit).collect();
            small || digits.parse::<u32>().is_ok_and(|exponent| exponent <= 3)
        });
        whole && exponents
    })
}

/// Bounds what reading the drawing may cost, and gives the letters that it writes.
fn measure(svg: &str) -> Result<String, Unpainted> {
    // Each dash is a line of its own for the reader already, and a short line can have millions.
    if svg.contains("stroke-dasharray") {
        return Err(Unpainted::TooComplex);
    }
    let mut reader = Reader::from_str(svg);
    let (mut elements, mut clipped, mut stops, mut rules) = (0_usize, 0_usize, 0_usize, 0_usize);
    let (mut clips, mut open, mut letters) = (0_usize, Vec::new(), String::new());
    loop {
        match reader.read_event().map_err(|_| Unpainted::Invisible)? {
            Event::Start(start) => {
                let name = start.name().0.to_owned();
                elements += 1;
                clipped += usize::from(clips > 0);
                clips += usize::from(name == "clipPath");
                stops += usize::from(name == "stop");
                open.push(name);
                for attribute in start.attributes().flatten() {
                    // Colors and names are not numbers.
                    let name = attribute.key.0;
                    let measures =
                        !matches!(name, "id" | "class" | "fill" | "stroke" | "stop-color" | "xmlns" | "href");
                    if measures && !usual(&attribute.value) {
                        return Err(Unpainted::TooComplex);
                    }
                }
            }
            Event::End(_) => {
                clips -= usize::from(open.pop().as_deref() == Some("clipPath") && clips > 0);
            }
            Event::Text(text) => match open.last().map(String::as_str) {
                Some("style") => rules += text.xml10_content().matches('{').count(),
                Some("text" | "tspan") => letters.push_str(text.xml10_content().trim()),
                _ => {}
            },
            // An escaped letter counts as one.
            Event::GeneralRef(_) if matches!(open.last().map(String::as_str), Some("text" | "tspan")) => {
                letters.push('&');
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if letters.chars().count() > LETTERS {
        return Err(Unpainted::Letters);
    }
    let bounded = rules.saturating_mul(elements) <= STYLED
        && clipped.saturating_mul(elements) <= CLIPPED
        && stops.saturating_mul(elements) <= STOPS;
    if bounded { Ok(letters) } else { Err(Unpainted::TooComplex) }
}

/// Loads the fonts that the letters need: all of the folder's where the usual ones may lack some.
fn load(options: &mut Options<'_>, letters: &str, folder: &FilePath) {
    let fonts = options.fontdb_mut();
    for file in USUAL {
        if let Ok(bytes) = std::fs::read(folder.join(file)) {
            fonts.load_font_data(bytes);
        }
    }
    if letters.chars().any(|letter| letter >= OTHER) {
        let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let mut others: Vec<_> = files
            .filter(|path| path.extension().is_some_and(|ending| ending == "ttf"))
            .filter(|path| USUAL.iter().all(|usual| !path.ends_with(usual)))
            .collect();
        others.sort();
        for path in others {
            if let Ok(bytes) = std::fs::read(path) {
                fonts.load_font_data(bytes);
            }
        }
    }
    fonts.set_serif_family("Noto Sans");
    fonts.set_sans_serif_family("Noto Sans");
    fonts.set_cursive_family("Noto Sans");
    fonts.set_fantasy_family("Noto Sans");
    fonts.set_monospace_family("Noto Sans");
}

/// What painting may still cost.
struct Budget {
    steps: f32,
    scale: f32,
    canvas: (f32, f32),
}

impl Budget {
    fn spend(&mut self, steps: f32) -> Result<(), Unpainted> {
        self.steps -= steps;
        // Also where it is no number.
        if self.steps >= 0.0 { Ok(()) } else { Err(Unpainted::TooComplex) }
    }

    /// `outer` is what a clip is under besides its own transforms; nothing for what is painted.
    fn group(&mut self, group: &Group, outer: Transform) -> Result<(), Unpainted> {
        self.spend(100.0)?;
        if group.should_isolate() {
            let (width, height) = self.canvas;
            self.spend(width * height * 4.0)?;
        }
        let mut clip = group.clip_path();
        while let Some(path) = clip {
            let outer = outer.pre_concat(group.abs_transform()).pre_concat(path.transform());
            self.group(path.root(), outer)?;
            clip = path.clip_path();
        }
        for node in group.children() {
            match node {
                Node::Group(inner) => self.group(inner, outer)?,
                Node::Path(path) => self.path(path, outer)?,
                Node::Text(text) => self.group(text.flattened(), outer)?,
                // None are left, and none are loaded.
                Node::Image(_) => {}
            }
        }
        Ok(())
    }

    fn path(&mut self, path: &Path, outer: Transform) -> Result<(), Unpainted> {
        let (width, height) = self.extent(path, outer)?;
        let mut segments = path.data().len();
        if path.stroke().is_some() {
            // Its outline has several times as many.
            segments = segments.saturating_mul(6);
        }
        self.spend(100.0 + width * height * 4.0 + count(segments) * (height + 10.0) * 2.0)
    }

    /// How much of a path lies within the picture, in pixels. None of its points, control points among them, may lie far
    /// beside the picture.
    fn extent(&self, path: &Path, outer: Transform) -> Result<(f32, f32), Unpainted> {
        let to_pixels = outer.pre_concat(path.abs_transform()).post_scale(self.scale, self.scale);
        let (mut low, mut high) = ((f32::MAX, f32::MAX), (f32::MIN, f32::MIN));
        let mut reach = |x: f32, y: f32| {
            // Also where one is no number.
            if !(x.abs() <= BESIDE && y.abs() <= BESIDE) {
                return Err(Unpainted::TooComplex);
            }
            (low, high) = ((low.0.min(x), low.1.min(y)), (high.0.max(x), high.1.max(y)));
            Ok(())
        };
        for point in path.data().points() {
            let mut point = *point;
            to_pixels.map_point(&mut point);
            reach(point.x, point.y)?;
        }
        if path.stroke().is_some() {
            let stroked = path.abs_stroke_bounding_box();
            reach(stroked.left() * self.scale, stroked.top() * self.scale)?;
            reach(stroked.right() * self.scale, stroked.bottom() * self.scale)?;
        }
        let side = |from: f32, to: f32, most: f32| (to.min(most) - from.max(0.0)).max(0.0);
        Ok((side(low.0, high.0, self.canvas.0), side(low.1, high.1, self.canvas.1)))
    }
}

#[expect(clippy::cast_precision_loss, reason = "an estimate")]
fn count(of: usize) -> f32 {
    of as f32
}

#[cfg(test)]
mod tests;
