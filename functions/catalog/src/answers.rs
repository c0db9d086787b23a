//! What answers a form takes: a pure rule of the fields and what was typed. The browser holds the same rule, in
//! `portal/src/features/catalog/form/judge.ts`; the vectors that both are tested with keep them together.
//!
//! Fields are looked at from top to bottom. One that is not shown needs no answer and keeps none; one that is shown is
//! cleaned, measured and kept.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::http::{clean_line, clean_text, email};
use shared::id::FileId;
use shared::problem::Fields;

use crate::model::{Field, FieldType, ShowIf};
use crate::schema::most_files;

/// Files of a whole form at most.
pub(crate) const MOST_FILES: u32 = 10;
/// Characters that all texts of a form have together at most.
const MOST_TEXT: usize = 16_000;
/// Beyond, fractions and neighbours are lost.
const LARGEST: f64 = 1e15;

/// An answer as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Answer {
    /// Of a checkbox.
    Yes(bool),
    /// Of a number.
    Number(f64),
    /// Of a text, an option, a day, an address.
    Text(String),
    /// Options in their order, or ids of files.
    Many(Vec<String>),
}

/// Answers by their fields' keys.
pub(crate) type Answers = BTreeMap<String, Answer>;

/// What is wrong with an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// None is given.
    Required,
    /// Not of the field's type.
    Type,
    /// Text of too few characters.
    Short,
    /// Text of too many.
    Long,
    /// Too much text in the whole form.
    TooMuch,
    /// Has a fraction.
    Fraction,
    /// A number below the smallest.
    Small,
    /// A number above the largest.
    Large,
    /// Not among the options.
    Option,
    /// Not a day.
    Day,
    /// Before the first day.
    Early,
    /// Behind the last day.
    Late,
    /// Not an address.
    Email,
    /// Too few options or files.
    Few,
    /// Too many.
    Many,
}

/// What the rule says of one field.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct State {
    /// True where the form shows it.
    pub(crate) visible: bool,
    /// True where it must be answered.
    pub(crate) required: bool,
    /// What is wrong.
    pub(crate) wrong: Option<Wrong>,
    /// The answer that is kept.
    pub(crate) kept: Option<Answer>,
}

/// Judges what was typed, field by field in the form's order.
pub(crate) fn judge(fields: &[Field], given: &BTreeMap<String, Value>) -> Vec<State> {
    let mut states: Vec<State> = Vec::with_capacity(fields.len());
    let mut characters = 0;
    for field in fields {
        let visible = field.show_if.as_ref().is_none_or(|condition| holds(condition, fields, &states));
        if !visible {
            states.push(State { visible, required: false, wrong: None, kept: None });
            continue;
        }
        let (mut wrong, mut kept) = match answer(field, given.get(&field.key).unwrap_or(&Value::Null)) {
            Ok(None) if field.required => (Some(Wrong::Required), None),
            Ok(kept) => (None, kept),
            Err(wrong) => (Some(wrong), None),
        };
        if let (Some(Answer::Text(text)), true) = (&kept, is_written(field.r#type)) {
            characters += text.chars().count();
            if characters > MOST_TEXT {
                (wrong, kept) = (Some(Wrong::TooMuch), None);
            }
        }
        states.push(State { visible, required: field.required, wrong, kept });
    }
    states
}

/// The answers that are kept, or what is wrong with which field, as `answers.KEY`.
pub(crate) fn taken(fields: &[Field], given: &BTreeMap<String, Value>) -> Result<Answers, Fields> {
    let mut problems = Fields::default();
    for key in given.keys().filter(|key| !fields.iter().any(|field| field.key == **key)) {
        let key: String = key.chars().take(60).collect();
        problems.add(format!("answers.{key}"), "This field does not exist.");
    }
    let mut answers = Answers::new();
    for (field, state) in fields.iter().zip(judge(fields, given)) {
        if let Some(wrong) = state.wrong {
            problems.add(format!("answers.{}", field.key), wrong.sentence(field));
        }
        answers.extend(state.kept.map(|kept| (field.key.clone(), kept)));
    }
    if problems.0.is_empty() { Ok(answers) } else { Err(problems) }
}

/// Characters that a text of this type has at most, whatever the form says.
pub(crate) fn most_characters(r#type: FieldType) -> u32 {
    if r#type == FieldType::Textarea { 5_000 } else { 500 }
}

/// True for a day of the years 1900 to 2199, as `2026-03-31`.
pub(crate) fn is_day(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
        && text.parse::<Date>().is_ok_and(|day| (1900..2200).contains(&day.year()))
}

fn is_written(r#type: FieldType) -> bool {
    matches!(r#type, FieldType::Text | FieldType::Textarea | FieldType::Email)
}

fn holds(condition: &ShowIf, fields: &[Field], states: &[State]) -> bool {
    let Some(place) = fields.iter().position(|field| field.key == condition.field) else { return false };
    // A field further down has no state yet; forms with such conditions are not accepted.
    let (Some(field), Some(state)) = (fields.get(place), states.get(place)) else { return false };
    state.visible
        && match (&state.kept, field.r#type) {
            (kept, FieldType::Checkbox) => (condition.is == "yes") == (*kept == Some(Answer::Yes(true))),
            (Some(Answer::Text(text)), FieldType::Select) => *text == condition.is,
            (Some(Answer::Many(chosen)), FieldType::MultiSelect) => chosen.contains(&condition.is),
            _ => false,
        }
}

/// The answer to one field; `None` where nothing was said.
fn answer(field: &Field, given: &Value) -> Result<Option<Answer>, Wrong> {
    let limits = &field.limits;
    match (field.r#type, given) {
        (FieldType::Checkbox, Value::Bool(false)) if field.required => Ok(None),
        (_, Value::Null) => Ok(None),
        (FieldType::Checkbox, Value::Bool(yes)) => Ok(Some(Answer::Yes(*yes))),
        (FieldType::Number, Value::Number(number)) => {
            let number = number.as_f64().ok_or(Wrong::Type)?;
            match number {
                _ if limits.whole && number.fract() != 0.0 => Err(Wrong::Fraction),
                _ if number < limits.min.unwrap_or(-LARGEST) => Err(Wrong::Small),
                _ if number > limits.max.unwrap_or(LARGEST) => Err(Wrong::Large),
                _ => Ok(Some(Answer::Number(number))),
            }
        }
        (FieldType::File, Value::Array(given)) => files(field, given),
        (FieldType::MultiSelect, Value::Array(given)) => chosen(field, given),
        (
            FieldType::Text | FieldType::Textarea | FieldType::Email | FieldType::Select | FieldType::Date,
            Value::String(text),
        ) => typed(field, text),
        _ => Err(Wrong::Type),
    }
}

fn typed(field: &Field, text: &str) -> Result<Option<Answer>, Wrong> {
    let limits = &field.limits;
    let cleaned = if field.r#type == FieldType::Textarea { clean_text(text) } else { clean_line(text) };
    if cleaned.is_empty() {
        return Ok(None);
    }
    let length = u32::try_from(cleaned.chars().count()).unwrap_or(u32::MAX);
    match field.r#type {
        FieldType::Select if !field.options.contains(&cleaned) => Err(Wrong::Option),
        FieldType::Date if !is_day(&cleaned) => Err(Wrong::Day),
        FieldType::Date if limits.earliest.as_ref().is_some_and(|first| cleaned < *first) => {
            Err(Wrong::Early)
        }
        FieldType::Date if limits.latest.as_ref().is_some_and(|last| cleaned > *last) => Err(Wrong::Late),
        FieldType::Email if !is_email(&cleaned) => Err(Wrong::Email),
        FieldType::Text | FieldType::Textarea if length < limits.min_length.unwrap_or(0) => Err(Wrong::Short),
        FieldType::Text | FieldType::Textarea
            if length > limits.max_length.unwrap_or(most_characters(field.r#type)) =>
        {
            Err(Wrong::Long)
        }
        _ => Ok(Some(Answer::Text(cleaned))),
    }
}

fn is_email(text: &str) -> bool {
    let mut wrong = Fields::default();
    email(&mut wrong, "email", text);
    wrong.0.is_empty()
}

fn chosen(field: &Field, given: &[Value]) -> Result<Option<Answer>, Wrong> {
    let given: Option<Vec<&str>> = given.iter().map(Value::as_str).collect();
    let given = given.ok_or(Wrong::Type)?;
    if given.iter().any(|one| !field.options.iter().any(|option| option == one)) {
        return Err(Wrong::Option);
    }
    let chosen: Vec<String> =
        field.options.iter().filter(|option| given.contains(&option.as_str())).cloned().collect();
    counted(field, chosen, u32::MAX)
}

fn files(field: &Field, given: &[Value]) -> Result<Option<Answer>, Wrong> {
    let mut files: Vec<String> = Vec::new();
    for file in given {
        let id = file.as_str().and_then(FileId::parse).ok_or(Wrong::Type)?.to_string();
        if !files.contains(&id) {
            files.push(id);
        }
    }
    counted(field, files, most_files(field))
}

fn counted(field: &Field, many: Vec<String>, most: u32) -> Result<Option<Answer>, Wrong> {
    let count = u32::try_from(many.len()).unwrap_or(u32::MAX);
    if count == 0 {
        Ok(None)
    } else if count < field.limits.at_least.unwrap_or(0) {
        Err(Wrong::Few)
    } else if count > field.limits.at_most.unwrap_or(most) {
        Err(Wrong::Many)
    } else {
        Ok(Some(Answer::Many(many)))
    }
}

impl Wrong {
    /// What is wrong, for the person who typed it.
    fn sentence(self, field: &Field) -> String {
        let limits = &field.limits;
        match self {
            Self::Required if field.r#type == FieldType::Checkbox => "Please tick this.".into(),
            Self::Required => "Please fill this in.".into(),
            Self::Type if field.r#type == FieldType::Number => "This is not a number.".into(),
            Self::Type => "This value is not accepted here.".into(),
            Self::Short => format!("Use at least {} characters.", limits.min_length.unwrap_or(1)),
            Self::Long => {
                format!(
                    "Use at most {} characters.",
                    limits.max_length.unwrap_or(most_characters(field.r#type))
                )
            }
            Self::TooMuch => format!("All answers together may have at most {MOST_TEXT} characters."),
            Self::Fraction => "Use a whole number.".into(),
            Self::Small => format!("Use {} or more.", limits.min.unwrap_or(-LARGEST)),
            Self::Large => format!("Use {} or less.", limits.max.unwrap_or(LARGEST)),
            Self::Option => "Choose one of the options.".into(),
            Self::Day => "This is not a date.".into(),
            Self::Early => format!("Choose {} or later.", limits.earliest.as_deref().unwrap_or_default()),
            Self::Late => format!("Choose {} or earlier.", limits.latest.as_deref().unwrap_or_default()),
            Self::Email => "This is not an email address.".into(),
            Self::Few => format!("Choose at least {}.", limits.at_least.unwrap_or(1)),
            Self::Many => format!("Choose at most {}.", limits.at_most.unwrap_or(1)),
        }
    }
}

#[cfg(test)]
#[path = "answers_tests.rs"]
mod tests;
