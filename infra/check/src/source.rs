//! A Bicep file as a syntax tree.

use std::{
    fs,
    path::{Path, PathBuf},
};

use tree_sitter::{Node, Parser, Tree};

use crate::finding::Finding;

/// A parsed file.
pub(crate) struct Source {
    pub(crate) file: PathBuf,
    text: String,
    tree: Tree,
}

impl Source {
    /// Reads and parses a file; what cannot be parsed stands in the tree as an error.
    pub(crate) fn read(file: &Path) -> Result<Self, Finding> {
        let text = fs::read_to_string(file).map_err(|error| Finding::of_file(file, error.to_string()))?;
        Self::parse(file, text)
    }

    /// Parses a text.
    pub(crate) fn parse(file: &Path, text: String) -> Result<Self, Finding> {
        let mut parser = Parser::new();
        let tree = match parser.set_language(&tree_sitter_bicep::LANGUAGE.into()) {
            Ok(()) => parser.parse(&text, None),
            Err(_) => None,
        };
        match tree {
            Some(tree) => Ok(Self { file: file.to_path_buf(), text, tree }),
            None => Err(Finding::of_file(file, "cannot be parsed")),
        }
    }

    /// The whole tree.
    pub(crate) fn top(&self) -> Node<'_> {
        self.tree.root_node()
    }

    /// The text of a node.
    pub(crate) fn text(&self, node: Node<'_>) -> &str {
        &self.text[node.byte_range()]
    }

    /// A string without anything computed in it.
    pub(crate) fn literal(&self, node: Node<'_>) -> Option<&str> {
        if node.kind() != "string" || children(node).any(|child| child.kind() == "interpolation") {
            return None;
        }
        self.text(node).strip_prefix('\'')?.strip_suffix('\'')
    }

    /// The name of a property and the node that holds it; none when the name is computed.
    pub(crate) fn key<'tree>(&self, property: Node<'tree>) -> Option<(&str, Node<'tree>)> {
        let key = property.child(0)?;
        let name = if key.kind() == "string" { self.literal(key)? } else { self.text(key) };
        Some((name, key))
    }

    /// A fault at a node.
    pub(crate) fn at(&self, node: Node<'_>, what: impl Into<String>) -> Finding {
        let place = node.start_position();
        Finding { file: self.file.clone(), line: place.row + 1, column: place.column + 1, what: what.into() }
    }

    /// Everything that is no Bicep.
    pub(crate) fn syntax_errors(&self) -> Vec<Finding> {
        let faults = descendants(self.top()).into_iter().filter(|node| node.is_error() || node.is_missing());
        faults
            .map(|node| {
                let near: String = self.text(node).chars().take(40).collect();
                self.at(node, format!("syntax error near {:?}", near.trim()))
            })
            .collect()
    }
}

/// The direct children of a node.
pub(crate) fn children<'tree>(node: Node<'tree>) -> impl Iterator<Item = Node<'tree>> {
    (0..node.child_count()).filter_map(move |at| node.child(at))
}

/// The direct children that carry meaning; comments do not.
pub(crate) fn named<'tree>(node: Node<'tree>) -> impl Iterator<Item = Node<'tree>> {
    children(node).filter(|child| child.is_named() && !child.kind().contains("comment"))
}

/// A node and everything below it, from top to bottom.
pub(crate) fn descendants(node: Node<'_>) -> Vec<Node<'_>> {
    let mut found = vec![node];
    for child in children(node) {
        found.extend(descendants(child));
    }
    found
}

/// The properties of an object that are no nested resources.
pub(crate) fn properties<'tree>(object: Node<'tree>) -> impl Iterator<Item = Node<'tree>> {
    children(object).filter(|child| {
        child.kind() == "object_property"
            && child.child(0).is_some_and(|first| first.kind() != "resource_declaration")
    })
}

/// The value of a property.
pub(crate) fn value(property: Node<'_>) -> Option<Node<'_>> {
    named(property).last()
}
