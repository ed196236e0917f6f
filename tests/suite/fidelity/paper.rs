//! A paper with a text in every field, and what must be read from it.

use super::typing::Way;
use crate::reader::squeezed;

/// How many texts a paper takes.
pub(super) const FIELDS: usize = 46;

/// A paper as typed.
pub(super) struct Paper {
    /// The document.
    pub(super) yaml: String,
    parts: Vec<Part>,
}

/// A typed text, and what may be printed between it and the one before.
struct Part {
    before: Vec<String>,
    text: String,
}

/// Types fields, one after the other, in the order they are printed.
struct Typist<'a> {
    paper: Paper,
    texts: std::slice::Iter<'a, (String, Way)>,
}

impl Typist<'_> {
    /// Types a line without a text.
    fn line(&mut self, line: &str) -> &mut Self {
        self.paper.yaml.push_str(line);
        self.paper.yaml.push('\n');
        self
    }

    /// Types the next text after `start`, which is the indentation with a key or a dash; before it one of `before` is
    /// printed, separated by `/`.
    fn text(&mut self, start: &str, before: &str) -> &mut Self {
        let (text, way) = self.texts.next().expect("as many texts as FIELDS says");
        let indent = start.len() - start.trim_start_matches([' ', '-']).len() + 2;
        self.paper.parts.push(Part { before: before.split('/').map(str::to_owned).collect(), text: squeezed(text) });
        let typed = way.typed(text, indent);
        self.line(&format!("{start} {typed}"))
    }
}

impl Paper {
    /// Types a paper.
    pub(super) fn typed(texts: &[(String, Way)]) -> Self {
        let paper = Self { yaml: String::new(), parts: Vec::new() };
        let mut typist = Typist { paper, texts: texts.iter() };
        head(&mut typist);
        tasks(&mut typist);
        rest(&mut typist);
        assert_eq!(typist.texts.len(), 0, "FIELDS is too many");
        typist.paper
    }

    /// What was read, white space aside, must be the texts and what belongs between them, and nothing else.
    pub(super) fn compare(&self, read: &str) -> Result<(), String> {
        let mut rest = read;
        for part in &self.parts {
            let after = |before: &String| rest.strip_prefix(before.as_str())?.strip_prefix(part.text.as_str());
            rest = part.before.iter().find_map(after).ok_or_else(|| {
                let found: String = rest.chars().take(part.text.chars().count() + 12).collect();
                format!("typed: {:?} {}\nread:  {found}\n{}", part.before, part.text, self.yaml)
            })?;
        }
        if rest == "2021年12月5日" { Ok(()) } else { Err(format!("too much: {rest}")) }
    }
}

fn head(typist: &mut Typist<'_>) {
    typist
        .text("标题:", "")
        .text("副标题:", "")
        .line("主送:")
        .text("  -", "")
        .text("  -", "，")
        .line("日期: 2021-12-05")
        .line("正文:")
        .text("  - 段落:", "：/")
        .text("  -", "")
        .line("  - 指导思想:")
        .text("      标题:", "一、")
        .text("      内容:", "")
        .line("      要点:")
        .text("        -", "一是");
}

fn tasks(typist: &mut Typist<'_>) {
    typist
        .line("  - 章节:")
        .text("      标题:", "。二、/二、")
        .text("      内容:", "")
        .line("      正文:")
        .line("        - 任务:")
        .text("            标题:", "（一）")
        .text("            引言:", "")
        .line("            条目:")
        .text("              - 标题:", "1.")
        .line("                接排: 是")
        .text("                内容:", "。/")
        .line("                要点:")
        .text("                  - 标题:", "一是")
        .text("                    内容:", "。/")
        .text("                责任单位:", "。（责任单位：/（责任单位：")
        .line("                协办单位:")
        .text("                  -", "；协办单位：")
        .text("                  -", "、")
        .text("                完成时限:", "；完成时限：")
        .text("                目标:", "；目标：")
        .text("                结尾:", "）")
        .text("              -", "2.")
        .text("              - 标题:", "3.")
        .line("                任务:")
        .text("                  -", "（1）")
        .line("                责任标注: 另行")
        .text("                责任单位:", "责任单位：")
        .text("            结尾:", "")
        .text("      结尾:", "");
}

fn rest(typist: &mut Typist<'_>) {
    typist
        .line("  - 要点:")
        .text("      引言:", "")
        .line("      排法: 分段")
        .line("      条目:")
        .text("        -", "一是")
        .text("      结尾:", "。/")
        .line("  - 统计:")
        .text("      标题:", "三、")
        .text("      引言:", "")
        .line("      分项:")
        .text("        - 名称:", "（一）")
        .text("          叙述:", "。/")
        .line("      指标: { 甲: 1户 }")
        .line("      表:")
        .text("        标题:", "")
        .text("      结尾:", "指标数量单位甲1户")
        .line("  - 下年计划:")
        .text("      标题:", "四、")
        .text("      引言:", "")
        .line("      目标指标:")
        .text("        -", "主要目标：")
        .text("        -", "；/")
        .line("      条目:")
        .text("        -", "。（一）/（一）")
        .text("  - 结语:", "")
        .line("署名:")
        .text("  -", "")
        .text("  -", "");
}
