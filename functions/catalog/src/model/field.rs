//! The fields of an item's form.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FieldType {
    /// One line.
    Text,
    /// Several lines.
    Textarea,
    /// A number.
    Number,
    /// One of the options.
    Select,
    /// Some of the options.
    MultiSelect,
    /// Yes or no.
    Checkbox,
    /// A day.
    Date,
    /// An email address.
    Email,
    /// Files.
    File,
}

/// Bounds of an answer; those of another type of field do not count.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = FieldLimits)]
pub(crate) struct Limits {
    /// Text: characters at least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) min_length: Option<u32>,
    /// Text: characters at most; 500 in one line and 5,000 in several unless it is less.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) max_length: Option<u32>,
    /// Numbers: the smallest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) min: Option<f64>,
    /// Numbers: the largest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) max: Option<f64>,
    /// Numbers: without a fraction.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) whole: bool,
    /// Days: the first, as `2026-03-31`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) earliest: Option<String>,
    /// Days: the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) latest: Option<String>,
    /// Options and files: this many at least, where there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) at_least: Option<u32>,
    /// Options and files: this many at most; one file unless it says more, ten in a whole form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) at_most: Option<u32>,
}

/// When a field is shown: where an earlier field has this answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShowIf {
    /// The key of an earlier field that offers options, or of a checkbox.
    pub(crate) field: String,
    /// The option that must be chosen; `yes` or `no` for a checkbox.
    pub(crate) is: String,
}

/// One field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = FormField)]
pub(crate) struct Field {
    /// What its answer is called: a letter, then letters, digits and underscores; unique in the form.
    #[schema(pattern = "^[a-z][a-z0-9_]{0,39}$")]
    pub(crate) key: String,
    /// What it takes.
    pub(crate) r#type: FieldType,
    /// What it is called on the form.
    #[schema(min_length = 1, max_length = 200)]
    pub(crate) label: String,
    /// A line below it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[schema(max_length = 500)]
    pub(crate) help: String,
    /// True where it must be answered while it is shown; a checkbox: where it must be ticked.
    #[serde(default)]
    pub(crate) required: bool,
    /// What can be chosen, 1 to 50 of 1 to 100 characters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 50)]
    pub(crate) options: Vec<String>,
    /// Bounds of the answer.
    #[serde(default)]
    pub(crate) limits: Limits,
    /// When it is shown; always where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) show_if: Option<ShowIf>,
}
