//! Who may ask the preview.
//!
//! A stranger's page can make a browser ask us under the stranger's own name, once that name leads
//! to this machine (DNS rebinding). Then only the `Host` header tells, so it must name us.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri, header};

/// Where the preview is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Door {
    /// The address it listens on; an unspecified one (`0.0.0.0`, `::`) stands for all.
    pub host: IpAddr,
    /// The port it listens on.
    pub port: u16,
}

impl Door {
    /// Whether a request was meant for us: by its one `Host`, and by its address where that is a
    /// whole one, as proxies send it.
    #[must_use]
    pub fn is_meant(&self, uri: &Uri, headers: &HeaderMap) -> bool {
        let Some(host) = the_one(headers, header::HOST) else { return false };
        let same = uri.authority().is_none_or(|authority| authority.as_str() == host);
        same && self.is_named(host)
    }

    /// Whether `authority`, a host and perhaps a port, names us. Any address of a machine will do
    /// when we listen on all; a name, which its owner may point where he likes, will not.
    fn is_named(&self, authority: &str) -> bool {
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, number(port)),
            _ => (authority, Some(80)),
        };
        if port != Some(self.port) {
            return false;
        }
        let Some(address) = address(host) else { return host.eq_ignore_ascii_case("localhost") };
        let own: [IpAddr; 3] = [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into(), self.host];
        self.host.is_unspecified() || own.contains(&address)
    }
}

/// Whether the events may be given: to a page of ours, or to a program that is no browser.
///
/// Browsers send no `Origin` when a page asks its own server, but say so in `Sec-Fetch-Site`.
#[must_use]
pub fn may_listen(headers: &HeaderMap) -> bool {
    let host = the_one(headers, header::HOST).unwrap_or_default();
    let from = |origin: &HeaderValue| {
        let origin = origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://"));
        origin.is_some_and(|origin| origin.eq_ignore_ascii_case(host))
    };
    let site = HeaderName::from_static("sec-fetch-site");
    headers.get_all(header::ORIGIN).iter().all(from)
        && headers.get_all(site).iter().all(|site| site == "same-origin")
}

/// The value of a header that stands there exactly once.
fn the_one(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

fn number(port: &str) -> Option<u16> {
    let digits = port.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| port.parse().ok()).flatten()
}

fn address(host: &str) -> Option<IpAddr> {
    match host.strip_prefix('[') {
        Some(rest) => rest.strip_suffix(']')?.parse::<Ipv6Addr>().ok().map(IpAddr::V6),
        None => host.parse::<Ipv4Addr>().ok().map(IpAddr::V4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn door(host: &str) -> Door {
        Door { host: host.parse().unwrap(), port: 4000 }
    }

    #[test]
    fn g19_a_host_names_us_or_not() {
        for (door_host, named, expected) in [
            ("127.0.0.1", "127.0.0.1:4000", true),
            ("127.0.0.1", "localhost:4000", true),
            ("127.0.0.1", "LocalHost:4000", true),
            ("127.0.0.1", "[::1]:4000", true),
            ("127.0.0.1", "127.0.0.1", false),
            ("127.0.0.1", "localhost", false),
            ("127.0.0.1", "[::1]", false),
            ("127.0.0.1", "localhost:4001", false),
            ("127.0.0.1", "localhost:+4000", false),
            ("127.0.0.1", "localhost:", false),
            ("127.0.0.1", "localhost.:4000", false),
            ("127.0.0.1", "localhost.evil.example:4000", false),
            ("127.0.0.1", "evil.example:4000", false),
            ("127.0.0.1", "evil.example@localhost:4000", false),
            ("127.0.0.1", "127.0.0.1.evil.example:4000", false),
            ("127.0.0.1", "127.1:4000", false),
            ("127.0.0.1", "0.0.0.0:4000", false),
            ("127.0.0.1", "192.168.1.5:4000", false),
            ("127.0.0.1", "::1:4000", false),
            ("127.0.0.1", "", false),
            ("192.168.1.5", "192.168.1.5:4000", true),
            ("192.168.1.5", "192.168.1.6:4000", false),
            ("192.168.1.5", "localhost:4000", true),
            ("fd00::5", "[fd00::5]:4000", true),
            ("0.0.0.0", "192.168.1.5:4000", true),
            ("0.0.0.0", "[fd00::5]:4000", true),
            ("::", "192.168.1.5:4000", true),
            ("0.0.0.0", "localhost:4000", true),
            ("0.0.0.0", "evil.example:4000", false),
            ("0.0.0.0", "192.168.1.5:4001", false),
        ] {
            assert_eq!(door(door_host).is_named(named), expected, "{named} at {door_host}");
        }
    }

    #[test]
    fn a_browser_leaves_the_usual_port_out() {
        let door = Door { host: Ipv4Addr::LOCALHOST.into(), port: 80 };
        for named in ["localhost", "127.0.0.1", "[::1]", "localhost:80"] {
            assert!(door.is_named(named), "{named}");
        }
    }

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        let mut headers = HeaderMap::new();
        for (name, value) in pairs.iter().map(pair) {
            headers.append(name, value);
        }
        headers
    }

    #[test]
    fn g19_a_request_has_one_host_and_no_other_address() {
        let local: Uri = "/".parse().unwrap();
        let whole: Uri = "http://localhost:4000/".parse().unwrap();
        let foreign: Uri = "http://evil.example:4000/".parse().unwrap();
        let host = ("host", "localhost:4000");
        for (uri, pairs, expected) in [
            (&local, &[host][..], true),
            (&whole, &[host], true),
            (&foreign, &[host], false),
            (&local, &[], false),
            (&whole, &[], false),
            (&local, &[host, ("host", "evil.example:4000")], false),
        ] {
            let meant = door("127.0.0.1").is_meant(uri, &headers(pairs));
            assert_eq!(meant, expected, "{uri} {pairs:?}");
        }
    }

    #[test]
    fn g19_events_are_for_pages_of_ours() {
        let host = ("host", "localhost:4000");
        for (pairs, expected) in [
            (&[host][..], true),
            (&[host, ("sec-fetch-site", "same-origin")], true),
            (&[host, ("origin", "http://localhost:4000")], true),
            (&[host, ("origin", "http://localhost:4001")], false),
            (&[host, ("origin", "http://127.0.0.1:4000")], false),
            (&[host, ("origin", "https://localhost:4000")], false),
            (&[host, ("origin", "null")], false),
            (&[host, ("origin", "http://evil.example")], false),
            (&[host, ("sec-fetch-site", "same-site")], false),
            (&[host, ("sec-fetch-site", "cross-site")], false),
            (&[host, ("sec-fetch-site", "none")], false),
            (&[host, ("origin", "http://localhost:4000"), ("sec-fetch-site", "cross-site")], false),
        ] {
            assert_eq!(may_listen(&headers(pairs)), expected, "{pairs:?}");
        }
    }
}
