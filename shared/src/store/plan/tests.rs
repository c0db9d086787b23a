use super::super::{Filter, Index, Kind, Query, Reach, Scalar};
use super::*;

static TICKET: Kind = Kind {
    name: "ticket",
    reach: Reach::Company,
    indexes: &[
        Index { by: &[], each: None, order: "updated_at" },
        Index { by: &["company"], each: None, order: "updated_at" },
        Index { by: &["company", "status"], each: None, order: "updated_at" },
        Index { by: &["status"], each: None, order: "due" },
        Index { by: &["company"], each: Some("tags"), order: "updated_at" },
    ],
    residual: &["priority", "status"],
    terms: true,
};
static NOTE: Kind = Kind {
    name: "note",
    reach: Reach::Company,
    indexes: &[Index { by: &["company"], each: None, order: "updated_at" }],
    residual: &[],
    terms: false,
};

fn by(query: &Query) -> Vec<&'static [&'static str]> {
    plan(query).unwrap().lookups.iter().map(|lookup| lookup.index.by).collect()
}

fn refused(query: &Query) -> bool {
    matches!(plan(query), Err(StoreError::Misuse(_)))
}

fn tickets() -> Query {
    Query::of(&TICKET, "updated_at")
}

#[test]
fn the_index_that_binds_most_is_chosen() {
    assert_eq!(by(&tickets()), [&[] as &[&str]]);
    assert_eq!(by(&tickets().eq("company", "c")), [&["company"]]);
    assert_eq!(by(&tickets().eq("status", "open").eq("company", "c")), [&["company", "status"]]);
    assert_eq!(
        by(&tickets().eq("status", "open")),
        [&[] as &[&str]],
        "status is residual of the widest index"
    );
}

#[test]
fn an_element_is_bound_by_the_index_of_that_array() {
    let plan = plan(&tickets().eq("company", "c").has("tags", "vip")).unwrap();
    assert_eq!(plan.lookups[0].each, Some(vec![Scalar::from("vip")]));
    assert!(refused(&tickets().has("tags", "vip")));
    assert!(refused(&tickets().eq("company", "c").has("tags", "vip").has("tags", "new")));
}

#[test]
fn what_is_neither_bound_nor_residual_is_refused() {
    assert!(refused(&tickets().eq("title", "x")));
    assert!(refused(&Query::of(&TICKET, "title")));
    assert!(refused(&Query::of(&TICKET, "due")));
    assert!(refused(&tickets().limit(0)));
    assert!(refused(&tickets().limit(1001)));
    assert!(refused(&tickets().and_kind(&TICKET)));
    let many = (0..21).map(Scalar::Int).collect();
    assert!(refused(&tickets().eq("company", "c").filter(Filter::OneOf("status", many))));
}

#[test]
fn bounds_of_the_order_field_meet() {
    let query = tickets().filter(Filter::Range("updated_at", Some("a".into()), None)).filter(Filter::Range(
        "updated_at",
        Some("c".into()),
        Some("x".into()),
    ));
    let bounds = plan(&query).unwrap().lookups.remove(0).bounds;
    assert_eq!(bounds, Bounds { low: Some("c".into()), high: Some("x".into()) });
    assert!(refused(&query.clone().filter(Filter::Range("updated_at", Some(Scalar::Int(1)), None))));
    let empty = query.filter(Filter::Range("updated_at", Some("z".into()), None));
    assert!(plan(&empty).unwrap().nothing);
    assert!(refused(&tickets().filter(Filter::Range("priority", Some(Scalar::Bool(false)), None))));
    assert!(refused(&tickets().filter(Filter::Range("priority", Some(Scalar::Int(1)), Some("x".into())))));
}

#[test]
fn several_conditions_on_one_field_leave_what_they_share() {
    let both = |a: &str, b: &str| Filter::OneOf("company", vec![a.into(), b.into(), a.into()]);
    let query = tickets().filter(both("a", "b")).filter(both("b", "c"));
    assert_eq!(plan(&query).unwrap().lookups[0].by, [vec![Scalar::from("b")]]);
    assert!(plan(&query.eq("company", "z")).unwrap().nothing);
    assert!(plan(&tickets().filter(Filter::OneOf("company", vec![]))).unwrap().nothing);
}

#[test]
fn every_kind_must_be_served() {
    assert_eq!(by(&tickets().and_kind(&NOTE).eq("company", "c")).len(), 2);
    assert!(refused(&tickets().and_kind(&NOTE)));
}

#[test]
fn the_product_of_values_is_limited() {
    let values = |n: i64| (0..n).map(Scalar::Int).collect::<Vec<_>>();
    let query =
        |n| tickets().filter(Filter::OneOf("company", values(20))).filter(Filter::OneOf("status", values(n)));
    assert_eq!(plan(&query(5)).unwrap().lookups[0].walks(), 100);
    assert!(refused(&query(6)));
}

#[test]
fn search_terms_serve_what_no_index_binds_but_only_declared_fields() {
    let term = || Filter::Term("printer".into());
    let found = plan(&tickets().filter(term()).filter(term()).has("tags", "vip")).unwrap();
    assert_eq!((found.lookups.len(), found.terms.len()), (0, 1));
    let either = |terms: &[&str]| Filter::AnyTerm(terms.iter().map(|term| (*term).to_owned()).collect());
    let found = plan(&tickets().filter(either(&["b", "a", "b"])).filter(either(&["a", "b"]))).unwrap();
    assert_eq!((found.terms, found.nothing), (vec![vec!["a".to_owned(), "b".to_owned()]], false));
    assert!(plan(&tickets().filter(term()).filter(either(&[]))).unwrap().nothing);
    assert!(refused(&Query::of(&NOTE, "updated_at").eq("company", "c").filter(either(&["a"]))));
    assert_eq!(plan(&tickets().filter(term()).eq("company", "c")).unwrap().lookups.len(), 1);
    assert!(refused(&tickets().filter(term()).eq("title", "x")));
    assert!(refused(&Query::of(&TICKET, "title").filter(term())));
    assert!(refused(&Query::of(&NOTE, "updated_at").eq("company", "c").filter(term())));
}

#[test]
fn a_count_takes_an_index_of_any_order() {
    let query = Query::of(&TICKET, "title").eq("status", "open");
    assert_eq!(plan_count(&query).unwrap().lookups[0].index.order, "due");
    assert!(plan_count(&Query::of(&TICKET, "due").eq("title", "x")).is_err());
}
