//! The files of a site beside its pages, each read as what reads it would: data, feeds, tables, and
//! the scripts of the search index.

use std::sync::{Arc, Mutex};

use quick_xml::Reader;
use quick_xml::events::Event;
use rquickjs::function::Rest;
use rquickjs::prelude::Func;
use rquickjs::{CatchResultExt, Coerced, Context, Runtime};
use serde_json::Value;

/// The texts of a JSON file.
pub fn json(text: &str) -> Result<Vec<String>, String> {
    fn strings(value: Value, found: &mut Vec<String>) {
        match value {
            Value::String(text) => found.push(text),
            Value::Array(items) => items.into_iter().for_each(|item| strings(item, found)),
            Value::Object(fields) => fields.into_iter().for_each(|(_, item)| strings(item, found)),
            _ => {}
        }
    }
    let value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let mut found = Vec::new();
    strings(value, &mut found);
    Ok(found)
}

/// The texts of an XML file that holds elements, attributes and texts alone.
pub fn xml(text: &str) -> Result<Vec<String>, String> {
    let mut reader = Reader::from_str(text);
    let (mut depth, mut found) = (0, vec![String::new()]);
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Eof if depth == 0 => return Ok(found),
            Event::Start(tag) | Event::Empty(tag) if tag.name().as_ref().contains("script") => {
                return Err("a script".to_owned());
            }
            Event::Start(tag) => {
                depth += 1;
                attributes(&tag)?;
                found.push(String::new());
            }
            Event::Empty(tag) => attributes(&tag)?,
            Event::End(_) => depth -= 1,
            Event::Text(text) => {
                if let Some(last) = found.last_mut() {
                    last.push_str(&text);
                }
            }
            Event::GeneralRef(name) => {
                let c = name.resolve_char_ref().map_err(|error| error.to_string())?;
                let known = |name: &str| match name {
                    "amp" => Ok('&'),
                    "lt" => Ok('<'),
                    "gt" => Ok('>'),
                    "quot" => Ok('"'),
                    "apos" => Ok('\''),
                    other => Err(format!("&{other};")),
                };
                let c = c.map_or_else(|| known(&name), Ok)?;
                if let Some(last) = found.last_mut() {
                    last.push(c);
                }
            }
            Event::Decl(_) => {}
            other => return Err(format!("{other:?}")),
        }
    }
}

/// Says whether the attributes of a tag can be read.
fn attributes(tag: &quick_xml::events::BytesStart<'_>) -> Result<(), String> {
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let key = attribute.key.as_ref();
        let is_address = matches!(key, "href" | "src" | "uri" | "url" | "xlink:href");
        let is_web = ["https://", "http://"].iter().any(|start| attribute.value.starts_with(start));
        if key.starts_with("on") || (is_address && !is_web) {
            return Err(format!("{key}={}", attribute.value));
        }
    }
    Ok(())
}

/// The fields of a table, none of which a spreadsheet takes for a formula; without the apostrophe
/// that says so.
pub fn csv(text: &str) -> Result<Vec<String>, String> {
    let (mut fields, mut field, mut quoted) = (Vec::new(), String::new(), false);
    let mut letters = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '"' if quoted && letters.peek() == Some(&'"') => field.extend(letters.next()),
            '"' if quoted || field.is_empty() => quoted = !quoted,
            ',' | '\n' if !quoted => fields.push(std::mem::take(&mut field)),
            '\r' if !quoted => {}
            c => field.push(c),
        }
    }
    let starts = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'];
    if let Some(formula) =
        fields.iter().find(|field| field.trim_start_matches(' ').starts_with(starts))
    {
        return Err(format!("a formula: {formula}"));
    }
    let unsaid = |field: String| match field.strip_prefix('\'') {
        Some(rest) if rest.starts_with(starts) => rest.to_owned(),
        _ => field,
    };
    Ok(fields.into_iter().map(unsaid).collect())
}

/// The texts that a file of the search index hands over when it is run; it does nothing else.
pub fn shard(script: &str) -> Result<Vec<String>, String> {
    let runtime = Runtime::new().map_err(|error| error.to_string())?;
    let context = Context::full(&runtime).map_err(|error| error.to_string())?;
    let calls = Arc::new(Mutex::new((0, Vec::new())));
    let heard = Arc::clone(&calls);
    context.with(|js| {
        let listen = move |handed: Rest<Coerced<String>>| {
            let mut calls = heard.lock().unwrap();
            calls.0 += 1;
            calls.1.extend(handed.0.into_iter().map(|text| text.0));
        };
        js.globals().set("forebild", Func::from(listen)).map_err(|error| error.to_string())?;
        let names = "Object.getOwnPropertyNames(globalThis).length";
        let before: usize = js.eval(names).map_err(|error| error.to_string())?;
        js.eval::<(), _>(script).catch(&js).map_err(|error| error.to_string())?;
        let after: usize = js.eval(names).map_err(|error| error.to_string())?;
        if before == after { Ok(()) } else { Err("it leaves a name behind".to_owned()) }
    })?;
    let (count, handed) = std::mem::take(&mut *calls.lock().unwrap());
    if count == 1 { Ok(handed) } else { Err(format!("{count} calls")) }
}
