#include "ui/kit/ActionTile.h"

#include "ui/kit/Icons.h"
#include "ui/kit/Theme.h"

#include <QEvent>
#include <QPainter>

namespace metaspo {

namespace {

constexpr int edge = 18;
constexpr int tileIconSide = 28;
constexpr int textFlags = Qt::TextWordWrap | Qt::AlignLeading | Qt::AlignTop;

} // namespace

ActionTile::ActionTile(const QString& iconName, const QString& title, const QString& description, QWidget* parent)
    : QAbstractButton(parent)
    , m_iconName(iconName)
    , m_description(description)
{
    setText(title);
    setAccessibleName(title);
    setAccessibleDescription(description);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void ActionTile::setMain(bool isMain)
{
    m_isMain = isMain;
    update();
}

QFont ActionTile::titleFont() const
{
    QFont bold = font();
    bold.setPointSizeF(bold.pointSizeF() * 1.1);
    bold.setWeight(QFont::DemiBold);
    return bold;
}

QRect ActionTile::descriptionRect(int width) const
{
    const int top = edge + tileIconSide + 12 + QFontMetrics(titleFont()).height() + 4;
    const QRect room(edge, top, std::max(40, width - 2 * edge), 2000);
    return fontMetrics().boundingRect(room, textFlags, m_description);
}

QSize ActionTile::sizeHint() const
{
    return {220, heightForWidth(220)};
}

int ActionTile::heightForWidth(int width) const
{
    return descriptionRect(width).bottom() + edge;
}

bool ActionTile::event(QEvent* event)
{
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave)
        update();
    return QAbstractButton::event(event);
}

void ActionTile::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor accent = toneColour(Tone::Accent, palette());
    const bool isHot = isEnabled() && (underMouse() || hasFocus());
    QColor fill = m_isMain ? toneBackground(Tone::Accent, palette()) : palette().color(QPalette::Base);
    if (isDown())
        fill = palette().color(QPalette::Midlight);
    painter.setBrush(fill);
    painter.setPen(QPen(isHot || m_isMain ? accent : lineColour(palette()), hasFocus() ? 2 : 1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 8, 8);

    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const int iconLeft = isMirrored ? width() - edge - tileIconSide : edge;
    paintIcon(&painter, QRectF(iconLeft, edge, tileIconSide, tileIconSide), m_iconName,
              isEnabled() ? accent : palette().color(QPalette::Mid));
    const QFont bold = titleFont();
    const int titleTop = edge + tileIconSide + 12;
    painter.setFont(bold);
    painter.setPen(palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::Text));
    painter.drawText(QRect(edge, titleTop, width() - 2 * edge, QFontMetrics(bold).height()),
                     Qt::AlignLeading | Qt::AlignVCenter, text());
    painter.setFont(font());
    painter.setPen(palette().color(QPalette::PlaceholderText));
    QRect room = descriptionRect(width());
    room.setLeft(edge);
    room.setRight(width() - edge);
    painter.drawText(room, textFlags, m_description);
}

} // namespace metaspo
