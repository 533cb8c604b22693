//! Scripts without their comments, line breaks and long names.
//!
//! The parser and minifier are those that minify-html brings along. A script of a theme is a
//! classic one, for a module does not run from a folder on disk: the names at its top belong to
//! all scripts of the page, and stay.

use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_minifier::{CompressOptions, MangleOptions, Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;

/// `js` as short as it can be without doing anything else; none when it is not JavaScript.
#[must_use]
pub fn shorten(js: &str) -> Option<String> {
    let allocator = Allocator::default();
    let kind = SourceType::cjs().with_script(true);
    let mut parsed = Parser::new(&allocator, js, kind).parse();
    let is_module = parsed.module_record.has_module_syntax;
    if is_module || parsed.panicked || !parsed.errors.is_empty() {
        return None;
    }
    let options = MinifierOptions {
        mangle: Some(MangleOptions { top_level: false, ..MangleOptions::default() }),
        // Nothing is taken out as unused: another script of the page may use it.
        compress: Some(CompressOptions::safest()),
    };
    let names = Minifier::new(options).minify(&allocator, &mut parsed.program).scoping;
    let printer = Codegen::new().with_options(CodegenOptions::minify()).with_scoping(names);
    let short = printer.build(&parsed.program).code;
    // What no browser could read must not be published, whatever the minifier thinks of it.
    let again = Parser::new(&allocator, &short, kind).parse();
    (!again.panicked && again.errors.is_empty()).then_some(short)
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
            assert_eq!(shorten(js).as_deref(), Some(expected), "{js}");
        }
    }

    #[test]
    fn what_is_not_a_classic_script_is_left_alone() {
        for js in ["const = 1", "import x from 'x'", "export const x = 1", "{", "await f()"] {
            assert_eq!(shorten(js), None, "{js}");
        }
    }
}
