//! Uploading a file of companies and people, and checking it as a whole.

use axum::body::{Body, HttpBody};
use axum::extract::State;
use bytes::Bytes;
use futures::stream;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use shared::app::App;
use shared::event::{Audience, Event};
use shared::files::FileKey;
use shared::http::{IdempotencyKey, Once, Query, WithETag, WriteProblems, line};
use shared::id::{FileId, ImportId};
use shared::problem::{Fields, Problem};
use shared::session::{Admin, Staff};
use shared::work::Kind;
use utoipa::IntoParams;

use super::{checked, planned};
use crate::import::{Import, ImportState, ImportView, KEPT, LARGEST, Options, Summary, guess, read};

/// Characters of a file's name at most.
const NAME_LENGTH: usize = 200;

/// What the file is called.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct UploadQuery {
    /// The file's name.
    #[param(max_length = 200)]
    name: String,
}

/// Upload companies and people
///
/// A CSV file of at most 5 MB and 20,000 rows, with commas, semicolons or tabs. Its encoding is judged by what is in it,
/// and can be chosen afterwards. It is read and checked as a whole; nothing is entered before `start`.
/// 503 where too many files are being read.
#[utoipa::path(post, path = "/api/manage/imports", tag = "admin", operation_id = "import_create",
    params(UploadQuery, ("Idempotency-Key" = Option<String>, Header, max_length = 64)),
    request_body(content = Vec<u8>, content_type = "text/csv"),
    responses((status = 201, body = ImportView), WriteProblems))]
pub(crate) async fn create_import(
    staff: Staff<Admin>,
    State(app): State<App>,
    Query(asked): Query<UploadQuery>,
    key: IdempotencyKey,
    body: Body,
) -> Result<WithETag<ImportView>, Problem> {
    let mut wrong = Fields::default();
    let name = line(&mut wrong, "name", &asked.name, NAME_LENGTH);
    wrong.ok(())?;
    // Waits in the line before it is read, so that no more files are in memory than may wait.
    let ticket = app.work.line_up(Kind::Csv, staff.scope().tenant())?;
    let bytes = upload(body).await?;
    let place = ticket.enter().await?;
    let digest = Sha256::digest(&bytes).to_vec();
    let once = Once::new(&key, staff.user().id.as_str(), "import_create", &(&name, digest))?;
    let content = bytes.clone();
    let table = place.run(move || read(&content, None)).await?;
    let table = table.map_err(|sentence| Problem::field("file", sentence))?;
    let table = std::sync::Arc::new(table);
    let (scope, columns, options) = (staff.scope(), guess(&table.head), Options::default());
    let plan = planned(&app, scope, &place, &table, &columns, options).await?;
    let import = Import {
        id: ImportId::mint(&*app.clock, &*app.entropy),
        file: FileId::mint(&*app.clock, &*app.entropy),
        name,
        by: staff.person().actor(),
        status: ImportState::Checked,
        encoding: table.encoding,
        delimiter: table.delimiter,
        head: table.head.clone(),
        columns,
        options,
        summary: Summary::default(),
        issues: Vec::new(),
        skipped: Vec::new(),
        progress: crate::import::Progress::default(),
        worker: String::new(),
        leased_until: app.clock.now(),
        finished_at: None,
    };
    let import = checked(import, &table, &plan);
    drop((table, plan, place));
    keep(&app, &staff, &once, &import, bytes).await
}

/// The file first: an import never lacks its file. A file whose record was not kept is thrown away.
async fn keep(
    app: &App,
    staff: &Staff<Admin>,
    once: &Once,
    import: &Import,
    bytes: Bytes,
) -> Result<WithETag<ImportView>, Problem> {
    let scope = staff.scope();
    let mut batch = app.store.batch(scope);
    let answer = ImportView::new(import, 1, batch.now());
    once.keep(&mut batch, &answer)?;
    let until = batch.now() + KEPT;
    let detail = serde_json::json!({ "file": import.name, "rows": import.summary.rows });
    let id = import.id.as_str();
    batch.create_until(import, until).audit_with(&import.by, "import.create", id, detail).event(Event::new(
        "import.created",
        id,
        1,
        Audience::staff(),
    ));
    let key = FileKey::new(scope, &import.file);
    let limit = u64::try_from(LARGEST).unwrap_or(u64::MAX);
    app.files.put(&key, Box::pin(stream::iter([Ok(bytes)])), limit).await?;
    match app.store.commit(batch).await {
        Ok(_) => Ok(WithETag::created(1, answer)),
        Err(error) => {
            app.files.delete(&key).await?;
            match once.replay(&app.store, scope, &error).await? {
                Some(before) => Ok(WithETag::created(1, before)),
                None => Err(error.into()),
            }
        }
    }
}

async fn upload(body: Body) -> Result<Bytes, Problem> {
    use std::error::Error as _;
    let too_large = || Problem::TooLarge("A file may have at most 5 MB.".into());
    if body.size_hint().lower() > u64::try_from(LARGEST).unwrap_or(u64::MAX) {
        return Err(too_large());
    }
    axum::body::to_bytes(body, LARGEST).await.map_err(|error| {
        if error.source().is_some_and(|source| source.is::<http_body_util::LengthLimitError>()) {
            too_large()
        } else {
            Problem::Malformed("The upload ended early. Please try again.".into())
        }
    })
}
