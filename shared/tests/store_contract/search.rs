use shared::store::{Filter, Operation, Partition, Query};

use super::Bench;
use super::fixtures::{TICKET, by_number, ticket};

fn term(term: &str) -> Filter {
    Filter::Term(term.to_owned())
}

fn newest() -> Query {
    Query::of(&TICKET, "updated_at")
}

pub async fn terms_find_documents_in_order(bench: Bench) {
    bench.create((0..12).map(ticket)).await;
    assert_eq!(bench.numbers(&newest().filter(term("word1"))).await, [11, 6, 1]);
    assert_eq!(bench.numbers(&by_number("waiting").filter(term("word1"))).await, [1]);
    assert_eq!(bench.numbers(&newest().filter(term("word1")).eq("company", "cmp_odd")).await, [11, 1]);
    assert_eq!(bench.numbers(&newest().filter(term("word2")).has("tags", "vip")).await, [7]);
    assert_eq!(bench.count(&newest().filter(term("word1"))).await, 3);
}

pub async fn all_terms_must_be_there(bench: Bench) {
    bench.create((0..12).map(ticket)).await;
    assert_eq!(bench.numbers(&newest().filter(term("all")).filter(term("word0"))).await, [10, 5, 0]);
    assert!(bench.ids(&newest().filter(term("word1")).filter(term("word2"))).await.is_empty());
}

pub async fn one_of_several_terms_is_enough(bench: Bench) {
    bench.create((0..12).map(ticket)).await;
    let either = |terms: &[&str]| Filter::AnyTerm(terms.iter().map(|term| (*term).to_owned()).collect());
    assert_eq!(bench.numbers(&newest().filter(either(&["word0", "word1"]))).await, [11, 10, 6, 5, 1, 0]);
    assert_eq!(bench.numbers(&newest().filter(either(&["word0", "!word1", "absent"]))).await, [10, 5, 0]);
    let both = newest().filter(either(&["word0", "word1"])).filter(either(&["absent", "word1"]));
    assert_eq!(bench.numbers(&both).await, [11, 6, 1]);
    assert_eq!(bench.count(&both).await, 3);
    assert!(bench.ids(&newest().filter(either(&[]))).await.is_empty());
    assert_eq!(bench.count(&newest().filter(either(&[]))).await, 0);
}

pub async fn a_document_may_have_very_many_terms(bench: Bench) {
    let mut document = ticket(1);
    document.terms = (0..40_000).map(|n| format!("term{n}")).chain(["!note".to_owned()]).collect();
    bench.create([document, ticket(2)]).await;
    for found in ["term0", "term39999", "!note"] {
        assert_eq!(bench.numbers(&newest().filter(term(found))).await, [1], "{found}");
    }
    assert!(bench.ids(&newest().filter(term("term40000"))).await.is_empty());
    assert!(bench.ids(&newest().filter(term("note"))).await.is_empty());
}

pub async fn terms_are_exact(bench: Bench) {
    bench.create((0..12).map(ticket)).await;
    for absent in ["word", "word11", "Word1", "ord1", "word1 all", "word1\"", "*", "NOT"] {
        assert!(bench.ids(&newest().filter(term(absent))).await.is_empty(), "{absent}");
    }
}

pub async fn terms_follow_replacement_and_deletion(bench: Bench) {
    let tags = bench.create((0..4).map(ticket)).await;
    let mut renamed = ticket(0);
    renamed.terms = vec!["fresh".into()];
    let mut same = ticket(1);
    same.version = 2;
    let mut silent = ticket(2);
    silent.terms = vec![];
    let batch = vec![
        Operation::Replace(renamed, tags[0].clone()),
        Operation::Replace(same, tags[1].clone()),
        Operation::Replace(silent, tags[2].clone()),
        Operation::Delete("tkt_003".into(), tags[3].clone()),
    ];
    bench.store.commit(&bench.at, batch).await.unwrap();
    assert_eq!(bench.numbers(&newest().filter(term("fresh"))).await, [0]);
    assert_eq!(bench.numbers(&newest().filter(term("all"))).await, [1]);
    bench.create([ticket(3)]).await;
    assert_eq!(bench.numbers(&newest().filter(term("all"))).await, [3, 1]);
}

pub async fn terms_of_other_partitions_are_not_seen(bench: Bench) {
    let other = Partition::Tenant(format!("{}-other", bench.tenant));
    bench.create([ticket(1)]).await;
    bench.store.commit(&other, vec![Operation::Create(ticket(6))]).await.unwrap();
    assert_eq!(bench.numbers(&newest().filter(term("word1"))).await, [1]);
}

pub async fn common_terms_page_through_everything(bench: Bench) {
    bench.create((0..900).map(ticket)).await;
    let query = by_number("open").filter(term("all")).limit(170);
    let first = bench.store.query(&bench.at, &query).await.unwrap();
    let second = bench.numbers(&query.clone().after(first.next)).await;
    assert_eq!((first.documents.len(), second.len()), (170, 130));
    assert_eq!((second.first(), second.last()), (Some(&510), Some(&897)));
    assert_eq!(bench.count(&query).await, 300);
    let tagged = newest().filter(term("all")).has("tags", "printer");
    assert_eq!(bench.numbers(&tagged.clone().limit(2)).await, [898, 895]);
    assert_eq!(bench.count(&tagged).await, 300);
}

pub async fn odd_terms_are_found(bench: Bench) {
    let odd = ["ü", "Ü", "ß-1", "a b", "日本", "\"", "x_y", "\u{1F600}", "'", "a*", "-", "c++", "1.5"];
    let mut document = ticket(1);
    document.terms = odd.map(str::to_owned).to_vec();
    bench.create([document, ticket(2)]).await;
    for word in odd {
        assert_eq!(bench.numbers(&newest().filter(term(word))).await, [1], "{word}");
    }
}
