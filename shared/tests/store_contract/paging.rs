use serde_json::json;
use shared::store::{Filter, Operation, Position, Query, Scalar};

use super::Bench;
use super::fixtures::{NOTE, TICKET, by_number, document, ticket};

/// Goes through all pages; fails where one is empty although it was announced.
async fn walk(bench: &Bench, query: &Query) -> Vec<String> {
    let mut found = vec![];
    let mut after: Option<Position> = None;
    loop {
        let page = bench.store.query(&bench.at, &query.clone().after(after.clone())).await.unwrap();
        assert!(!page.documents.is_empty() || after.is_none(), "an announced page is empty");
        assert!(page.documents.len() <= usize::try_from(query.limit).unwrap());
        found.extend(page.documents.into_iter().map(|document| document.id));
        let Some(next) = page.next else { return found };
        after = Some(next);
    }
}

pub async fn pages_cover_everything_once(bench: Bench) {
    bench.create((0..31).map(ticket)).await;
    let statuses = Filter::OneOf("status", vec!["open".into(), "closed".into()]);
    let queries = [
        Query::of(&TICKET, "updated_at"),
        Query::of(&TICKET, "title"),
        Query::of(&TICKET, "id"),
        by_number("open"),
        Query::of(&TICKET, "number").filter(statuses),
        Query::of(&TICKET, "number").has("tags", "vip"),
        by_number("waiting").eq("priority", 1),
        Query::of(&TICKET, "updated_at").filter(Filter::Term("all".into())),
        by_number("open").filter(Filter::Range("number", Some(Scalar::Int(4)), Some(Scalar::Int(24)))),
    ];
    for query in queries {
        let whole = bench.ids(&query).await;
        assert!(!whole.is_empty());
        for limit in [1, 2, 7, 31] {
            assert_eq!(walk(&bench, &query.clone().limit(limit)).await, whole, "{limit} of {query:?}");
        }
    }
}

pub async fn pages_go_both_ways(bench: Bench) {
    bench.create((0..10).map(ticket)).await;
    let down = Query::of(&TICKET, "updated_at").limit(3);
    let mut reversed = walk(&bench, &down.clone().ascending()).await;
    reversed.reverse();
    assert_eq!(walk(&bench, &down).await, reversed);
}

pub async fn the_last_full_page_has_no_next(bench: Bench) {
    bench.create((0..4).map(ticket)).await;
    let page = bench.store.query(&bench.at, &Query::of(&TICKET, "id").limit(4)).await.unwrap();
    assert_eq!((page.documents.len(), page.next), (4, None));
    let page = bench.store.query(&bench.at, &Query::of(&TICKET, "id").limit(3)).await.unwrap();
    assert_eq!(page.next, Some(Position { key: "tkt_001".into(), id: "tkt_001".into() }));
}

pub async fn pages_stay_stable_while_documents_come_and_go(bench: Bench) {
    let tags = bench.create((0..10).map(|n| ticket(n * 2))).await;
    let query = Query::of(&TICKET, "updated_at").limit(4);
    let first = bench.store.query(&bench.at, &query).await.unwrap();
    bench.create([ticket(99), ticket(17), ticket(11)]).await;
    // The page's own last document goes, too.
    bench.store.commit(&bench.at, vec![Operation::Delete("tkt_012".into(), tags[6].clone())]).await.unwrap();
    let second = bench.numbers(&query.after(first.next)).await;
    assert_eq!(second, [11, 10, 8, 6]);
}

pub async fn ties_are_broken_by_id(bench: Bench) {
    let same = |n: i64| document(&NOTE, &format!("n{n}"), 1, &json!({}));
    bench.create((0..9).map(same)).await;
    let query = Query::of(&NOTE, "updated_at").limit(2);
    let down: Vec<_> = (0..9).rev().map(|n| format!("n{n}")).collect();
    assert_eq!(walk(&bench, &query).await, down);
    let up: Vec<_> = (0..9).map(|n| format!("n{n}")).collect();
    assert_eq!(walk(&bench, &query.ascending()).await, up);
}

pub async fn merged_kinds_page_without_gaps(bench: Bench) {
    bench.create((0..15).map(ticket)).await;
    bench.create((0..15).map(|n| document(&NOTE, &format!("note_{n:03}"), n, &json!({})))).await;
    let query = Query::of(&TICKET, "updated_at").and_kind(&NOTE);
    let whole = bench.ids(&query).await;
    assert_eq!(whole.len(), 30);
    for limit in [1, 4, 29] {
        assert_eq!(walk(&bench, &query.clone().limit(limit)).await, whole);
    }
}

pub async fn one_page_is_one_round_trip(bench: Bench) {
    bench.create((0..100).map(ticket)).await;
    bench.create((100..200).map(ticket)).await;
    let statuses = || Filter::OneOf("status", vec!["open".into(), "closed".into()]);
    let before = bench.store.round_trips();
    let big = bench.ids(&Query::of(&TICKET, "number").filter(statuses()).limit(120)).await;
    assert_eq!((big.len(), bench.store.round_trips() - before), (120, 1));

    let before = bench.store.round_trips();
    bench.count(&by_number("open")).await;
    bench.get("tkt_001").await;
    let ids: Vec<_> = (0..100).map(|n| format!("tkt_{n:03}")).collect();
    assert_eq!(bench.store.get_many(&bench.at, &ids).await.unwrap().len(), 100);
    bench.create((200..300).map(ticket)).await;
    assert_eq!(bench.store.round_trips() - before, 4);
}
