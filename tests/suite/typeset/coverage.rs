//! Characters without a glyph, and hanzi from another font.

use crate::draft::Draft;

#[test]
fn a_character_no_font_has_is_an_error_at_its_place() {
    let told = Draft::new().paragraph("甲😀乙").paragraph("丙").tells();
    assert_eq!(told, "font-missing-glyph '😀' no font has `😀` (U+1F600); 1 in all would print as boxes");
}

#[test]
fn missing_characters_are_told_once_with_their_count() {
    let told = Draft::new().paragraph("甲𠮷乙😀𠮷").paragraph("丙𠮷").paragraph("丁🙂").tells();
    assert_eq!(
        told,
        "font-missing-glyph '𠮷' no font has `𠮷😀` (U+20BB7 U+1F600); 4 in all would print as boxes\n\
         font-missing-glyph '🙂' no font has `🙂` (U+1F642); 1 in all would print as boxes"
    );
}

#[test]
fn a_joined_emoji_is_told_without_its_joiners() {
    let told = Draft::new().paragraph("甲👨\u{200D}👩").tells();
    assert_eq!(
        told,
        "font-invisible '\u{200D}' an invisible character, zero-width joiner (U+200D), 1 in all\n\
         font-missing-glyph '👨' no font has `👨👩` (U+1F468 U+1F469); 2 in all would print as boxes"
    );
}

#[test]
fn characters_without_a_shape_are_not_missing() {
    let told = Draft::new().paragraph("a\u{200B}b\u{FEFF}c\u{AD}d\u{200E}e✔\u{FE0F}").tells();
    assert_eq!(
        told,
        "font-invisible '\u{200B}' an invisible character, zero-width space (U+200B), 1 in all\n\
         font-invisible '\u{FEFF}' an invisible character, byte-order mark (U+FEFF), 1 in all\n\
         font-invisible '\u{AD}' an invisible character, soft hyphen (U+00AD), 1 in all\n\
         font-invisible '\u{200E}' an invisible character, text direction mark (U+200E), 1 in all"
    );
}

#[test]
fn a_made_up_character_is_told() {
    let told = Draft::new().paragraph("张\u{E863}").tells();
    assert_eq!(told, "font-missing-glyph '\u{E863}' no font has `\u{E863}` (U+E863); 1 in all would print as boxes");
}

#[test]
fn rare_hanzi_from_a_stand_in_are_a_note() {
    let told = Draft::new().paragraph("居民王堃、李喆、陈玥、王堃。").tells();
    assert_eq!(told, "font-fallback '堃' `FandolFang R` lacks `堃喆玥`; `Banxin Kai` was used");
}

#[test]
fn digits_latin_and_marks_in_their_own_font_are_no_stand_ins() {
    let told = Draft::new()
        .code("#set text(font: ((name: \"Banxin Song\", covers: regex(\"[0-9A-Za-z./%]\")), \"FandolFang R\", \"Banxin Kai\", \"Banxin Song\", \"Banxin Symbols\"))\n")
        .paragraph("新增50户，占12.5%，ABC。☐未完成☒作废✔完成①②③“引号”——……·～")
        .tells();
    assert_eq!(told, "");
}

#[test]
fn a_font_that_was_chosen_is_no_stand_in() {
    let told = Draft::new()
        .code("#set text(font: (\"Banxin Kai\", \"Banxin Song\"))\n")
        .paragraph("（一）王堃，李喆。")
        .paragraph("堃")
        .tells();
    assert_eq!(told, "");
}

#[test]
fn a_text_in_nobodys_first_choice_is_told() {
    // UKai lacks 𬭎; it comes from Banxin Kai Ext, which no role begins with.
    let told = Draft::new().paragraph("𬭎").tells();
    assert_eq!(told, "font-fallback '𬭎' `FandolFang R` lacks `𬭎`; `Banxin Kai Ext` was used");
}

#[test]
fn a_missing_character_of_the_theme_is_told_at_the_block() {
    let told = Draft::new().start().code("#\"😀\"").words("甲").end().tells();
    assert_eq!(told, "font-missing-glyph '甲' no font has `😀` (U+1F600); 1 in all would print as boxes");
}

#[test]
fn labels_of_one_span_in_several_roles_are_no_stand_ins() {
    // （一） is drawn by one line of the theme, in 楷体 for a heading and in 仿宋 for a paragraph.
    let body = "  - 任务: { 标题: 甲, 条目: [ { 标题: 乙, 内容: 丙。 }, 丁。, 戊。 ] }\n";
    let built = crate::ruler::build(&format!("标题: 计划\n正文:\n{body}"));
    assert_eq!(crate::ruler::told(&built), "");
}
