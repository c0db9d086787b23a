//! What a list is searched for: one rule for every list that has a search.

use crate::http::clean_line;
use crate::problem::Problem;
use crate::store::{Filter, Query, asked, for_staff, terms};

/// Characters of a search at most.
const LONGEST: usize = 200;

/// What a list is searched for: everything, or what has all of the words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    typed: String,
    /// The words, each in the forms of which one must be there.
    terms: Vec<Vec<String>>,
}

impl Search {
    /// Reads the field `q` of a request. A missing or blank one searches for nothing in particular: the whole list.
    ///
    /// Errors: 422 at `q` for more than 200 characters or 30 words.
    pub fn read(q: Option<&str>) -> Result<Self, Problem> {
        let typed = clean_line(q.unwrap_or_default());
        if typed.chars().count() > LONGEST {
            return Err(Problem::field("q", format!("Search for at most {LONGEST} characters.")));
        }
        let terms = asked(&typed)
            .map_err(|many| Problem::field("q", format!("Search for at most {} words.", many.0)))?;
        Ok(Self { typed, terms })
    }

    /// True where nothing was typed: the whole list is wanted.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.typed.is_empty()
    }

    /// What was typed, in its clean form.
    #[must_use]
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Narrows a query to documents with all of the words. What has no word at all (`🔥`, `--`) finds nothing.
    #[must_use]
    pub fn narrow(&self, query: Query) -> Query {
        self.narrowed(query, |forms| match forms {
            [term] => Filter::Term(term.clone()),
            forms => Filter::AnyTerm(forms.to_vec()),
        })
    }

    /// As [`Search::narrow`], also by what only staff may look for.
    #[must_use]
    pub fn narrow_for_staff(&self, query: Query) -> Query {
        let either = |term: &String| [term.clone(), for_staff(term)];
        self.narrowed(query, |forms| Filter::AnyTerm(forms.iter().flat_map(either).collect()))
    }

    fn narrowed(&self, query: Query, filter: impl Fn(&[String]) -> Filter) -> Query {
        if self.is_everything() {
            return query;
        }
        if self.terms.is_empty() {
            return query.filter(Filter::AnyTerm(Vec::new()));
        }
        self.terms.iter().fold(query, |query, term| query.filter(filter(term)))
    }

    /// True where these texts have all of the words: for lists that are not asked of the store.
    #[must_use]
    pub fn finds<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> bool {
        if self.is_everything() {
            return true;
        }
        let found = terms(texts);
        !self.terms.is_empty()
            && self.terms.iter().all(|forms| forms.iter().any(|term| found.binary_search(term).is_ok()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(q: &str) -> Search {
        Search::read(Some(q)).unwrap()
    }

    #[test]
    fn nothing_typed_is_everything_and_no_words_are_nothing() {
        for blank in [None, Some(""), Some("  \n ")] {
            let search = Search::read(blank).unwrap();
            assert!(search.is_everything() && search.finds(["x"]));
        }
        for none in ["🔥", "--", "#", "🔥 --"] {
            assert!(!read(none).is_everything() && !read(none).finds(["x", "🔥", "--"]), "{none}");
        }
    }

    #[test]
    fn all_words_must_be_there_in_whatever_text() {
        assert!(read("søren straße").finds(["Soren", "STRASSE 1"]));
        assert!(read("müller").finds(["Mueller"]) && read("mueller").finds(["Müller"]));
        assert!(!read("søren platz").finds(["Soren", "STRASSE 1"]));
    }

    #[test]
    fn what_is_too_long_is_refused_at_its_field() {
        for q in ["x".repeat(201), (0..31).map(|n| format!("w{n} ")).collect()] {
            assert!(matches!(Search::read(Some(&q)), Err(Problem::Invalid(_))), "{q}");
        }
        assert!(Search::read(Some(&"故障".repeat(30))).is_ok());
    }
}
