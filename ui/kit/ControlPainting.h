#pragma once

#include <QAbstractScrollArea>
#include <QStyle>
#include <QStyleOption>

namespace metaspo {

/// What WorkbenchStyle draws with. Colours come from the option's palette only.

QColor over(const QColor& base, const QColor& tint, float share); ///< `share` of the tint on the base
/// A rounded rectangle; an invalid colour leaves its part out.
void drawPanel(QPainter* painter, const QRect& rect, const QColor& fill, const QColor& edge);
QColor edgeColour(const QStyleOption* option);
void drawButtonPanel(const QStyleOption* option, QPainter* painter);
void drawButtonLabel(const QStyleOptionButton& button, QPainter* painter);
void drawToolPanel(const QStyleOption* option, QPainter* painter);
void drawChevron(QPainter* painter, const QRect& rect, const QColor& colour, bool isDown);
void drawHeaderSection(const QStyleOptionHeader* header, QPainter* painter);
void drawTabShape(const QStyleOptionTab* tab, QPainter* painter);
void drawProgress(const QStyleOptionProgressBar* bar, QPainter* painter, QStyle::ControlElement element);
QStyleOptionViewItem withQuietSelection(const QStyleOptionViewItem& option);
bool isOnBase(const QWidget* bar);

} // namespace metaspo
