//! Mistakes are told at the YAML, with the theme's line and Typst's words.

use crate::draft::Draft;

#[test]
fn a_mistake_in_the_theme_is_told_at_the_block() {
    let theme = "#let task(body) = {\n  body\n  1 + \"x\"\n}\n";
    let told = Draft::new()
        .file("/theme/lib/task.typ", theme)
        .code("#import \"/theme/lib/task.typ\": task\n")
        .paragraph("第一段")
        .start()
        .code("#task(")
        .text("第二段")
        .code(")\n")
        .end()
        .fails();
    assert_eq!(
        told,
        "typeset-refused '第二段' this part can't be set (`theme/lib/task.typ`, line 3) \
         | cannot add integer and string"
    );
}

#[test]
fn a_mistake_in_a_call_is_told_at_its_block() {
    let told = Draft::new().paragraph("甲").start().words("乙").code("#nosuch()\n").end().fails();
    assert_eq!(told, "typeset-refused '乙' this part can't be set | unknown variable: nosuch");
}

#[test]
fn a_mistake_in_a_show_rule_is_told_at_the_text() {
    let told = Draft::new()
        .file("/theme/lib/x.typ", "#let rule(body) = { show \"乙\": it => panic(\"no\")\nbody }")
        .code("#import \"/theme/lib/x.typ\": rule\n#show: rule\n")
        .paragraph("甲")
        .paragraph("乙丙")
        .fails();
    assert_eq!(told, "typeset-refused '乙丙' this part can't be set (`theme/lib/x.typ`, line 1) | panicked with: no");
}

#[test]
fn a_mistake_without_a_place_is_the_documents() {
    let told = Draft::new()
        .file("/theme/lib/x.typ", "#let x = ")
        .code("#import \"/theme/lib/x.typ\": x\n")
        .paragraph("甲")
        .fails();
    assert_eq!(told, "typeset-refused '- 甲' this part can't be set (`theme/lib/x.typ`, line 1) | expected expression");
}

#[test]
fn all_mistakes_of_one_kind_at_one_place_are_told_once() {
    let told = Draft::new().start().code("#for i in range(3) { nosuch() }").words("甲").end().fails();
    assert_eq!(told.lines().count(), 1, "{told}");
}

#[test]
fn an_unknown_font_is_a_warning() {
    let told = Draft::new().code("#set text(font: (\"No Such Font\", \"Banxin Song\"))\n").paragraph("甲").tells();
    assert_eq!(told, "typeset-doubted '- 甲' this part was set, but Typst warns | unknown font family: no such font");
}

#[test]
fn a_picture_that_cannot_be_read_is_named() {
    let told =
        Draft::new().file("/asset/0", *b"GIF89a no").start().code("#image(\"/asset/0\")").words("图").end().fails();
    assert!(told.starts_with("typeset-picture '图' this picture can't be read | failed to decode image"), "{told}");
    let told = Draft::new().file("/asset/0", *b"hello").start().code("#image(\"/asset/0\")").words("图").end().fails();
    assert!(told.starts_with("typeset-picture '图' this picture can't be read | unknown image format"), "{told}");
}

#[test]
fn plugins_are_out_of_reach() {
    let ways = [
        "#plugin(\"/asset/0\")",
        "#std.plugin(\"/asset/0\")",
        "#let (p,) = (std,).map(s => s.plugin); #p(\"/asset/0\")",
        "#eval(\"plugin(\\\"/asset/0\\\")\")",
        "#import std: plugin",
        "#dictionary(std).plugin(\"/asset/0\")",
    ];
    for way in ways {
        let told = Draft::new().file("/asset/0", *b"\0asm\x01\0\0\0").start().code(way).words("甲").end().fails();
        assert!(told.contains("plugin") || told.contains("unresolved import"), "{way}: {told}");
    }
    let told = Draft::new().start().code("#plugin(\"/asset/0\")").words("甲").end().fails();
    assert_eq!(told, "typeset-forbidden '甲' a theme may not load a plugin (`plugin`) | unknown variable: plugin");
}

#[test]
fn packages_and_the_clock_are_out_of_reach() {
    let told = Draft::new().start().code("#import \"@preview/cetz:0.3.0\"\n").words("甲").end().fails();
    assert_eq!(
        told,
        "typeset-forbidden '甲' a theme may not import a package (`@…`) \
         | failed to load package (themes can't use packages)"
    );
    let told = Draft::new().start().code("#datetime.today()").words("甲").end().fails();
    assert_eq!(
        told,
        "typeset-forbidden '甲' a theme may not ask for today's date (`datetime.today`) \
         | unable to get the current date"
    );
}

#[test]
fn reading_sees_only_what_is_in_memory() {
    for call in
        ["read(\"/etc/passwd\")", "json(\"/Cargo.toml\")", "image(\"../../fonts/README.md\")", "read(\"Cargo.toml\")"]
    {
        let told = Draft::new().start().code(&format!("#{call}")).words("甲").end().fails();
        assert!(told.contains("file not found") || told.contains("would escape"), "{call}: {told}");
    }
    let pages = Draft::new().file("/theme/x.json", *b"{\"a\": 3}").code("#json(\"/theme/x.json\").a").pages();
    assert_eq!(pages.count(), 1);
}

#[test]
fn references_that_never_settle_are_a_warning() {
    let code = "#context { let n = query(<x>).len(); for _ in range(n + 1) [#metadata(0) <x>] }";
    let told = Draft::new().paragraph("甲").code(code).tells();
    assert!(
        told.starts_with("typeset-unsettled '- 甲' page numbers or layout still change after five rounds"),
        "{told}"
    );
}
