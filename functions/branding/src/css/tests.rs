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
        "!important",
        "overflow",
        "visibility",
        "clip-path",
        "display: none",
        "transparent;",
        "opacity: 0;",
        "font-size: 0;",
        "/*",
        "//",
    ] {
        // `background-position:` is fine, `position:` alone is not.
        let found =
            lower.match_indices(sting).any(|(at, _)| sting != "position:" || !lower[..at].ends_with('-'));
        let textual = match sting {
            "transform" => !lower.replace("text-transform", "").contains("transform"),
            "overflow" => {
                !lower.replace("text-overflow:", "").replace("overflow-wrap:", "").contains("overflow")
            }
            // Backgrounds and lines may be; text may not.
            "transparent;" => !lower.lines().any(|line| line.trim() == "color: transparent;"),
            _ => false,
        };
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
         .card:hover, h1 > a { color: var(--brand-accent); margin: 0 auto 12px }\n\
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
      color: var(--brand-accent);
      margin: 0 auto 12px;
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

/// Declarations that hide text, cover it, shrink it or move it out of sight.
#[rustfmt::skip]
const HIDING: &[&str] = &[
    "display: none", "display: contents", "display: table-column", "display: var(--x)", "display: none !important",
    "visibility: hidden", "visibility: collapse", "content-visibility: hidden", "opacity: 0", "opacity: 0.01",
    "opacity: 1%", "opacity: calc(0)", "opacity: var(--x)", "opacity: min(0, 1)", "opacity: -1",
    "color: transparent", "color: rgb(0 0 0 / 0)", "color: rgba(0, 0, 0, .01)", "color: #0000", "color: #ffffff00",
    "color: hsl(0 0% 0% / 1%)", "color: hsla(0, 0%, 0%, 0)", "color: oklch(.5 .1 20 / 0)", "color: lab(50% 40 59 / .1)",
    "color: color(srgb 1 0 0 / 0)", "color: color-mix(in srgb, red 1%, blue 1%)", "color: var(--x, transparent)",
    "color: color-mix(in srgb, red, transparent 80%)", "color: rgb(var(--x))", "color: rgb(0 0 0 / var(--x))",
    "color: light-dark(transparent, #0000)", "color: TRANSPARENT", "color: tr\\61nsparent",
    "-webkit-text-fill-color: transparent", "-webkit-text-security: disc", "--text: transparent", "--text: #fff0",
    "--brand-link: rgb(0 0 0 / 0)", "--x: rgb(0 0 0/var(--y))", "--font: Wingdings",
    "font-size: 0", "font-size: 0px", "font-size: 1px", "font-size: .01em", "font-size: .9em", "font-size: 50%",
    "font-size: smaller", "font-size: xx-small", "font-size: calc(1rem - 1rem)", "font-size: calc(0 * 1rem)",
    "font-size: min(1px, 1rem)", "font-size: clamp(0px, 1rem, 0px)", "font-size: max(0px, .1vw)", "font-size: 1vw",
    "font-size: var(--x)", "font-size: -1px", "font: 0 a", "font: 0/0 a", "font: 1px a", "font: 12px/0 a", "font: 12px/.1 a",
    "font: calc(0px) a", "font: 12px Wingdings", "font: bold 12px/1.5 'Webdings'", "font-family: Wingdings, sans-serif",
    "font-family: nothing, 'wingdings 2'", "font-family: Symbol", "font-family: 'Adobe Blank'",
    "height: 0", "height: 0px", "height: 1px", "max-height: 0", "max-height: 0%", "max-height: .1em", "block-size: 0",
    "max-block-size: 1px", "width: 0", "max-width: 0", "width: 1px", "inline-size: 0", "max-inline-size: 0%",
    "height: calc(100% - 100%)", "height: calc(1px * 0)", "height: min(0px, 9px)", "height: var(--x)", "width: calc(1rem - 1rem)",
    "--column: 0px", "--sidebar: 1px",
    "overflow: hidden", "overflow: clip", "overflow: auto", "overflow-y: hidden", "clip: rect(0,0,0,0)",
    "clip-path: inset(100%)", "mask: linear-gradient(transparent, transparent)", "-webkit-mask-image: none",
    "filter: opacity(0)", "filter: blur(99px)", "backdrop-filter: blur(9px)", "mix-blend-mode: screen", "zoom: .01",
    "transform: scale(0)", "transform: translateX(-9999px)", "translate: -9999px", "scale: 0", "rotate: 90deg",
    "perspective: 1px", "position: absolute", "position: fixed", "left: -9999px", "inset: 0", "z-index: 9999",
    "float: left", "text-indent: -9999px", "text-indent: 100%", "margin-left: -9999px", "margin-left: 9999px",
    "margin-top: 100vh", "margin: 900%", "margin: calc(-1px * 9999)", "padding-left: 9999px", "padding: 9000%",
    "padding: calc(1px * 9999)", "gap: 9999px", "letter-spacing: -1em", "letter-spacing: 9999px",
    "letter-spacing: -2px", "word-spacing: -9999px", "word-spacing: 9999px", "line-height: 0", "line-height: .1",
    "line-height: 1px", "line-height: 900", "vertical-align: -9999px", "vertical-align: 900%",
    "box-shadow: 0 0 0 9999px #fff", "box-shadow: inset 0 0 0 999px #fff", "text-shadow: 0 0 99px #fff",
    "border: 9999px solid #fff", "border-top-width: 400px", "border-spacing: 9999px",
    "text-decoration: line-through 40px #fff", "text-decoration-thickness: 2em", "text-underline-offset: -40px",
    "cursor: none", "pointer-events: none", "user-select: none", "content: ''", "content: none", "all: initial",
    "writing-mode: vertical-rl", "direction: rtl", "unicode-bidi: bidi-override", "color-scheme: dark",
    "min-height: 99999px", "grid-template-columns: 99999px", "order: 9", "columns: 9", "line-clamp: 1",
    "-webkit-line-clamp: 1", "contain: strict", "contain: size", "container-type: size", "offset-path: none",
    "animation: x 1s", "transition: all 1s", "outline: none", "isolation: auto", "will-change: transform",
    "mask-image: none", "shape-outside: none", "text-orientation: upright", "font-palette: dark",
];

/// What tenants really write.
#[rustfmt::skip]
const HONEST: &[&str] = &[
    "display: flex", "display: inline-block", "opacity: .9", "color: #0f766e", "color: rgb(15 118 110)",
    "color: var(--brand-link)", "color: light-dark(#111, #eee)", "color: currentColor", "color: inherit",
    "color: oklch(.5 .1 20)", "background: transparent", "background: rgb(0 0 0 / 5%)", "background: linear-gradient(90deg, #fff 0%, #eee 100%)",
    "font-size: 15px", "font-size: 1.125rem", "font-size: 110%", "font-size: 1.2em", "font-size: clamp(1rem, 2vw, 2rem)",
    "font-size: calc(1rem + 1vw)", "font-size: large", "font-size: var(--mantine-font-size-sm)", "font: 600 14px/1.5 'Open Sans', sans-serif",
    "font-family: system-ui, 'Segoe UI Emoji', 'Segoe UI Symbol'", "line-height: 1.4", "line-height: 24px", "letter-spacing: .02em",
    "letter-spacing: -.02em", "letter-spacing: 3px", "text-transform: uppercase", "text-decoration: underline",
    "text-decoration-thickness: 2px", "text-underline-offset: 3px", "margin: 0 auto 24px", "padding: 2rem 1rem",
    "padding: calc(1rem + 2px)", "padding: var(--brand-space)", "gap: 12px", "width: 100%", "width: calc(100% - 240px)",
    "width: min(100%, 60rem)", "max-width: 1400px", "height: auto", "max-height: 40px", "height: 48px", "min-height: 60vh",
    "border: 1px solid #ddd", "border-radius: 9999px", "border-radius: 50%", "box-shadow: 0 8px 24px rgb(0 0 0 / 12%)",
    "text-shadow: 0 1px 2px rgb(0 0 0 / 40%)", "--brand-radius: 4px", "--brand-primary: #123456", "--column: 1400px", "vertical-align: middle",
    "grid-template-columns: 200px 1fr", "flex: 1 1 0%", "cursor: pointer", "list-style: square", "aspect-ratio: 16 / 9",
];

#[test]
fn sec_09_nothing_that_hides_content_comes_through_and_each_is_named() {
    for declaration in HIDING {
        for (before, after) in [("", ""), ("@media (min-width: 1px) {", "}"), (".ok { color: red } ", "")] {
            let found = pages(&format!("{before}main *:not(.x) {{ {declaration} }}{after}"));
            assert_eq!(found.css.matches("main").count(), 0, "{declaration}: {}", found.css);
            assert!(!found.removed.is_empty(), "{declaration} is not named");
        }
    }
}

#[test]
fn what_tenants_write_is_kept() {
    for declaration in HONEST {
        let found = pages(&format!(".a {{ {declaration} }}"));
        assert_eq!(found.removed, [], "{declaration}");
        assert!(found.css.starts_with(".portal-root .a {"), "{declaration}: {}", found.css);
    }
}

#[test]
fn sec_09_what_adds_up_from_box_to_box_is_left_out_and_named() {
    for (rule, left) in [
        ("* { opacity: .5 }", ""),
        (".portal-root * { color: #fff; background: #eee }", ".portal-root * {\n  background: #eee;\n}\n"),
        ("main * { max-height: 16px; max-width: 16px }", ""),
        ("div { width: 5rem }", ""),
        (".a > :not(.b) { height: 20px }", ""),
        (".portal-root { min-width: 2000px }", ""),
        (".a { min-inline-size: 200vw }", ""),
        (".a { color: #fff; background: #fefefe }", ".portal-root .a {\n  background: #fefefe;\n}\n"),
        (".a { background-color: red; color: #f00 }", ".portal-root .a {\n  background-color: red;\n}\n"),
    ] {
        let found = pages(rule);
        assert_eq!(found.css, left, "{rule}");
        assert!(!found.removed.is_empty(), "{rule}");
    }
    for rule in [
        "* { box-sizing: border-box; max-width: 100% }",
        "* { opacity: 1; color: inherit }",
        "body { color: #eee; background: #222 }",
        "p { color: #333; max-width: 40rem; opacity: .8 }",
        ".a { min-width: 12rem; color: #fff; background: linear-gradient(#000, #333) }",
        "a:hover { opacity: .7 }",
    ] {
        assert_eq!(pages(rule).removed, [], "{rule}");
    }
}

#[test]
fn important_is_left_out_and_named() {
    let found = pages("h1 { color: red !important;\n font-size: 20px ! IMPORTANT }");
    assert_eq!(found.css, ".portal-root h1 {\n  color: red;\n  font-size: 20px;\n}\n");
    let named: Vec<_> = found.removed.iter().map(|removed| removed.what.as_str()).collect();
    assert_eq!(
        named,
        [
            "!important is not allowed; color is kept without it.",
            "!important is not allowed; font-size is kept without it."
        ]
    );
    assert_eq!(
        pages("h1 { opacity: 0 }").removed[0].what,
        "opacity is not allowed with the value 0: it could hide content."
    );
}

const HOSTILE: [&str; 46] = [
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
    "-\\31 px.a{color:red}",
    ".a .\\31 b,#-\\32 {color:red}",
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
