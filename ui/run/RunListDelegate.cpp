#include "ui/run/RunListDelegate.h"

#include "ui/run/RunListModel.h"
#include "ui/run/StateLook.h"

#include <QApplication>
#include <QPainter>

namespace metaspo {

namespace {
constexpr int margin = 8;
}

void RunListDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QString title = item.text;
    item.text.clear();
    const QStyle* style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    const auto state = static_cast<RunState>(index.data(RunListModel::StateRole).toInt());

    painter->save();
    const QRect rect = item.rect.adjusted(margin, 5, -margin, -5);
    const int half = rect.height() / 2;
    const auto leading = static_cast<int>(QStyle::visualAlignment(item.direction, Qt::AlignLeading | Qt::AlignVCenter));
    const auto trailing =
        static_cast<int>(QStyle::visualAlignment(item.direction, Qt::AlignTrailing | Qt::AlignVCenter));
    const QRect upper(rect.left(), rect.top(), rect.width(), half);
    const QRect lower(rect.left(), rect.top() + half, rect.width(), half);
    QFont bold = item.font;
    bold.setWeight(QFont::DemiBold);
    painter->setFont(bold);
    painter->setPen(item.palette.color(QPalette::Text));
    painter->drawText(upper, leading, title);
    painter->setFont(item.font);
    painter->setPen(toneColour(toneOf(state), item.palette));
    QString marks = stateGlyph(state) + QLatin1Char(' ') + index.data(RunListModel::StateTextRole).toString();
    if (index.data(RunListModel::RecordedRole).toBool())
        marks += QStringLiteral("  ·  ") + tr("recorded");
    painter->drawText(upper, trailing, marks);
    painter->setPen(item.palette.color(QPalette::PlaceholderText));
    painter->drawText(lower, leading,
                      item.fontMetrics.elidedText(index.data(RunListModel::DetailRole).toString(), Qt::ElideRight,
                                                  lower.width()));
    painter->restore();
}

QSize RunListDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {160, 2 * option.fontMetrics.height() + 14};
}

} // namespace metaspo
