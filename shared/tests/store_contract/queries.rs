use serde_json::json;
use shared::store::{Filter, Operation, Query, Scalar, StoreError};

use super::Bench;
use super::fixtures::{NOTE, TICKET, by_id, by_number, document, moment, ticket};

fn one_of(field: &'static str, values: &[&str]) -> Filter {
    Filter::OneOf(field, values.iter().map(|value| Scalar::from(*value)).collect())
}

fn range(field: &'static str, low: Option<i64>, high: Option<i64>) -> Filter {
    Filter::Range(field, low.map(Scalar::Int), high.map(Scalar::Int))
}

pub async fn equality_finds_bound_fields(bench: Bench) {
    bench.create((0..12).map(ticket)).await;
    assert_eq!(bench.numbers(&by_number("open")).await, [0, 3, 6, 9]);
    assert_eq!(bench.numbers(&by_number("open").eq("company", "cmp_odd")).await, [3, 9]);
    let open = Query::of(&TICKET, "number").eq("open", false);
    assert_eq!(bench.numbers(&open).await, [11, 8, 5, 2]);
    assert_eq!(bench.numbers(&Query::of(&TICKET, "updated_at").limit(3)).await, [11, 10, 9]);
    assert!(bench.numbers(&by_number("unknown")).await.is_empty());
}

pub async fn one_of_merges_in_order(bench: Bench) {
    bench.create((0..12).map(ticket)).await;
    let query = Query::of(&TICKET, "number").filter(one_of("status", &["open", "closed", "open", "none"]));
    assert_eq!(bench.numbers(&query).await, [11, 9, 8, 6, 5, 3, 2, 0]);
    assert_eq!(bench.numbers(&query.clone().ascending().limit(3)).await, [0, 2, 3]);
    let both = query.filter(one_of("company", &["cmp_odd", "cmp_even"]));
    assert_eq!(bench.numbers(&both.clone().limit(5)).await, [11, 9, 8, 6, 5]);
    assert_eq!(bench.count(&both).await, 8);
}

pub async fn ranges_include_their_bounds(bench: Bench) {
    bench.create((0..12).map(ticket)).await;
    let open = |low, high| by_number("open").filter(range("number", low, high));
    assert_eq!(bench.numbers(&open(Some(3), Some(6))).await, [3, 6]);
    assert_eq!(bench.numbers(&open(Some(4), None)).await, [6, 9]);
    assert_eq!(bench.numbers(&open(None, Some(3))).await, [0, 3]);
    assert_eq!(bench.numbers(&open(None, None)).await, [0, 3, 6, 9]);
    assert_eq!(bench.numbers(&open(Some(6), Some(3))).await, Vec::<i64>::new());
    assert_eq!(bench.numbers(&open(Some(1), None).filter(range("number", None, Some(8)))).await, [3, 6]);
    let times = Filter::Range("updated_at", Some(moment(3).into()), Some(moment(5).into()));
    assert_eq!(bench.numbers(&Query::of(&TICKET, "updated_at").filter(times)).await, [5, 4, 3]);
    let ids = Filter::Range("id", Some("tkt_009".into()), None);
    assert_eq!(bench.numbers(&by_id().filter(ids)).await, [9, 10, 11]);
    assert_eq!(bench.count(&open(Some(3), Some(6))).await, 2);
}

pub async fn elements_of_arrays_are_found(bench: Bench) {
    bench.create((0..9).map(ticket)).await;
    let tagged = |tag: &str| Query::of(&TICKET, "number").ascending().has("tags", tag);
    assert_eq!(bench.numbers(&tagged("vip")).await, [0, 1, 3, 4, 6, 7]);
    assert_eq!(bench.numbers(&tagged("printer")).await, [1, 4, 7]);
    assert!(bench.numbers(&tagged("print")).await.is_empty());
    assert_eq!(bench.count(&tagged("vip")).await, 6, "a repeated element counts once");
}

pub async fn one_of_several_elements_is_enough(bench: Bench) {
    bench.create((0..9).map(ticket)).await;
    let tagged = |tags: &[&str]| {
        let tags = tags.iter().map(|tag| Scalar::from(*tag)).collect();
        Query::of(&TICKET, "number").ascending().filter(Filter::HasOneOf("tags", tags))
    };
    let both = tagged(&["printer", "vip", "absent", "vip"]);
    assert_eq!(bench.numbers(&both).await, [0, 1, 3, 4, 6, 7], "with both elements it comes once");
    assert_eq!(bench.numbers(&both.clone().limit(2)).await, [0, 1]);
    assert_eq!(bench.count(&both).await, 6);
    assert_eq!(bench.numbers(&tagged(&["absent", "printer"])).await, [1, 4, 7]);
    assert!(bench.numbers(&tagged(&[])).await.is_empty());
    assert_eq!(bench.count(&tagged(&[])).await, 0);
    let watched = Filter::HasOneOf("watchers", vec!["usr_0".into(), "usr_1".into()]);
    let expected = bench.numbers(&by_number("open").has("watchers", "usr_0")).await;
    assert!(bench.numbers(&by_number("open").filter(watched)).await.starts_with(&expected[..1]));
}

pub async fn residual_conditions_are_checked(bench: Bench) {
    bench.create((0..24).map(ticket)).await;
    let query = by_number("open").eq("priority", 1);
    assert_eq!(bench.numbers(&query).await, [3, 9, 15, 21]);
    assert_eq!(bench.numbers(&query.clone().limit(2)).await, [3, 9]);
    assert_eq!(bench.numbers(&by_number("open").has("watchers", "usr_0")).await, [0, 12]);
    assert_eq!(
        bench.numbers(&by_number("open").filter(range("priority", Some(1), Some(5))).limit(1)).await,
        [3]
    );
    let some = Filter::OneOf("priority", vec![Scalar::Int(1), Scalar::Int(7)]);
    assert_eq!(bench.numbers(&by_number("open").filter(some)).await, [3, 9, 15, 21]);
    let recent = Query::of(&TICKET, "updated_at").filter(one_of("status", &["closed"])).limit(2);
    assert_eq!(bench.numbers(&recent).await, [23, 20]);
    assert_eq!(bench.count(&query).await, 4);
}

pub async fn kinds_merge_in_order(bench: Bench) {
    bench.create((0..6).map(ticket)).await;
    bench.create((0..6).map(|n| document(&NOTE, &format!("note_{n}"), n * 2, &json!({})))).await;
    let query = Query::of(&TICKET, "updated_at").and_kind(&NOTE).limit(5);
    assert_eq!(bench.ids(&query).await, ["note_5", "note_4", "note_3", "tkt_005", "tkt_004"]);
    assert_eq!(bench.count(&query).await, 12);
    assert_eq!(bench.count(&query.eq("company", "cmp_odd")).await, 3);
}

pub async fn replaced_documents_move(bench: Bench) {
    let tags = bench.create((0..3).map(ticket)).await;
    let mut changed = ticket(0);
    changed.data =
        serde_json::value::to_raw_value(&json!({"number": 5, "status": "waiting", "tags": ["new"]})).unwrap();
    bench.store.commit(&bench.at, vec![Operation::Replace(changed, tags[0].clone())]).await.unwrap();
    assert!(bench.ids(&by_number("open")).await.is_empty());
    assert_eq!(bench.numbers(&by_number("waiting")).await, [1, 0]);
    assert_eq!(bench.numbers(&Query::of(&TICKET, "number").has("tags", "new")).await, [0]);
    assert_eq!(bench.numbers(&Query::of(&TICKET, "number").has("tags", "vip")).await, [1]);
    assert_eq!(bench.numbers(&Query::of(&TICKET, "title")).await, [1, 2], "it has no title any more");
    bench.store.commit(&bench.at, vec![Operation::Delete("tkt_001".into(), tags[1].clone())]).await.unwrap();
    assert_eq!(bench.numbers(&by_number("waiting")).await, [0]);
}

pub async fn incomplete_documents_are_not_in_an_index(bench: Bench) {
    let put = |id: &str, data: serde_json::Value| {
        let mut document = document(&TICKET, id, 1, &data);
        document.terms = vec!["all".to_owned()];
        document
    };
    bench
        .create([
            put("a", json!({"status": "open", "number": 1})),
            put("b", json!({"status": "open"})),
            put("c", json!({"status": "open", "number": null})),
            put("d", json!({"number": 4})),
            put("e", json!({"status": null, "number": 5})),
            put("f", json!({"status": ["open"], "number": 6})),
            put("g", json!({"status": "open", "number": 7, "tags": "vip"})),
        ])
        .await;
    assert_eq!(bench.ids(&by_number("open")).await, ["a", "g"]);
    assert_eq!(bench.count(&by_number("open")).await, 2);
    let titled = Query::of(&TICKET, "title").filter(Filter::Term("all".to_owned()));
    assert!(bench.ids(&titled).await.is_empty());
    assert_eq!(bench.count(&titled).await, 0, "also where few documents have the term");
    let numbered = by_number("open").filter(Filter::Term("all".to_owned()));
    assert_eq!(bench.count(&numbered).await, 2);
    assert!(bench.ids(&Query::of(&TICKET, "number").has("tags", "vip")).await.is_empty());
    assert_eq!(bench.ids(&by_id()).await.len(), 7);
}

pub async fn values_keep_their_types(bench: Bench) {
    let put = |id: &str, priority: serde_json::Value| {
        document(&TICKET, id, 1, &json!({"status": priority, "number": 1, "priority": priority}))
    };
    bench.create([put("int", json!(1)), put("text", json!("1")), put("truth", json!(true))]).await;
    for (value, id) in [(Scalar::Int(1), "int"), ("1".into(), "text"), (Scalar::Bool(true), "truth")] {
        let bound = Query::of(&TICKET, "number").eq("status", value.clone());
        assert_eq!(bench.ids(&bound).await, [id]);
        assert_eq!(bench.ids(&bound.eq("priority", value)).await, [id]);
    }
    assert_eq!(bench.ids(&by_id().filter(range("priority", Some(0), None))).await, ["int"]);
    assert_eq!(bench.ids(&by_id().filter(Filter::Range("priority", None, Some("2".into())))).await, ["text"]);
}

pub async fn negative_and_large_numbers_sort(bench: Bench) {
    let numbers = [-9_007_199_254_740_991, -256, -1, 0, 1, 255, 256, 9_007_199_254_740_991_i64];
    let put = |(n, number): (usize, &i64)| {
        document(&TICKET, &format!("n{n}"), 1, &json!({"status": "open", "number": number}))
    };
    bench.create(numbers.iter().enumerate().rev().map(put)).await;
    let expected: Vec<_> = (0..numbers.len()).map(|n| format!("n{n}")).collect();
    assert_eq!(bench.ids(&by_number("open")).await, expected);
    assert_eq!(
        bench.ids(&by_number("open").filter(range("number", Some(-1), Some(255)))).await,
        expected[2..6]
    );
}

pub async fn texts_sort_by_bytes(bench: Bench) {
    let texts = ["", "A", "B", "a", "a b", "aa", "b", "z", "ß", "日", "\u{ff5e}"];
    let put = |(n, text): (usize, &&str)| document(&TICKET, &format!("n{n:02}"), 1, &json!({"title": text}));
    bench.create(texts.iter().enumerate().rev().map(put)).await;
    let expected: Vec<_> = (0..texts.len()).map(|n| format!("n{n:02}")).collect();
    let query = Query::of(&TICKET, "title").ascending();
    assert_eq!(bench.ids(&query).await, expected);
    let from_a = query.filter(Filter::Range("title", Some("a".into()), Some("aa".into())));
    assert_eq!(bench.ids(&from_a).await, expected[3..6]);
}

pub async fn contradictions_find_nothing(bench: Bench) {
    bench.create((0..6).map(ticket)).await;
    for query in [
        by_number("open").eq("status", "closed"),
        Query::of(&TICKET, "number").filter(one_of("status", &[])),
        by_number("open").filter(range("number", Some(3), Some(2))),
    ] {
        assert!(bench.ids(&query).await.is_empty());
        assert_eq!(bench.count(&query).await, 0);
    }
}

pub async fn unserved_queries_are_refused(bench: Bench) {
    for query in [
        Query::of(&TICKET, "priority"),
        by_number("open").eq("note", "x"),
        Query::of(&NOTE, "updated_at").filter(Filter::Term("all".into())),
        by_id().limit(0),
        by_id().limit(1001),
    ] {
        let refused = bench.store.query(&bench.at, &query).await;
        assert!(matches!(refused, Err(StoreError::Misuse(_))), "{refused:?}");
    }
    let refused = bench.store.count(&bench.at, &by_number("open").eq("note", "x")).await;
    assert!(matches!(refused, Err(StoreError::Misuse(_))), "{refused:?}");
}

pub async fn counts_match_what_pages_hold(bench: Bench) {
    bench.create((0..50).map(ticket)).await;
    for (query, expected) in [
        (by_id(), 50),
        (by_number("open").limit(3), 17),
        (Query::of(&TICKET, "created_at").eq("company", "cmp_odd"), 25),
        (by_number("open").eq("priority", 0), 9),
        (by_id().filter(Filter::Term("word3".into())), 10),
    ] {
        assert_eq!(bench.count(&query).await, expected, "{query:?}");
    }
}
