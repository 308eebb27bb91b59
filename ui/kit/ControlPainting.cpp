#include "ui/kit/ControlPainting.h"

#include "ui/kit/Theme.h"

#include <QPainter>
#include <QStyleOption>

namespace metaspo {

namespace {

constexpr double radius = 5;

} // namespace

QColor over(const QColor& base, const QColor& tint, float share)
{
    return QColor::fromRgbF(tint.redF() * share + base.redF() * (1 - share),
                            tint.greenF() * share + base.greenF() * (1 - share),
                            tint.blueF() * share + base.blueF() * (1 - share));
}

void drawPanel(QPainter* painter, const QRect& rect, const QColor& fill, const QColor& edge)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(edge.isValid() ? QPen(edge, 1) : QPen(Qt::NoPen));
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter->restore();
}

QColor edgeColour(const QStyleOption* option)
{
    const bool hasFocus =
        option->state.testFlag(QStyle::State_HasFocus) && option->state.testFlag(QStyle::State_Enabled);
    return hasFocus ? toneColour(Tone::Accent, option->palette) : option->palette.color(QPalette::Mid);
}

void drawButtonPanel(const QStyleOption* option, QPainter* painter)
{
    const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
    const QPalette& palette = option->palette;
    const bool isEnabled = option->state.testFlag(QStyle::State_Enabled);
    const bool isMain = button && button->features.testFlag(QStyleOptionButton::DefaultButton) && isEnabled;
    QColor fill = isMain ? palette.color(QPalette::Highlight) : palette.color(QPalette::Button);
    if (!isEnabled)
        fill = over(palette.color(QPalette::Window), palette.color(QPalette::Button), 0.5F);
    const QColor tint = isMain ? QColor(Qt::black) : palette.color(QPalette::Text);
    if (option->state.testFlag(QStyle::State_Sunken) || option->state.testFlag(QStyle::State_On))
        fill = over(fill, tint, 0.14F);
    else if (isEnabled && option->state.testFlag(QStyle::State_MouseOver))
        fill = over(fill, tint, 0.06F);
    drawPanel(painter, option->rect, fill, isMain ? over(fill, Qt::black, 0.15F) : palette.color(QPalette::Mid));
}

void drawToolPanel(const QStyleOption* option, QPainter* painter)
{
    const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option);
    const bool isUnfolding = button && button->arrowType != Qt::NoArrow; // its arrow tells that it is on
    const bool isOn = !isUnfolding
                      && (option->state.testFlag(QStyle::State_On) || option->state.testFlag(QStyle::State_Sunken));
    const bool isHovered =
        option->state.testFlag(QStyle::State_MouseOver) && option->state.testFlag(QStyle::State_Enabled);
    const QColor window = option->palette.color(QPalette::Window);
    if (isOn || isHovered)
        drawPanel(painter, option->rect, over(window, option->palette.color(QPalette::Text), isOn ? 0.14F : 0.07F), {});
}

void drawChevron(QPainter* painter, const QRect& rect, const QColor& colour, bool isDown)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF middle = QRectF(rect).center();
    const double height = isDown ? 2 : -2;
    painter->drawPolyline(QPolygonF{QPointF(middle.x() - 4, middle.y() - height),
                                    QPointF(middle.x(), middle.y() + height),
                                    QPointF(middle.x() + 4, middle.y() - height)});
    painter->restore();
}

void drawHeaderSection(const QStyleOptionHeader* header, QPainter* painter)
{
    const QColor fill = over(header->palette.color(QPalette::Base), header->palette.color(QPalette::Window), 0.6F);
    painter->fillRect(header->rect, header->state.testFlag(QStyle::State_Sunken)
                                        ? over(fill, header->palette.color(QPalette::Text), 0.08F)
                                        : fill);
    painter->setPen(lineColour(header->palette));
    painter->drawLine(header->rect.bottomLeft(), header->rect.bottomRight());
    if (header->orientation == Qt::Horizontal && header->position != QStyleOptionHeader::End
        && header->position != QStyleOptionHeader::OnlyOneSection)
        painter->drawLine(header->rect.topRight() + QPoint(0, 6), header->rect.bottomRight() - QPoint(0, 6));
}

void drawTabShape(const QStyleOptionTab* tab, QPainter* painter)
{
    const bool isSelected = tab->state.testFlag(QStyle::State_Selected);
    if (!isSelected && tab->state.testFlag(QStyle::State_MouseOver))
        drawPanel(painter, tab->rect.adjusted(2, 3, -2, -4),
                  over(tab->palette.color(QPalette::Window), tab->palette.color(QPalette::Text), 0.06F), {});
    if (isSelected)
        painter->fillRect(QRect(tab->rect.left() + 6, tab->rect.bottom() - 2, tab->rect.width() - 12, 3),
                          toneColour(Tone::Accent, tab->palette));
}

void drawProgress(const QStyleOptionProgressBar* bar, QPainter* painter, QStyle::ControlElement element)
{
    const QRect groove = bar->rect;
    if (element == QStyle::CE_ProgressBarGroove) {
        drawPanel(painter, groove, over(bar->palette.color(QPalette::Window), bar->palette.color(QPalette::Text), 0.1F),
                  {});
        return;
    }
    const qint64 range = qint64(bar->maximum) - bar->minimum;
    if (range <= 0) {
        drawPanel(painter, groove, toneBackground(Tone::Accent, bar->palette), toneColour(Tone::Accent, bar->palette));
        return;
    }
    const double share = static_cast<double>(qint64(bar->progress) - bar->minimum) / static_cast<double>(range);
    QRect done = groove;
    done.setWidth(qRound(groove.width() * std::clamp(share, 0.0, 1.0)));
    if (done.width() > 2)
        drawPanel(painter, QStyle::visualRect(bar->direction, groove, done), bar->palette.color(QPalette::Highlight),
                  {});
}

// Selected rows keep their text colour on a tinted ground, so that colours in cells stay readable.
QStyleOptionViewItem withQuietSelection(const QStyleOptionViewItem& option)
{
    QStyleOptionViewItem quiet = option;
    const QColor text = option.palette.color(QPalette::Active, QPalette::Text);
    const QColor ground = over(option.palette.color(QPalette::Base), toneColour(Tone::Accent, option.palette), 0.2F);
    for (const QPalette::ColorGroup group : {QPalette::Active, QPalette::Inactive}) {
        quiet.palette.setColor(group, QPalette::Highlight, ground);
        quiet.palette.setColor(group, QPalette::HighlightedText, text);
    }
    return quiet;
}

// A scroll area without a background of its own lets the window through; so must its scroll bar.
bool isOnBase(const QWidget* bar)
{
    const QWidget* holder = bar ? bar->parentWidget() : nullptr;
    const auto* area = qobject_cast<const QAbstractScrollArea*>(holder ? holder->parentWidget() : nullptr);
    return !area || area->viewport()->autoFillBackground();
}

// Icon and text together in the middle, mirrored where people read from the right.
void drawButtonLabel(const QStyleOptionButton& button, QPainter* painter)
{
    constexpr int between = 6;
    const bool isEnabled = button.state.testFlag(QStyle::State_Enabled);
    const bool isMain = button.features.testFlag(QStyleOptionButton::DefaultButton) && isEnabled;
    const bool hasMenu = button.features.testFlag(QStyleOptionButton::HasMenu);
    const QRect room = hasMenu ? button.rect.adjusted(6, 0, -20, 0) : button.rect;
    const int textWidth = button.fontMetrics.size(Qt::TextShowMnemonic, button.text).width();
    const int iconWidth = button.icon.isNull() ? 0 : button.iconSize.width();
    const int width = textWidth + (iconWidth > 0 && textWidth > 0 ? between : 0) + iconWidth;
    const int left = room.left() + (room.width() - width) / 2;
    if (iconWidth > 0) {
        const QRect place(left, room.center().y() - button.iconSize.height() / 2 + 1, iconWidth,
                          button.iconSize.height());
        button.icon.paint(painter, QStyle::visualRect(button.direction, button.rect, place), Qt::AlignCenter,
                          !isEnabled ? QIcon::Disabled : isMain ? QIcon::Selected : QIcon::Normal);
    }
    const QRect text(left + width - textWidth, room.top(), textWidth + 1, room.height());
    painter->setPen(button.palette.color(isEnabled ? QPalette::Active : QPalette::Disabled,
                                         isMain ? QPalette::HighlightedText : QPalette::ButtonText));
    painter->drawText(QStyle::visualRect(button.direction, button.rect, text),
                      Qt::AlignVCenter | Qt::AlignHCenter | Qt::TextShowMnemonic, button.text);
    if (hasMenu) {
        const QRect arrow(button.rect.right() - 20, button.rect.top(), 12, button.rect.height());
        drawChevron(painter, QStyle::visualRect(button.direction, button.rect, arrow),
                    button.palette.color(QPalette::ButtonText), true);
    }
}

} // namespace metaspo
