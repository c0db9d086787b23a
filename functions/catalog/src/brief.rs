//! A request in words, for the ticket that it becomes: pure.

use std::collections::BTreeMap;

use shared::mail::Say;
use shared::upload::Attachment;

use crate::answers::{Answer, Answers};
use crate::model::{Field, FieldType};

/// Characters of a ticket's description at most.
const MOST: usize = 20_000;

/// The answers in the form's order, one paragraph each; of at least one character.
pub(crate) fn brief(
    fields: &[Field],
    answers: &Answers,
    files: &BTreeMap<String, Vec<Attachment>>,
    say: &Say<'_>,
) -> String {
    let said = fields.iter().filter_map(|field| {
        let words = in_words(field, answers.get(&field.key)?, files, say);
        let gap = if field.r#type == FieldType::Textarea { "\n" } else { " " };
        Some(format!("{}:{gap}{words}", field.label))
    });
    let text = said.collect::<Vec<_>>().join("\n\n");
    if text.is_empty() {
        return say.text("brief.nothing");
    }
    match text.char_indices().nth(MOST - 1) {
        Some((end, _)) if text.chars().nth(MOST).is_some() => format!("{}…", &text[..end]),
        _ => text,
    }
}

/// One answer in words.
pub(crate) fn in_words(
    field: &Field,
    answer: &Answer,
    files: &BTreeMap<String, Vec<Attachment>>,
    say: &Say<'_>,
) -> String {
    match answer {
        Answer::Yes(yes) => say.text(if *yes { "yes" } else { "no" }),
        Answer::Number(number) => number.to_string(),
        Answer::Text(text) if field.r#type == FieldType::Date => {
            text.parse().map_or_else(|_| text.clone(), |date| say.language().day(date))
        }
        Answer::Text(text) => text.clone(),
        Answer::Many(_) if field.r#type == FieldType::File => {
            let files = files.get(&field.key).map(Vec::as_slice).unwrap_or_default();
            files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>().join(", ")
        }
        Answer::Many(chosen) => chosen.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use shared::account::Language;

    use super::*;
    use crate::mails::WORDS;

    #[test]
    fn answers_stand_in_the_forms_order_and_what_was_not_said_is_left_out() {
        let fields: Vec<Field> = serde_json::from_value(json!([
            { "key": "z", "type": "number", "label": "How many" },
            { "key": "b", "type": "checkbox", "label": "Bag" },
            { "key": "m", "type": "multi_select", "label": "Colours", "options": ["Red", "Blue"] },
            { "key": "n", "type": "text", "label": "Not said" },
            { "key": "d", "type": "date", "label": "From" },
            { "key": "a", "type": "textarea", "label": "Why" },
        ]))
        .unwrap();
        let answers: Answers = serde_json::from_value(
            json!({ "z": 2.5, "b": true, "m": ["Red", "Blue"], "d": "2026-03-02", "a": "One\nTwo" }),
        )
        .unwrap();
        let text = brief(&fields, &answers, &BTreeMap::new(), &WORDS.speak(Language::En));
        assert_eq!(
            text,
            "How many: 2.5\n\nBag: Yes\n\nColours: Red, Blue\n\nFrom: Mar 2, 2026\n\nWhy:\nOne\nTwo"
        );
        let nothing = brief(&fields, &Answers::new(), &BTreeMap::new(), &WORDS.speak(Language::De));
        assert!(!nothing.is_empty());
    }

    #[test]
    fn a_long_one_ends_with_a_mark() {
        let fields: Vec<Field> = (0..5)
            .map(|n| {
                serde_json::from_value(json!({ "key": format!("f{n}"), "type": "textarea", "label": "L" }))
                    .unwrap()
            })
            .collect();
        let answers: Answers = (0..5).map(|n| (format!("f{n}"), Answer::Text("ü".repeat(5_000)))).collect();
        let text = brief(&fields, &answers, &BTreeMap::new(), &WORDS.speak(Language::En));
        assert_eq!(text.chars().count(), MOST);
        assert!(text.ends_with('…'));
    }
}
