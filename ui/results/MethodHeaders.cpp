#include "ui/results/MethodHeaders.h"

#include "ui/kit/RowDelegate.h"
#include "ui/kit/Theme.h"
#include "ui/results/MethodModel.h"

#include <QPainter>
#include <QStyleOptionHeader>

namespace metaspo {

namespace {

constexpr int headerPadding = 8;
constexpr int widestMethod = 300;
constexpr int narrowestMethod = 160;

void drawGround(const QHeaderView& header, QPainter* painter, const QRect& rect)
{
    QStyleOptionHeader option;
    option.initFrom(&header);
    option.rect = rect;
    option.orientation = header.orientation();
    option.position = QStyleOptionHeader::Middle;
    header.style()->drawControl(QStyle::CE_HeaderSection, &option, painter, &header);
}

void drawLine(QPainter* painter, const QRect& rect, const QString& text, Qt::Alignment alignment)
{
    painter->drawText(rect, static_cast<int>(alignment | Qt::AlignVCenter | Qt::TextSingleLine),
                      painter->fontMetrics().elidedText(text, Qt::ElideRight, rect.width()));
}

QFont weighted(const QFont& font, QFont::Weight weight)
{
    QFont changed = font;
    changed.setWeight(weight);
    return changed;
}

QString textOf(const QHeaderView& header, int section, int role)
{
    return header.model()->headerData(section, header.orientation(), role).toString();
}

} // namespace

TaskHeader::TaskHeader(QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsClickable(false);
    setHighlightSections(false);
}

int TaskHeader::lineHeight() const
{
    return fontMetrics().height() + 4;
}

QSize TaskHeader::sizeHint() const
{
    return {QHeaderView::sizeHint().width(), 3 * lineHeight() + headerPadding};
}

QString TaskHeader::group(int section) const
{
    return section < 0 || section >= count() ? QString() : textOf(*this, section, MethodModel::GroupRole);
}

// Over all columns of the domain that are in sight.
QRect TaskHeader::groupRect(int section) const
{
    int first = section;
    int last = section;
    while (first > 0 && group(first - 1) == group(section))
        --first;
    while (last + 1 < count() && group(last + 1) == group(section))
        ++last;
    QRect whole;
    for (const int end : {first, last})
        whole = whole.united(QRect(sectionViewportPosition(end), 0, sectionSize(end), lineHeight()));
    return whole.intersected(viewport()->rect());
}

void TaskHeader::paintSection(QPainter* painter, const QRect& rect, int section) const
{
    painter->save();
    painter->setClipRect(rect);
    const int split = group(section).isEmpty() ? rect.top() : rect.top() + lineHeight() + 1;
    drawGround(*this, painter, groupRect(section).united(rect)); // no lines through the name of the domain
    drawGround(*this, painter, QRect(QPoint(rect.left(), split), rect.bottomRight()));
    const Qt::Alignment trailing = layoutDirection() == Qt::RightToLeft ? Qt::AlignLeft : Qt::AlignRight;
    if (!group(section).isEmpty()) {
        const QRect whole = groupRect(section);
        painter->setPen(lineColour(palette()));
        painter->drawLine(whole.bottomLeft() + QPoint(4, 1), whole.bottomRight() + QPoint(-4, 1));
        painter->setPen(palette().color(QPalette::Text));
        painter->setFont(weighted(font(), QFont::DemiBold));
        drawLine(painter, whole.adjusted(headerPadding, 2, -headerPadding, 0), group(section), Qt::AlignHCenter);
    }
    const QRect task(rect.left() + headerPadding, rect.top() + lineHeight() + 4, rect.width() - 2 * headerPadding,
                     lineHeight());
    painter->setPen(palette().color(QPalette::Text));
    painter->setFont(font());
    drawLine(painter, task, textOf(*this, section, Qt::DisplayRole), trailing);
    painter->setPen(palette().color(QPalette::PlaceholderText));
    drawLine(painter, task.translated(0, lineHeight()), textOf(*this, section, SecondLineRole), trailing);
    painter->restore();
}

MethodHeader::MethodHeader(QWidget* parent)
    : QHeaderView(Qt::Vertical, parent)
{
    setSectionsClickable(true); // a click chooses the row
    setHighlightSections(false);
}

QSize MethodHeader::sizeHint() const
{
    const QFontMetrics bold(weighted(font(), QFont::DemiBold));
    int width = narrowestMethod;
    for (int section = 0; section < count(); ++section)
        width = std::max({width, bold.horizontalAdvance(textOf(*this, section, Qt::DisplayRole)),
                          fontMetrics().horizontalAdvance(textOf(*this, section, SecondLineRole))});
    return {std::min(width, widestMethod) + 2 * headerPadding, QHeaderView::sizeHint().height()};
}

void MethodHeader::paintSection(QPainter* painter, const QRect& rect, int section) const
{
    painter->save();
    painter->setClipRect(rect);
    drawGround(*this, painter, rect);
    const Qt::Alignment leading = layoutDirection() == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
    const QString second = textOf(*this, section, SecondLineRole);
    const QRect room = rect.adjusted(headerPadding, 3, -headerPadding, -3);
    const QRect upper = second.isEmpty() ? room : QRect(room.topLeft(), QSize(room.width(), room.height() / 2));
    painter->setPen(palette().color(QPalette::Text));
    painter->setFont(weighted(font(), second.isEmpty() ? QFont::Normal : QFont::DemiBold));
    drawLine(painter, upper, textOf(*this, section, Qt::DisplayRole), leading);
    painter->setPen(palette().color(QPalette::PlaceholderText));
    painter->setFont(font());
    if (!second.isEmpty())
        drawLine(painter, upper.translated(0, upper.height()), second, leading);
    painter->restore();
}

} // namespace metaspo
