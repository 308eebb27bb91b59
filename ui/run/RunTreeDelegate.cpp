#include "ui/run/RunTreeDelegate.h"

#include "ui/run/RunTreeModel.h"
#include "ui/run/StateLook.h"
#include "ui/run/StepText.h"

#include <QApplication>
#include <QPainter>

namespace metaspo {

void RunTreeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QVariant stateValue = index.data(RunTreeModel::StateRole);
    if (index.data(RunTreeModel::InForceRole).toBool())
        item.font.setBold(true);
    const bool hasBreakpoint =
        index.column() == RunTreeModel::NameColumn && index.data(RunTreeModel::BreakpointRole).toBool();
    const QPointF dot(item.direction == Qt::LeftToRight ? item.rect.right() - 8 : item.rect.left() + 8,
                      item.rect.center().y() + 0.5);
    const QStyle* style = item.widget ? item.widget->style() : QApplication::style();
    if (!stateValue.isValid() || index.column() == RunTreeModel::ScoreColumn) {
        style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
        if (hasBreakpoint)
            paintBreakpoint(*painter, dot, item.palette);
        return;
    }
    const auto state = static_cast<CandidateState>(stateValue.toInt());
    const QString shown = item.text;
    item.text.clear();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    painter->save();
    QRect rect = item.rect.adjusted(4, 0, -4, 0);
    painter->setFont(item.font);
    painter->setPen(colourOf(state, item.palette));
    if (index.column() == RunTreeModel::NameColumn) {
        const int side = item.fontMetrics.height();
        const QRect glyph = QStyle::alignedRect(item.direction, Qt::AlignLeading | Qt::AlignVCenter,
                                                QSize(side, rect.height()), rect);
        painter->drawText(glyph, Qt::AlignCenter, stateGlyph(state));
        rect = item.direction == Qt::LeftToRight ? rect.adjusted(side + 4, 0, 0, 0) : rect.adjusted(0, 0, -side - 4, 0);
        painter->setPen(item.palette.color(QPalette::Text));
    }
    const QString elided = QFontMetrics(item.font).elidedText(shown, Qt::ElideRight, rect.width());
    painter->drawText(
        rect, static_cast<int>(QStyle::visualAlignment(item.direction, Qt::AlignLeading | Qt::AlignVCenter)), elided);
    painter->restore();
    if (hasBreakpoint)
        paintBreakpoint(*painter, dot, item.palette);
}

QSize RunTreeDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(option.fontMetrics.height() + 8);
    if (index.column() == RunTreeModel::NameColumn)
        size.rwidth() += option.fontMetrics.height() + 4;
    return size;
}

} // namespace metaspo
