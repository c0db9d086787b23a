//! Whether what staff have written can be shown and printed as it is: what a signer would not see is not published. Pure.

use shared::markdown::{is_seen, without_slots};
use shared::pdf::Fonts;
use shared::problem::Fields;

use crate::paper::Source;
use crate::sheet::letters;

/// Sentences about one section at most.
const SENTENCES: usize = 3;

/// What is wrong with which field.
pub(crate) fn check(title: &str, issuer: &str, source: &Source, fonts: &Fonts) -> Fields {
    let mut fields = Fields::default();
    let mut line = |field: String, text: &str| {
        if !text.is_empty() && !is_seen(text) {
            fields.add(field, "This has no visible text.");
        } else if let Some(sentence) = fonts.undrawn(text) {
            fields.add(field, sentence);
        }
    };
    line("title".to_owned(), title);
    line("issuer".to_owned(), issuer);
    for (place, variable) in source.variables.iter().enumerate() {
        if let Some(value) = &variable.value {
            line(format!("variables[{place}].value"), value);
        }
        for value in variable.companies.values() {
            line(format!("variables[{place}].companies"), value);
        }
    }
    for (place, (section, shown)) in source.sections.iter().zip(&source.shown).enumerate() {
        let number = place + 1;
        let undrawn = fonts.undrawn(&without_slots(&letters(&shown.html)));
        let sentences: Vec<&str> =
            shown.faults.iter().map(String::as_str).take(SENTENCES).chain(undrawn.as_deref()).collect();
        for (name, sentence) in
            [("heading", fonts.undrawn(&section.heading)), ("body", Some(sentences.join(" ")))]
        {
            if let Some(sentence) = sentence.filter(|sentence| !sentence.is_empty()) {
                fields.add(format!("sections[{place}].{name}"), format!("Section {number}: {sentence}"));
            }
        }
    }
    fields
}
