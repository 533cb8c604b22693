//! What a script does with a reader's browser that the privacy page would have to tell of: store
//! something there, or send or fetch something on its own.
//!
//! The script is parsed, so that a function of its own called `fetch` and a text about
//! `localStorage` are not taken for the browser's. A name that means one thing only, such as
//! `cookie`, counts behind any object, since `const d = document` hides which it is; the others
//! count where they are the browser's own. A name that is put together from pieces is not seen.

use std::ops::Range;

use oxc_ast::ast::{
    Argument, AssignmentExpression, AssignmentTarget, BindingPattern, BindingPatternKind,
    CallExpression, ComputedMemberExpression, Expression, IdentifierReference, ImportDeclaration,
    ImportExpression, Program, StaticMemberExpression, VariableDeclarator,
};
use oxc_ast_visit::{Visit, walk};
use oxc_semantic::{Scoping, SemanticBuilder};
use oxc_span::{Atom, GetSpan, Span};

/// Something that a script does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// What it does.
    pub what: What,
    /// The browser's name for it, as `localStorage`, or the address that is fetched.
    pub name: String,
    /// Where it stands in the script.
    pub span: Range<usize>,
}

/// What a script does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// It stores something in the browser.
    Stores,
    /// It can send something from the browser, or fetch something.
    Sends,
    /// It fetches from an address on another site.
    Fetches,
}

/// Names that mean one thing only.
const ANYWHERE: [(&str, What); 8] = [
    ("cookie", What::Stores),
    ("cookieStore", What::Stores),
    ("indexedDB", What::Stores),
    ("localStorage", What::Stores),
    ("sessionStorage", What::Stores),
    ("serviceWorker", What::Stores),
    ("requestStorageAccess", What::Stores),
    ("sendBeacon", What::Sends),
];

/// Names that count where they are the browser's own, and not those of a variable or a property.
const OF_THE_BROWSER: [(&str, What); 11] = [
    ("caches", What::Stores),
    ("EventSource", What::Sends),
    ("RTCPeerConnection", What::Sends),
    ("SharedWorker", What::Sends),
    ("WebSocket", What::Sends),
    ("WebTransport", What::Sends),
    ("Worker", What::Sends),
    ("XMLHttpRequest", What::Sends),
    ("fetch", What::Sends),
    ("fetchLater", What::Sends),
    ("importScripts", What::Sends),
];

/// The names of the browser's window, whose properties are the browser's own names.
const WINDOW: [&str; 6] = ["frames", "globalThis", "parent", "self", "top", "window"];

/// Properties and attributes that make a browser fetch what they name.
const LOADING: [&str; 4] = ["data", "poster", "src", "srcset"];

/// What a script does, each once, where it stands first.
#[must_use]
pub fn of_program(program: &Program<'_>) -> Vec<Use> {
    let scoping = SemanticBuilder::new().build(program).semantic.into_scoping();
    let mut looking = Looking { scoping: &scoping, found: Vec::new() };
    looking.visit_program(program);
    let mut found = looking.found;
    found.sort_by(|a, b| (&a.name, a.span.start).cmp(&(&b.name, b.span.start)));
    found.dedup_by(|later, first| later.name == first.name);
    found.sort_by_key(|one| one.span.start);
    found
}

/// Whether an address leads to another site and is fetched over the network.
#[must_use]
pub fn is_foreign(address: &str) -> bool {
    let address = address.trim_start();
    let is_network = |scheme: &str| {
        ["http", "https", "ws", "wss", "ftp"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
    };
    // To a browser, a backslash is a slash.
    let mut start = address.chars().take(2).map(|c| c == '/' || c == '\\');
    let without_scheme = start.next() == Some(true) && start.next() == Some(true);
    without_scheme || address.split_once(':').is_some_and(|(scheme, _)| is_network(scheme))
}

/// A walk through a script.
struct Looking<'s> {
    scoping: &'s Scoping,
    found: Vec<Use>,
}

impl Looking<'_> {
    fn add(&mut self, what: What, name: &str, span: Span) {
        let span = span.start as usize..span.end as usize;
        self.found.push(Use { what, name: name.to_owned(), span });
    }

    fn add_named(&mut self, names: &[(&str, What)], name: &str, span: Span) {
        if let Some((_, what)) = names.iter().find(|(known, _)| *known == name) {
            self.add(*what, name, span);
        }
    }

    /// Notes an address, if it is written out and leads to another site.
    fn add_address(&mut self, address: &Expression<'_>) {
        if let Some(text) = written_out(address).filter(|text| is_foreign(text)) {
            self.add(What::Fetches, text, address.span());
        }
    }

    /// Whether no variable of the script has this name.
    fn is_of_the_browser(&self, name: &IdentifierReference<'_>) -> bool {
        let reference = name.reference_id.get().map(|id| self.scoping.get_reference(id));
        reference.is_none_or(|reference| reference.symbol_id().is_none())
    }

    fn is_window(&self, object: &Expression<'_>) -> bool {
        match object {
            Expression::Identifier(name) => {
                WINDOW.contains(&name.name.as_str()) && self.is_of_the_browser(name)
            }
            _ => false,
        }
    }

    /// Looks at `object.name` and `object['name']`.
    fn property(&mut self, object: &Expression<'_>, name: &str, span: Span) {
        self.add_named(&ANYWHERE, name, span);
        if self.is_window(object) {
            self.add_named(&OF_THE_BROWSER, name, span);
        }
    }

    /// Looks at `const { name } = object`.
    fn taken_out(&mut self, pattern: &BindingPattern<'_>, from: &Expression<'_>) {
        let BindingPatternKind::ObjectPattern(pattern) = &pattern.kind else { return };
        for property in &pattern.properties {
            if let Some(name) = property.key.static_name() {
                self.property(from, &name, property.span);
            }
        }
    }
}

/// The text of an expression, if it is written out in the script.
fn written_out<'e>(expression: &'e Expression<'_>) -> Option<&'e str> {
    match expression {
        Expression::StringLiteral(text) => Some(text.value.as_str()),
        Expression::TemplateLiteral(text) => {
            text.quasis.first().and_then(|first| first.value.cooked.as_ref()).map(Atom::as_str)
        }
        Expression::BinaryExpression(sum) => written_out(&sum.left),
        _ => None,
    }
}

impl<'a> Visit<'a> for Looking<'_> {
    fn visit_identifier_reference(&mut self, it: &IdentifierReference<'a>) {
        if self.is_of_the_browser(it) {
            self.add_named(&ANYWHERE, &it.name, it.span);
            self.add_named(&OF_THE_BROWSER, &it.name, it.span);
        }
    }

    fn visit_static_member_expression(&mut self, it: &StaticMemberExpression<'a>) {
        self.property(&it.object, &it.property.name, it.property.span);
        walk::walk_static_member_expression(self, it);
    }

    fn visit_computed_member_expression(&mut self, it: &ComputedMemberExpression<'a>) {
        if let Some(name) = written_out(&it.expression) {
            self.property(&it.object, name, it.expression.span());
        }
        walk::walk_computed_member_expression(self, it);
    }

    fn visit_variable_declarator(&mut self, it: &VariableDeclarator<'a>) {
        if let Some(from) = &it.init {
            self.taken_out(&it.id, from);
        }
        walk::walk_variable_declarator(self, it);
    }

    fn visit_assignment_expression(&mut self, it: &AssignmentExpression<'a>) {
        if let AssignmentTarget::StaticMemberExpression(target) = &it.left
            && LOADING.contains(&target.property.name.as_str())
        {
            self.add_address(&it.right);
        }
        walk::walk_assignment_expression(self, it);
    }

    fn visit_call_expression(&mut self, it: &CallExpression<'a>) {
        if let Expression::StaticMemberExpression(callee) = &it.callee
            && callee.property.name == "setAttribute"
            && let [name, value] = it.arguments.as_slice()
            && let Some(name) = name.as_expression().and_then(written_out)
            && LOADING.contains(&name.to_ascii_lowercase().as_str())
            && let Some(value) = Argument::as_expression(value)
        {
            self.add_address(value);
        }
        walk::walk_call_expression(self, it);
    }

    fn visit_import_expression(&mut self, it: &ImportExpression<'a>) {
        self.add_address(&it.source);
        walk::walk_import_expression(self, it);
    }

    fn visit_import_declaration(&mut self, it: &ImportDeclaration<'a>) {
        if is_foreign(&it.source.value) {
            self.add(What::Fetches, &it.source.value, it.source.span);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finish::js;

    fn of_script(js: &str) -> Vec<Use> {
        js::read(js).uses
    }

    fn found(js: &str) -> Vec<(What, String)> {
        of_script(js).into_iter().map(|one| (one.what, one.name)).collect()
    }

    #[test]
    fn what_the_page_would_have_to_tell_of() {
        for (js, what, name) in [
            ("document.cookie = 'a=1'", What::Stores, "cookie"),
            ("const d = document; d.cookie", What::Stores, "cookie"),
            ("document['cookie']", What::Stores, "cookie"),
            ("localStorage.setItem('a', 1)", What::Stores, "localStorage"),
            ("window.localStorage.a = 1", What::Stores, "localStorage"),
            ("window[`sessionStorage`]", What::Stores, "sessionStorage"),
            ("const { indexedDB: db } = window", What::Stores, "indexedDB"),
            ("(() => { caches.open('a') })()", What::Stores, "caches"),
            ("navigator.serviceWorker.register('x.js')", What::Stores, "serviceWorker"),
            ("navigator.sendBeacon('/x')", What::Sends, "sendBeacon"),
            ("fetch('x.json')", What::Sends, "fetch"),
            ("self.fetch('x.json')", What::Sends, "fetch"),
            ("const { fetch } = window", What::Sends, "fetch"),
            ("const ask = fetch; ask('x')", What::Sends, "fetch"),
            ("new XMLHttpRequest()", What::Sends, "XMLHttpRequest"),
            ("new WebSocket('wss://example.org')", What::Sends, "WebSocket"),
            ("new EventSource('x')", What::Sends, "EventSource"),
            ("new Worker('x.js')", What::Sends, "Worker"),
            ("image.src = 'https://example.org/x'", What::Fetches, "https://example.org/x"),
            ("image.src = `//example.org/${x}`", What::Fetches, "//example.org/"),
            ("image.src = 'https://example.org/' + x", What::Fetches, "https://example.org/"),
            (
                "s.setAttribute('SRC', 'https://example.org/x')",
                What::Fetches,
                "https://example.org/x",
            ),
            ("import('https://example.org/x.js')", What::Fetches, "https://example.org/x.js"),
            ("import x from 'https://example.org/x.js'", What::Fetches, "https://example.org/x.js"),
        ] {
            assert_eq!(found(js), [(what, name.to_owned())], "{js}");
        }
    }

    #[test]
    fn what_only_looks_like_it() {
        for js in [
            "// localStorage\n'localStorage document.cookie fetch(1)'",
            "function fetch() {} fetch()",
            "function f({ fetch }) { fetch() }",
            "const { fetch } = gathered(); fetch()",
            "own.fetch(); own.caches; own.Worker",
            "function f(window) { window.fetch() }",
            "a.href = 'https://example.org/'",
            "image.src = root + 'x.png'; script.src = 'search/m.js'",
            "document.createElementNS('http://www.w3.org/2000/svg', 'g')",
            "not JavaScript, localStorage.",
        ] {
            assert_eq!(found(js), [], "{js}");
        }
    }

    #[test]
    fn each_is_told_once_at_its_first_place() {
        let js = "fetch('å'); localStorage.a; fetch('b'); window.localStorage";
        let found = of_script(js);
        let places: Vec<_> = found.iter().map(|one| &js[one.span.clone()]).collect();
        assert_eq!(places, ["fetch", "localStorage"]);
        assert_eq!(found[0].span, 0..5);
    }

    #[test]
    fn addresses_of_other_sites() {
        for (address, foreign) in [
            ("https://example.org/x", true),
            (" HTTP://example.org", true),
            ("//example.org/x", true),
            ("\\\\example.org/x", true),
            ("wss://example.org", true),
            ("x/y.js", false),
            ("/x.js", false),
            ("?x=https://example.org", false),
            ("x/https:y", false),
            ("mailto:kim@example.org", false),
            ("data:image/png,x", false),
            ("", false),
        ] {
            assert_eq!(is_foreign(address), foreign, "{address}");
        }
    }
}
