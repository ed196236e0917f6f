//! Themes in a project: overlays of one on another, mistakes and mischief in them, and the interface they are written for.

use std::fmt::Write as _;
use std::path::Path;

use crate::project::{Project, Run, repository, text_of};
use crate::snapshot::{all_as_expected, compare};

const PLAN: &str = "标题: 工作计划\n主题: mine\n正文:\n  - 段落: 走访慰问。\n  - 任务: [ 完善制度。 ]\n";

/// A manifest with what is added to it.
fn manifest(name: &str, extends: &str, more: &str) -> String {
    format!("name: {name}\nversion: 0.1.0\napi: 1\nextends: {extends}\n{more}")
}

/// A project whose theme `mine` extends the built-in one, with files of the theme.
fn mine(more: &str, files: &[(&str, &str)]) -> Project {
    let project = Project::new().file("a.yaml", PLAN).file("themes/mine/theme.yaml", manifest("mine", "gbt9704", more));
    files.iter().fold(project, |project, (path, text)| project.file(&format!("themes/mine/{path}"), text))
}

fn build(project: &Project) -> Run {
    project.run(["build", "a.yaml"])
}

/// The text of the paper, which must be made without a word.
#[track_caller]
fn made(project: &Project) -> String {
    let run = build(project).succeeds();
    assert_eq!(run.stderr(), "");
    text_of(&project.join("a.pdf"))
}

/// A function that puts a mark before its text, and calls its parent's.
fn marking(mark: &str) -> String {
    format!(
        "#import \"/parent/lib/body-paragraph.typ\": body-paragraph as parents\n\
         #let body-paragraph(body) = parents[{mark}#body]\n"
    )
}

#[test]
fn one_function_overrides_its_parents_everywhere() {
    let project = mine("", &[("lib/body-paragraph.typ", "#let body-paragraph(body) = par[〔甲〕#body]\n")]);
    assert!(made(&project).contains("〔甲〕走访慰问。"));
}

#[test]
fn a_function_can_call_its_parents_version() {
    let project = mine("", &[("lib/body-paragraph.typ", &marking("〔甲〕"))]);
    assert!(made(&project).contains("〔甲〕走访慰问。"));
}

#[test]
fn three_themes_override_a_function_and_each_calls_the_next() {
    let function = |mark| ("lib/body-paragraph.typ", marking(mark));
    let (path, text) = function("〔乙〕");
    let project = mine("", &[(path, &text)])
        .file("themes/mine/theme.yaml", manifest("mine", "middle", ""))
        .file("themes/middle/theme.yaml", manifest("middle", "lower", ""))
        .file("themes/middle/lib/body-paragraph.typ", function("〔丙〕").1)
        .file("themes/lower/theme.yaml", manifest("lower", "gbt9704", ""))
        .file("themes/lower/lib/body-paragraph.typ", function("〔丁〕").1);
    // The parent's text stands inside what the child makes of it, so the lowest is the outermost.
    assert!(made(&project).replace('\n', "").contains("〔丁〕〔丙〕〔乙〕走访慰问。"));
}

#[test]
fn a_block_template_and_a_layout_override_their_parents() {
    let block = "{% for paragraph in block.paragraphs %}\n#body-paragraph[〔块〕#{{ paragraph }}]\n{% endfor %}\n";
    let layout = "#show: official-page\n〔式〕\n\n{% for block in paper.body %}\n{{ show(block) }}\n{%- endfor %}\n";
    let project = mine("", &[("blocks/paragraph.typ.j2", block), ("layouts/plan.typ.j2", layout)]);
    let text = made(&project);
    assert!(text.contains("〔块〕走访慰问。") && text.contains("〔式〕") && !text.contains("工作计划"), "{text}");
}

#[test]
fn a_parameter_and_a_font_role_override_their_parents() {
    let project = mine("params: { page-numbers: false }\nfonts: { body: { then: [ Banxin Hei ] } }\n", &[]);
    let text = made(&project);
    assert!(!text.contains('—'), "a page number in {text}");
    let fonts = std::process::Command::new("pdffonts").arg(project.join("a.pdf")).output().expect("poppler-utils");
    let fonts = String::from_utf8_lossy(&fonts.stdout).into_owned();
    assert!(fonts.contains("BanxinHei") && !fonts.contains("FandolFang"), "{fonts}");
}

#[test]
fn a_theme_on_the_command_line_may_lie_anywhere() {
    let theme = manifest("other", "gbt9704", "");
    let elsewhere = Project::new().file("theme.yaml", theme).file("lib/body-paragraph.typ", marking("〔别〕"));
    let project = Project::new().file("a.yaml", PLAN);
    project.run(["build", "a.yaml", "--theme", elsewhere.path().to_str().expect("UTF-8")]).succeeds();
    assert!(text_of(&project.join("a.pdf")).contains("〔别〕走访慰问。"));
}

#[test]
fn all_themes_are_named_if_none_is_near() {
    let project = Project::new()
        .file("a.yaml", PLAN.replace("mine", "街道专用"))
        .file("themes/anping/theme.yaml", manifest("anping", "gbt9704", ""));
    build(&project).fails().stderr_is(
        "错误[theme-unknown]: 没有 `街道专用` 这个主题\n --> a.yaml:2:5\n  |\n2 | 主题: 街道专用\n  |       ^^^^^^^^\n  |\n  \
         = 怎么办: 可用的主题：anping、community-plan、county-red-head、gbt9704、yearly-volume\n\na.yaml：有 1 处错误，没有生成，原有的输出没有动",
    );
}

/// What a template in place of the paragraph's does: the first line that is said, and the place.
fn template(text: &str) -> String {
    let said = build(&mine("", &[("blocks/paragraph.typ.j2", text)])).fails().stderr();
    said.lines().take(2).collect::<Vec<_>>().join("\n")
}

const RUNAWAY: &str =
    "错误[theme-template-runaway]: 主题的模板 `mine/blocks/paragraph.typ.j2` 停不下来，已中止\n --> a.yaml:4:5";

#[test]
fn endless_templates_are_stopped() {
    assert_eq!(
        template("{% for i in range(100000) %}{% for j in range(100000) %}{{ i }}{% endfor %}{% endfor %}"),
        RUNAWAY
    );
    assert_eq!(template("{{ show(block) }}"), RUNAWAY);
    assert_eq!(template("{% for i in range(10) %}{{ show(block) }}{% endfor %}"), RUNAWAY);
    assert_eq!(template("{% macro m(n) %}{{ m(n) }}{{ m(n) }}{% endmacro %}{{ m(1) }}").lines().count(), 2);
}

#[test]
fn templates_that_write_too_much_are_stopped_before_they_fill_the_memory() {
    assert_eq!(template("{{ 'a' * 10**9 }}"), RUNAWAY);
    assert_eq!(
        template("{% set x = namespace(v='aaaaaaaa') %}{% for i in range(60) %}{% set x.v = x.v ~ x.v %}{% endfor %}"),
        RUNAWAY
    );
    let wide = format!("{{% for i in range(100000) %}}{}{{% endfor %}}", "//".repeat(10_000));
    assert_eq!(template(&wide), RUNAWAY);
    assert_eq!(template(&format!("{{% set x %}}{wide}{{% endset %}}")), RUNAWAY);
}

#[test]
fn a_text_reaches_the_page_whole_or_not_at_all() {
    let broke =
        "错误[theme-template-broke]: 主题的模板 `mine/blocks/paragraph.typ.j2` 把一段文字拆坏了\n --> a.yaml:4:5";
    assert_eq!(template("{% set x %}{{ block.paragraphs[0] }}{% endset %}#body-paragraph({{ x[1:] }})"), broke);
    assert_eq!(
        template("{% set x %}{{ block.paragraphs[0] }}{% endset %}#body-paragraph({{ x | replace('t', '') }})"),
        broke
    );
    for refused in
        ["{{ block.paragraphs[0] | safe }}", "{{ block.paragraphs[0][:1] }}", "{{ block.nosuch }}", "{% if %}"]
    {
        let said = template(refused);
        assert!(said.starts_with("错误[theme-template]: "), "{refused}: {said}");
    }
}

#[test]
fn captures_and_macros_keep_texts_whole() {
    let captured = "{% set x %}#body-paragraph({{ block.paragraphs[0] }}){% endset %}{{ x }}";
    assert!(made(&mine("", &[("blocks/paragraph.typ.j2", captured)])).contains("走访慰问。"));
    let made_by_macro = "{% macro m(t) %}#body-paragraph({{ t }}){% endmacro %}{{ m(block.paragraphs[0]) }}";
    assert!(made(&mine("", &[("blocks/paragraph.typ.j2", made_by_macro)])).contains("走访慰问。"));
}

#[test]
fn typed_text_is_never_code() {
    let plan =
        "标题: '#panic(1) {{ \"{%\" }}'\n正文:\n  - 段落: '#read(\"/etc/passwd\") $x$ *粗* \\ \"引\" ] } //注'\n";
    let project = Project::new().file("a.yaml", plan);
    project.run(["build", "a.yaml"]).succeeds();
    let text = text_of(&project.join("a.pdf")).replace('\n', "");
    assert!(
        text.contains("#panic(1) {%") && text.contains("#read(\"/etc/passwd\") $x$ *粗* \\ \"引\" ] } //注"),
        "{text}"
    );
}

/// What Typst code in place of the paragraph's function comes to: ids with the YAML line.
fn library(code: &str) -> String {
    let project = mine("", &[("lib/body-paragraph.typ", code)]);
    let said = build(&project).exits(1).stderr();
    said.lines().take(2).collect::<Vec<_>>().join("\n")
}

#[test]
fn typst_code_that_reaches_outside_is_refused() {
    let line = |said: &str, code: &str| assert!(said.starts_with(&format!("错误[{code}]")), "{said}");
    line(&library("#let body-paragraph(body) = read(\"/etc/passwd\")"), "typeset-refused");
    line(&library("#let body-paragraph(body) = read(\"../../../../../etc/passwd\")"), "typeset-refused");
    line(&library("#import \"@preview/cetz:0.3.0\": *\n#let body-paragraph(body) = body"), "typeset-forbidden");
    line(&library("#let body-paragraph(body) = plugin(\"x.wasm\")"), "typeset-forbidden");
    line(&library("#let body-paragraph(body) = std.plugin(\"x.wasm\")"), "typeset-forbidden");
    line(&library("#let body-paragraph(body) = datetime.today()"), "typeset-forbidden");
}

#[test]
fn an_error_in_the_library_is_told_at_the_block_and_at_the_themes_line() {
    let said = library("// 段落\n#let body-paragraph(body) = {\n  panic(\"不行\")\n}\n");
    assert_eq!(
        said,
        "错误[typeset-refused]: 这一部分排不成版（`mine/lib/body-paragraph.typ` 第 3 行）\n --> a.yaml:4:5"
    );
}

#[test]
fn a_library_file_that_does_not_parse_is_told_with_its_line() {
    let said = library("#let body-paragraph(body) = {\n  par(body\n}\n");
    assert!(said.starts_with("错误[typeset-refused]: 这一部分排不成版（`mine/lib/body-paragraph.typ` 第 "), "{said}");
}

/// The interface as it is: what a template sees, which functions there are, how those of the library are called.
fn interface() -> String {
    let keys = "#metadata((paper: {{ paper | list }}))\n{% for block in paper.body %}\n#metadata(({{ block.kind }}: {{ block | list }}, table: {% if block.table %}{{ block.table | list }}{% else %}none{% endif %}))\n{% endfor %}\n";
    let plan = "标题: 甲\n主题: mine\n正文:\n  - 统计:\n      标题: 乙\n      指标: { 户: 5户 }\n      表: 长表\n";
    let project = mine("", &[("layouts/plan.typ.j2", keys)]).file("a.yaml", plan);
    let main = project.run(["build", "a.yaml", "--format", "typ", "-o", "-"]).succeeds().stdout();
    let mut interface = "# 模板看到的 · what templates see\n".to_owned();
    for line in main.lines().filter_map(|line| line.strip_prefix("#metadata((")) {
        let _ = writeln!(interface, "{}", line.trim_end_matches("))"));
    }
    interface.push_str("\n# 模板的函数和过滤器 · functions and filters of templates, beside minijinja's\n");
    let code = std::fs::read_to_string(repository("src/render/environment.rs")).expect("the environment");
    let calls = ["add_function", "add_filter", "add_test", "add_global", "remove_filter", "remove_function"];
    for line in code.lines().filter_map(|line| line.trim().strip_prefix("environment.")) {
        if let Some(call) = calls.iter().find(|call| line.starts_with(**call)) {
            let _ = writeln!(interface, "{call} {}", line.split('"').nth(1).unwrap_or_default());
        }
    }
    interface.push_str("\n# lib/\n");
    let mut files: Vec<_> = std::fs::read_dir(repository("themes/gbt9704/lib")).expect("lib/").flatten().collect();
    files.sort_by_key(std::fs::DirEntry::file_name);
    for file in files {
        let _ = writeln!(interface, "{}", signature(&file.path()));
    }
    interface
}

/// `name(arguments)` of the function a library file is named after.
fn signature(file: &Path) -> String {
    let text = std::fs::read_to_string(file).expect("a library file");
    let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
    let start = text.find(&format!("#let {name}")).unwrap_or_else(|| panic!("no `{name}` in {}", file.display()));
    let definition = &text[start + "#let ".len()..];
    let mut depth = 0;
    let end = definition.char_indices().find(|&(_, c)| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth == 0 && (c == ')' || c == '=')
    });
    let end = end.map_or(definition.len(), |(at, c)| if c == ')' { at + 1 } else { at });
    definition[..end].split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_interface_of_themes_is_as_published() {
    all_as_expected([compare(&repository("tests/snapshots/theme-api-1.txt"), &interface())]);
}
