#include "ui/results/MethodDelegate.h"

#include "ui/kit/RowDelegate.h"
#include "ui/results/MethodModel.h"

#include <QApplication>
#include <QPainter>

namespace metaspo {

namespace {

constexpr int cellPadding = 8;
constexpr double quietScale = 0.9;

QFont quietFont(const QFont& font)
{
    QFont smaller = font;
    smaller.setPointSizeF(font.pointSizeF() * quietScale);
    return smaller;
}

} // namespace

void MethodDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem ground = option;
    initStyleOption(&ground, index);
    ground.text.clear();
    const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &ground, painter, option.widget);

    const QString second = index.data(SecondLineRole).toString();
    const QRect room = option.rect.adjusted(cellPadding, 3, -cellPadding, -3);
    const QRect upper = second.isEmpty() ? room : QRect(room.topLeft(), QSize(room.width(), room.height() / 2));
    const auto trailing = static_cast<int>((option.direction == Qt::RightToLeft ? Qt::AlignLeft : Qt::AlignRight)
                                           | Qt::AlignVCenter | Qt::TextSingleLine);
    painter->save();
    QFont font = option.font;
    font.setBold(index.data(MethodModel::BestRole).toBool());
    painter->setFont(font);
    const bool isQuiet = index.data(MethodModel::MissingRole).toBool();
    painter->setPen(option.palette.color(isQuiet ? QPalette::PlaceholderText : QPalette::Text));
    painter->drawText(upper, trailing, index.data().toString());
    painter->setFont(quietFont(option.font));
    painter->setPen(option.palette.color(QPalette::PlaceholderText));
    if (!second.isEmpty())
        painter->drawText(upper.translated(0, upper.height()), trailing,
                          painter->fontMetrics().elidedText(second, Qt::ElideRight, room.width()));
    painter->restore();
}

QSize MethodDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QFont bold = option.font;
    bold.setBold(true);
    const int width =
        std::max(QFontMetrics(bold).horizontalAdvance(index.data().toString()),
                 QFontMetrics(quietFont(option.font)).horizontalAdvance(index.data(SecondLineRole).toString()));
    return {width + 2 * cellPadding + 2, 2 * option.fontMetrics.height() + 10};
}

} // namespace metaspo
