//! Search terms: the words of a text and their beginnings, in a form that any script and any spelling finds again.
//!
//! Scripts that write no blanks between words are found by any part: their texts are kept as pairs of neighboring
//! letters. See `docs/adr/0009-search.md`.

mod fold;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeSet;

use fold::fold;

/// A document carries at most this many terms: earlier texts first. Texts beyond need a place of their own.
const MOST: usize = 4_000;
/// Terms that a search may ask for.
const ASKED: usize = 30;
/// Marks a term that only staff may look for. No word begins with it, so no search can ask for it by accident.
const STAFF: char = '!';

/// What lists sort a name by: folded, so that case, accents and strokes do not matter, and short.
#[must_use]
pub fn sort_key(name: &str) -> String {
    fold(name.trim()).chars().take(80).collect()
}

/// The folded words of a text, as far as a search tells them apart, and their parts: what [`beginnings`] makes the
/// terms from.
#[must_use]
pub fn words(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    words::pieces(text, |piece| {
        if !found.contains(piece) {
            found.insert(piece.to_owned());
        }
    });
    found
}

/// The terms of these words: each with all of its beginnings.
#[must_use]
pub fn beginnings<'a>(words: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for word in words {
        begin(&mut found, word);
    }
    found
}

fn begin(found: &mut BTreeSet<String>, word: &str) {
    // The longest first: where it is known, so are all that are shorter.
    let mut ends: Vec<usize> = word.char_indices().skip(1).map(|(end, _)| end).collect();
    ends.push(word.len());
    for end in ends.into_iter().rev() {
        if end == 0 || !found.insert(word[..end].to_owned()) {
            return;
        }
    }
}

/// The terms under which a document with these texts is found; earlier texts matter more.
#[must_use]
pub fn terms<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut found = BTreeSet::new();
    for text in texts {
        words::pieces(text, |piece| {
            if found.len() < MOST {
                begin(&mut found, piece);
            }
        });
    }
    found.into_iter().collect()
}

/// The terms that a search asks for: all of its words, cut as the documents' are, each in the forms of which one must be
/// there. Empty where it has no word.
///
/// Errors: it asks for more than [`ASKED`] at once.
pub(crate) fn asked(search: &str) -> Result<Vec<Vec<String>>, TooMany> {
    for closely in [true, false] {
        let mut found = BTreeSet::new();
        words::asked(search, closely, |forms| {
            found.insert(forms);
        });
        if found.len() <= ASKED {
            return Ok(found.into_iter().collect());
        }
    }
    Err(TooMany(ASKED))
}

/// A search that asks for more words than this.
#[derive(Debug)]
pub(crate) struct TooMany(pub(crate) usize);

/// The form in which a term is kept that only staff may look for.
#[must_use]
pub fn for_staff(term: &str) -> String {
    format!("{STAFF}{term}")
}

/// True for terms that only staff may look for.
pub(super) fn is_for_staff(term: &str) -> bool {
    term.starts_with(STAFF)
}
