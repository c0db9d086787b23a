//! PDF: text in every script with embedded fonts, on pages of A4 that are written when all of them are known.

mod fonts;
mod letterhead;
mod line;
mod paper;
mod press;
mod rich;
#[cfg(test)]
mod tests;

pub use fonts::{FontError, Fonts};
pub use letterhead::{Letterhead, Letterheads};
pub use line::{Line, Shaper};
pub use paper::{About, Colour, HEIGHT, Ink, Paper, PdfError, Side, WIDTH};
pub use press::Press;
pub use rich::{Rich, Style};
