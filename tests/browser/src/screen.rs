//! A screen that nobody sees, for a browser that cannot do without one.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use crate::{Outcome, tools};

/// A running `Xvfb`, on a display of its own choice; ended when the value is dropped.
pub struct Screen {
    process: Child,
    display: String,
}

impl Screen {
    /// Starts a screen of 1,280 by 1,024 pixels.
    ///
    /// # Errors
    /// When `Xvfb` is not installed or does not start.
    pub fn start() -> Outcome<Self> {
        let mut process = Command::new(tools::program(&["Xvfb"])?)
            .args(["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let output = process.stdout.take().ok_or("Xvfb has no output")?;
        // It says the number when it is ready, and nothing when it is not.
        let mut number = String::new();
        let read = BufReader::new(output).read_line(&mut number);
        let screen = Self { process, display: format!(":{}", number.trim()) };
        read?;
        if screen.display.len() > 1 { Ok(screen) } else { Err("Xvfb does not start".into()) }
    }

    /// What `DISPLAY` must be for a program to be shown there.
    #[must_use]
    pub fn display(&self) -> &str {
        &self.display
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
