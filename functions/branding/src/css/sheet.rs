//! One pass over a stylesheet: parse, keep what is listed, print it anew.

use std::fmt::{self, Write as _};
use std::sync::{Arc, PoisonError, RwLock};

use lightningcss::printer::PrinterOptions;
use lightningcss::properties::Property;
use lightningcss::rules::{CssRule, CssRuleList, Location, style::StyleRule};
use lightningcss::stylesheet::{ParserOptions, StyleAttribute, StyleSheet};
use lightningcss::targets::{Features, Targets};
use lightningcss::traits::ToCss;

use super::{Policy, Rebuilt, Removed, contrast, hiding, media, selector, value};

struct Sheet<'s> {
    source: &'s str,
    policy: &'s Policy,
    css: String,
    removed: Vec<Removed>,
}

/// A declaration that is left out.
struct Refused {
    name: String,
    why: Why,
}

/// Why it is.
enum Why {
    Unlisted,
    /// This value could hide content.
    Hiding(String),
    /// This value could hide content if it applies to nested boxes.
    AddingUp(String),
    /// The text has the color of what is behind it.
    Unreadable(String),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, why } = self;
        match why {
            Why::Unlisted => write!(f, "{name} is not allowed, or not with this value."),
            Why::Hiding(value) => {
                write!(f, "{name} is not allowed with the value {value}: it could hide content.")
            }
            Why::AddingUp(value) => write!(
                f,
                "{name} is not allowed with the value {value} on nested boxes: it could hide content. Use a class."
            ),
            Why::Unreadable(value) => {
                write!(
                    f,
                    "{name} is not allowed with the value {value} on this background: the text would be unreadable."
                )
            }
        }
    }
}

pub(super) fn rebuild(source: &str, policy: &Policy) -> Rebuilt {
    let warnings = Arc::new(RwLock::new(Vec::new()));
    let options = ParserOptions {
        error_recovery: true,
        warnings: Some(Arc::clone(&warnings)),
        ..ParserOptions::default()
    };
    let mut sheet = Sheet { source, policy, css: String::new(), removed: Vec::new() };
    match StyleSheet::parse(source, options) {
        Ok(parsed) => sheet.rules(&parsed.rules, 0),
        Err(error) => {
            let line = error.loc.as_ref().map_or(0, |loc| loc.line);
            sheet.remove(line, format!("This is not valid CSS: {}.", error.kind));
        }
    }
    for warning in warnings.read().unwrap_or_else(PoisonError::into_inner).iter() {
        let line = warning.loc.as_ref().map_or(0, |loc| loc.line);
        sheet.remove(line, format!("This is not valid CSS: {}.", warning.kind));
    }
    Rebuilt { css: sheet.css, removed: sheet.removed }
}

pub(super) fn declarations(source: &str, policy: &Policy) -> String {
    let options = ParserOptions { error_recovery: true, ..ParserOptions::default() };
    let Ok(parsed) = StyleAttribute::parse(source, options) else { return String::new() };
    let sheet = Sheet { source, policy, css: String::new(), removed: Vec::new() };
    let kept = parsed.declarations.iter().filter_map(|(property, _)| sheet.declaration(property).ok());
    kept.map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join("; ")
}

impl Sheet<'_> {
    /// Notes a removal; `line` counts from 0.
    fn remove(&mut self, line: u32, what: impl Into<String>) {
        let what: String = what.into().chars().filter(|c| !c.is_control()).take(200).collect();
        self.removed.push(Removed { line: line + 1, what });
    }

    fn rules(&mut self, rules: &CssRuleList<'_>, within: u8) {
        for rule in &rules.0 {
            match rule {
                CssRule::Style(style) => self.style(style),
                CssRule::Media(media) if self.policy.pages && within == 0 => {
                    match printed(&media.query).filter(|query| media::harmless(query)) {
                        Some(query) => {
                            let start = self.css.len();
                            let _ = writeln!(self.css, "@media {query} {{");
                            let opened = self.css.len();
                            self.rules(&media.rules, within + 1);
                            if self.css.len() == opened {
                                self.css.truncate(start);
                            } else {
                                self.css.push_str("}\n");
                            }
                        }
                        None => self.remove(media.loc.line, "This media query is not allowed."),
                    }
                }
                CssRule::Ignored => {}
                other => match location(other) {
                    Some((name, at)) => self.remove(at.line, format!("{name} is not allowed.")),
                    None => self.remove(0, "A rule that is not allowed."),
                },
            }
        }
    }

    fn style(&mut self, style: &StyleRule<'_>) {
        let line = style.loc.line;
        if !style.rules.0.is_empty() {
            self.remove(line, "Rules inside of rules are not allowed.");
        }
        let mut selectors = Vec::new();
        for found in &style.selectors.0 {
            let Some(text) = printed(found) else { continue };
            let kept = if self.policy.pages { selector::confined(&text) } else { Some(text.clone()) };
            match kept.filter(|kept| selector::harmless(kept)) {
                Some(kept) => selectors.push(kept),
                None => self.remove(line, format!("The selector {text} is not allowed.")),
            }
        }
        let nests = self.policy.pages && selectors.iter().any(|selector| selector::nests(selector));
        let unreadable = self.policy.pages && contrast::is_unreadable(&style.declarations);
        let mut block = String::new();
        for (property, important) in style.declarations.iter() {
            let declaration = self.declaration(property).and_then(|(name, value)| match property {
                Property::Color(_) if unreadable => Err(Refused { name, why: Why::Unreadable(value) }),
                _ if nests && hiding::adds_up(&name, &value) => {
                    Err(Refused { name, why: Why::AddingUp(value) })
                }
                _ => Ok((name, value)),
            });
            match declaration {
                Ok((name, value)) => {
                    if important && self.policy.pages {
                        let line = self.line_of(&name, line);
                        self.remove(line, format!("!important is not allowed; {name} is kept without it."));
                    }
                    let _ = writeln!(block, "  {name}: {value};");
                }
                Err(refused) => {
                    let line = self.line_of(&refused.name, line);
                    self.remove(line, refused.to_string());
                }
            }
        }
        if !selectors.is_empty() && !block.is_empty() {
            let _ = writeln!(self.css, "{} {{\n{block}}}", selectors.join(", "));
        }
    }

    /// The declaration's name and value printed anew.
    fn declaration(&self, property: &Property<'_>) -> Result<(String, String), Refused> {
        let id = property.property_id();
        let name = id.name().to_owned();
        let prefixed = printed(&id).is_none_or(|full| full != name);
        let value = property.value_to_css_string(options()).unwrap_or_default();
        let listed =
            !prefixed && self.policy.sets(&name) && value::harmless(&name, &value, self.policy.local());
        if !listed {
            Err(Refused { name, why: Why::Unlisted })
        } else if self.policy.pages && hiding::hides(&name, &value) {
            Err(Refused { name, why: Why::Hiding(value) })
        } else {
            Ok((name, value))
        }
    }

    /// The first line from `from` on that sets `name`; `from` where it is spelled in another way.
    fn line_of(&self, name: &str, from: u32) -> u32 {
        let skipped = usize::try_from(from).unwrap_or(usize::MAX);
        let found =
            self.source.lines().skip(skipped).position(|line| line.to_ascii_lowercase().contains(name));
        found.and_then(|ahead| u32::try_from(ahead).ok()).map_or(from, |ahead| from + ahead)
    }
}

fn printed(piece: &impl ToCss) -> Option<String> {
    piece.to_css_string(options()).ok()
}

/// Prints `min-width: …` rather than `width >= …`: the answer holds no angle brackets.
fn options() -> PrinterOptions<'static> {
    let targets = Targets { include: Features::MediaRangeSyntax, ..Targets::default() };
    PrinterOptions { targets, ..PrinterOptions::default() }
}

fn location(rule: &CssRule<'_>) -> Option<(String, Location)> {
    let (name, at) = match rule {
        CssRule::Media(rule) => ("A media query within another", rule.loc),
        CssRule::Import(rule) => ("@import", rule.loc),
        CssRule::Keyframes(rule) => ("@keyframes", rule.loc),
        CssRule::FontFace(rule) => ("@font-face", rule.loc),
        CssRule::Page(rule) => ("@page", rule.loc),
        CssRule::Supports(rule) => ("@supports", rule.loc),
        CssRule::Namespace(rule) => ("@namespace", rule.loc),
        CssRule::LayerStatement(rule) => ("@layer", rule.loc),
        CssRule::LayerBlock(rule) => ("@layer", rule.loc),
        CssRule::Property(rule) => ("@property", rule.loc),
        CssRule::Container(rule) => ("@container", rule.loc),
        CssRule::Scope(rule) => ("@scope", rule.loc),
        CssRule::StartingStyle(rule) => ("@starting-style", rule.loc),
        CssRule::CounterStyle(rule) => ("@counter-style", rule.loc),
        CssRule::Unknown(rule) => return Some((format!("@{}", rule.name), rule.loc)),
        _ => return None,
    };
    Some((name.to_owned(), at))
}
