//! What somebody who writes a theme gets wrong: told with the theme's own file, and with what to do.

use crate::project::{Project, text_of};

const PLAN: &str =
    "标题: 工作计划\n主题: anping\n署名: 安平镇民政办\n日期: 2022-01-05\n正文:\n  - 段落: 走访慰问。\n  - 结语: 完。\n";

const HEAD: &str = "name: anping\nversion: 1.0.0\napi: 1\nextends: gbt9704\n";

/// A theme that begins well, with one file more or another `theme.yaml`.
fn theme(path: &str, text: impl AsRef<[u8]>) -> Project {
    let project = Project::new().file("a.yaml", PLAN).file("themes/anping/theme.yaml", HEAD);
    project.file(&format!("themes/anping/{path}"), text)
}

/// What is said of a paper in it, which can't be made.
#[track_caller]
fn refused(path: &str, text: impl AsRef<[u8]>) -> String {
    theme(path, text).run(["build", "a.yaml"]).fails().stderr()
}

/// What is said of a paper in it, which is made all the same.
#[track_caller]
fn remarked(path: &str, text: impl AsRef<[u8]>) -> String {
    theme(path, text).run(["build", "a.yaml"]).succeeds().stderr()
}

#[track_caller]
fn says(said: &str, wanted: &[&str]) {
    for words in wanted {
        assert!(said.contains(words), "no {words} in\n{said}");
    }
}

#[test]
fn what_can_not_be_in_a_manifest_is_told_at_its_place() {
    let manifest = |text: &str| refused("theme.yaml", text);
    says(&manifest(""), &["错误[theme-empty]: `themes/anping/theme.yaml` 里没有内容", "`extends: gbt9704`"]);
    says(&manifest("name: anping\nversion: 第一版\napi: 1\n"), &["错误[store-bad-version]", "theme.yaml:2:10"]);
    says(
        &manifest("name: anping\nversion: 1.0.0\napi: 1\n"),
        &["错误[theme-no-layout]", "加上一行 `extends: gbt9704`"],
    );
    let params = |line: &str| manifest(&format!("{HEAD}params:\n  {line}\n"));
    says(&params("font-level-2: heiti"), &["theme.yaml:6:17", "错误[theme-no-role]"]);
    says(&params("lines: { type: text, default: x }"), &["错误[theme-param-retyped]", "类型是 integer", "只改值就写"]);
    let layouts = "layouts:\n  brief: { title: { zh: 简报 }, kinds: [ 计划, 总节 ] }\n";
    says(
        &manifest(&format!("{HEAD}{layouts}")),
        &["错误[unknown-word]: `kinds` 不能写 `总节`", "theme.yaml:6:44", "`总结`"],
    );
}

#[test]
fn a_layout_may_name_its_kinds_in_chinese() {
    let layouts = "layouts:\n  brief: { title: { zh: 简报 }, kinds: [ 总结 ] }\n";
    let project = theme("theme.yaml", format!("{HEAD}{layouts}"))
        .file(
            "themes/anping/layouts/brief.typ.j2",
            "简报\n{% for block in paper.body %}{{ show(block) }}{% endfor %}\n",
        )
        .file("a.yaml", PLAN.replace("署名", "文种: 总结\n署名"));
    project.run(["build", "a.yaml"]).succeeds();
    assert!(text_of(&project.join("a.pdf")).starts_with("简报"));
}

#[test]
fn a_parameter_that_names_a_role_is_held_to_it_in_documents_too() {
    let document = PLAN.replace("主题: anping", "主题: { 名称: anping, 参数: { font-level-2: heiti } }");
    let said = theme("theme.yaml", HEAD).file("a.yaml", document).run(["build", "a.yaml"]).fails().stderr();
    says(&said, &["错误[theme-no-role]", "a.yaml:2:39", "是不是 `hei`？"]);
}

#[test]
fn a_folder_with_another_name_than_its_theme_is_told() {
    let said = remarked("theme.yaml", HEAD.replace("anping", "anpin"));
    says(&said, &["注意[theme-other-name]", "a.yaml:2:5", "写 `name: anping`"]);
}

#[test]
fn a_template_that_works_on_a_text_is_told_and_the_text_is_not_lost() {
    for filter in ["upper", "title", "trim", "replace(\"完\", \"\")", "list", "first", "string", "default(1) | string"]
    {
        let said =
            refused("blocks/closing.typ.j2", format!("#body-paragraph({{{{ block.paragraphs[0] | {filter} }}}})\n"));
        says(&said, &["anping/blocks/closing.typ.j2", "a.yaml:7:5"]);
    }
    let said = refused("blocks/closing.typ.j2", "#body-paragraph({{ block.paragraphs[0] ~ \"！\" }})\n");
    says(&said, &["错误[theme-template-broke]", "模板里不要切割文字"]);
}

#[test]
fn templates_and_functions_are_read_in_every_encoding() {
    let template = "#body-paragraph[结语在此]\n";
    let (gbk, ..) = encoding_rs::GBK.encode(template);
    let marked = format!("\u{FEFF}{template}");
    for bytes in [gbk.to_vec(), marked.into_bytes()] {
        let project = theme("blocks/closing.typ.j2", bytes);
        project.run(["build", "a.yaml"]).succeeds();
        assert!(text_of(&project.join("a.pdf")).contains("\n结语在此\n"));
    }
    let said = refused("blocks/closing.typ.j2", [0x89, b'P', b'N', b'G', 0xFF, 0xFE, 0x00, 0x81, 0xFF]);
    says(&said, &["错误[file-not-text]: `themes/anping/blocks/closing.typ.j2` 不是文本文件"]);
}

#[test]
fn mistakes_in_typst_are_told_with_the_themes_file_and_not_blamed_on_the_text() {
    let theirs = "多半是主题 `anping` 的问题";
    let said = refused("blocks/closing.typ.j2", "#body-paragraf[x]\n");
    says(&said, &["（`anping/blocks/closing.typ.j2`）", "a.yaml:7:5", theirs, "unknown variable"]);
    let said = refused("lib/signature.typ", "#let signature(issuers: (), date: none) = {\n");
    says(&said, &["（`anping/lib/signature.typ` 第 1 行）", theirs]);
    let said = refused("lib/signature.typ", "#let signatur(issuers: (), date: none) = []\n");
    says(
        &said,
        &[
            "错误[typeset-no-function]: `anping/lib/signature.typ` 里没有叫 `signature` 的函数",
            "`#let signature(…) = …`",
        ],
    );
    let said = refused("lib/我 的.typ", "#let x() = []\n");
    says(&said, &["错误[theme-function-name]: `anping/lib/我 的.typ` 的文件名"]);
}
