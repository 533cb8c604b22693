//! Scripts without their comments, line breaks and long names, and what they do in a browser.
//!
//! The parser and minifier are those that minify-html brings along. A script of a theme is a
//! classic one, for a module does not run from a folder on disk: the names at its top belong to
//! all scripts of the page, and stay.

use oxc_allocator::Allocator;
use oxc_ast::ast::Program;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_minifier::{CompressOptions, MangleOptions, Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;

use super::uses::{self, Use};

/// A script as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// As short as it can be without doing anything else; none when it is no classic script.
    pub short: Option<String>,
    /// What it does in a browser; nothing when it is not JavaScript, for then it does not run.
    pub uses: Vec<Use>,
}

/// Reads and shortens a script.
#[must_use]
pub fn read(js: &str) -> Script {
    let allocator = Allocator::default();
    if let Some(mut program) = program(&allocator, js, classic()) {
        let uses = uses::of_program(&program);
        return Script { short: shorten(&allocator, &mut program), uses };
    }
    let module = program(&allocator, js, SourceType::mjs());
    Script {
        short: None,
        uses: module.map(|program| uses::of_program(&program)).unwrap_or_default(),
    }
}

fn classic() -> SourceType {
    SourceType::cjs().with_script(true)
}

/// The tree of a script; none when it is no script of this kind.
fn program<'a>(allocator: &'a Allocator, js: &'a str, kind: SourceType) -> Option<Program<'a>> {
    let parsed = Parser::new(allocator, js, kind).parse();
    let is_other = kind.is_script() && parsed.module_record.has_module_syntax;
    (!is_other && !parsed.panicked && parsed.errors.is_empty()).then_some(parsed.program)
}

fn shorten<'a>(allocator: &'a Allocator, script: &mut Program<'a>) -> Option<String> {
    let options = MinifierOptions {
        mangle: Some(MangleOptions { top_level: false, ..MangleOptions::default() }),
        // Nothing is taken out as unused: another script of the page may use it.
        compress: Some(CompressOptions::safest()),
    };
    let names = Minifier::new(options).minify(allocator, script).scoping;
    let printer = Codegen::new().with_options(CodegenOptions::minify()).with_scoping(names);
    let short = printer.build(script).code;
    // What no browser could read must not be published, whatever the minifier thinks of it.
    let readable = program(&Allocator::default(), &short, classic()).is_some();
    readable.then_some(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_at_the_top_stay_and_the_rest_goes() {
        for (js, expected) in [
            ("// why\nconst shared = 1;\n", "const shared=1;"),
            ("function shared(long) { return long + 1; } // x", "function shared(e){return e+1}"),
            (
                "/** @type {number} */ let shared = (() => { const inner = f(); return inner + inner; })();",
                "let shared=(()=>{let e=f();return e+e})();",
            ),
            ("'use strict'; g('</script> å');", "\"use strict\";g(`<\\/script> å`);"),
            ("", ""),
        ] {
            assert_eq!(read(js).short.as_deref(), Some(expected), "{js}");
        }
    }

    #[test]
    fn what_is_not_a_classic_script_is_left_alone() {
        for js in ["const = 1", "import x from 'x'", "export const x = 1", "{", "await f()"] {
            assert_eq!(read(js).short, None, "{js}");
        }
    }
}
