//! Drawings that would run, load or lead away where a browser opens them, and what one that is
//! published may hold.

use quick_xml::Reader;
use quick_xml::events::Event;

/// A drawing, and what it tries; `§` stands where a drawing has its shapes.
pub const DRAWINGS: &[(&str, &str)] = &[
    ("script", "<script>hit=1</script>"),
    (
        "script in its own name space",
        "<s:script xmlns:s='http://www.w3.org/2000/svg'>hit=1</s:script>",
    ),
    ("script of HTML", "<script xmlns='http://www.w3.org/1999/xhtml'>hit=1</script>"),
    ("script from elsewhere", "<script href='//evil.example/x.js'/>"),
    ("handler", "<rect width='9' height='9' onload='hit=1'/>"),
    ("handler of another case", "<rect width='9' height='9' onLoad='hit=1'/>"),
    ("handler of an animation", "<animate onbegin='hit=1' attributeName='x' dur='1s'/>"),
    (
        "HTML",
        "<foreignObject width='9' height='9'><body xmlns='http://www.w3.org/1999/xhtml' onload='hit=1'/></foreignObject>",
    ),
    ("link that runs", "<a href='javascript:hit=1'><rect width='9' height='9'/></a>"),
    (
        "old link that runs",
        "<a xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='javascript:hit=1'><rect width='9' height='9'/></a>",
    ),
    ("link that leads away", "<a href='https://evil.example/'><rect width='9' height='9'/></a>"),
    (
        "link set later",
        "<a><set attributeName='href' to='javascript:hit=1'/><rect width='9' height='9'/></a>",
    ),
    (
        "link animated",
        "<a><animate attributeName='href' values='javascript:hit=1' dur='1s'/><rect width='9' height='9'/></a>",
    ),
    ("motion", "<animateMotion path='M0 0h9' dur='1s'/>"),
    ("picture from elsewhere", "<image href='https://evil.example/x.png' width='9' height='9'/>"),
    (
        "picture that is a drawing",
        "<image href='data:image/svg+xml,&lt;svg onload=&quot;hit=1&quot;/>' width='9' height='9'/>",
    ),
    ("filter that loads", "<filter id='f'><feImage href='https://evil.example/x.png'/></filter>"),
    ("style that loads", "<style>@import url(//evil.example/x.css);</style>"),
    ("style of a shape", "<rect width='9' height='9' style='fill:url(//evil.example/x#y)'/>"),
    ("colour that loads", "<rect width='9' height='9' fill='url(//evil.example/x#y)'/>"),
    (
        "colour that loads, spelled",
        "<rect width='9' height='9' fill='u\\72l(//evil.example/x#y)'/>",
    ),
    (
        "colour that loads, with a comment",
        "<rect width='9' height='9' fill='url/**/(//evil.example/x#y)'/>",
    ),
    (
        "colour that loads, of two",
        "<rect width='9' height='9' fill='url(#a) url(//evil.example/x)'/>",
    ),
    ("mask that loads", "<rect width='9' height='9' mask='image-set(\"//evil.example/x\" 1x)'/>"),
    ("use of elsewhere", "<use href='//evil.example/x.svg#y'/>"),
    (
        "use of data",
        "<use href='data:image/svg+xml,&lt;svg id=&quot;x&quot; onload=&quot;hit=1&quot;/>#x'/>",
    ),
    ("use of a script", "<use href='javascript:hit=1'/>"),
    ("cursor", "<rect width='9' height='9' cursor='url(//evil.example/x), auto'/>"),
    ("font", "<text font-family='url(//evil.example/x)'>x</text>"),
    ("base", "<g xml:base='//evil.example/'><use href='#x'/></g>"),
    ("text that is markup", "<text>&lt;/text&gt;&lt;script&gt;hit=1&lt;/script&gt;</text>"),
    ("CDATA that is markup", "<text><![CDATA[</text><script>hit=1</script>]]></text>"),
    ("title that is markup", "<title>&lt;/title&gt;&lt;img src=x onerror=hit=1&gt;</title>"),
    (
        "attribute that is markup",
        "<rect width='9' height='9' aria-label='&quot;&gt;&lt;script&gt;hit=1&lt;/script&gt;'/>",
    ),
    ("id that is markup", "<rect width='9' height='9' id='&quot; onload=&quot;hit=1'/>"),
    ("comment", "<!--><script>hit=1</script>--><rect width='9' height='9'/>"),
    (
        "metadata",
        "<metadata><script xmlns='http://www.w3.org/1999/xhtml'>hit=1</script></metadata>",
    ),
    (
        "name space of a program",
        "<x:y xmlns:x='http://www.w3.org/1999/xhtml'><x:script>hit=1</x:script></x:y>",
    ),
    ("default name space", "<g xmlns='http://www.w3.org/1999/xhtml'><script>hit=1</script></g>"),
    ("iframe", "<iframe xmlns='http://www.w3.org/1999/xhtml' src='javascript:parent.hit=1'/>"),
    ("player", "<video xmlns='http://www.w3.org/1999/xhtml' src='//evil.example/x'/>"),
    (
        "old handler",
        "<handler xmlns:ev='http://www.w3.org/2001/xml-events' ev:event='load'>hit=1</handler>",
    ),
    ("entity", "<text>&evil;</text>"),
];

/// Whole files.
pub const FILES: &[(&str, &str)] = &[
    (
        "entities of its own",
        "<!DOCTYPE svg [<!ENTITY evil '<script>hit=1</script>'>]><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>&evil;</svg>",
    ),
    (
        "file in an entity",
        "<!DOCTYPE svg [<!ENTITY evil SYSTEM 'file:///etc/passwd'>]><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text>&evil;</text></svg>",
    ),
    (
        "style sheet of a file",
        "<?xml-stylesheet href='//evil.example/x.xsl' type='text/xsl'?><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
    ),
    (
        "style sheet in the drawing",
        "<?xml version='1.0'?><?xml-stylesheet href='javascript:hit=1'?><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
    ),
    (
        "handler of the whole",
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9' onload='hit=1'/>",
    ),
    ("page", "<html xmlns='http://www.w3.org/1999/xhtml'><script>hit=1</script></html>"),
    (
        "page by name space",
        "<svg xmlns='http://www.w3.org/1999/xhtml' width='9' height='9'><script>hit=1</script></svg>",
    ),
    ("page for a browser that guesses", "<!doctype html><script>hit=1</script>"),
    (
        "what follows a drawing",
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/><script xmlns='http://www.w3.org/1999/xhtml'>hit=1</script>",
    ),
    (
        "another encoding",
        "<?xml version='1.0' encoding='UTF-7'?><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text>+ADw-script+AD4-hit=1+ADw-/script+AD4-</text></svg>",
    ),
];

/// The file of a drawing.
pub fn file(shapes: &str) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">{shapes}</svg>")
}

/// Elements that draw, and nothing else.
const ELEMENTS: [&str; 24] = [
    "circle",
    "clipPath",
    "defs",
    "desc",
    "ellipse",
    "g",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "stop",
    "svg",
    "symbol",
    "text",
    "textPath",
    "title",
    "tspan",
    "use",
];

/// What a published drawing holds that no drawing may.
pub fn faults(svg: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut reader = Reader::from_str(svg);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return faults,
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                let name = tag.name().as_ref().to_owned();
                if !ELEMENTS.contains(&name.as_str()) {
                    faults.push(format!("<{name}>"));
                }
                for attribute in tag.attributes() {
                    let Ok(attribute) = attribute else {
                        faults.push(format!("<{name}> cannot be read"));
                        break;
                    };
                    let (key, value) = (attribute.key.as_ref(), attribute.value.as_ref());
                    faults.extend(fault(key, value).then(|| format!("<{name} {key}={value}>")));
                }
            }
            Ok(Event::GeneralRef(name)) if !is_known(&name) => faults.push(format!("&{}", &*name)),
            Ok(Event::End(_) | Event::Text(_) | Event::GeneralRef(_)) => {}
            Ok(other) => faults.push(format!("{other:?}")),
            Err(error) => {
                faults.push(error.to_string());
                return faults;
            }
        }
    }
}

/// Whether a reference is one of XML itself.
fn is_known(name: &str) -> bool {
    name.starts_with('#') || matches!(name, "amp" | "lt" | "gt" | "quot" | "apos")
}

/// Whether an attribute runs, loads or leads away.
fn fault(key: &str, value: &str) -> bool {
    let lower = value.to_lowercase();
    let loads = lower.match_indices("url").any(|(at, _)| !lower[at..].starts_with("url(#"));
    match key {
        "xmlns" => value != "http://www.w3.org/2000/svg",
        "href" => !value.starts_with('#'),
        _ => {
            let is_listed = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
            let is_label = key == "aria-label";
            !is_listed
                || key.starts_with("on")
                || matches!(key, "style" | "class" | "src" | "cursor" | "filter")
                || (!is_label && (loads || lower.contains("//") || lower.contains('\\')))
        }
    }
}
