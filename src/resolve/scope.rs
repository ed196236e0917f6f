//! Which names a text can use: the figures around it, then those further out, then the document's data.
//!
//! Names nest as the document does: 社会救助.农村低保.发放. A bare name is looked for in the 分项, its 统计, the
//! document; if none of these has it, and only one block of the whole document does, that one is meant. A figure is
//! worked out when it is first asked for, so the order in the file does not matter.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use indexmap::IndexMap;

use super::articles::Articles;
use super::include::Expanded;
use crate::dates::TypedDate;
use crate::diagnostic::{Diagnostic, Report, ResolveFault, Role};
use crate::document::{self, Content, Document, FigureGroup, Statistics, Tasks, Time};
use crate::expr::{self, Gather, Names, Scope, Value};
use crate::figures::{Quantity, chinese};
use crate::text::Text;
use crate::yaml::{self, Node};

/// The group of the document itself.
const ROOT: usize = 0;

/// The group of the articles' names: `{{ 条.申请条件 }}`.
const ARTICLES: &str = "条";

/// Figures worked out from figures worked out from figures: nobody can check a longer chain, and it keeps the stack
/// small.
const MAX_DEPTH: usize = 100;

/// One figure that is being worked out; counts down when it is done.
struct Deeper<'w>(&'w std::cell::Cell<usize>);

impl Drop for Deeper<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

/// A name's value, once it was asked for.
#[derive(Clone, Debug)]
enum State {
    Untouched,
    Busy,
    Known(Value),
    Wrong(Diagnostic),
}

/// What a name stands for, as typed.
#[derive(Clone, Copy, Debug)]
enum Typed<'a> {
    Figure(&'a document::Figure),
    /// A figure of a part of the year.
    Part(&'a Text),
    Data(&'a Node),
    Issuers(&'a [Text]),
    Date(&'a Text),
    Article(u32),
}

#[derive(Debug)]
struct Cell<'a> {
    typed: Typed<'a>,
    state: RefCell<State>,
}

/// A block's names.
#[derive(Debug, Default)]
struct Group<'a> {
    parent: Option<usize>,
    path: Vec<String>,
    cells: IndexMap<String, Cell<'a>>,
    groups: IndexMap<String, usize>,
    /// 截至 or 期间 of its figures.
    time: Option<&'a Time>,
    names: OnceCell<Names>,
}

/// All names of a document.
#[derive(Debug)]
pub(super) struct World<'a> {
    groups: Vec<Group<'a>>,
    /// The groups that have a figure of a name.
    holders: IndexMap<&'a str, Vec<usize>>,
    /// Figures by 归类: their groups and names.
    categories: IndexMap<&'a str, Vec<(usize, &'a str)>>,
    /// How many figures are being worked out for one another.
    depth: std::cell::Cell<usize>,
    /// Groups of a 统计 and of its 分项, by where they stand in memory: blocks are not moved while they are resolved.
    places: HashMap<*const Statistics, Vec<usize>>,
    /// The names of last year's paper.
    last_year: Option<Box<World<'a>>>,
    articles: Articles<'a>,
    /// All groups of tasks, in the order of the paper.
    tasks: Vec<&'a Tasks>,
}

impl<'a> World<'a> {
    /// The names of a document.
    pub(super) fn of(expanded: &'a Expanded, report: &mut Report) -> Self {
        let mut world = Self::empty();
        for data in &expanded.data {
            world.data(ROOT, data);
        }
        world.fields(&expanded.document, report);
        // What is wrong with last year's paper is not this year's affair.
        let last_year = expanded.last_year.as_deref().map(|expanded| Self::of(expanded, &mut Report::new()));
        world.last_year = last_year.map(Box::new);
        world
    }

    /// The names of values alone.
    pub(super) fn of_data(data: &'a Node) -> Self {
        let mut world = Self::empty();
        world.data(ROOT, data);
        world
    }

    fn empty() -> Self {
        Self {
            groups: vec![Group::default()],
            holders: IndexMap::new(),
            categories: IndexMap::new(),
            depth: std::cell::Cell::new(0),
            places: HashMap::new(),
            last_year: None,
            articles: Articles::default(),
            tasks: Vec::new(),
        }
    }

    fn fields(&mut self, document: &'a Document, report: &mut Report) {
        if !document.issuers.is_empty() {
            self.cell(ROOT, "署名", Typed::Issuers(&document.issuers));
        }
        if let Some(date) = &document.date {
            self.cell(ROOT, "日期", Typed::Date(date));
        }
        self.blocks(&document.body, report);
        self.articles.number(&document.body, document.numbering, report);
        for attachment in &document.attachments {
            self.blocks(&attachment.body, report);
            self.articles.number(&attachment.body, attachment.numbering.or(document.numbering), report);
        }
        let labels: Vec<_> = self.articles.labels().collect();
        if !labels.is_empty() {
            let group = self.group(ROOT, Some(ARTICLES));
            for (label, number) in labels {
                self.cell(group, label, Typed::Article(number));
            }
        }
    }

    /// All groups of tasks, in the order of the paper.
    pub(super) fn tasks(&self) -> &[&'a Tasks] {
        &self.tasks
    }

    /// The numbers of the articles.
    pub(super) fn articles(&self) -> &Articles<'a> {
        &self.articles
    }

    /// What stands outside all blocks sees.
    pub(super) fn outermost(&self) -> View<'_> {
        View::new(self, ROOT)
    }

    /// What stands in a 统计 sees.
    pub(super) fn statistics(&self, statistics: &Statistics) -> View<'_> {
        View::new(self, self.place(statistics, 0))
    }

    /// What stands in a 分项 sees.
    pub(super) fn item(&self, statistics: &Statistics, index: usize) -> View<'_> {
        View::new(self, self.place(statistics, index + 1))
    }

    fn place(&self, statistics: &Statistics, index: usize) -> usize {
        let places = self.places.get(&std::ptr::from_ref(statistics));
        places.and_then(|places| places.get(index)).copied().unwrap_or(ROOT)
    }

    fn cell(&mut self, group: usize, name: &str, typed: Typed<'a>) {
        let cell = Cell { typed, state: RefCell::new(State::Untouched) };
        self.groups[group].cells.entry(name.to_owned()).or_insert(cell);
    }

    fn group(&mut self, parent: usize, name: Option<&str>) -> usize {
        let mut path = self.groups[parent].path.clone();
        path.extend(name.map(str::to_owned));
        let index = self.groups.len();
        self.groups.push(Group { parent: Some(parent), path, ..Group::default() });
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            self.groups[parent].groups.entry(name.to_owned()).or_insert(index);
        }
        index
    }

    fn data(&mut self, group: usize, node: &'a Node) {
        let Some(mapping) = node.as_mapping() else { return };
        for entry in &mapping.entries {
            if matches!(entry.value.value, yaml::Value::Mapping(_)) {
                let inner = self.group(group, Some(entry.key.as_str()));
                self.data(inner, &entry.value);
            } else {
                self.cell(group, entry.key.as_str(), Typed::Data(&entry.value));
            }
        }
    }

    fn blocks(&mut self, blocks: &'a [document::Block], report: &mut Report) {
        for block in blocks {
            match &block.content {
                Content::Section(section) => self.blocks(&section.body, report),
                Content::Statistics(statistics) => self.add_statistics(statistics, report),
                Content::Tasks(tasks) => self.tasks.push(tasks),
                _ => {}
            }
        }
    }

    fn add_statistics(&mut self, statistics: &'a Statistics, report: &mut Report) {
        let group = self.group(ROOT, statistics.title.as_ref().map(Text::as_str));
        self.groups[group].time = Some(&statistics.time);
        self.figures(group, &statistics.own);
        let mut places = vec![group];
        for (i, item) in statistics.items.iter().enumerate() {
            let name = item.name.as_str();
            let earlier = statistics.items[..i].iter().find(|earlier| earlier.name.as_str() == name);
            if let (Some(span), Some(first)) = (item.name.span(), earlier.and_then(|earlier| earlier.name.span())) {
                let fault = ResolveFault::SameName { name: name.to_owned() };
                report.push(Diagnostic::at(span, fault).with_related(first, Role::First));
            }
            let inner = self.group(group, Some(name));
            self.groups[inner].time = Some(&item.time);
            self.figures(inner, &item.own);
            places.push(inner);
        }
        self.places.insert(std::ptr::from_ref(statistics), places);
    }

    fn figures(&mut self, group: usize, figures: &'a FigureGroup) {
        for figure in &figures.figures {
            let name = figure.name.as_str();
            self.cell(group, name, Typed::Figure(figure));
            self.parts_of(group, figure);
            self.holders.entry(name).or_default().push(group);
            for category in &figure.categories {
                self.categories.entry(category.as_str()).or_default().push((group, name));
            }
        }
    }

    /// Names below a figure's: 发放.第一季度 (also 发放.一季度), 人数.女性.
    fn parts_of(&mut self, group: usize, figure: &'a document::Figure) {
        if figure.periods.is_none() && figure.parts.is_empty() {
            return;
        }
        let inner = self.group(group, Some(figure.name.as_str()));
        for (part, text) in figure.periods.iter().flat_map(|periods| &periods.values) {
            let label = document::period_label(figure.periods.as_ref().map_or(4, |periods| periods.count), *part);
            self.cell(inner, &label, Typed::Part(text));
            self.cell(inner, label.trim_start_matches('第'), Typed::Part(text));
        }
        for part in &figure.parts {
            self.cell(inner, part.name.as_str(), Typed::Figure(part));
            self.parts_of(inner, part);
        }
    }

    /// The group below a figure's name, with its periods and parts.
    pub(super) fn below_figure(&self, group: usize, name: &str) -> Option<usize> {
        self.groups[group].groups.get(name).copied()
    }

    /// The value of a cell, worked out at the first asking.
    pub(super) fn value(&self, group: usize, name: &str) -> Result<Option<Value>, Diagnostic> {
        let Some(cell) = self.groups[group].cells.get(name) else { return Ok(None) };
        let state = cell.state.borrow().clone();
        match state {
            State::Known(value) => Ok(Some(value)),
            State::Wrong(fault) => Err(fault),
            State::Busy => Err(told_at(ResolveFault::Circular { name: name.to_owned() }, cell)),
            State::Untouched => {
                let _deeper =
                    self.deeper().ok_or_else(|| told_at(ResolveFault::TooDeep { name: name.to_owned() }, cell))?;
                *cell.state.borrow_mut() = State::Busy;
                let worked_out = self.work_out(group, cell.typed);
                *cell.state.borrow_mut() = match &worked_out {
                    Ok(value) => State::Known(value.clone()),
                    Err(fault) => State::Wrong(fault.clone()),
                };
                worked_out.map(Some)
            }
        }
    }

    /// Counts one figure more that is being worked out; none if there are too many.
    fn deeper(&self) -> Option<Deeper<'_>> {
        let depth = self.depth.get();
        (depth < MAX_DEPTH).then(|| {
            self.depth.set(depth + 1);
            Deeper(&self.depth)
        })
    }

    /// The groups that have a figure of a name, with the name.
    pub(super) fn holding(&self, name: &str) -> Vec<(usize, &'a str)> {
        let found = self.holders.get_key_value(name);
        found.map(|(name, groups)| groups.iter().map(|group| (*group, *name)).collect()).unwrap_or_default()
    }

    /// The figures of a 归类.
    pub(super) fn categorised(&self, category: &str) -> &[(usize, &'a str)] {
        self.categories.get(category).map_or(&[], Vec::as_slice)
    }

    /// A figure as typed.
    pub(super) fn typed_figure(&self, group: usize, name: &str) -> Option<&'a document::Figure> {
        match self.groups[group].cells.get(name)?.typed {
            Typed::Figure(figure) => Some(figure),
            _ => None,
        }
    }

    /// What is around a group.
    pub(super) fn parent(&self, group: usize) -> Option<usize> {
        self.groups[group].parent
    }

    /// 截至 and 期间 of a group.
    pub(super) fn time(&self, group: usize) -> Option<&'a Time> {
        self.groups[group].time
    }

    /// Whether a group is another, or is somewhere in it.
    pub(super) fn is_within(&self, group: usize, outer: usize) -> bool {
        std::iter::successors(Some(group), |group| self.parent(*group)).any(|around| around == outer)
    }

    /// The groups somewhere in another.
    fn all_below(&self, outer: usize) -> impl Iterator<Item = usize> {
        (0..self.groups.len()).filter(move |group| *group != outer && self.is_within(*group, outer))
    }

    fn has_figure(&self, group: usize, name: &str) -> bool {
        self.groups[group].cells.get(name).is_some_and(|cell| matches!(cell.typed, Typed::Figure(_)))
    }

    /// 上年 of a figure.
    pub(super) fn last_year(&self, group: usize, name: &str) -> Result<Option<Value>, Diagnostic> {
        let Some(Typed::Figure(figure)) = self.groups[group].cells.get(name).map(|cell| cell.typed) else {
            return Ok(None);
        };
        match &figure.last_year {
            Some(text) => self.figure(text, group).map(Some),
            None => Ok(self.in_last_years_paper(&self.groups[group].path, name)),
        }
    }

    /// A figure of the same name in last year's paper: in the block of the same names, else the only one there is.
    fn in_last_years_paper(&self, path: &[String], name: &str) -> Option<Value> {
        let last = self.last_year.as_deref()?;
        let view = last.outermost();
        let same = if path.is_empty() { Some(ROOT) } else { view.descend(path) };
        let found = same.and_then(|group| last.value(group, name).ok().flatten());
        found.or_else(|| view.anywhere(name).ok().flatten())
    }

    fn work_out(&self, group: usize, typed: Typed<'a>) -> Result<Value, Diagnostic> {
        match typed {
            Typed::Figure(figure) if figure.periods.is_some() => self.of_periods(figure, group),
            Typed::Figure(figure) => self.figure(&figure.value, group),
            Typed::Part(text) => self.figure(text, group),
            Typed::Data(node) => self.datum(node, group),
            Typed::Article(number) => Ok(Value::Text(format!("第{}条", chinese::number(number.into())))),
            Typed::Issuers(texts) => Ok(Value::Text(texts.iter().map(Text::as_str).collect::<Vec<_>>().join("、"))),
            Typed::Date(text) => Ok(match TypedDate::parse(text.as_str()) {
                Ok(date) => date.day().map_or_else(|| Value::Text(date.to_string()), Value::Date),
                // Told where the date is read.
                Err(_) => Value::Text(text.as_str().to_owned()),
            }),
        }
    }

    pub(super) fn figure(&self, typed: &Text, group: usize) -> Result<Value, Diagnostic> {
        if let Some(value) = self.formula(typed, group)? {
            return Ok(value);
        }
        let text = self.filled_in(typed, group)?;
        match Quantity::parse(text.as_str()) {
            Ok(quantity) => Ok(Value::Quantity(quantity)),
            Err(fault) => Err(place(fault, &text)),
        }
    }

    /// The value of a figure that is one `{{ … }}` and nothing else.
    fn formula(&self, typed: &Text, group: usize) -> Result<Option<Value>, Diagnostic> {
        let whole = typed.as_str();
        let Some(inner) = whole.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}")) else { return Ok(None) };
        if inner.contains("{{") || inner.contains("}}") {
            return Ok(None);
        }
        let view = View::new(self, group);
        let parsed = expr::parse(typed, 2..2 + inner.len(), &view).map_err(first)?;
        let mut report = Report::new();
        let value = expr::evaluate(&parsed, &view, &mut report)?;
        match value {
            Value::Quantity(_) => Ok(Some(value)),
            other => {
                if let Some(quantity) = other.quantity() {
                    Ok(Some(Value::Quantity(quantity)))
                } else {
                    let shown = other.display();
                    Quantity::parse(&shown).map(|q| Some(Value::Quantity(q))).map_err(|fault| place(fault, typed))
                }
            }
        }
    }

    fn datum(&self, node: &Node, group: usize) -> Result<Value, Diagnostic> {
        match &node.value {
            yaml::Value::Scalar(scalar) => {
                if let Some(value) = self.formula(&scalar.text, group).unwrap_or(None) {
                    return Ok(value);
                }
                let text = self.filled_in(&scalar.text, group)?;
                Ok(datum_value(text.as_str()))
            }
            yaml::Value::Sequence(sequence) => {
                let items = sequence.items.iter().map(|item| self.datum(item, group));
                items.collect::<Result<_, _>>().map(Value::List)
            }
            yaml::Value::Mapping(_) => Ok(Value::Text(String::new())),
        }
    }

    fn filled_in(&self, typed: &Text, group: usize) -> Result<Text, Diagnostic> {
        if !typed.as_str().contains("{{") {
            return Ok(typed.clone());
        }
        let mut report = Report::new();
        let text = expr::interpolate(typed, &View::new(self, group), &mut report).text;
        match report.as_slice().iter().find(|diagnostic| diagnostic.is_error()) {
            Some(error) => Err(error.clone()),
            None => Ok(text),
        }
    }
}

/// One of several faults; the others come up when it is mended, or where the same text is shown.
fn first(faults: Vec<Diagnostic>) -> Diagnostic {
    faults.into_iter().next().unwrap_or_else(|| Diagnostic::new(crate::diagnostic::ExprFault::Empty))
}

fn place(fault: impl Into<crate::diagnostic::Code>, text: &Text) -> Diagnostic {
    match text.span() {
        Some(span) => Diagnostic::at(span, fault),
        None => Diagnostic::new(fault),
    }
}

fn told_at(fault: ResolveFault, cell: &Cell) -> Diagnostic {
    match cell.typed {
        Typed::Figure(figure) => place(fault, &figure.value),
        Typed::Date(text) | Typed::Part(text) => place(fault, text),
        Typed::Data(node) => Diagnostic::at(node.span, fault),
        Typed::Issuers(_) | Typed::Article(_) => Diagnostic::new(fault),
    }
}

/// A value of 数据: a day, a figure, or text as typed.
fn datum_value(typed: &str) -> Value {
    // A number alone may look like a day (20211220) but is one only where a day is meant.
    let is_number = typed.chars().all(|c| c.is_ascii_digit() || c == '.');
    if !is_number && let Some(day) = TypedDate::parse(typed).ok().and_then(|date| date.day()) {
        return Value::Date(day);
    }
    match Quantity::parse(typed) {
        Ok(quantity) => Value::Quantity(quantity),
        Err(_) => Value::Text(typed.to_owned()),
    }
}

/// What a place in the document sees.
#[derive(Debug)]
pub(super) struct View<'w> {
    world: &'w World<'w>,
    group: usize,
    names: OnceCell<Names>,
}

impl<'w> View<'w> {
    fn new(world: &'w World<'_>, group: usize) -> Self {
        Self { world, group, names: OnceCell::new() }
    }

    /// The place's group and those around it, innermost first.
    fn chain(&self) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(self.group), |group| self.world.groups[*group].parent)
    }

    /// A figure of the place's own group.
    pub(super) fn own(&self, name: &str) -> Result<Option<Quantity>, Diagnostic> {
        Ok(match self.world.value(self.group, name)? {
            Some(Value::Quantity(quantity)) => Some(quantity),
            _ => None,
        })
    }

    /// Last year's value of a figure of the place's own group.
    pub(super) fn last_years(&self, name: &str) -> Result<Option<Quantity>, Diagnostic> {
        Ok(self.world.last_year(self.group, name)?.and_then(|value| value.quantity()))
    }

    /// Names of the place's own figures, and what was typed for them.
    pub(super) fn own_figures(&self) -> impl Iterator<Item = (&str, &str)> {
        self.world.groups[self.group].cells.iter().filter_map(|(name, cell)| match cell.typed {
            Typed::Figure(figure) if figure.has_value => Some((name.as_str(), figure.value.as_str())),
            _ => None,
        })
    }

    /// The place's world and group.
    pub(super) fn here(&self) -> (&'w World<'w>, usize) {
        (self.world, self.group)
    }

    /// What stands below a figure of the place's own group: its periods and parts.
    pub(super) fn below_own(&self, name: &str) -> Option<Self> {
        Some(Self::new(self.world, self.world.below_figure(self.group, name)?))
    }

    /// The group a path of names leads to.
    fn descend(&self, path: &[String]) -> Option<usize> {
        let (first, rest) = path.split_first()?;
        let start = self.chain().find_map(|group| self.world.groups[group].groups.get(first).copied())?;
        rest.iter().try_fold(start, |group, name| self.world.groups[group].groups.get(name).copied())
    }

    /// A bare name that only one block of the document has.
    fn anywhere(&self, name: &str) -> Result<Option<Value>, Diagnostic> {
        match self.world.holders.get(name).map(Vec::as_slice) {
            None | Some([]) => Ok(None),
            Some([only]) => self.world.value(*only, name),
            Some(many) => Err(self.ambiguous(name, many)),
        }
    }

    fn ambiguous(&self, name: &str, groups: &[usize]) -> Diagnostic {
        let paths = groups.iter().map(|group| &self.world.groups[*group].path).filter(|path| !path.is_empty());
        let mut paths: Vec<String> = paths.map(|path| format!("{}.{name}", path.join("."))).collect();
        paths.dedup();
        Diagnostic::new(ResolveFault::Ambiguous { name: name.to_owned(), paths })
    }
}

impl Scope for View<'_> {
    fn lookup(&self, path: &[String]) -> Result<Option<Value>, Diagnostic> {
        let Some((name, groups)) = path.split_last() else { return Ok(None) };
        if groups.is_empty() {
            for group in self.chain() {
                if let Some(value) = self.world.value(group, name)? {
                    return Ok(Some(value));
                }
            }
            return match self.anywhere(name)? {
                None if self.world.categories.contains_key(name.as_str()) => {
                    Err(Diagnostic::new(ResolveFault::CategoryAlone { category: name.clone() }))
                }
                found => Ok(found),
            };
        }
        let Some(group) = self.descend(groups) else { return Ok(None) };
        match (self.world.value(group, name)?, self.world.below(group, name).as_slice()) {
            (None, [(only, _)]) => self.world.value(*only, name),
            (None, [_, _, ..]) => {
                let many: Vec<usize> = self.world.below(group, name).into_iter().map(|(group, _)| group).collect();
                Err(self.ambiguous(name, &many))
            }
            (found, _) => Ok(found),
        }
    }

    fn gather(&self, path: &[String], wanted: Gather) -> Result<Option<Vec<Value>>, Diagnostic> {
        let Some((name, groups)) = path.split_last() else { return Ok(None) };
        // A 归类 is the whole paper's; a name is that of the nearest block that has it.
        let found = if groups.is_empty() && self.world.holding(name).is_empty() {
            Some(self.world.below(ROOT, name))
        } else if groups.is_empty() {
            self.chain().map(|group| self.world.below(group, name)).find(|found| !found.is_empty())
        } else {
            self.descend(groups).map(|group| self.world.below(group, name))
        };
        match found.filter(|found| !found.is_empty()) {
            Some(found) => self.world.gathered(name, &found, wanted),
            None => Ok(None),
        }
    }

    fn last_year(&self, path: &[String]) -> Result<Option<Value>, Diagnostic> {
        let Some((name, groups)) = path.split_last() else { return Ok(None) };
        let group = match self.descend(groups) {
            Some(group) => Some(group),
            None if groups.is_empty() => self.chain().find(|group| self.world.has_figure(*group, name)),
            None => None,
        };
        group.map_or(Ok(None), |group| self.world.last_year(group, name))
    }

    fn names(&self, path: &[String]) -> Cow<'_, Names> {
        if path.is_empty() {
            return Cow::Borrowed(self.names.get_or_init(|| {
                let mut names = Names::new();
                for group in self.chain() {
                    names.extend(self.world.groups[group].own_names());
                }
                names.extend(self.world.holders.keys());
                names.extend(self.world.categories.keys());
                names
            }));
        }
        let Some(index) = self.descend(path) else { return Cow::Owned(Names::new()) };
        let group = &self.world.groups[index];
        Cow::Borrowed(group.names.get_or_init(|| {
            let below = self.world.all_below(index).flat_map(|group| self.world.groups[group].cells.keys());
            let categories = self.world.categories.keys().map(|name| &**name);
            group.own_names().chain(below.map(String::as_str)).chain(categories).collect()
        }))
    }
}

impl Group<'_> {
    fn own_names(&self) -> impl Iterator<Item = &str> {
        self.cells.keys().chain(self.groups.keys()).map(String::as_str)
    }
}
