//! Workbooks as offices have them: what is hidden, how numbers are shown, what stands in a cell. Each is written here.

use rust_xlsxwriter::{ExcelDateTime, FilterCondition, Format, Formula, Workbook, Worksheet, XlsxError};

use super::content::{shown, table};
use crate::project::Project;
use crate::ruler::told;

/// The rows that a paper prints of a workbook, and what is said of it.
fn printed(fill: impl FnOnce(&mut Workbook) -> Result<(), XlsxError>) -> (Vec<String>, String) {
    let mut book = Workbook::new();
    fill(&mut book).expect("a workbook");
    let project = Project::new().file("表.xlsx", book.save_to_buffer().expect("a workbook"));
    let project = project.file("文稿.yaml", "标题: 情况表\n正文:\n  - 表格: { 文件: 表.xlsx }\n");
    let built = banxin::pipeline::Pipeline::new(banxin::pipeline::Settings::default(), banxin::typeset::Pace::batch(1))
        .build(&project.join("文稿.yaml"));
    let said = told(&built);
    if !built.is_good() {
        return (Vec::new(), said);
    }
    let table = table(&built);
    let head = table.head.iter().map(|row| {
        let cell =
            |cell: &Option<banxin::paper::Cell>| cell.as_ref().map_or("·".to_owned(), banxin::paper::Cell::shown);
        row.iter().map(cell).collect::<Vec<_>>().join("|")
    });
    (head.chain(shown(table)).collect(), said)
}

/// Four communities with households, persons and money.
fn communities(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.write_row(0, 0, ["社区", "户数", "人数", "金额"])?;
    for (row, (name, figures)) in
        (1..).zip([("清河", [52, 86, 518]), ("柳林", [47, 75, 451]), ("桃园", [44, 72, 433]), ("东门", [35, 57, 342])])
    {
        sheet.write(row, 0, name)?.write_row(row, 1, figures)?;
    }
    Ok(())
}

#[test]
fn hidden_rows_and_columns_were_printed() {
    let (rows, said) = printed(|book| {
        let sheet = book.add_worksheet();
        communities(sheet)?;
        sheet.set_row_hidden(2)?.set_column_hidden(2)?;
        // Dragged until they were gone.
        sheet.set_row_height(4, 0)?.set_column_width(5, 0)?;
        sheet.write(3, 5, "内部")?;
        Ok(())
    });
    assert_eq!(rows, ["社区|户数|金额", "清河|52|518", "桃园|44|433"]);
    assert!(said.contains("data-hidden-left-out"), "{said}");
}

#[test]
fn rows_that_a_filter_or_a_folded_group_hides_were_printed() {
    let (rows, _) = printed(|book| {
        let sheet = book.add_worksheet();
        communities(sheet)?;
        sheet
            .autofilter(0, 0, 4, 3)?
            .filter_column(0, &FilterCondition::new().add_list_filter("清河").add_list_filter("东门"))?;
        sheet.set_row_hidden(2)?.set_row_hidden(3)?;
        Ok(())
    });
    assert_eq!(rows, ["社区|户数|人数|金额", "清河|52|86|518", "东门|35|57|342"]);
    let (rows, _) = printed(|book| {
        let sheet = book.add_worksheet();
        communities(sheet)?;
        sheet.group_rows_collapsed(1, 3)?.group_columns_collapsed(1, 2)?;
        Ok(())
    });
    assert_eq!(rows, ["社区|金额", "东门|342"]);
}

#[test]
fn a_merged_cell_of_which_a_part_is_hidden_shows_its_text_in_what_is_left() {
    let (rows, _) = printed(|book| {
        let sheet = book.add_worksheet();
        let plain = Format::new();
        sheet.merge_range(0, 1, 0, 3, "低保", &plain)?.write(0, 0, "社区")?.write_row(1, 1, ["户", "人", "元"])?;
        sheet.merge_range(0, 0, 1, 0, "社区", &plain)?;
        sheet.merge_range(2, 0, 4, 0, "清河", &plain)?;
        for row in 2..5 {
            sheet.write_row(row, 1, [row, 10 * row, 100 * row])?;
        }
        sheet.set_column_hidden(1)?.set_row_hidden(2)?;
        Ok(())
    });
    assert_eq!(rows, ["社区|低保|·", "·|人|元", "清河|30|300", "·|40|400"]);
}

#[test]
fn a_roster_and_data_take_hidden_rows_too() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    communities(sheet).and_then(|()| sheet.set_row_hidden(2).map(|_| ())).expect("a sheet");
    let project = Project::new()
        .file("名单.xlsx", book.save_to_buffer().expect("a workbook"))
        .file("文稿.yaml", "标题: \"{{ 社区 }}社区工作计划\"\n正文:\n  - 段落: 共{{ 户数 }}户。\n")
        .file("合.yaml", "标题: 计划\n数据: 名单.xlsx\n正文:\n  - 段落: 共{{ 合计(户数) }}户。\n");
    project.run(["build", "文稿.yaml", "--data", "名单.xlsx", "-o", "{{ 社区 }}.pdf"]).succeeds().wrote("柳林.pdf");
    project.run(["build", "合.yaml"]).succeeds();
    assert!(crate::project::text_of(&project.join("合.pdf")).contains("178"));
}

#[test]
fn the_first_worksheet_that_people_see_was_not_the_one_taken() {
    let (rows, said) = printed(|book| {
        book.add_worksheet().set_name("参数")?.write_row(0, 0, ["内部", "系数"])?;
        communities(book.add_worksheet().set_name("汇总")?)?;
        book.worksheet_from_index(1)?.set_active(true);
        book.worksheet_from_index(0)?.set_hidden(true);
        Ok(())
    });
    assert_eq!(rows[0], "社区|户数|人数|金额", "{said}");
}

#[test]
fn numbers_are_printed_in_the_formats_of_their_cells() {
    let cases: [(f64, &str, &str); 18] = [
        (1234.5, "0.00", "1234.50"),
        (1_234_567.0, "#,##0", "1,234,567"),
        (0.0, "#,##0", "0"),
        (0.985, "0.0%", "98.5%"),
        (-1234.5, "#,##0.00;[Red]-#,##0.00", "-1,234.50"),
        (-1234.5, "#,##0.00_);[红色](#,##0.00)", "(1,234.50)"),
        (-5.0, "0;[Red]0", "5"),
        (123_456.0, "0!.0,\"万\"", "12.3万"),
        (123_456.0, "0\".\"0,\"万\"", "12.3万"),
        (123_450_000.0, "0.00,,\"百万\"", "123.45百万"),
        (7.0, "000", "007"),
        (44_900.0, "yyyy\"年\"m\"月\"d\"日\"", "2022年12月5日"),
        (44_900.0, "yyyy-mm-dd", "2022-12-05"),
        (44_900.5, "yyyy/m/d h:mm", "2022/12/5 12:00"),
        (0.0, "#,##0;-#,##0;\"—\"", "—"),
        (3.0, "0\"人\"", "3人"),
        (1.5, "# ?/?", "1.5"),
        (12.0, "[DBNum1]General", "一十二"),
    ];
    let (rows, said) = printed(|book| {
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, ["名称", "值"])?;
        for (row, (value, code, _)) in (1..).zip(cases) {
            sheet.write(row, 0, format!("第{row}"))?;
            sheet.write_with_format(row, 1, value, &Format::new().set_num_format(code))?;
        }
        Ok(())
    });
    for ((row, (_, code, expected)), at) in rows[1..].iter().zip(cases).zip(1..) {
        assert_eq!(row, &format!("第{at}|{expected}"), "{code} {said}");
    }
}

#[test]
fn what_a_cell_holds_is_printed_as_it_looks() {
    let (rows, said) = printed(|book| {
        let sheet = book.add_worksheet();
        let (bold, plain) = (Format::new().set_bold(), Format::new());
        sheet.write_row(0, 0, ["名称", "值"])?;
        sheet.write_row(1, 0, ["编码", "007123"])?;
        sheet.write_row(2, 0, ["身份", "110101199003070012"])?;
        sheet.write(3, 0, "分段")?.write(3, 1, "第一段\n第二段")?;
        sheet.write(4, 0, "格式")?.write_rich_string(4, 1, &[(&plain, "其中"), (&bold, "低保"), (&plain, "户")])?;
        sheet.write(5, 0, "公式")?.write_formula(5, 1, Formula::new("=1+2").set_result("3"))?;
        sheet.write(6, 0, "文字")?.write_formula(6, 1, Formula::new("=A1&A2").set_result("清河社区"))?;
        sheet.write(7, 0, "真假")?.write(7, 1, true)?;
        sheet.write(8, 0, "日期")?.write_with_format(
            8,
            1,
            &ExcelDateTime::from_ymd(2022, 3, 1)?,
            &Format::new().set_num_format_index(14),
        )?;
        // Trailing rows that only have a format.
        for row in 9..60 {
            sheet.write_blank(row, 0, &Format::new().set_border(rust_xlsxwriter::FormatBorder::Thin))?;
            sheet.write_blank(row, 4, &Format::new().set_border(rust_xlsxwriter::FormatBorder::Thin))?;
        }
        Ok(())
    });
    let expected = [
        "名称|值",
        "编码|007123",
        "身份|110101199003070012",
        "分段|第一段\n第二段",
        "格式|其中低保户",
        "公式|3",
        "文字|清河社区",
        "真假|是",
        "日期|2022/3/1",
    ];
    assert_eq!(rows, expected, "{said}");
}

#[test]
fn a_formula_that_came_to_nothing_is_told_unless_it_is_hidden() {
    let with = |hide: bool| {
        printed(move |book| {
            let sheet = book.add_worksheet();
            communities(sheet)?;
            sheet.write_formula(4, 3, Formula::new("=1/0").set_result("#DIV/0!"))?;
            if hide {
                sheet.set_row_hidden(4)?;
            }
            Ok(())
        })
    };
    let (_, said) = with(false);
    assert!(said.contains("data-error-cell") && said.contains("D5"), "{said}");
    assert_eq!(with(true).0.len(), 4);
}

#[test]
fn a_mistake_in_a_sheet_with_hidden_rows_is_told_by_the_cells_own_name() {
    let (_, said) = printed(|book| {
        let sheet = book.add_worksheet();
        communities(sheet)?;
        sheet.set_row_hidden(1)?.set_column_hidden(1)?;
        sheet.write_formula(4, 3, Formula::new("=1/0").set_result("#DIV/0!"))?;
        Ok(())
    });
    assert!(said.contains("D5"), "{said}");
}
