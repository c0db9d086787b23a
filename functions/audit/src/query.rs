//! What may be asked of the log. Any filters together are one walk of one index.

use jiff::Timestamp;
use shared::audit::AUDIT;
use shared::problem::{Fields, Problem};
use shared::store::{Filter, Query, Scalar};

/// Characters of a filter's value at most.
const VALUE_LENGTH: usize = 200;

/// The filters, as they were sent.
#[derive(Debug, Default)]
pub(crate) struct Wanted<'a> {
    pub(crate) person: Option<&'a str>,
    pub(crate) area: Option<&'a str>,
    pub(crate) action: Option<&'a str>,
    pub(crate) object: Option<&'a str>,
    pub(crate) from: Option<&'a str>,
    pub(crate) until: Option<&'a str>,
}

impl Wanted<'_> {
    /// The query, newest lines first. Ends in 422 naming the filters that cannot be read.
    pub(crate) fn query(&self) -> Result<Query, Problem> {
        let mut wrong = Fields::default();
        let mut query = Query::of(&AUDIT, "created_at");
        for (name, value) in
            [("person", self.person), ("area", self.area), ("action", self.action), ("object", self.object)]
        {
            match value {
                Some(text) if text.is_empty() || text.chars().count() > VALUE_LENGTH => {
                    wrong.add(name, format!("Use 1 to {VALUE_LENGTH} characters."));
                }
                Some(text) => query = query.eq(name, text),
                None => {}
            }
        }
        let (from, until) = (moment(&mut wrong, "from", self.from), moment(&mut wrong, "until", self.until));
        if from.is_some() && until.is_some() && from > until {
            wrong.add("until", "This lies before the beginning.");
        }
        if from.is_some() || until.is_some() {
            query =
                query.filter(Filter::Range("created_at", from.map(Scalar::from), until.map(Scalar::from)));
        }
        wrong.ok(query)
    }

    /// Names the list for its cursors: each set of filters is another list.
    pub(crate) fn name(&self, tenant: &str) -> String {
        let filters = [self.person, self.area, self.action, self.object, self.from, self.until];
        let filters: Vec<String> =
            filters.iter().map(|filter| filter.unwrap_or("").replace('&', "&&")).collect();
        format!("{tenant}/audit?{}", filters.join("&;"))
    }
}

fn moment(wrong: &mut Fields, name: &str, text: Option<&str>) -> Option<Timestamp> {
    match text?.parse() {
        Ok(at) => Some(at),
        Err(_) => {
            wrong.add(name, "Give a moment such as 2026-03-02T09:00:00Z.");
            None
        }
    }
}
