//! Random documents, batches and queries of the fixtures' kinds. Values are few, so that they meet.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use shared::store::{Direction, Filter, Kind, Query, RawDocument, Scalar};

use super::fixtures::{NOTE, TICKET, document, moment};

/// Which tag an operation presents.
#[derive(Debug, Clone, Copy)]
pub enum Presented {
    Current,
    Former,
    Foreign,
}

/// One operation of a batch, before its tag is known.
#[derive(Debug, Clone)]
pub enum Change {
    Create(RawDocument),
    Replace(RawDocument, Presented),
    Delete(String, Presented),
}

/// One call to both stores.
#[derive(Debug, Clone)]
pub enum Step {
    Commit(Vec<Change>),
    Get(String),
    GetMany(Vec<String>),
    Count(Query),
    /// All pages.
    Walk(Query),
    Export(Option<String>, usize),
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => prop::collection::vec(change(), 0..6).prop_map(Step::Commit),
        1 => id().prop_map(Step::Get),
        1 => prop::collection::vec(id(), 0..5).prop_map(Step::GetMany),
        1 => query().prop_map(Step::Count),
        4 => query().prop_map(Step::Walk),
        1 => (prop::option::of(id()), 1_usize..9).prop_map(|(after, limit)| Step::Export(after, limit)),
    ];
    // Something to work on before anything else happens.
    (prop::collection::vec(stored(), 3..10), prop::collection::vec(step, 4..20)).prop_map(|(first, steps)| {
        let first = first.into_iter().map(|document| Step::Commit(vec![Change::Create(document)]));
        first.chain(steps).collect()
    })
}

fn id() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["a", "A", "b", "c-1", "c.1", "d_", "e", "f", "g", "h"]).prop_map(str::to_owned)
}

fn change() -> impl Strategy<Value = Change> {
    let presented = prop_oneof![6 => Just(Presented::Current), 1 => Just(Presented::Former), 1 => Just(Presented::Foreign)];
    prop_oneof![
        2 => stored().prop_map(Change::Create),
        3 => (stored(), presented.clone()).prop_map(|(document, tag)| Change::Replace(document, tag)),
        1 => (id(), presented).prop_map(|(id, tag)| Change::Delete(id, tag)),
    ]
}

fn stored() -> impl Strategy<Value = RawDocument> {
    let kind = prop_oneof![4 => Just(&TICKET), 1 => Just(&NOTE)];
    let company = prop::option::of(company());
    let terms = prop::sample::subsequence(vec!["word", "wörd", "a b", "x", "!word"], 0..4);
    (kind, id(), 0_i64..4, company, terms, data()).prop_map(|(kind, id, time, company, terms, data)| {
        let mut document = document(kind, &id, time, &Value::Object(data));
        document.company = company;
        document.expires_at = (time == 3).then(|| moment(2_000_000_000));
        document.version = u64::try_from(time + 1).unwrap();
        document.terms = terms.into_iter().map(str::to_owned).collect();
        document
    })
}

fn company() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["cmp_a", "cmp_b"]).prop_map(str::to_owned)
}

fn text() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["", "a", "A", "aa", "ä", "日本", "\u{1F600}", "it's \"q\" \\ \u{0}"])
        .prop_map(str::to_owned)
}

fn status() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["open", "waiting", "closed"]).prop_map(str::to_owned)
}

/// Fields of a ticket; each may be missing or null.
fn data() -> impl Strategy<Value = Map<String, Value>> {
    let priority = prop_oneof![
        (0_i64..3).prop_map(Value::from),
        text().prop_map(Value::from),
        any::<bool>().prop_map(Value::from)
    ];
    let words = || prop::collection::vec(prop::sample::select(vec!["vip", "new", "ü"]), 0..3);
    let fields = (
        (-2_i64..4).prop_map(Value::from),
        status().prop_map(Value::from),
        text().prop_map(Value::from),
        words().prop_map(|words| json!(words)),
        words().prop_map(|words| json!(words)),
        priority,
        any::<bool>().prop_map(Value::from),
    );
    (fields, prop::collection::vec(0_u8..12, 7)).prop_map(|(fields, fate)| {
        let values = [fields.0, fields.1, fields.2, fields.3, fields.4, fields.5, fields.6];
        let names = ["number", "status", "title", "tags", "watchers", "priority", "open"];
        let mut data = Map::new();
        for ((name, value), fate) in names.into_iter().zip(values).zip(fate) {
            match fate {
                0 => {}
                1 => drop(data.insert(name.to_owned(), Value::Null)),
                _ => drop(data.insert(name.to_owned(), value)),
            }
        }
        data
    })
}

fn query() -> impl Strategy<Value = Query> {
    prop_oneof![3 => served(), 1 => any_query()]
}

/// What binds one of the declared indexes, with a little more.
fn served() -> impl Strategy<Value = Query> {
    let bound = |field: &'static str| match field {
        "company" => prop_oneof![
            company().prop_map(|company| Filter::Eq("company", company.into())),
            Just(Filter::OneOf("company", vec!["cmp_a".into(), "cmp_b".into()])),
        ]
        .boxed(),
        "status" => prop_oneof![
            status().prop_map(|status| Filter::Eq("status", status.into())),
            Just(Filter::OneOf("status", vec!["open".into(), "closed".into(), "open".into()])),
        ]
        .boxed(),
        _ => any::<bool>().prop_map(|open| Filter::Eq("open", open.into())).boxed(),
    };
    prop::sample::select(TICKET.indexes.iter().collect::<Vec<_>>())
        .prop_flat_map(move |index| {
            let mut bindings: Vec<_> = index.by.iter().map(|field| bound(field)).collect();
            bindings.extend(index.each.map(|_| {
                let several = Filter::HasOneOf("tags", vec!["vip".into(), "new".into()]);
                prop_oneof![Just(Filter::Has("tags", "vip".into())), Just(several)].boxed()
            }));
            (bindings, prop::collection::vec(filter(), 0..2), Just(index.order), any::<bool>(), 1_u32..5)
        })
        .prop_map(|(bindings, more, order, up, limit)| {
            let direction = if up { Direction::Asc } else { Direction::Desc };
            let filters = bindings.into_iter().chain(more).collect();
            Query { kinds: vec![&TICKET], filters, order, direction, limit, after: None }
        })
}

/// Any query: no index serves most of them.
fn any_query() -> impl Strategy<Value = Query> {
    let orders = vec!["updated_at", "number", "title", "id", "priority"];
    let limit = prop_oneof![3 => 1_u32..4, 1 => Just(50)];
    let kinds =
        prop_oneof![5 => Just(vec![&TICKET]), 1 => Just(vec![&TICKET, &NOTE]), 1 => Just(vec![&NOTE])];
    (kinds, prop::sample::select(orders), prop::collection::vec(filter(), 0..4), any::<bool>(), limit)
        .prop_map(|(kinds, order, filters, up, limit)| {
            let kinds: Vec<&'static Kind> = kinds;
            let direction = if up { Direction::Asc } else { Direction::Desc };
            Query { kinds, filters, order, direction, limit, after: None }
        })
}

fn filter() -> impl Strategy<Value = Filter> {
    let scalar = || {
        prop_oneof![
            (0_i64..3).prop_map(Scalar::Int),
            text().prop_map(Scalar::Text),
            any::<bool>().prop_map(Scalar::Bool)
        ]
    };
    let some = |bound: i64| (bound >= 0).then_some(Scalar::Int(bound));
    prop_oneof![
        3 => company().prop_map(|company| Filter::Eq("company", company.into())),
        3 => status().prop_map(|status| Filter::Eq("status", status.into())),
        2 => prop::collection::vec(status(), 0..4)
            .prop_map(|all| Filter::OneOf("status", all.into_iter().map(Scalar::from).collect())),
        1 => prop::collection::vec(company(), 0..3)
            .prop_map(|all| Filter::OneOf("company", all.into_iter().map(Scalar::from).collect())),
        2 => (-2_i64..4, -2_i64..4).prop_map(move |(low, high)| Filter::Range("number", some(low), some(high))),
        1 => (prop::option::of(text()), prop::option::of(text()))
            .prop_map(|(low, high)| Filter::Range("title", low.map(Scalar::from), high.map(Scalar::from))),
        1 => (0_i64..4, 0_i64..4)
            .prop_map(|(low, high)| Filter::Range("updated_at", Some(moment(low).into()), Some(moment(high).into()))),
        2 => prop::sample::select(vec!["vip", "new", "ü"]).prop_map(|tag| Filter::Has("tags", tag.into())),
        1 => prop::sample::select(vec!["vip", "new", "ü"]).prop_map(|tag| Filter::Has("watchers", tag.into())),
        1 => prop::collection::vec(prop::sample::select(vec!["vip", "new", "ü"]), 0..3)
            .prop_map(|tags| Filter::HasOneOf("tags", tags.into_iter().map(Scalar::from).collect())),
        1 => scalar().prop_map(|value| Filter::Eq("priority", value)),
        1 => (-2_i64..4, -2_i64..4).prop_map(move |(low, high)| Filter::Range("priority", some(low), some(high))),
        1 => any::<bool>().prop_map(|open| Filter::Eq("open", open.into())),
        2 => prop::sample::select(vec!["word", "wörd", "a b", "absent"]).prop_map(|term| Filter::Term(term.into())),
        1 => prop::sample::subsequence(vec!["word", "!word", "a b", "absent"], 0..4)
            .prop_map(|terms| Filter::AnyTerm(terms.into_iter().map(str::to_owned).collect())),
    ]
}
