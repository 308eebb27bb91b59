#include "ui/kit/RowDelegate.h"

#include "ui/kit/Icons.h"
#include "ui/kit/Theme.h"

#include <QAbstractItemView>
#include <QPainter>

namespace metaspo {

namespace {

constexpr int iconSide = 22;
constexpr int side = 14;  // from the row's edge to icon and text
constexpr int above = 7;
constexpr int wrapFlags = Qt::TextWordWrap | Qt::AlignLeading | Qt::AlignTop;

QFont boldOf(const QFont& font)
{
    QFont bold = font;
    bold.setWeight(QFont::DemiBold);
    return bold;
}

int heightOf(const QFont& font, int width, const QString& text)
{
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, 10'000), wrapFlags, text).height();
}

struct Texts
{
    QString first, second, trailing;
    QRect room;

    Texts(const QStyleOptionViewItem& option, const QModelIndex& index, int width)
        : first(index.data().toString())
        , second(index.data(SecondLineRole).toString())
        , trailing(index.data(TrailingRole).toString())
    {
        room = QRect(option.rect.left() + side + iconSide + 10, option.rect.top() + above,
                     width - 2 * side - iconSide - 10, option.rect.height() - 2 * above);
    }
};

} // namespace

RowDelegate::RowDelegate(LongLines longLines, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_longLines(longLines)
{
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
    const int width = view ? view->viewport()->width() : 300;
    const Texts texts(option, index, width);
    const int line = option.fontMetrics.height();
    if (m_longLines == LongLines::Elided)
        return {100, (texts.second.isEmpty() ? 1 : 2) * line + 2 * above + 4};
    int height = heightOf(boldOf(option.font), texts.room.width(), texts.first);
    if (!texts.second.isEmpty())
        height += heightOf(option.font, texts.room.width(), texts.second) + 2;
    return {100, std::max(height, iconSide) + 2 * above};
}

void RowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QPalette& palette = option.palette;
    Texts texts(option, index, option.rect.width());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    if (isSelected || option.state.testFlag(QStyle::State_MouseOver)) {
        const bool isFocused = option.state.testFlag(QStyle::State_HasFocus);
        painter->setPen(isFocused ? QPen(toneColour(Tone::Accent, palette)) : QPen(Qt::NoPen));
        painter->setBrush(toneBackground(isSelected ? Tone::Accent : Tone::Quiet, palette));
        painter->drawRoundedRect(QRectF(option.rect).adjusted(4.5, 1.5, -4.5, -1.5), 6, 6);
    }
    QRect drawing(option.rect.left() + side, 0, iconSide, iconSide);
    drawing.moveTop(m_longLines == LongLines::Wrapped ? texts.room.top() : option.rect.center().y() - iconSide / 2);
    paintIcon(painter, QStyle::visualRect(option.direction, option.rect, drawing),
              index.data(IconNameRole).toString(),
              toneColour(static_cast<Tone>(index.data(ToneRole).toInt()), palette));

    const QRect room = QStyle::visualRect(option.direction, option.rect, texts.room);
    const QFont bold = boldOf(option.font);
    const int line = option.fontMetrics.height();
    const bool isWrapped = m_longLines == LongLines::Wrapped;
    const int firstHeight = isWrapped ? heightOf(bold, room.width(), texts.first)
                                      : texts.second.isEmpty() ? room.height() : room.height() / 2;
    painter->setPen(palette.color(QPalette::PlaceholderText));
    painter->setFont(option.font);
    QRect lower = room.adjusted(0, firstHeight + (isWrapped ? 2 : 0), 0, 0);
    int trailingWidth = 0;
    if (!texts.trailing.isEmpty()) {
        trailingWidth = option.fontMetrics.horizontalAdvance(texts.trailing) + 12;
        painter->drawText(QRect(room.left(), room.top(), room.width(), isWrapped ? line : firstHeight),
                          Qt::AlignTrailing | Qt::AlignVCenter, texts.trailing);
    }
    if (isWrapped)
        painter->drawText(lower, wrapFlags, texts.second);
    else
        painter->drawText(lower, Qt::AlignLeading | Qt::AlignVCenter,
                          option.fontMetrics.elidedText(texts.second, Qt::ElideMiddle, lower.width()));
    painter->setFont(bold);
    painter->setPen(palette.color(QPalette::Text));
    const QRect upper(room.left(), room.top(), room.width(), firstHeight);
    if (isWrapped)
        painter->drawText(upper, wrapFlags, texts.first);
    else
        painter->drawText(upper, Qt::AlignLeading | Qt::AlignVCenter,
                          QFontMetrics(bold).elidedText(texts.first, Qt::ElideRight, upper.width() - trailingWidth));
    painter->restore();
}

} // namespace metaspo
