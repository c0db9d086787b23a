//! Documents that staff publish for everybody or for chosen companies: the typed store alone decides who reads them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use serde::{Deserialize, Serialize};
use shared::id::CompanyId;
use shared::store::{Document, Index, Kind, Query, Reach};
use shared::targets::{FIELD, ShownTo, Targets};
use shared::tenant::Scope;
use shared_testing::{TestApp, Who};
use utoipa_axum::router::OpenApiRouter;

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Leaflet {
    id: String,
    shown_to: Targets,
}

static LEAFLET: Kind = Kind {
    name: "leaflet",
    reach: Reach::Targeted,
    indexes: &[Index { by: &[], each: None, order: "id" }, Index { by: &[], each: Some(FIELD), order: "id" }],
    residual: &[],
    terms: false,
};

impl Document for Leaflet {
    const KIND: &'static Kind = &LEAFLET;

    fn id(&self) -> &str {
        &self.id
    }
}

async fn seen(app: &TestApp, scope: &Scope) -> Vec<String> {
    let query = || Query::of(&LEAFLET, "id").ascending();
    let page = app.state.store.query::<Leaflet>(scope, query()).await.unwrap();
    let listed: Vec<String> = page.items.into_iter().map(|item| item.value.id).collect();
    assert_eq!(app.state.store.count(scope, query()).await.unwrap(), listed.len() as u64);
    let all = ["lfl_all".to_owned(), "lfl_birch".to_owned(), "lfl_both".to_owned()];
    for id in &all {
        let single = app.state.store.get::<Leaflet>(scope, id).await.unwrap();
        assert_eq!(single.is_some(), listed.contains(id), "{id}");
    }
    assert_eq!(app.state.store.get_many::<Leaflet>(scope, &all).await.unwrap().len(), listed.len());
    listed
}

#[tokio::test]
async fn sec_01_what_is_meant_for_other_companies_does_not_exist() {
    let app = TestApp::new(OpenApiRouter::new(), vec![&LEAFLET]).await;
    let scope = app.scope("acme").await;
    let company = |who: Who| -> CompanyId { app.person(who).company.clone().unwrap().id };
    let (birch, cedar) = (company(Who::User), company(Who::Stranger));
    let for_ = |companies: &[&CompanyId]| -> Targets {
        serde_json::from_value(serde_json::json!(companies.iter().map(|id| id.as_str()).collect::<Vec<_>>()))
            .unwrap()
    };
    let mut batch = app.state.store.batch(&scope);
    for (id, shown_to) in
        [("lfl_all", Targets::all()), ("lfl_birch", for_(&[&birch])), ("lfl_both", for_(&[&birch, &cedar]))]
    {
        batch.create(&Leaflet { id: id.into(), shown_to });
    }
    app.state.store.commit(batch).await.unwrap();

    assert_eq!(seen(&app, &scope).await, ["lfl_all", "lfl_birch", "lfl_both"]);
    assert_eq!(seen(&app, &scope.of_company(birch.clone())).await, ["lfl_all", "lfl_birch", "lfl_both"]);
    assert_eq!(seen(&app, &scope.of_company(cedar)).await, ["lfl_all", "lfl_both"]);
    assert!(seen(&app, &app.scope("globex").await).await.is_empty());

    // A client's scope changes none of them.
    let narrow = scope.of_company(birch);
    let mut batch = app.state.store.batch(&narrow);
    batch.create(&Leaflet { id: "lfl_own".into(), shown_to: Targets::all() });
    assert!(app.state.store.commit(batch).await.is_err());
}

#[tokio::test]
async fn only_companies_that_exist_can_be_chosen() {
    let app = TestApp::new(OpenApiRouter::new(), vec![]).await;
    let scope = app.scope("acme").await;
    let foreign = app.person(Who::ForeignUser).company.clone().unwrap().id;
    for (all, companies) in [(false, vec![]), (true, vec![foreign.clone()]), (false, vec![foreign])] {
        assert!(ShownTo { all, companies }.checked(&app.state.store, &scope).await.is_err());
    }
    let all = ShownTo { all: true, companies: vec![] };
    assert_eq!(all.clone().checked(&app.state.store, &scope).await.unwrap().0.shown(), all);
}
