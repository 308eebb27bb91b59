#include "ui/start/RecentDelegate.h"

#include "ui/kit/Icons.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/Theme.h"
#include "ui/start/RecentModel.h"

#include <QApplication>
#include <QPainter>

namespace metaspo {

namespace {

constexpr int iconSide = 24;

} // namespace

QSize RecentDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {200, 2 * option.fontMetrics.height() + 18};
}

void RecentDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QPalette& palette = option.palette;
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    const QRect row = option.rect.adjusted(4, 2, -4, -2);
    if (isSelected || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->setBrush(toneBackground(isSelected ? Tone::Accent : Tone::Quiet, palette));
        painter->drawRoundedRect(row, 6, 6);
    }
    const bool isMissing = index.data(RecentModel::IsMissingRole).toBool();
    const QRect inner = row.adjusted(12, 6, -12, -6);
    const QRect drawing = QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter,
                                              QSize(iconSide, iconSide), inner);
    paintIcon(painter, drawing, isMissing ? QStringLiteral("warning") : QStringLiteral("project"),
              toneColour(isMissing ? Tone::Caution : Tone::Accent, palette));
    const QRect texts = QStyle::visualRect(option.direction, inner, inner.adjusted(iconSide + 12, 0, 0, 0));
    const int half = texts.height() / 2;
    const QRect upper(texts.left(), texts.top(), texts.width(), half);
    const QRect lower(texts.left(), texts.top() + half, texts.width(), half);

    painter->setPen(palette.color(QPalette::PlaceholderText));
    painter->setFont(option.font);
    const QString ago = index.data(RecentModel::AgoRole).toString();
    painter->drawText(upper, Qt::AlignTrailing | Qt::AlignVCenter, ago);
    QString second = displayLine(index.data(RecentModel::PathRole).toString());
    if (isMissing)
        second = RecentModel::tr("not there any more: %1").arg(second);
    painter->drawText(lower, Qt::AlignLeading | Qt::AlignVCenter,
                      option.fontMetrics.elidedText(second, Qt::ElideMiddle, lower.width()));
    QFont bold = option.font;
    bold.setWeight(QFont::DemiBold);
    painter->setFont(bold);
    painter->setPen(palette.color(QPalette::Text));
    const int room = upper.width() - option.fontMetrics.horizontalAdvance(ago) - 16;
    painter->drawText(upper, Qt::AlignLeading | Qt::AlignVCenter,
                      QFontMetrics(bold).elidedText(index.data().toString(), Qt::ElideRight, room));
    painter->restore();
}

} // namespace metaspo
