//! Every statement that reads is served by an index: SQLite says so itself.

use rusqlite::Connection;

use super::{feed, row, schema, terms, walk, writer};

/// SQLite's plan for a statement.
fn explain(sql: &Connection, text: &str) -> Vec<String> {
    let mut statement = sql.prepare(&format!("EXPLAIN QUERY PLAN {text}")).unwrap();
    for place in 1..=statement.parameter_count() {
        statement.raw_bind_parameter(place, 1).unwrap();
    }
    let mut rows = statement.raw_query();
    let mut plan = vec![];
    while let Some(row) = rows.next().unwrap() {
        plan.push(row.get(3).unwrap());
    }
    plan
}

/// True where a plan only seeks, and needs no sorting of its own.
fn seeks(plan: &[String]) -> bool {
    // The full-text table calls a seek a scan of its virtual index by expression (M).
    let seek = |line: &String| line.starts_with("SEARCH") || line.contains("VIRTUAL TABLE INDEX 0:M");
    !plan.is_empty() && plan.iter().all(seek)
}

#[test]
fn no_statement_scans_a_table() {
    let mut sql = Connection::open_in_memory().unwrap();
    schema::ensure(&mut sql).unwrap();
    let selections = [
        row::BY_ID,
        row::BY_DOC,
        row::BY_TERMS,
        feed::CHANGES,
        feed::DIRECTORY,
        feed::EXPORT,
        writer::EXPIRED,
    ];
    let mut texts: Vec<String> = selections.iter().map(|tail| row::select(tail)).collect();
    texts.extend([walk::UP, walk::DOWN, walk::COUNT, terms::FIND].map(str::to_owned));
    for text in texts {
        let plan = explain(&sql, &text);
        assert!(seeks(&plan), "{text}: {plan:?}");
    }
}

#[test]
fn a_scan_would_be_noticed() {
    let mut sql = Connection::open_in_memory().unwrap();
    schema::ensure(&mut sql).unwrap();
    assert!(!seeks(&explain(&sql, &row::select("WHERE company = ?1"))));
    assert!(!seeks(&explain(&sql, &row::select("WHERE doc > ?1 ORDER BY kind"))));
}
