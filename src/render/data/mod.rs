//! The files of a site that machines read: feed, site map, open data, structured data.
//!
//! Each writer takes a small struct that names all it needs and gives the file's text back; who
//! fills them decides what is public. Names, drafts and invented stories are left out there.

pub mod atom;
pub mod csv;
pub mod json;
pub mod json_ld;
pub mod robots;
pub mod sitemap;

/// Adds `text` to XML, in an element or in a quoted attribute. Characters that XML does not know
/// are left out: no way of writing them is allowed.
fn push_xml(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(c),
            '\r' => out.push_str("&#13;"),
            '\0'..'\x20' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
}

/// Adds an element with a text, on a line of its own.
fn push_element(out: &mut String, indent: &str, name: &str, text: &str) {
    out.push_str(&format!("{indent}<{name}>"));
    push_xml(out, text);
    out.push_str(&format!("</{name}>\n"));
}

/// Adds ` name="value"`.
fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.push_str(&format!(" {name}=\""));
    push_xml(out, value);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use quick_xml::events::Event;
    use quick_xml::reader::Reader;

    /// Texts that break out of a careless writer.
    pub const HOSTILE: &str = "<b>&amp;\"'</b>]]> </script><!-- \u{2028} \0\u{b}\u{ffff} å 😀 =1+1";

    /// The texts and attribute values of a well-formed document, in their order.
    pub fn values(xml: &str) -> Vec<String> {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().enable_all_checks(true);
        let (mut values, mut text, mut depth) = (Vec::new(), String::new(), 0_i32);
        loop {
            let event = reader.read_event().expect("well-formed XML");
            match &event {
                Event::Text(piece) => text.push_str(&piece.xml10_content()),
                Event::GeneralRef(name) => {
                    let reference = format!("&{};", name.xml10_content());
                    text.push_str(&quick_xml::escape::unescape(&reference).expect("a reference"));
                }
                _ => {
                    values.extend((!text.trim().is_empty()).then(|| std::mem::take(&mut text)));
                    text.clear();
                }
            }
            if let Event::Start(tag) | Event::Empty(tag) = &event {
                for attribute in tag.attributes() {
                    let attribute = attribute.expect("an attribute");
                    let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
                    values.push(value.expect("a value").into_owned());
                }
            }
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0, "every element is closed");
        values
    }

    /// [`HOSTILE`] as XML can hold it.
    pub fn hostile_in_xml() -> String {
        HOSTILE.replace(['\0', '\u{b}', '\u{ffff}'], "")
    }
}
