//! What templates see of a paper: `paper` with its blocks. The fields named here are `api: 1`; docs/theme-format.md
//! lists them, and a snapshot test guards them.

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::value::{Enumerator, Object, ObjectRepr, Value};

mod chart;
mod formal;
mod front;

use super::{CLOSE, Look, OPEN, title};
use crate::asset::Asset;
use crate::document::Extent;
use crate::paper::{Attachment, Block, Paper, Picture, Pictures};
use crate::source::Span;
use crate::text::Text;
use crate::theme::{ParamValue, Theme};

mod table;

pub use table::TablePlace;

/// A text as templates hold it: a number, and nothing of the text itself.
#[derive(Debug)]
pub(super) struct TextValue {
    /// Its number among the context's texts.
    pub number: usize,
    /// Whether there is anything in it.
    empty: bool,
}

impl Object for TextValue {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn is_true(self: &Arc<Self>) -> bool {
        !self.empty
    }

    fn render(self: &Arc<Self>, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // What a filter makes of it carries the marks, so that a text that was taken apart is told and not lost.
        write!(f, "{OPEN}{CLOSE}")
    }
}

/// A block as templates hold it.
#[derive(Debug)]
pub(super) struct BlockValue {
    /// Its number: the id of its tags, and its place in the source map.
    pub number: usize,
    /// Its template.
    pub template: String,
    fields: BTreeMap<&'static str, Value>,
}

impl Object for BlockValue {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.fields.get(key.as_str()?).cloned()
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.fields.keys().map(|key| Value::from(*key)).collect())
    }
}

/// A block's place and template, by number.
#[derive(Debug)]
pub(super) struct BlockPlace {
    /// The block in the YAML.
    pub span: Span,
    /// The template that writes it.
    pub template: String,
}

/// A paper as values, and the texts and blocks that marks refer to.
#[derive(Debug)]
pub(super) struct Context {
    /// `paper`.
    pub root: Value,
    /// By number.
    pub texts: Vec<Text>,
    /// By number; 0 is the document.
    pub blocks: Vec<BlockPlace>,
    /// By number.
    pub pictures: Vec<PicturePlace>,
    /// By the number a theme reports of each that is crowded.
    pub tables: Vec<TablePlace>,
}

/// A picture's file and where it is named, by number.
#[derive(Clone, Debug)]
pub struct PicturePlace {
    /// Where it is named.
    pub span: Span,
    /// Its file.
    pub asset: Arc<Asset>,
}

impl Context {
    /// Lays a paper out as values.
    pub(super) fn new(paper: &Paper, look: &Look<'_>) -> Self {
        let numbering = paper.numbering.map_or_else(|| default_numbering(look.theme), str::to_owned);
        let whole = BlockPlace { span: paper.span, template: "layouts".to_owned() };
        let assets = paper.assets.clone();
        let mut maker = Maker {
            texts: Vec::new(),
            blocks: vec![whole],
            pictures: Vec::new(),
            tables: Vec::new(),
            assets,
            numbering,
        };
        let title = maker.title(&paper.title, paper);
        let fields = BTreeMap::from([
            ("title", title),
            ("subtitle", maker.optional(paper.subtitle.as_ref())),
            ("recipients", maker.optional(paper.recipients.as_ref())),
            ("issuers", maker.texts(&paper.issuers)),
            ("date", maker.optional(paper.date.as_ref().map(|date| &date.text))),
            ("kind", Value::from(paper.kind)),
            ("numbering", Value::from(maker.numbering.as_str())),
            ("body", maker.blocks(&paper.body)),
            ("draft", maker.optional(paper.draft.as_ref())),
            ("cover", maker.cover(paper)),
            ("contents", Maker::contents(paper)),
            ("attachments", paper.attachments.iter().map(|attachment| maker.attachment(attachment, paper)).collect()),
        ]);
        let fields = fields.into_iter().chain(maker.formal(&paper.formal));
        let moved = paper.recipients.as_ref().filter(|_| look.fit.recipients_in_imprint).and_then(as_imprinted);
        let fit = Value::from_pairs([("recipients_in_imprint", maker.optional(moved.as_ref()))]);
        let volume = paper.volume.as_ref().map_or(Value::from(()), |volume| {
            Value::from_pairs([("title", maker.title(std::slice::from_ref(&volume.title), paper))])
        });
        let root = Value::from_pairs([("paper", Value::from_pairs(fields)), ("fit", fit), ("volume", volume)]);
        Self { root, texts: maker.texts, blocks: maker.blocks, pictures: maker.pictures, tables: maker.tables }
    }
}

/// 主送 as it stands in the imprint: with a 。 instead of its colon.
fn as_imprinted(recipients: &Text) -> Option<Text> {
    let length = recipients.as_str().trim_end_matches(['：', ':']).len();
    let mut text = recipients.slice(0..length);
    text.push_derived("。", recipients.span()?);
    Some(text)
}

fn default_numbering(theme: &Theme) -> String {
    match theme.params.get("numbering").map(|param| &param.value) {
        Some(ParamValue::Text(scheme)) => scheme.clone(),
        _ => "official".to_owned(),
    }
}

struct Maker {
    texts: Vec<Text>,
    blocks: Vec<BlockPlace>,
    pictures: Vec<PicturePlace>,
    tables: Vec<TablePlace>,
    assets: Vec<Arc<Asset>>,
    numbering: String,
}

impl Maker {
    fn text(&mut self, text: &Text) -> Value {
        let value = TextValue { number: self.texts.len(), empty: text.is_empty() };
        self.texts.push(text.clone());
        Value::from_object(value)
    }

    fn optional(&mut self, text: Option<&Text>) -> Value {
        text.map_or(Value::from(()), |text| self.text(text))
    }

    fn texts(&mut self, texts: &[Text]) -> Value {
        texts.iter().map(|text| self.text(text)).collect()
    }

    fn blocks(&mut self, blocks: &[Block]) -> Value {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: &Block) -> Value {
        let number = self.blocks.len();
        let template = format!("blocks/{}.typ.j2", block.kind.name());
        self.blocks.push(BlockPlace { span: block.span, template: template.clone() });
        let numbering: &str = block.numbering.unwrap_or("");
        let numbering = if numbering.is_empty() { self.numbering.clone() } else { numbering.to_owned() };
        let heading = block.heading.as_ref();
        let fields = BTreeMap::from([
            ("kind", Value::from(block.kind.name())),
            ("ordinal", block.ordinal.iter().copied().collect()),
            ("level", Value::from(block.level)),
            ("numbering", Value::from(numbering)),
            ("heading", self.optional(heading.map(|heading| &heading.text))),
            ("heading_marked", Value::from(heading.is_some_and(|heading| ends_in_mark(heading.text.as_str())))),
            ("run_in", Value::from(heading.is_some_and(|heading| heading.run_in))),
            ("paragraphs", self.texts(&block.paragraphs)),
            ("figures", block.figures.iter().map(|figure| self.figure(figure)).collect()),
            ("table", block.table.as_ref().map_or(Value::from(()), |table| self.table(table))),
            ("pictures", self.pictures(block.pictures.as_deref())),
            ("chart", self.chart(block.chart.as_deref())),
            ("children", self.blocks(&block.children)),
            ("ending", self.texts(&block.ending)),
        ]);
        Value::from_object(BlockValue { number, template, fields })
    }

    fn figure(&mut self, figure: &crate::paper::PaperFigure) -> Value {
        Value::from_pairs([
            ("name", self.text(&figure.name)),
            ("text", self.text(&figure.text)),
            ("nature", Value::from(figure.nature.unwrap_or(""))),
        ])
    }

    /// The lines of a title, each as its segments.
    fn title(&mut self, title: &[Text], paper: &Paper) -> Value {
        title::lines(title, paper).iter().map(|segments| self.texts(segments)).collect()
    }

    /// An attachment, shown as a block.
    fn attachment(&mut self, attachment: &Attachment, paper: &Paper) -> Value {
        let number = self.blocks.len();
        let template = "blocks/attachment.typ.j2".to_owned();
        self.blocks.push(BlockPlace { span: attachment.span, template: template.clone() });
        // Its headings are numbered as the paper's unless it says otherwise.
        let numbering = attachment.numbering.map_or_else(|| self.numbering.clone(), str::to_owned);
        let before = std::mem::replace(&mut self.numbering, numbering);
        let fields = BTreeMap::from([
            ("kind", Value::from("attachment")),
            ("number", attachment.number.map_or(Value::from(()), Value::from)),
            ("name", self.text(&attachment.name)),
            ("listed", Value::from(attachment.is_listed)),
            ("title", self.title(&attachment.title, paper)),
            ("has_pages", Value::from(!attachment.body.is_empty())),
            ("children", self.blocks(&attachment.body)),
        ]);
        self.numbering = before;
        Value::from_object(BlockValue { number, template, fields })
    }

    /// A picture as `paper-picture` takes it.
    fn picture(&mut self, picture: &Picture) -> Value {
        let asset = Arc::clone(&self.assets[picture.asset]);
        let number = self.pictures.len();
        let value = Value::from_pairs([
            ("number", Value::from(number)),
            ("file", Value::from(asset_path(picture.asset))),
            ("format", Value::from(asset.format.name())),
            ("page", Value::from(picture.page)),
            ("width", Value::from(picture.size[0])),
            ("height", Value::from(picture.size[1])),
            ("alternative", Value::from(picture.alternative.as_str())),
        ]);
        self.pictures.push(PicturePlace { span: picture.span, asset });
        value
    }

    fn pictures(&mut self, pictures: Option<&Pictures>) -> Value {
        let Some(pictures) = pictures else { return Value::from(()) };
        let part = |(picture, caption): &(Picture, Option<Text>)| {
            Value::from_pairs([("picture", self.picture(picture)), ("caption", self.optional(caption.as_ref()))])
        };
        let parts: Vec<Value> = pictures.parts.iter().map(part).collect();
        Value::from_pairs([
            ("parts", Value::from(parts)),
            ("caption", self.optional(pictures.caption.as_ref())),
            ("number", pictures.number.map_or(Value::from(()), Value::from)),
            ("width", extent(pictures.width)),
        ])
    }
}

/// The virtual path of one of a paper's assets.
pub(crate) fn asset_path(number: usize) -> String {
    format!("/asset/{number}")
}

/// A width as a dictionary: a number and its unit.
fn extent(extent: Option<Extent>) -> Value {
    let Some(extent) = extent else { return Value::from(()) };
    // At most 420, with a few digits behind the point.
    let number = f64::try_from(extent.number()).unwrap_or(0.0);
    Value::from_pairs([("number", Value::from(number)), ("unit", Value::from(extent.unit()))])
}

/// Whether a heading that is run in needs no mark of its own.
fn ends_in_mark(heading: &str) -> bool {
    heading.ends_with(['。', '！', '？', '：', '；', '…', '，', '、', '.', '!', '?', ':', ';'])
}
