//! The writer's editor: a command with places for file, line and column.
//!
//! It is started as a program with arguments, never by a shell, so that nothing in a file's name is a command.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use crate::diagnostic::{Diagnostic, PreviewFault};

/// The editor of one who named none.
const DEFAULT: &str = "code";

/// How known editors are told a line, by the name of the program.
const KNOWN: [(&[&str], &[&str]); 7] = [
    (
        &["code", "code-insiders", "codium", "vscodium", "cursor", "windsurf", "trae"],
        &["--goto", "{file}:{line}:{column}"],
    ),
    (&["subl", "sublime_text", "zed", "hx", "micro"], &["{file}:{line}:{column}"]),
    (&["vim", "nvim", "gvim", "vi", "nano", "gedit", "pluma", "xed", "mousepad"], &["+{line}", "{file}"]),
    (&["kate", "kwrite"], &["-l", "{line}", "-c", "{column}", "{file}"]),
    (&["notepad++"], &["-n{line}", "-c{column}", "{file}"]),
    (&["emacs", "emacsclient"], &["+{line}:{column}", "{file}"]),
    (&["idea", "pycharm", "webstorm"], &["--line", "{line}", "{file}"]),
];

/// A place in a file, both from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    pub file: PathBuf,
    pub line: usize,
    pub column: usize,
}

/// A command that opens a file at a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    program: String,
    arguments: Vec<String>,
}

impl Default for Editor {
    fn default() -> Self {
        Self::parse(DEFAULT)
    }
}

impl Editor {
    /// Reads a command such as `code`, `kate -l {line} {file}` or `"C:\Program Files\Notepad++\notepad++.exe" -n{line}
    /// {file}`: words apart by spaces, quoted with `"` or `'`. Known editors need no more than their name.
    #[must_use]
    pub fn parse(command: &str) -> Self {
        let mut words = split(command).into_iter();
        let program = words.next().unwrap_or_else(|| DEFAULT.to_owned());
        let mut arguments: Vec<String> = words.collect();
        if !arguments.iter().any(|word| word.contains("{file}")) {
            let name = Path::new(&program).file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
            let known = KNOWN.iter().find(|(names, _)| names.contains(&name.as_str()));
            let template = known.map_or(&["{file}"][..], |(_, template)| template);
            arguments.extend(template.iter().map(|&word| word.to_owned()));
        }
        Self { program, arguments }
    }

    /// Its name, for people.
    #[must_use]
    pub fn name(&self) -> &str {
        let stem = Path::new(&self.program).file_stem().and_then(|stem| stem.to_str()).unwrap_or(&self.program);
        if stem == DEFAULT { "VS Code" } else { stem }
    }

    fn arguments(&self, target: &Target) -> Vec<String> {
        let file = target.file.display().to_string();
        let (line, column) = (target.line.to_string(), target.column.to_string());
        // The file comes last, lest something in its name be taken for a place.
        let fill = |word: &String| word.replace("{line}", &line).replace("{column}", &column).replace("{file}", &file);
        self.arguments.iter().map(fill).collect()
    }

    /// Starts it.
    pub(super) fn open(&self, target: &Target) -> Result<(), Diagnostic> {
        let program = on_path(&self.program);
        let mut command = Command::new(program);
        command.args(self.arguments(target)).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| {
            let fault = PreviewFault::NoEditor { command: self.program.clone() };
            Diagnostic::new(fault).with_foreign(error.to_string())
        })?;
        // Whoever starts a program has to ask how it ended, or it lingers.
        thread::spawn(move || child.wait());
        Ok(())
    }
}

/// The program's file. Windows finds only `.exe` by itself, and VS Code's command is a `.cmd`.
fn on_path(program: &str) -> PathBuf {
    let plain = PathBuf::from(program);
    if !cfg!(windows) || plain.components().count() > 1 || plain.extension().is_some() {
        return plain;
    }
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let names = ["exe", "cmd", "bat"].map(|extension| format!("{program}.{extension}"));
    let found = std::env::split_paths(&folders).flat_map(|folder| names.clone().map(|name| folder.join(name)));
    found.into_iter().find(|path| path.is_file()).unwrap_or(plain)
}

fn split(command: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for character in command.chars() {
        match (character, quote) {
            (c, Some(open)) if c == open => quote = None,
            ('"' | '\'', None) => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            (' ', None) => words.extend(word.take()),
            (c, _) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(command: &str) -> Vec<String> {
        let target = Target { file: PathBuf::from("/文稿/a {line} $(b).yaml"), line: 12, column: 3 };
        Editor::parse(command).arguments(&target)
    }

    #[test]
    fn known_editors_need_their_name_only() {
        assert_eq!(arguments("code"), ["--goto", "/文稿/a {line} $(b).yaml:12:3"]);
        assert_eq!(arguments("/usr/bin/vim"), ["+12", "/文稿/a {line} $(b).yaml"]);
        assert_eq!(arguments("kate"), ["-l", "12", "-c", "3", "/文稿/a {line} $(b).yaml"]);
        assert_eq!(arguments("wps"), ["/文稿/a {line} $(b).yaml"]);
    }

    #[test]
    fn a_command_is_words_and_not_a_shells() {
        let editor = Editor::parse("\"C:\\Program Files\\N++\\notepad++.exe\" -multiInst; -n{line} {file}");
        assert_eq!(editor.program, "C:\\Program Files\\N++\\notepad++.exe");
        assert_eq!(editor.arguments, ["-multiInst;", "-n{line}", "{file}"]);
        assert_eq!(Editor::parse("  "), Editor::default());
        assert_eq!(Editor::parse("x ''").arguments, ["", "{file}"]);
    }
}
