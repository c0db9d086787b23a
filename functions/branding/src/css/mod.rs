//! A tenant's own CSS, rebuilt from what is known to be harmless; everything else is left out and named.
//!
//! Nothing of the source reaches the answer as it was written: it is parsed, each rule is printed anew, and each
//! printed piece must consist of listed tokens only. So it does not matter how something was spelled.

mod contrast;
mod depth;
mod hiding;
mod media;
mod pieces;
mod policy;
mod selector;
mod sheet;
mod value;
mod walk;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub(crate) use policy::{PICTURE, Policy, ROOT};
pub(crate) use value::harmless as harmless_value;

/// Bytes of custom CSS at most.
pub(crate) const LONGEST: usize = 20 * 1024;
/// More removals than this are summed up in one line.
const NAMED: usize = 100;

/// Something that was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = RemovedCss)]
pub struct Removed {
    /// The line of the source, from 1.
    pub line: u32,
    /// What stood there and why it went, as a sentence.
    pub what: String,
}

/// A rebuilt stylesheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Rebuilt {
    /// Safe CSS.
    pub(crate) css: String,
    /// What was left out, by line.
    pub(crate) removed: Vec<Removed>,
}

impl Rebuilt {
    fn nothing(line: u32, what: &str) -> Self {
        Self { css: String::new(), removed: vec![Removed { line, what: what.to_owned() }] }
    }
}

/// Rebuilds `source` from what `policy` lists. The work is bounded by [`LONGEST`] and by the nesting that is accepted.
pub(crate) fn rebuild(source: &str, policy: &Policy) -> Rebuilt {
    if source.len() > LONGEST {
        return Rebuilt::nothing(1, "The stylesheet is too long.");
    }
    if let Some(line) = depth::too_deep(source) {
        return Rebuilt::nothing(line, "Blocks and brackets are nested too deeply here.");
    }
    let mut rebuilt = sheet::rebuild(source, policy);
    // What was printed must stand the same test as what was written: a slip of the printer ends here.
    if !rebuilt.css.is_empty() && !sheet::rebuild(&rebuilt.css, policy).removed.is_empty() {
        return Rebuilt::nothing(1, "The stylesheet could not be made safe.");
    }
    rebuilt.removed.sort_by_key(|removed| removed.line);
    if rebuilt.removed.len() > NAMED {
        let more = rebuilt.removed.len() - NAMED;
        let line = rebuilt.removed[NAMED].line;
        rebuilt.removed.truncate(NAMED);
        rebuilt.removed.push(Removed { line, what: format!("{more} more from here on.") });
    }
    rebuilt
}

/// The declarations of a picture's `style` attribute that are listed, on one line.
pub(crate) fn declarations(source: &str) -> String {
    if source.len() > LONGEST || depth::too_deep(source).is_some() {
        return String::new();
    }
    sheet::declarations(source, &Policy::PICTURE)
}

#[cfg(test)]
mod tests;
