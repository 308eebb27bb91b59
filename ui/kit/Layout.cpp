#include "ui/kit/Layout.h"

#include "ui/kit/Icons.h"
#include "ui/kit/Theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace metaspo {

namespace {

constexpr int drawingSide = 56;
constexpr int adviceWidth = 460;
constexpr double pageHeadingScale = 1.5;
constexpr int pageHeadingHeight = 30; ///< as a button, so that headings stand in line with and without one

void scaleFont(QWidget* widget, double scale, QFont::Weight weight)
{
    QFont font = widget->font();
    font.setPointSizeF(font.pointSizeF() * scale);
    font.setWeight(weight);
    widget->setFont(font);
}

} // namespace

QLabel* heading(const QString& text, QWidget* parent, double scale)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    scaleFont(label, scale, QFont::DemiBold);
    if (scale >= pageHeadingScale)
        label->setMinimumHeight(pageHeadingHeight);
    return label;
}

QLabel* hint(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

QLabel* caption(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    scaleFont(label, 1, QFont::DemiBold);
    return label;
}

QPushButton* button(const QString& text, const QString& iconName, const QString& objectName, QWidget* parent)
{
    auto* made = new QPushButton(text, parent);
    if (!iconName.isEmpty())
        made->setIcon(icon(iconName));
    made->setAutoDefault(false);
    QString name = text;
    nameWidget(made, objectName, name.remove(QLatin1Char('&')));
    return made;
}

QToolButton* toolButton(const QString& name, const QString& iconName, const QString& objectName, QWidget* parent)
{
    auto* made = new QToolButton(parent);
    made->setIcon(icon(iconName));
    made->setAutoRaise(true);
    made->setFocusPolicy(Qt::StrongFocus);
    made->setToolTip(name);
    nameWidget(made, objectName, name);
    return made;
}

void nameWidget(QWidget* widget, const QString& objectName, const QString& accessibleName)
{
    widget->setObjectName(objectName);
    widget->setAccessibleName(accessibleName);
}

QWidget* inMargins(QWidget* content, const QMargins& margins, QWidget* parent)
{
    auto* around = new QWidget(parent);
    auto* rows = new QVBoxLayout(around);
    rows->setContentsMargins(margins);
    rows->addWidget(content);
    return around;
}

void prepareTable(QTableView* table)
{
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setTabKeyNavigation(false);
    table->setWordWrap(false);
    table->setCornerButtonEnabled(false);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 11);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
}

void fillSideBySide(QWidget* panel, const QString& splitterName, QWidget* list, QWidget* chosen,
                    const std::pair<int, int>& shares)
{
    constexpr int width = 200; // of a share; only how they stand to each other counts
    auto* splitter = new QSplitter(Qt::Horizontal, panel);
    splitter->setObjectName(splitterName);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(10);
    splitter->addWidget(list);
    splitter->addWidget(chosen);
    splitter->setStretchFactor(0, shares.first);
    splitter->setStretchFactor(1, shares.second);
    splitter->setSizes({width * shares.first, width * shares.second});
    auto* rows = new QVBoxLayout(panel);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(splitter);
}

Card::Card(QWidget* parent)
    : QFrame(parent)
{
    setFrameShape(QFrame::NoFrame);
}

void Card::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(lineColour(palette()));
    painter.setBrush(palette().base());
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

EmptyState::EmptyState(const QString& iconName, const QString& title, const QString& advice, QWidget* parent)
    : QWidget(parent)
    , m_iconName(iconName)
    , m_drawing(new QLabel(this))
    , m_title(heading(title, this, 1.3))
    , m_advice(hint(advice, this))
    , m_buttons(new QWidget(this))
{
    m_drawing->setAlignment(Qt::AlignCenter);
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setWordWrap(true);
    m_advice->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_advice->setFixedWidth(adviceWidth);
    auto* row = new QHBoxLayout(m_buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(gap);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(gap);
    column->addStretch(2);
    column->addWidget(m_drawing);
    column->addWidget(m_title);
    column->addWidget(m_advice, 0, Qt::AlignHCenter);
    column->addSpacing(4);
    column->addWidget(m_buttons, 0, Qt::AlignHCenter);
    column->addStretch(3);
    drawIcon();
    fitAdvice();
}

QPushButton* EmptyState::addButton(const QString& text, const QString& iconName, const QString& objectName)
{
    auto* made = button(text, iconName, objectName, m_buttons);
    m_buttons->layout()->addWidget(made);
    return made;
}

void EmptyState::say(const QString& title, const QString& advice)
{
    m_title->setText(title);
    m_advice->setText(advice);
    fitAdvice();
}

// A layout that centres a label does not ask how high it is at its width.
void EmptyState::fitAdvice()
{
    m_advice->setFixedHeight(std::max(0, m_advice->heightForWidth(adviceWidth))); // none without a text
}

void EmptyState::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        drawIcon();
    if (event->type() == QEvent::FontChange)
        fitAdvice();
    QWidget::changeEvent(event);
}

void EmptyState::drawIcon()
{
    m_drawing->setPixmap(iconPixmap(m_iconName, drawingSide, palette().color(QPalette::Mid), devicePixelRatioF()));
}

} // namespace metaspo
