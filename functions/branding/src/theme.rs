//! The stylesheet that dresses the portal: the shades of both schemes, then the tenant's own rules.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::colour::{Colour, variables};
use crate::css::ROOT;

/// The stylesheet; `rebuilt` is CSS that [`crate::css::rebuild`] gave.
///
/// The tenant's rules stand in a scope, which no selector leaves. Its root is an element that holds only what a tenant
/// may style; pages without one (signing, approvals, what mails lead to, the admin panel) are out of reach, and so is
/// what stands beside it (dialogs, the bar of an impersonated session, the fields of the sign-in page). Browsers without
/// `@scope` skip the whole block.
pub(crate) fn stylesheet(primary: Colour, accent: Colour, rebuilt: &str) -> String {
    let shades = variables(primary, accent);
    let mut sheet = String::with_capacity(1_024 + rebuilt.len());
    scheme(&mut sheet, ":root", &shades.light);
    scheme(&mut sheet, ":root[data-mantine-color-scheme=\"dark\"]", &shades.dark);
    if !rebuilt.is_empty() {
        let _ = writeln!(sheet, "@scope ({ROOT}) {{\n{}}}", scoped(rebuilt));
    }
    sheet
}

/// The rules with the scope's root as `:scope`: within `@scope` a class of the root would be looked for below it.
fn scoped(rebuilt: &str) -> String {
    let mut pieces = rebuilt.split(ROOT);
    let mut css = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        // A longer name that begins alike is another class.
        let longer = piece.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        css.push_str(if longer { ROOT } else { ":scope" });
        css.push_str(piece);
    }
    css
}

/// Names this content in addresses and ETags: 16 hexadecimal digits.
pub(crate) fn fingerprint(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(8).fold(String::with_capacity(16), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn scheme(sheet: &mut String, selector: &str, shades: &BTreeMap<&'static str, String>) {
    let _ = writeln!(sheet, "{selector} {{");
    for (name, value) in shades {
        let _ = writeln!(sheet, "  {name}: {value};");
    }
    sheet.push_str("}\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_schemes_and_the_own_rules_stand_in_it() {
        let sheet = stylesheet(Colour::VIOLET, Colour::ROSE, ".portal-root .a {\n  color: red;\n}\n");
        insta::assert_snapshot!(sheet, @r##"
        :root {
          --brand-accent: #e11d48;
          --brand-accent-soft: #fce8ed;
          --brand-accent-text: #ffffff;
          --brand-link: #b80035;
          --brand-primary: #8757f1;
          --brand-primary-hover: #7946e0;
          --brand-primary-text: #ffffff;
        }
        :root[data-mantine-color-scheme="dark"] {
          --brand-accent: #e11d48;
          --brand-accent-soft: #421b26;
          --brand-accent-text: #ffffff;
          --brand-link: #ff7680;
          --brand-primary: #8757f1;
          --brand-primary-hover: #7946e0;
          --brand-primary-text: #ffffff;
        }
        @scope (.portal-root) {
        :scope .a {
          color: red;
        }
        }
        "##);
        assert_eq!(
            scoped(".portal-root, .portal-root > a:not(.portal-root-x) {"),
            ":scope, :scope > a:not(.portal-root-x) {"
        );
        assert!(!stylesheet(Colour::VIOLET, Colour::ROSE, "").contains("@scope"), "nothing of the tenant's");
    }
}
