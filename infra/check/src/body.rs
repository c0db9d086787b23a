//! An object of a template against its type: names, kinds of values, what is missing, what Azure alone may set.

use std::collections::HashSet;

use tree_sitter::Node;

use crate::{
    finding::Finding,
    source::{Source, named, properties, value},
    types::{Kind, Property, ResourceType},
};

/// Bicep's own, allowed in every resource.
const BICEP: [&str; 3] = ["scope", "parent", "dependsOn"];

/// Checks one resource's body.
pub(crate) struct Check<'a> {
    pub(crate) source: &'a Source,
    pub(crate) resource: &'a ResourceType,
    pub(crate) findings: Vec<Finding>,
}

impl Check<'_> {
    fn find(&mut self, node: Node<'_>, what: String) {
        self.findings.push(self.source.at(node, what));
    }

    /// An object against its type.
    pub(crate) fn object(&mut self, node: Node<'_>, kind: &Kind, path: &str, top: bool) {
        let Some(known) = self.known(node, kind, path) else { return };
        let is_open = !kind.additional_properties.is_null();
        let mut seen = HashSet::new();
        for property in properties(node) {
            let Some((name, key)) = self.source.key(property) else { continue };
            let name = name.to_owned();
            if !seen.insert(name.clone()) {
                self.find(key, format!("{path}.{name} is given twice"));
            }
            if top && BICEP.contains(&name.as_str()) {
                continue;
            }
            match known.iter().find(|known| known.name == name) {
                Some(known) if known.is_read_only() => {
                    self.find(key, format!("{path}.{name} is set by Azure alone"));
                }
                Some(known) => {
                    if let Some(value) = value(property) {
                        self.value(value, &known.kind, &format!("{path}.{name}"));
                    }
                }
                None if !is_open && !known.is_empty() => {
                    self.find(key, format!("{path} has no property {name}"));
                }
                None => {}
            }
        }
        for missing in known.iter().filter(|known| known.is_required() && !seen.contains(&known.name)) {
            self.find(node, format!("{path} lacks {}", missing.name));
        }
    }

    /// The properties that an object may have; those of its variant where the type has several.
    fn known(&mut self, node: Node<'_>, kind: &Kind, path: &str) -> Option<Vec<Property>> {
        let mut known: Vec<_> = kind.properties.iter().chain(&kind.base_properties).cloned().collect();
        let Some(discriminator) = &kind.discriminator else { return Some(known) };
        let said = properties(node).find_map(|property| {
            let (name, _) = self.source.key(property)?;
            (name == discriminator)
                .then(|| value(property).and_then(|value| self.source.literal(value)))
                .flatten()
        });
        let said = said?.to_owned();
        let is_it = |element: &&Kind| {
            element.properties.iter().any(|property| property.name == *discriminator && property.kind == said)
        };
        if let Some(element) = kind.elements.iter().find(is_it) {
            known.extend(element.properties.iter().cloned());
            return Some(known);
        }
        self.find(node, format!("{path} has no variant {discriminator} = '{said}'"));
        None
    }

    /// A value against the name of its type, such as `string`, `'A' | 'B'`, `Origin[]`.
    fn value(&mut self, node: Node<'_>, kind: &str, path: &str) {
        let kind = kind.trim();
        match node.kind() {
            "parenthesized_expression" => named(node).for_each(|inner| self.value(inner, kind, path)),
            "ternary_expression" => named(node).skip(1).for_each(|branch| self.value(branch, kind, path)),
            "array" => self.array(node, kind, path),
            "object" => {
                let resource = self.resource;
                if let Some(inner) = resource.types.get(kind) {
                    self.object(node, inner, path, false);
                } else if matches!(kind, "string" | "int" | "bool") || kind.ends_with("[]") {
                    self.find(node, format!("{path} is {kind}, not an object"));
                }
            }
            "string" => self.string(node, kind, path),
            "number"
                if !alternatives(kind).any(|one| one == "int" || one == "any") && !self.is_named(kind) =>
            {
                self.find(node, format!("{path} is {kind}, not a number"));
            }
            "boolean"
                if !alternatives(kind).any(|one| one == "bool" || one == "any") && !self.is_named(kind) =>
            {
                self.find(node, format!("{path} is {kind}, not a boolean"));
            }
            _ => {}
        }
    }

    fn array(&mut self, node: Node<'_>, kind: &str, path: &str) {
        match kind.strip_suffix("[]") {
            Some(item) => named(node).for_each(|one| self.value(one, item, &format!("{path}[]"))),
            None if matches!(kind, "string" | "int" | "bool") || self.resource.types.contains_key(kind) => {
                self.find(node, format!("{path} is {kind}, not an array"));
            }
            None => {}
        }
    }

    fn string(&mut self, node: Node<'_>, kind: &str, path: &str) {
        let is_text = alternatives(kind).any(|one| matches!(one, "string" | "any" | "null"));
        if matches!(kind, "int" | "bool") || kind.ends_with("[]") || self.resource.types.contains_key(kind) {
            self.find(node, format!("{path} is {kind}, not a string"));
            return;
        }
        let Some(said) = self.source.literal(node).map(str::to_owned) else { return };
        let is_listed = alternatives(kind).any(|one| one.trim_matches('\'') == said);
        // Where Azure lists values beside `string` it takes others too; a value outside the list is still most
        // likely a slip of the pen, and this repository has none that is not.
        let several = alternatives(kind).count() > 1;
        if (!is_text || several) && !is_listed && !self.is_named(kind) {
            self.find(node, format!("{path}: '{said}' is none of {kind}"));
        }
    }

    /// Whether the name stands for a type that these extracts do not spell out.
    fn is_named(&self, kind: &str) -> bool {
        let first = kind.chars().next().unwrap_or_default();
        !kind.contains('|')
            && first.is_uppercase()
            && !self.resource.types.contains_key(kind)
            && kind.len() > 40
    }
}

fn alternatives(kind: &str) -> impl Iterator<Item = &str> {
    kind.split('|').map(str::trim)
}
