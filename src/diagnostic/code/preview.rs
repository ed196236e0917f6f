//! Codes of the preview: its address, its editor, places on its pages.

use crate::diagnostic::Words;

/// What can go wrong with showing pages in the browser.
#[derive(Clone, Debug, PartialEq)]
pub enum PreviewFault {
    /// Nothing can listen on this machine; the system's words are the diagnostic's foreign note.
    NoServer,
    /// The port asked for is in use.
    PortTaken {
        /// The port.
        port: u16,
    },
    /// No browser could be started; the system's words are the diagnostic's foreign note.
    NoBrowser {
        /// The address to open by hand.
        url: String,
    },
    /// The editor could not be started; the system's words are the diagnostic's foreign note.
    NoEditor {
        /// Its command.
        command: String,
    },
    /// A folder could not be opened; the system's words are the diagnostic's foreign note.
    NoFolder {
        /// Its path.
        path: String,
    },
    /// There is nothing of that name to watch.
    NoSubject {
        /// What was typed.
        path: String,
    },
    /// What was to be located is no `FILE:LINE`.
    NoPlace {
        /// What was typed.
        typed: String,
    },
    /// No preview shows the file.
    NotRunning {
        /// The file.
        path: String,
    },
    /// The line is on no page.
    NotPrinted {
        /// The file.
        path: String,
        /// The line.
        line: usize,
    },
}

impl PreviewFault {
    /// Id, severity and words.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::NoServer => Words::error(
                "preview-no-server",
                "预览开不起来：本机地址 127.0.0.1 用不了",
                "the preview can't start: the address 127.0.0.1 of this machine can't be used",
            )
            .hint("检查安全软件是否拦住了本程序", "check whether security software keeps this program from it"),
            Self::PortTaken { port } => Words::error(
                "preview-port-taken",
                format!("端口 {port} 已经被别的程序占用"),
                format!("another program uses port {port}"),
            )
            .hint("换一个端口，或者不写 `--port`", "choose another port, or leave `--port` out"),
            Self::NoBrowser { url } => {
                Words::warning("preview-no-browser", "没能自动打开浏览器", "the browser could not be opened")
                    .hint(format!("在浏览器里打开 {url}"), format!("open {url} in a browser"))
            }
            Self::NoEditor { command } => Words::error(
                "preview-no-editor",
                format!("打不开编辑器 `{command}`"),
                format!("can't start the editor `{command}`"),
            )
            .hint(
                "装好 VS Code，或者用 `--editor` 指定别的编辑器，例如 `--editor \"notepad++ -n{line} {file}\"`",
                "install VS Code, or name another editor, such as `--editor \"kate -l {line} {file}\"`",
            ),
            Self::NoFolder { path } => Words::error(
                "preview-no-folder",
                format!("打不开文件夹 `{path}`"),
                format!("can't open the folder `{path}`"),
            )
            .hint("在文件管理器里打开它", "open it in the file manager"),
            Self::NoSubject { path } => Words::error(
                "preview-no-subject",
                format!("没有 `{path}` 这份文稿，也没有这个文件夹"),
                format!("there is no document and no folder `{path}`"),
            )
            .hint("检查路径；新写一份用 `banxin new`", "check the path; `banxin new` writes a new document"),
            Self::NoPlace { typed } => Words::error(
                "preview-no-place",
                format!("`{typed}` 看不出是哪个文件的哪一行"),
                format!("`{typed}` is not a file and a line"),
            )
            .hint("写成 `计划.yaml:12`", "write it as `plan.yaml:12`"),
            Self::NotRunning { path } => Words::error(
                "preview-not-running",
                format!("没有正在预览 `{path}`"),
                format!("no preview shows `{path}`"),
            )
            .hint("先运行 `banxin watch`", "run `banxin watch` first"),
            Self::NotPrinted { path, line } => Words::error(
                "preview-not-printed",
                format!("`{path}` 第 {line} 行不在纸面上"),
                format!("line {line} of `{path}` is on no page"),
            )
            .hint("换有正文的一行；文稿有错时先改好", "choose a line with text; mend the document's errors first"),
        }
    }
}
