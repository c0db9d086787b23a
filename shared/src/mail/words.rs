//! The words of an area's mails, in every language: flat JSON files beside the area's code.
//!
//! ```json
//! { "reply.subject": "New reply to #{number}: {subject}" }
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use crate::account::Language;

/// Texts of one language by key.
type Texts = BTreeMap<String, String>;

/// The words of one area.
pub struct Words {
    files: [&'static str; 3],
    read: OnceLock<[Texts; 3]>,
}

/// The words of one area in one language.
#[derive(Clone, Copy)]
pub struct Say<'a> {
    words: &'a Words,
    language: Language,
}

impl Words {
    /// From the files of English, German and Spanish, by `include_str!`.
    #[must_use]
    pub const fn new(en: &'static str, de: &'static str, es: &'static str) -> Self {
        Self { files: [en, de, es], read: OnceLock::new() }
    }

    /// The words in this language.
    #[must_use]
    pub fn speak(&self, language: Language) -> Say<'_> {
        Say { words: self, language }
    }

    fn texts(&self) -> &[Texts; 3] {
        self.read.get_or_init(|| self.files.map(|file| serde_json::from_str(file).unwrap_or_default()))
    }

    /// What is missing or differs between the languages; the test of every area expects nothing.
    pub fn gaps(&self) -> Vec<String> {
        let mut gaps = Vec::new();
        let [english, ..] = self.texts();
        for (language, texts) in Language::ALL.iter().zip(self.texts()) {
            if texts.is_empty() {
                gaps.push(format!("{}: no texts", language.tag()));
            }
            for (key, text) in english {
                match texts.get(key) {
                    None => gaps.push(format!("{}: {key} is missing", language.tag())),
                    Some(other) if other.trim().is_empty() => {
                        gaps.push(format!("{}: {key} is empty", language.tag()));
                    }
                    Some(other) if places(other) != places(text) => {
                        gaps.push(format!("{}: {key} has other places", language.tag()));
                    }
                    Some(_) => {}
                }
            }
            for key in texts.keys().filter(|key| !english.contains_key(*key)) {
                gaps.push(format!("{}: {key} is not in English", language.tag()));
            }
        }
        gaps
    }
}

impl Say<'_> {
    /// The language.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The text of that key; the key itself where there is none, so that a mail still goes out.
    #[must_use]
    pub fn text(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The text of that key with its `{places}` filled. What is filled in is not looked at again.
    #[must_use]
    pub fn with(&self, key: &str, values: &[(&str, &str)]) -> String {
        let [english, german, spanish] = self.words.texts();
        let texts = match self.language {
            Language::En => english,
            Language::De => german,
            Language::Es => spanish,
        };
        let Some(text) = texts.get(key).or_else(|| english.get(key)) else { return key.to_owned() };
        let mut filled = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some((before, place, after)) = next_place(rest) {
            filled.push_str(before);
            match values.iter().find(|(name, _)| *name == place) {
                Some((_, value)) => filled.push_str(value),
                None => filled.push_str(&format!("{{{place}}}")),
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
}

fn next_place(text: &str) -> Option<(&str, &str, &str)> {
    let (before, behind) = text.split_once('{')?;
    let (place, after) = behind.split_once('}')?;
    Some((before, place, after))
}

fn places(text: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    let mut rest = text;
    while let Some((_, place, after)) = next_place(rest) {
        found.insert(place);
        rest = after;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_once() {
        let words = Words::new(r#"{"a":"{x} and {y}"}"#, r#"{"a":"{y} und {x}"}"#, r#"{"a":"{x} y {y}"}"#);
        assert!(words.gaps().is_empty());
        let say = words.speak(Language::De);
        assert_eq!(say.with("a", &[("x", "{y}"), ("y", "2")]), "2 und {y}");
        assert_eq!(say.text("b"), "b");
    }

    #[test]
    fn gaps_are_named() {
        let words = Words::new(r#"{"a":"{x}","b":"B"}"#, r#"{"a":"{z}","b":"B"}"#, r#"{"a":"{x}","c":"C"}"#);
        assert_eq!(words.gaps(), ["de: a has other places", "es: b is missing", "es: c is not in English"]);
    }
}
