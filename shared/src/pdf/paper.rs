//! Pages: marks are collected first and written at the end, so that a foot can say how many pages there are.

use krilla::Document;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, Stroke};
use krilla::surface::Surface;

use super::line::{Line, Run, Shaper};

/// Points of A4 across.
pub const WIDTH: f32 = 595.276;
/// Points of A4 down.
pub const HEIGHT: f32 = 841.89;

/// How far slanted letters lean, and how much heavier emboldened ones are, in ems.
const LEAN: f32 = 0.21;
const HEAVIER: f32 = 0.035;
/// What code stands on.
const GROUND: Colour = (0xee, 0xf0, 0xf3);

/// Red, green, blue.
pub type Colour = (u8, u8, u8);

/// How text looks.
#[derive(Debug, Clone, Copy)]
pub struct Ink {
    /// In points.
    pub size: f32,
    /// Bold where the script has it.
    pub bold: bool,
    /// Its colour.
    pub colour: Colour,
}

/// Which side of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Its left end.
    Left,
    /// Its right end.
    Right,
}

/// What the file says of itself.
pub struct About {
    /// Title.
    pub title: String,
    /// Who made it.
    pub author: String,
    /// Tag of BCP 47.
    pub language: String,
}

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
#[error("PDF: {0}")]
pub struct PdfError(String);

enum Mark {
    Text { at: (f32, f32), line: Line, ink: Ink },
    Bar { rect: Rect, colour: Colour },
    Picture { at: (f32, f32), image: Image, size: Size },
    Link { rect: Rect, address: String },
}

/// Pages in the making. Places are points from the left and from the top; text stands on its base line.
pub struct Paper<'f> {
    shaper: Shaper<'f>,
    pages: Vec<Vec<Mark>>,
}

impl<'f> Paper<'f> {
    /// One empty page.
    #[must_use]
    pub fn new(shaper: Shaper<'f>) -> Self {
        Self { shaper, pages: vec![Vec::new()] }
    }

    /// Begins another page.
    pub fn turn(&mut self) {
        self.pages.push(Vec::new());
    }

    /// Pages so far.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.pages.len()
    }

    /// Makes lines of text.
    #[must_use]
    pub fn shaper(&self) -> &Shaper<'f> {
        &self.shaper
    }

    /// A line of text on the last page.
    pub fn text(&mut self, at: (f32, f32), side: Side, ink: Ink, text: &str) {
        let line = self.shaper.line(text, ink.bold);
        self.line(at, side, ink, line);
    }

    /// A line that [`Shaper`] made, on the last page.
    pub fn line(&mut self, at: (f32, f32), side: Side, ink: Ink, line: Line) {
        let page = self.pages.len();
        self.line_on(page, at, side, ink, line);
    }

    /// A line of text on the page of that number, from 1; nothing where there is none.
    pub fn text_on(&mut self, page: usize, at: (f32, f32), side: Side, ink: Ink, text: &str) {
        let line = self.shaper.line(text, ink.bold);
        self.line_on(page, at, side, ink, line);
    }

    fn line_on(&mut self, page: usize, at: (f32, f32), side: Side, ink: Ink, line: Line) {
        let shift = if side == Side::Right { line.width * ink.size } else { 0.0 };
        self.mark(page, Mark::Text { at: (at.0 - shift, at.1), line, ink });
    }

    /// A filled box on the last page: `at`, then how wide and how high.
    pub fn bar(&mut self, at: (f32, f32), size: (f32, f32), colour: Colour) {
        if let Some(rect) = Rect::from_xywh(at.0, at.1, size.0, size.1) {
            self.mark(self.pages.len(), Mark::Bar { rect, colour });
        }
    }

    /// A PNG on the last page, as large as `most` allows. Gives its size; `None` where it cannot be read.
    pub fn png(&mut self, at: (f32, f32), most: (f32, f32), bytes: Vec<u8>) -> Option<(f32, f32)> {
        let image = Image::from_png(bytes.into(), true).ok()?;
        #[expect(clippy::cast_precision_loss, reason = "a picture's size is small")]
        let (wide, high) = (image.size().0 as f32, image.size().1 as f32);
        let scale = (most.0 / wide).min(most.1 / high);
        let size = Size::from_wh(wide * scale, high * scale)?;
        self.mark(self.pages.len(), Mark::Picture { at, image, size });
        Some((size.width(), size.height()))
    }

    /// An area of the last page that opens an address.
    pub fn link(&mut self, at: (f32, f32), size: (f32, f32), address: &str) {
        if let Some(rect) = Rect::from_xywh(at.0, at.1, size.0, size.1) {
            self.mark(self.pages.len(), Mark::Link { rect, address: address.to_owned() });
        }
    }

    fn mark(&mut self, page: usize, mark: Mark) {
        if let Some(marks) = page.checked_sub(1).and_then(|place| self.pages.get_mut(place)) {
            marks.push(mark);
        }
    }

    /// The file. The same pages give the same bytes.
    pub fn finish(self, about: About) -> Result<Vec<u8>, PdfError> {
        // A run whose font could not be read was left out; such a paper is none.
        if !self.shaper.fonts.is_whole() {
            return Err(PdfError("a font is missing".to_owned()));
        }
        let mut document = Document::new();
        let settings =
            PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| PdfError("no such page".to_owned()))?;
        for marks in self.pages {
            let mut page = document.start_page_with(settings.clone());
            let mut links = Vec::new();
            let mut surface = page.surface();
            for mark in marks {
                draw(&mut surface, &self.shaper, mark, &mut links);
            }
            surface.finish();
            for (rect, address) in links {
                let target = Target::Action(Action::Link(LinkAction::new(address)));
                page.add_annotation(Annotation::new_link(LinkAnnotation::new(rect, target), None));
            }
            page.finish();
        }
        let metadata =
            Metadata::new().title(about.title).authors(vec![about.author]).language(about.language);
        document.set_metadata(metadata);
        document.finish().map_err(|error| PdfError(format!("{error:?}")))
    }
}

fn draw(surface: &mut Surface<'_>, shaper: &Shaper<'_>, mark: Mark, links: &mut Vec<(Rect, String)>) {
    match mark {
        Mark::Text { at, line, ink } => {
            let mut x = at.0;
            for run in &line.runs {
                let width = run.width * ink.size;
                letters(surface, shaper, run, (x, at.1), ink);
                x += width;
            }
        }
        Mark::Bar { rect, colour } => bar(surface, Some(rect), colour),
        Mark::Picture { at, image, size } => {
            surface.push_transform(&Transform::from_translate(at.0, at.1));
            surface.draw_image(image, size);
            surface.pop();
        }
        Mark::Link { rect, address } => links.push((rect, address)),
    }
}

/// Letters that look the same, on their base line at `at`.
fn letters(surface: &mut Surface<'_>, shaper: &Shaper<'_>, run: &Run, at: (f32, f32), ink: Ink) {
    let Some(font) = shaper.fonts.get(run.font).map(|loaded| &loaded.font) else { return };
    let (ems, width) = (|ems: f32| ems * ink.size, run.width * ink.size);
    if run.style.code {
        bar(surface, Rect::from_xywh(at.0, at.1 - ems(0.9), width, ems(1.2)), GROUND);
    }
    surface.set_fill(Some(fill(ink.colour)));
    if run.is_emboldened() {
        surface.set_stroke(Some(Stroke {
            paint: colour(ink.colour).into(),
            width: ems(HEAVIER),
            ..Stroke::default()
        }));
    }
    if run.style.italic {
        surface.push_transform(&Transform::from_row(1.0, 0.0, -LEAN, 1.0, at.0, at.1));
        surface.draw_glyphs(Point::from_xy(0.0, 0.0), &run.glyphs, font.clone(), &run.text, ink.size, false);
        surface.pop();
    } else {
        surface.draw_glyphs(
            Point::from_xy(at.0, at.1),
            &run.glyphs,
            font.clone(),
            &run.text,
            ink.size,
            false,
        );
    }
    surface.set_stroke(None);
    if run.style.struck {
        bar(surface, Rect::from_xywh(at.0, at.1 - ems(0.32), width, ems(0.06)), ink.colour);
    }
}

fn bar(surface: &mut Surface<'_>, rect: Option<Rect>, colour: Colour) {
    let mut path = PathBuilder::new();
    if let Some(rect) = rect {
        path.push_rect(rect);
    }
    if let Some(path) = path.finish() {
        surface.set_fill(Some(fill(colour)));
        surface.draw_path(&path);
    }
}

fn colour(colour: Colour) -> rgb::Color {
    rgb::Color::new(colour.0, colour.1, colour.2)
}

fn fill(ink: Colour) -> Fill {
    Fill { paint: colour(ink).into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}
