//! Search terms: the words of a text and their beginnings, in a form that any script and any case finds again.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

/// Words longer than this are found by this many first characters.
const LONGEST: usize = 12;
/// A document carries at most this many terms: the subject first, then as much of the text as fits.
const MOST: usize = 240;

/// The words of `text`: case, accents and width folded, split at everything that is neither letter nor digit.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !(c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)))
        .filter(|word| !word.is_empty())
        .map(fold)
        .filter(|word| !word.is_empty())
}

fn fold(word: &str) -> String {
    word.nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

/// What lists sort a name by: folded, so that case and accents do not matter, and short.
#[must_use]
pub fn sort_key(name: &str) -> String {
    fold(name.trim()).chars().take(80).collect()
}

/// The terms under which a document with these texts is found; earlier texts matter more.
#[must_use]
pub fn terms<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut found = BTreeSet::new();
    for text in texts {
        for word in words(text) {
            let letters: Vec<char> = word.chars().take(LONGEST).collect();
            if found.len() + letters.len() > MOST {
                return found.into_iter().collect();
            }
            // One letter says much in some scripts and nothing in Latin.
            let shortest = if letters[0].is_ascii_alphabetic() { letters.len().min(2) } else { 1 };
            for end in shortest..=letters.len() {
                found.insert(letters[..end].iter().collect());
            }
        }
    }
    found.into_iter().collect()
}

/// The terms that a search asks for: every word but single Latin letters, cut as the documents' are; at most eight.
#[must_use]
pub fn wanted(search: &str) -> Vec<String> {
    let mut found: Vec<String> = words(search)
        .filter(|word| word.len() > 1 || !word.as_bytes()[0].is_ascii_alphabetic())
        .map(|word| word.chars().take(LONGEST).collect())
        .collect();
    found.sort();
    found.dedup();
    found.truncate(8);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_of_any_word_is_found_in_any_case_and_accent() {
        let kept = terms(["Drucker Über München 漢字 принтер"]);
        for search in ["druc", "UBER", "münch", "漢", "ПРИНТ"] {
            for term in wanted(search) {
                assert!(kept.contains(&term), "{search} -> {term} in {kept:?}");
            }
        }
        assert!(!kept.contains(&"rucker".to_owned()));
    }

    #[test]
    fn a_long_text_stays_bounded() {
        let text = (0..5_000).map(|n| format!("word{n} ")).collect::<String>();
        assert!(terms([text.as_str()]).len() <= MOST);
    }

    #[test]
    fn a_very_long_word_is_found_by_all_of_it() {
        let word = "a".repeat(300);
        let kept = terms([word.as_str()]);
        assert!(wanted(&word).iter().all(|term| kept.contains(term)));
    }
}
