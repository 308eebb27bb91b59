#include "ui/compare/PromptColumns.h"

#include "ui/compare/DiffText.h"
#include "ui/kit/Background.h"
#include "ui/kit/Layout.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QScrollBar>

namespace metaspo {

namespace {

constexpr int mostVisible = 4;
constexpr int leastWidth = 250; ///< of a column, as long as more than two are visible
constexpr qsizetype mostTokensAtOnce = 5000; ///< more are compared in the background

} // namespace

PromptColumns::PromptColumns(QWidget* parent)
    : QWidget(parent)
    , m_pinned(new QWidget(this))
    , m_area(new QScrollArea(this))
    , m_row(new QWidget(m_area))
{
    setObjectName(QStringLiteral("promptColumns"));
    auto* pinned = new QHBoxLayout(m_pinned);
    pinned->setContentsMargins(0, 0, 0, 0);
    auto* others = new QHBoxLayout(m_row);
    others->setContentsMargins(0, 0, 0, 0);
    others->setSpacing(gap);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setWidget(m_row);
    m_area->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setFocusPolicy(Qt::NoFocus); // the columns in it take the focus
    nameWidget(m_area, QStringLiteral("promptScroll"), tr("Prompts beside the baseline"));
    m_area->viewport()->setAutoFillBackground(false);
    m_row->setAutoFillBackground(false);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(gap);
    row->addWidget(m_pinned);
    row->addWidget(m_area, 1);
}

void PromptColumns::setProject(const std::shared_ptr<Project>& project)
{
    m_project = project;
    for (PromptColumn* column : std::as_const(m_columns))
        column->setProject(project);
}

PromptColumn* PromptColumns::addColumn()
{
    const int number = count();
    auto* column = new PromptColumn(number, number == 0 ? m_pinned : m_row);
    column->setProject(m_project);
    column->setView(m_view);
    (number == 0 ? m_pinned : m_row)->layout()->addWidget(column);
    connect(column, &PromptColumn::baselineRequested, this, [this, number] { Q_EMIT baselineRequested(number); });
    connect(column, &PromptColumn::removalRequested, this, [this, number] { Q_EMIT removalRequested(number); });
    connect(column, &PromptColumn::failed, this, &PromptColumns::failed);
    connect(column, &PromptColumn::entered, this, [this, column, number] {
        if (number == 0)
            return;
        setCurrent(number);
        m_area->ensureWidgetVisible(column, 0, 0);
    });
    connect(column, &PromptColumn::changeChosen, this, [this, number](int change) {
        if (number > 0)
            setCurrent(number);
        choose(change);
    });
    connect(column->text()->verticalScrollBar(), &QScrollBar::valueChanged, this, [this, column] { follow(column); });
    m_columns.append(column);
    column->QWidget::show();
    return column;
}

void PromptColumns::show(const QList<CandidateRecord>& records)
{
    bool isSame = count() == records.size();
    while (count() > records.size()) {
        PromptColumn* last = m_columns.takeLast();
        last->setParent(nullptr);
        last->deleteLater(); // its own button may have asked for this
    }
    while (count() < records.size())
        addColumn();
    for (qsizetype prompt = 0; prompt < records.size(); ++prompt)
        isSame = m_columns[prompt]->show(records[prompt]) && isSame;
    if (isSame)
        return; // read anew: texts never change
    m_change = -1;
    m_current = 0;
    if (count() > 0)
        m_columns.first()->showPlainText();
    Q_EMIT differenceChosen(0, 0);
    place();
    setCurrent(count() > 1 ? 1 : 0);
    compareTexts();
}

void PromptColumns::setUnit(DiffUnit unit)
{
    if (unit == m_unit)
        return;
    m_unit = unit;
    compareTexts();
}

void PromptColumns::setView(PromptColumn::View view)
{
    m_view = view;
    for (PromptColumn* column : std::as_const(m_columns))
        column->setView(view);
    readCalls();
}

void PromptColumns::showStandings(const QStringList& texts)
{
    for (qsizetype prompt = 0; prompt < count(); ++prompt)
        m_columns[prompt]->showStanding(texts.value(prompt));
}

void PromptColumns::showCalls(const QList<std::optional<qint64>>& calls)
{
    m_calls = calls;
    readCalls();
}

// Only while they are looked at: there may be many prompts, and rows are walked through quickly.
void PromptColumns::readCalls()
{
    const bool isSeen = m_view == PromptColumn::View::Conversation;
    for (qsizetype prompt = 0; prompt < count(); ++prompt)
        m_columns[prompt]->showCall(isSeen ? m_calls.value(prompt) : std::nullopt);
}

void PromptColumns::setCurrent(int prompt)
{
    if (prompt == m_current || prompt >= count())
        return;
    m_current = prompt;
    m_change = -1;
    for (int other = 0; other < count(); ++other) {
        m_columns[other]->setCurrent(other == prompt);
        m_columns[other]->goTo(-1);
    }
    if (prompt > 0 && !m_columns[prompt]->spans().isEmpty())
        m_columns.first()->showDifferences(m_columns[prompt]->spans());
    Q_EMIT differenceChosen(0, prompt > 0 ? countChanges(m_columns[prompt]->spans()) : 0);
    Q_EMIT currentChanged();
}

// Each against the baseline. A long one is computed elsewhere; until then the text stands there without marks.
void PromptColumns::compareTexts()
{
    ++m_generation;
    if (count() < 2)
        return;
    const QString before = comparedText(m_columns.first()->record().candidate.text);
    for (int prompt = 1; prompt < count(); ++prompt) {
        const QString after = comparedText(m_columns[prompt]->record().candidate.text);
        if (tokensIn(before, m_unit) + tokensIn(after, m_unit) <= mostTokensAtOnce) {
            receive(prompt, wordDiff(before, after, m_unit));
            continue;
        }
        m_columns[prompt]->showPlainText();
        if (prompt == m_current)
            m_columns.first()->showPlainText();
        inBackground(
            this, [before, after, unit = m_unit] { return wordDiff(before, after, unit); },
            [this, prompt, generation = m_generation](const QList<DiffSpan>& spans) {
                if (generation == m_generation)
                    receive(prompt, spans);
            });
    }
}

void PromptColumns::receive(int prompt, const QList<DiffSpan>& spans)
{
    m_columns[prompt]->showDifferences(spans);
    if (prompt != m_current)
        return;
    m_change = -1;
    m_columns.first()->showDifferences(spans);
    Q_EMIT differenceChosen(0, countChanges(spans));
}

void PromptColumns::goToDifference(int direction)
{
    const int changes = m_current > 0 ? countChanges(m_columns[m_current]->spans()) : 0;
    if (changes == 0)
        return;
    choose(m_change < 0 ? (direction > 0 ? 0 : changes - 1) : (m_change + direction + changes) % changes);
}

void PromptColumns::choose(int change)
{
    if (m_current == 0)
        return;
    m_change = change;
    m_isFollowing = true;
    m_columns.first()->goTo(change);
    m_columns[m_current]->goTo(change);
    m_isFollowing = false;
    m_area->ensureWidgetVisible(m_columns[m_current], 0, 0);
    Q_EMIT differenceChosen(change + 1, countChanges(m_columns[m_current]->spans()));
}

qsizetype PromptColumns::placeInBaseline(const PromptColumn* column) const
{
    const qsizetype place = column->text()->topPlace();
    return column == m_columns.first() ? place : placeOnOtherSide(column->spans(), DiffSide::After, place);
}

// What stands at the top of the text that was scrolled comes to the top of the others.
void PromptColumns::follow(PromptColumn* moved)
{
    const auto isKnown = [this](const PromptColumn* column) { // the differences of a long text come later
        return column == m_columns.first() || !column->spans().isEmpty();
    };
    if (m_isFollowing || !m_columns.contains(moved) || !isKnown(moved))
        return;
    m_isFollowing = true;
    const qsizetype place = placeInBaseline(moved);
    for (PromptColumn* column : std::as_const(m_columns)) {
        if (column == moved || !isKnown(column))
            continue;
        column->text()->scrollToPlace(column == m_columns.first()
                                          ? place
                                          : placeOnOtherSide(column->spans(), DiffSide::Before, place));
    }
    m_isFollowing = false;
}

void PromptColumns::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    place();
}

// As many as fit, but two at least and four at most; all of the same width.
void PromptColumns::place()
{
    m_area->setVisible(count() > 1);
    if (count() == 0)
        return;
    const int fitting = std::clamp((width() + gap) / (leastWidth + gap), 2, mostVisible);
    const int visible = std::min(fitting, count());
    const int wide = (width() - (visible - 1) * gap) / visible;
    const bool isScrolled = visible < count();
    m_pinned->layout()->setContentsMargins(0, 0, 0,
                                           isScrolled ? m_area->horizontalScrollBar()->sizeHint().height() : 0);
    m_pinned->setFixedWidth(wide);
    for (int prompt = 1; prompt < count(); ++prompt)
        m_columns[prompt]->setFixedWidth(wide);
}

} // namespace metaspo
