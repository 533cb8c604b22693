//! A WebDriver process, ended when the value is dropped.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::Outcome;
use crate::screen::Screen;

const PATIENCE: Duration = Duration::from_secs(30);

/// A running `chromedriver`, `geckodriver` or `WebKitWebDriver`, on a free port.
pub struct Driver {
    process: Child,
    address: String,
    session: Option<String>,
    folder: TempDir,
}

impl Driver {
    /// Starts `program` and waits until it listens.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start(program: &Path, arguments: &[&str]) -> Outcome<Self> {
        let mut command = Command::new(program);
        command.args(arguments);
        Self::spawn(command, port)
    }

    /// Starts `program`, which does not choose a port, on a screen.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start_on(screen: &Screen, program: &Path) -> Outcome<Self> {
        // Free now, and hardly taken in the moment until it is used.
        let free = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let mut command = Command::new(program);
        command.arg(format!("--port={free}")).env("DISPLAY", screen.display());
        // Neither a graphics card nor assistive technology is to be looked for.
        command.env("WEBKIT_DISABLE_COMPOSITING_MODE", "1").env("LIBGL_ALWAYS_SOFTWARE", "1");
        command.env("NO_AT_BRIDGE", "1").env("GTK_A11Y", "none");
        Self::spawn(command, |_| TcpStream::connect(("127.0.0.1", free)).is_ok().then_some(free))
    }

    /// Runs `command` until `ready` tells the port from what it has printed.
    fn spawn(mut command: Command, ready: impl Fn(&str) -> Option<u16>) -> Outcome<Self> {
        let folder = tempfile::Builder::new().prefix("forebild-browser-").tempdir()?;
        let output = std::fs::File::create(folder.path().join(OUTPUT))?;
        command.stdin(Stdio::null()).stderr(output.try_clone()?).stdout(output);
        let process = command.spawn()?;
        let mut driver = Self { process, address: String::new(), session: None, folder };
        let name = command.get_program().display();
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            let said = driver.output()?;
            if let Some(port) = ready(&said) {
                driver.address = format!("http://127.0.0.1:{port}");
                return Ok(driver);
            }
            if driver.process.try_wait()?.is_some() {
                return Err(format!("{name} stopped: {said}").into());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Err(format!("{name} does not answer: {}", driver.output()?).into())
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Says that the driver runs a browser for `session`, which must be closed with it.
    pub fn serves(&mut self, session: String) {
        self.session = Some(session);
    }

    /// Closes the browser, and waits until it is closed.
    fn close(&mut self) -> std::io::Result<()> {
        let Some(session) = self.session.take() else { return Ok(()) };
        let host = self.address.trim_start_matches("http://");
        let mut stream = TcpStream::connect(host)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(
            stream,
            "DELETE /session/{session} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        )?;
        stream.read(&mut [0; 64]).map(drop)
    }

    /// A folder of the driver's own, gone when it is dropped.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What the driver and its browser have printed until now.
    ///
    /// # Errors
    /// When that cannot be read.
    pub fn output(&self) -> Outcome<String> {
        let file: PathBuf = self.folder.path().join(OUTPUT);
        Ok(String::from_utf8_lossy(&std::fs::read(file)?).into_owned())
    }
}

const OUTPUT: &str = "output.txt";

impl Drop for Driver {
    fn drop(&mut self) {
        // Whether either has stopped by itself in the meantime does not matter.
        let _ = self.close();
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The port in the line that says that the driver is ready.
fn port(said: &str) -> Option<u16> {
    let line = said.lines().find(|line| {
        line.contains("was started successfully on port") || line.contains("Listening on ")
    })?;
    let digits = line.trim_end_matches('.').rsplit([' ', ':']).next()?;
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::port;

    #[test]
    fn ports() {
        for (said, expected) in [
            ("Starting…\nChromeDriver was started successfully on port 34567.\n", Some(34567)),
            ("1795477362930\tgeckodriver\tINFO\tListening on 127.0.0.1:4455\n", Some(4455)),
            ("Starting ChromeDriver 156.0 on port 0\n", None),
        ] {
            assert_eq!(port(said), expected, "{said}");
        }
    }
}
