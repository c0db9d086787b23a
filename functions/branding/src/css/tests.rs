//! Hostile and honest stylesheets.

use proptest::prelude::*;

use super::{Policy, Rebuilt, rebuild};

fn pages(source: &str) -> Rebuilt {
    rebuild(source, &Policy::PAGES)
}

/// What must never be in an answer, however it was written.
fn sound(css: &str) {
    let lower = css.to_ascii_lowercase();
    for sting in [
        "url",
        "@import",
        "@font-face",
        "@namespace",
        "@keyframes",
        "<",
        "\\",
        "expression",
        "javascript",
        "position:",
        "z-index",
        "content:",
        "pointer-events",
        "behavior",
        "binding",
        "image-set",
        "attr(",
        "env(",
        "[",
        "transform",
        "/*",
        "//",
    ] {
        // `background-position:` is fine, `position:` alone is not.
        let found =
            lower.match_indices(sting).any(|(at, _)| sting != "position:" || !lower[..at].ends_with('-'));
        let textual = sting == "transform" && lower.replace("text-transform", "").find("transform").is_none();
        assert!(!found || textual, "{sting} in {css}");
    }
    assert_eq!(css.matches('{').count(), css.matches('}').count(), "{css}");
    for line in css.lines().filter(|line| line.ends_with('{') && !line.starts_with("@media")) {
        for selector in line.trim_end_matches(" {").split(", .portal-root").skip(1) {
            assert!(selector.is_empty() || selector.starts_with([' ', ':', '.', '#', '>']), "{line}");
        }
        assert!(line.starts_with(".portal-root"), "{line}");
    }
    let again = pages(css);
    assert!(again.removed.is_empty(), "{css}\n{again:?}");
}

#[test]
fn honest_css_is_kept_and_confined() {
    let rebuilt = pages(
        "body { background: linear-gradient(#fff, rgb(0 0 0 / 10%)); font-family: 'Open Sans', sans-serif }\n\
         .card:hover, h1 > a { color: var(--brand-accent) !important; margin: 0 auto 12px }\n\
         @media (min-width: 600px) and (prefers-color-scheme: dark) { p { padding: calc(1rem + 2px) } }\n\
         li:nth-child(2n+1):not(.a)::marker { color: red } :root { --brand-radius: 4px }",
    );
    assert_eq!(rebuilt.removed, []);
    insta::assert_snapshot!(rebuilt.css, @r"
    .portal-root {
      background: linear-gradient(#fff, #0000001a);
      font-family: Open Sans, sans-serif;
    }
    .portal-root .card:hover, .portal-root h1 > a {
      margin: 0 auto 12px;
      color: var(--brand-accent) !important;
    }
    @media (min-width: 600px) and (prefers-color-scheme: dark) {
    .portal-root p {
      padding: calc(1rem + 2px);
    }
    }
    .portal-root li:nth-child(odd):not(.a)::marker {
      color: red;
    }
    .portal-root {
      --brand-radius: 4px;
    }
    ");
    sound(&rebuilt.css);
}

#[test]
fn what_is_left_out_is_named_with_its_line() {
    let rebuilt = pages(
        "@import url(//evil.example/x.css);\n.a {\n  color: red;\n  position: fixed;\n}\n.b[value^=a] { color: red }",
    );
    let named: Vec<_> = rebuilt.removed.iter().map(|removed| (removed.line, removed.what.as_str())).collect();
    assert_eq!(named[0], (1, "@import is not allowed."));
    assert_eq!(named[1], (4, "position is not allowed, or not with this value."));
    assert_eq!(named[2].0, 6);
    assert!(named[2].1.starts_with("The selector .b[value^="), "{named:?}");
    assert_eq!(rebuilt.css, ".portal-root .a {\n  color: red;\n}\n");
}

const HOSTILE: [&str; 44] = [
    "}",
    "}}}} body{color:red",
    ".a{color:red}}</style><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "<!-- .a{color:red} -->",
    ".a{background:url(https://evil.example/x)}",
    ".a{background:u\\72l(https://evil.example/x)}",
    ".a{background:\\75\\72\\6c(x)}",
    ".a{background:URL( 'x' )}",
    ".a{background:url(data:image/svg+xml,<svg onload=alert(1)>)}",
    ".a{background:image-set('x' 1x)}",
    ".a{background-image:-webkit-image-set(url(x) 1x)}",
    ".a{background:var(--x, url(x))}",
    ".a{--x:url(https://evil.example)}",
    ".a{--x:src('x')}",
    ".a{--x:{position:fixed}}",
    ".a{--x:;position:fixed}",
    "@import 'x';",
    "@\\69mport 'x';",
    "@import url(x) layer(a) supports(display:grid);",
    "@charset 'utf-7';@import 'x';",
    "@namespace url(http://www.w3.org/1999/xhtml);",
    "@font-face{font-family:x;src:url(x)}",
    "@keyframes x{from{top:0}}",
    "@media screen{@import 'x';.a{position:fixed}}",
    "@media (width:expression(alert(1))){.a{color:red}}",
    "@supports (display:grid){.a{position:absolute}}",
    "@layer a{.a{color:red}}",
    "@scope (.a){:scope{color:red}}",
    "@container (width>1px){.a{color:red}}",
    ".a{width:expression(alert(1))}",
    ".a{behavior:url(x.htc)}",
    ".a{-moz-binding:url(x)}",
    ".a{color:red;/*}*/position:fixed}",
    ".a::before{content:'Enter your password'}",
    ".a::after{content:attr(data-x)}",
    "input[type=password][value^=a]{background:url(x)}",
    ".a\\<\\/style\\>{color:red}",
    ".\\7d \\7b {color:red}",
    ".a{font-family:'\\3c/style>'}",
    ".a{font-family:\"x\\22 ;}body{color:red}\"}",
    ".a{margin:-9999px;transform:scale(99);z-index:9;position:sticky;inset:0}",
    "body + .x, :root ~ *, .portal-root > a + b{color:red}",
    ".a{cursor:url(x),auto;list-style:url(x);filter:url(#x);mask:url(x);clip-path:url(x)}",
];

#[test]
fn sec_09_nothing_of_the_hostile_corpus_comes_through() {
    for hostile in HOSTILE {
        for around in ["", "\u{feff}", "/*", ".ok{color:blue} ", "@media screen{", ".x{", "'", "\\"] {
            sound(&pages(&format!("{around}{hostile}")).css);
        }
    }
    assert_eq!(pages("body + .x{color:red}").css, "");
    assert_eq!(pages(".portal-root ~ .x{color:red}").css, "");
    assert_eq!(pages("body:not(a b) + .x{color:red}").css, "");
}

#[test]
fn sec_09_endless_nesting_and_length_are_refused() {
    for open in ["(", "[", "{", "a{", "min(", ":is(", "@media screen{"] {
        let deep = open.repeat(super::LONGEST / open.len());
        assert_eq!(pages(&format!(".a{{color:{deep}")).css, "");
        sound(&pages(&deep).css);
    }
    assert_eq!(pages(&"a".repeat(super::LONGEST + 1)).removed.len(), 1);
    let many = pages(&".a{position:fixed}".repeat(1_000));
    assert_eq!(many.removed.len(), super::NAMED + 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]
    #[test]
    fn sec_09_no_mixture_of_pieces_comes_through(pieces in prop::collection::vec(
        prop_oneof![
            4 => prop::sample::select(vec![
                ".a", "{", "}", "color", ":", ";", "red", "url(", ")", "'", "\"", "\\", "/*", "*/", "@import", "@media",
                "<", ">", "</style>", "--x", "var(--x)", "#x", "(", "[", "]", ",", " ", "\n", "!important", "body", ":root",
                "+", "~", "::before", "content", "position", "fixed", "\\75 rl(", "min-width", "1px", "not(", "&", "screen",
                "\u{0}", "\u{feff}", "é", "\\0", "\\a", "linear-gradient(", "calc(", "margin", "-1px", "-->", "<!--",
            ]).prop_map(str::to_owned),
            1 => prop::sample::select(HOSTILE.to_vec()).prop_map(str::to_owned),
            1 => "\\PC{0,8}",
        ],
        0..60,
    )) {
        sound(&pages(&pieces.concat()).css);
    }
}

/// The work that hostile nesting within the accepted depth causes stays linear: each stylesheet is parsed twice, and a
/// parser that tries alternatives at every bracket would need minutes for this one.
#[test]
fn sec_28_nested_functions_cost_no_endless_work() {
    for (open, close) in [
        ("min(1px,", ")"),
        ("calc(1px + ", ")"),
        ("(", ")"),
        ("color-mix(in srgb, red, ", ")"),
        (":is(.a,", ")"),
        ("clamp(1px,", ",2px)"),
    ] {
        for head in [".a{width:", ".a{color:", ".a{background:", ".a{font:", "@media (width:", ".a:not("] {
            let one = format!("{head}{}1px{}}}\n", open.repeat(6), close.repeat(6));
            let many = one.repeat(super::LONGEST / 2 / one.len());
            sound(&pages(&many).css);
        }
    }
}
