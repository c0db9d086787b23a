//! Azure's resource types, from `infra/schemas/azure` (written by `infra/tools/fetch_types.py`).

use std::{collections::BTreeMap, fs, path::PathBuf};

use serde::Deserialize;
use serde_json::Value;

/// The folder of types.
pub(crate) struct Types {
    folder: PathBuf,
}

/// One resource type with all types that it is made of.
#[derive(Deserialize)]
pub(crate) struct ResourceType {
    /// `Microsoft.Web/sites@2024-11-01`.
    pub(crate) resource: String,
    pub(crate) body: Kind,
    pub(crate) types: BTreeMap<String, Kind>,
}

/// An object type, or one of several told apart by a property.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Kind {
    #[serde(default)]
    pub(crate) properties: Vec<Property>,
    #[serde(default)]
    pub(crate) base_properties: Vec<Property>,
    #[serde(default)]
    pub(crate) elements: Vec<Kind>,
    pub(crate) discriminator: Option<String>,
    /// Present when any further property is fine.
    #[serde(default)]
    pub(crate) additional_properties: Value,
}

/// One property.
#[derive(Deserialize, Clone)]
pub(crate) struct Property {
    pub(crate) name: String,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    #[serde(default)]
    pub(crate) flags: String,
}

impl Property {
    /// Azure sets it.
    pub(crate) fn is_read_only(&self) -> bool {
        self.flags.contains("ReadOnly")
    }

    /// It must be given.
    pub(crate) fn is_required(&self) -> bool {
        self.flags.contains("Required") && !self.is_read_only()
    }
}

impl Types {
    /// Types in a folder.
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The type of a resource, named without its version.
    pub(crate) fn find(&self, name: &str) -> Option<ResourceType> {
        let text = fs::read_to_string(self.folder.join(format!("{}.json", name.replace('/', "_")))).ok()?;
        serde_json::from_str(&text).ok()
    }
}
