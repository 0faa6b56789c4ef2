//! A page read back by a tokenizer of the web's own rules, and what none may hold. Knows no report.

use std::collections::BTreeSet;

use html5gum::{DefaultEmitter, Token, Tokenizer};

/// An element as it was opened.
#[derive(Debug, Clone)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    /// The names of the elements around it.
    around: Vec<String>,
    /// The language it or an element around it is in; none on both.
    pub(super) lang: Option<String>,
    /// The words right in it and in elements in it.
    pub(super) text: String,
}

impl Element {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Every element of a page, which must be closed where it should be.
pub(super) fn read(page: &str) -> Vec<Element> {
    const VOID: [&str; 2] = ["meta", "br"];
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut elements: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for Ok(token) in Tokenizer::new_with_emitter(page, emitter) {
        let utf8 = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        match token {
            Token::StartTag(tag) => {
                let name = utf8(&tag.name);
                let attributes: Vec<(String, String)> = tag
                    .attributes
                    .iter()
                    .map(|(key, value)| (utf8(key), utf8(&value.value)))
                    .collect();
                let own = attributes.iter().find(|(key, _)| key == "lang");
                let own = own.filter(|_| name != "html").map(|(_, lang)| lang.clone());
                let above = open.last().map(|at| &elements[*at]);
                let around = open.iter().map(|at| elements[*at].name.clone()).collect();
                let lang = own.or_else(|| above.and_then(|element| element.lang.clone()));
                if !(VOID.contains(&name.as_str()) || tag.self_closing) {
                    open.push(elements.len());
                }
                elements.push(Element {
                    name,
                    attributes,
                    around,
                    lang,
                    text: String::new(),
                });
            }
            Token::EndTag(tag) => {
                let at = open.pop().expect("something is open");
                assert_eq!(elements[at].name, utf8(&tag.name));
            }
            Token::String(text) => {
                for at in &open {
                    elements[*at].text.push_str(&utf8(&text));
                }
            }
            Token::Doctype(_) => assert!(elements.is_empty()),
            Token::Comment(comment) => panic!("a comment: {:?}", utf8(&comment.value)),
            Token::Error(error) => panic!("the page is not sound: {error:?}"),
        }
    }
    assert!(open.is_empty());
    elements
}

/// What no page may hold.
pub(super) fn check(elements: &[Element]) {
    const KNOWN: &[&str] = &[
        "a",
        "b",
        "body",
        "button",
        "circle",
        "code",
        "details",
        "div",
        "figcaption",
        "figure",
        "footer",
        "g",
        "h1",
        "h2",
        "head",
        "header",
        "html",
        "li",
        "main",
        "meta",
        "nav",
        "ol",
        "p",
        "polygon",
        "polyline",
        "rect",
        "script",
        "section",
        "small",
        "span",
        "style",
        "summary",
        "svg",
        "table",
        "tbody",
        "td",
        "text",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ];
    let mut ids = BTreeSet::new();
    let mut counts = [0; 3];
    for element in elements {
        assert!(KNOWN.contains(&element.name.as_str()), "{}", element.name);
        for (at, name) in ["script", "style", "title"].iter().enumerate() {
            counts[at] += usize::from(element.name == *name);
        }
        for (key, value) in &element.attributes {
            assert!(!key.starts_with("on"), "{key}={value}");
            assert!(!["src", "style", "action", "srcset"].contains(&key.as_str()));
            assert!(!value.contains("url("), "{key}={value}");
            if key.ends_with("href") {
                assert!(value.starts_with('#'), "{value}");
            }
            if key == "id" {
                assert!(ids.insert(value.clone()), "two elements are called {value}");
            }
        }
    }
    assert_eq!(counts, [1, 1, 1], "one script, one style sheet, one title");
    for element in elements {
        let refers = ["href", "aria-labelledby", "aria-describedby"];
        for key in refers {
            if let Some(name) = element.attribute(key) {
                let name = name.trim_start_matches('#');
                assert!(ids.contains(name), "{key} of {name}");
            }
        }
    }
}

/// The rows of every table that is not one of a chart's values.
pub(super) fn row_counts(elements: &[Element]) -> Vec<usize> {
    let mut counts = Vec::new();
    for element in elements {
        if element.around.iter().any(|name| name == "details") {
            continue;
        }
        match element.name.as_str() {
            "table" => counts.push(0),
            "tr" if element.around.iter().any(|name| name == "tbody") => {
                *counts.last_mut().unwrap() += 1;
            }
            _ => {}
        }
    }
    counts
}
