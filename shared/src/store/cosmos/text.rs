//! Queries as Cosmos's text. Only declared field names stand in it; every value is a parameter.

use super::super::plan::Plan;
use super::super::{Direction, Filter, Query, Scalar, StoreError};
use super::document::SELECTION;
use super::policy;

/// A text and the values of its parameters, `@p0` and so on.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Text {
    pub(super) text: String,
    pub(super) values: Vec<Scalar>,
}

/// The query of a page: one document more than the page has, so that the answer tells whether it is the last.
pub(super) fn page(query: &Query, plan: &Plan) -> Result<Text, StoreError> {
    let mut text =
        Text { text: format!("SELECT TOP {} {SELECTION} FROM c WHERE ", query.limit + 1), values: vec![] };
    text.conditions(query)?;
    text.present(query.order)?;
    let (direction, beyond) = match query.direction {
        Direction::Asc => ("ASC", ">"),
        Direction::Desc => ("DESC", "<"),
    };
    if let Some(after) = &query.after {
        let order = path(query.order)?;
        let key = text.value(&after.key);
        let id = text.value(&Scalar::Text(after.id.clone()));
        if query.order == "id" {
            text.and(&format!("c.id {beyond} {id}"));
        } else {
            // The first part lets the index skip what the second, exact one then refuses.
            text.and(&format!("{order} {beyond}= {key} AND ({order} {beyond} {key} OR c.id {beyond} {id})"));
        }
    }
    let mut sorting = Vec::new();
    for field in policy::sorting(&plan.lookups, query.order) {
        sorting.push(format!("{} {direction}", path(field)?));
    }
    text.text.push_str(" ORDER BY ");
    text.text.push_str(&sorting.join(", "));
    Ok(text)
}

/// The query of a count.
pub(super) fn count(query: &Query, plan: &Plan) -> Result<Text, StoreError> {
    let mut text = Text { text: "SELECT VALUE COUNT(1) FROM c WHERE ".to_owned(), values: vec![] };
    text.conditions(query)?;
    // A document without an index's order field is in none of its pages: neither is it counted.
    if let [lookup] = plan.lookups.as_slice() {
        text.present(lookup.index.order)?;
    }
    Ok(text)
}

impl Text {
    fn value(&mut self, value: &Scalar) -> String {
        self.values.push(value.clone());
        format!("@p{}", self.values.len() - 1)
    }

    fn list<'a>(&mut self, values: impl IntoIterator<Item = &'a Scalar>) -> String {
        let names: Vec<_> = values.into_iter().map(|value| self.value(value)).collect();
        names.join(", ")
    }

    fn and(&mut self, condition: &str) {
        self.text.push_str(" AND ");
        self.text.push_str(condition);
    }

    /// Kinds and filters.
    fn conditions(&mut self, query: &Query) -> Result<(), StoreError> {
        let kinds: Vec<_> = query.kinds.iter().map(|kind| Scalar::from(kind.name)).collect();
        let names = self.list(&kinds);
        let kinds =
            if kinds.len() == 1 { format!("c.kind = {names}") } else { format!("c.kind IN ({names})") };
        self.text.push_str(&kinds);
        for filter in &query.filters {
            match filter {
                Filter::Eq(field, value) => {
                    let condition = format!("{} = {}", path(field)?, self.value(value));
                    self.and(&condition);
                }
                Filter::OneOf(field, values) => {
                    let condition = format!("{} IN ({})", path(field)?, self.list(values));
                    self.and(&condition);
                }
                Filter::Range(field, low, high) => {
                    for (sign, bound) in [(">=", low), ("<=", high)] {
                        if let Some(bound) = bound {
                            let condition = format!("{} {sign} {}", path(field)?, self.value(bound));
                            self.and(&condition);
                        }
                    }
                }
                Filter::Has(field, value) => {
                    let condition = format!("ARRAY_CONTAINS({}, {})", path(field)?, self.value(value));
                    self.and(&condition);
                }
                Filter::HasOneOf(_, values) if values.is_empty() => self.and("false"),
                Filter::HasOneOf(field, values) => {
                    let path = path(field)?;
                    let each: Vec<_> = values
                        .iter()
                        .map(|value| format!("ARRAY_CONTAINS({path}, {})", self.value(value)))
                        .collect();
                    self.and(&format!("({})", each.join(" OR ")));
                }
                Filter::Term(term) => {
                    let condition = self.has_term(term);
                    self.and(&condition);
                }
                Filter::AnyTerm(terms) if terms.is_empty() => self.and("false"),
                Filter::AnyTerm(terms) => {
                    let each: Vec<_> = terms.iter().map(|term| self.has_term(term)).collect();
                    self.and(&format!("({})", each.join(" OR ")));
                }
            }
        }
        Ok(())
    }

    fn has_term(&mut self, term: &str) -> String {
        format!("ARRAY_CONTAINS(c.terms, {})", self.value(&Scalar::from(term)))
    }

    /// The order field is there. Those of the envelope always are, but for the company.
    fn present(&mut self, order: &'static str) -> Result<(), StoreError> {
        let path = path(order)?;
        if order == "company" {
            self.and("IS_DEFINED(c.company)");
        } else if !policy::envelope(order) {
            self.and(&format!("IS_DEFINED({path}) AND NOT IS_NULL({path})"));
        }
        Ok(())
    }
}

/// The path of a declared field.
fn path(field: &str) -> Result<String, StoreError> {
    let plain = !field.is_empty() && field.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if !plain {
        return Err(StoreError::Misuse(format!("no name of a field: {field:?}")));
    }
    Ok(if policy::envelope(field) { format!("c.{field}") } else { format!("c.data['{field}']") })
}

#[cfg(test)]
mod tests {
    use super::super::super::plan::{plan, plan_count};
    use super::super::super::{Index, Kind, Position, Reach};
    use super::*;

    static TASK: Kind = Kind {
        name: "task",
        reach: Reach::Company,
        indexes: &[
            Index { by: &["company", "status"], each: None, order: "due" },
            Index { by: &[], each: None, order: "id" },
        ],
        residual: &["owner"],
        terms: true,
    };

    fn of(query: &Query) -> String {
        let text = page(query, &plan(query).unwrap()).unwrap().text;
        text.replace(SELECTION, "…")
    }

    #[test]
    fn a_page_is_sorted_by_the_whole_composite_where_values_are_single() {
        let query = Query::of(&TASK, "due")
            .eq("company", "c")
            .eq("status", "'; DROP")
            .has("owner", "u")
            .limit(25)
            .after(Some(Position { key: Scalar::Int(7), id: "tsk_1".into() }));
        assert_eq!(
            of(&query),
            "SELECT TOP 26 … FROM c WHERE c.kind = @p0 AND c.company = @p1 AND c.data['status'] = @p2 \
             AND ARRAY_CONTAINS(c.data['owner'], @p3) AND IS_DEFINED(c.data['due']) \
             AND NOT IS_NULL(c.data['due']) AND c.data['due'] <= @p4 AND (c.data['due'] < @p4 OR c.id < @p5) \
             ORDER BY c.kind DESC, c.company DESC, c.data['status'] DESC, c.data['due'] DESC, c.id DESC"
        );
        let values = page(&query, &plan(&query).unwrap()).unwrap().values;
        assert_eq!(values[2], Scalar::from("'; DROP"));
    }

    #[test]
    fn several_values_are_sorted_by_the_short_composite() {
        let query = Query::of(&TASK, "due")
            .eq("company", "c")
            .filter(Filter::OneOf("status", vec!["a".into(), "b".into()]))
            .ascending();
        assert!(of(&query).contains("IN (@p2, @p3)"));
        assert!(of(&query).ends_with("ORDER BY c.kind ASC, c.data['due'] ASC, c.id ASC"));
        assert!(of(&Query::of(&TASK, "id")).ends_with("ORDER BY c.kind DESC, c.id DESC"));
    }

    #[test]
    fn a_count_has_no_order() {
        let query =
            Query::of(&TASK, "due").eq("company", "c").eq("status", "a").filter(Filter::Term("x".into()));
        let text = count(&query, &plan_count(&query).unwrap()).unwrap().text;
        assert!(text.starts_with("SELECT VALUE COUNT(1) FROM c WHERE c.kind = @p0"));
        assert!(text.contains("ARRAY_CONTAINS(c.terms, @p3)") && !text.contains("ORDER"));
        let either = query.filter(Filter::AnyTerm(vec!["y".into(), "!y".into()]));
        let text = count(&either, &plan_count(&either).unwrap()).unwrap().text;
        assert!(
            text.contains("AND (ARRAY_CONTAINS(c.terms, @p4) OR ARRAY_CONTAINS(c.terms, @p5))"),
            "{text}"
        );
    }

    #[test]
    fn names_that_are_no_fields_never_reach_the_text() {
        assert!(path("a\"] OR true --").is_err());
        assert!(path("").is_err());
    }
}
