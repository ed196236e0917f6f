//! 图片: files with what is said of them.

use super::item_is_sound;
use crate::diagnostic::{Diagnostic, DocumentFault, Report};
use crate::document::fields::Fields;
use crate::document::schema::PICTURE_FILE;
use crate::document::{Extent, PictureFile, Pictures};
use crate::yaml::Node;

/// So many pictures stand on one page and can still be made out.
const MOST: usize = 9;

/// The fields of a 图片.
pub(super) fn pictures(node: &Node, fields: &mut Fields, report: &mut Report) -> Pictures {
    let page = fields.line("page", report);
    let mut files: Vec<PictureFile> =
        fields.list("file").iter().filter_map(|node| picture_file(node, report)).collect();
    for file in &mut files {
        file.page = file.page.take().or_else(|| page.clone());
    }
    if files.len() > MOST {
        report.push(Diagnostic::at(node.span, DocumentFault::ManyPictures { count: files.len(), most: MOST }));
        files.truncate(MOST);
    }
    Pictures {
        files,
        caption: fields.line("caption", report),
        width: extent(fields, "width", report),
        unnumbered: fields.flag("unnumbered", report).unwrap_or(false),
    }
}

fn picture_file(node: &Node, report: &mut Report) -> Option<PictureFile> {
    if !item_is_sound(node, &PICTURE_FILE, report) {
        return None;
    }
    let mut fields = Fields::read(&PICTURE_FILE, node, report)?;
    let file = fields.line("file", report);
    let page = fields.line("page", report);
    let caption = fields.line("caption", report);
    fields.finish();
    Some(PictureFile { span: node.span, file: file?, page, caption })
}

/// A field that is a width.
pub(in crate::document) fn extent(fields: &mut Fields, name: &'static str, report: &mut Report) -> Option<Extent> {
    let typed = fields.line(name, report)?;
    Extent::parse(&typed, fields.name_of(name)).map_err(|fault| report.push(fault)).ok()
}
