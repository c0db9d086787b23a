//! What makes a form: a pure rule of the fields that staff send.

use std::collections::BTreeSet;

use shared::http::{clean_line, line, optional_line};
use shared::problem::Fields;

use crate::answers::{MOST_FILES, is_day, most_characters};
use crate::model::{Field, FieldType, Limits, ShowIf};

/// Fields of a form at most.
pub(crate) const FIELDS: usize = 40;
/// Options of a field at most.
const OPTIONS: usize = 50;
/// Bytes of a form at most, so that an item fits into a document.
const BYTES: usize = 40_000;
/// Largest bound of a number.
const LARGEST: f64 = 1e12;

/// The form as it is kept: texts clean, and nothing that does not belong to a field's type. What is wrong goes to
/// `wrong`, as `fields[2].label`.
pub(crate) fn checked(fields: Vec<Field>, wrong: &mut Fields) -> Vec<Field> {
    if fields.len() > FIELDS {
        wrong.add("fields", format!("A form has at most {FIELDS} fields; this one has {}.", fields.len()));
        return Vec::new();
    }
    let mut kept: Vec<Field> = Vec::with_capacity(fields.len());
    let mut keys = BTreeSet::new();
    for (place, field) in fields.into_iter().enumerate() {
        let mut at = At { place, wrong };
        if !is_key(&field.key) {
            at.say(
                "key",
                "Use lowercase letters, digits and underscores, starting with a letter; at most 40.",
            );
        } else if !keys.insert(field.key.clone()) {
            at.say("key", "Another field has this key.");
        }
        let field = one(field, &kept, &mut at);
        kept.push(field);
    }
    let files: u32 = kept
        .iter()
        .filter(|field| field.r#type == FieldType::File)
        .map(|field| most_files(field).min(MOST_FILES))
        .sum();
    if files > MOST_FILES {
        wrong.add(
            "fields",
            format!("A form takes at most {MOST_FILES} files in all; this one takes {files}."),
        );
    }
    if serde_json::to_vec(&kept).map_or(true, |text| text.len() > BYTES) {
        wrong.add("fields", "This form is too long. Use fewer or shorter fields.");
    }
    kept
}

/// Files that a field takes.
pub(crate) fn most_files(field: &Field) -> u32 {
    field.limits.at_most.unwrap_or(1)
}

/// Where something is wrong.
struct At<'a> {
    place: usize,
    wrong: &'a mut Fields,
}

impl At<'_> {
    fn of(&self, part: &str) -> String {
        format!("fields[{}].{part}", self.place)
    }

    fn say(&mut self, part: &str, sentence: impl Into<String>) {
        let field = self.of(part);
        self.wrong.add(field, sentence);
    }
}

fn is_key(key: &str) -> bool {
    key.len() <= 40
        && key.starts_with(|c: char| c.is_ascii_lowercase())
        && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

fn one(field: Field, before: &[Field], at: &mut At<'_>) -> Field {
    let (label_at, help_at) = (at.of("label"), at.of("help"));
    let chooses = matches!(field.r#type, FieldType::Select | FieldType::MultiSelect);
    Field {
        label: line(at.wrong, &label_at, &field.label, 200),
        help: optional_line(at.wrong, &help_at, Some(&field.help), 500).unwrap_or_default(),
        options: if chooses { options(&field.options, at) } else { Vec::new() },
        limits: limits(field.r#type, field.limits, field.options.len(), at),
        show_if: field.show_if.map(|condition| shown(condition, before, at)),
        key: field.key,
        r#type: field.r#type,
        required: field.required,
    }
}

fn options(typed: &[String], at: &mut At<'_>) -> Vec<String> {
    let cleaned: Vec<String> = typed.iter().map(|option| clean_line(option)).collect();
    let different: BTreeSet<&String> = cleaned.iter().collect();
    if cleaned.is_empty() {
        at.say("options", "Offer at least one option.");
    } else if cleaned.len() > OPTIONS {
        at.say("options", format!("Offer at most {OPTIONS} options; these are {}.", cleaned.len()));
    } else if cleaned.iter().any(|option| option.is_empty() || option.chars().count() > 100) {
        at.say("options", "Each option has 1 to 100 characters.");
    } else if different.len() < cleaned.len() {
        at.say("options", "Each option must differ from the others.");
    }
    cleaned
}

/// The bounds that belong to the type, in their order.
fn limits(r#type: FieldType, given: Limits, options: usize, at: &mut At<'_>) -> Limits {
    let mut kept = Limits::default();
    match r#type {
        FieldType::Text | FieldType::Textarea => {
            (kept.min_length, kept.max_length) = (given.min_length, given.max_length);
            let most = most_characters(r#type);
            if kept.max_length.is_some_and(|max| !(1..=most).contains(&max)) {
                at.say("limits.max_length", format!("Choose 1 to {most}."));
            } else if kept.min_length.is_some_and(|min| min > kept.max_length.unwrap_or(most)) {
                at.say("limits.min_length", "This is more than the most.");
            }
        }
        FieldType::Number => {
            (kept.min, kept.max, kept.whole) = (given.min, given.max, given.whole);
            for (part, bound) in [("limits.min", kept.min), ("limits.max", kept.max)] {
                if bound.is_some_and(|bound| !(-LARGEST..=LARGEST).contains(&bound)) {
                    at.say(part, "This number is too large.");
                }
            }
            if kept.min.zip(kept.max).is_some_and(|(min, max)| min > max) {
                at.say("limits.min", "This is more than the most.");
            }
        }
        FieldType::Date => {
            (kept.earliest, kept.latest) = (given.earliest, given.latest);
            for (part, day) in [("limits.earliest", &kept.earliest), ("limits.latest", &kept.latest)] {
                if day.as_ref().is_some_and(|day| !is_day(day)) {
                    at.say(part, "This is not a date.");
                }
            }
            if kept.earliest.as_ref().zip(kept.latest.as_ref()).is_some_and(|(from, to)| from > to) {
                at.say("limits.earliest", "This lies behind the last day.");
            }
        }
        FieldType::MultiSelect | FieldType::File => {
            (kept.at_least, kept.at_most) = (given.at_least, given.at_most);
            let most = match r#type {
                FieldType::File => MOST_FILES,
                _ => u32::try_from(options).unwrap_or(u32::MAX),
            };
            let usual = if r#type == FieldType::File { 1 } else { most };
            if kept.at_most.is_some_and(|count| !(1..=most).contains(&count)) {
                at.say("limits.at_most", format!("Choose 1 to {most}."));
            } else if kept.at_least.is_some_and(|count| count > kept.at_most.unwrap_or(usual)) {
                at.say("limits.at_least", "This is more than the most.");
            }
        }
        FieldType::Select | FieldType::Checkbox | FieldType::Email => {}
    }
    kept
}

/// A condition must name an earlier field: so none can hang on itself, and one look from top to bottom decides all.
fn shown(condition: ShowIf, before: &[Field], at: &mut At<'_>) -> ShowIf {
    let is = clean_line(&condition.is);
    match before.iter().find(|field| field.key == condition.field).map(|field| (field.r#type, &field.options))
    {
        None => at.say("show_if", "Choose a field above this one."),
        Some((FieldType::Checkbox, _)) if is == "yes" || is == "no" => {}
        Some((FieldType::Select | FieldType::MultiSelect, options)) if options.contains(&is) => {}
        Some((FieldType::Checkbox | FieldType::Select | FieldType::MultiSelect, _)) => {
            at.say("show_if", "The field above does not offer this answer.");
        }
        Some(_) => at.say("show_if", "Choose a field that offers options, or a checkbox."),
    }
    ShowIf { field: condition.field, is }
}

#[cfg(test)]
#[path = "schema_tests.rs"]
mod tests;
