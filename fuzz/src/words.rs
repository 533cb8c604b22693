//! The words of a page as a parser reads it that is not ours.

use std::cell::{Cell, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// Elements that do not part words.
const INLINE: [&str; 35] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "img", "ins",
    "kbd", "mark", "picture", "q", "s", "samp", "small", "source", "span", "strong", "sub", "sup",
    "time", "u", "var", "wbr", "svg", "use", "path", "g", "title",
];

/// The words of a page with what parts them; fails at anything that would run. Of a parser this is the
/// half that knows tags and references from text, since a shortened page keeps every tag.
#[must_use]
pub fn words(html: &str) -> String {
    let tokenizer = Tokenizer::new(Reader::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let _the_end = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.words.into_inner()
}

/// Whether texts have the same words. A hard space is part of one.
#[must_use]
pub fn is_same(one: &str, other: &str) -> bool {
    one.split_ascii_whitespace().eq(other.split_ascii_whitespace())
}

/// Whether an element does not part words.
#[must_use]
pub fn is_inline(name: &str) -> bool {
    INLINE.contains(&name)
}

/// Fails at an attribute that would run.
pub fn assert_harmless(element: &str, key: &str, value: &str) {
    assert!(!key.starts_with("on") && key != "style", "{element} {key}");
    let value = value.trim();
    let scheme = value.get(..11).is_some_and(|scheme| scheme.eq_ignore_ascii_case("javascript:"));
    assert!(!scheme, "{element} {key}={value}");
}

#[derive(Default)]
struct Reader {
    words: RefCell<String>,
    /// Within a script or a style sheet.
    is_hidden: Cell<bool>,
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(text) if !self.is_hidden.get() => {
                self.words.borrow_mut().push_str(&text);
            }
            Token::TagToken(tag) => return self.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Reader {
    fn tag(&self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        for attribute in &tag.attrs {
            assert_harmless(name, &attribute.name.local, &attribute.value);
        }
        if !is_inline(name) {
            self.words.borrow_mut().push(' ');
        }
        let begins = tag.kind == TagKind::StartTag;
        self.is_hidden.set(begins && matches!(name, "script" | "style"));
        match name {
            "script" if begins => TokenSinkResult::RawData(ScriptData),
            "style" if begins => TokenSinkResult::RawData(Rawtext),
            "title" | "textarea" if begins => TokenSinkResult::RawData(Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }
}
